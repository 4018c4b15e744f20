//! A fault in authored data, with its place. Knows nothing of where it will be shown.

use std::fmt;

/// Whether a problem makes the data unusable or only wants an editor's eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The data is wrong: the build stops, an overlay's term is left out.
    Error,
    /// The data is sound, but an editor would want to know.
    Note,
}

/// One fault: where it is, what is wrong, and what may have been meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Whether this stops a build.
    pub severity: Severity,
    /// The file, as it was named to the loader.
    pub path: String,
    /// Line in the file, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The rule that was broken: the name of its fixture in `tests/bad/`.
    pub rule: &'static str,
    /// What is wrong.
    pub message: String,
    /// What may have been meant, or what to do.
    pub help: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, column, message, .. } = self;
        write!(f, "{path}:{line}:{column}: ")?;
        if self.severity == Severity::Note {
            f.write_str("note: ")?;
        }
        f.write_str(message)?;
        match &self.help {
            Some(help) => write!(f, " ({help})"),
            None => Ok(()),
        }
    }
}

/// A place in a file, from 1 in both directions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Place {
    /// The first character of a file.
    pub const START: Self = Self { line: 1, column: 1 };

    /// The place of byte `offset` in `text`; an offset beyond the end is the end.
    #[must_use]
    pub fn of(text: &str, offset: usize) -> Self {
        let mut end = offset.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &text[..end];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
    }

    /// The place that lies `inner` further on, where `self` is the first character of a text
    /// and `inner` a place within that text.
    #[must_use]
    pub fn plus(self, inner: Self) -> Self {
        if inner.line == 1 {
            Self { line: self.line, column: self.column + inner.column - 1 }
        } else {
            Self { line: self.line + inner.line - 1, column: inner.column }
        }
    }
}

/// The entry of `candidates` that `word` is probably a slip of.
///
/// Optimal string alignment distance of at most a third of the longer word's length.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::osa_distance(word, candidate), candidate))
        .filter(|(distance, candidate)| distance * 3 <= word.chars().count().max(candidate.chars().count()))
        .min()
        .map(|(_, candidate)| candidate)
}

/// `nearest` as help: "did you mean `x`?".
#[must_use]
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(word, candidates).map(|found| format!("did you mean `{found}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_and_lines() {
        let text = "ab\nçd\n";
        assert_eq!(Place::of(text, 0), Place::START);
        assert_eq!(Place::of(text, 5), Place { line: 2, column: 2 });
        assert_eq!(Place::of(text, 99), Place { line: 3, column: 1 });
        let base = Place { line: 4, column: 10 };
        assert_eq!(base.plus(Place { line: 1, column: 3 }), Place { line: 4, column: 12 });
        assert_eq!(base.plus(Place { line: 2, column: 3 }), Place { line: 5, column: 3 });
    }

    #[test]
    fn a_slip_is_seen_and_a_stranger_is_not() {
        let words = ["needs", "related", "references"];
        assert_eq!(nearest("relatd", words), Some("related"));
        assert_eq!(nearest("zzz", words), None);
    }
}
