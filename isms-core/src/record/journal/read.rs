//! JSON Lines in, verified while reading, and out.

use std::io::{BufRead, Read};

use super::entry::judge;
use super::fault::Fault;
use super::hash::Head;
use super::locate::Line;
use super::{Journal, Settings};
use crate::error::{Error, ErrorCode, Result};

impl Journal {
    /// Reads a journal from JSON Lines and verifies its chain. No change is applied yet.
    ///
    /// The first line at fault is an error that names it and what happened to it. What was cut off at the end does not
    /// show in the rest: compare with a [`Head`] kept elsewhere, by [`verify_against`](Self::verify_against).
    pub fn from_json_lines(bytes: &[u8]) -> Result<Self> {
        Self::read(bytes, Settings::default())
    }

    /// As [`from_json_lines`](Self::from_json_lines), line by line from a reader and with settings of your own.
    pub fn read(reader: impl BufRead, settings: Settings) -> Result<Self> {
        match examine(reader, settings, None)? {
            Found::Whole(journal) => Ok(journal),
            Found::Faulty(fault) => Err(fault.into()),
        }
    }

    /// Finds the first place where JSON Lines are not the journal that was written, if there is one. `head`, if given,
    /// is one that the journal has or had. An error is of reading or of the limits.
    pub fn find_fault(
        reader: impl BufRead,
        settings: Settings,
        head: Option<&Head>,
    ) -> Result<Option<Fault>> {
        match examine(reader, settings, head)? {
            Found::Whole(_) => Ok(None),
            Found::Faulty(fault) => Ok(Some(fault)),
        }
    }

    /// Hashes every entry again and compares it with the chain; gives the head.
    pub fn verify(&self) -> Result<Head> {
        Ok(Self::read(self.text.as_bytes(), self.settings)?.head())
    }

    /// As [`verify`](Self::verify), and the entry `head.seq` must be there and have the hash `head.hash`. A head from
    /// before the latest entries is fine.
    pub fn verify_against(&self, head: &Head) -> Result<()> {
        let fault = Self::find_fault(self.text.as_bytes(), self.settings, Some(head))?;
        fault.map_or(Ok(()), |fault| Err(fault.into()))
    }

    /// The journal as JSON Lines, one entry a line.
    pub fn to_json_lines(&self) -> &str {
        &self.text
    }

    /// The lines of the entries after entry `seq`: what to add to a file that ends with that entry.
    pub fn json_lines_since(&self, seq: u64) -> Result<&str> {
        let start = if seq == 0 { Some(0) } else { self.mark(seq).map(|mark| mark.end) };
        start.and_then(|start| self.text.get(start..)).ok_or_else(|| self.no_entry(seq))
    }
}

/// What reading came to.
enum Found {
    Whole(Journal),
    Faulty(Fault),
}

fn examine(mut reader: impl BufRead, settings: Settings, head: Option<&Head>) -> Result<Found> {
    let mut journal = Journal::empty(settings);
    let mut lines = 0;
    let mut line = Vec::new();
    let mut rest = Vec::new();
    while next_line(&mut reader, &settings, lines, &mut line)? {
        lines += 1;
        let (text, found) = judge(&line);
        match &found {
            Line::Sound(claim) if rest.is_empty() && journal.accepts(claim) => {
                journal.push(text, claim);
            }
            // From the first fault on, the rest is read only to say what happened there.
            _ => rest.push(found),
        }
    }
    if !rest.is_empty() {
        return Ok(Found::Faulty(journal.explain(&rest, head)));
    }
    if journal.marks.is_empty() {
        let remedy = "give at least the entry that establishes the record";
        return Err(Error::new(ErrorCode::Format, "", "the journal is empty", remedy));
    }
    Ok(match head.and_then(|head| journal.differs_from(head)) {
        Some(fault) => Found::Faulty(fault),
        None => Found::Whole(journal),
    })
}

/// Reads the next line, without its line end, if there is one. `before` lines were read already.
fn next_line(
    reader: &mut impl BufRead,
    settings: &Settings,
    before: u64,
    line: &mut Vec<u8>,
) -> Result<bool> {
    let at = || format!("entries[{}]", before + 1);
    let most = settings.max_line_bytes as u64;
    line.clear();
    // One byte more for the line end, and one more to see that there is too much.
    reader.by_ref().take(most.saturating_add(2)).read_until(b'\n', line).map_err(|error| {
        Error::new(ErrorCode::Syntax, at(), format!("cannot be read: {error}"), "read it again")
    })?;
    if line.is_empty() {
        return Ok(false);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    }
    if line.len() as u64 > most {
        let remedy = "raise max_line_bytes if this is meant";
        return Err(Error::new(ErrorCode::Limit, at(), format!("is longer than {most} bytes"), remedy));
    }
    if before >= settings.max_entries {
        return Err(too_many(settings));
    }
    Ok(true)
}

pub(super) fn too_many(settings: &Settings) -> Error {
    Error::new(
        ErrorCode::Limit,
        "entries",
        format!("the journal has more than {} entries", settings.max_entries),
        "raise max_entries, or establish a new journal from the current record",
    )
}
