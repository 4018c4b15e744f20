//! Whatever an entry is called finds it, and a slip nearly does; nothing panics.

use mi_glossary::glossary::Glossary;
use mi_glossary::lookup::{Guessing, Match, lookup};
use mi_glossary::related::{path, walk};
use proptest::prelude::*;

#[test]
fn every_name_finds_its_term() {
    let glossary = Glossary::bundled();
    let mut missed = Vec::new();
    for (number, term) in (0u32..).zip(glossary.terms()) {
        let code = term.code.iter().map(|code| code.replace("{}", "7"));
        for name in term.symbols.iter().map(ToString::to_string).chain(code) {
            let found = lookup(&glossary, &name, Guessing::Forbidden);
            if !found.terms.contains(&number) {
                missed.push(format!("`{name}` does not find {}", term.id));
            }
        }
        let names = [term.id.to_string(), term.name.to_string()].into_iter();
        for name in names.chain(term.aliases.iter().map(ToString::to_string)) {
            for written in [name.clone(), name.replace('-', " "), name.replace(' ', "_"), format!(" {name} ")]
            {
                let found = lookup(&glossary, &written, Guessing::Forbidden);
                if !found.terms.contains(&number) {
                    missed.push(format!("`{written}` does not find {}", term.id));
                }
            }
        }
        let found = lookup(&glossary, &term.id.to_uppercase(), Guessing::Forbidden);
        assert!(found.terms.contains(&number), "{} in capitals", term.id);
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// `name` with one slip, of the sort and at the place that `chance` says.
fn slipped(name: &str, chance: usize) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let at = 1 + chance / 4 % (letters.len() - 2);
    match chance % 4 {
        0 => letters.swap(at, at + 1),
        1 => {
            letters.remove(at);
        }
        2 => letters.insert(at, letters[at]),
        _ => letters[at] = 'x',
    }
    letters.into_iter().collect()
}

#[test]
fn one_slip_still_leads_there() {
    let glossary = Glossary::bundled();
    let mut missed = Vec::new();
    for (number, term) in (0u32..).zip(glossary.terms()) {
        let name = term.name.to_lowercase();
        if name.chars().filter(|c| c.is_alphabetic()).count() < 6 {
            continue;
        }
        for chance in 0..8 {
            let written = slipped(&name, chance * 7 + number as usize);
            let found = lookup(&glossary, &written, Guessing::Allowed);
            let near = found.suggestions.iter().any(|suggestion| suggestion.term == number);
            // A slip may make another term's very name.
            let missing = found.matched.is_guess() || found.matched == Match::None;
            if missing && !found.terms.contains(&number) && !near {
                missed.push(format!("`{written}` does not lead to {}", term.id));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

proptest! {
    #[test]
    fn any_string_can_be_asked(query in "\\PC{0,80}") {
        let glossary = Glossary::bundled();
        let _ = lookup(&glossary, &query, Guessing::Allowed);
    }

    #[test]
    fn any_letters_can_be_asked(query in "[a-z_ .{}$\\\\W-]{0,40}") {
        let glossary = Glossary::bundled();
        let _ = lookup(&glossary, &query, Guessing::Allowed);
    }

    #[test]
    fn a_way_leads_from_end_to_end(a in 0usize..10_000, b in 0usize..10_000) {
        let glossary = Glossary::bundled();
        let count = glossary.terms().len();
        let number = |any: usize| u32::try_from(any % count).expect("a number");
        let (from, to) = (number(a), number(b));
        if let Some(steps) = path(&glossary, from, to) {
            let mut at = from;
            for step in &steps {
                prop_assert_eq!(step.via, at);
                prop_assert!(glossary.relations(at).any(|edge| edge == (step.relation, step.term)));
                at = step.term;
            }
            prop_assert_eq!(at, to);
        }
    }
}

#[test]
fn a_walk_meets_each_term_once() {
    let glossary = Glossary::bundled();
    let steps = walk(&glossary, 0, 99, &mi_glossary::index::Relation::ALL);
    let mut terms: Vec<u32> = steps.iter().map(|step| step.term).collect();
    terms.push(0);
    terms.sort_unstable();
    let expected: Vec<u32> = (0..u32::try_from(glossary.terms().len()).expect("few")).collect();
    assert_eq!(terms, expected, "no term is an island");
    assert!(steps.windows(2).all(|pair| pair[0].depth <= pair[1].depth), "breadth first");
}
