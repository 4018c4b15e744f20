//! `mi`: argv → question → answer → document → bytes. This file: parse, run, exit status.

mod commands;
mod context;
mod failure;
mod output;
mod render;

use std::process::ExitCode;

fn main() -> ExitCode {
    match commands::run(std::env::args_os().collect()) {
        Ok(status) => ExitCode::from(status as u8),
        Err(failure) => failure.report(),
    }
}
