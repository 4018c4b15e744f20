//! What holds for every command, said once: statuses, files, the environment, and the topics of
//! `mi help`. The man pages say the same.

/// Exit statuses and what they mean.
pub(crate) const STATUSES: &[(&str, &str)] = &[
    ("0", "Answered."),
    ("1", "Nothing found; stdout is empty, what may have been meant is on stderr."),
    ("2", "Wrong use."),
    ("3", "Several terms answer equally; their list is the output."),
    ("4", "Broken data, configuration, input or output."),
];

/// Files and folders, and what they are for. `mi paths` prints them as they are on this machine.
pub(crate) const FILES: &[(&str, &str)] = &[
    ("~/.config/mi/config.toml", "What is set for all calls; `mi config --init` writes one."),
    ("~/.local/share/mi/glossary/terms/SECTION/ID.toml", "Terms of your own, which join the bundled ones."),
    ("~/.local/share/mi/reading.json", "What you have read; only `mi read` and `mi tour` use it."),
    (".mi/terms/SECTION/ID.toml", "Terms of a project, in its folder or one above the working folder."),
    (".mi/config.toml", "What is set for a project; all but the pager."),
];

/// Variables of the environment, and what they do.
pub(crate) const VARIABLES: &[(&str, &str)] = &[
    ("MI_DATA", "A folder with another glossary, as --data."),
    ("MI_DATA_DIR, XDG_DATA_HOME", "Where your own terms and what you have read are kept."),
    ("MI_CONFIG_DIR, XDG_CONFIG_HOME", "Where config.toml is."),
    (
        "MI_FORMAT, MI_COLOR, MI_WIDTH, MI_SKIN, MI_HYPERLINKS, MI_ASCII, MI_SHOW",
        "As the keys of config.toml; they beat it, and an option beats them.",
    ),
    ("MI_PAGER, PAGER", "The program that shows what is longer than the screen."),
    (
        "NO_COLOR, CLICOLOR_FORCE, CLICOLOR, TERM",
        "Whether to use color; --color beats NO_COLOR beats CLICOLOR_FORCE beats CLICOLOR=0 beats TERM=dumb.",
    ),
    ("COLUMNS", "The width, unless --width is given."),
];

/// A topic of `mi help`: its name, what it is about, its text.
pub(crate) struct Topic {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) text: fn() -> String,
}

/// The topics of `mi help`.
pub(crate) const TOPICS: &[Topic] = &[
    Topic { name: "querying", about: "how a term is found", text: || QUERYING.to_owned() },
    Topic { name: "formats", about: "how an answer is shown", text: || FORMATS.to_owned() },
    Topic { name: "files", about: "what is read and written, and the environment", text: files },
    Topic { name: "statuses", about: "what scripts are told", text: || table("Exit statuses", STATUSES) },
];

const QUERYING: &str = "\
How a term is found

  mi superposition              its name; case, blanks, hyphens, plural and
  mi Attention-Heads            British spelling do not matter
  mi SAE                        an acronym
  mi W_OV                       a symbol, as it is written
  mi blocks.5.hook_resid_post   a name in code, with any number in it
  mi sae transcoder             several terms at once, each spelt right
  mi \"logit lens\" \"sae\"         or each in quotes
  mi induction scrub            the beginnings of words, in any order
  mi superpositon               a misspelling, if it is near enough
  mi trans coder                words run together or split
  mi \"what does the OV circuit do?\"     a question that names its term
  mi \"transcoder vs SAE\"                or two
  mi \"SAE features that never fire\"     a description without the name

The first of these that answers is taken. What is guessed is said on stderr
and is `match` in JSON; --exact forbids guessing. What is not in the glossary
gets no answer, but suggestions and places to look.

`mi search WORDS` ranks all entries that speak of something, and shows where.
";

const FORMATS: &str = "\
How an answer is shown

  --format terminal    laid out and styled; what you see on a terminal
  --format plain       text alone, a paragraph on a line; what a pipe gets
  --format markdown    Markdown; links to terms are mi:ID, formulas LaTeX
  --format json        one document; data/schema in the source describes it
  --format dot         for Graphviz: mi related, mi map
  --format mermaid     for Mermaid: mi related, mi map

  --brief              name and sentence on one line
  --only short,pitfalls    these parts; --full adds what may be skipped
  --width 60           lay out for 60 columns, in a pipe too
  --color, --skin, --hyperlinks, --ascii    the look on a terminal
  --no-pager           what is longer than the screen scrolls by

`mi config` prints what is in force without these options, and why.
";

fn files() -> String {
    let files = table("Files, as they are on Linux; `mi paths` prints yours", FILES);
    format!("{files}\n{}", table("Environment", VARIABLES))
}

/// Rows of two columns, the second wrapped below the first where that is long.
fn table(title: &str, rows: &[(&str, &str)]) -> String {
    const COLUMNS: usize = 78;
    const INDENT: usize = 6;
    let mut text = format!("{title}\n");
    for (name, what) in rows {
        let short = name.len() < INDENT - 2;
        text.push_str(&if short { format!("\n  {name:<4}") } else { format!("\n  {name}\n      ") });
        let mut used = INDENT;
        for (at, word) in what.split(' ').enumerate() {
            if used + word.len() + 1 > COLUMNS {
                text.push_str("\n      ");
                used = INDENT;
            } else if at > 0 {
                text.push(' ');
                used += 1;
            }
            text.push_str(word);
            used += word.len();
        }
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_fit_a_terminal() {
        for topic in TOPICS {
            let text = (topic.text)();
            let widest = text.lines().map(|line| line.chars().count()).max();
            assert!(widest <= Some(80), "{}: {widest:?}", topic.name);
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{}", topic.name);
        }
    }
}
