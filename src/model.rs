//! What an author writes, once read: terms, sections, tours and references.
//! Knows no file format and no output. Shared by the build script and the library.

#![allow(missing_docs, reason = "rkyv copies each type without the docs of its variants; ours are written")]

use rkyv::{Archive, Deserialize, Serialize};

/// Makes an enum whose values are named in data by fixed words.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Archive, Serialize, Deserialize)]
        #[rkyv(derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord))]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that data and commands use for it.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value that `word` names.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.word() == word)
            }
        }

        impl From<&rkyv::Archived<$name>> for $name {
            fn from(archived: &rkyv::Archived<$name>) -> Self {
                match archived { $(rkyv::Archived::<$name>::$variant => Self::$variant),+ }
            }
        }
    };
}

words! {
    /// How far into the field a reader must be to want this term.
    Level {
        /// Everybody in the field uses it.
        Core = "core",
        /// Readers of papers meet it.
        Intermediate = "intermediate",
        /// Specialists' ground.
        Advanced = "advanced",
    }
}

words! {
    /// How much an entry holds; `data/README.md` says which fields and how many words.
    Detail {
        /// All fields.
        Full = "full",
        /// Definition, why it matters, and a trap or an example.
        Brief = "brief",
        /// What it is and why it matters.
        Card = "card",
    }
}

words! {
    /// What sort of thing a term names.
    Kind {
        /// An idea.
        Concept = "concept",
        /// A part of a network.
        Component = "component",
        /// Something that is observed.
        Phenomenon = "phenomenon",
        /// A part of a network with a function.
        Circuit = "circuit",
        /// Something one does.
        Technique = "technique",
        /// Something one measures.
        Metric = "metric",
        /// A way to build a network.
        Architecture = "architecture",
        /// A trained network or a suite of them.
        Model = "model",
        /// A data set or benchmark.
        Dataset = "dataset",
        /// Software or a service.
        Tool = "tool",
        /// An area of research.
        Field = "field",
    }
}

words! {
    /// What the field makes of it today; the prose says by whom.
    Standing {
        /// In general use.
        Established = "established",
        /// Disputed, with papers on both sides.
        Contested = "contested",
        /// Replaced by something else.
        Superseded = "superseded",
        /// Too new to tell.
        Emerging = "emerging",
    }
}

/// What a run of prose is, beside its words.
#[derive(Debug, Clone, PartialEq, Eq, Archive, Serialize, Deserialize)]
pub enum Role {
    /// Plain words.
    Text,
    /// Code.
    Code,
    /// Maths: `text` is its Unicode form, this the LaTeX it was written in.
    Maths(String),
    /// A link to the term of this id; an empty `text` stands for the term's name.
    Term(String),
    /// A citation of the reference of this key; `text` is empty.
    Paper(String),
    /// A link to this address.
    Link(String),
}

/// A run of prose with one role and one emphasis.
#[derive(Debug, Clone, PartialEq, Eq, Archive, Serialize, Deserialize)]
pub struct Span {
    /// The words, with no markup left in them.
    pub text: String,
    /// What they are.
    pub role: Role,
    /// `**strong**`
    pub strong: bool,
    /// `*emphasised*`
    pub emphasis: bool,
}

/// A block of prose.
#[derive(Debug, Clone, PartialEq, Eq, Archive, Serialize, Deserialize)]
#[allow(missing_docs, reason = "rkyv copies the type without the docs of its variants")]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// An item of a list.
    Item {
        /// 0, or 1 in a list within a list.
        depth: u8,
        /// Its number in a numbered list.
        number: Option<u16>,
        /// Its words.
        spans: Vec<Span>,
    },
    /// A quoted paragraph.
    Quote(Vec<Span>),
    /// Fenced code.
    Code {
        /// The language named at the fence, or empty.
        language: String,
        /// The lines, without the last newline.
        text: String,
    },
    /// Maths on lines of its own.
    Display {
        /// The LaTeX as written.
        latex: String,
        /// Its Unicode form.
        text: String,
        /// Its form in two lines or more, or empty if that shows no more than one.
        drawn: String,
    },
}

/// A field of prose: its blocks, none if the author left it out.
pub type Prose = Vec<Block>;

words! {
    /// The six fields of prose, in the order in which they are read: the seed's questions.
    Field {
        /// What is it?
        Definition = "definition",
        /// Why does it matter?
        Matters = "matters",
        /// How should one think about it?
        Intuition = "intuition",
        /// What traps are there?
        Pitfalls = "pitfalls",
        /// What does it look like, worked through?
        Example = "example",
        /// What may be skipped?
        Tangent = "tangent",
    }
}

/// A term that this one is mistaken for.
#[derive(Debug, Clone, PartialEq, Eq, Archive, Serialize, Deserialize)]
pub struct Contrast {
    /// The other term's id.
    pub id: String,
    /// How to tell the two apart, in one sentence of plain text.
    pub how: String,
}

/// A source to read, and what is found there.
#[derive(Debug, Clone, PartialEq, Eq, Archive, Serialize, Deserialize)]
pub struct Citation {
    /// The reference's key.
    pub key: String,
    /// What is found there; may be empty.
    pub at: String,
}

/// One entry of the glossary.
#[derive(Debug, Clone, PartialEq, Eq, Archive, Serialize, Deserialize)]
pub struct Term {
    /// Its name in data and in commands; unique.
    pub id: String,
    /// The id of its section.
    pub section: String,
    /// The file it was read from; empty for what the program carries.
    pub source: String,
    /// Its name as the field writes it.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Symbols that mean exactly this, such as `W_OV`.
    pub symbols: Vec<String>,
    /// Names in libraries; `{}` stands for a number.
    pub code: Vec<String>,
    /// How far into the field.
    pub level: Level,
    /// How much the entry holds.
    pub detail: Detail,
    /// What sort of thing.
    pub kind: Kind,
    /// The year from which the field uses the name.
    pub since: Option<u16>,
    /// What the field makes of it.
    pub standing: Standing,
    /// The tensor's shape in the field's letters; empty where it is none.
    pub shape: String,
    /// The one sentence, as Unicode text.
    pub short: String,
    /// How someone asks who does not know the name.
    pub asks: Vec<String>,
    /// Ids to read first.
    pub needs: Vec<String>,
    /// Ids of what it is a kind or a part of.
    pub broader: Vec<String>,
    /// What it is mistaken for.
    pub contrasts: Vec<Contrast>,
    /// Other ids whose reader wants this one.
    pub related: Vec<String>,
    /// Sources: those that the author listed, then those cited in the prose.
    pub references: Vec<Citation>,
    /// The prose, in the order of [`Field::ALL`].
    pub prose: [Prose; 6],
}

impl Term {
    /// One field of the prose.
    #[must_use]
    pub fn field(&self, field: Field) -> &Prose {
        &self.prose[field as usize]
    }
}

/// A part of the field; sections stand in reading order.
#[derive(Debug, Clone, PartialEq, Eq, Archive, Serialize, Deserialize)]
pub struct Section {
    /// Its name in data and in commands, and its folder.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What it is about and how it follows from what came before: one paragraph of plain text.
    pub about: String,
    /// Ids of the terms that it begins with, in this order; the others follow by level, and by how
    /// many build on them.
    pub first: Vec<String>,
}

/// One stop of a tour.
#[derive(Debug, Clone, PartialEq, Eq, Archive, Serialize, Deserialize)]
pub struct Stop {
    /// The id of the term that is read there.
    pub term: String,
    /// What carries the reader there from the stop before, as Unicode text.
    pub bridge: String,
}

/// A way through the glossary that somebody laid out by hand.
#[derive(Debug, Clone, PartialEq, Eq, Archive, Serialize, Deserialize)]
pub struct Tour {
    /// Its name in data and in commands.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// For whom it is and what it leads to: one sentence, as Unicode text.
    pub about: String,
    /// Ids of tours to take first.
    pub needs: Vec<String>,
    /// What to know before the first stop.
    pub introduction: Prose,
    /// Its stops, in order.
    pub stops: Vec<Stop>,
    /// What to read afterwards.
    pub after: Prose,
}

/// A paper, a post or a tool.
#[derive(Debug, Clone, PartialEq, Eq, Archive, Serialize, Deserialize)]
pub struct Reference {
    /// Its name in data: `olsson2022induction`.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Its authors as cited in running text: `Olsson et al.`
    pub authors: String,
    /// The year it appeared.
    pub year: u16,
    /// The venue or site.
    pub site: String,
    /// Where it is: an `https` address.
    pub url: String,
    /// Authors and year, as a citation shows them.
    pub label: String,
}
