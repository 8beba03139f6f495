//! smtp-doctor finds out why mail cannot be sent through an SMTP server, proves the cause, and says what to do.
//!
//! ```text
//! argv, env ─ cli ─► Plan ─► examine ─► Evidence ─► diagnose ─► Diagnosis ─► Report ─► render ─► stdout
//!                             │    ▲        ▲ │                    │             │
//!                             ▼    │        │ └─► --record x.json  └ catalog     └─► exit status
//!                           probe ─┘        └──── replay x.json      provider
//!                             │
//!                             ├ Net (connections, clock, nameservers, hosts file): the machine, or the lab's world
//!                             └ smtp::Session (bytes in, next action out)
//! ```
//!
//! Two thoughts carry it. **A probe says what happened, never what it means**: everything observed becomes
//! [`evidence::Evidence`], plain typed values per attempt and per stage. **A diagnosis is a pure function of
//! evidence**: a recorded examination can be diagnosed again, so a bug report is a test case. Between the two stands
//! the differential diagnosis: where a symptom has several possible causes, [`diagnose::questions`] names what would
//! tell them apart, and the examination asks it.
//!
//! # For other programs
//!
//! [`examine()`] takes a [`plan::Plan`] and gives a [`Report`]: what was observed, its root cause, its verdict, and any
//! rendering of it. Nothing is printed and nothing is kept. Codes of causes, names of stages, exit statuses and the
//! fields of JSON never change their meaning (L7); the types of Rust follow semantic versioning, and enums and structs
//! may grow in a version that says so.
//!
//! # The laws
//!
//! `tests/tidy.rs` holds the source against them.
//!
//! - **L1** `plan evidence domain discovery smtp tls provider application catalog diagnose audit scrub report locale` only
//!   think: no runtime, socket, file, environment, clock or terminal, and no type of lettre, hickory or rustls. Only
//!   `probe` touches the network, and only `cli` arguments, environment, terminal and the user's files.
//! - **L2** Imports point one way: `cli → report → diagnose → catalog → provider → evidence → smtp, tls → plan`, and
//!   apart `cli → examine → probe → evidence`, `cli → scrub → catalog` and
//!   `report → audit → discovery, domain → evidence`. A cause never knows how it is printed;
//!   a provider names causes by code only.
//! - **L3** A probe never returns an error: it returns an outcome. Diagnosis is total.
//! - **L4** A secret is a [`secret::Secret`]: silent in `Debug`, not serialisable, wiped on drop. Evidence has no place
//!   for one.
//! - **L5** The same evidence, language and format give the same bytes. Time comes from the evidence.
//! - **L6** Every sentence a user can see is a [`locale::Text`] or a field of [`locale::Strings`]: a missing language
//!   does not compile.
//! - **L7** A cause's code, a stage's name, an exit status and a JSON field are never reused for something else.
//! - **L8** Nobody matches the message of an operating system or a library. Server text is matched in `catalog` and
//!   `provider` only.
//!
//! # The rooms
//!
//! | room | what it owns |
//! |---|---|
//! | [`cli`] | what was typed, what is meant, one file a command, passwords, output, progress |
//! | [`plan`] | what is to be examined: target, routes, login, envelope, limits |
//! | [`stage`] | the stages |
//! | [`smtp`] | the dialogue without input and output: replies, capabilities, SASL, session |
//! | [`tls`] | TLS by its bytes: a ClientHello of any age, and what a server makes of it |
//! | [`evidence`] | what was observed, recorded and read again |
//! | [`probe`] | one file a stage; the seam to the machine; the questions asked beside |
//! | [`mod@examine`] | where probe and diagnosis meet |
//! | `visit` | the door for other programs: [`examine()`] and its [`Report`] |
//! | [`provider`] | one file a mail provider |
//! | [`application`] | one file an application: the names of its settings, and their quotes |
//! | [`domain`] | the published records of the sender's domain: SPF, DMARC, DKIM, MX |
//! | [`discovery`] | which server belongs to a mail address: the documents of the sources, and the choice |
//! | [`catalog`] | one file a cause: code, texts, remedies, how it is told |
//! | [`diagnose`] | root before symptom; which questions are open; what an error text or a log means |
//! | [`audit`] | the health of a server: one check a rule, what was found, and what its administrator sets |
//! | [`scrub`] | evidence with stand-ins for all names, so that it can be shown to others |
//! | [`report`] | one view, and a file for each format; explanations, and what is known of providers |
//! | [`locale`] | languages, and the sentences that belong to no cause |
//! | [`lab`] | a world on loopback for `demo` and the tests |
//! | [`exit`], [`secret`], [`escape`] | exit statuses; secrets; text from outside made harmless |

pub mod application;
pub mod audit;
pub mod catalog;
pub mod cli;
pub mod diagnose;
pub mod discovery;
pub mod domain;
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
pub mod scrub;
pub mod secret;
pub mod smtp;
pub mod stage;
pub mod tls;
mod visit;

pub use visit::{Report, examine};
