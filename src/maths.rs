//! Turns a LaTeX formula into one line of Unicode for a terminal.
//!
//! It must not know where formulas come from, what they mean, or how lines are wrapped and
//! coloured: it gets LaTeX and gives text, or the offset of the fault.

use std::fmt;

/// Why a formula cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MathsError {
    /// Byte offset of the fault in the LaTeX.
    pub at: usize,
    /// What is wrong, without a full stop.
    pub message: String,
    /// What may have been meant.
    pub help: Option<String>,
}

impl fmt::Display for MathsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message)?;
        self.help.iter().try_for_each(|help| write!(f, " ({help})"))
    }
}

impl std::error::Error for MathsError {}

/// Renders LaTeX (without its dollar signs) as one line of Unicode.
///
/// # Errors
///
/// On an unknown command, a missing brace or argument, a character that LaTeX reserves or a
/// terminal must not be sent, and nesting beyond 64 levels.
pub fn to_unicode(latex: &str) -> Result<String, MathsError> {
    if let Some((at, c)) = latex.char_indices().find(|&(_, c)| unprintable(c)) {
        let code = u32::from(c);
        return fault(at, format!("character U+{code:04X} cannot be shown"));
    }
    let mut parser = Parser { latex, at: 0, depth: 0 };
    let atoms = parser.settled(Stop::Never)?;
    match parser.token()? {
        None => Ok(join(&atoms, false).trim().to_owned()),
        Some((at, _)) => fault(at, "`}` without `{`"),
    }
}

fn fault<T>(at: usize, message: impl Into<String>) -> Result<T, MathsError> {
    helped(at, message, None)
}

fn helped<T>(at: usize, message: impl Into<String>, help: Option<String>) -> Result<T, MathsError> {
    let message = message.into();
    Err(MathsError { at, message, help })
}

/// Control, bidi and invisible characters: they would let an entry draw on the terminal.
fn unprintable(c: char) -> bool {
    c.is_control() && !c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{feff}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// How deep groups, arguments and scripts may nest: far beyond any formula, well within a stack.
const DEEPEST: usize = 64;

/// What an atom is to its neighbours; this alone decides on blanks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Ord,
    /// Upright text of several letters: never runs into its neighbours.
    Word,
    Fun,
    /// An operator with limits, such as a sum.
    Big,
    Bin,
    /// An operator with nothing on its left, such as the minus of −1.
    Prefix,
    Rel,
    Open,
    Close,
    /// `|` or `‖`, of which LaTeX does not say whether it opens, closes or divides.
    Bar,
    Punct,
    Slash,
    /// Dots, matrices: blanks on both sides.
    Inner,
    /// A fraction, which takes parentheses if something adjoins it.
    Frac,
    Space,
}
use Class::{Bar, Big, Bin, Close, Frac, Fun, Inner, Open, Ord, Prefix, Punct, Rel, Slash, Space, Word};

#[derive(Debug, Clone)]
struct Atom {
    text: String,
    class: Class,
    /// Length of the text without its scripts.
    base: usize,
    raised: bool,
}

impl Atom {
    fn new(text: impl Into<String>, class: Class) -> Self {
        let text = text.into();
        Self { base: text.len(), text, class, raised: false }
    }

    /// The atom of a character that stands for itself.
    fn plain(c: char) -> Self {
        let class = match c {
            '-' => return Self::new("−", Bin),
            '+' | '*' => Bin,
            '=' | '<' | '>' | ':' => Rel,
            '(' | '[' => Open,
            ')' | ']' => Close,
            ',' | ';' => Punct,
            '|' => Bar,
            '/' => Slash,
            _ if c.is_ascii() => Ord,
            _ => {
                let same = |entry: &&Entry| entry.2.chars().eq([c]);
                match TABLE.iter().filter(same).find_map(|entry| entry.1.class()) {
                    Some(class) => class,
                    None => Ord,
                }
            }
        };
        Self::new(c, class)
    }

    fn script(&self) -> &str {
        &self.text[self.base..]
    }

    fn is_bar(&self) -> bool {
        self.text.starts_with(['|', '‖'])
    }

    fn is_root(&self) -> bool {
        self.text.starts_with(['√', '∛', '∜'])
    }

    /// Text that would be misread if a letter adjoined it: `W_O`, `softmax`.
    fn is_wordy(&self) -> bool {
        self.class == Word || self.script().contains(['_', '^'])
    }

    fn is_number(&self) -> bool {
        self.script().is_empty() && self.text.starts_with(|c: char| c.is_ascii_digit() || c == '.')
    }
}

/// What a command makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Make {
    Sym(Class),
    Text(Class),
    Sized(Option<Class>),
    Accent,
    Alphabet,
    Arrow,
    Begin,
    Binomial,
    Brace,
    Fraction,
    Ignore,
    Left,
    Operator,
    Plain,
    Root,
    Stray,
}
use Make::{
    Accent, Alphabet, Arrow, Begin, Binomial, Brace, Fraction, Ignore, Left, Operator, Plain, Root, Sized,
    Stray, Sym, Text,
};

impl Make {
    fn class(self) -> Option<Class> {
        if let Sym(class) = self { Some(class) } else { None }
    }
}

/// Where a list of atoms ends, besides the end of the LaTeX and a `}`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    Never,
    Bracket,
    Right,
    Cell,
}

type Rows = Vec<Vec<Vec<Atom>>>;

struct Parser<'a> {
    latex: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    /// The next token and its offset: a command with its backslash, or one character.
    fn token(&mut self) -> Result<Option<(usize, &'a str)>, MathsError> {
        let rest = self.latex[self.at..].trim_start();
        let at = self.latex.len() - rest.len();
        let len = match rest.chars().next() {
            None => return Ok(None),
            Some(c @ ('%' | '#' | '$')) => return reserved(at, c),
            Some('\\') => 1 + name_len(at, &rest[1..])?,
            Some(c) => c.len_utf8(),
        };
        self.at = at + len;
        Ok(Some((at, &rest[..len])))
    }

    fn peek(&mut self) -> Result<Option<(usize, &'a str)>, MathsError> {
        let here = self.at;
        let token = self.token();
        self.at = here;
        token
    }

    fn list(&mut self, stop: Stop) -> Result<Vec<Atom>, MathsError> {
        let mut list = Vec::new();
        while let Some((_, token)) = self.peek()? {
            let ends = match token {
                "}" => true,
                "]" => stop == Stop::Bracket,
                "&" | r"\\" | r"\end" => stop == Stop::Cell,
                r"\right" => stop == Stop::Right,
                _ => false,
            };
            if ends {
                break;
            }
            self.item(&mut list)?;
        }
        Ok(list)
    }

    fn settled(&mut self, stop: Stop) -> Result<Vec<Atom>, MathsError> {
        Ok(settle(&self.list(stop)?))
    }

    /// What stands behind a `{`, up to and with its `}`.
    fn group(&mut self, at: usize) -> Result<Vec<Atom>, MathsError> {
        let atoms = self.settled(Stop::Never)?;
        match self.token()? {
            Some((_, "}")) => Ok(atoms),
            _ => fault(at, "missing `}`"),
        }
    }

    /// Every recursion passes here, so this is where depth is counted.
    fn item(&mut self, list: &mut Vec<Atom>) -> Result<(), MathsError> {
        let Some((at, token)) = self.token()? else {
            return Ok(());
        };
        if self.depth == DEEPEST {
            return fault(at, format!("nested more than {DEEPEST} deep"));
        }
        self.depth += 1;
        match token {
            "{" => {
                let mut atoms = self.group(at)?;
                match atoms.as_mut_slice() {
                    [] => atoms.push(Atom::new("", Ord)),
                    // Braces round an operator take its blanks away, as in 1{,}000.
                    [one] if matches!(one.class, Bin | Rel | Punct | Prefix | Open | Close) => {
                        one.class = Ord;
                    }
                    _ => {}
                }
                list.append(&mut atoms);
            }
            "_" | "^" | "'" => {
                self.at = at;
                self.scripts(list)?;
            }
            "}" => return fault(at, "`}` without `{`"),
            "&" => return fault(at, "`&` outside a matrix, cases or aligned"),
            "~" => list.push(Atom::new(" ", Space)),
            _ => match token.strip_prefix('\\') {
                Some(name) => self.command(at, name, list)?,
                None => list.extend(token.chars().map(Atom::plain)),
            },
        }
        self.depth -= 1;
        Ok(())
    }

    fn command(&mut self, at: usize, name: &str, list: &mut Vec<Atom>) -> Result<(), MathsError> {
        let (make, text) = lookup(at, name)?;
        match make {
            Sym(class) => list.push(Atom::new(text, class)),
            Text(class) => {
                self.at += usize::from(class == Fun && self.latex[self.at..].starts_with('*'));
                let text = self.text(at, name)?;
                let letter = class == Word && text.chars().count() == 1;
                list.push(Atom::new(text, if letter { Ord } else { class }));
            }
            Sized(class) => list.push(self.delimiter(at, name, class)?),
            Ignore => {}
            Plain => list.append(&mut self.arg(at, name)?),
            Alphabet => list.extend(self.arg(at, name)?.iter().map(|atom| restyle(atom, text))),
            Accent => {
                let atoms = self.arg(at, name)?;
                list.push(accent(&atoms, name.trim_start_matches("wide"), text));
            }
            Fraction => {
                let (over, under) = (self.arg(at, name)?, self.arg(at, name)?);
                list.push(fraction(&over, &under));
            }
            Binomial => {
                let (n, k) = (self.arg(at, name)?, self.arg(at, name)?);
                list.push(Atom::new(format!("C({}, {})", join(&n, false), join(&k, false)), Word));
            }
            Root => {
                let degree = self.optional()?;
                list.push(root(&degree, &self.arg(at, name)?));
            }
            Arrow => {
                let label = join(&self.arg(at, name)?, false);
                let arrow = if text == "→" { format!("─{label}→") } else { format!("←{label}─") };
                list.push(Atom::new(arrow, Rel));
            }
            Brace => self.brace(at, name, list)?,
            Left => self.fenced(at, list)?,
            Begin => self.environment(at, list)?,
            Operator => list.push(Atom::new(join(&self.arg(at, name)?, false), Fun)),
            Stray => return fault(at, format!("`\\{name}` without `\\{text}`")),
        }
        Ok(())
    }

    /// One token or one group.
    fn arg(&mut self, at: usize, name: &str) -> Result<Vec<Atom>, MathsError> {
        match self.peek()? {
            Some((open, "{")) => {
                self.at = open + 1;
                self.group(open)
            }
            None | Some((_, "}" | "&" | "_" | "^" | "'")) => missing(at, name),
            Some(_) => {
                let mut atoms = Vec::new();
                self.item(&mut atoms)?;
                Ok(settle(&atoms))
            }
        }
    }

    fn optional(&mut self) -> Result<Vec<Atom>, MathsError> {
        let Some((open, "[")) = self.peek()? else {
            return Ok(Vec::new());
        };
        self.at = open + 1;
        let atoms = self.settled(Stop::Bracket)?;
        match self.token()? {
            Some((_, "]")) => Ok(atoms),
            _ => fault(open, "missing `]`"),
        }
    }

    fn scripts(&mut self, list: &mut Vec<Atom>) -> Result<(), MathsError> {
        let (mut primes, mut sub, mut sup) = (0, None, None);
        while let Some((at, token @ ("'" | "_" | "^"))) = self.peek()? {
            self.at = at + 1;
            if token == "'" {
                primes += 1;
                continue;
            }
            let slot = if token == "_" { &mut sub } else { &mut sup };
            if slot.is_some() {
                return fault(at, format!("second `{token}` on one symbol"));
            }
            *slot = Some(self.arg(at, token)?);
        }
        attach(list, &"′".repeat(primes).replace("′′", "″"), sub, sup);
        Ok(())
    }

    /// Upright text: blanks in it count, and nothing in it is maths.
    fn text(&mut self, at: usize, name: &str) -> Result<String, MathsError> {
        let open = match self.token()? {
            Some((open, "{")) => open,
            Some((_, c)) if c.chars().all(char::is_alphanumeric) => return Ok(c.into()),
            _ => return missing(at, name),
        };
        let (mut text, mut depth) = (String::new(), 1);
        while depth > 0 {
            let (here, rest) = (self.at, &self.latex[self.at..]);
            let Some(c) = rest.chars().next() else {
                return fault(open, "missing `}`");
            };
            self.at += c.len_utf8();
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                '%' | '#' | '$' => return reserved(here, c),
                '\\' => {
                    let len = name_len(here, &rest[1..])?;
                    self.at += len;
                    match lookup(here, &rest[1..=len])? {
                        (Sym(_), symbol) => text.push_str(symbol),
                        (Text(_), _) => {}
                        _ => return fault(here, format!("`{}` inside text", &rest[..=len])),
                    }
                }
                _ if c == '~' || c.is_whitespace() => text.push(' '),
                _ => text.push(c),
            }
        }
        Ok(text)
    }

    fn delimiter(&mut self, at: usize, by: &str, side: Option<Class>) -> Result<Atom, MathsError> {
        let atom = match self.token()? {
            Some((_, ".")) => return Ok(Atom::new("", side.unwrap_or(Ord))),
            Some((_, "<")) => Atom::new("⟨", Open),
            Some((_, ">")) => Atom::new("⟩", Close),
            Some((at, token)) => match (token.strip_prefix('\\'), token.chars().next()) {
                (Some(name), _) => match lookup(at, name)? {
                    (Sym(class), text) => Atom::new(text, class),
                    _ => Atom::new("", Ord),
                },
                (_, c) => Atom::plain(c.unwrap_or(' ')),
            },
            None => Atom::new("", Ord),
        };
        if matches!(atom.class, Open | Close | Bar | Slash) {
            return Ok(Atom { class: side.unwrap_or(atom.class), ..atom });
        }
        fault(at, format!("`\\{by}` needs a bracket"))
    }

    fn fenced(&mut self, at: usize, list: &mut Vec<Atom>) -> Result<(), MathsError> {
        list.push(self.delimiter(at, "left", Some(Open))?);
        list.append(&mut self.settled(Stop::Right)?);
        let Some((right, r"\right")) = self.token()? else {
            return fault(at, r"`\left` without `\right`");
        };
        list.push(self.delimiter(right, "right", Some(Close))?);
        Ok(())
    }

    /// A brace with a label becomes what it spans, then the label in brackets.
    fn brace(&mut self, at: usize, name: &str, list: &mut Vec<Atom>) -> Result<(), MathsError> {
        let mut atoms = self.arg(at, name)?;
        let label = match self.peek()? {
            Some((script, "_" | "^")) => {
                self.at = script + 1;
                join(&self.arg(script, name)?, false)
            }
            _ => String::new(),
        };
        if label.is_empty() {
            list.append(&mut atoms);
            return Ok(());
        }
        let spanned = wrapped(&atoms, rank(&atoms) == Rank::Loose);
        list.push(Atom::new(spanned, Word));
        list.push(Atom::new(format!("[{}]", label.trim()), Inner));
        Ok(())
    }

    fn rows(&mut self) -> Result<Rows, MathsError> {
        let mut rows = vec![vec![self.list(Stop::Cell)?]];
        loop {
            let here = self.at;
            match self.token()? {
                Some((_, "&")) => {}
                Some((_, r"\\")) => rows.push(Vec::new()),
                _ => {
                    self.at = here;
                    // The last row may end in a line break of its own.
                    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
                    return Ok(rows);
                }
            }
            let cell = self.list(Stop::Cell)?;
            if let Some(row) = rows.last_mut() {
                row.push(cell);
            }
        }
    }

    fn environment(&mut self, at: usize, list: &mut Vec<Atom>) -> Result<(), MathsError> {
        let name = self.text(at, "begin")?;
        let (open, close) = match name.trim_end_matches('*') {
            "matrix" | "bmatrix" | "pmatrix" | "smallmatrix" | "array" => ("[", "]"),
            "vmatrix" => ("|", "|"),
            "cases" => ("{", ""),
            "aligned" | "align" | "gathered" | "gather" | "split" | "equation" => ("", ""),
            other => {
                let known = ["aligned", "bmatrix", "cases", "matrix", "pmatrix"];
                let near = nearest(other, known.into_iter());
                let help = near.map(|near| format!("did you mean `{near}`?"));
                return helped(at, format!("unknown environment `{other}`"), help);
            }
        };
        if name == "array" {
            self.text(at, "begin{array}")?;
        }
        let rows = self.rows()?;
        match self.token()? {
            Some((end, r"\end")) if self.text(end, "end")? == name => {}
            _ => return fault(at, format!("missing `\\end{{{name}}}`")),
        }
        match (open, close) {
            ("", _) => list.append(&mut aligned(rows)),
            ("{", _) => list.push(cases(&rows)),
            _ => list.push(matrix(&rows, open, close)),
        }
        Ok(())
    }
}

/// How long the name of a command is, behind its backslash: letters, or one character.
fn name_len(at: usize, rest: &str) -> Result<usize, MathsError> {
    match rest.bytes().take_while(u8::is_ascii_alphabetic).count() {
        0 => match rest.chars().next() {
            Some(c) => Ok(c.len_utf8()),
            None => fault(at, "nothing follows the backslash"),
        },
        letters => Ok(letters),
    }
}

fn missing<T>(at: usize, name: &str) -> Result<T, MathsError> {
    let slash = if matches!(name, "_" | "^") { "" } else { "\\" };
    fault(at, format!("missing argument of `{slash}{name}`"))
}

fn reserved<T>(at: usize, c: char) -> Result<T, MathsError> {
    let help = format!("write `\\{c}`");
    helped(at, format!("`{c}` needs a backslash"), Some(help))
}

fn lookup(at: usize, name: &str) -> Result<(Make, &'static str), MathsError> {
    // A line of the source may end behind a backslash.
    let name = if name.starts_with(char::is_whitespace) { " " } else { name };
    if let Ok(found) = TABLE.binary_search_by(|entry| entry.0.cmp(name)) {
        return Ok((TABLE[found].1, TABLE[found].2));
    }
    let help = match nearest(name, TABLE.iter().map(|entry| entry.0)) {
        Some(near) => Some(format!("did you mean `\\{near}`?")),
        None if name.len() > 1 => Some(format!("for a name, write `\\operatorname{{{name}}}`")),
        None => None,
    };
    helped(at, format!("unknown command `\\{name}`"), help)
}

/// The known name that was likely meant: a typing slip away, or begun alike.
fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let slips = (name.len() / 3).clamp(1, 2);
    let words = known.filter(|word| word.len() > 1);
    let close = words.clone().map(|word| (distance(name, word), word));
    let begun = || words.filter(|word| name.len() > 1 && word.starts_with(name));
    let near = close.filter(|&(edits, _)| edits <= slips).min_by_key(|&(edits, _)| edits);
    near.map(|(_, word)| word).or_else(|| begun().min_by_key(|word| word.len()))
}

/// Levenshtein distance.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.chars().enumerate() {
            let swap = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = swap.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.chars().count()]
}

/// Decides what only neighbours tell: the side of a bar, unary or binary, parentheses round
/// a fraction.
fn settle(atoms: &[Atom]) -> Vec<Atom> {
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
                if matches!(before, Some(Ord | Word | Close)) {
                    done.push(Atom::new(" ", Space));
                }
                done.push(Atom::new("(", Open));
                done.push(Atom { class: Ord, ..atom });
                atom = Atom::new(")", Close);
            }
            _ => {}
        }
        done.push(atom);
    }
    done
}

/// Whether a fraction adjoins something that it could be misread with.
fn multiplied(last: Option<&Atom>, rest: &[Atom], open: Option<&char>) -> bool {
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
fn bars(atoms: &[Atom], bar: char) -> usize {
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
fn join(atoms: &[Atom], tight: bool) -> String {
    let mut out = String::new();
    let mut before: Option<&Atom> = None;
    let mut blank = "";
    for atom in atoms {
        if atom.class == Space {
            blank = if atom.text.len() > blank.len() { &atom.text } else { blank };
            continue;
        }
        if let Some(prev) = before {
            let auto = if gap(prev, atom, tight) { " " } else { "" };
            let hugs = prev.class == Open || matches!(atom.class, Close | Punct);
            if !hugs && !out.ends_with(' ') && !atom.text.starts_with(' ') {
                out.push_str(if blank.is_empty() { auto } else { blank });
            }
        }
        out.push_str(&atom.text);
        before = Some(atom);
        blank = "";
    }
    out
}

fn gap(a: &Atom, b: &Atom, tight: bool) -> bool {
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
enum Rank {
    Single,
    Factor,
    Product,
    Loose,
}

fn rank(atoms: &[Atom]) -> Rank {
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

fn wrapped(atoms: &[Atom], wrap: bool) -> String {
    let text = join(atoms, false);
    if wrap { format!("({})", text.trim()) } else { text }
}

fn fraction(over: &[Atom], under: &[Atom]) -> Atom {
    let differential = |atoms: &[Atom]| atoms.first().is_some_and(|a| a.text == "d");
    let total = differential(over) && differential(under) && under.len() == 2;
    let over = wrapped(over, rank(over) == Rank::Loose);
    let under = wrapped(under, rank(under) > Rank::Factor && !total);
    Atom::new(format!("{over}/{under}"), Frac)
}

fn root(degree: &[Atom], of: &[Atom]) -> Atom {
    let sign = match join(degree, true).as_str() {
        "" | "2" => "√".to_owned(),
        "3" => "∛".to_owned(),
        "4" => "∜".to_owned(),
        other => format!("{}√", raised(other).unwrap_or_else(|| format!("({other})"))),
    };
    let wrap = rank(of) > Rank::Single || of.iter().any(|atom| atom.raised);
    let wrap = wrap && !(of.len() > 1 && rank(of) == Rank::Single && of[0].class == Open);
    Atom::new(sign + &wrapped(of, wrap), Ord)
}

fn combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}')
}

fn accent(atoms: &[Atom], name: &str, mark: &str) -> Atom {
    if let [atom] = atoms
        && atom.text[..atom.base].chars().filter(|&c| !combining(c)).count() == 1
    {
        let mut atom = atom.clone();
        atom.text.insert_str(atom.base, mark);
        atom.base += mark.len();
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

fn restyle(atom: &Atom, alphabet: &str) -> Atom {
    let base: String = atom.text[..atom.base].chars().map(|c| styled(c, alphabet)).collect();
    Atom { base: base.len(), text: base + atom.script(), ..atom.clone() }
}

/// A letter of a mathematical alphabet. Some were in Unicode before the alphabets were.
fn styled(c: char, alphabet: &str) -> char {
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

fn mapped(text: &str, pairs: &str) -> Option<String> {
    let find = |c| pairs.chars().step_by(2).position(|from| from == c);
    text.chars().map(|c| pairs.chars().nth(2 * find(c)? + 1)).collect()
}

fn raised(text: &str) -> Option<String> {
    mapped(text, MARKS).or_else(|| mapped(text, SUPERSCRIPTS))
}

/// One script as text. `base` is what it hangs on.
fn script(mark: char, atoms: &[Atom], base: &str) -> String {
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
fn attach(list: &mut Vec<Atom>, primes: &str, sub: Option<Vec<Atom>>, sup: Option<Vec<Atom>>) {
    let mut atom = match list.pop_if(|last| last.class != Space) {
        Some(atom) if atom.class == Frac || atom.is_root() => Atom::new(format!("({})", atom.text), Ord),
        Some(atom) => atom,
        None => Atom::new("", Ord),
    };
    let base = atom.text[..atom.base].to_owned();
    let sub = sub.map_or_else(String::new, |sub| script('_', &sub, &base));
    let sup = sup.map_or_else(String::new, |sup| script('^', &sup, &base));
    atom.raised |= !sup.is_empty() || !primes.is_empty();
    atom.text.push_str(primes);
    // A star belongs to the symbol: θ*_MLE.
    let starred = sub.starts_with('_') && mapped(&sup, MARKS).is_some();
    let (first, second) = if starred { (sup, sub) } else { (sub, sup) };
    atom.text.push_str(&first);
    atom.text.push_str(&second);
    list.push(atom);
}

/// Rows one after the other, in the formula that they stand in.
fn aligned(rows: Rows) -> Vec<Atom> {
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

fn cells(row: &[Vec<Atom>]) -> Vec<String> {
    row.iter().map(|cell| join(&settle(cell), false).trim().to_owned()).collect()
}

fn matrix(rows: &[Vec<Vec<Atom>>], open: &str, close: &str) -> Atom {
    let rows: Vec<_> = rows.iter().map(|row| cells(row)).collect();
    let wide = rows.iter().flatten().any(|cell| cell.contains(' '));
    let rows: Vec<_> = rows.iter().map(|row| row.join(if wide { ", " } else { " " })).collect();
    Atom::new(format!("{open}{}{close}", rows.join("; ")), Inner)
}

fn cases(rows: &[Vec<Vec<Atom>>]) -> Atom {
    let line = |row: &Vec<Vec<Atom>>| {
        let says = row.get(1).and_then(|c| c.first()).is_some_and(|a| a.class == Word);
        let parts: Vec<_> = cells(row).iter().map(|c| c.trim_end_matches(',').to_owned()).collect();
        parts.join(if says { " " } else { " if " })
    };
    Atom::new(format!("{{{}", rows.iter().map(line).collect::<Vec<_>>().join("; ")), Inner)
}

type Entry = (&'static str, Make, &'static str);

const BAR: Make = Sym(Bar);
const BIG: Make = Sym(Big);
const BIN: Make = Sym(Bin);
const CLOSE: Make = Sym(Close);
const FUN: Make = Sym(Fun);
const INNER: Make = Sym(Inner);
const MIDDLE: Make = Sized(Some(Rel));
const NAME: Make = Text(Fun);
const OPEN: Make = Sym(Open);
const ORD: Make = Sym(Ord);
const PUNCT: Make = Sym(Punct);
const REL: Make = Sym(Rel);
const SIZED: Make = Sized(None);
const SIZED_CLOSE: Make = Sized(Some(Close));
const SIZED_OPEN: Make = Sized(Some(Open));
const SPACE: Make = Sym(Space);
const TEXT: Make = Text(Word);

/// Every command: its name, what it makes, and of what. Sorted by bytes.
#[rustfmt::skip]
static TABLE: &[Entry] = &[
    (" ", SPACE, " "), ("!", Ignore, ""), ("#", ORD, "#"), ("$", ORD, "$"), ("%", ORD, "%"),
    ("&", ORD, "&"), (",", SPACE, " "), (":", SPACE, " "), (";", SPACE, " "), (">", SPACE, " "),
    ("Big", SIZED, ""), ("Bigg", SIZED, ""), ("Biggl", SIZED_OPEN, ""), ("Biggr", SIZED_CLOSE, ""),
    ("Bigl", SIZED_OPEN, ""), ("Bigm", MIDDLE, ""), ("Bigr", SIZED_CLOSE, ""), ("Box", ORD, "□"),
    ("Delta", ORD, "Δ"), ("Gamma", ORD, "Γ"), ("Im", ORD, "ℑ"), ("Lambda", ORD, "Λ"),
    ("Leftarrow", REL, "⇐"), ("Leftrightarrow", REL, "⇔"), ("Longrightarrow", REL, "⇒"),
    ("Omega", ORD, "Ω"), ("Phi", ORD, "Φ"), ("Pi", ORD, "Π"), ("Pr", FUN, "Pr"), ("Psi", ORD, "Ψ"),
    ("Re", ORD, "ℜ"), ("Rightarrow", REL, "⇒"), ("S", ORD, "§"), ("Sigma", ORD, "Σ"),
    ("Theta", ORD, "Θ"), ("Tr", FUN, "Tr"), ("Upsilon", ORD, "Υ"), ("Vert", BAR, "‖"),
    ("Xi", ORD, "Ξ"), ("\\", PUNCT, ";"), ("_", ORD, "_"), ("acute", Accent, "\u{301}"),
    ("aleph", ORD, "ℵ"), ("alpha", ORD, "α"), ("amalg", BIN, "⨿"), ("angle", ORD, "∠"),
    ("approx", REL, "≈"), ("arccos", FUN, "arccos"), ("arcsin", FUN, "arcsin"),
    ("arctan", FUN, "arctan"), ("arg", FUN, "arg"), ("argmax", FUN, "argmax"),
    ("argmin", FUN, "argmin"), ("ast", BIN, "∗"), ("asymp", REL, "≍"), ("backslash", ORD, "∖"),
    ("bar", Accent, "\u{304}"), ("because", REL, "∵"), ("begin", Begin, ""), ("beta", ORD, "β"),
    ("big", SIZED, ""), ("bigcap", BIG, "⋂"), ("bigcup", BIG, "⋃"), ("bigg", SIZED, ""),
    ("biggl", SIZED_OPEN, ""), ("biggr", SIZED_CLOSE, ""), ("bigl", SIZED_OPEN, ""),
    ("bigm", MIDDLE, ""), ("bigoplus", BIG, "⨁"), ("bigotimes", BIG, "⨂"),
    ("bigr", SIZED_CLOSE, ""), ("bigvee", BIG, "⋁"), ("bigwedge", BIG, "⋀"),
    ("binom", Binomial, ""), ("blacksquare", ORD, "■"), ("bm", Plain, ""), ("bmod", FUN, "mod"),
    ("boldsymbol", Plain, ""), ("bot", ORD, "⊥"), ("boxed", Plain, ""),
    ("breve", Accent, "\u{306}"), ("bullet", ORD, "•"), ("cap", BIN, "∩"), ("cdot", BIN, "·"),
    ("cdots", INNER, "⋯"), ("cfrac", Fraction, ""), ("check", Accent, "\u{30c}"),
    ("checkmark", ORD, "✓"), ("chi", ORD, "χ"), ("circ", BIN, "∘"), ("colon", PUNCT, ":"),
    ("coloneqq", REL, "≔"), ("complement", ORD, "∁"), ("cong", REL, "≅"), ("coprod", BIG, "∐"),
    ("cos", FUN, "cos"), ("cosh", FUN, "cosh"), ("cot", FUN, "cot"), ("coth", FUN, "coth"),
    ("csc", FUN, "csc"), ("cup", BIN, "∪"), ("dagger", ORD, "†"), ("dbinom", Binomial, ""),
    ("ddagger", ORD, "‡"), ("ddot", Accent, "\u{308}"), ("ddots", INNER, "⋱"), ("deg", FUN, "deg"),
    ("degree", ORD, "°"), ("delta", ORD, "δ"), ("det", FUN, "det"), ("dfrac", Fraction, ""),
    ("diamond", BIN, "⋄"), ("dim", FUN, "dim"), ("displaystyle", Ignore, ""), ("div", BIN, "÷"),
    ("dot", Accent, "\u{307}"), ("doteq", REL, "≐"), ("dots", INNER, "…"), ("dotsb", INNER, "⋯"),
    ("dotsc", INNER, "…"), ("downarrow", REL, "↓"), ("ell", ORD, "ℓ"), ("emph", TEXT, ""),
    ("emptyset", ORD, "∅"), ("end", Stray, "begin"), ("enspace", SPACE, " "), ("epsilon", ORD, "ε"),
    ("equiv", REL, "≡"), ("eta", ORD, "η"), ("exists", ORD, "∃"), ("exp", FUN, "exp"),
    ("flat", ORD, "♭"), ("forall", ORD, "∀"), ("frac", Fraction, ""), ("gamma", ORD, "γ"),
    ("gcd", FUN, "gcd"), ("ge", REL, "≥"), ("geq", REL, "≥"), ("geqslant", REL, "≥"),
    ("gets", REL, "←"), ("gg", REL, "≫"), ("grave", Accent, "\u{300}"), ("gt", REL, ">"),
    ("gtrsim", REL, "≳"), ("hat", Accent, "\u{302}"), ("hbar", ORD, "ℏ"), ("hline", Ignore, ""),
    ("hom", FUN, "hom"), ("hookrightarrow", REL, "↪"), ("iff", REL, "⇔"), ("iint", BIG, "∬"),
    ("imath", ORD, "ı"), ("impliedby", REL, "⇐"), ("implies", REL, "⇒"), ("in", REL, "∈"),
    ("inf", FUN, "inf"), ("infty", ORD, "∞"), ("int", BIG, "∫"), ("intercal", ORD, "⊤"),
    ("iota", ORD, "ι"), ("jmath", ORD, "ȷ"), ("kappa", ORD, "κ"), ("ker", FUN, "ker"),
    ("lVert", OPEN, "‖"), ("lambda", ORD, "λ"), ("land", BIN, "∧"), ("langle", OPEN, "⟨"),
    ("lbrace", OPEN, "{"), ("lbrack", OPEN, "["), ("lceil", OPEN, "⌈"), ("ldots", INNER, "…"),
    ("le", REL, "≤"), ("leadsto", REL, "⇝"), ("left", Left, ""), ("leftarrow", REL, "←"),
    ("leftrightarrow", REL, "↔"), ("leq", REL, "≤"), ("leqslant", REL, "≤"), ("lesssim", REL, "≲"),
    ("lfloor", OPEN, "⌊"), ("lg", FUN, "lg"), ("lim", FUN, "lim"), ("liminf", FUN, "liminf"),
    ("limits", Ignore, ""), ("limsup", FUN, "limsup"), ("ll", REL, "≪"), ("llbracket", OPEN, "⟦"),
    ("ln", FUN, "ln"), ("lnot", ORD, "¬"), ("log", FUN, "log"), ("longleftarrow", REL, "←"),
    ("longmapsto", REL, "↦"), ("longrightarrow", REL, "→"), ("lor", BIN, "∨"), ("lt", REL, "<"),
    ("lvert", OPEN, "|"), ("mapsto", REL, "↦"), ("mathbb", Alphabet, "b"), ("mathbf", Plain, ""),
    ("mathbin", Plain, ""), ("mathcal", Alphabet, "c"), ("mathfrak", Alphabet, "f"),
    ("mathit", Plain, ""), ("mathnormal", Plain, ""), ("mathop", Operator, ""),
    ("mathord", Plain, ""), ("mathrel", Plain, ""), ("mathring", Accent, "\u{30a}"),
    ("mathrm", TEXT, ""), ("mathscr", Alphabet, "c"), ("mathsf", Plain, ""), ("mathtt", Plain, ""),
    ("max", FUN, "max"), ("mbox", TEXT, ""), ("mid", REL, "|"), ("middle", MIDDLE, ""),
    ("min", FUN, "min"), ("mod", FUN, "mod"), ("models", REL, "⊨"), ("mp", BIN, "∓"),
    ("mu", ORD, "μ"), ("nabla", ORD, "∇"), ("ne", REL, "≠"), ("nearrow", REL, "↗"),
    ("neg", ORD, "¬"), ("negthinspace", Ignore, ""), ("neq", REL, "≠"), ("nexists", ORD, "∄"),
    ("ngeq", REL, "≱"), ("ni", REL, "∋"), ("nleq", REL, "≰"), ("nmid", REL, "∤"),
    ("nobreak", Ignore, ""), ("nolimits", Ignore, ""), ("nonumber", Ignore, ""),
    ("notag", Ignore, ""), ("notin", REL, "∉"), ("nu", ORD, "ν"), ("odot", BIN, "⊙"),
    ("oint", BIG, "∮"), ("omega", ORD, "ω"), ("omicron", ORD, "ο"), ("ominus", BIN, "⊖"),
    ("operatorname", NAME, ""), ("oplus", BIN, "⊕"), ("otimes", BIN, "⊗"), ("overbrace", Brace, ""),
    ("overline", Accent, "\u{305}"), ("parallel", REL, "∥"), ("partial", ORD, "∂"),
    ("perp", REL, "⊥"), ("phi", ORD, "φ"), ("pi", ORD, "π"), ("pm", BIN, "±"), ("pmb", Plain, ""),
    ("prec", REL, "≺"), ("preceq", REL, "⪯"), ("prime", ORD, "′"), ("prod", BIG, "∏"),
    ("propto", REL, "∝"), ("psi", ORD, "ψ"), ("qquad", SPACE, "    "), ("quad", SPACE, "  "),
    ("rVert", CLOSE, "‖"), ("rangle", CLOSE, "⟩"), ("rbrace", CLOSE, "}"), ("rbrack", CLOSE, "]"),
    ("rceil", CLOSE, "⌉"), ("rfloor", CLOSE, "⌋"), ("rho", ORD, "ρ"), ("right", Stray, "left"),
    ("rightarrow", REL, "→"), ("rightharpoonup", REL, "⇀"), ("rightleftharpoons", REL, "⇌"),
    ("rightsquigarrow", REL, "⇝"), ("rrbracket", CLOSE, "⟧"), ("rvert", CLOSE, "|"),
    ("scriptstyle", Ignore, ""), ("searrow", REL, "↘"), ("sec", FUN, "sec"), ("setminus", BIN, "∖"),
    ("sharp", ORD, "♯"), ("sigma", ORD, "σ"), ("sim", REL, "∼"), ("simeq", REL, "≃"),
    ("sin", FUN, "sin"), ("sinh", FUN, "sinh"), ("sqcap", BIN, "⊓"), ("sqcup", BIN, "⊔"),
    ("sqrt", Root, ""), ("square", ORD, "□"), ("star", BIN, "⋆"), ("subset", REL, "⊂"),
    ("subseteq", REL, "⊆"), ("subsetneq", REL, "⊊"), ("succ", REL, "≻"), ("succeq", REL, "⪰"),
    ("sum", BIG, "∑"), ("sup", FUN, "sup"), ("supset", REL, "⊃"), ("supseteq", REL, "⊇"),
    ("tan", FUN, "tan"), ("tanh", FUN, "tanh"), ("tau", ORD, "τ"), ("tbinom", Binomial, ""),
    ("text", TEXT, ""), ("textbf", TEXT, ""), ("textit", TEXT, ""), ("textnormal", TEXT, ""),
    ("textrm", TEXT, ""), ("textsf", TEXT, ""), ("textstyle", Ignore, ""), ("texttt", TEXT, ""),
    ("tfrac", Fraction, ""), ("therefore", REL, "∴"), ("theta", ORD, "θ"),
    ("thinspace", SPACE, " "), ("tilde", Accent, "\u{303}"), ("times", BIN, "×"), ("to", REL, "→"),
    ("top", ORD, "⊤"), ("tr", FUN, "tr"), ("triangle", ORD, "△"), ("triangleq", REL, "≜"),
    ("underbrace", Brace, ""), ("underline", Accent, "\u{332}"), ("uparrow", REL, "↑"),
    ("uplus", BIN, "⊎"), ("upsilon", ORD, "υ"), ("vDash", REL, "⊨"), ("varepsilon", ORD, "ε"),
    ("varkappa", ORD, "ϰ"), ("varnothing", ORD, "∅"), ("varphi", ORD, "φ"), ("varpi", ORD, "ϖ"),
    ("varrho", ORD, "ϱ"), ("varsigma", ORD, "ς"), ("vartheta", ORD, "ϑ"), ("vdash", REL, "⊢"),
    ("vdots", INNER, "⋮"), ("vec", Accent, "\u{20d7}"), ("vee", BIN, "∨"), ("vert", BAR, "|"),
    ("wedge", BIN, "∧"), ("widehat", Accent, "\u{302}"), ("widetilde", Accent, "\u{303}"),
    ("wp", ORD, "℘"), ("xi", ORD, "ξ"), ("xleftarrow", Arrow, "←"), ("xrightarrow", Arrow, "→"),
    ("zeta", ORD, "ζ"), ("{", OPEN, "{"), ("|", BAR, "‖"), ("}", CLOSE, "}"),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// LaTeX, and what a reader should see.
    const FORMULAS: &str = r"
A = \operatorname{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right) => A = softmax(QKᵀ/√dₖ)
W_{OV} = W_O W_V => W_OV = W_O W_V
W_{QK} = W_Q^\top W_K => W_QK = W_Qᵀ W_K
x W_Q W_K^\top x^\top / \sqrt{d_{\text{head}}} => x W_Q W_Kᵀ xᵀ/√d_head
T(t) = W_U \left( \mathrm{Id} + \sum_h A^h \otimes W_{OV}^h \right) W_E => T(t) = W_U(Id + ∑ₕ Aʰ ⊗ W_OVʰ) W_E
\mathcal{L} = \lVert x - \hat{x} \rVert_2^2 + \lambda \lVert f \rVert_1 => ℒ = ‖x − x̂‖₂² + λ‖f‖₁
\mathcal{L} = \|x-\hat{x}\|_2^2+\lambda\|f\|_1 => ℒ = ‖x − x̂‖₂² + λ‖f‖₁
W_E \in \mathbb{R}^{d_{\text{vocab}} \times d_{\text{model}}} => W_E ∈ ℝ^(d_vocab×d_model)
x \in \mathbb{R}^{d_{\text{model}}} => x ∈ ℝ^d_model
f(x) = \operatorname{ReLU}(W_{\text{enc}}(x - b_{\text{dec}}) + b_{\text{enc}}) => f(x) = ReLU(W_enc(x − b_dec) + b_enc)
\hat{x} = W_{dec} f(x) + b_{dec} => x̂ = W_dec f(x) + b_dec
\operatorname{BatchTopK}(X) = X \odot \mathbf{1}[X \ge \tau_{B \cdot K}] => BatchTopK(X) = X ⊙ 1[X ≥ τ_(B·K)]
\operatorname{JumpReLU}_\theta(z) = z \cdot H(z - \theta) => JumpReLU_θ(z) = z · H(z − θ)
\sum_{i=1}^{n} x_i + \sum_{i \in S} x_i => ∑ᵢ₌₁ⁿ xᵢ + ∑_(i∈S) xᵢ
KL(p \,\|\, q) = \sum_x p(x) \log \frac{p(x)}{q(x)} => KL(p ‖ q) = ∑ₓ p(x) log(p(x)/q(x))
D_{\mathrm{KL}}(p \| q) => D_KL(p ‖ q)
\mathbb{E}_{x \sim p}[\log p_\theta(x)] => 𝔼_(x∼p)[log p_θ(x)]
H(p, q) = -\sum_{i} p_i \log q_i => H(p, q) = −∑ᵢ pᵢ log qᵢ
M = U\Sigma V^\top => M = UΣVᵀ
x^{(l+1)} = x^{(l)} + \sum_{h \in H_l} h(x^{(l)}) => x⁽ˡ⁺¹⁾ = x⁽ˡ⁾ + ∑_(h∈Hₗ) h(x⁽ˡ⁾)
\theta^*_{\text{MLE}} = \argmin_\theta \mathcal{L}(\theta) => θ*_MLE = argmin_θ ℒ(θ)
J_{ij} = \frac{\partial y_i}{\partial x_j} => Jᵢⱼ = ∂yᵢ/∂xⱼ
\frac{\partial L}{\partial x} = \frac{\partial L}{\partial y}\frac{\partial y}{\partial x} => ∂L/∂x = (∂L/∂y) (∂y/∂x)
\frac{a+b}{c} - \frac{1}{2\sigma^2} + \frac{\frac{a}{b}}{\frac{c}{d}} => (a + b)/c − 1/(2σ²) + (a/b)/(c/d)
\frac{1}{N}\sum_{i=1}^N \ell(x_i) => (1/N) ∑ᵢ₌₁ᴺ ℓ(xᵢ)
\operatorname{softmax}(x)_i = \frac{\exp(x_i)}{\sum_{j} \exp(x_j)} => softmax(x)ᵢ = exp(xᵢ)/(∑ⱼ exp(xⱼ))
\sqrt[3]{x} + \sqrt{x+y} + \sqrt{2} + \sqrt{d}x + \sqrt{x}^2 + \sqrt{x^2} => ∛x + √(x + y) + √2 + √d x + (√x)² + √(x²)
\cos(u, v) = \frac{u \cdot v}{\|u\|\|v\|} => cos(u, v) = (u · v)/(‖u‖ ‖v‖)
\frac{1}{\sqrt{2\pi}} e^{-\frac{x^2}{2}} => (1/√(2π)) e^(−x²/2)
\text{LN}(x) = \gamma \odot \frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}} + \beta => LN(x) = γ ⊙ (x − μ)/√(σ² + ε) + β
\text{IE} = \frac{\text{LD}_{\text{patched}} - \text{LD}_{\text{clean}}}{\text{LD}_{\text{clean}}} => IE = (LD_patched − LD_clean)/LD_clean
\nabla_z m \cdot (z_{\text{clean}} - z_{\text{corr}}) => ∇_z m · (z_clean − z_corr)
f(x) = \begin{cases} x & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases} => f(x) = {x if x > 0; 0 otherwise
f(x) = \begin{cases} x, & x > 0 \\ 0, & x \le 0 \end{cases} => f(x) = {x if x > 0; 0 if x ≤ 0
\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}^\top \begin{pmatrix} a + b & c \end{pmatrix} => [1 2; 3 4]ᵀ [a + b, c]
\begin{aligned} a &= b + c, \\ d &= -e \end{aligned} => a = b + c; d = −e
\binom{n}{k} p^k (1-p)^{n-k} => C(n, k) pᵏ(1 − p)ⁿ⁻ᵏ
\mathbb{1}[x = y] + \mathbf{1}_{x>0} => 𝟙[x = y] + 1_(x>0)
\underbrace{W_O W_V}_{\text{OV circuit}} x + \underbrace{a + b}_{c} => W_O W_V [OV circuit] x + (a + b) [c]
x \xrightarrow{f} y \xleftarrow{} z => x ─f→ y ←─ z
\lim_{x \to 0} f(x) + \int_0^1 f(x)\,dx + \max_{i} |x_i| => lim_(x→0) f(x) + ∫₀¹ f(x) dx + maxᵢ |xᵢ|
\overline{xy} + \bar{x} + \hat{xy} + \tilde{\theta} + \vec{v} => x̅y̅ + x̄ + hat(xy) + θ̃ + v⃗
\{x : |x| < 1\} \cup \{x | |x| > 2\} => {x : |x| < 1} ∪ {x | |x| > 2}
\langle u, v \rangle = u^\top v, \langle\phi|\psi\rangle => ⟨u, v⟩ = uᵀv, ⟨φ | ψ⟩
p(x_t \mid x_{<t}) = p(x_t | x_{1:t-1}) => p(xₜ | x_(<t)) = p(xₜ | x_(1:t−1))
\tilde{W} = W - \frac{w w^\top}{\|w\|^2} W => W̃ = W − (wwᵀ/‖w‖²)W
r = \mu_+ - \mu_-, x_{-1} = -1 \cdot -2 => r = μ₊ − μ₋, x₋₁ = −1 · −2
x \leftarrow x - \hat{r}\hat{r}^\top x => x ← x − r̂r̂ᵀx
10^{-4}, 1{,}000, 12\,000, 0.5x, p_{0.9} => 10⁻⁴, 1,000, 12 000, 0.5x, p_0.9
\forall x \in X, \exists y : f(x) = y \implies \neg p \lor q => ∀x ∈ X, ∃y : f(x) = y ⇒ ¬p ∨ q
f\colon X \to Y => f: X → Y
W^Q, W^K, W^V, \mathbb{R}^N, x^T, \mathbf{x}^{\mathsf{T}}\mathbf{A} => W^Q, W^K, W^V, ℝᴺ, xᵀ, xᵀA
L(N) \propto N^{-\alpha}, \alpha \approx 0.076 => L(N) ∝ N^(−α), α ≈ 0.076
d_{\text{in}} \times d_{\text{mlp}} = 4d_{\text{model}}, x_{\text{resid\_post}} => d_in × d_mlp = 4 d_model, x_resid_post
e^{i\theta}, e^{x_i}, 2^{n-1}, a^{b^c}, x_{i_j} => eⁱᶿ, e^(xᵢ), 2ⁿ⁻¹, a^(bᶜ), x_(iⱼ)
\text{FVU} = \frac{\mathbb{E}\|x - \hat x\|^2}{\mathrm{Var}(x)} => FVU = 𝔼‖x − x̂‖²/Var(x)
x \bmod p, \sin^2\theta\cos\phi, \log_2 |V|, \log\log n => x mod p, sin² θ cos φ, log₂ |V|, log log n
\cos\left(\frac{2\pi k (a+b)}{p}\right) => cos(2πk(a + b)/p)
\Delta \text{logit} = \ell_{\text{IO}} - \ell_{\text{S}} => Δlogit = ℓ_IO − ℓ_S
m(x) \approx m(x') + (x-x')^\top \left.\frac{\partial m}{\partial x}\right|_{x'} => m(x) ≈ m(x′) + (x − x′)ᵀ(∂m/∂x)|_(x′)
1, \dots, n; x_1 + \cdots + x_n => 1, …, n; x₁ + ⋯ + xₙ
g(x) = \sigma(W_{\text{gate}} x) \odot (W_{\text{in}} x) => g(x) = σ(W_gate x) ⊙ (W_in x)
W_{U}^{-1}x^{\text{post}} y + x_i^2 + f''_j => W_U⁻¹ x^post y + xᵢ² + f″ⱼ
\operatorname*{argmax}_{x} f(x) = \operatorname{arg\,max}_i x_i => argmaxₓ f(x) = arg maxᵢ xᵢ
f(\cdot, x), \|\cdot\|_2, \Pr(A|B), \Bigl( \sum_i x_i \Bigr)^2 => f(·, x), ‖·‖₂, Pr(A | B), (∑ᵢ xᵢ)²
x^{**}, A^{+}, A^\dagger, A^\perp, 90^\circ, x^*, \hat{f}_{\hat{x}} => x**, A⁺, A†, A^⊥, 90°, x*, f̂_x̂
\mathfrak{g}, \mathscr{L}, \mathbb{RQ}, \mathcal{NB}, \mathtt{ab} => 𝔤, ℒ, ℝℚ, 𝒩ℬ, ab
100\% \text{ of heads at 5\%}, \frac{d y}{d x}, [x]_+ => 100% of heads at 5%, dy/dx, [x]₊
W_{\text{dec}}[:, i], \displaystyle \mathop{\mathbb{E}}_{x}\limits^{y} z => W_dec[:, i], 𝔼ₓʸ z
";

    #[test]
    fn formulas_read_well() {
        let lines: Vec<_> = FORMULAS.trim().lines().collect();
        assert!(lines.len() >= 60);
        for line in lines {
            let (latex, text) = line.split_once(" => ").expect("a formula and its text");
            assert_eq!(to_unicode(latex).as_deref(), Ok(text), "{latex}");
        }
    }

    #[test]
    fn faults_say_where() {
        let faults = [
            (r"a + \fraq{a}{b}", 4, r"unknown command `\fraq`", r"did you mean `\frac`?"),
            (r"\opera{x}", 0, r"unknown command `\opera`", r"did you mean `\operatorname`?"),
            (r"\softmax", 0, r"unknown command `\softmax`", r"write `\operatorname{softmax}`"),
            (r"\frac{a", 5, "missing `}`", ""),
            (r"\text{a", 5, "missing `}`", ""),
            (r"\frac{a}", 0, r"missing argument of `\frac`", ""),
            (r"é_", 2, "missing argument of `_`", ""),
            (r"a}", 1, "`}` without `{`", ""),
            (r"a_b_c", 3, "second `_` on one symbol", ""),
            (r"50%", 2, "`%` needs a backslash", r"write `\%`"),
            (r"\left(x", 0, r"`\left` without `\right`", ""),
            (r"x\right)", 1, r"`\right` without `\left`", ""),
            (r"\left x\right)", 0, r"`\left` needs a bracket", ""),
            (r"a & b", 2, "`&` outside a matrix, cases or aligned", ""),
            (r"\begin{case}\end{case}", 0, "unknown environment `case`", "`cases`"),
            (r"\begin{cases} a", 0, r"missing `\end{cases}`", ""),
            (r"\sqrt[3{x}", 5, "missing `]`", ""),
            ("a\\", 1, "nothing follows the backslash", ""),
            ("a\u{202e}b", 1, "character U+202E cannot be shown", ""),
            ("a\u{1b}b", 1, "character U+001B cannot be shown", ""),
        ];
        for (latex, at, message, help) in faults {
            let fault = to_unicode(latex).expect_err(latex);
            assert_eq!((fault.at, fault.message.as_str()), (at, message), "{latex}");
            assert!(fault.help.unwrap_or_default().contains(help), "{latex}");
        }
    }

    #[test]
    fn depth_is_limited() {
        for open in ["{", "x^{", r"\frac{", r"\hat", r"\sqrt[", r"\left(", r"\begin{cases}", "x_\\bar"] {
            assert!(to_unicode(&open.repeat(50_000)).is_err());
        }
        let nested = |n: usize| to_unicode(&("{".repeat(n) + "x" + &"}".repeat(n)));
        assert_eq!(nested(DEEPEST - 1).as_deref(), Ok("x"));
        assert!(nested(DEEPEST).is_err_and(|fault| fault.message.starts_with("nested")));
    }

    #[test]
    fn table_is_sorted_and_unique() {
        assert!(TABLE.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn no_input_panics_or_harms_the_terminal() {
        let mut pieces: Vec<String> = TABLE.iter().map(|entry| format!("\\{}", entry.0)).collect();
        let extra = "{ } { } { } ^ _ ' & \\\\ [ ] ( ) | \\| x 1 - + = , é \u{301} 𝔼 ≤ \\ $ ~ \t \r\n \
            \\begin{cases} \\end{cases} \\begin{matrix} \\end{matrix} \\text{ \\left( \\right)";
        for _ in 0..6 {
            pieces.extend(extra.split(' ').map(str::to_owned));
        }
        pieces.extend(["\0", "\u{202e}", "\u{85}", "\u{2028}", " ", "\\ ", "\\\n"].map(str::to_owned));
        let mut state: u64 = 1;
        let mut random = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(state >> 33).expect("31 bits") % below
        };
        for _ in 0..20_000 {
            let latex: String = (0..random(16)).map(|_| pieces[random(pieces.len())].as_str()).collect();
            match to_unicode(&latex) {
                Ok(text) => assert!(!text.contains(|c: char| c.is_control() || unprintable(c)), "{latex}"),
                Err(fault) => assert!(latex.is_char_boundary(fault.at), "{latex}"),
            }
        }
    }
}
