//! The glossary that questions are asked of: the bundle, a folder, or the bundle with overlays.
//! Knows no question.

use std::path::Path;

use rkyv::rancor::BoxedError;

use crate::check::{self, Bar};
use crate::index::{self, ArchivedImage, ArchivedKey, ArchivedOrigin, Image, Relation};
use crate::load::{self, Authored, Loaded};
use crate::model::{ArchivedBlock, ArchivedReference, ArchivedSection, ArchivedTerm, ArchivedTour, Field};
use crate::problem::Problem;

/// The bytes of an image.
enum Bytes {
    /// Made by the build script of this very program.
    Bundled(&'static [u8]),
    /// Made by this process.
    Built(rkyv::util::AlignedVec),
}

/// A glossary, ready to be asked.
pub struct Glossary {
    bytes: Bytes,
}

/// Longest name, in words, that is looked for among others.
pub const LONGEST_NAME: usize = 8;

static BUNDLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/glossary.image"));

impl Glossary {
    /// The glossary that the program carries.
    #[must_use]
    pub const fn bundled() -> Self {
        Self { bytes: Bytes::Bundled(BUNDLE) }
    }

    /// The glossary in a folder laid out like `data/`, and what is wrong there.
    #[must_use]
    pub fn in_folder(folder: &Path) -> (Self, Vec<Problem>) {
        let loaded = load::folder(folder);
        let problems = check::check(&loaded, Bar::Sound);
        (Self::of(loaded), problems)
    }

    /// The bundle with the terms of `folders` in it, and what is wrong there. A term with a
    /// bundled id replaces the bundled one whole; a later folder goes before an earlier one.
    #[must_use]
    pub fn with_overlays(folders: &[&Path]) -> (Self, Vec<Problem>) {
        let loaded = folders.iter().fold(bundle(), |below, folder| overlay(below, load::folder(folder)));
        let problems = check::check(&loaded, Bar::Sound);
        (Self::of(loaded), problems)
    }

    fn of(loaded: Loaded) -> Self {
        let image = index::build(loaded);
        let bytes = rkyv::to_bytes::<BoxedError>(&image).unwrap_or_default();
        Self { bytes: Bytes::Built(bytes) }
    }

    /// The image.
    #[must_use]
    pub fn image(&self) -> &ArchivedImage {
        let bytes = match &self.bytes {
            Bytes::Bundled(bytes) => bytes,
            Bytes::Built(bytes) => bytes.as_slice(),
        };
        // SAFETY: both kinds of bytes were written by `rkyv::to_bytes` from an `Image` of this
        // very build and are not written to since. Checking them at each start costs 0.4 of an
        // empty program.
        #[allow(unsafe_code, reason = "the one place: see SAFETY")]
        unsafe {
            rkyv::access_unchecked::<ArchivedImage>(bytes)
        }
    }

    /// The terms in reading order.
    #[must_use]
    pub fn terms(&self) -> &[ArchivedTerm] {
        self.image().terms.as_slice()
    }

    /// The term of this number: its place in reading order.
    ///
    /// # Panics
    /// If there is no such term; numbers come from the glossary itself.
    #[must_use]
    pub fn term(&self, number: u32) -> &ArchivedTerm {
        &self.terms()[number as usize]
    }

    /// One field of the prose of the term of this number.
    #[must_use]
    pub fn prose(&self, number: u32, field: Field) -> &[ArchivedBlock] {
        self.image().prose[number as usize][field as usize].as_slice()
    }

    /// How someone asks for the term of this number who does not know its name.
    #[must_use]
    pub fn asks(&self, number: u32) -> &[rkyv::string::ArchivedString] {
        self.image().asks[number as usize].as_slice()
    }

    /// The sections in reading order.
    #[must_use]
    pub fn sections(&self) -> &[ArchivedSection] {
        self.image().sections.as_slice()
    }

    /// The section of this id.
    #[must_use]
    pub fn section(&self, id: &str) -> Option<&ArchivedSection> {
        self.sections().iter().find(|section| section.id == id)
    }

    /// The reference of this key.
    #[must_use]
    pub fn reference(&self, key: &str) -> Option<&ArchivedReference> {
        let all = self.image().references.as_slice();
        all.binary_search_by(|reference| reference.key.as_str().cmp(key)).ok().map(|at| &all[at])
    }

    /// The tours in the order in which they are taken.
    #[must_use]
    pub fn tours(&self) -> &[ArchivedTour] {
        self.image().tours.as_slice()
    }

    /// The keys that ids, names and aliases are found by.
    #[must_use]
    pub fn names(&self) -> &[ArchivedKey] {
        self.image().names.as_slice()
    }

    /// The number of the term of this id.
    #[must_use]
    pub fn number(&self, id: &str) -> Option<u32> {
        let ids = self.image().ids.as_slice();
        let at = ids.binary_search_by(|number| self.term(number.to_native()).id.as_str().cmp(id));
        at.ok().map(|at| ids[at].to_native())
    }

    /// The longest name that folded `words` begin with: its length in words, and the terms that
    /// bear it; those that bear it as their own name, if any does.
    #[must_use]
    pub fn longest_name(&self, words: &[&str]) -> Option<(usize, Vec<u32>)> {
        (1..=words.len().min(LONGEST_NAME)).rev().find_map(|length| {
            let squashed = words[..length].concat();
            let keys: Vec<_> = named(self.names(), &squashed).filter(|key| !key.text.is_empty()).collect();
            let by_name = keys.iter().any(|key| key.origin == ArchivedOrigin::Name);
            let bearers = keys.iter().filter(|key| !by_name || key.origin == ArchivedOrigin::Name);
            let terms: Vec<u32> = bearers.map(|key| key.term.to_native()).collect();
            (!terms.is_empty()).then_some((length, terms))
        })
    }

    /// The relations of a term, closed both ways, in the order in which they are shown.
    pub fn relations(&self, number: u32) -> impl Iterator<Item = (Relation, u32)> {
        let edges = self.image().edges[number as usize].as_slice();
        edges.iter().map(|edge| (edge.relation.into(), edge.term.to_native()))
    }
}

/// The keys whose text without blanks is `squashed`, among keys sorted so.
pub(crate) fn named<'a>(keys: &'a [ArchivedKey], squashed: &'a str) -> impl Iterator<Item = &'a ArchivedKey> {
    fn letters(key: &ArchivedKey) -> impl Iterator<Item = u8> {
        key.text.bytes().filter(|byte| *byte != b' ')
    }
    let start = keys.partition_point(|key| letters(key).lt(squashed.bytes()));
    keys[start..].iter().take_while(move |key| letters(key).eq(squashed.bytes()))
}

/// The bundle as it was loaded. Its parts name no file, so that checks report nothing of it.
fn bundle() -> Loaded {
    let glossary = Glossary::bundled();
    let Ok(mut image) = rkyv::deserialize::<Image, BoxedError>(glossary.image()) else {
        return Loaded::default();
    };
    for (term, (prose, asks)) in image.terms.iter_mut().zip(image.prose.into_iter().zip(image.asks)) {
        (term.prose, term.asks) = (prose, asks);
    }
    Loaded {
        sections: image.sections.into_iter().map(Authored::settled).collect(),
        references: image.references.into_iter().map(Authored::settled).collect(),
        terms: image.terms.into_iter().map(Authored::settled).collect(),
        tours: image.tours.into_iter().map(Authored::settled).collect(),
        ..Loaded::default()
    }
}

/// What was loaded, laid over the bundle, to be checked against it. The bundle's own parts name
/// no file.
#[must_use]
pub fn over_bundle(loaded: Loaded) -> Loaded {
    overlay(bundle(), loaded)
}

/// Lays `over` over `base`: what has the id of something in `base` takes its place.
fn overlay(mut base: Loaded, over: Loaded) -> Loaded {
    fn put<T>(base: &mut Vec<Authored<T>>, over: Vec<Authored<T>>, id: for<'v> fn(&'v T) -> &'v str) {
        for new in over {
            match base.iter().position(|old| id(&old.value) == id(&new.value)) {
                Some(at) => base[at] = new,
                None => base.push(new),
            }
        }
    }
    put(&mut base.sections, over.sections, |section| &section.id);
    put(&mut base.references, over.references, |reference| &reference.key);
    put(&mut base.terms, over.terms, |term| &term.id);
    put(&mut base.tours, over.tours, |tour| &tour.id);
    base.unreadable.extend(over.unreadable);
    base.problems.extend(over.problems);
    base
}
