//! The terminal as a screen of our own, given back whole however we leave. Knows lines and keys,
//! no glossary.

use std::io::{self, Write};

use termimad::crossterm::cursor::{Hide, MoveTo, Show};
use termimad::crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use termimad::crossterm::style::Print;
use termimad::crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size,
};
use termimad::crossterm::{execute, queue};

/// What a person did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Input {
    /// A letter, a digit or a sign.
    Letter(char),
    /// A key that is none.
    Key(KeyCode),
    /// Ctrl-C.
    Interrupt,
    /// The terminal has another size.
    Resized,
}

/// The terminal, ours until this is dropped.
pub(crate) struct Screen;

impl Screen {
    /// Takes the terminal over.
    pub(crate) fn open() -> io::Result<Self> {
        // `panic = "abort"` runs no destructor, but it does run this.
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            give_back();
            before(panic);
        }));
        enable_raw_mode()?;
        let screen = Self;
        execute!(io::stdout(), EnterAlternateScreen, Hide)?;
        Ok(screen)
    }

    /// Columns and rows.
    pub(crate) fn size() -> (usize, usize) {
        let (columns, rows) = size().unwrap_or((80, 24));
        (usize::from(columns.max(1)), usize::from(rows.max(2)))
    }

    /// Shows lines from the top, and one at the foot; all must fit the width.
    pub(crate) fn draw<'l>(lines: impl Iterator<Item = &'l str>, foot: &str) -> io::Result<()> {
        let rows = Self::size().1;
        let mut out = io::stdout().lock();
        queue!(out, BeginSynchronizedUpdate, MoveTo(0, 0))?;
        let mut lines = lines.take(rows - 1);
        for row in 0..rows - 1 {
            let row = u16::try_from(row).unwrap_or(u16::MAX);
            queue!(
                out,
                MoveTo(0, row),
                Print(lines.next().unwrap_or_default()),
                Clear(ClearType::UntilNewLine)
            )?;
        }
        let last = u16::try_from(rows - 1).unwrap_or(u16::MAX);
        queue!(out, MoveTo(0, last), Print(foot), Clear(ClearType::UntilNewLine), EndSynchronizedUpdate)?;
        out.flush()
    }

    /// Waits for what a person does.
    pub(crate) fn input() -> io::Result<Input> {
        loop {
            match event::read()? {
                Event::Resize(..) => return Ok(Input::Resized),
                Event::Key(key) if key.kind != KeyEventKind::Release => return Ok(pressed(key)),
                _ => {}
            }
        }
    }
}

fn pressed(key: KeyEvent) -> Input {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    match key.code {
        KeyCode::Char('c' | 'd') if control => Input::Interrupt,
        KeyCode::Char(letter) if !control => Input::Letter(letter),
        code => Input::Key(code),
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Leaves the terminal as it was.
fn give_back() {
    let _ = execute!(io::stdout(), Show, LeaveAlternateScreen);
    let _ = disable_raw_mode();
}
