//! What can be set: once for all in a file, for a shell in the environment, for a call by an option.
//! An option beats `MI_*`, that beats the project's file, that the user's, that what is built in.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use mi_glossary::problem::{Place, Problem, Severity, did_you_mean};
use mi_glossary::view::entry::Part;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::context::{platform_dir, project};
use crate::output::{Color, Format, When};
use crate::render::{Meaning, Skin};

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The program.
    BuiltIn,
    /// A file.
    File(PathBuf),
    /// A variable of the environment.
    Variable(&'static str),
    /// An option of this call.
    Given,
}

/// Which of the built-in skins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SkinChoice {
    /// As the terminal answers: dark or light; ansi where it does not
    Auto,
    /// The terminal's own sixteen colors
    Ansi,
    /// For a dark background
    Dark,
    /// For a light background
    Light,
}

/// Everything that can be set.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    pub(crate) format: Format,
    pub(crate) color: Color,
    /// The most columns that prose takes.
    pub(crate) width: usize,
    /// The program that shows what is longer than the screen; empty for none.
    pub(crate) pager: String,
    pub(crate) skin: SkinChoice,
    pub(crate) hyperlinks: When,
    pub(crate) ascii: bool,
    /// The parts that a look-up shows; all if there are none.
    pub(crate) show: Vec<Part>,
    /// Colors that take the place of the skin's.
    pub(crate) colors: Vec<(Meaning, String)>,
    /// For each of [`KEYS`] where its value comes from.
    origins: Vec<Origin>,
    /// What is wrong with the files.
    pub(crate) problems: Vec<Problem>,
}

/// One thing that can be set.
pub(crate) struct Key {
    /// Its name in the file; a dot parts table and key.
    pub(crate) name: &'static str,
    /// Its name in the environment.
    pub(crate) variable: Option<&'static str>,
    /// What it is for, for `mi config --init`.
    pub(crate) help: &'static str,
    /// Takes a value; says what it should be if it is none.
    set: fn(&mut Config, &str) -> Result<(), String>,
    /// Its value, as TOML.
    pub(crate) get: fn(&Config) -> String,
}

fn word<T: ValueEnum>(text: &str) -> Result<T, String> {
    T::from_str(text, false).map_err(|_| {
        let all = T::value_variants().iter().filter_map(ValueEnum::to_possible_value);
        let all: Vec<String> = all.map(|value| value.get_name().to_owned()).collect();
        did_you_mean(text, all.iter().map(String::as_str))
            .unwrap_or_else(|| format!("one of {}", all.join(", ")))
    })
}

fn named<T: ValueEnum>(value: &T) -> String {
    quoted(value.to_possible_value().as_ref().map_or("", |value| value.get_name()))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

macro_rules! color {
    ($meaning:ident, $name:literal, $help:literal) => {
        Key {
            name: concat!("colors.", $name),
            variable: None,
            help: $help,
            set: |config, text| {
                let codes = Skin::codes(text)?;
                config.colors.retain(|(meaning, _)| *meaning != Meaning::$meaning);
                config.colors.push((Meaning::$meaning, codes));
                Ok(())
            },
            get: |config| {
                let set = config.colors.iter().find(|(meaning, _)| *meaning == Meaning::$meaning);
                set.map_or_else(|| "\"\"".to_owned(), |(_, codes)| quoted(codes))
            },
        }
    };
}

/// Everything that can be set, in the order of the file.
pub(crate) const KEYS: &[Key] = &[
    Key {
        name: "format",
        variable: Some("MI_FORMAT"),
        help: "auto, terminal, plain, markdown, json",
        set: |config, text| word(text).map(|value| config.format = value),
        get: |config| named(&config.format),
    },
    Key {
        name: "color",
        variable: Some("MI_COLOR"),
        help: "auto, always, never",
        set: |config, text| word(text).map(|value| config.color = value),
        get: |config| named(&config.color),
    },
    Key {
        name: "width",
        variable: Some("MI_WIDTH"),
        help: "the most columns that prose takes",
        set: |config, text| {
            let width = text.parse().ok().filter(|width| *width > 0);
            width.map(|width| config.width = width).ok_or_else(|| "a number of columns from 1".to_owned())
        },
        get: |config| config.width.to_string(),
    },
    Key {
        name: "pager",
        variable: Some("MI_PAGER"),
        help: "what shows a text longer than the screen; \"\" for nothing. Not in a project's file: it is run",
        set: |config, text| {
            text.clone_into(&mut config.pager);
            Ok(())
        },
        get: |config| quoted(&config.pager),
    },
    Key {
        name: "skin",
        variable: Some("MI_SKIN"),
        help: "auto (the terminal is asked), ansi (its own sixteen colors), dark, light",
        set: |config, text| word(text).map(|value| config.skin = value),
        get: |config| named(&config.skin),
    },
    Key {
        name: "hyperlinks",
        variable: Some("MI_HYPERLINKS"),
        help: "auto, always, never: names and citations that can be clicked",
        set: |config, text| word(text).map(|value| config.hyperlinks = value),
        get: |config| named(&config.hyperlinks),
    },
    Key {
        name: "ascii",
        variable: Some("MI_ASCII"),
        help: "true where the terminal has no Unicode",
        set: |config, text| {
            let value = match text {
                "true" | "1" => true,
                "false" | "0" => false,
                _ => return Err("true or false".to_owned()),
            };
            config.ascii = value;
            Ok(())
        },
        get: |config| config.ascii.to_string(),
    },
    Key {
        name: "lookup.show",
        variable: Some("MI_SHOW"),
        help: "the parts that a look-up shows, as in --only; [] for the whole entry",
        set: |config, text| {
            let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
            config.show = words.map(Part::named).collect::<Result<_, _>>()?;
            Ok(())
        },
        get: |config| {
            let parts: Vec<String> = config.show.iter().map(|part| quoted(part.word())).collect();
            format!("[{}]", parts.join(", "))
        },
    },
    color!(Title, "title", "the name of an entry; in git's words: \"bold blue\", \"#80c0ff\", \"ul 114\""),
    color!(Heading, "heading", "the heading of a part"),
    color!(Term, "term", "a link to a term"),
    color!(Link, "link", "a citation or a web address"),
    color!(Code, "code", "code"),
    color!(Maths, "maths", "formulas"),
    color!(Aside, "aside", "what is less important"),
];

impl Default for Config {
    fn default() -> Self {
        Self {
            format: Format::Auto,
            color: Color::Auto,
            width: 90,
            pager: "less -FRX".to_owned(),
            skin: SkinChoice::Auto,
            hyperlinks: When::Auto,
            ascii: false,
            show: Vec::new(),
            colors: Vec::new(),
            origins: vec![Origin::BuiltIn; KEYS.len()],
            problems: Vec::new(),
        }
    }
}

/// The user's file: in `MI_CONFIG_DIR`, else the platform's folder. `None` without a home.
pub(crate) fn user_file() -> Option<PathBuf> {
    let folder = platform_dir("MI_CONFIG_DIR", "XDG_CONFIG_HOME", directories::ProjectDirs::config_dir);
    folder.map(|folder| folder.join("config.toml"))
}

/// The project's file.
pub(crate) fn project_file() -> Option<PathBuf> {
    project().map(|folder| folder.join("config.toml"))
}

impl Config {
    /// What is set, from the weakest to the strongest. Faults are kept and stop nothing.
    pub(crate) fn load() -> Self {
        let mut config = Self::default();
        if let Some(pager) = variable("PAGER") {
            config.pager = pager;
            config.note("pager", Origin::Variable("PAGER"));
        }
        if let Some(path) = user_file() {
            config.take_file(&path, true);
        }
        if let Some(path) = project_file() {
            config.take_file(&path, false);
        }
        for key in KEYS {
            let Some(name) = key.variable else { continue };
            // An empty pager is none; any other empty variable says nothing.
            let value = std::env::var_os(name).map(|value| value.to_string_lossy().into_owned());
            let Some(value) = value.filter(|value| !value.is_empty() || key.name == "pager") else {
                continue;
            };
            match (key.set)(&mut config, &value) {
                Ok(()) => config.note(key.name, Origin::Variable(name)),
                Err(help) => {
                    let message = format!("`{value}` is no {}", key.name);
                    config.problem((&format!("${name}"), Place::START), message, help);
                }
            }
        }
        config
    }

    /// Whether the value of a key comes from an option of this call.
    pub(crate) fn is_given(&self, name: &str) -> bool {
        KEYS.iter().position(|key| key.name == name).is_some_and(|at| self.origins[at] == Origin::Given)
    }

    /// Where the value of a key comes from.
    pub(crate) fn origin(&self, at: usize) -> &Origin {
        &self.origins[at]
    }

    /// Notes where the value of a key comes from.
    pub(crate) fn note(&mut self, name: &str, origin: Origin) {
        if let Some(at) = KEYS.iter().position(|key| key.name == name) {
            self.origins[at] = origin;
        }
    }

    fn problem(&mut self, (path, place): (&str, Place), message: String, help: String) {
        let Place { line, column } = place;
        self.problems.push(Problem {
            severity: Severity::Error,
            path: path.to_owned(),
            line,
            column,
            rule: "config",
            message,
            help: Some(help),
        });
    }

    /// Takes what a file sets; a file that is not there sets nothing.
    fn take_file(&mut self, path: &Path, trusted: bool) {
        let shown = path.display().to_string();
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return,
            Err(error) => {
                let message = format!("can't be read: {error}");
                return self.problem((&shown, Place::START), message, "nothing of it is taken".to_owned());
            }
        };
        let (table, errors) = DeTable::parse_recoverable(&text);
        for error in &errors {
            let place = Place::of(&text, error.span().map_or(0, |span| span.start));
            let message = error.message().replace('\n', ", ");
            self.problem((&shown, place), message, "TOML: key = \"value\"".to_owned());
        }
        self.take_table(table.get_ref(), "", (path, &shown, &text), trusted);
    }

    fn take_table(&mut self, table: &DeTable<'_>, above: &str, file: (&Path, &str, &str), trusted: bool) {
        let (path, shown, text) = file;
        for (key, value) in table {
            let name = format!("{above}{}", key.get_ref());
            let place = Place::of(text, key.span().start);
            let inner = value.get_ref().as_table();
            let is_table = KEYS.iter().any(|key| key.name.starts_with(&format!("{name}.")));
            if let Some(inner) = inner.filter(|_| is_table) {
                self.take_table(inner, &format!("{name}."), file, trusted);
                continue;
            }
            let Some(known) = KEYS.iter().find(|key| key.name == name) else {
                let help = did_you_mean(&name, KEYS.iter().map(|key| key.name))
                    .unwrap_or_else(|| "`mi config` prints all keys".to_owned());
                self.problem((shown, place), format!("unknown key `{name}`"), help);
                continue;
            };
            if known.name == "pager" && !trusted {
                let help = "set it in your own file, which `mi paths` names".to_owned();
                self.problem((shown, place), "a project may not set `pager`: it is run".to_owned(), help);
                continue;
            }
            let place = Place::of(text, value.span().start);
            let taken = written(value).and_then(|value| {
                (known.set)(self, &value).map_err(|help| (format!("`{value}` is no {name}"), help))
            });
            match taken {
                Ok(()) => self.note(known.name, Origin::File(path.to_owned())),
                Err((message, help)) => self.problem((shown, place), message, help),
            }
        }
    }
}

/// A value as the text that a key takes; a list parted by commas.
fn written(value: &Spanned<DeValue<'_>>) -> Result<String, (String, String)> {
    let single = |value: &DeValue<'_>| match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.as_str().to_owned()),
        DeValue::Boolean(value) => Some(value.to_string()),
        _ => None,
    };
    let text = match value.get_ref() {
        DeValue::Array(list) => list
            .iter()
            .map(|value| single(value.get_ref()))
            .collect::<Option<Vec<String>>>()
            .map(|list| list.join(",")),
        value => single(value),
    };
    text.ok_or_else(|| {
        (
            format!("{} can't be a value here", value.get_ref().type_str()),
            "text, a number, true or false".to_owned(),
        )
    })
}

/// A variable that is set and not empty.
fn variable(name: &str) -> Option<String> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(|value| value.to_string_lossy().into_owned())
}

/// The file that `mi config --init` writes: every key with its default, commented out.
pub(crate) fn template() -> String {
    let mut text = String::from(
        "# What mi does unless an option or a variable of the environment says otherwise.\n\
         # `mi config` prints what is in force and where it comes from.\n",
    );
    let config = Config::default();
    let mut table = "";
    for key in KEYS {
        let (above, name) = key.name.split_once('.').unwrap_or(("", key.name));
        if above != table {
            text.push_str(&format!("\n[{above}]\n"));
            table = above;
        }
        text.push_str(&format!("\n# {}\n# {name} = {}\n", key.help, (key.get)(&config)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_sound_as_it_stands_and_with_its_keys_in_force() {
        let path = std::env::temp_dir().join(format!("mi-config-{}.toml", std::process::id()));
        let template = template();
        let in_force: String = template
            .lines()
            .map(|line| {
                line.strip_prefix("# ").filter(|rest| rest.contains(" = ")).unwrap_or(line).to_owned() + "\n"
            })
            .collect();
        for text in [template, in_force.replace("= \"\"\n", "= \"bold\"\n")] {
            std::fs::write(&path, &text).expect("a file");
            let mut config = Config::default();
            config.take_file(&path, true);
            assert!(config.problems.is_empty(), "{:?}\n{text}", config.problems);
        }
        std::fs::remove_file(&path).expect("it goes");
    }
}
