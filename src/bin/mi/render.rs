//! Documents → text. Knows no term; drops what could steer a terminal.

mod plain;
mod terminal;

pub use plain::plain;
pub use terminal::{Palette, terminal};

use mi_glossary::load::is_control;

/// Appends `text` without control and bidirectional characters; newlines and tabs stay.
pub fn push_clean(text: &str, to: &mut String) {
    // Nearly all text is clean: one scan, one copy.
    if text.bytes().all(|byte| byte >= b' ' && byte < 0x7F) {
        to.push_str(text);
        return;
    }
    to.extend(text.chars().filter(|c| matches!(c, '\n' | '\t') || !is_control(*c)));
}
