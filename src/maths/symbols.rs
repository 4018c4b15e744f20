//! The commands of LaTeX that formulas of the field use, and what each makes.

#![allow(clippy::wildcard_imports, reason = "the other half of one machine, its types and their variants")]

use super::*;

pub(super) type Entry = (&'static str, Make, &'static str);

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
pub(super) static TABLE: &[Entry] = &[
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

/// What the command of this name makes, and of what.
pub(super) fn lookup(at: usize, name: &str) -> Result<(Make, &'static str), MathsError> {
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
pub(super) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let slips = (name.len() / 3).clamp(1, 2);
    let words = known.filter(|word| word.len() > 1);
    let close = words.clone().map(|word| (strsim::osa_distance(name, word), word));
    let begun = || words.filter(|word| name.len() > 1 && word.starts_with(name));
    let near = close.filter(|&(edits, _)| edits <= slips).min_by_key(|&(edits, _)| edits);
    near.map(|(_, word)| word).or_else(|| begun().min_by_key(|word| word.len()))
}
