//! Makes a release smaller where the linker can: a smaller program starts sooner and takes less memory.
//!
//! The tables for unwinding are left out: a panic ends the program there, and nothing reads them. They are a fifteenth
//! of the program, and the standard library and the C of aws-lc bring theirs along, so the compiler's own switch is not
//! enough. GNU ld and LLVM's lld take this as an addition to their layout; where another linker was chosen (mold knows
//! no layouts), the tables stay.
//!
//! Code that most examinations do not reach is laid behind the code that they run. The kernel brings a program into
//! memory in windows around what is touched: scattered, a seventh of the code kept nearly all of it there. The parts are
//! told by their names as they stand in the symbols; one that is forgotten costs memory and nothing else.
//!
//! The addresses that are settled at the start are packed (`DT_RELR`), a fifteenth again. glibc reads that since 2.36,
//! so it is done where the machine that builds has it: a program for older ones is built on an older one.

use std::path::Path;
use std::process::Command;
use std::{env, fs, io};

/// Crates that serve one option, one command or one kind of machine.
const CRATES_APART: &str = "hickory_resolver hickory_net hickory_proto moka \
    serde serde_core serde_json toml toml_parser quick_xml quick_junit chrono maud \
    aho_corasick encoding_rs lettre hyper hyper_util http tokio_socks rcgen yasna \
    clap_complete indicatif console tracing_subscriber crossbeam_channel crossbeam_epoch";

/// What the standard library brings along to tell where a panic was.
const TRACES_APART: &str = "addr2line gimli miniz_oxide rustc_demangle";

/// Rooms of this crate that are the same.
const ROOMS_APART: &str =
    "lab audit application scrub discover explain providers html json junit markdown completions";

/// Algorithms of aws-lc that servers of mail hardly ever choose.
const ALGORITHMS_APART: &str = "p224 p521 mldsa chacha20 edwards25519";

/// What every run calls for a type of a part apart: an empty list of them is dropped, too.
const NOT_APART: &str = "13drop_in_place 4Drop4drop 9drop_slow 7raw_vec 7reserve 10maybe_done 6future4join";

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
        let path = Path::new(&env::var_os("OUT_DIR").unwrap_or_default()).join("layout.ld");
        fs::write(&path, layout())?;
        println!("cargo:rustc-link-arg-bins=-Wl,-T,{}", path.display());
    }
    let here = env::var("HOST").is_ok_and(|host| is("TARGET", &host));
    if here && is("CARGO_CFG_TARGET_ENV", "gnu") && glibc().is_some_and(|version| version >= PACKED_SINCE) {
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    Ok(())
}

/// The additions to the linker's own layout.
fn layout() -> String {
    // A crate's name is followed by the length of the next part of the path. At the end of a symbol it only tells where
    // a function of another crate was made.
    let crates = [CRATES_APART, TRACES_APART].into_iter().flat_map(str::split_whitespace);
    let crates = crates.map(|name| format!("{}{name}[0-9]", name.len()));
    let rooms = ROOMS_APART.split_whitespace().map(|room| format!("smtp_doctor*{}{room}", room.len()));
    let algorithms = ALGORITHMS_APART.split_whitespace().map(str::to_owned);
    let shared = section("shared", NOT_APART.split_whitespace().map(str::to_owned));
    let apart = section("apart", crates.chain(rooms).chain(algorithms));
    format!(
        "SECTIONS {{\n{shared}{apart}  /DISCARD/ : {{ *(.eh_frame) *(.gcc_except_table*) }}\n}} INSERT AFTER .text;\n"
    )
}

/// A section of the functions in whose symbols one of the words stands.
fn section(name: &str, words: impl Iterator<Item = String>) -> String {
    let patterns: Vec<String> = words.map(|word| format!("    *(.text.*{word}*)\n")).collect();
    format!("  .text.{name} : {{\n{}  }}\n", patterns.concat())
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
