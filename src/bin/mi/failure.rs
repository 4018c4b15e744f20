//! What a user can meet instead of an answer: what happened, what to do, and the exit status.

use std::io::Write;
use std::process::ExitCode;

/// How an invocation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// Answered.
    Answered = 0,
    /// Nothing found.
    Nothing = 1,
    /// Wrong use.
    Usage = 2,
    /// Several terms answer equally; their list is the output.
    Several = 3,
    /// Broken data, configuration, input or output.
    Broken = 4,
}

/// Why an invocation could not be carried out.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The arguments make no sense: what is wrong, and what to do.
    Usage(String, Option<String>),
    /// clap's own word on the arguments, or a help text.
    Arguments(Box<clap::Error>),
    /// Data, configuration, input or output is broken.
    Broken(String),
    /// The reader of our output has gone: nothing to say.
    Gone,
}

impl Failure {
    /// Wrong use.
    pub(crate) fn usage(message: impl Into<String>, help: &str) -> Self {
        let help = (!help.is_empty()).then(|| help.to_owned());
        Self::Usage(message.into(), help)
    }

    /// Says what happened, on stderr, and gives the exit status.
    pub(crate) fn report(self) -> ExitCode {
        let status = match self {
            Self::Usage(message, help) => {
                say(&message);
                if let Some(help) = help {
                    say(&help);
                }
                Status::Usage
            }
            Self::Arguments(error) => {
                let _ = error.print();
                if error.exit_code() == 0 { Status::Answered } else { Status::Usage }
            }
            Self::Broken(message) => {
                say(&message);
                Status::Broken
            }
            Self::Gone => Status::Answered,
        };
        ExitCode::from(status as u8)
    }
}

/// Says one thing on stderr. If stderr is gone there is nobody to tell.
pub(crate) fn say(message: &str) {
    let mut clean = String::with_capacity(message.len());
    crate::render::push_clean(message, &mut clean);
    let _ = writeln!(std::io::stderr(), "mi: {clean}");
}

/// Asks on stderr, without a newline, so that the answer stands behind it.
pub(crate) fn ask(question: &str) {
    let mut stderr = std::io::stderr();
    let _ = write!(stderr, "{question}").and_then(|()| stderr.flush());
}
