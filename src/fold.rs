//! Names as they are compared: case, accents, separators, plurals and British spelling folded.
//! Both what is sought and what is found go through here, so a fold need only be consistent.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of `text`, folded, parted by single blanks.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut word = String::new();
    let mut end_word = |word: &mut String| {
        if !word.is_empty() {
            if !folded.is_empty() {
                folded.push(' ');
            }
            folded.push_str(&fold_word(word));
            word.clear();
        }
    };
    let mut take = |c: char| {
        if c.is_alphanumeric() || c == '+' {
            word.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’' | '.') {
            // Hyphens, blanks, brackets and the like part words; an apostrophe does not.
            end_word(&mut word);
        }
    };
    if text.is_ascii() {
        text.chars().for_each(&mut take);
    } else {
        text.nfkd().filter(|c| !is_combining_mark(*c)).for_each(&mut take);
    }
    take(' ');
    folded
}

/// `fold` with its blanks taken out: `trans coder` and `transcoder` are one.
#[must_use]
pub fn squash(folded: &str) -> String {
    folded.chars().filter(|c| *c != ' ').collect()
}

/// One lower-case word: plural and British spelling folded.
fn fold_word(word: &str) -> String {
    if word.len() < 4 || !word.is_ascii() {
        return word.to_owned();
    }
    american(&singular(word))
}

/// A word without its plural ending.
fn singular(word: &str) -> String {
    const IRREGULAR: &[(&str, &str)] = &[
        ("analyses", "analysis"),
        ("axes", "axis"),
        ("bases", "basis"),
        ("hypotheses", "hypothesis"),
        ("indices", "index"),
        ("matrices", "matrix"),
        ("vertices", "vertex"),
    ];
    if let Some((_, one)) = IRREGULAR.iter().find(|(many, _)| *many == word) {
        return (*one).to_owned();
    }
    for (ending, one) in [("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("ies", "y")] {
        if let Some(stem) = word.strip_suffix(ending) {
            return format!("{stem}{one}");
        }
    }
    let keeps = ["ss", "us", "is", "as"].iter().any(|ending| word.ends_with(ending));
    match word.strip_suffix('s') {
        Some(stem) if !keeps => stem.to_owned(),
        _ => word.to_owned(),
    }
}

/// A word in US spelling, or near enough to be the same on both sides.
fn american(word: &str) -> String {
    const INNER: &[(&str, &str)] = &[
        ("isation", "ization"),
        ("ising", "izing"),
        ("iser", "izer"),
        ("ised", "ized"),
        ("ysing", "yzing"),
        ("ysed", "yzed"),
        ("elling", "eling"),
        ("elled", "eled"),
        ("artefact", "artifact"),
        ("centre", "center"),
        ("behaviour", "behavior"),
        ("colour", "color"),
        ("favour", "favor"),
        ("neighbour", "neighbor"),
        ("labour", "labor"),
        ("grey", "gray"),
    ];
    let mut word = word.to_owned();
    for (british, american) in INNER {
        if word.contains(british) {
            word = word.replace(british, american);
        }
    }
    for (british, american) in [("ise", "ize"), ("yse", "yze"), ("ogue", "og"), ("ence", "ense")] {
        if let Some(stem) = word.strip_suffix(british) {
            return format!("{stem}{american}");
        }
    }
    word
}

/// A symbol without the dress that maths puts on: `$W_{OV}$` is `W_OV`. Case stays.
#[must_use]
pub fn fold_symbol(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '$' | '{' | '}' | '\\' | ' ')).collect()
}

/// Whether a name in code is meant by `text`: `{}` in it stands for a number, so that
/// `blocks.{}.hook_resid_post` is meant by `blocks.5.hook_resid_post`.
#[must_use]
pub fn code_means(code: &str, text: &str) -> bool {
    let mut text = text.trim();
    for (at, part) in code.split("{}").enumerate() {
        if at > 0 {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            // Who writes of the name in general may leave the hole in it.
            let hole = text.starts_with("{}").then_some(2);
            match hole.unwrap_or(digits) {
                0 => return false,
                passed => text = &text[passed..],
            }
        }
        let Some(rest) = text.strip_prefix(part) else {
            return false;
        };
        text = rest;
    }
    text.is_empty()
}

/// One bit for each letter that occurs, digits together in one more.
#[must_use]
pub fn letters(folded: &str) -> u32 {
    folded.bytes().fold(0, |mask, byte| match byte {
        b'a'..=b'z' => mask | 1 << (byte - b'a'),
        b'0'..=b'9' => mask | 1 << 26,
        b' ' => mask,
        _ => mask | 1 << 27,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_differently_is_one() {
        for (one, other) in [
            ("Attention heads", "attention-head"),
            ("behavioural", "behavioral"),
            ("Visualisations", "visualization"),
            ("Fréchet", "frechet"),
            ("privileged bases", "privileged basis"),
            ("OV_circuit", "ov circuit"),
            ("logits", "logit"),
            ("Rényi’s", "renyis"),
            ("modelling", "modeling"),
        ] {
            assert_eq!(fold(one), fold(other));
        }
        assert_eq!(fold("loss"), "loss");
        assert_eq!(fold("bias"), "bias");
        assert_eq!(fold("Mess3"), "mess3");
        assert_eq!(fold("  "), "");
    }

    #[test]
    fn symbols_and_code_lose_their_dress() {
        assert_eq!(fold_symbol("$W_{OV}$"), "W_OV");
        assert!(code_means("blocks.{}.hook_resid_post", "blocks.5.hook_resid_post"));
        assert!(code_means("blocks.{}.hook_resid_post", "blocks.{}.hook_resid_post"));
        assert!(code_means("L{}H{}", " L10H7"));
        assert!(code_means("hook_embed", "hook_embed"));
        for text in ["blocks.hook_resid_post", "blocks.5.hook_resid_pre", "blocks.5.hook_resid_post.x", ""] {
            assert!(!code_means("blocks.{}.hook_resid_post", text), "{text}");
        }
    }
}
