//! Rules across terms: links resolve, names are unique, prerequisites end somewhere; and the
//! house's bar for an entry. Each rule is one function. Knows places, not files.

use std::collections::{BTreeMap, BTreeSet};

use crate::fold::{fold, fold_symbol, squash};
use crate::load::{Authored, Loaded};
use crate::markup::{self, LinkTo};
use crate::model::{Detail, Field, Section, Term, Tour};
use crate::problem::{Place, Problem, Severity, did_you_mean};

/// Longest `short`, in characters.
pub const SHORT_LIMIT: usize = 160;

/// Longest `at` of a reference, in characters.
pub const AT_LIMIT: usize = 90;

/// Most ways to ask. Each one more finds more of how people put it, ever less: with 0, 1, 2, 3, 4
/// and 5, the entry came first for 44, 53, 55, 61, 67 and 69 % of 75 descriptions that nobody had
/// seen while writing them.
pub const ASKS_LIMIT: usize = 20;

/// How much a check asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bar {
    /// What a program needs to show the terms: for a reader's own glossary.
    Sound,
    /// The house's bar as well: for the bundled glossary.
    House,
}

/// All problems in `loaded`, those of reading it first, each once and in order of their places.
#[must_use]
pub fn check(loaded: &Loaded, bar: Bar) -> Vec<Problem> {
    let mut problems = loaded.problems.clone();
    unique_ids(loaded, &mut problems);
    known_sections(loaded, &mut problems);
    known_relations(loaded, &mut problems);
    known_links(loaded, &mut problems);
    names_claimed_once(loaded, &mut problems);
    needs_end(loaded, &mut problems);
    tours(loaded, &mut problems);
    if bar == Bar::House {
        for term in &loaded.terms {
            short(term, &mut problems);
            asks(term, &mut problems);
            detail(term, &mut problems);
            citations(term, &mut problems);
        }
        references_once(loaded, &mut problems);
    }
    // What comes from data that was checked before has no path and is not reported.
    problems.retain(|problem| !problem.path.is_empty());
    problems.sort_by(|a, b| {
        (&a.path, a.line, a.column, &a.message).cmp(&(&b.path, b.line, b.column, &b.message))
    });
    problems.dedup();
    problems
}

fn unique_ids(loaded: &Loaded, problems: &mut Vec<Problem>) {
    let mut seen = BTreeMap::new();
    for term in &loaded.terms {
        if let Some(first) = seen.insert(&term.value.id, term) {
            let message = format!("the id `{}` stands twice", term.value.id);
            let help = Some(format!("the other is {}", first.path));
            problems.push(term.problem("id", ("name", 0), message, help));
        }
    }
    let mut seen = BTreeSet::new();
    for section in &loaded.sections {
        if !seen.insert(&section.value.id) {
            let message = format!("the section `{}` stands twice", section.value.id);
            problems.push(section.problem("id", ("id", 0), message, None));
        }
    }
}

fn known_sections(loaded: &Loaded, problems: &mut Vec<Problem>) {
    let known: BTreeSet<&str> = loaded.sections.iter().map(|s| s.value.id.as_str()).collect();
    for section in &loaded.sections {
        let Section { id, first, .. } = &section.value;
        let here = || {
            loaded.terms.iter().filter(|term| term.value.section == *id).map(|term| term.value.id.as_str())
        };
        for missing in first.iter().filter(|first| !here().any(|here| here == **first)) {
            let message = format!("`{missing}` in `first` is no term of `{id}`");
            problems.push(section.problem("section", ("id", 0), message, did_you_mean(missing, here())));
        }
    }
    for term in &loaded.terms {
        if !known.contains(term.value.section.as_str()) {
            let message = format!("`{}` is no section", term.value.section);
            let help = did_you_mean(&term.value.section, known.iter().copied())
                .or_else(|| Some("sections stand in sections.toml".to_owned()));
            problems.push(term.problem("section", ("", 0), message, help));
        }
    }
}

/// The relations a term states: key, and the ids under it.
fn relations(term: &Term) -> [(&'static str, Vec<&str>); 4] {
    [
        ("needs", term.needs.iter().map(String::as_str).collect()),
        ("broader", term.broader.iter().map(String::as_str).collect()),
        ("contrasts", term.contrasts.iter().map(|contrast| contrast.id.as_str()).collect()),
        ("related", term.related.iter().map(String::as_str).collect()),
    ]
}

/// The ids that may be linked to: files that could not be read are somebody else's fault.
fn known_ids(loaded: &Loaded) -> BTreeSet<&str> {
    let read = loaded.terms.iter().map(|term| term.value.id.as_str());
    read.chain(loaded.unreadable.iter().map(String::as_str)).collect()
}

fn known_relations(loaded: &Loaded, problems: &mut Vec<Problem>) {
    let known = known_ids(loaded);
    for term in &loaded.terms {
        let mut said: BTreeMap<&str, &str> = BTreeMap::new();
        for (key, ids) in relations(&term.value) {
            for (at, id) in ids.into_iter().enumerate() {
                if !known.contains(id) {
                    let help = did_you_mean(id, known.iter().copied());
                    let message = format!("`{id}` in `{key}` is no term");
                    problems.push(term.problem("relation", (key, at), message, help));
                } else if id == term.value.id {
                    let message = format!("the term itself in `{key}`");
                    problems.push(term.problem("relation", (key, at), message, None));
                } else if let Some(first) = said.insert(id, key) {
                    // What one needs may also be what it is a part of, or mistaken for.
                    if first == key || key == "related" {
                        let message = format!("`{id}` in `{key}` stands in `{first}` already");
                        problems.push(term.problem("relation", (key, at), message, None));
                    }
                }
            }
        }
    }
}

fn known_links(loaded: &Loaded, problems: &mut Vec<Problem>) {
    let ids = known_ids(loaded);
    let keys: BTreeSet<&str> = loaded.references.iter().map(|r| r.value.key.as_str()).collect();
    let tours = loaded
        .tours
        .iter()
        .flat_map(|tour| tour.links.iter().map(move |link| (tour.path.as_str(), "", link)));
    let terms = loaded.terms.iter().flat_map(|term| {
        term.links.iter().map(move |link| (term.path.as_str(), term.value.id.as_str(), link))
    });
    for (path, own, link) in terms.chain(tours) {
        let target = link.target.as_str();
        let (rule, message, help) = match link.to {
            LinkTo::Term if target == own => ("link", "a link to the term itself".to_owned(), None),
            LinkTo::Term if !ids.contains(target) => {
                let help = did_you_mean(target, ids.iter().copied());
                ("link", format!("the link to `{target}` leads to no term"), help)
            }
            LinkTo::Reference if !keys.contains(target) => {
                let help = did_you_mean(target, keys.iter().copied())
                    .or_else(|| Some("add it to references.toml".to_owned()));
                ("reference", format!("`@{target}` is no reference"), help)
            }
            LinkTo::Term | LinkTo::Reference => continue,
        };
        let Place { line, column } = link.place;
        problems.push(Problem {
            severity: Severity::Error,
            path: path.to_owned(),
            line,
            column,
            rule,
            message,
            help,
        });
    }
    for term in &loaded.terms {
        let listed = term.value.references.iter().enumerate();
        // Those cited in the prose only were reported at their place.
        for (at, citation) in listed.take(term.places.iter().filter(|(key, _)| key == "references").count()) {
            if !keys.contains(citation.key.as_str()) {
                let message = format!("`{}` is no reference", citation.key);
                let help = did_you_mean(&citation.key, keys.iter().copied())
                    .or_else(|| Some("add it to references.toml".to_owned()));
                problems.push(term.problem("reference", ("references", at), message, help));
            }
        }
    }
}

/// A name, alias, symbol or code name finds one term, unless its claimants name each other in
/// `contrasts`: then looking it up lists them all.
fn names_claimed_once(loaded: &Loaded, problems: &mut Vec<Problem>) {
    let mut claims: BTreeMap<String, Vec<(usize, &'static str, usize, &str)>> = BTreeMap::new();
    for (at, term) in loaded.terms.iter().enumerate() {
        let term = &term.value;
        let mut claim = |key: String, field: &'static str, index: usize, written| {
            claims.entry(key).or_default().push((at, field, index, written));
        };
        let id = squash(&fold(&term.id));
        let name = squash(&fold(&term.name));
        if id != name {
            claim(id, "name", 0, &term.id);
        }
        claim(name, "name", 0, &term.name);
        for (index, alias) in term.aliases.iter().enumerate() {
            claim(squash(&fold(alias)), "aliases", index, alias);
        }
        for (index, symbol) in term.symbols.iter().enumerate() {
            claim(format!("${}", fold_symbol(symbol)), "symbols", index, symbol);
        }
        for (index, code) in term.code.iter().enumerate() {
            claim(format!("`{code}"), "code", index, code);
        }
    }
    let contrast = |a: &Term, b: &Term| a.contrasts.iter().any(|contrast| contrast.id == b.id);
    for claimants in claims.values() {
        for (number, &(at, field, index, written)) in claimants.iter().enumerate() {
            let term = &loaded.terms[at];
            let rival = claimants[..number].iter().find(|(other, ..)| {
                let rival = &loaded.terms[*other].value;
                *other == at || !contrast(&term.value, rival) || !contrast(rival, &term.value)
            });
            let Some((other, ..)) = rival else { continue };
            let other = &loaded.terms[*other].value;
            let (message, help) = if other.id == term.value.id {
                let help = "case, separators, plural and British spelling are folded already";
                (format!("`{written}` finds this term without being listed again"), help.to_owned())
            } else {
                let message = format!("`{written}` is claimed by `{}` too", other.id);
                (message, "name each in the other's `contrasts`, or drop one".to_owned())
            };
            problems.push(term.problem("claimed", (field, index), message, Some(help)));
        }
    }
}

/// Following `needs` ends: nothing must be read before itself.
fn needs_end(loaded: &Loaded, problems: &mut Vec<Problem>) {
    let by_id: BTreeMap<&str, usize> =
        loaded.terms.iter().enumerate().map(|(at, term)| (term.value.id.as_str(), at)).collect();
    // 0: not seen, 1: on the way, 2: done.
    let mut seen = vec![0u8; loaded.terms.len()];
    for start in 0..loaded.terms.len() {
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        if seen[start] != 0 {
            continue;
        }
        seen[start] = 1;
        while let Some((at, next)) = way.last_mut() {
            let term = &loaded.terms[*at];
            let Some(id) = term.value.needs.get(*next) else {
                seen[*at] = 2;
                way.pop();
                continue;
            };
            let place = ("needs", *next);
            *next += 1;
            let Some(&needed) = by_id.get(id.as_str()).filter(|needed| **needed != *at) else {
                continue;
            };
            if seen[needed] == 0 {
                seen[needed] = 1;
                way.push((needed, 0));
            } else if seen[needed] == 1 {
                let from = way.iter().position(|(at, _)| *at == needed).unwrap_or(0);
                let mut names: Vec<&str> =
                    way[from..].iter().map(|(at, _)| loaded.terms[*at].value.id.as_str()).collect();
                names.push(id);
                let message = format!("`needs` goes round: {}", names.join(" → "));
                let help = Some("leave out the one that a newcomer can do without".to_owned());
                problems.push(term.problem("cycle", place, message, help));
            }
        }
    }
}

/// A tour stops at terms that there are, each once, none before one that it needs.
fn tours(loaded: &Loaded, problems: &mut Vec<Problem>) {
    let ids = known_ids(loaded);
    let terms: BTreeMap<&str, &Term> =
        loaded.terms.iter().map(|term| (term.value.id.as_str(), &term.value)).collect();
    let known: BTreeSet<&str> = loaded.tours.iter().map(|tour| tour.value.id.as_str()).collect();
    for tour in &loaded.tours {
        let Tour { needs, stops, introduction, .. } = &tour.value;
        let mut report = |place, message: String, help: Option<String>| {
            problems.push(tour.problem("tour", place, message, help));
        };
        for (at, id) in needs.iter().enumerate() {
            if !known.contains(id.as_str()) || *id == tour.value.id {
                let help = did_you_mean(id, known.iter().copied());
                report(("needs", at), format!("`{id}` in `needs` is no other tour"), help);
            }
        }
        if comes_before_itself(loaded, tour) {
            report(("needs", 0), "`needs` goes round".to_owned(), None);
        }
        for (at, stop) in stops.iter().enumerate() {
            let id = stop.term.as_str();
            if !ids.contains(id) {
                let help = did_you_mean(id, ids.iter().copied());
                report(("stop", at), format!("the stop `{id}` is no term"), help);
            }
            if stops[..at].iter().any(|before| before.term == id) {
                report(("stop", at), format!("the tour stops at `{id}` twice"), None);
            }
            let needs = terms.get(id).map_or(&[][..], |term| &term.needs);
            if let Some(later) = stops[at + 1..].iter().find(|later| needs.contains(&later.term)) {
                let message = format!("the tour stops at `{id}` before `{}`, which it needs", later.term);
                report(("stop", at), message, Some("put the other first".to_owned()));
            }
        }
        if stops.len() < 2 || introduction.is_empty() {
            report(("title", 0), "a tour has an `introduction` and two stops or more".to_owned(), None);
        }
    }
}

/// Whether a tour is among those to be taken before it.
fn comes_before_itself(loaded: &Loaded, tour: &Authored<Tour>) -> bool {
    let mut before: BTreeSet<&str> = tour.value.needs.iter().map(String::as_str).collect();
    loop {
        let known = before.len();
        let more = loaded.tours.iter().filter(|other| before.contains(other.value.id.as_str()));
        before = more
            .flat_map(|other| other.value.needs.iter().map(String::as_str))
            .chain(before.iter().copied())
            .collect();
        if before.len() == known {
            return before.contains(tour.value.id.as_str());
        }
    }
}

fn short(term: &Authored<Term>, problems: &mut Vec<Problem>) {
    let text = &term.value.short;
    let mut report = |message: String, help: &str| {
        problems.push(term.problem("short", ("short", 0), message, Some(help.to_owned())));
    };
    let length = text.chars().count();
    if length > SHORT_LIMIT {
        report(format!("`short` has {length} characters"), "at most 160: say less");
    }
    if !text.ends_with(['.', '?']) {
        report("`short` does not end in a full stop".to_owned(), "it is one sentence");
    }
    let (folded, name) = (fold(text), fold(&term.value.name));
    let says = |lead: &str| folded.starts_with(&format!("{lead}{name} "));
    if says("") || says("a ") || says("an ") || says("the ") {
        report("`short` begins by repeating the name".to_owned(), "the name stands beside it");
    }
}

fn asks(term: &Authored<Term>, problems: &mut Vec<Problem>) {
    let Term { asks, name, .. } = &term.value;
    if !(2..=ASKS_LIMIT).contains(&asks.len()) {
        let message = format!("{} in `asks`", asks.len());
        let help = format!("two to {ASKS_LIMIT} ways to ask without the name");
        problems.push(term.problem("asks", ("asks", 0), message, Some(help)));
    }
    let name = fold(name);
    for (at, ask) in asks.iter().enumerate() {
        if format!(" {} ", fold(ask)).contains(&format!(" {name} ")) {
            let message = "the name in `asks`".to_owned();
            let help = "who knows the name looks it up".to_owned();
            problems.push(term.problem("asks", ("asks", at), message, Some(help)));
        }
    }
}

/// The fields that a level of detail must have, and its words of prose.
fn demands(detail: Detail) -> (&'static [Field], std::ops::RangeInclusive<usize>) {
    use Field::{Definition, Example, Intuition, Matters, Pitfalls};
    match detail {
        Detail::Full => (&[Definition, Matters, Intuition, Pitfalls, Example], 220..=600),
        Detail::Brief => (&[Definition, Matters], 90..=220),
        Detail::Card => (&[Definition, Matters], 50..=130),
    }
}

fn detail(term: &Authored<Term>, problems: &mut Vec<Problem>) {
    let detail = term.value.detail;
    let word = detail.word();
    let (fields, words) = demands(detail);
    let mut report = |key: &str, message: String, help: Option<String>| {
        problems.push(term.problem("detail", (key, 0), message, help));
    };
    for field in fields {
        if term.value.field(*field).is_empty() {
            report("detail", format!("a {word} entry without `{}`", field.word()), None);
        }
    }
    let has = |field| !term.value.field(field).is_empty();
    if detail == Detail::Brief && !has(Field::Pitfalls) && !has(Field::Example) {
        report("detail", "a brief entry without `pitfalls` or `example`".to_owned(), None);
    }
    let count: usize = Field::ALL
        .iter()
        .filter(|field| **field != Field::Tangent)
        .map(|field| markup::count_words(term.value.field(*field)))
        .sum();
    if !words.contains(&count) {
        let message = format!("{count} words of prose in a {word} entry");
        let help = format!("{} to {}, the tangent not counted", words.start(), words.end());
        report("detail", message, Some(help));
    }
}

fn citations(term: &Authored<Term>, problems: &mut Vec<Problem>) {
    for (at, citation) in term.value.references.iter().enumerate() {
        let length = citation.at.chars().count();
        if length > AT_LIMIT {
            let message = format!("an `at` of {length} characters");
            let help = Some(format!("at most {AT_LIMIT}: say what is found there"));
            problems.push(term.problem("short", ("references", at), message, help));
        }
    }
}

fn references_once(loaded: &Loaded, problems: &mut Vec<Problem>) {
    let mut seen = BTreeMap::new();
    for reference in &loaded.references {
        if let Some(first) = seen.insert(reference.value.url.as_str(), &reference.value.key) {
            let message = format!("`{}` has the address of `{first}`", reference.value.key);
            let help = Some("keep one of the two".to_owned());
            problems.push(reference.problem("reference", ("key", 0), message, help));
        }
    }
}

/// What an editor wants to see in sound data; none of it stops a build.
#[must_use]
pub fn notes(loaded: &Loaded) -> Vec<Problem> {
    let mut notes = Vec::new();
    missing_parts(loaded, &mut notes);
    unused_references(loaded, &mut notes);
    few_relations(loaded, &mut notes);
    alike_shorts(loaded, &mut notes);
    shared_sentences(loaded, &mut notes);
    for note in &mut notes {
        note.severity = Severity::Note;
    }
    notes.retain(|note| !note.path.is_empty());
    notes.sort_by(|a, b| (a.rule, &a.path, a.line, &a.message).cmp(&(b.rule, &b.path, b.line, &b.message)));
    notes
}

fn missing_parts(loaded: &Loaded, notes: &mut Vec<Problem>) {
    for term in &loaded.terms {
        if term.value.field(Field::Example).is_empty() && term.value.detail != Detail::Card {
            notes.push(term.problem("no-example", ("name", 0), "no example".to_owned(), None));
        }
        if term.value.references.is_empty() {
            notes.push(term.problem("no-reference", ("name", 0), "no reference".to_owned(), None));
        }
    }
}

fn unused_references(loaded: &Loaded, notes: &mut Vec<Problem>) {
    let used: BTreeSet<&str> = loaded
        .terms
        .iter()
        .flat_map(|term| term.value.references.iter().map(|citation| citation.key.as_str()))
        .collect();
    for reference in &loaded.references {
        if !used.contains(reference.value.key.as_str()) {
            let message = format!("no entry cites `{}`", reference.value.key);
            notes.push(reference.problem("unused-reference", ("key", 0), message, None));
        }
    }
}

fn few_relations(loaded: &Loaded, notes: &mut Vec<Problem>) {
    let mut neighbours: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for term in &loaded.terms {
        for id in relations(&term.value).into_iter().flat_map(|(_, ids)| ids) {
            neighbours.entry(&term.value.id).or_default().insert(id);
            neighbours.entry(id).or_default().insert(&term.value.id);
        }
    }
    for term in &loaded.terms {
        let count = neighbours.get(term.value.id.as_str()).map_or(0, BTreeSet::len);
        if count < 3 {
            let message = format!("{count} relations, in and out together");
            notes.push(term.problem("few-relations", ("name", 0), message, None));
        }
    }
}

/// Pairs of `short`s that share three quarters of their longer words.
fn alike_shorts(loaded: &Loaded, notes: &mut Vec<Problem>) {
    let words: Vec<BTreeSet<String>> = loaded
        .terms
        .iter()
        .map(|term| fold(&term.value.short).split(' ').filter(|w| w.len() > 3).map(str::to_owned).collect())
        .collect();
    for (at, mine) in words.iter().enumerate() {
        for (before, theirs) in words[..at].iter().enumerate() {
            let shared = mine.intersection(theirs).count();
            if shared >= 4 && shared * 4 >= mine.len().min(theirs.len()) * 3 {
                let other = &loaded.terms[before].value.id;
                let message = format!("`short` is close to that of `{other}`");
                notes.push(loaded.terms[at].problem("alike-shorts", ("short", 0), message, None));
            }
        }
    }
}

/// Sentences of eight or more words that stand in two entries.
fn shared_sentences(loaded: &Loaded, notes: &mut Vec<Problem>) {
    use crate::model::Block;
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (at, term) in loaded.terms.iter().enumerate() {
        for field in Field::ALL {
            for block in term.value.field(*field) {
                let (Block::Paragraph(spans) | Block::Item { spans, .. } | Block::Quote(spans)) = block
                else {
                    continue;
                };
                for sentence in markup::plain(spans).split(['.', ';', '?']) {
                    let folded = fold(sentence);
                    if folded.split(' ').count() < 8 {
                        continue;
                    }
                    let first = *seen.entry(folded).or_insert(at);
                    if first != at {
                        let other = &loaded.terms[first].value.id;
                        let message = format!("a sentence that stands in `{other}` too: {}", sentence.trim());
                        notes.push(term.problem("shared-sentence", (field.word(), 0), message, None));
                    }
                }
            }
        }
    }
}
