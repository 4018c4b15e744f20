//! What is to be shown, by meaning: blocks and spans, never colours or widths.

use std::borrow::Cow;

/// What a run of text means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role<'a> {
    /// Plain words.
    Text,
    /// Less important than what surrounds it.
    Aside,
    /// Code.
    Code,
    /// Maths: the LaTeX of the Unicode text.
    Maths(&'a str),
    /// A link to the term of this id.
    Term(&'a str),
    /// A citation: the paper's address. It is shown in brackets.
    Paper(&'a str),
    /// A link to a page: its address.
    Link(&'a str),
}

/// A run of text with one meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// What it means.
    pub role: Role<'a>,
    /// Whether it is strong.
    pub strong: bool,
    /// Whether it is emphasised.
    pub emphasis: bool,
}

impl<'a> Span<'a> {
    /// A run of `text` that means `role`.
    pub fn new(text: impl Into<Cow<'a, str>>, role: Role<'a>) -> Self {
        Self { text: text.into(), role, strong: false, emphasis: false }
    }

    /// Plain words.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::new(text, Role::Text)
    }

    /// Words less important than what surrounds them.
    pub fn aside(text: impl Into<Cow<'a, str>>) -> Self {
        Self::new(text, Role::Aside)
    }

    /// What a reader without links or colors sees around the text: brackets for a citation, the
    /// address behind the words of a link, backticks around code of several words.
    #[must_use]
    pub fn bounds(&self) -> (&'static str, [&'a str; 3]) {
        match self.role {
            Role::Paper(_) => ("[", ["]", "", ""]),
            // Where code goes on over a blank, nothing but color would show where it ends.
            Role::Code if self.text.contains(' ') => ("`", ["`", "", ""]),
            Role::Link(url) if url != self.text => ("", [" (", url, ")"]),
            _ => ("", [""; 3]),
        }
    }

    /// The same, strong.
    #[must_use]
    pub fn strong(mut self) -> Self {
        self.strong = true;
        self
    }
}

/// The spans of one line or paragraph.
pub type Spans<'a> = Vec<Span<'a>>;

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block<'a> {
    /// A heading: 1 for the whole, 2 for a part, 3 for a part of a part.
    Heading(u8, Spans<'a>),
    /// A paragraph.
    Paragraph(Spans<'a>),
    /// A line of its own; lines follow each other without a gap and may be indented by blanks.
    Line(Spans<'a>),
    /// An item of a list.
    Item {
        /// 0, or 1 in a list within a list.
        depth: u8,
        /// Its number in a numbered list.
        number: Option<u16>,
        /// Its words.
        spans: Spans<'a>,
    },
    /// A quoted paragraph.
    Quote(Spans<'a>),
    /// Code.
    Code {
        /// Its language, or empty.
        language: &'a str,
        /// Its lines.
        text: Cow<'a, str>,
    },
    /// Maths on lines of its own.
    Display {
        /// The LaTeX.
        latex: &'a str,
        /// Its Unicode form.
        text: &'a str,
        /// Its form in two lines or more, or empty: for whoever has columns of one width.
        drawn: &'a str,
    },
}

impl Block<'_> {
    /// Whether an empty line stands between this block and the `next`.
    #[must_use]
    pub fn parted_from(&self, next: &Self) -> bool {
        match (self, next) {
            (Self::Item { .. }, Self::Item { .. }) | (Self::Line(_) | Self::Heading(..), Self::Line(_)) => {
                false
            }
            (Self::Heading(level, _), _) => *level == 1,
            _ => true,
        }
    }
}

/// Something to be shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document<'a> {
    /// Its parts, from the top.
    pub blocks: Vec<Block<'a>>,
}

impl<'a> Document<'a> {
    /// Adds a part.
    pub fn push(&mut self, block: Block<'a>) {
        self.blocks.push(block);
    }
}
