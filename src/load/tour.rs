//! One tour: TOML text → model.

use std::path::Path;

use super::fields::Fields;
use super::{Authored, Loaded, entries, is_id, parse, problem_in, read_text, shown, stem};
use crate::model::{Stop, Tour};
use crate::problem::{Place, Problem};

/// Reads every tour of a folder.
pub(super) fn folder(folder: &Path, loaded: &mut Loaded) {
    for file in entries(folder, &mut loaded.problems) {
        let id = stem(&file);
        let known = file.is_file() && file.extension().is_some_and(|extension| extension == "toml");
        if !known || !is_id(&id) {
            let message = "not a tour".to_owned();
            let help =
                Some("a tour is tours/<id>.toml; an id has lower-case letters, digits, hyphens".to_owned());
            loaded.problems.push(problem_in(&shown(&file), "place", Place::START, message, help));
            continue;
        }
        let Some((path, text)) = read_text(&file, &mut loaded.problems) else { continue };
        loaded.tours.extend(tour(&path, &text, &id, &mut loaded.problems));
    }
}

/// Reads one tour from TOML text; `None` if it lacks what no tour can lack.
fn tour(path: &str, text: &str, id: &str, problems: &mut Vec<Problem>) -> Option<Authored<Tour>> {
    let table = parse(path, text, problems)?;
    let mut fields = Fields::new(path, text, table.get_ref(), Place::START, problems);
    let title = fields.required("title");
    let about = fields.line("about");
    let needs = fields.strings("needs");
    let introduction = fields.prose("introduction");
    let stops = fields.tables("stop", &mut |inner| {
        Some(Stop { term: inner.required("term")?, bridge: inner.line("bridge")? })
    });
    let after = fields.prose("after");
    let (places, links) = fields.finish();
    let value = Tour { id: id.to_owned(), title: title?, about: about?, needs, introduction, stops, after };
    Some(Authored { value, path: path.to_owned(), places, links })
}
