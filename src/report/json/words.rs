//! The words of the wire for failures and faults.

use crate::catalog::Severity;
use crate::diagnose::Verdict;
use crate::evidence::{CertificateFault, Failure, NoResolution, ProxyFault, Unreachable, Withheld};
use crate::plan::MessageFault;
use crate::smtp::{Handed, Unsent};

/// The word for a verdict.
pub(in crate::report) fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "pass",
        Verdict::Warn => "warn",
        Verdict::Fail => "fail",
    }
}

/// The word for how bad a finding is.
pub(in crate::report) fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// The word for a kind of failure. A word never changes its meaning.
pub(super) fn failure_word(failure: &Failure) -> &'static str {
    match failure {
        Failure::TimedOut { .. } => "timed-out",
        Failure::DeadlinePassed => "deadline-passed",
        Failure::Interrupted => "interrupted",
        Failure::Refused => "refused",
        Failure::Reset => "reset",
        Failure::Unreachable { to: Unreachable::Host } => "host-unreachable",
        Failure::Unreachable { to: Unreachable::Network } => "network-unreachable",
        Failure::Denied { .. } => "denied",
        Failure::NoResources { .. } => "no-resources",
        Failure::Closed { .. } => "closed",
        Failure::NoResolution(NoResolution::NameNotFound) => "name-not-found",
        Failure::NoResolution(NoResolution::NoAddress) => "no-address",
        Failure::NoResolution(NoResolution::ServerFailure { .. }) => "server-failure",
        Failure::NoResolution(NoResolution::NoAnswer) => "no-answer",
        Failure::NoResolution(NoResolution::NoNameserver) => "no-nameserver",
        Failure::NoResolution(NoResolution::NoService) => "no-service",
        Failure::Proxy(fault) => match fault {
            ProxyFault::NoAddress => "proxy-no-address",
            ProxyFault::Unreached { .. } => "proxy-unreached",
            ProxyFault::Silent { .. } => "proxy-silent",
            ProxyFault::Closed => "proxy-closed",
            ProxyFault::Foreign { .. } => "proxy-foreign",
            ProxyFault::NoMethod => "proxy-no-method",
            ProxyFault::Login => "proxy-login",
            ProxyFault::Answered { .. } => "proxy-answered",
        },
        Failure::NotTls { .. } => "not-tls",
        Failure::Alert { .. } => "alert",
        Failure::Handshake { .. } => "handshake",
        Failure::Certificate => "certificate",
        Failure::Rejected { .. } => "rejected",
        Failure::Malformed(_) => "malformed",
        Failure::NotSmtp { .. } => "not-smtp",
        Failure::NotOffered { .. } => "not-offered",
        Failure::Injected { .. } => "injected",
        Failure::Desynchronised { .. } => "desynchronised",
        Failure::Withheld { because: Withheld::Unencrypted } => "withheld-unencrypted",
        Failure::Withheld { because: Withheld::Unverified } => "withheld-unverified",
        Failure::Withheld { because: Withheld::Desynchronised } => "withheld-desynchronised",
        Failure::Unproven { .. } => "unproven",
        Failure::Unsent(Unsent::TooLarge { .. }) => "unsent-too-large",
        Failure::Unsent(Unsent::LineEnds) => "unsent-line-ends",
        Failure::Other { .. } => "other",
    }
}

/// The word for a fault of a certificate.
pub(super) fn fault_word(fault: &CertificateFault) -> &'static str {
    match fault {
        CertificateFault::Expired { .. } => "expired",
        CertificateFault::NotYetValid { .. } => "not-yet-valid",
        CertificateFault::NameMismatch => "name-mismatch",
        CertificateFault::SelfSigned => "self-signed",
        CertificateFault::UntrustedIssuer { .. } => "untrusted-issuer",
        CertificateFault::MissingIntermediate { .. } => "missing-intermediate",
        CertificateFault::Revoked => "revoked",
        CertificateFault::Weak { .. } => "weak",
        CertificateFault::PinMismatch => "pin-mismatch",
        CertificateFault::KeyMismatch => "key-mismatch",
        CertificateFault::Invalid { .. } => "invalid",
    }
}

/// The word for a fault of a message.
pub(super) fn message_fault_word(fault: &MessageFault) -> &'static str {
    match fault {
        MessageFault::BareLf(_) => "bare-lf",
        MessageFault::BareCr(_) => "bare-cr",
        MessageFault::Nul(_) => "nul",
        MessageFault::LongLine(_) => "long-line",
        MessageFault::NoField(_) => "no-field",
        MessageFault::Missing { .. } => "missing",
        MessageFault::Repeated { .. } => "repeated",
    }
}

/// The word for how much of a message was handed over.
pub(super) fn handed_word(handed: Handed) -> &'static str {
    match handed {
        Handed::Nothing => "nothing",
        Handed::Part => "part",
        Handed::Whole => "whole",
    }
}
