//! The journal: every change to the record with its time and actor, chained by hashes, so that the record can be had
//! as it was known at any instant, and tampering shows where it happened.

mod canonical;
mod check;
mod entry;
mod fault;
mod hash;
mod history;
mod instant;
mod locate;
mod read;
mod replay;
mod snapshot;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

pub use entry::Entry;
pub use fault::{Fault, FaultKind};
pub use hash::{Hash, Head};
pub use history::{HistoryEvent, HistoryItem, Point};
pub use instant::Instant;
pub use snapshot::Snapshot;

use super::{Change, Isms};
use crate::error::{Error, ErrorCode, Result};
use entry::Spelling;
use locate::Claim;
use replay::Replays;

/// Limits of a journal and how often it takes a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Most entries that are read or appended; 10,000,000 by default.
    pub max_entries: u64,
    /// Longest line that is read or appended, in bytes; 256 MiB by default, since one line may establish a large record.
    pub max_line_bytes: usize,
    /// A snapshot is taken each time this many entries were applied; 10,000 by default.
    pub snapshot_every: u64,
    /// Most entities in all snapshots together, which bounds the memory they take; 2,000,000 by default. Where there
    /// would be more, every second snapshot is dropped and the distance doubles.
    pub snapshot_entities: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            max_entries: 10_000_000,
            max_line_bytes: 256 << 20,
            snapshot_every: 10_000,
            snapshot_entities: 2_000_000,
        }
    }
}

/// The changes to a record, in order, each chained to the one before by its hash.
///
/// ```
/// use isms_core::prelude::*;
/// # let text = r#"{"format": "isms/1", "organisation": {"name": "X", "scope": "all", "currency": "EUR"}}"#;
/// let record = Isms::from_json(text)?;
/// let mut journal = Journal::establish(&record, "2026-01-01T08:00:00Z".parse()?, "ann")?;
/// let change = r#"{"change": "create", "kind": "role", "entity": {"id": "CISO", "name": "Security officer"}}"#;
/// let head = journal.append("2026-02-01T08:00:00Z".parse()?, "bob", &Change::list_from_json(change)?)?;
/// assert!(journal.at("2026-01-31T00:00:00Z".parse()?)?.roles().is_empty());
/// assert_eq!(journal.record()?.roles().len(), 1);
///
/// let mut lines = journal.to_json_lines().to_owned();
/// assert_eq!(Journal::from_json_lines(lines.as_bytes())?.head(), head);
/// lines = lines.replace("Security officer", "Security guard");
/// let error = Journal::from_json_lines(lines.as_bytes()).unwrap_err();
/// assert!(error.to_string().starts_with("entries[2]: was altered: "));
/// # Ok::<(), isms_core::Error>(())
/// ```
pub struct Journal {
    /// Every entry as its line: what is hashed, written and read. Entries are parsed when they are asked for.
    text: String,
    marks: Vec<Mark>,
    settings: Settings,
    replays: Mutex<Replays>,
}

/// What is asked of an entry most often.
struct Mark {
    /// Where its line ends in the text, line end included.
    end: usize,
    recorded_at: Instant,
    hash: Hash,
}

impl Journal {
    /// Begins a journal with a whole record.
    ///
    /// Numbers in `x-…` fields have one spelling in a journal: `1.0` is kept as `1`. Those that a double does not hold
    /// exactly are refused.
    pub fn establish(record: &Isms, recorded_at: Instant, actor: &str) -> Result<Self> {
        Self::establish_with(record, recorded_at, actor, Settings::default())
    }

    /// As [`establish`](Self::establish), with settings of your own.
    pub fn establish_with(
        record: &Isms,
        recorded_at: Instant,
        actor: &str,
        settings: Settings,
    ) -> Result<Self> {
        let mut journal = Self::empty(settings);
        let (change, line, claim) =
            journal.next(recorded_at, actor, Change::Establish { record: record.to_value() })?;
        let Change::Establish { record } = change else { return Err(journal.no_entry(1)) };
        let record = Isms::from_value(&record)?;
        journal.push(&line, &claim);
        journal.replays().current = Some(Arc::new(record));
        Ok(journal)
    }

    /// Applies changes to the current record and appends them as one entry: all of it, or none and an error.
    ///
    /// `recorded_at` may not lie before the last entry. Several changes become one [`Change::Batch`]. Gives the new head.
    pub fn append(&mut self, recorded_at: Instant, actor: &str, changes: &[Change]) -> Result<Head> {
        if let Some(last) = self.marks.last().filter(|last| recorded_at < last.recorded_at) {
            return Err(Error::new(
                ErrorCode::DateOrder,
                "recorded_at",
                format!("{recorded_at} lies before the last entry"),
                format!("use {} or later", last.recorded_at),
            ));
        }
        let (change, line, claim) = match changes {
            [] => return Err(Error::new(ErrorCode::Value, "", "there is no change to append", "give one")),
            [change] => self.next(recorded_at, actor, change.clone())?,
            several => self.next(recorded_at, actor, Change::Batch { changes: several.to_vec() })?,
        };
        self.record()?;
        let replays = self.replays.get_mut().unwrap_or_else(PoisonError::into_inner);
        let Some(current) = &mut replays.current else { return Err(self.no_entry(claim.seq)) };
        Arc::make_mut(current).apply(std::slice::from_ref(&change))?;
        let record = current.clone();
        replays.pass(claim.seq, &record, &self.settings);
        self.push(&line, &claim);
        Ok(self.head())
    }

    /// How many entries there are; at least one.
    #[allow(clippy::len_without_is_empty, reason = "a journal is never empty")]
    pub fn len(&self) -> u64 {
        self.marks.len() as u64
    }

    /// The last entry's number and hash.
    pub fn head(&self) -> Head {
        Head { seq: self.len(), hash: self.marks.last().map_or(Hash::ZERO, |mark| mark.hash) }
    }

    /// The entry of a number.
    pub fn entry(&self, seq: u64) -> Result<Entry> {
        super::parse::from_json_text(self.entry_json(seq)?)
            .map_err(|error| error.within(&format!("entries[{seq}]")))
    }

    /// The line of an entry: canonical JSON.
    pub fn entry_json(&self, seq: u64) -> Result<&str> {
        self.line(seq).ok_or_else(|| self.no_entry(seq))
    }

    /// Every entry, oldest first.
    pub fn entries(&self) -> impl Iterator<Item = Result<Entry>> {
        (1..=self.len()).map(|seq| self.entry(seq))
    }

    fn empty(settings: Settings) -> Self {
        Self { text: String::new(), marks: Vec::new(), settings, replays: Mutex::default() }
    }

    /// The next entry: its change as a reader of the line will see it, the line, and its place.
    fn next(&self, recorded_at: Instant, actor: &str, change: Change) -> Result<(Change, String, Claim)> {
        let seq = self.len() + 1;
        if seq > self.settings.max_entries {
            return Err(read::too_many(&self.settings));
        }
        let previous = self.head().hash;
        let (spelling, change) = Spelling::new(seq, recorded_at, actor, change, previous)?;
        let hash = spelling.hash();
        let line = spelling.line(hash);
        if line.len() > self.settings.max_line_bytes {
            let problem = format!("the entry takes more than {} bytes", self.settings.max_line_bytes);
            let remedy = "split the change, or raise max_line_bytes";
            return Err(Error::new(ErrorCode::Limit, "", problem, remedy));
        }
        Ok((change, line, Claim { seq, recorded_at, previous, hash }))
    }

    fn push(&mut self, line: &str, claim: &Claim) {
        self.text.push_str(line);
        self.text.push('\n');
        let Claim { recorded_at, hash, .. } = *claim;
        self.marks.push(Mark { end: self.text.len(), recorded_at, hash });
    }

    fn mark(&self, seq: u64) -> Option<&Mark> {
        self.marks.get(usize::try_from(seq.checked_sub(1)?).ok()?)
    }

    fn line(&self, seq: u64) -> Option<&str> {
        let start = if seq == 1 { 0 } else { self.mark(seq.checked_sub(1)?)?.end };
        self.text.get(start..self.mark(seq)?.end.checked_sub(1)?)
    }

    /// Every line with its number.
    fn lines(&self) -> impl Iterator<Item = (u64, &str)> {
        (1..=self.len()).filter_map(|seq| Some((seq, self.line(seq)?)))
    }

    fn no_entry(&self, seq: u64) -> Error {
        Error::new(
            ErrorCode::UnknownReference,
            "",
            format!("there is no entry {seq}"),
            format!("the entries are 1 to {}", self.len()),
        )
    }
}

impl PartialEq for Journal {
    /// Two journals are the same if their entries are.
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Journal").field("head", &self.head()).finish_non_exhaustive()
    }
}
