//! The folders and the glossary of this invocation. Opens nothing that the bundle can do without.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use mi_glossary::document::Document;
use mi_glossary::glossary::Glossary;
use mi_glossary::problem::Problem;

use crate::config::Config;
use crate::failure::{Failure, say};
use crate::output::Output;

/// What every command may ask for.
pub(crate) struct Context {
    /// Where and how answers are shown.
    pub(crate) output: Output,
    /// What is set.
    pub(crate) config: Config,
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
    /// Shows a document about the glossary on stdout.
    pub(crate) fn show(&self, glossary: &Glossary, document: Document<'_>) -> Result<(), Failure> {
        self.output.show(document, &|id| address(glossary, id))
    }

    /// The glossary: the folder of `--data` or `MI_DATA`, else the bundle with the project's and
    /// the user's own terms. Problems there are said on stderr.
    ///
    /// # Errors
    /// If a folder that was asked for is not there.
    pub(crate) fn glossary(&self) -> Result<Glossary, Failure> {
        let (glossary, problems) = open(self.data.as_deref())?;
        warn(&problems);
        Ok(glossary)
    }
}

/// The glossary in folder `data`, or the bundle with the terms that join it; and what is wrong there.
///
/// # Errors
/// If the folder is not there.
pub(crate) fn open(data: Option<&Path>) -> Result<(Glossary, Vec<Problem>), Failure> {
    if let Some(folder) = data {
        if !folder.join("terms").is_dir() {
            let message = format!("no glossary in {}: it has no folder `terms`", folder.display());
            return Err(Failure::Broken(message));
        }
        return Ok(Glossary::in_folder(folder));
    }
    let overlays: Vec<PathBuf> =
        overlays().into_iter().map(|source| source.path).filter(|path| path.is_dir()).collect();
    if overlays.is_empty() {
        return Ok((Glossary::bundled(), Vec::new()));
    }
    let folders: Vec<&Path> = overlays.iter().map(PathBuf::as_path).collect();
    Ok(Glossary::with_overlays(&folders))
}

/// The folder that `MI_DATA` names.
pub(crate) fn data_variable() -> Option<PathBuf> {
    std::env::var_os("MI_DATA").filter(|value| !value.is_empty()).map(PathBuf::from)
}

fn warn(problems: &[Problem]) {
    for problem in problems {
        say(&problem.to_string());
    }
}

/// The user's data folder.
pub(crate) fn data_dir() -> Option<PathBuf> {
    platform_dir("MI_DATA_DIR", "XDG_DATA_HOME", directories::ProjectDirs::data_dir)
}

/// A folder of the user's: that of our own variable, else the platform's, with XDG's variable
/// honoured everywhere. `None` without a home.
pub(crate) fn platform_dir(
    own: &str,
    xdg: &str,
    platform: fn(&directories::ProjectDirs) -> &Path,
) -> Option<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set(own)
        .or_else(|| set(xdg).filter(|path| path.is_absolute()).map(|path| path.join("mi")))
        .or_else(|| directories::ProjectDirs::from("", "", "mi").map(|folders| platform(&folders).to_owned()))
}

/// Where a link to a term leads: to the file of one's own, to the first of its sources elsewhere.
pub(crate) fn address(glossary: &Glossary, id: &str) -> Option<String> {
    let term = glossary.term(glossary.number(id)?);
    if !term.source.is_empty() {
        let path = std::path::absolute(term.source.as_str()).ok()?;
        let mut address = String::from("file://");
        for byte in path.to_string_lossy().bytes() {
            if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
                address.push(char::from(byte));
            } else {
                address.push_str(&format!("%{byte:02X}"));
            }
        }
        return Some(address);
    }
    let source = term.references.first()?;
    glossary.reference(&source.key).map(|reference| reference.url.to_string())
}

/// The folders whose terms join the bundle, weakest first: the user's, then the project's.
pub(crate) fn overlays() -> Vec<Source> {
    let user = data_dir().map(|folder| Source { what: "your own terms", path: folder.join("glossary") });
    let project = project().map(|path| Source { what: "the project's terms", path });
    user.into_iter().chain(project).collect()
}

/// The nearest folder `.mi` of the working folder and those above it. Looked for once.
pub(crate) fn project() -> Option<PathBuf> {
    static PROJECT: OnceLock<Option<PathBuf>> = OnceLock::new();
    let find = || {
        let here = std::env::current_dir().ok()?;
        here.ancestors().map(|folder| folder.join(".mi")).find(|path| path.is_dir())
    };
    PROJECT.get_or_init(find).clone()
}
