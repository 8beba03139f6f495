//! The sentences in Simplified Chinese.

use super::Strings;

pub(super) static ZH_CN: Strings = Strings { stage_greeting: "问候", stage_auth: "认证" };
