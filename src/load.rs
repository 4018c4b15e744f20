//! TOML text → model, with the place of everything. Reads a folder and never stops at the first
//! fault: what is sound and what is wrong come back together. Knows no rule that spans terms.

mod fields;
mod tour;

use std::fs;
use std::path::Path;

use toml::Spanned;
use toml::de::DeTable;

use crate::markup::{self, Link};
use crate::model::{
    Citation, Contrast, Detail, Field, Kind, Level, Prose, Reference, Section, Standing, Term, Tour,
};
use crate::problem::{Place, Problem, Severity};
use fields::Fields;

/// Something an author wrote, with the places that a rule may have to name.
#[derive(Debug, Clone)]
pub struct Authored<T> {
    /// What was written.
    pub value: T,
    /// The file it stands in.
    pub path: String,
    /// Where each value of each key stands.
    pub places: Vec<(String, Place)>,
    /// The links in its prose, with their places in the file.
    pub links: Vec<Link>,
}

impl<T> Authored<T> {
    /// `value` with no places: for data that was checked before.
    #[must_use]
    pub fn settled(value: T) -> Self {
        Self { value, path: String::new(), places: Vec::new(), links: Vec::new() }
    }

    /// Where value `index` of `key` stands, the first line if that is not known.
    #[must_use]
    pub fn place(&self, key: &str, index: usize) -> Place {
        self.places
            .iter()
            .filter(|(known, _)| known == key)
            .nth(index)
            .map_or(Place::START, |(_, place)| *place)
    }

    /// A problem with value `index` of `key`.
    #[must_use]
    pub fn problem(
        &self,
        rule: &'static str,
        (key, index): (&str, usize),
        message: String,
        help: Option<String>,
    ) -> Problem {
        self.problem_at(rule, self.place(key, index), message, help)
    }

    /// A problem at a place of this file.
    #[must_use]
    pub fn problem_at(
        &self,
        rule: &'static str,
        place: Place,
        message: String,
        help: Option<String>,
    ) -> Problem {
        problem_in(&self.path, rule, place, message, help)
    }
}

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The sections in reading order; none in a folder without `sections.toml`.
    pub sections: Vec<Authored<Section>>,
    /// The references.
    pub references: Vec<Authored<Reference>>,
    /// The terms that could be read, by section and id.
    pub terms: Vec<Authored<Term>>,
    /// The tours, by id.
    pub tours: Vec<Authored<Tour>>,
    /// The ids of files that could not be read as a term: links to them are not at fault.
    pub unreadable: Vec<String>,
    /// Everything that is wrong.
    pub problems: Vec<Problem>,
}

/// Reads the glossary, or the part of one, in folder `root`.
#[must_use]
pub fn folder(root: &Path) -> Loaded {
    let mut loaded = Loaded::default();
    let read = |name: &str, loaded: &mut Loaded| {
        let path = root.join(name);
        path.exists().then(|| read_text(&path, &mut loaded.problems)).flatten()
    };
    if let Some((path, text)) = read("sections.toml", &mut loaded) {
        sections(&path, &text, &mut loaded);
    }
    if let Some((path, text)) = read("references.toml", &mut loaded) {
        references(&path, &text, &mut loaded);
    }
    let terms = root.join("terms");
    if terms.exists() {
        for folder in entries(&terms, &mut loaded.problems) {
            term_folder(&folder, &mut loaded);
        }
    }
    let tours = root.join("tours");
    if tours.exists() {
        tour::folder(&tours, &mut loaded);
    }
    loaded
}

/// Reads every term of one section's folder.
fn term_folder(folder: &Path, loaded: &mut Loaded) {
    if !folder.is_dir() {
        let message = "a file beside the sections' folders".to_owned();
        let help = Some("a term is terms/<section>/<id>.toml".to_owned());
        loaded.problems.push(problem_in(&shown(folder), "place", Place::START, message, help));
        return;
    }
    let section = stem(folder);
    for file in entries(folder, &mut loaded.problems) {
        if file.is_dir() || file.extension().is_none_or(|extension| extension != "toml") {
            let message = "not a term".to_owned();
            let help = Some("a section's folder holds <id>.toml files only".to_owned());
            loaded.problems.push(problem_in(&shown(&file), "place", Place::START, message, help));
            continue;
        }
        let Some((path, text)) = read_text(&file, &mut loaded.problems) else {
            loaded.unreadable.push(stem(&file));
            continue;
        };
        let id = stem(&file);
        if !is_id(&id) {
            let message = format!("`{id}` is no id");
            let help = Some("lower-case letters, digits and single hyphens".to_owned());
            loaded.problems.push(problem_in(&path, "id", Place::START, message, help));
        }
        match term(&path, &text, &section, &id, &mut loaded.problems) {
            Some(term) => loaded.terms.push(term),
            None => loaded.unreadable.push(id),
        }
    }
}

/// Whether `id` may name a term or a section.
#[must_use]
pub fn is_id(id: &str) -> bool {
    let part =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    id.split('-').all(part)
}

/// Reads one term from TOML text; `None` if it lacks what no term can lack.
#[must_use]
pub fn term(
    path: &str,
    text: &str,
    section: &str,
    id: &str,
    problems: &mut Vec<Problem>,
) -> Option<Authored<Term>> {
    let table = parse(path, text, problems)?;
    let mut fields = Fields::new(path, text, table.get_ref(), Place::START, problems);
    let name = fields.required("name");
    let level = fields.required_word("level", Level::ALL, Level::word);
    let detail = fields.required_word("detail", Detail::ALL, Detail::word);
    let kind = fields.required_word("kind", Kind::ALL, Kind::word);
    let short = fields.line("short");
    let aliases = fields.strings("aliases");
    let symbols = fields.strings("symbols");
    let code = fields.strings("code");
    let since = fields.year("since");
    let standing = fields.word("standing", Standing::ALL, Standing::word);
    let shape = fields.string("shape").unwrap_or_default();
    let asks = fields.strings("asks");
    let needs = fields.strings("needs");
    let broader = fields.strings("broader");
    let related = fields.strings("related");
    let contrasts = fields.tables("contrasts", &mut |inner| {
        Some(Contrast { id: inner.required("id")?, how: inner.line("how")? })
    });
    let mut references = fields.tables("references", &mut |inner| {
        Some(Citation { key: inner.required("key")?, at: inner.string("at").unwrap_or_default() })
    });
    let prose: [Prose; 6] = std::array::from_fn(|at| fields.prose(Field::ALL[at].word()));
    let (places, links) = fields.finish();
    for link in links.iter().filter(|link| link.to == markup::LinkTo::Reference) {
        if !references.iter().any(|citation| citation.key == link.target) {
            references.push(Citation { key: link.target.clone(), at: String::new() });
        }
    }
    let value = Term {
        id: id.to_owned(),
        section: section.to_owned(),
        source: path.to_owned(),
        name: name?,
        aliases,
        symbols,
        code,
        level: level?,
        detail: detail?,
        kind: kind?,
        since,
        standing: standing.unwrap_or(Standing::Established),
        shape,
        short: short?,
        asks,
        needs,
        broader,
        contrasts,
        related,
        references,
        prose,
    };
    Some(Authored { value, path: path.to_owned(), places, links })
}

/// Reads `sections.toml`: `[[section]]` tables in reading order.
fn sections(path: &str, text: &str, loaded: &mut Loaded) {
    let Some(table) = parse(path, text, &mut loaded.problems) else {
        return;
    };
    let mut fields = Fields::new(path, text, table.get_ref(), Place::START, &mut loaded.problems);
    let values = fields.tables("section", &mut |inner| {
        let place = inner.place;
        let section = Section {
            id: inner.required("id")?,
            title: inner.required("title")?,
            about: joined(&inner.required("about")?),
            first: inner.strings("first"),
        };
        if !is_id(&section.id) {
            let message = format!("`{}` is no id", section.id);
            inner.fault("id", place, message, Some("lower-case letters, digits and hyphens"));
        }
        Some((section, place))
    });
    fields.finish();
    loaded.sections.extend(values.into_iter().map(|(value, place)| Authored {
        value,
        path: path.to_owned(),
        places: vec![("id".to_owned(), place)],
        links: Vec::new(),
    }));
}

/// Reads `references.toml`: one table for each key.
fn references(path: &str, text: &str, loaded: &mut Loaded) {
    let Some(table) = parse(path, text, &mut loaded.problems) else {
        return;
    };
    for (key, value) in table.get_ref() {
        let place = Place::of(text, key.span().start);
        let key = key.get_ref().to_string();
        let Some(inner) = value.get_ref().as_table() else {
            let message = format!("`{key}` is not a reference");
            let help = Some("a reference is a table: [author2024word]".to_owned());
            loaded.problems.push(problem_in(path, "type", place, message, help));
            continue;
        };
        let mut fields = Fields::new(path, text, inner, place, &mut loaded.problems);
        if let Some(value) = reference(&key, &mut fields) {
            let places = vec![("key".to_owned(), place)];
            let path = path.to_owned();
            loaded.references.push(Authored { value, path, places, links: Vec::new() });
        }
    }
}

/// Reads one reference.
fn reference(key: &str, fields: &mut Fields<'_, '_>) -> Option<Reference> {
    let place = fields.place;
    let title = fields.required("title");
    let authors = fields.required("authors");
    let year = fields.year("year");
    let site = fields.required("site");
    let arxiv = fields.string("arxiv").map(|id| {
        let (month, number) = id.split_once('.').unwrap_or_default();
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if month.len() != 4 || !(4..=5).contains(&number.len()) || !digits(month) || !digits(number) {
            let message = format!("`{id}` is no arXiv id");
            fields.fault("reference", place, message, Some("it looks like 2209.11895"));
        }
        format!("https://arxiv.org/abs/{id}")
    });
    let doi = fields.string("doi").map(|doi| format!("https://doi.org/{doi}"));
    let url = fields.string("url").inspect(|url| {
        if !url.starts_with("https://") && !url.starts_with("http://") {
            let message = format!("`{url}` is no web address");
            fields.fault("reference", place, message, None);
        }
    });
    if year.is_none() {
        fields.fault("missing", place, "no `year`".to_owned(), None);
    }
    let addresses: Vec<String> = [arxiv, doi, url].into_iter().flatten().collect();
    if addresses.is_empty() {
        let message = format!("`{key}` has no `arxiv`, `doi` or `url`");
        fields.fault("missing", place, message, None);
    }
    fields.unknown_keys();
    let (authors, year) = (authors?, year?);
    Some(Reference {
        key: key.to_owned(),
        title: title?,
        label: format!("{authors} {year}"),
        authors,
        year,
        site: site?,
        url: addresses.into_iter().next()?,
    })
}

/// Parses TOML, reporting each fault of its syntax.
fn parse<'t>(path: &str, text: &'t str, problems: &mut Vec<Problem>) -> Option<Spanned<DeTable<'t>>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let place = Place::of(text, error.span().map_or(0, |span| span.start));
        let message = error.message().replace('\n', ", ");
        problems.push(problem_in(path, "syntax", place, message, None));
    }
    errors.is_empty().then_some(table)
}

/// Whether `c` could steer a terminal or turn the direction of text.
#[must_use]
pub fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{E0000}'..='\u{E0FFF}')
}

/// The lines of a paragraph as one.
fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn problem_in(
    path: &str,
    rule: &'static str,
    place: Place,
    message: String,
    help: Option<String>,
) -> Problem {
    let Place { line, column } = place;
    Problem { severity: Severity::Error, path: path.to_owned(), line, column, rule, message, help }
}

/// The text of a file, with the name to call it by.
fn read_text(path: &Path, problems: &mut Vec<Problem>) -> Option<(String, String)> {
    let name = shown(path);
    let problem = |message: String, place: Place, help: &str| {
        problem_in(&name, "unreadable", place, message, Some(help.to_owned()))
    };
    match fs::read(path).map(String::from_utf8) {
        Ok(Ok(text)) => Some((name, text)),
        Ok(Err(error)) => {
            let good = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(&error.as_bytes()[..good]).into_owned();
            let place = Place::of(&text, good);
            problems.push(problem("not UTF-8".to_owned(), place, "save the file as UTF-8"));
            None
        }
        Err(error) => {
            problems.push(problem(format!("can't be read: {error}"), Place::START, "check the file"));
            None
        }
    }
}

/// The entries of a folder by name, without hidden files and editors' copies.
fn entries(folder: &Path, problems: &mut Vec<Problem>) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    match fs::read_dir(folder) {
        Ok(list) => found.extend(list.filter_map(Result::ok).map(|entry| entry.path())),
        Err(error) => {
            let message = format!("can't be read: {error}");
            problems.push(problem_in(&shown(folder), "unreadable", Place::START, message, None));
        }
    }
    found.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        !name.starts_with('.') && !name.ends_with('~')
    });
    found.sort();
    found
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
