//! Leaves the tables for unwinding out of a release: a panic ends the program there, and nothing reads them.
//!
//! They are a fifteenth of the program, and the standard library and the C of aws-lc bring theirs along, so the
//! compiler's own switch is not enough. GNU ld and LLVM's lld take this as an addition to their layout; where another
//! linker was chosen (mold knows no layouts), the tables stay.

use std::path::Path;
use std::{env, fs, io};

const LAYOUT: &str = "SECTIONS { /DISCARD/ : { *(.eh_frame) *(.gcc_except_table*) } } INSERT AFTER .text;\n";

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|given| given == value);
    let chosen = env::var("CARGO_ENCODED_RUSTFLAGS").is_ok_and(|flags| flags.contains("fuse-ld="))
        || env::var("RUSTC_LINKER").is_ok_and(|path| ["mold", "wild"].iter().any(|name| path.contains(name)));
    if is("CARGO_CFG_TARGET_OS", "linux") && is("PROFILE", "release") && !chosen {
        let layout = Path::new(&env::var_os("OUT_DIR").unwrap_or_default()).join("no-unwinding.ld");
        fs::write(&layout, LAYOUT)?;
        println!("cargo:rustc-link-arg-bins=-Wl,-T,{}", layout.display());
    }
    Ok(())
}
