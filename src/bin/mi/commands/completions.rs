//! `mi completions`: the script by which a shell completes terms, sections and options.

use crate::completion::script;
use crate::context::Context;
use crate::failure::{Failure, Status};
use crate::output::write_out;

/// Print the script by which a shell completes terms, sections and options
///
/// The script asks mi itself, so it knows every term. Load it when the shell starts: in bash
/// `source <(mi completions bash)`, in zsh the same with zsh, in fish `mi completions fish | source`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// bash, elvish, fish, powershell or zsh
    #[arg(value_name = "SHELL")]
    shell: String,
}

/// Answers.
pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Status, Failure> {
    context.output.no_pictures("completions")?;
    write_out(&script(&arguments.shell)?)?;
    Ok(Status::Answered)
}
