//! Turns a LaTeX formula into one line of Unicode for a terminal, or into a drawing of several.
//!
//! It must not know where formulas come from, what they mean, or how lines are wrapped and
//! coloured: it gets LaTeX and gives text, or the offset of the fault.

mod draw;
mod layout;
mod symbols;
#[cfg(test)]
mod tests;

use std::fmt;

use layout::{
    Rank, accent, aligned, attach, cases, fraction, join, matrix, rank, restyle, root, settle, wrapped,
};
use symbols::{Entry, TABLE, lookup, nearest};

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

/// A formula as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// One line.
    pub text: String,
    /// Two lines or more, or empty where a drawing gains nothing.
    pub drawn: String,
}

/// Renders LaTeX (without its dollar signs) as one line of Unicode.
///
/// # Errors
///
/// On an unknown command, a missing brace or argument, a character that LaTeX reserves or a
/// terminal must not be sent, and nesting beyond 64 levels.
pub fn to_unicode(latex: &str) -> Result<String, MathsError> {
    Ok(line(&parsed(latex)?))
}

/// Renders LaTeX (without its dollar signs) as one line, and draws it where that shows more.
///
/// # Errors
///
/// Where [`to_unicode`] has them.
pub fn to_formula(latex: &str) -> Result<Formula, MathsError> {
    let atoms = parsed(latex)?;
    Ok(Formula { text: line(&atoms), drawn: draw::drawn(&atoms) })
}

fn line(atoms: &[Atom]) -> String {
    join(atoms, false).trim().to_owned()
}

fn parsed(latex: &str) -> Result<Vec<Atom>, MathsError> {
    if let Some((at, c)) = latex.char_indices().find(|&(_, c)| unprintable(c)) {
        let code = u32::from(c);
        return fault(at, format!("character U+{code:04X} cannot be shown"));
    }
    let mut parser = Parser { latex, at: 0, depth: 0 };
    let atoms = parser.settled(Stop::Never)?;
    match parser.token()? {
        None => Ok(atoms),
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
    shape: Shape,
}

/// What an atom is made of, where a drawing shows that other than a line does.
#[derive(Debug, Clone)]
enum Shape {
    /// Drawn as it is written in a line.
    Text,
    /// Only a line needs it: the parentheses round a fraction.
    Nothing,
    Fraction(Vec<Atom>, Vec<Atom>),
    Root {
        degree: String,
        of: Vec<Atom>,
    },
    Scripts(Box<Scripts>),
    Matrix {
        open: char,
        close: char,
        rows: Rows,
    },
    /// Rows of a value and a condition.
    Cases(Rows),
    Brace {
        of: Vec<Atom>,
        label: String,
        side: Side,
    },
}

/// Where a brace and its label stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Over,
    Under,
}

/// A symbol and what hangs on it.
#[derive(Debug, Clone)]
struct Scripts {
    base: Atom,
    primes: String,
    sub: Option<Script>,
    sup: Option<Script>,
}

/// One script, twice.
#[derive(Debug, Clone)]
struct Script {
    /// What it says.
    plain: String,
    /// How a line shows it: `ᵢ`, `_enc`, `^(a+b)`.
    set: String,
}

impl Atom {
    fn new(text: impl Into<String>, class: Class) -> Self {
        let text = text.into();
        Self { base: text.len(), text, class, raised: false, shape: Shape::Text }
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

    fn shaped(self, shape: Shape) -> Self {
        Self { shape, ..self }
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

/// What an environment makes of its rows.
#[derive(Clone, Copy)]
enum Grid {
    Aligned,
    Cases,
    Matrix(char, char),
}

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
                // What LaTeX sets small stays small: one line.
                let shape =
                    if name == "tfrac" { Shape::Text } else { Shape::Fraction(over.clone(), under.clone()) };
                list.push(fraction(&over, &under).shaped(shape));
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
        attach(list, &"′".repeat(primes).replace("′′", "″"), sub.as_deref(), sup.as_deref());
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
        let label = label.trim().to_owned();
        let in_brackets = Atom::new(format!("[{label}]"), Inner).shaped(Shape::Nothing);
        let side = if name == "overbrace" { Side::Over } else { Side::Under };
        list.push(Atom::new(spanned, Word).shaped(Shape::Brace { of: atoms, label, side }));
        list.push(in_brackets);
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
        let grid = match name.trim_end_matches('*') {
            "matrix" | "bmatrix" | "pmatrix" | "smallmatrix" | "array" => Grid::Matrix('[', ']'),
            "vmatrix" => Grid::Matrix('|', '|'),
            "cases" => Grid::Cases,
            "aligned" | "align" | "gathered" | "gather" | "split" | "equation" => Grid::Aligned,
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
        match grid {
            Grid::Aligned => list.append(&mut aligned(rows)),
            Grid::Cases => list.push(cases(&rows)),
            Grid::Matrix(open, close) => list.push(matrix(&rows, open, close)),
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
