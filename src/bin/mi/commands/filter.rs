//! Which terms a command takes: the filters that `list` and `search` share.

use mi_glossary::fold::fold;
use mi_glossary::glossary::Glossary;
use mi_glossary::model::{ArchivedTerm, Kind, Level};
use mi_glossary::problem::did_you_mean;

use crate::failure::Failure;

/// The filters; one that is given several times, or with commas, takes any of its values.
#[derive(clap::Args)]
pub(crate) struct Filter {
    /// Only terms of this section
    #[arg(short, long, value_name = "SECTION", value_delimiter = ',')]
    section: Vec<String>,
    /// Only terms of this level: core, intermediate, advanced
    #[arg(short, long, value_name = "LEVEL", value_delimiter = ',', value_parser = level)]
    level: Vec<Level>,
    /// Only terms of this kind: concept, component, circuit, technique, model, …
    #[arg(short, long, value_name = "KIND", value_delimiter = ',', value_parser = kind)]
    kind: Vec<Kind>,
}

impl Filter {
    /// Fails if a section is asked for that there is not.
    pub(crate) fn known(&self, glossary: &Glossary) -> Result<(), Failure> {
        self.section.iter().try_for_each(|section| known_section(glossary, section))
    }

    /// Whether a term passes.
    pub(crate) fn passes(&self, term: &ArchivedTerm) -> bool {
        let Self { section, level, kind } = self;
        (section.is_empty() || section.iter().any(|id| term.section == id.as_str()))
            && (level.is_empty() || level.contains(&(&term.level).into()))
            && (kind.is_empty() || kind.contains(&(&term.kind).into()))
    }
}

pub(super) fn level(word: &str) -> Result<Level, String> {
    Level::from_word(word)
        .ok_or_else(|| meant(word, &Level::ALL.iter().map(|level| level.word()).collect::<Vec<_>>()))
}

fn kind(word: &str) -> Result<Kind, String> {
    Kind::from_word(word)
        .ok_or_else(|| meant(word, &Kind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>()))
}

fn meant(word: &str, words: &[&str]) -> String {
    did_you_mean(word, words.iter().copied()).unwrap_or_else(|| format!("one of {}", words.join(", ")))
}

/// The place of the section that a name or an id, spelling folded, calls.
pub(crate) fn find_section(glossary: &Glossary, name: &str) -> Option<usize> {
    let same = |known: &str| fold(known) == fold(name);
    glossary.sections().iter().position(|section| same(&section.id) || same(&section.title))
}

/// The same; fails if there is no such section, with what may have been meant.
pub(crate) fn section_place(glossary: &Glossary, name: &str) -> Result<usize, Failure> {
    find_section(glossary, name).ok_or_else(|| {
        let ids = glossary.sections().iter().map(|section| section.id.as_str());
        let help = did_you_mean(name, ids).unwrap_or_else(|| "`mi sections` lists them".to_owned());
        Failure::usage(format!("no section `{name}`"), &help)
    })
}

/// Fails if there is no such section, with what may have been meant.
pub(crate) fn known_section(glossary: &Glossary, id: &str) -> Result<(), Failure> {
    if glossary.section(id).is_some() { Ok(()) } else { section_place(glossary, id).map(|_| ()) }
}
