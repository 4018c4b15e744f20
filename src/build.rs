//! Build script: `data/` → the image that the program carries, or the whole list of problems.

#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "shares modules with the library; a build script speaks through its streams"
)]

mod check;
mod fold;
mod index;
mod load;
mod markup;
mod maths;
mod model;
mod postings;
mod problem;
mod words;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=src/build.rs");
    let mut loaded = load::folder(Path::new("data"));
    let problems = check::check(&loaded, check::Bar::House);
    if !problems.is_empty() {
        for problem in &problems {
            println!("cargo::error={problem}");
        }
        return ExitCode::FAILURE;
    }
    for term in &mut loaded.terms {
        // The reader has the program, not the folder it was built in.
        term.value.source.clear();
    }
    let image = index::build(loaded);
    let Some(folder) = std::env::var_os("OUT_DIR").map(PathBuf::from) else {
        println!("cargo::error=no OUT_DIR: run by cargo only");
        return ExitCode::FAILURE;
    };
    let written =
        rkyv::to_bytes::<rkyv::rancor::BoxedError>(&image).map_err(|error| error.to_string()).and_then(
            |bytes| std::fs::write(folder.join("glossary.image"), bytes).map_err(|error| error.to_string()),
        );
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error=the image can't be written: {error}");
            ExitCode::FAILURE
        }
    }
}
