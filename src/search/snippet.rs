//! The passage of an entry that speaks of what was sought, with the words marked.

use std::borrow::Cow;

use crate::glossary::Glossary;
use crate::model::{ArchivedBlock, ArchivedRole, ArchivedSpan, Field};
use crate::postings::Source;
use crate::search::Hit;
use crate::words::{Stems, words};

/// A run of a passage, and whether it is one of the words sought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it was sought.
    pub marked: bool,
}

/// A passage that matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// Where it stands.
    pub source: Source,
    /// It, in runs.
    pub pieces: Vec<Piece>,
}

/// Longest passage that is shown, in characters: longer ones are cut around the first mark.
const LONGEST: usize = 200;

/// The words of a query, cut short so that they begin their other forms.
pub struct Marks(Vec<String>);

impl Marks {
    /// The marks of a query.
    #[must_use]
    pub fn new(query: &str) -> Self {
        let stems = Stems::default();
        let mut marks: Vec<String> = words(query)
            .iter()
            .map(|word| {
                let mut stem = stems.of(word);
                // `y` becomes `i` in stems: the letter before it is sure.
                if stem.ends_with('i') {
                    stem.pop();
                }
                stem
            })
            .collect();
        marks.sort();
        marks.dedup();
        Self(marks)
    }

    /// Which of the marks begins `word`. A short one must be the whole word, but for a plural.
    fn of(&self, word: &str) -> Option<usize> {
        self.0.iter().position(|mark| {
            let begins = word.len() >= mark.len()
                && word.is_char_boundary(mark.len())
                && word[..mark.len()].eq_ignore_ascii_case(mark);
            begins && (mark.len() > 3 || word.len() <= mark.len() + if mark.len() == 3 { 3 } else { 1 })
        })
    }

    /// How many different marks `text` has.
    fn count(&self, text: &str) -> usize {
        let mut seen = 0u64;
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            if let Some(at) = self.of(word).filter(|at| *at < 64) {
                seen |= 1 << at;
            }
        }
        seen.count_ones() as usize
    }

    /// `text` in runs, its marks apart.
    #[must_use]
    pub fn pieces(&self, text: &str) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut push = |text: &str, marked| match pieces.last_mut() {
            Some(last) if last.marked == marked => last.text.push_str(text),
            _ => pieces.push(Piece { text: text.to_owned(), marked }),
        };
        for run in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let word = run.trim_end_matches(|c: char| !c.is_alphanumeric());
            if self.of(word).is_some() {
                push(word, true);
                push(&run[word.len()..], false);
            } else {
                push(run, false);
            }
        }
        pieces.retain(|piece| !piece.text.is_empty());
        pieces
    }
}

/// The passage of a hit that says most of what was sought: the short one that matched, unless a
/// sentence of the prose says more of it.
#[must_use]
pub fn snippet(glossary: &Glossary, hit: &Hit, marks: &Marks) -> Snippet {
    let term = glossary.term(hit.term);
    let short = match hit.source {
        Source::Alias => term.aliases.get(hit.passage).map(rkyv::string::ArchivedString::as_str),
        Source::Asks => glossary.asks(hit.term).get(hit.passage).map(rkyv::string::ArchivedString::as_str),
        _ => None,
    };
    let (mut source, mut best) = match short {
        Some(text) => (hit.source, text.to_owned()),
        None => (Source::Short, term.short.to_string()),
    };
    let mut most = marks.count(&best);
    // A short passage that says half of it is what a reader recognizes; the prose is read only for
    // the others, which is most of the cost of a search.
    if 2 * most < marks.0.len() {
        for (place, text) in prose(glossary, hit.term) {
            let count = marks.count(&text);
            if count > most {
                (source, best, most) = (place, text, count);
            }
        }
    }
    Snippet { source, pieces: marks.pieces(&shortened(&best, marks)) }
}

/// The sentences of an entry's prose.
fn prose(glossary: &Glossary, number: u32) -> impl Iterator<Item = (Source, String)> {
    let blocks = Field::ALL.iter().flat_map(move |field| {
        let source = if *field == Field::Definition { Source::Definition } else { Source::Prose };
        glossary.prose(number, *field).iter().map(move |block| (source, block))
    });
    blocks.flat_map(|(source, block)| {
        let text = match block {
            ArchivedBlock::Paragraph(spans)
            | ArchivedBlock::Item { spans, .. }
            | ArchivedBlock::Quote(spans) => without_gaps(&spans.iter().map(words_of).collect::<String>()),
            _ => String::new(),
        };
        let sentences: Vec<String> = text.split_inclusive(". ").map(|part| part.trim().to_owned()).collect();
        sentences.into_iter().map(move |sentence| (source, sentence))
    })
}

/// A text without the blanks that citations taken out of it leave before a stop.
fn without_gaps(text: &str) -> String {
    text.replace(" .", ".").replace(" ,", ",").replace(" ;", ";").replace(" :", ":")
}

/// The words of a span; a link without words of its own has those of the id it leads to.
fn words_of(span: &ArchivedSpan) -> Cow<'_, str> {
    match &span.role {
        ArchivedRole::Term(id) if span.text.is_empty() => id.replace('-', " ").into(),
        _ => span.text.as_str().into(),
    }
}

/// A passage of at most [`LONGEST`] characters, cut at blanks around the first mark.
fn shortened(text: &str, marks: &Marks) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let words: Vec<&str> = text.split(' ').collect();
    let first =
        words.iter().position(|word| marks.of(word.trim_matches(|c: char| !c.is_alphanumeric())).is_some());
    let start = first.unwrap_or(0).saturating_sub(8);
    let mut cut = if start > 0 { "… ".to_owned() } else { String::new() };
    for (at, word) in words[start..].iter().enumerate() {
        if cut.chars().count() + word.chars().count() > LONGEST {
            cut.push('…');
            break;
        }
        cut.push_str(word);
        if start + at + 1 < words.len() {
            cut.push(' ');
        }
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_are_marked() {
        let marks = Marks::new("rotating the geometry of heads");
        let pieces = marks.pieces("Rotated geometries; a head, overhead.");
        let marked: Vec<&str> =
            pieces.iter().filter(|piece| piece.marked).map(|piece| piece.text.as_str()).collect();
        assert_eq!(marked, ["Rotated", "geometries", "head"]);
        let whole: String = pieces.into_iter().map(|piece| piece.text).collect();
        assert_eq!(whole, "Rotated geometries; a head, overhead.");
    }

    #[test]
    fn long_passages_are_cut_around_a_mark() {
        let text = format!("{} needle {}", "hay ".repeat(60).trim(), "hay ".repeat(60).trim());
        let cut = shortened(&text, &Marks::new("needle"));
        assert!(cut.contains("needle") && cut.starts_with('…') && cut.ends_with('…'), "{cut}");
        assert!(cut.chars().count() <= LONGEST + 2);
    }
}
