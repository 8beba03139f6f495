//! No picture of this process is left behind: a core dump would hold the password.

/// From now on the system writes no core of this process nor of one that it starts, hands none to a program that collects
/// them, and lets no other program of the same user look into this one.
#[cfg(unix)]
pub(crate) fn forbid() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // A system that refuses is no reason not to examine.
    _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    // A program that collects cores gets them whatever the limit is (core(5)).
    #[cfg(target_os = "linux")]
    {
        _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
    }
}

#[cfg(not(unix))]
pub(crate) fn forbid() {}
