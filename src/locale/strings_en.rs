//! The sentences in English.

use super::Strings;

pub(super) static EN: Strings = Strings { stage_greeting: "Greeting", stage_auth: "Auth" };
