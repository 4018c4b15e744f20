//! What each meaning looks like: the built-in skins, and colors in words.

use std::borrow::Cow;

/// What a run of text means to the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Meaning {
    /// Plain words.
    Text,
    /// Less important.
    Aside,
    /// Code.
    Code,
    /// A formula.
    Maths,
    /// A link to a term.
    Term,
    /// A citation or an address.
    Link,
    /// The name of an entry.
    Title,
    /// The heading of a part.
    Heading,
}

/// How many meanings there are.
const MEANINGS: usize = 8;

/// The escape codes of each meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Skin([Cow<'static, str>; MEANINGS]);

impl Skin {
    /// The terminal's own sixteen colors, which it makes legible on its background.
    pub(crate) fn ansi() -> Self {
        Self::of(["", "2", "32", "", "4;36", "36", "1;4", "1;35"])
    }

    /// For a dark background. Contrast with black is 5 : 1 or more.
    pub(crate) fn dark() -> Self {
        Self::of([
            "",
            "38;5;246",
            "38;5;114",
            "38;5;223",
            "4;38;5;80",
            "38;5;75",
            "1;4;38;5;231",
            "1;38;5;176",
        ])
    }

    /// For a light background. Contrast with white is 5 : 1 or more.
    pub(crate) fn light() -> Self {
        Self::of(["", "38;5;241", "38;5;22", "38;5;94", "4;38;5;24", "38;5;25", "1;4;38;5;16", "1;38;5;90"])
    }

    fn of(codes: [&'static str; MEANINGS]) -> Self {
        Self(codes.map(Cow::Borrowed))
    }

    /// The skin with other colors for some meanings.
    pub(crate) fn with(mut self, colors: &[(Meaning, String)]) -> Self {
        for (meaning, codes) in colors {
            self.0[*meaning as usize] = Cow::Owned(codes.clone());
        }
        self
    }

    /// The codes of the meaning of this number.
    pub(super) fn code(&self, number: u8) -> &str {
        self.0.get(usize::from(number)).map_or("", Cow::as_ref)
    }

    /// The codes of a color in git's words: `bold blue`, `ul #80c0ff`.
    pub(crate) fn codes(words: &str) -> Result<String, String> {
        let style = anstyle_git::parse(words).map_err(|_| {
            "colors are written as git writes them: bold, ul, red, brightblue, 114, #80c0ff".to_owned()
        })?;
        let escapes = style.render().to_string();
        let codes: Vec<&str> = escapes.split("\x1b[").filter_map(|escape| escape.strip_suffix('m')).collect();
        Ok(codes.join(";"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_are_written_as_git_has_them() {
        assert_eq!(Skin::codes("bold blue").as_deref(), Ok("1;34"));
        assert_eq!(Skin::codes("ul #80c0ff").as_deref(), Ok("4;38;2;128;192;255"));
        assert!(Skin::codes("bluish").is_err());
        let skin = Skin::ansi().with(&[(Meaning::Code, "1;34".to_owned())]);
        assert_eq!(skin.code(Meaning::Code as u8), "1;34");
        assert_eq!(skin.code(Meaning::Heading as u8), "1;35");
    }

    /// The contrast of each color with the background its skin is for, as WCAG 2 counts it.
    #[test]
    fn skins_are_legible() {
        let luminance = |index: u8| {
            let level = |step: u8| if step == 0 { 0.0 } else { 55.0 + 40.0 * f64::from(step) };
            let rgb = match index {
                16..=231 => [(index - 16) / 36, (index - 16) / 6 % 6, (index - 16) % 6].map(level),
                _ => [8.0 + 10.0 * f64::from(index - 232); 3],
            };
            let linear = rgb.map(|value| {
                let share = value / 255.0;
                if share <= 0.03928 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
            });
            0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        };
        for (skin, background) in [(Skin::dark(), 0.0), (Skin::light(), 1.0)] {
            for code in skin.0.iter().filter(|code| code.contains("38;5;")) {
                let index = code.rsplit(';').next().and_then(|index| index.parse().ok()).expect("an index");
                let (one, other) = (luminance(index).max(background), luminance(index).min(background));
                let contrast = (one + 0.05) / (other + 0.05);
                assert!(contrast >= 5.0, "{code}: {contrast:.1}");
            }
        }
    }
}
