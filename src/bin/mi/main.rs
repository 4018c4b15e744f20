//! `mi`: argv → question → answer → document → bytes. This file: parse, run, exit status.

#![allow(
    clippy::doc_markdown,
    rustdoc::bare_urls,
    reason = "the doc comments of arguments are the help that is printed"
)]

mod commands;
mod completion;
mod config;
mod context;
mod failure;
mod manual;
mod output;
mod pager;
mod progress;
mod reader;
mod render;
mod screen;

use std::process::ExitCode;

fn main() -> ExitCode {
    match commands::run(std::env::args_os().collect()) {
        Ok(status) => ExitCode::from(status as u8),
        Err(failure) => failure.report(),
    }
}
