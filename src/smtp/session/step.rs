//! What passes between a session and its driver.

use zeroize::Zeroizing;

use super::Handover;
use crate::plan::{Envelope, Login, Message, Security};
use crate::smtp::sasl::{Mechanism, Nonce, Reason, Toil, Unproven};
use crate::smtp::{Protocol, Reply, ReplyFault, ServerText, Unsent};
use crate::stage::Stage;

/// What a session is to do.
#[derive(Debug)]
pub struct Script<'a> {
    /// The name to announce.
    pub announced: String,
    /// When TLS starts. [`Security::Detect`] is taken for [`Security::Opportunistic`].
    pub security: Security,
    /// The last stage to go to.
    pub until: Stage,
    /// Who logs in, if anybody.
    pub login: Option<&'a Login>,
    /// The envelope to check, if any.
    pub envelope: Option<&'a Envelope>,
    /// Random bytes for a login that wants them.
    pub nonce: Nonce,
    /// The message to send to all of its recipients, if any.
    pub message: Option<&'a Message>,
}

/// What is to be done next.
#[derive(Debug)]
pub enum Step {
    /// Send these bytes. `shown` is what they say without secrets.
    Send {
        /// The bytes, line break included.
        bytes: Zeroizing<Vec<u8>>,
        /// The lines for the record, one for each command.
        shown: String,
    },
    /// Send these bytes, and say so by [`super::Session::transmitted`](super::Session::transmitted). Should the server speak or
    /// close before they are all gone, stop, and hand over what came like the bytes of [`Step::Receive`].
    Transmit {
        /// The message with what belongs to it.
        bytes: Zeroizing<Vec<u8>>,
        /// The lines for the record, without the message.
        shown: String,
    },
    /// Read, and hand over what came to [`super::Session::receive`] or [`super::Session::close`].
    Receive,
    /// Do this work, and hand over what comes of it to [`super::Session::provide`].
    Toil(Toil),
    /// Make TLS, and say so by [`super::Session::secure`].
    Secure,
    /// A recipient has been answered; others may follow.
    Answered {
        /// The recipient.
        to: String,
        /// The answer.
        reply: Reply,
    },
    /// A stage has ended.
    Ended(Ended),
    /// Everything up to the login is done, also where nobody logs in. [`super::Session::authenticate`] goes on.
    Ready,
    /// There is nothing more to do.
    Finished,
}

/// How a stage ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended {
    /// The greeting.
    Greeting(Result<Reply, Fault>),
    /// EHLO, the first one or the one under TLS after STARTTLS.
    Ehlo {
        /// [`Stage::Ehlo`] or [`Stage::EhloAgain`].
        stage: Stage,
        /// What EHLO was answered with, where HELO had to be tried.
        refusal: Option<Reply>,
        /// The answer that counts.
        result: Result<Reply, Fault>,
    },
    /// STARTTLS.
    StartTls(Result<Reply, Fault>),
    /// Authentication.
    Auth {
        /// The mechanism, if it came to that.
        mechanism: Option<Mechanism>,
        /// What the server offers.
        offered: Vec<String>,
        /// The last reply, or why there is none.
        result: Result<Reply, Fault>,
    },
    /// MAIL.
    Mail {
        /// The sender that was named.
        from: String,
        /// The reply, or why there is none.
        result: Result<Reply, Fault>,
    },
    /// RCPT, for every recipient: whether all were taken. The answers went before, in [`Step::Answered`].
    Rcpt(Result<(), Fault>),
    /// The message.
    Data {
        /// What was handed over.
        handover: Handover,
        /// The last reply, or why there is none.
        result: Result<Reply, Fault>,
    },
}

/// What went wrong in a stage, as far as bytes can tell.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// The server refused.
    Rejected(Reply),
    /// The bytes are no reply.
    Malformed(ReplyFault),
    /// The bytes belong to another protocol.
    NotSmtp {
        /// The protocol.
        protocol: Protocol,
        /// The first bytes.
        first_bytes: ServerText,
    },
    /// What is needed is not offered; this is.
    NotOffered(Vec<String>),
    /// Bytes came in clear behind the reply to STARTTLS.
    Injected(ServerText),
    /// Bytes came that no command had asked for.
    Desynchronised(ServerText),
    /// The credentials were kept back: nothing is encrypted.
    Unencrypted,
    /// The credentials were kept back: the certificate is not good.
    Unverified,
    /// The server says yes to the login, and has not proved that it knows the secret.
    Unproven(Unproven),
    /// The message was kept back.
    Unsent(Unsent),
    /// The server closed the connection; this had come of a reply.
    Closed(ServerText),
}

/// What protects the session.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Protection {
    /// Nothing.
    Clear,
    /// TLS with a server whose certificate is not good.
    Unverified,
    /// TLS with the server that was named.
    Verified,
}

/// What a login showed beside its end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AuthNotes {
    /// Why the server refuses, where a challenge told.
    pub reason: Option<Reason>,
    /// The kind of channel binding that was used.
    pub binding: Option<&'static str>,
    /// How often the server wanted the secret hashed.
    pub iterations: Option<u32>,
}
