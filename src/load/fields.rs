//! The keys of one TOML table, read one by one: what is of the wrong sort or was not asked for is
//! reported with its place. Knows no kind of entry.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{is_control, joined, problem_in};
use crate::markup::{self, Link};
use crate::model::Prose;
use crate::problem::{Place, Problem, did_you_mean};

/// Reads the keys of one table, keeping count of those that nobody asked for.
pub(super) struct Fields<'a, 't> {
    path: &'a str,
    text: &'a str,
    table: &'a DeTable<'t>,
    pub(super) place: Place,
    problems: &'a mut Vec<Problem>,
    asked: Vec<&'static str>,
    places: Vec<(String, Place)>,
    links: Vec<Link>,
}

impl<'a, 't> Fields<'a, 't> {
    pub(super) fn new(
        path: &'a str,
        text: &'a str,
        table: &'a DeTable<'t>,
        place: Place,
        problems: &'a mut Vec<Problem>,
    ) -> Self {
        let (asked, places, links) = (Vec::new(), Vec::new(), Vec::new());
        Self { path, text, table, place, problems, asked, places, links }
    }

    /// Ends the reading: complains of unknown keys, hands out what was seen.
    pub(super) fn finish(mut self) -> (Vec<(String, Place)>, Vec<Link>) {
        self.unknown_keys();
        (self.places, self.links)
    }

    pub(super) fn unknown_keys(&mut self) {
        for (key, _) in self.table {
            let name = key.get_ref().as_ref();
            if !self.asked.contains(&name) {
                let help = did_you_mean(name, self.asked.iter().copied())
                    .unwrap_or_else(|| format!("known keys: {}", self.asked.join(", ")));
                let place = Place::of(self.text, key.span().start);
                let message = format!("unknown key `{name}`");
                self.problems.push(problem_in(self.path, "key", place, message, Some(help)));
            }
        }
    }

    /// The value of `key`, its place noted.
    fn value(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'t>>> {
        self.asked.push(key);
        let (_, value) = self.table.iter().find(|(known, _)| known.get_ref().as_ref() == key)?;
        Some(value)
    }

    pub(super) fn string(&mut self, key: &'static str) -> Option<String> {
        let value = self.value(key)?;
        self.text_of(key, value)
    }

    /// The string that `value` is, its place noted under `key`.
    fn text_of(&mut self, key: &'static str, value: &Spanned<DeValue<'t>>) -> Option<String> {
        let place = Place::of(self.text, value.span().start);
        self.places.push((key.to_owned(), place));
        let Some(text) = value.get_ref().as_str() else {
            let message = format!("`{key}` is {} and should be a string", article(value.get_ref()));
            self.fault("type", place, message, None);
            return None;
        };
        if let Some(bad) = text.chars().find(|c| is_control(*c) && *c != '\n' && *c != '\t') {
            let message = format!("a control character, {}, in `{key}`", bad.escape_unicode());
            self.fault("control", place, message, Some("take it out"));
        }
        Some(text.trim().to_owned())
    }

    pub(super) fn required(&mut self, key: &'static str) -> Option<String> {
        let known = self.table.iter().any(|(name, _)| name.get_ref().as_ref() == key);
        let text = self.string(key);
        if !known {
            self.fault("missing", self.place, format!("no `{key}`"), None);
        } else if text.as_deref() == Some("") {
            let place = self.places.last().map_or(self.place, |(_, place)| *place);
            self.fault("missing", place, format!("`{key}` is empty"), None);
            return None;
        }
        text
    }

    pub(super) fn strings(&mut self, key: &'static str) -> Vec<String> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let Some(array) = value.get_ref().as_array() else {
            let place = Place::of(self.text, value.span().start);
            let message = format!("`{key}` is {} and should be a list", article(value.get_ref()));
            self.fault("type", place, message, Some("write it as [\"…\", \"…\"]"));
            return Vec::new();
        };
        array.iter().filter_map(|value| self.text_of(key, value)).collect()
    }

    /// One of a fixed set of words.
    pub(super) fn word<T: Copy>(
        &mut self,
        key: &'static str,
        all: &[T],
        word: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let text = self.string(key)?;
        let found = all.iter().copied().find(|value| word(*value) == text);
        if found.is_none() {
            let words: Vec<&str> = all.iter().map(|value| word(*value)).collect();
            let help = did_you_mean(&text, words.iter().copied())
                .unwrap_or_else(|| format!("one of {}", words.join(", ")));
            let place = self.places.last().map_or(self.place, |(_, place)| *place);
            self.fault("value", place, format!("`{text}` is no {key}"), Some(&help));
        }
        found
    }

    pub(super) fn required_word<T: Copy>(
        &mut self,
        key: &'static str,
        all: &[T],
        word: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        if self.table.iter().any(|(name, _)| name.get_ref().as_ref() == key) {
            return self.word(key, all, word);
        }
        self.asked.push(key);
        let words: Vec<&str> = all.iter().map(|value| word(*value)).collect();
        let help = format!("one of {}", words.join(", "));
        self.fault("missing", self.place, format!("no `{key}`"), Some(&help));
        None
    }

    pub(super) fn year(&mut self, key: &'static str) -> Option<u16> {
        let value = self.value(key)?;
        let place = Place::of(self.text, value.span().start);
        self.places.push((key.to_owned(), place));
        let year = value.get_ref().as_integer().and_then(|number| number.as_str().parse().ok());
        if !year.is_some_and(|year: u16| (1600..=2100).contains(&year)) {
            self.fault("value", place, format!("`{key}` is no year"), Some("write it as 2022"));
            return None;
        }
        year
    }

    /// A list of tables, each read by `read`.
    pub(super) fn tables<T>(
        &mut self,
        key: &'static str,
        read: &mut dyn FnMut(&mut Fields<'_, 't>) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let Some(array) = value.get_ref().as_array() else {
            let place = Place::of(self.text, value.span().start);
            let message = format!("`{key}` is {} and should be a list of tables", article(value.get_ref()));
            self.fault("type", place, message, Some("write it as [{ … = \"…\" }]"));
            return Vec::new();
        };
        let mut found = Vec::new();
        for value in array {
            let place = Place::of(self.text, value.span().start);
            let Some(table) = value.get_ref().as_table() else {
                let message = format!("`{key}` holds {} and should hold tables", article(value.get_ref()));
                self.fault("type", place, message, Some("write it as [{ … = \"…\" }]"));
                continue;
            };
            let mut inner = Fields::new(self.path, self.text, table, place, self.problems);
            let read = read(&mut inner);
            inner.finish();
            if let Some(read) = read {
                self.places.push((key.to_owned(), place));
                found.push(read);
            }
        }
        found
    }

    /// A line of prose as Unicode text, without links.
    pub(super) fn line(&mut self, key: &'static str) -> Option<String> {
        let text = joined(&self.required(key)?);
        let base = self.content_place(key);
        let (spans, links, faults) = markup::parse_line(&text);
        self.faults(base, faults);
        if let Some(link) = links.first() {
            let message = format!("a link in `{key}`");
            self.fault("short", base.plus(link.place), message, Some("links go in the prose"));
        }
        Some(markup::plain(&spans))
    }

    /// A field of prose.
    pub(super) fn prose(&mut self, key: &'static str) -> Prose {
        let Some(text) = self.raw(key) else {
            return Vec::new();
        };
        let base = self.content_place(key);
        let parsed = markup::parse(&text);
        self.faults(base, parsed.faults);
        let links = parsed.links.into_iter();
        self.links.extend(links.map(|link| Link { place: base.plus(link.place), ..link }));
        parsed.blocks
    }

    /// The string of `key` with its blanks at both ends kept, so that places hold.
    fn raw(&mut self, key: &'static str) -> Option<String> {
        let value = self.value(key)?;
        self.text_of(key, value)?;
        value.get_ref().as_str().map(str::to_owned)
    }

    /// Where the content of the string of `key` begins: behind its quotes.
    fn content_place(&self, key: &str) -> Place {
        let Some((_, value)) = self.table.iter().find(|(known, _)| known.get_ref().as_ref() == key) else {
            return self.place;
        };
        let begin = value.span().start;
        let raw = self.text.get(value.span()).unwrap_or_default();
        let quotes = if raw.starts_with("'''") || raw.starts_with("\"\"\"") { 3 } else { 1 };
        let rest = raw.get(quotes..).unwrap_or_default();
        let newline =
            if rest.starts_with("\r\n") { 2 } else { usize::from(quotes == 3 && rest.starts_with('\n')) };
        Place::of(self.text, begin + quotes + newline)
    }

    fn faults(&mut self, base: Place, faults: Vec<markup::Fault>) {
        for fault in faults {
            let place = base.plus(fault.place);
            self.problems.push(problem_in(self.path, fault.rule, place, fault.message, fault.help));
        }
    }

    pub(super) fn fault(&mut self, rule: &'static str, place: Place, message: String, help: Option<&str>) {
        self.problems.push(problem_in(self.path, rule, place, message, help.map(str::to_owned)));
    }
}

/// "a table", "an integer".
fn article(value: &DeValue<'_>) -> String {
    let kind = value.type_str();
    let article = if kind.starts_with(['a', 'i']) { "an" } else { "a" };
    format!("{article} {kind}")
}
