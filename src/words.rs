//! Running text → the words that are sought and found in it: folded, with their stems.

use frostem::{Algorithm, Stemmer};

use crate::fold::fold;

/// Words that say nothing of what is meant: sorted, folded. Those that ask are among them.
const EMPTY: &[&str] = &[
    "a",
    "about",
    "all",
    "also",
    "am",
    "an",
    "and",
    "another",
    "any",
    "are",
    "as",
    "at",
    "be",
    "been",
    "being",
    "but",
    "by",
    "call",
    "called",
    "can",
    "could",
    "d",
    "did",
    "do",
    "doe",
    "doing",
    "don",
    "dont",
    "each",
    "else",
    "etc",
    "explain",
    "for",
    "from",
    "get",
    "give",
    "go",
    "good",
    "had",
    "has",
    "have",
    "having",
    "how",
    "i",
    "if",
    "in",
    "into",
    "is",
    "isnt",
    "it",
    "its",
    "just",
    "know",
    "let",
    "like",
    "ll",
    "m",
    "many",
    "may",
    "me",
    "mean",
    "meaning",
    "might",
    "more",
    "much",
    "my",
    "need",
    "no",
    "not",
    "of",
    "on",
    "one",
    "or",
    "other",
    "our",
    "out",
    "please",
    "really",
    "s",
    "say",
    "should",
    "so",
    "some",
    "something",
    "such",
    "t",
    "tell",
    "term",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "thing",
    "this",
    "those",
    "thing",
    "to",
    "too",
    "us",
    "use",
    "used",
    "using",
    "ve",
    "very",
    "was",
    "way",
    "we",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "who",
    "whose",
    "why",
    "will",
    "with",
    "within",
    "without",
    "work",
    "would",
    "you",
    "your",
];

/// Whether a folded word says nothing of what is meant.
#[must_use]
pub fn is_empty_word(word: &str) -> bool {
    EMPTY.contains(&word)
}

/// The words of `text` that say something, folded.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    folded.split(' ').filter(|word| !word.is_empty() && !is_empty_word(word)).map(str::to_owned).collect()
}

/// Takes words to their stems: *generalization* and *generalizes* to `general`.
pub struct Stems(Stemmer);

impl Default for Stems {
    fn default() -> Self {
        Self(Stemmer::new(Algorithm::English))
    }
}

impl Stems {
    /// The stem of a folded word (Snowball's English stemmer).
    #[must_use]
    pub fn of(&self, word: &str) -> String {
        self.0.stem(word).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_something() {
        assert_eq!(words("What does the OV circuit do?"), ["ov", "circuit"]);
        assert_eq!(words("how are they the same"), ["same"]);
        for word in EMPTY {
            assert_eq!(fold(word), *word, "the list is folded");
        }
    }

    #[test]
    fn stems_join_forms() {
        let stems = Stems::default();
        assert_eq!(stems.of("generalizes"), stems.of("generalizing"));
        assert_eq!(stems.of("polysemantic"), stems.of("polysemantic"));
    }
}
