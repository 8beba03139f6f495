//! smtp-doctor finds out why mail cannot be sent through an SMTP server, proves the cause and says what to do.

pub mod catalog;
pub mod cli;
pub mod diagnose;
pub mod escape;
pub mod evidence;
pub mod examine;
pub mod exit;
pub mod lab;
pub mod locale;
pub mod plan;
pub mod probe;
pub mod provider;
pub mod report;
pub mod secret;
pub mod smtp;
pub mod stage;
