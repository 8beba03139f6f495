//! Makes a release smaller where the linker can: a smaller program starts sooner and takes less memory.
//!
//! The tables for unwinding are left out: a panic ends the program there, and nothing reads them. They are a fifteenth
//! of the program, and the standard library and the C of aws-lc bring theirs along, so the compiler's own switch is not
//! enough. GNU ld and LLVM's lld take this as an addition to their layout; where another linker was chosen (mold knows
//! no layouts), the tables stay.
//!
//! The addresses that are settled at the start are packed (`DT_RELR`), a fifteenth again. glibc reads that since 2.36,
//! so it is done where the machine that builds has it: a program for older ones is built on an older one.

use std::path::Path;
use std::process::Command;
use std::{env, fs, io};

const LAYOUT: &str = "SECTIONS { /DISCARD/ : { *(.eh_frame) *(.gcc_except_table*) } } INSERT AFTER .text;\n";

/// The first glibc that reads packed addresses.
const PACKED_SINCE: (u32, u32) = (2, 36);

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    if !is("CARGO_CFG_TARGET_OS", "linux") || !is("PROFILE", "release") {
        return Ok(());
    }
    let chosen = env::var("CARGO_ENCODED_RUSTFLAGS").is_ok_and(|flags| flags.contains("fuse-ld="))
        || env::var("RUSTC_LINKER").is_ok_and(|path| ["mold", "wild"].iter().any(|name| path.contains(name)));
    if !chosen {
        let layout = Path::new(&env::var_os("OUT_DIR").unwrap_or_default()).join("no-unwinding.ld");
        fs::write(&layout, LAYOUT)?;
        println!("cargo:rustc-link-arg-bins=-Wl,-T,{}", layout.display());
    }
    let here = env::var("HOST").is_ok_and(|host| is("TARGET", &host));
    if here && is("CARGO_CFG_TARGET_ENV", "gnu") && glibc().is_some_and(|version| version >= PACKED_SINCE) {
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    Ok(())
}

fn is(name: &str, value: &str) -> bool {
    env::var(name).is_ok_and(|given| given == value)
}

/// The version of this machine's glibc, as in `glibc 2.36`.
fn glibc() -> Option<(u32, u32)> {
    let said = Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok()?.stdout;
    let said = String::from_utf8(said).ok()?;
    let (major, minor) = said.strip_prefix("glibc ")?.trim().split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}
