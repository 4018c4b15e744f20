//! Atoms → a drawing of several lines: stacked fractions, limits below and above, roofs, tall
//! brackets. A small model of boxes whose lines share a baseline, in columns of a terminal.

#![allow(clippy::wildcard_imports, reason = "the other half of one machine, its types and their variants")]

use super::*;
use layout::{combining, says, spaced, stars};

/// Widest drawing that is left in one piece if it can be taken apart: what a terminal of 80
/// columns has behind the indent of display maths, less some.
const WIDEST: usize = 74;

/// The drawing of a formula, without blanks at the ends of its lines; empty where one line shows
/// as much.
pub(super) fn drawn(atoms: &[Atom]) -> String {
    let shown: Vec<&Atom> = atoms.iter().filter(|atom| !matches!(atom.shape, Shape::Nothing)).collect();
    // First only what a line shows badly: if there is none of it, the line is best.
    if row(&shown, Style { part: Part::Whole, extent: Extent::Needed }).height() < 2 {
        return String::new();
    }
    let style = Style { part: Part::Whole, extent: Extent::All };
    let mut drawing = row(&shown, style);
    if drawing.width > WIDEST {
        let parts = shown.split(|atom| atom.class == Space && atom.text.len() > 1);
        drawing = Drawing::stack(parts.map(|part| row(part, style)));
    }
    if drawing.rows.iter().any(|row| row.chars().any(|c| columns(c).is_none())) {
        return String::new();
    }
    let rows: Vec<_> = drawing.rows.iter().map(|row| row.trim_end()).collect();
    let is_inked = |row: &&str| !row.is_empty();
    match (rows.iter().position(is_inked), rows.iter().rposition(is_inked)) {
        (Some(first), Some(last)) if first < last => rows[first..=last].join("\n"),
        _ => String::new(),
    }
}

/// What part of a formula is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole,
    /// Inside a fraction, where there is less room.
    Inner,
}

/// How much of a formula is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// What needs parentheses or much attention in a line.
    Needed,
    /// What looks better so, too.
    All,
}

#[derive(Debug, Clone, Copy)]
struct Style {
    part: Part,
    extent: Extent,
}

/// The columns that a character takes; none where terminals may differ, as on emoji and ideographs.
fn columns(c: char) -> Option<usize> {
    match c {
        _ if combining(c) => Some(0),
        ' '..='~'
        | '\u{a0}'..='\u{2ff}'
        | '\u{370}'..='\u{52f}'
        | '\u{1d00}'..='\u{1dbf}'
        | '\u{1e00}'..='\u{1eff}'
        | '\u{2010}'..='\u{2027}'
        | '\u{2030}'..='\u{205e}'
        | '\u{2070}'..='\u{209f}'
        | '\u{2100}'..='\u{2319}'
        | '\u{231c}'..='\u{2328}'
        | '\u{232b}'..='\u{23e8}'
        | '\u{2500}'..='\u{25fc}'
        | '\u{25ff}'
        | '\u{2605}'..='\u{2606}'
        | '\u{2660}'..='\u{266f}'
        | '\u{2713}'
        | '\u{27c0}'..='\u{27ef}'
        | '\u{2980}'..='\u{2aff}'
        | '\u{2c60}'..='\u{2c7f}'
        | '\u{1d400}'..='\u{1d7ff}' => Some(1),
        _ => None,
    }
}

fn width(text: &str) -> usize {
    text.chars().map(|c| columns(c).unwrap_or(1)).sum()
}

/// Lines of one width with a baseline.
#[derive(Debug, Clone, Default)]
struct Drawing {
    rows: Vec<String>,
    width: usize,
    /// The row that stands on the line of the formula.
    base: usize,
    /// How far brackets round it reach above and below the baseline; scripts don't count.
    above: usize,
    below: usize,
}

impl Drawing {
    fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { width: width(&text), rows: vec![text], ..Self::default() }
    }

    /// Rows set one below the other, each in the middle or at the left.
    fn column(rows: Vec<String>, base: usize, align: Align) -> Self {
        let wide = rows.iter().map(|row| width(row)).max().unwrap_or_default();
        let rows = rows.into_iter().map(|row| padded(&row, wide, align)).collect();
        Self { rows, width: wide, base, ..Self::default() }
    }

    /// Drawings one below the other, parted by empty lines.
    fn stack(parts: impl Iterator<Item = Self>) -> Self {
        let mut rows: Vec<String> = Vec::new();
        for part in parts.filter(|part| part.width > 0) {
            if !rows.is_empty() {
                rows.push(String::new());
            }
            rows.extend(part.rows);
        }
        Self::column(rows, 0, Align::Left)
    }

    fn height(&self) -> usize {
        self.rows.len()
    }

    fn is_tall(&self) -> bool {
        self.above + self.below > 0
    }

    /// Makes all rows count as what brackets must reach round.
    fn solid(mut self) -> Self {
        (self.above, self.below) = (self.base, self.rows.len() - 1 - self.base);
        self
    }

    /// Adds rows so that the baseline has this many above and below.
    fn reaching(mut self, above: usize, below: usize) -> Self {
        let blank = " ".repeat(self.width);
        while self.base < above {
            self.rows.insert(0, blank.clone());
            self.base += 1;
        }
        while self.rows.len() - 1 < self.base + below {
            self.rows.push(blank.clone());
        }
        self
    }

    /// Both side by side on one baseline.
    fn beside(self, other: Self) -> Self {
        if self.rows.is_empty() || other.rows.is_empty() {
            return if self.rows.is_empty() { other } else { self };
        }
        let above = self.base.max(other.base);
        let below = (self.rows.len() - self.base).max(other.rows.len() - other.base) - 1;
        let (left, right) = (self.reaching(above, below), other.reaching(above, below));
        Self {
            rows: left.rows.into_iter().zip(&right.rows).map(|(left, right)| left + right).collect(),
            width: left.width + right.width,
            base: above,
            above: left.above.max(right.above),
            below: left.below.max(right.below),
        }
    }
}

#[derive(Clone, Copy)]
enum Align {
    Left,
    Middle,
}

fn padded(row: &str, wide: usize, align: Align) -> String {
    let blanks = wide - width(row);
    let left = match align {
        Align::Left => 0,
        Align::Middle => blanks / 2,
    };
    format!("{}{row}{}", " ".repeat(left), " ".repeat(blanks - left))
}

/// Atoms side by side, each pair of brackets as tall as what it holds.
fn row(atoms: &[&Atom], style: Style) -> Drawing {
    let mut done = Drawing::default();
    // What stands before each bracket that is open, and the bracket.
    let mut open: Vec<(Drawing, &Atom)> = Vec::new();
    let mut before: Option<&Atom> = None;
    for (blank, atom) in spaced(atoms.iter().copied(), false) {
        let apart = before.is_some_and(|prev| parted(prev, atom));
        let blank = if blank.is_empty() && apart { " " } else { blank };
        before = Some(atom);
        if !blank.is_empty() {
            done = done.beside(Drawing::text(blank));
        }
        match (atom.class, if atom.class == Close { open.pop() } else { None }) {
            (Open, _) => open.push((std::mem::take(&mut done), atom)),
            (_, Some((outside, begin))) => done = outside.beside(bracketed(begin, done, atom, style)),
            _ => done = done.beside(glyph(atom, style)),
        }
    }
    // Brackets that are never closed.
    while let Some((outside, begin)) = open.pop() {
        done = outside.beside(glyph(begin, style)).beside(done);
    }
    done
}

/// A row of atoms of which some may be needed in a line only.
fn part(atoms: &[Atom], style: Style) -> Drawing {
    let shown: Vec<&Atom> = atoms.iter().filter(|atom| !matches!(atom.shape, Shape::Nothing)).collect();
    let drawing = row(&shown, style);
    if drawing.rows.is_empty() { Drawing::text("") } else { drawing }
}

/// Whether something stacked stands here beside what it would run into.
fn parted(prev: &Atom, atom: &Atom) -> bool {
    let stacked = |atom: &Atom| match &atom.shape {
        Shape::Fraction(..) | Shape::Brace { .. } => true,
        Shape::Scripts(scripts) => matches!(scripts.base.shape, Shape::Fraction(..)),
        _ => false,
    };
    let limited = matches!(&prev.shape, Shape::Scripts(scripts) if takes_limits(&scripts.base));
    (limited || stacked(prev) || stacked(atom)) && prev.class != Open && !matches!(atom.class, Close | Punct)
}

/// One atom.
fn glyph(atom: &Atom, style: Style) -> Drawing {
    match &atom.shape {
        Shape::Text | Shape::Nothing => Drawing::text(atom.text.as_str()),
        Shape::Fraction(over, under) => fraction(over, under, style),
        Shape::Root { degree, of } => root(atom, degree, &part(of, style)),
        Shape::Scripts(scripts) => scripted(scripts, style),
        Shape::Matrix { open, close, rows } => {
            fenced(&open.to_string(), grid(rows, style, Align::Middle), &close.to_string())
        }
        Shape::Cases(rows) => cases(rows, style),
        Shape::Brace { of, label, side } => brace(part(of, style), label, *side),
    }
}

fn fraction(over: &[Atom], under: &[Atom], style: Style) -> Drawing {
    let inner = Style { part: Part::Inner, ..style };
    let (over, under) = (part(over, inner), part(under, inner));
    // A bar beyond both its sides: an inner bar is shorter, and none is taken for a minus.
    let wide = over.width.max(under.width) + 2;
    let base = over.height();
    let bar = "─".repeat(wide);
    let rows = over.rows.into_iter().chain([bar]).chain(under.rows);
    Drawing::column(rows.collect(), base, Align::Middle).solid()
}

/// A root: a roof only where what is under it is tall.
fn root(atom: &Atom, degree: &str, of: &Drawing) -> Drawing {
    if of.height() < 2 {
        return Drawing::text(atom.text.as_str());
    }
    let lead = " ".repeat(width(degree) + 1);
    let mut rows = vec![format!("{lead}┌{}", "─".repeat(of.width + 1))];
    let last = of.height() - 1;
    rows.extend(of.rows[..last].iter().map(|row| format!("{lead}│{row}")));
    rows.push(format!("{degree}╲│{}", of.rows[last]));
    Drawing::column(rows, of.base + 1, Align::Left).solid()
}

/// A symbol with its scripts: limits below and above, or raised and lowered where a line has no
/// small characters for them.
fn scripted(scripts: &Scripts, style: Style) -> Drawing {
    let (sub, sup) = (scripts.sub.as_ref(), scripts.sup.as_ref());
    let base = match &scripts.base.shape {
        Shape::Fraction(..) => fenced("(", glyph(&scripts.base, style), ")"),
        _ => glyph(&scripts.base, style),
    };
    if base.is_tall() {
        return cornered(base, scripts);
    }
    let base = base.beside(Drawing::text(scripts.primes.as_str()));
    if takes_limits(&scripts.base) && (sub.is_some() || sup.is_some()) {
        let set: String = [sub, sup].into_iter().flatten().map(|script| script.set.as_str()).collect();
        let needed = set.contains(['_', '^']) || width(&set) > 1;
        if needed || style.part == Part::Whole && style.extent == Extent::All {
            return limits(base, sub, sup);
        }
    }
    let lowered = sub.filter(|sub| match style.extent {
        // A line shows lists of indices, such as W_(dec,i), well enough.
        Extent::Needed => {
            sub.set.starts_with("_(") && !sub.plain.chars().all(|c| c == ',' || c.is_alphanumeric())
        }
        Extent::All => sub.set.starts_with("_("),
    });
    let raised = sup.filter(|sup| match style.extent {
        Extent::Needed => sup.set.starts_with("^("),
        Extent::All => sup.set.starts_with('^'),
    });
    let set = |script: Option<&Script>| script.map_or(String::new(), |script| script.set.clone());
    let plain = |script: Option<&Script>| script.map_or(String::new(), |script| script.plain.clone());
    // What stays on the line begins where what leaves it does: one above the other.
    let (rows, line) = match (lowered, raised) {
        (None, None) => {
            let (sub, sup) = (set(sub), set(sup));
            (vec![if stars(&sub, &sup) { sup + &sub } else { sub + &sup }], 0)
        }
        (Some(_), None) => (vec![set(sup), plain(sub)], 0),
        (None, Some(_)) => (vec![plain(sup), set(sub)], 1),
        (Some(_), Some(_)) => (vec![plain(sup), String::new(), plain(sub)], 1),
    };
    base.beside(Drawing::column(rows, line, Align::Left))
}

impl Script {
    /// How it is set at a corner of something tall.
    fn on_tall(&self) -> &str {
        if self.set.starts_with(['_', '^']) { &self.plain } else { &self.set }
    }
}

/// Scripts at the lower and the upper right corner of something tall.
fn cornered(base: Drawing, scripts: &Scripts) -> Drawing {
    let text = |script: &Option<Script>| script.as_ref().map_or("", Script::on_tall).to_owned();
    let (sub, sup) = (text(&scripts.sub), scripts.primes.clone() + &text(&scripts.sup));
    let mut rows = vec![String::new(); base.above + base.below + 1];
    rows[0] = sup;
    rows[base.above + base.below].push_str(&sub);
    let corners = Drawing::column(rows, base.above, Align::Left);
    base.beside(corners)
}

/// Whether scripts of this operator stand below and above it in display maths.
fn takes_limits(atom: &Atom) -> bool {
    let named = ["argmax", "argmin", "inf", "lim", "liminf", "limsup", "max", "min", "sup"];
    atom.class == Big || named.contains(&atom.text.replace(' ', "").as_str())
}

fn limits(base: Drawing, sub: Option<&Script>, sup: Option<&Script>) -> Drawing {
    let mut rows: Vec<String> = sup.iter().map(|sup| sup.plain.clone()).collect();
    let line = rows.len() + base.base;
    rows.extend(base.rows);
    rows.extend(sub.iter().map(|sub| sub.plain.clone()));
    let drawing = Drawing::column(rows, line, Align::Middle);
    if sub.is_some() && sup.is_some() { drawing.solid() } else { drawing }
}

/// What stands in brackets, its scripts outside.
fn bracketed(open: &Atom, of: Drawing, close: &Atom, style: Style) -> Drawing {
    if !of.is_tall() {
        return glyph(open, style).beside(of).beside(glyph(close, style));
    }
    let sign = |atom: &Atom| match &atom.shape {
        Shape::Scripts(scripts) => scripts.base.text.clone(),
        _ => atom.text.clone(),
    };
    let done = fenced(&sign(open), of, &sign(close));
    match &close.shape {
        Shape::Scripts(scripts) => cornered(done, scripts),
        _ => done,
    }
}

/// Brackets as tall as what they hold.
fn fenced(open: &str, of: Drawing, close: &str) -> Drawing {
    let pointed = |sign: &str| matches!(sign, "{" | "}" | "⟨" | "⟩");
    let (mut above, mut below) = (of.above, of.below);
    // Their point is in the middle, and on the line.
    if pointed(open) || pointed(close) {
        above = above.max(below);
        below = above;
    }
    tall(open, above, below).beside(of).beside(tall(close, above, below))
}

/// A bracket that reaches so far above and below the baseline.
fn tall(sign: &str, above: usize, below: usize) -> Drawing {
    let height = above + below + 1;
    // Top, between, bottom, and what is at the point.
    let [top, between, bottom, point] = match sign {
        _ if height == 1 => return Drawing::text(sign),
        "(" => ['⎛', '⎜', '⎝', '⎜'],
        ")" => ['⎞', '⎟', '⎠', '⎟'],
        "[" => ['⎡', '⎢', '⎣', '⎢'],
        "]" => ['⎤', '⎥', '⎦', '⎥'],
        "{" => ['⎧', '⎪', '⎩', '⎨'],
        "}" => ['⎫', '⎪', '⎭', '⎬'],
        "⌈" => ['⎡', '⎢', '⎢', '⎢'],
        "⌉" => ['⎤', '⎥', '⎥', '⎥'],
        "⌊" => ['⎢', '⎢', '⎣', '⎢'],
        "⌋" => ['⎥', '⎥', '⎦', '⎥'],
        "|" => ['│'; 4],
        "‖" => ['║'; 4],
        "⟨" | "⟩" => {
            let (rise, fall) = if sign == "⟨" { ('╱', '╲') } else { ('╲', '╱') };
            let rows = (0..height).map(|at| match at.cmp(&above) {
                std::cmp::Ordering::Less => rise.to_string(),
                std::cmp::Ordering::Equal => sign.to_owned(),
                std::cmp::Ordering::Greater => fall.to_string(),
            });
            return Drawing::column(rows.collect(), above, Align::Left).solid();
        }
        _ => return Drawing::text(sign),
    };
    let piece = |at: usize| match at {
        0 => top,
        _ if at == height - 1 => bottom,
        _ if at == above => point,
        _ => between,
    };
    Drawing::column((0..height).map(|at| piece(at).to_string()).collect(), above, Align::Left).solid()
}

/// Cells in rows and columns.
fn grid(rows: &Rows, style: Style, align: Align) -> Drawing {
    let cells: Vec<Vec<Drawing>> =
        rows.iter().map(|row| row.iter().map(|cell| part(cell, style)).collect()).collect();
    table(cells, align)
}

fn table(cells: Vec<Vec<Drawing>>, align: Align) -> Drawing {
    let count = cells.iter().map(Vec::len).max().unwrap_or_default();
    let wide = |at: usize| cells.iter().filter_map(|row| row.get(at)).map(|cell| cell.width).max();
    let widths: Vec<usize> = (0..count).filter_map(wide).collect();
    let mut lines: Vec<String> = Vec::new();
    let mut bases = Vec::new();
    for row in cells {
        let mut line = Drawing::default();
        for (at, cell) in row.into_iter().enumerate() {
            let gap = if at == 0 { "" } else { "  " };
            let rows = cell.rows.iter().map(|row| padded(row, widths[at], align)).collect();
            let cell = Drawing { rows, width: widths[at], ..cell };
            line = line.beside(Drawing::text(gap)).beside(cell);
        }
        bases.push(lines.len() + line.base);
        lines.extend(line.rows);
    }
    let base = match bases.len() {
        0 => return Drawing::text(""),
        count if count % 2 == 1 => bases[count / 2],
        count => usize::midpoint(bases[count / 2 - 1], bases[count / 2]),
    };
    Drawing::column(lines, base, Align::Left).solid()
}

fn cases(rows: &Rows, style: Style) -> Drawing {
    let mut cells: Vec<Vec<Drawing>> = Vec::new();
    for row in rows {
        // As in a line: a condition without words gets its `if`, a value loses its comma.
        let shown = row.iter().map(|cell| {
            let end = cell.iter().rposition(|atom| atom.class != Punct).map_or(0, |at| at + 1);
            part(&cell[..end], style)
        });
        let lead = if says(row) { "" } else { "if " };
        let conditioned = |(at, cell)| if at == 1 { Drawing::text(lead).beside(cell) } else { cell };
        cells.push(shown.enumerate().map(conditioned).collect());
        // The point of the brace wants a row in the middle.
        if rows.len().is_multiple_of(2) && cells.len() == rows.len() / 2 {
            cells.push(vec![Drawing::text("")]);
        }
    }
    fenced("{", Drawing::text(" ").beside(table(cells, Align::Left)), "")
}

/// A brace along what it spans, and its label.
fn brace(of: Drawing, label: &str, side: Side) -> Drawing {
    let wide = of.width.max(3);
    let (left, right) = ((wide - 3) / 2, wide - 3 - (wide - 3) / 2);
    let line = |[begin, point, end]: [char; 3]| {
        format!("{begin}{}{point}{}{end}", "─".repeat(left), "─".repeat(right))
    };
    let (rows, base): (Vec<String>, usize) = match side {
        Side::Under => {
            (of.rows.into_iter().chain([line(['╰', '┬', '╯']), label.to_owned()]).collect(), of.base)
        }
        Side::Over => {
            ([label.to_owned(), line(['╭', '┴', '╮'])].into_iter().chain(of.rows).collect(), of.base + 2)
        }
    };
    Drawing::column(rows, base, Align::Middle)
}

#[cfg(test)]
mod tests {
    use super::super::to_formula;

    /// LaTeX, and its drawing behind a margin; none where one line shows as much.
    const DRAWINGS: &str = r"
\frac{\frac{a + b}{c}}{d} - \frac{1}{1 + \frac{1}{x}}
>  a + b
> ───────
>    c           1
>───────── − ─────────
>    d             1
>             1 + ───
>                  x

\sum_{i=1}^{n} x_i + \sum_{i \in S} x_i
> n
> ∑  xᵢ +  ∑  xᵢ
>i=1      i∈S

p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}
>        zᵢ
>       e
>pᵢ = ────────
>          zⱼ
>      ∑ⱼ e

A = \operatorname{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right) V
>           ⎛ QKᵀ ⎞
>A = softmax⎜─────⎟V
>           ⎝ √dₖ ⎠

\sqrt{\frac{a}{b}} + \sqrt[3]{\frac{1}{2}} + \sqrt{x + y}
> ┌────     ┌────
> │ a       │ 1
> │───  +   │───  + √(x + y)
>╲│ b     ³╲│ 2

\mathbb{E}_{x \sim p}[\log p_\theta(x)] = \int_0^1 f(x)\,dx
>                   1
>𝔼   [log p_θ(x)] = ∫ f(x) dx
> x∼p               0

\left\| \frac{x}{\|y\|} \right\|_2^2 + \left| \frac{a}{b} \right|
>║  x  ║²   │ a │
>║─────║  + │───│
>║ ‖y‖ ║₂   │ b │

f(x) = \begin{cases} x, & x > 0 \\ 0 & \text{otherwise} \end{cases}
>       ⎧ x  if x > 0
>f(x) = ⎨
>       ⎩ 0  otherwise

f(x) = \begin{cases} 1 & x > 0 \\ \frac{1}{2} & x = 0 \\ 0 & x < 0 \end{cases}
>       ⎧ 1    if x > 0
>       ⎪  1
>f(x) = ⎨ ───  if x = 0
>       ⎪  2
>       ⎩ 0    if x < 0

R = \begin{pmatrix} 1 & -0.5 \\ 10 & 2 \end{pmatrix}^\top \begin{vmatrix} a & b \\ c & d \\ e & f\end{vmatrix}
>                │a  b│
>R = ⎡1   −0.5⎤ᵀ │c  d│
>    ⎣10   2  ⎦  │e  f│

\theta^* = \argmin_\theta \max_{\|\delta\| \le \epsilon} \mathcal{L}(\theta, \delta)
>θ* = argmin  max  ℒ(θ, δ)
>       θ    ‖δ‖≤ε

W_{a \to b}^{h_1} + x_{i \in S}^2 + x_i^{a/b} + W_{\text{enc}}^{p \to q}
> h₁            a/b    p→q
>W    + x²   + xᵢ   + W_enc
> a→b    i∈S

\left(\frac{a}{b}\right)^{n+1} + \left[\frac{a}{b}\right]_{i} + \left\{\frac{a}{b}\right\} + \left\langle\frac{a}{b}\right\rangle
>⎛ a ⎞ⁿ⁺¹   ⎡ a ⎤    ⎧ a ⎫   ╱ a ╲
>⎜───⎟    + ⎢───⎥  + ⎨───⎬ + ⟨───⟩
>⎝ b ⎠      ⎣ b ⎦ᵢ   ⎩ b ⎭   ╲ b ╱

\left. \frac{\partial m}{\partial x} \right|_{x = 0} = -\frac{1}{2} x \frac{1}{3}
> ∂m │         1     1
>────│    = − ─── x ───
> ∂x │ₓ₌₀      2     3

\underbrace{W_O W_V}_{\text{OV circuit}} x + \overbrace{a + b}^{n}
>                 n
>               ╭─┴─╮
> W_O W_V   x + a + b
> ╰──┬──╯
>OV circuit

\left( \sum_{k=1}^K \frac{1}{k} \right)^2
>⎛ K   1 ⎞²
>⎜ ∑  ───⎟
>⎝k=1  k ⎠

\{\frac{a}{b}c\}^2 + {\frac{a}{b}}^2
>⎧ a   ⎫²   ⎛ a ⎞²
>⎨─── c⎬  + ⎜───⎟
>⎩ b   ⎭    ⎝ b ⎠

P(x) \le 2 e^{-x^2/2}
>          −x²/2
>P(x) ≤ 2 e

x_i = \sum_i A_{ij} v_j + W_{dec,i} + \tfrac{1}{2} + e^{i\theta}

\lim_{n \to \infty} \left(1 + \frac{x}{n}\right)^n
>    ⎛     x ⎞ⁿ
>lim ⎜1 + ───⎟
>n→∞ ⎝     n ⎠

y^{\ell} = \frac{a}{b}, \qquad z = x_1 + x_2 + x_3 + x_4 + x_5 + x_6 + x_7 + x_8 + x_9 + x_{10} = \frac{c}{d}
> ℓ    a                                                              c
>y  = ───,    z = x₁ + x₂ + x₃ + x₄ + x₅ + x₆ + x₇ + x₈ + x₉ + x₁₀ = ───
>      b                                                              d

\left\{ x : x < \frac{1}{2} \right\} \cup [0, 1) + \left\lceil \frac{n}{2} \right\rceil
>⎧         1 ⎫            ⎡ n ⎤
>⎨x : x < ───⎬ ∪ [0, 1) + ⎢───⎥
>⎩         2 ⎭            ⎢ 2 ⎥

\frac{\text{漢字}}{2}

{x\frac{a}{b}}^2 + \frac{}{} + x^{}_{} + \frac{a}{b}'
> ⎛ a ⎞²            ⎛ a ⎞′
>x⎜───⎟  + ── + x + ⎜───⎟
> ⎝ b ⎠             ⎝ b ⎠

\begin{aligned} a &= \frac{b}{c} \\ d &= e \end{aligned}
>     b
>a = ───; d = e
>     c

s = \sqrt{\frac{1}{d} \sum_i (x_i - \mu)^2 + \epsilon}
>     ┌────────────────────
>     │ 1
>s =  │─── ∑ (xᵢ − μ)² + ε
>    ╲│ d  i

M = U \Sigma V^\top = \sum_i \sigma_i u_i v_i^\top

-\sum_{C} p(C) \log p(C)
>−∑ p(C) log p(C)
> C

\|x - y\|_2^2 + \lambda \|f\|_1

y^{\ell} = \sum_{\ell' \le \ell} W_{\text{dec}}^{\ell' \to \ell} a^{\ell'}
> ℓ         ℓ′→ℓ  ℓ′
>y  =  ∑   W_dec a
>     ℓ′≤ℓ

x_1 = \frac{a}{b}, \qquad z = x_1 + x_2 + x_3 + x_4 + x_5 + x_6 + x_7 + x_8 + x_9 + x_{10} + x_{11} + x_{12}
>      a
>x₁ = ───,
>      b
>
>z = x₁ + x₂ + x₃ + x₄ + x₅ + x₆ + x₇ + x₈ + x₉ + x₁₀ + x₁₁ + x₁₂
";

    #[test]
    fn drawings_are_these() {
        let blocks: Vec<_> = DRAWINGS.trim_matches('\n').split("\n\n").collect();
        assert!(blocks.len() >= 30);
        for block in blocks {
            let (latex, expected) = block.split_once('\n').unwrap_or((block, ""));
            let expected: Vec<_> = expected.lines().map(|line| line.trim_start_matches('>')).collect();
            let formula = to_formula(latex).expect(latex);
            assert_eq!(formula.drawn, expected.join("\n"), "{latex}\n{}\n", formula.drawn);
        }
    }
}
