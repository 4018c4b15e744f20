//! Where and how answers are shown. The only writer of stdout, but for the screen that is read
//! with keys (`screen.rs`).

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::mem::ManuallyDrop;
use std::time::Duration;

use clap::ValueEnum;
use mi_glossary::document::Document;
use mi_glossary::markdown;
use serde::Serialize;
use terminal_colorsaurus::{QueryOptions, background_color};

use crate::config::{Config, SkinChoice};
use crate::failure::{Failure, say};
use crate::pager;
use crate::render::{self, Addresses, Look, Meaning, Skin};

/// The formats that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// terminal on a terminal, else plain
    Auto,
    /// Laid out and styled
    Terminal,
    /// Text alone; a paragraph is a line
    Plain,
    /// Markdown
    Markdown,
    /// JSON, as data/schema describes it
    Json,
    /// Graphviz (related, map)
    Dot,
    /// Mermaid (related, map)
    Mermaid,
}

/// When to use color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal that can
    Auto,
    /// Everywhere
    Always,
    /// Nowhere
    Never,
}

/// When links are to be clicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// On a terminal that can, with color
    Auto,
    /// Everywhere but in plain text
    Always,
    /// Nowhere
    Never,
}

/// A width at which a line is not broken.
const UNBROKEN: usize = 10_000;

/// Where and how answers are shown.
pub(crate) struct Output {
    /// The format; never `Auto`.
    pub(crate) format: Format,
    color: Color,
    /// The width that was asked for.
    width: Option<usize>,
    /// The most columns of prose.
    readable: usize,
    hyperlinks: When,
    skin: SkinChoice,
    colors: Vec<(Meaning, String)>,
    ascii: bool,
    pager: String,
}

impl Output {
    /// What is set, and for this call the width that was asked for.
    pub(crate) fn new(config: &Config, width: Option<usize>) -> Self {
        let colors_asked = config.color == Color::Always && config.is_given("color");
        let format = match config.format {
            // Colors that are asked for are for a terminal further on, as in `mi sae --color always | less -R`.
            Format::Auto if colors_asked || io::stdout().is_terminal() => Format::Terminal,
            Format::Auto => Format::Plain,
            format => format,
        };
        Self {
            format,
            color: config.color,
            width,
            readable: config.width,
            hyperlinks: config.hyperlinks,
            skin: config.skin,
            colors: config.colors.clone(),
            ascii: config.ascii,
            pager: config.pager.clone(),
        }
    }

    /// Whether answers are wanted as JSON.
    pub(crate) fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    /// Fails if a picture was asked of a command that has none.
    pub(crate) fn no_pictures(&self, command: &str) -> Result<(), Failure> {
        if matches!(self.format, Format::Dot | Format::Mermaid) {
            let message = format!("`{command}` has no picture to draw");
            return Err(Failure::usage(
                message,
                "--format dot and mermaid are for `mi related` and `mi map`",
            ));
        }
        Ok(())
    }

    /// Shows a document on stdout, through the pager if it is longer than the screen.
    pub(crate) fn show(&self, document: Document<'_>, addresses: Addresses<'_>) -> Result<(), Failure> {
        // Never dropped: the process ends, and freeing a long list takes a tenth of making it.
        let document = ManuallyDrop::new(document);
        let text = self.text(&document, addresses);
        if self.format == Format::Terminal && !self.pager.is_empty() && is_longer_than_the_screen(&text) {
            match pager::page(&self.pager, &text) {
                Ok(()) => return Ok(()),
                Err(error) => say(&format!("the pager `{}` can't be run: {error}; --no-pager", self.pager)),
            }
        }
        write_out(&text)
    }

    /// Shows a document without links to terms.
    pub(crate) fn show_bare(&self, document: Document<'_>) -> Result<(), Failure> {
        self.show(document, &|_| None)
    }

    /// Shows a document on stderr: what is said beside the answer.
    pub(crate) fn say(&self, document: &Document<'_>) {
        let err = io::stderr();
        let text = if err.is_terminal() {
            let skin = self.skin(colored(self.color, true));
            let look = Look { skin: skin.as_ref(), links: None, ascii: self.ascii };
            render::terminal(document, self.layout_width(), look)
        } else {
            self.plain(document)
        };
        let _ = err.lock().write_all(text.as_bytes());
    }

    /// The document laid out for a screen of so many columns.
    pub(crate) fn laid_out(
        &self,
        document: &Document<'_>,
        columns: usize,
        skin: Option<&Skin>,
        addresses: Addresses<'_>,
    ) -> String {
        let links = Some(addresses).filter(|_| self.links(skin.is_some(), true));
        let look = Look { skin, links, ascii: self.ascii };
        render::terminal(document, self.width.unwrap_or(self.readable).min(columns), look)
    }

    /// The first line of the document, cut to so many columns.
    pub(crate) fn one_line(&self, document: &Document<'_>, columns: usize, skin: Option<&Skin>) -> String {
        let look = Look { skin, links: None, ascii: self.ascii };
        let text = render::terminal(document, UNBROKEN, look);
        render::first_columns(text.lines().next().unwrap_or_default(), columns)
    }

    /// The colors for a screen of ours.
    pub(crate) fn screen_skin(&self) -> Option<Skin> {
        self.skin(colored(self.color, true))
    }

    /// The document as text in the format asked for.
    fn text(&self, document: &Document<'_>, addresses: Addresses<'_>) -> String {
        match self.format {
            Format::Markdown => {
                let mut text = markdown::write(&document.blocks);
                text.push('\n');
                let mut clean = String::with_capacity(text.len());
                render::push_clean(&text, &mut clean);
                if self.ascii { render::letters(&clean).into_owned() } else { clean }
            }
            Format::Plain => match self.width {
                Some(width) => render::terminal(document, width, Look { ascii: self.ascii, ..Look::BARE }),
                None => self.plain(document),
            },
            _ => {
                let terminal = io::stdout().is_terminal();
                let skin = self.skin(colored(self.color, terminal));
                let links = Some(addresses).filter(|_| self.links(skin.is_some(), terminal));
                let look = Look { skin: skin.as_ref(), links, ascii: self.ascii };
                render::terminal(document, self.layout_width(), look)
            }
        }
    }

    fn plain(&self, document: &Document<'_>) -> String {
        if self.ascii { render::plain(&render::ascii(document)) } else { render::plain(document) }
    }

    /// Whether links are to be clicked.
    fn links(&self, colored: bool, terminal: bool) -> bool {
        match self.hyperlinks {
            When::Always => true,
            When::Never => false,
            When::Auto => colored && terminal && supports_hyperlinks::supports_hyperlinks(),
        }
    }

    /// The colors, if there are to be any.
    fn skin(&self, colored: bool) -> Option<Skin> {
        colored.then(|| {
            let skin = match self.skin {
                SkinChoice::Ansi => Skin::ansi(),
                SkinChoice::Dark => Skin::dark(),
                SkinChoice::Light => Skin::light(),
                SkinChoice::Auto => skin_of_the_terminal(),
            };
            skin.with(&self.colors)
        })
    }

    /// The width to lay text out for: `--width`, `COLUMNS`, the terminal's, 80; at most what
    /// reads well unless it was asked for.
    fn layout_width(&self) -> usize {
        let columns = || std::env::var("COLUMNS").ok()?.parse().ok().filter(|width| *width > 0);
        let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        self.width.unwrap_or_else(|| columns().or_else(terminal).unwrap_or(80).min(self.readable))
    }
}

/// How long a terminal may take to say which colors it has.
const ANSWER: Duration = Duration::from_millis(100);

/// The skin that goes with the terminal's background, as it answers; its own colors where it is
/// not asked: not over a network, where the question costs a round trip.
fn skin_of_the_terminal() -> Skin {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() || set("SSH_CONNECTION") {
        return Skin::ansi();
    }
    let mut options = QueryOptions::default();
    options.timeout = ANSWER;
    let Ok(background) = background_color(options) else { return Skin::ansi() };
    // Rec. 601's weights for how bright a color looks, in thousandths; theirs would have us load the library of
    // mathematical functions at each start.
    let brightness =
        (299 * u32::from(background.r) + 587 * u32::from(background.g) + 114 * u32::from(background.b))
            / 1000;
    if brightness > u32::from(u16::MAX / 2) { Skin::light() } else { Skin::dark() }
}

/// Whether a text has more lines than the terminal that stdout is; `false` elsewhere.
fn is_longer_than_the_screen(text: &str) -> bool {
    let rows = || terminal_size::terminal_size().map(|(_, rows)| usize::from(rows.0));
    io::stdout().is_terminal() && rows().is_some_and(|rows| text.lines().count() >= rows)
}

/// Whether to use color: the flag beats `NO_COLOR` beats `CLICOLOR_FORCE` beats `CLICOLOR=0`
/// beats `TERM=dumb` beats "is a terminal".
fn colored(flag: Color, is_terminal: bool) -> bool {
    let set = |name: &str| std::env::var_os(name).unwrap_or_default();
    let zero = |value: &OsString| value == "0";
    match flag {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if !set("NO_COLOR").is_empty() => false,
        Color::Auto => {
            let force = set("CLICOLOR_FORCE");
            if !force.is_empty() && !zero(&force) {
                return true;
            }
            !zero(&set("CLICOLOR")) && set("TERM") != "dumb" && is_terminal
        }
    }
}

/// Writes text to stdout, whole.
pub(crate) fn write_out(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let done = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    done.map_err(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => Failure::Gone,
        _ => Failure::Broken(format!("the output can't be written: {error}")),
    })
}

/// Writes a value as one JSON document.
pub(crate) fn write_json(value: &impl Serialize) -> Result<(), Failure> {
    let mut text = serde_json::to_string_pretty(value)
        .map_err(|error| Failure::Broken(format!("the answer can't be written: {error}")))?;
    text.push('\n');
    write_out(&text)
}
