//! JSON Lines in, verified while reading, and out.

use std::io::{BufRead, Read};

use super::entry::{Entry, Spelling};
use super::fault::{Before, Claim, Fault, FaultKind, Line};
use super::hash::{Hash, Head};
use super::{Journal, Mark, Settings};
use crate::error::{Error, ErrorCode, Result};
use crate::record::parse;

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

    fn before(&self) -> Before<'_> {
        self.before_with(&|_| None)
    }

    fn before_with<'a>(&self, hashes: &'a dyn Fn(u64) -> Option<Hash>) -> Before<'a> {
        Before {
            hashes,
            count: self.len(),
            last: self.marks.last().map_or(Hash::ZERO, |mark| mark.hash),
            recorded_at: self.marks.last().map(|mark| mark.recorded_at),
        }
    }

    fn explain(&self, rest: &[Line], head: Option<&Head>) -> Option<Fault> {
        let hashes = |seq| self.mark(seq).map(|mark: &Mark| mark.hash);
        self.before_with(&hashes).explain(rest, head)
    }

    fn differs_from(&self, head: &Head) -> Option<Fault> {
        let (kind, line, evidence) = match self.mark(head.seq) {
            Some(mark) if mark.hash == head.hash => return None,
            Some(_) => {
                let evidence =
                    "this entry or one before it, and all hashes since, are not those of the head given";
                (FaultKind::Altered, head.seq, evidence.to_owned())
            }
            None => {
                let evidence =
                    format!("there are {} entries, the head given is entry {}", self.len(), head.seq);
                (FaultKind::Truncated, self.len() + 1, evidence)
            }
        };
        Some(Fault { kind, line, evidence })
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
    let mut rest = Vec::new();
    while let Some(line) = next_line(&mut reader, &settings, lines)? {
        lines += 1;
        let (text, found) = judge(&line);
        match (text, &found) {
            (Some(text), Line::Sound(claim)) if rest.is_empty() && journal.before().accepts(&found) => {
                journal.push(text, claim);
            }
            // From the first fault on, the rest is read only to say what happened there.
            _ => rest.push(found),
        }
    }
    if let Some(fault) = journal.explain(&rest, head) {
        return Ok(Found::Faulty(fault));
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

/// The next line without its line end. `before` lines were read already.
fn next_line(reader: &mut impl BufRead, settings: &Settings, before: u64) -> Result<Option<Vec<u8>>> {
    let at = format!("entries[{}]", before + 1);
    let most = settings.max_line_bytes as u64;
    let mut line = Vec::new();
    // One byte more for the line end, and one more to see that there is too much.
    reader.by_ref().take(most.saturating_add(2)).read_until(b'\n', &mut line).map_err(|error| {
        Error::new(ErrorCode::Syntax, at.clone(), format!("cannot be read: {error}"), "read it again")
    })?;
    if line.is_empty() {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    }
    if line.len() as u64 > most {
        let remedy = "raise max_line_bytes if this is meant";
        return Err(Error::new(ErrorCode::Value, at, format!("is longer than {most} bytes"), remedy));
    }
    if before >= settings.max_entries {
        return Err(too_many(settings));
    }
    Ok(Some(line))
}

pub(super) fn too_many(settings: &Settings) -> Error {
    Error::new(
        ErrorCode::Value,
        "entries",
        format!("the journal has more than {} entries", settings.max_entries),
        "raise max_entries, or establish a new journal from the current record",
    )
}

/// Looks at a line by itself.
fn judge(line: &[u8]) -> (Option<&str>, Line) {
    let read = parse::utf8(line).and_then(|text| Entry::from_line(text).map(|found| (text, found)));
    match read {
        Ok((text, (entry, spelling))) => (Some(text), sound(&entry, &spelling)),
        Err(error) => (None, Line::Malformed(error)),
    }
}

fn sound(entry: &Entry, spelling: &Spelling) -> Line {
    let Entry { seq, recorded_at, previous, hash, .. } = *entry;
    if spelling.hash() == hash {
        Line::Sound(Claim { seq, recorded_at, previous, hash })
    } else {
        Line::Altered
    }
}
