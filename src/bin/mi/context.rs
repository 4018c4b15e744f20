//! The folders and the glossary of this invocation. Opens nothing that the bundle can do without.

use std::path::{Path, PathBuf};

use mi_glossary::glossary::Glossary;
use mi_glossary::problem::Problem;

use crate::failure::{Failure, say};
use crate::output::Output;

/// What every command may ask for.
pub(crate) struct Context {
    /// Where and how answers are shown.
    pub(crate) output: Output,
    /// `--data`: a glossary in place of the bundle.
    pub(crate) data: Option<PathBuf>,
}

/// A place that a glossary may be read from.
pub(crate) struct Source {
    /// What it is.
    pub(crate) what: &'static str,
    /// Where it is.
    pub(crate) path: PathBuf,
}

impl Context {
    /// The glossary: the folder of `--data` or `MI_DATA`, else the bundle with the project's and
    /// the user's own terms. Problems there are said on stderr.
    ///
    /// # Errors
    /// If a folder that was asked for is not there.
    pub(crate) fn glossary(&self) -> Result<Glossary, Failure> {
        if let Some(folder) = &self.data {
            if !folder.join("terms").is_dir() {
                let message = format!("no glossary in {}: it has no folder `terms`", folder.display());
                return Err(Failure::Broken(message));
            }
            let (glossary, problems) = Glossary::in_folder(folder);
            warn(&problems);
            return Ok(glossary);
        }
        let overlays: Vec<PathBuf> =
            overlays().into_iter().map(|source| source.path).filter(|path| path.is_dir()).collect();
        if overlays.is_empty() {
            return Ok(Glossary::bundled());
        }
        let folders: Vec<&Path> = overlays.iter().map(PathBuf::as_path).collect();
        let (glossary, problems) = Glossary::with_overlays(&folders);
        warn(&problems);
        Ok(glossary)
    }
}

fn warn(problems: &[Problem]) {
    for problem in problems {
        say(&problem.to_string());
    }
}

/// The user's data folder: `MI_DATA_DIR`, else the platform's, with `XDG_DATA_HOME` honoured
/// everywhere. `None` without a home.
pub(crate) fn data_dir() -> Option<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("MI_DATA_DIR")
        .or_else(|| set("XDG_DATA_HOME").filter(|path| path.is_absolute()).map(|path| path.join("mi")))
        .or_else(|| directories::ProjectDirs::from("", "", "mi").map(|folders| folders.data_dir().to_owned()))
}

/// The folders whose terms join the bundle, weakest first: the user's, then the project's.
pub(crate) fn overlays() -> Vec<Source> {
    let user = data_dir().map(|folder| Source { what: "your own terms", path: folder.join("glossary") });
    let project = project().map(|path| Source { what: "the project's terms", path });
    user.into_iter().chain(project).collect()
}

/// The nearest folder `.mi` of the working folder and those above it.
fn project() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().map(|folder| folder.join(".mi")).find(|path| path.is_dir())
}
