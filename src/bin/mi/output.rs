//! Where and how answers are shown. The only writer of stdout, but for the screen that is read
//! with keys (`screen.rs`).

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::mem::ManuallyDrop;

use clap::ValueEnum;
use mi_glossary::document::Document;
use mi_glossary::markdown;
use serde::Serialize;

use crate::failure::Failure;
use crate::render;

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

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal that can
    Auto,
    /// Everywhere
    Always,
    /// Nowhere
    Never,
}

/// Widest line of prose that reads well.
const READABLE: usize = 90;

/// A width at which a line is not broken.
const UNBROKEN: usize = 10_000;

/// Where and how answers are shown.
pub(crate) struct Output {
    /// The format; never `Auto`.
    pub(crate) format: Format,
    color: Color,
    width: Option<usize>,
}

impl Output {
    /// What the options ask for, as far as they do.
    pub(crate) fn new(format: Format, color: Color, width: Option<usize>) -> Self {
        let format = match format {
            Format::Auto if io::stdout().is_terminal() => Format::Terminal,
            Format::Auto => Format::Plain,
            format => format,
        };
        Self { format, color, width }
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

    /// Shows a document on stdout.
    pub(crate) fn show(&self, document: Document<'_>) -> Result<(), Failure> {
        // Never dropped: the process ends, and freeing a long list takes a tenth of making it.
        let document = ManuallyDrop::new(document);
        write_out(&self.text(&document))
    }

    /// Shows a document on stderr: what is said beside the answer.
    pub(crate) fn say(&self, document: &Document<'_>) {
        let err = io::stderr();
        let text = if err.is_terminal() {
            let palette = render::Palette::when(colored(self.color, true));
            render::terminal(document, self.layout_width(), palette)
        } else {
            render::plain(document)
        };
        let _ = err.lock().write_all(text.as_bytes());
    }

    /// The document laid out for a screen of so many columns.
    pub(crate) fn laid_out(&self, document: &Document<'_>, columns: usize) -> String {
        let palette = render::Palette::when(colored(self.color, true));
        render::terminal(document, self.width.unwrap_or(READABLE).min(columns), palette)
    }

    /// The first line of the document, cut to so many columns.
    pub(crate) fn one_line(&self, document: &Document<'_>, columns: usize) -> String {
        let palette = render::Palette::when(colored(self.color, true));
        let text = render::terminal(document, UNBROKEN, palette);
        render::first_columns(text.lines().next().unwrap_or_default(), columns)
    }

    /// The document as text in the format asked for.
    fn text(&self, document: &Document<'_>) -> String {
        match self.format {
            Format::Markdown => {
                let mut text = markdown::write(&document.blocks);
                text.push('\n');
                let mut clean = String::with_capacity(text.len());
                render::push_clean(&text, &mut clean);
                clean
            }
            Format::Plain => match self.width {
                Some(width) => render::terminal(document, width, render::Palette::None),
                None => render::plain(document),
            },
            _ => {
                let palette = render::Palette::when(colored(self.color, io::stdout().is_terminal()));
                render::terminal(document, self.layout_width(), palette)
            }
        }
    }

    /// The width to lay text out for: `--width`, `COLUMNS`, the terminal's, 80; at most what
    /// reads well unless it was asked for.
    fn layout_width(&self) -> usize {
        let columns = || std::env::var("COLUMNS").ok()?.parse().ok().filter(|width| *width > 0);
        let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        self.width.unwrap_or_else(|| columns().or_else(terminal).unwrap_or(80).min(READABLE))
    }
}

/// Whether to use colour: the flag beats `NO_COLOR` beats `CLICOLOR_FORCE` beats `CLICOLOR=0`
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
