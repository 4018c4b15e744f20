//! What was read, and where each way was left: a file in the user's data folder.
//!
//! `reading.json`: `version` (1), `last` (the way read last), `places` (way → id of the term to go on
//! with), `read` (id → when it was read, in seconds since 1970). Every change is made under a lock on
//! `reading.lock`, on what the file holds at that moment, and put in place by a rename: two
//! terminals lose nothing to each other, and a crash leaves the old file or the new one.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::context::data_dir;
use crate::failure::{Failure, say};

/// The version of the file that this program writes.
const VERSION: u32 = 1;

/// What the file holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    version: u32,
    /// The way that was read last.
    #[serde(default)]
    pub(crate) last: Option<String>,
    /// For each way the id of the term to go on with.
    #[serde(default)]
    pub(crate) places: BTreeMap<String, String>,
    /// The ids of the terms that were read, and when, in seconds since 1970.
    #[serde(default)]
    pub(crate) read: BTreeMap<String, u64>,
}

impl Default for State {
    fn default() -> Self {
        Self { version: VERSION, last: None, places: BTreeMap::new(), read: BTreeMap::new() }
    }
}

/// Whether what is read is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// In the file.
    Kept,
    /// For this run only.
    Forgotten,
}

/// What was read, as this run knows it.
pub(crate) struct Progress {
    /// The file; `None` if nothing is kept.
    file: Option<PathBuf>,
    /// What it held when it was read last, with the changes since.
    pub(crate) state: State,
}

/// The file that holds what was read; `None` without a home.
pub(crate) fn file() -> Option<PathBuf> {
    data_dir().map(|folder| folder.join("reading.json"))
}

impl Progress {
    /// What was read so far. A file that can't be used is said on stderr and never blocks reading.
    pub(crate) fn open(keeping: Keeping) -> Self {
        let file = if keeping == Keeping::Kept { file() } else { None };
        let Some(path) = file else {
            return Self { file: None, state: State::default() };
        };
        match load(&path) {
            Ok(state) => Self { file: Some(path), state },
            Err(Unusable::Damaged(what)) => {
                set_aside(&path, &what);
                Self { file: Some(path), state: State::default() }
            }
            Err(Unusable::Newer(version)) => {
                say(&format!(
                    "{}: written by a newer mi (version {version}); nothing is kept this time",
                    path.display()
                ));
                Self { file: None, state: State::default() }
            }
            Err(Unusable::Unread(error)) => {
                say(&format!("{}: {error}; nothing is kept this time", path.display()));
                Self { file: None, state: State::default() }
            }
        }
    }

    /// Whether a term was read.
    pub(crate) fn has_read(&self, id: &str) -> bool {
        self.state.read.contains_key(id)
    }

    /// Makes a change and keeps it.
    ///
    /// # Errors
    /// If it can't be written; this run knows it all the same.
    pub(crate) fn change(&mut self, change: impl Fn(&mut State)) -> Result<(), Failure> {
        let Some(path) = &self.file else {
            change(&mut self.state);
            return Ok(());
        };
        let kept = keep(path, &change);
        match kept {
            Ok(state) => {
                self.state = state;
                Ok(())
            }
            Err(error) => {
                change(&mut self.state);
                let path = path.display();
                Err(Failure::Broken(format!(
                    "{path}: what was read can't be kept: {error}; --no-state reads without keeping"
                )))
            }
        }
    }

    /// Makes a change that reading must not stop for.
    pub(crate) fn note(&mut self, change: impl Fn(&mut State)) {
        if let Err(Failure::Broken(message)) = self.change(change) {
            say(&message);
            self.file = None;
        }
    }
}

impl State {
    /// Notes that a term was read now.
    pub(crate) fn mark(&mut self, id: &str) {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        self.read.insert(id.to_owned(), now);
    }
}

/// How long ago something was read, in words.
pub(crate) fn ago(then: u64) -> String {
    let then = UNIX_EPOCH + Duration::from_secs(then);
    let days = SystemTime::now().duration_since(then).map_or(0, |since| since.as_secs() / 86_400);
    match days {
        0 => "within a day".to_owned(),
        1 => "a day ago".to_owned(),
        days => format!("{days} days ago"),
    }
}

/// Why a file can't be used.
enum Unusable {
    /// It is not what we write.
    Damaged(String),
    /// It is of a later version.
    Newer(u32),
    /// The system does not let us.
    Unread(io::Error),
}

/// What a file holds; nothing if there is none.
fn load(path: &Path) -> Result<State, Unusable> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(State::default()),
        Err(error) => return Err(Unusable::Unread(error)),
    };
    let value: serde_json::Value =
        serde_json::from_slice(&bytes).map_err(|error| Unusable::Damaged(error.to_string()))?;
    if !value.is_object() {
        return Err(Unusable::Damaged("not an object".to_owned()));
    }
    let version = value.get("version").and_then(serde_json::Value::as_u64);
    if let Some(newer) = version.and_then(|version| u32::try_from(version).ok()).filter(|it| *it > VERSION) {
        return Err(Unusable::Newer(newer));
    }
    serde_json::from_value(value).map_err(|error| Unusable::Damaged(error.to_string()))
}

/// Puts a damaged file beside its place, where its owner can look into it.
fn set_aside(path: &Path, what: &str) {
    let Ok(_lock) = lock(path) else { return };
    // Another process may have been here first.
    if !matches!(load(path), Err(Unusable::Damaged(_))) {
        return;
    }
    let name = |number: usize| path.with_extension(format!("json.damaged-{number}"));
    let free = (1..10_000).map(name).find(|aside| !aside.exists()).unwrap_or_else(|| name(0));
    match fs::rename(path, &free) {
        Ok(()) => say(&format!("{}: damaged ({what}); put aside as {}", path.display(), free.display())),
        Err(error) => say(&format!("{}: damaged ({what}) and can't be put aside: {error}", path.display())),
    }
}

/// Makes a change to what the file holds now.
fn keep(path: &Path, change: &impl Fn(&mut State)) -> io::Result<State> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let _lock = lock(path)?;
    let mut state = match load(path) {
        Ok(state) => state,
        Err(Unusable::Damaged(what)) => return Err(io::Error::other(format!("damaged ({what})"))),
        Err(Unusable::Newer(version)) => {
            return Err(io::Error::other(format!("written by version {version}")));
        }
        Err(Unusable::Unread(error)) => return Err(error),
    };
    let before = state.clone();
    change(&mut state);
    if state != before || !path.exists() {
        let mut text = serde_json::to_vec_pretty(&state).map_err(io::Error::other)?;
        text.push(b'\n');
        // The lock makes the name ours.
        let new = path.with_extension("json.new");
        let mut file = File::create(&new)?;
        file.write_all(&text)?;
        file.sync_all()?;
        fs::rename(&new, path)?;
    }
    Ok(state)
}

/// Waits for the lock; it is given back when the file is dropped, or the process ends.
fn lock(path: &Path) -> io::Result<File> {
    let file = File::options().create(true).append(true).open(path.with_extension("lock"))?;
    file.lock()?;
    Ok(file)
}
