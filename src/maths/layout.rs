//! Atoms → text: sides of bars, blanks, fractions, accents, scripts, matrices.

#![allow(clippy::wildcard_imports, reason = "the other half of one machine, its types and their variants")]

use super::*;

/// Decides what only neighbours tell: the side of a bar, unary or binary, parentheses round
/// a fraction.
pub(super) fn settle(atoms: &[Atom]) -> Vec<Atom> {
    let mut done: Vec<Atom> = Vec::new();
    // What is open: a bar by its character, any bracket as '('.
    let mut open: Vec<char> = Vec::new();
    for (i, atom) in atoms.iter().enumerate() {
        let last = done.iter().rfind(|a| a.class != Space);
        let before = last.map(|a| a.class);
        let operand = matches!(before, Some(Ord | Word | Close | Frac | Inner));
        let mut atom = atom.clone();
        let bar = atom.text.chars().next().unwrap_or_default();
        match atom.class {
            Open => open.push('('),
            Close => drop(open.pop()),
            Bar if operand && open.last() == Some(&bar) => {
                open.pop();
                atom.class = Close;
            }
            // One that has no partner divides, as in p(x | y).
            Bar if operand && bars(&atoms[i..], bar) % 2 == 1 => atom.class = Rel,
            Bar => {
                open.push(bar);
                atom.class = Open;
            }
            Bin if !operand => {
                atom.class = if atom.text.starts_with(['−', '+', '±', '∓']) { Prefix } else { Ord };
            }
            Frac if multiplied(last, &atoms[i + 1..], open.last()) => {
                let only = match atom.shape {
                    Shape::Fraction(..) => Shape::Nothing,
                    _ => Shape::Text,
                };
                if matches!(before, Some(Ord | Word | Close)) {
                    done.push(Atom::new(" ", Space).shaped(only.clone()));
                }
                done.push(Atom::new("(", Open).shaped(only.clone()));
                done.push(Atom { class: Ord, ..atom });
                atom = Atom::new(")", Close).shaped(only);
            }
            _ => {}
        }
        done.push(atom);
    }
    done
}

/// Whether a fraction adjoins something that it could be misread with.
pub(super) fn multiplied(last: Option<&Atom>, rest: &[Atom], open: Option<&char>) -> bool {
    // Left of a bar that has only a right side the fraction is what the bar restricts.
    let before = |a: &Atom| {
        matches!(a.class, Ord | Word | Close | Fun | Slash) || a.class == Open && a.text.is_empty()
    };
    let after = |a: &Atom| match a.class {
        Bar => !open.is_some_and(|&c| a.text.starts_with(c)),
        class => matches!(class, Ord | Word | Fun | Big | Open | Frac | Slash),
    };
    last.is_some_and(before) || rest.iter().find(|a| a.class != Space).is_some_and(after)
}

/// How many such bars stand from here to the end of the bracket.
pub(super) fn bars(atoms: &[Atom], bar: char) -> usize {
    let (mut depth, mut count) = (0_usize, 0);
    for atom in atoms {
        match atom.class {
            Open => depth += 1,
            Close if depth == 0 => break,
            Close => depth -= 1,
            Bar if depth == 0 && atom.text.starts_with(bar) => count += 1,
            _ => {}
        }
    }
    count
}

/// Sets atoms in a row; `tight` leaves out the blanks round operators, as scripts want.
pub(super) fn join(atoms: &[Atom], tight: bool) -> String {
    spaced(atoms, tight).flat_map(|(blank, atom)| [blank, atom.text.as_str()]).collect()
}

/// The atoms, without those that are blanks, each with the blanks before it.
pub(super) fn spaced<'a>(
    atoms: impl IntoIterator<Item = &'a Atom>,
    tight: bool,
) -> impl Iterator<Item = (&'a str, &'a Atom)> {
    let mut before: Option<&Atom> = None;
    let mut ends_blank = false;
    let mut blank = "";
    atoms.into_iter().filter_map(move |atom| {
        if atom.class == Space {
            blank = if atom.text.len() > blank.len() { &atom.text } else { blank };
            return None;
        }
        let mut lead = "";
        if let Some(prev) = before {
            let auto = if gap(prev, atom, tight) { " " } else { "" };
            let hugs = prev.class == Open || matches!(atom.class, Close | Punct);
            if !hugs && !ends_blank && !atom.text.starts_with(' ') {
                lead = if blank.is_empty() { auto } else { blank };
            }
        }
        let set = if atom.text.is_empty() { lead } else { &atom.text };
        ends_blank = if set.is_empty() { ends_blank } else { set.ends_with(' ') };
        before = Some(atom);
        blank = "";
        Some((lead, atom))
    })
}

pub(super) fn gap(a: &Atom, b: &Atom, tight: bool) -> bool {
    let begins = b.text.starts_with(|c: char| c.is_alphanumeric() || "√∂∇".contains(c));
    match (a.class, b.class) {
        (Open | Prefix | Slash, _) | (_, Close | Punct | Slash) | (Rel, Rel) => false,
        (Bin | Rel | Inner | Punct, _) | (_, Bin | Rel | Inner) => !tight,
        (Fun | Word, Open) => b.is_bar(),
        (Close, Open) => a.is_bar() && b.is_bar(),
        (Big | Fun, _) | (_, Big | Fun) => true,
        _ if a.is_root() => !a.text.ends_with(')') && (begins || b.class == Open),
        _ if a.is_wordy() => begins,
        (Close, _) => begins && b.is_wordy(),
        // A difference or a differential stays with what it is of: ΔW_O.
        _ => begins && b.is_wordy() && a.text != "Δ" && a.text.starts_with(char::is_alphanumeric),
    }
}

/// How firmly a formula holds together, which decides where parentheses are needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Single,
    Factor,
    Product,
    Loose,
}

pub(super) fn rank(atoms: &[Atom]) -> Rank {
    let (mut units, mut depth) = (0, 0_usize);
    for (i, atom) in atoms.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| &atoms[i]);
        let number = before.is_none_or(|b| !(b.is_number() && atom.is_number()));
        match atom.class {
            Open => {
                let applied = before.is_some_and(|b| match b.class {
                    Fun | Word => true,
                    Ord => !b.is_number() && !atom.is_bar(),
                    _ => false,
                });
                units += usize::from(depth == 0 && !applied);
                depth += 1;
            }
            Close => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            Bin | Rel | Punct | Big | Slash | Space | Frac => return Rank::Loose,
            Fun if atoms.get(i + 1).is_some_and(|next| next.class != Open) => return Rank::Loose,
            Inner if atoms.len() > 1 => return Rank::Loose,
            Word if atom.text.contains(' ') && !atom.text.ends_with(')') => return Rank::Loose,
            _ => units += usize::from(number),
        }
    }
    let first = atoms.first();
    let whole = first.is_none_or(|a| a.class == Open || atoms.len() == 1 || a.is_number());
    match units {
        0 | 1 if whole => Rank::Single,
        0 | 1 => Rank::Factor,
        2 if first.is_some_and(|a| a.text.starts_with(['∂', '∇', 'Δ'])) => Rank::Factor,
        _ => Rank::Product,
    }
}

pub(super) fn wrapped(atoms: &[Atom], wrap: bool) -> String {
    let text = join(atoms, false);
    if wrap { format!("({})", text.trim()) } else { text }
}

pub(super) fn fraction(over: &[Atom], under: &[Atom]) -> Atom {
    let differential = |atoms: &[Atom]| atoms.first().is_some_and(|a| a.text == "d");
    let total = differential(over) && differential(under) && under.len() == 2;
    let over = wrapped(over, rank(over) == Rank::Loose);
    let under = wrapped(under, rank(under) > Rank::Factor && !total);
    Atom::new(format!("{over}/{under}"), Frac)
}

pub(super) fn root(degree: &[Atom], of: &[Atom]) -> Atom {
    let sign = match join(degree, true).as_str() {
        "" | "2" => "√".to_owned(),
        "3" => "∛".to_owned(),
        "4" => "∜".to_owned(),
        other => format!("{}√", raised(other).unwrap_or_else(|| format!("({other})"))),
    };
    let wrap = rank(of) > Rank::Single || of.iter().any(|atom| atom.raised);
    let wrap = wrap && !(of.len() > 1 && rank(of) == Rank::Single && of[0].class == Open);
    let degree = match join(degree, true) {
        square if square == "2" => String::new(),
        other => raised(&other).unwrap_or(other),
    };
    Atom::new(sign + &wrapped(of, wrap), Ord).shaped(Shape::Root { degree, of: of.to_vec() })
}

pub(super) fn combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}')
}

pub(super) fn accent(atoms: &[Atom], name: &str, mark: &str) -> Atom {
    if let [atom] = atoms
        && atom.text[..atom.base].chars().filter(|&c| !combining(c)).count() == 1
    {
        let mut atom = atom.clone();
        atom.text.insert_str(atom.base, mark);
        atom.base += mark.len();
        if let Shape::Scripts(scripts) = &mut atom.shape {
            scripts.base.text.push_str(mark);
        }
        return atom;
    }
    let text = join(atoms, false);
    if !matches!(name, "bar" | "overline" | "underline") {
        return Atom::new(format!("{name}({text})"), Word);
    }
    let over = |c: char| {
        if c.is_alphanumeric() { format!("{c}{mark}") } else { c.into() }
    };
    Atom::new(text.chars().map(over).collect::<String>(), Word)
}

pub(super) fn restyle(atom: &Atom, alphabet: &str) -> Atom {
    let base: String = atom.text[..atom.base].chars().map(|c| styled(c, alphabet)).collect();
    let shape = match &atom.shape {
        Shape::Scripts(scripts) => {
            let base = restyle(&scripts.base, alphabet);
            Shape::Scripts(Box::new(Scripts { base, ..*scripts.clone() }))
        }
        _ => Shape::Text,
    };
    Atom { base: base.len(), text: base + atom.script(), shape, ..atom.clone() }
}

/// A letter of a mathematical alphabet. Some were in Unicode before the alphabets were.
pub(super) fn styled(c: char, alphabet: &str) -> char {
    let (odd, upper, lower, digit) = match alphabet {
        "b" => ("CℂHℍNℕPℙQℚRℝZℤ", 0x1d538, 0x1d552, Some(0x1d7d8)),
        "c" => ("BℬEℰFℱHℋIℐLℒMℳRℛeℯgℊoℴ", 0x1d49c, 0x1d4b6, None),
        _ => ("CℭHℌIℑRℜZℨ", 0x1d504, 0x1d51e, None),
    };
    if let Some(at) = odd.find(c) {
        return odd[at..].chars().nth(1).unwrap_or(c);
    }
    let code = match c {
        'A'..='Z' => Some(upper + u32::from(c) - u32::from('A')),
        'a'..='z' => Some(lower + u32::from(c) - u32::from('a')),
        '0'..='9' => digit.map(|zero| zero + u32::from(c) - u32::from('0')),
        _ => None,
    };
    code.and_then(char::from_u32).unwrap_or(c)
}

const SUBSCRIPTS: &str = "0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊−₋=₌(₍)₎aₐeₑhₕiᵢjⱼkₖlₗmₘnₙoₒpₚrᵣsₛtₜuᵤvᵥxₓβᵦγᵧρᵨφᵩχᵪ";
const SUPERSCRIPTS: &str = "0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺−⁻=⁼(⁽)⁾aᵃbᵇcᶜdᵈeᵉfᶠgᵍhʰiⁱjʲkᵏlˡmᵐnⁿoᵒpᵖrʳsˢtᵗuᵘvᵛwʷ\
    xˣyʸzᶻAᴬBᴮDᴰEᴱGᴳHᴴIᴵJᴶKᴷLᴸMᴹNᴺOᴼPᴾRᴿTᵀUᵁVⱽWᵂ⊤ᵀβᵝγᵞδᵟθᶿφᵠχᵡ";
/// Marks that hang on a symbol as they are.
const MARKS: &str = "**∗*⋆⋆††‡‡′′″″∘°";

pub(super) fn mapped(text: &str, pairs: &str) -> Option<String> {
    let find = |c| pairs.chars().step_by(2).position(|from| from == c);
    text.chars().map(|c| pairs.chars().nth(2 * find(c)? + 1)).collect()
}

pub(super) fn raised(text: &str) -> Option<String> {
    mapped(text, MARKS).or_else(|| mapped(text, SUPERSCRIPTS))
}

/// One script as text. `base` is what it hangs on.
pub(super) fn script(mark: char, atoms: &[Atom], base: &str) -> String {
    let text = join(atoms, true);
    let text = text.trim();
    // d_in, not dᵢₙ: an upright word is a name, which readers know and search in this form.
    let one = if let [one] = atoms { Some(one) } else { None };
    let name = one.is_some_and(|a| matches!(a.class, Word | Fun) && text.chars().count() > 1);
    // W^K next to W^Q, of which only one has a character.
    let capital = |s: &str| s.len() == 1 && s != "T" && s.starts_with(char::is_uppercase);
    // W_skip, not Wₛₖᵢₚ; up to three letters may be indices.
    let word = text.len() > 3 && text.bytes().all(|byte| byte.is_ascii_lowercase());
    let small = match mark {
        _ if name || word || capital(base) && capital(text) => None,
        '_' => mapped(text, SUBSCRIPTS),
        _ => raised(text),
    };
    let letter = |c: char| c.is_ascii_alphanumeric() || ('α'..='ω').contains(&c) || combining(c);
    let joins = one.is_some_and(|a| mark == '^' || a.script().is_empty());
    let plain = text.chars().all(|c| letter(c) || joins && c == '_');
    let wrapped = text.starts_with('(') && text.ends_with(')') && text.matches('(').count() == 1;
    match small {
        Some(small) => small,
        None if plain || wrapped || text.chars().count() == 1 || text.parse::<f64>().is_ok() => {
            format!("{mark}{text}")
        }
        None => format!("{mark}({text})"),
    }
}

/// Hangs scripts on the last atom.
pub(super) fn attach(list: &mut Vec<Atom>, primes: &str, sub: Option<&[Atom]>, sup: Option<&[Atom]>) {
    let popped = list.pop_if(|last| last.class != Space).unwrap_or_else(|| Atom::new("", Ord));
    let drawn = match popped.shape {
        // Scripts on scripts: a chain of them may be as long as the formula, too deep to walk.
        Shape::Scripts(_) => Atom::new(popped.text.clone(), popped.class),
        // Parentheses that carry something are needed in a drawing too.
        Shape::Nothing => {
            if let Some(open) =
                list.iter_mut().rfind(|a| a.class == Open && matches!(a.shape, Shape::Nothing))
            {
                open.shape = Shape::Text;
            }
            popped.clone().shaped(Shape::Text)
        }
        _ => popped.clone(),
    };
    let mut atom = match popped {
        atom if atom.class == Frac || atom.is_root() => Atom::new(format!("({})", atom.text), Ord),
        atom => atom,
    };
    let base = atom.text[..atom.base].to_owned();
    let set = |mark, atoms: &[Atom]| Script {
        plain: join(atoms, true).trim().to_owned(),
        set: script(mark, atoms, &base),
    };
    let sub = sub.map(|sub| set('_', sub));
    let sup = sup.map(|sup| set('^', sup));
    let (below, above) = (sub.as_ref().map_or("", |sub| &sub.set), sup.as_ref().map_or("", |sup| &sup.set));
    atom.raised |= !above.is_empty() || !primes.is_empty();
    atom.text.push_str(primes);
    let (first, second) = if stars(below, above) { (above, below) } else { (below, above) };
    atom.text.push_str(first);
    atom.text.push_str(second);
    let scripts = Scripts { base: drawn, primes: primes.to_owned(), sub, sup };
    list.push(atom.shaped(Shape::Scripts(Box::new(scripts))));
}

/// Whether a superscript belongs to the symbol and comes first: the star of θ*_MLE.
pub(super) fn stars(sub: &str, sup: &str) -> bool {
    sub.starts_with('_') && mapped(sup, MARKS).is_some()
}

/// Rows one after the other, in the formula that they stand in.
pub(super) fn aligned(rows: Rows) -> Vec<Atom> {
    let mut all: Vec<Atom> = Vec::new();
    for row in rows {
        all.pop_if(|last| last.class == Punct);
        if !all.is_empty() {
            all.push(Atom::new(";", Punct));
        }
        all.extend(row.into_iter().flatten());
    }
    all
}

/// The cells of a row as text.
fn cells(row: &[Vec<Atom>]) -> Vec<String> {
    row.iter().map(|cell| join(cell, false).trim().to_owned()).collect()
}

fn settled(rows: &Rows) -> Rows {
    rows.iter().map(|row| row.iter().map(|cell| settle(cell)).collect()).collect()
}

pub(super) fn matrix(rows: &Rows, open: char, close: char) -> Atom {
    let rows = settled(rows);
    let texts: Vec<_> = rows.iter().map(|row| cells(row)).collect();
    let wide = texts.iter().flatten().any(|cell| cell.contains(' '));
    let texts: Vec<_> = texts.iter().map(|row| row.join(if wide { ", " } else { " " })).collect();
    let text = format!("{open}{}{close}", texts.join("; "));
    Atom::new(text, Inner).shaped(Shape::Matrix { open, close, rows })
}

/// Whether the condition of a case is in words of its own, so that it needs no `if`.
pub(super) fn says(row: &[Vec<Atom>]) -> bool {
    row.get(1).and_then(|cell| cell.first()).is_some_and(|atom| atom.class == Word)
}

pub(super) fn cases(rows: &Rows) -> Atom {
    let rows = settled(rows);
    let line = |row: &Vec<Vec<Atom>>| {
        let parts: Vec<_> = cells(row).iter().map(|c| c.trim_end_matches(',').to_owned()).collect();
        parts.join(if says(row) { " " } else { " if " })
    };
    let text = format!("{{{}", rows.iter().map(line).collect::<Vec<_>>().join("; "));
    Atom::new(text, Inner).shaped(Shape::Cases(rows))
}
