//! Reading with keys: one entry on the screen, a line at its foot, along the way and along links.

use mi_glossary::document::{Block, Document, Role, Span};
use mi_glossary::glossary::Glossary;
use mi_glossary::lookup::{Guessing, lookup};
use mi_glossary::reading::{Way, needs};
use mi_glossary::view::entry::{self, Tangents};
use mi_glossary::view::reading;
use termimad::crossterm::event::KeyCode;

use crate::commands::read::{keep_place, next_unread};
use crate::context::{Context, address};
use crate::failure::{Failure, Status};
use crate::progress::Progress;
use crate::render::Skin;
use crate::screen::{Input, Screen};

/// What `?` shows.
const KEYS: &[(&str, &str)] = &[
    ("n, →", "the entry is read: on to the next; off the way: back to it"),
    ("p, ←", "the entry before on the way"),
    ("space, f, PgDn", "a screen down; at the end, on to the next"),
    ("b, PgUp", "a screen up"),
    ("j, ↓  k, ↑", "a line down, up"),
    ("g, Home  G, End", "to the top, to the end"),
    ("1 2 … Enter", "follow the link of this number"),
    ("r", "to what must be read first and was not"),
    ("u, Backspace", "come back from where a link led"),
    ("/", "look a term up"),
    ("t", "the tangent, if there is one"),
    ("m", "mark as read, or as not read"),
    ("?", "these keys, and back"),
    ("q, Esc, Ctrl-C", "leave; `mi read` goes on here"),
];

/// An entry that is shown, and where on it one is.
#[derive(Debug, Clone, Copy)]
struct Page {
    number: u32,
    /// Its place on the way; `None` where a link led off it.
    at: Option<usize>,
    scroll: usize,
}

/// What the line at the foot is for.
enum Foot {
    /// Says where one is.
    Place,
    /// Takes the number of a link.
    Number(String),
    /// Takes a term to look up.
    Query(String),
    /// Says something until the next key.
    Said(String),
}

struct Reader<'g> {
    glossary: &'g Glossary,
    way: &'g Way,
    progress: &'g mut Progress,
    context: &'g Context,
    skin: Option<Skin>,
    page: Page,
    /// Where links led away from.
    trail: Vec<Page>,
    tangents: Tangents,
    help: bool,
    foot: Foot,
    lines: Vec<String>,
    links: Vec<u32>,
}

/// Reads along `way` from place `at` on.
pub(crate) fn run(
    glossary: &Glossary,
    way: &Way,
    at: usize,
    progress: &mut Progress,
    context: &Context,
) -> Result<Status, Failure> {
    let broken = |error: std::io::Error| Failure::Broken(format!("the terminal can't be used: {error}"));
    // The terminal is asked before it is ours.
    let skin = context.output.screen_skin();
    let _screen = Screen::open().map_err(broken)?;
    let page = Page { number: way.terms[at], at: Some(at), scroll: 0 };
    let mut reader = Reader {
        glossary,
        way,
        progress,
        context,
        skin,
        page,
        trail: Vec::new(),
        tangents: Tangents::Mentioned,
        help: false,
        foot: Foot::Place,
        lines: Vec::new(),
        links: Vec::new(),
    };
    reader.lay_out();
    loop {
        let (columns, _) = Screen::size();
        let shown = reader.lines.iter().skip(reader.page.scroll).map(String::as_str);
        Screen::draw(shown, &reader.foot_line(columns)).map_err(broken)?;
        match Screen::input().map_err(broken)? {
            Input::Interrupt => break,
            Input::Resized => reader.lay_out(),
            input => {
                if !reader.take(input) {
                    break;
                }
            }
        }
    }
    Ok(Status::Answered)
}

impl Reader<'_> {
    /// Lays the entry out for the screen as it is.
    fn lay_out(&mut self) {
        let (columns, _) = Screen::size();
        let document = if self.help {
            help()
        } else {
            match self.page.at {
                Some(at) => reading::page(self.glossary, self.way, at, self.tangents),
                None => entry::whole(self.glossary, self.page.number, self.tangents),
            }
        };
        let (document, ids) = reading::numbered(document);
        self.links = ids.iter().filter_map(|id| self.glossary.number(id)).collect();
        let addresses = |id: &str| address(self.glossary, id);
        let text = self.context.output.laid_out(&document, columns, self.skin.as_ref(), &addresses);
        self.lines = text.lines().map(str::to_owned).collect();
        self.scroll_to(self.page.scroll);
    }

    /// The rows that the entry has.
    fn rows() -> usize {
        Screen::size().1 - 1
    }

    fn scroll_to(&mut self, line: usize) {
        self.page.scroll = line.min(self.lines.len().saturating_sub(Self::rows()));
    }

    fn at_end(&self) -> bool {
        self.page.scroll + Self::rows() >= self.lines.len()
    }

    fn id(&self, number: u32) -> String {
        self.glossary.term(number).id.to_string()
    }

    /// The line at the foot, cut to the width.
    fn foot_line(&self, columns: usize) -> String {
        let document = match &self.foot {
            Foot::Number(number) => {
                Document { blocks: vec![line(format!("link {number}▏  Enter follows it"))] }
            }
            Foot::Query(query) => Document { blocks: vec![line(format!("look up: {query}▏"))] },
            Foot::Said(text) => Document { blocks: vec![line(text.clone())] },
            Foot::Place => self.place(),
        };
        self.context.output.one_line(&document, columns, self.skin.as_ref())
    }

    /// Where one is, what comes next and why.
    fn place(&self) -> Document<'_> {
        let read = self.progress.has_read(&self.glossary.term(self.page.number).id);
        let mut spans = vec![Span::aside(if read { "✓ " } else { "" })];
        if let Some(at) = self.page.at {
            let next = next_unread(self.glossary, self.way, self.progress, at).filter(|next| *next != at);
            spans.extend(reading::footer(self.glossary, self.way, at, next));
        } else {
            let from = self.trail.last().map_or(self.page.number, |page| page.number);
            let name = self.glossary.term(from).name.as_str();
            spans.push(Span::aside(format!("off the way · u comes back to {name}")));
        }
        let beyond = self.lines.len().saturating_sub(Self::rows());
        if let Some(share) = (100 * self.page.scroll).checked_div(beyond) {
            spans.push(Span::aside(format!(" · {share} %")));
        }
        spans.push(Span::aside(" · ? keys"));
        Document { blocks: vec![Block::Line(spans)] }
    }

    /// Does what a key asks for; `false` to leave.
    fn take(&mut self, input: Input) -> bool {
        match std::mem::replace(&mut self.foot, Foot::Place) {
            Foot::Number(number) => self.take_number(number, input),
            Foot::Query(query) => self.take_query(query, input),
            Foot::Place | Foot::Said(_) => return self.take_key(input),
        }
        true
    }

    fn take_key(&mut self, input: Input) -> bool {
        let page = Self::rows().saturating_sub(2).max(1);
        match input {
            Input::Letter('q') | Input::Key(KeyCode::Esc) if self.help => self.toggle_help(),
            Input::Letter('q') | Input::Key(KeyCode::Esc) => return false,
            Input::Letter('?') => self.toggle_help(),
            Input::Letter('j') | Input::Key(KeyCode::Down) => self.scroll_to(self.page.scroll + 1),
            Input::Letter('k') | Input::Key(KeyCode::Up) => {
                self.scroll_to(self.page.scroll.saturating_sub(1));
            }
            Input::Letter('g') | Input::Key(KeyCode::Home) => self.scroll_to(0),
            Input::Letter('G') | Input::Key(KeyCode::End) => self.scroll_to(usize::MAX),
            Input::Letter('b') | Input::Key(KeyCode::PageUp) => {
                self.scroll_to(self.page.scroll.saturating_sub(page));
            }
            Input::Letter(' ' | 'f') | Input::Key(KeyCode::PageDown) if !self.at_end() => {
                self.scroll_to(self.page.scroll + page);
            }
            _ if self.help => self.toggle_help(),
            Input::Letter(' ' | 'n') | Input::Key(KeyCode::Right) => self.next(),
            Input::Letter('p') | Input::Key(KeyCode::Left) => self.before(),
            Input::Letter('u') | Input::Key(KeyCode::Backspace) => self.come_back(),
            Input::Letter('r') => self.prerequisite(),
            Input::Letter('m') => self.toggle_mark(),
            Input::Letter('t') => {
                self.tangents =
                    if self.tangents == Tangents::Shown { Tangents::Mentioned } else { Tangents::Shown };
                self.lay_out();
            }
            Input::Letter('/') => self.foot = Foot::Query(String::new()),
            Input::Letter(digit @ '0'..='9') => self.foot = Foot::Number(digit.to_string()),
            _ => {}
        }
        true
    }

    fn take_number(&mut self, mut number: String, input: Input) {
        match input {
            Input::Letter(digit @ '0'..='9') if number.len() < 4 => {
                number.push(digit);
                self.foot = Foot::Number(number);
            }
            Input::Key(KeyCode::Backspace) => {
                number.pop();
                if !number.is_empty() {
                    self.foot = Foot::Number(number);
                }
            }
            Input::Key(KeyCode::Enter) => {
                let link = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
                match link.and_then(|at| self.links.get(at)) {
                    Some(term) => self.follow(*term),
                    None => self.foot = Foot::Said(format!("no link {number} here")),
                }
            }
            _ => {}
        }
    }

    fn take_query(&mut self, mut query: String, input: Input) {
        match input {
            Input::Letter(letter) => {
                query.push(letter);
                self.foot = Foot::Query(query);
            }
            Input::Key(KeyCode::Backspace) if query.pop().is_some() => {
                self.foot = Foot::Query(query);
            }
            Input::Key(KeyCode::Enter) if !query.trim().is_empty() => {
                let found = lookup(self.glossary, &query, Guessing::Allowed);
                match found.terms.first() {
                    Some(term) => {
                        self.follow(*term);
                        if found.matched.is_guess() || found.terms.len() > 1 {
                            let name = self.glossary.term(*term).name.as_str();
                            self.foot = Foot::Said(format!("`{query}`: taken for {name}"));
                        }
                    }
                    None => self.foot = Foot::Said(format!("no term `{query}`")),
                }
            }
            _ => {}
        }
    }

    fn toggle_help(&mut self) {
        self.help = !self.help;
        self.page.scroll = 0;
        self.lay_out();
    }

    /// Shows an entry from its top.
    fn show(&mut self, number: u32, at: Option<usize>) {
        self.page = Page { number, at, scroll: 0 };
        self.tangents = Tangents::Mentioned;
        self.lay_out();
    }

    /// Follows a link; what lies on the way is read there.
    fn follow(&mut self, number: u32) {
        if number != self.page.number {
            self.trail.push(self.page);
            self.show(number, None);
        }
    }

    fn come_back(&mut self) {
        match self.trail.pop() {
            Some(page) => {
                self.page = page;
                self.lay_out();
            }
            None => self.foot = Foot::Said("no link was followed here; p is the entry before".to_owned()),
        }
    }

    /// The first thing that this entry needs and that was not read.
    fn prerequisite(&mut self) {
        let unread = needs(self.glossary, self.page.number)
            .find(|number| !self.progress.has_read(&self.glossary.term(*number).id));
        match unread {
            Some(number) => self.follow(number),
            None => self.foot = Foot::Said("all that this needs was read".to_owned()),
        }
    }

    /// On to the next; a page off the way is read and left.
    fn next(&mut self) {
        let id = self.id(self.page.number);
        self.progress.note(|state| state.mark(&id));
        let Some(at) = self.page.at else {
            // Back to the way, however far links led off it.
            self.trail.truncate(1);
            self.come_back();
            return;
        };
        match next_unread(self.glossary, self.way, self.progress, at) {
            Some(next) => {
                self.trail.clear();
                keep_place(self.glossary, self.way, next, self.progress);
                self.show(self.way.terms[next], Some(next));
            }
            None => {
                self.foot = Foot::Said("all of this way is read; q leaves, `mi tour` has others".to_owned());
            }
        }
    }

    fn before(&mut self) {
        match self.page.at {
            None => self.come_back(),
            Some(0) => self.foot = Foot::Said("this is the first".to_owned()),
            Some(at) => {
                keep_place(self.glossary, self.way, at - 1, self.progress);
                self.show(self.way.terms[at - 1], Some(at - 1));
            }
        }
    }

    fn toggle_mark(&mut self) {
        let id = self.id(self.page.number);
        let read = self.progress.has_read(&id);
        self.progress.note(|state| {
            if read {
                state.read.remove(&id);
            } else {
                state.mark(&id);
            }
        });
    }
}

fn line(text: String) -> Block<'static> {
    Block::Line(vec![Span::text(text)])
}

/// The keys, one a line.
fn help() -> Document<'static> {
    let mut document = Document::default();
    document.push(Block::Heading(1, vec![Span::text("Keys")]));
    let widest = KEYS.iter().map(|(keys, _)| keys.chars().count()).max().unwrap_or(0);
    for (keys, what) in KEYS {
        let blanks = " ".repeat(widest - keys.chars().count() + 2);
        document.push(Block::Line(vec![Span::new(*keys, Role::Code), Span::text(format!("{blanks}{what}"))]));
    }
    document
}
