//! The record as it was: replay from the nearest snapshot.

use std::collections::BTreeMap;
use std::sync::{Arc, MutexGuard, PoisonError};

use super::instant::Instant;
use super::snapshot::Snapshot;
use super::{Journal, Settings};
use crate::error::{Error, ErrorCode, Result};
use crate::model::Kind;
use crate::record::{Change, Isms};

/// Records that need no replay.
#[derive(Default)]
pub(super) struct Replays {
    /// After the last entry.
    pub(super) current: Option<Arc<Isms>>,
    /// After the entry of a number.
    pub(super) snapshots: BTreeMap<u64, Arc<Isms>>,
    /// How often the distance between snapshots was doubled.
    doublings: u32,
}

impl Replays {
    fn distance(&self, settings: &Settings) -> u64 {
        settings.snapshot_every.max(1).saturating_mul(1_u64.checked_shl(self.doublings).unwrap_or(u64::MAX))
    }

    /// Keeps the record after an entry, if a snapshot is due there. Where they hold too much, they are thinned out.
    pub(super) fn pass(&mut self, seq: u64, record: &Arc<Isms>, settings: &Settings) {
        if !seq.is_multiple_of(self.distance(settings)) {
            return;
        }
        self.snapshots.insert(seq, record.clone());
        while self.snapshots.len() > 1 && self.entities() > settings.snapshot_entities {
            self.doublings += 1;
            let distance = self.distance(settings);
            self.snapshots.retain(|seq, _| seq.is_multiple_of(distance));
        }
    }

    fn entities(&self) -> usize {
        let of = |record: &Isms| Kind::ALL.iter().map(|kind| record.ids(*kind).len()).sum::<usize>();
        self.snapshots.values().map(|record| of(record)).sum()
    }
}

impl Journal {
    /// The record after the last entry.
    ///
    /// Reading a journal applies nothing; the first call replays it.
    pub fn record(&self) -> Result<Arc<Isms>> {
        self.at_seq(self.len())
    }

    /// The record as it was known at an instant: after the last entry recorded then or before.
    pub fn at(&self, instant: Instant) -> Result<Arc<Isms>> {
        self.at_seq(self.seq_at(instant)?)
    }

    /// The number of the last entry recorded at an instant or before.
    pub fn seq_at(&self, instant: Instant) -> Result<u64> {
        let seq = self.marks.partition_point(|mark| mark.recorded_at <= instant) as u64;
        match self.marks.first() {
            Some(first) if seq == 0 => Err(Error::new(
                ErrorCode::Value,
                "",
                format!("nothing was on record at {instant}"),
                format!("the journal begins at {}; ask for that instant or a later one", first.recorded_at),
            )),
            _ => Ok(seq),
        }
    }

    /// The record after the entry of a number.
    ///
    /// Replays from the nearest snapshot before it, and checks the whole record. Each change was accepted when it was
    /// appended, so the record is not checked after each; [`audit`](Self::audit) does that.
    pub fn at_seq(&self, seq: u64) -> Result<Arc<Isms>> {
        if self.mark(seq).is_none() {
            return Err(self.no_entry(seq));
        }
        let start = {
            let replays = self.replays();
            match &replays.current {
                Some(current) if seq == self.len() => return Ok(current.clone()),
                _ => replays.snapshots.range(..=seq).next_back().map(|(seq, record)| (*seq, record.clone())),
            }
        };
        let from = start.as_ref().map(|(seq, _)| *seq);
        let checked = |record: Arc<Isms>| record.check_all().map(|()| record);
        let replayed =
            self.replay(start, seq).and_then(checked).map_err(|error| self.locate(error, from, seq))?;
        if seq == self.len() {
            self.replays().current = Some(replayed.clone());
        }
        Ok(replayed)
    }

    /// A replay that fails names the entry at fault only after every step is checked; a snapshot may be at fault too.
    fn locate(&self, error: Error, from: Option<u64>, end: u64) -> Error {
        match (self.walk(end, |_, _| Ok(())), from) {
            (Err(located), _) => located,
            (Ok(_), Some(seq)) => Error::new(
                ErrorCode::Integrity,
                format!("snapshots[{seq}]"),
                format!("is not what replay gives: {error}"),
                "throw it away and read the journal again",
            ),
            (Ok(_), None) => error,
        }
    }

    fn replay(&self, start: Option<(u64, Arc<Isms>)>, end: u64) -> Result<Arc<Isms>> {
        let (mut seq, mut record) = match start {
            Some(start) => start,
            None => (1, Arc::new(self.established()?)),
        };
        while seq < end {
            let distance = self.replays().distance(&self.settings);
            let stop = (seq / distance + 1).saturating_mul(distance).min(end);
            let changes = (seq + 1..=stop).map(|seq| Ok(self.entry(seq)?.change));
            Arc::make_mut(&mut record).replay(changes)?;
            seq = stop;
            self.replays().pass(seq, &record, &self.settings);
        }
        Ok(record)
    }

    /// Applies every change through the door that first let it in, from the first entry on, and compares each snapshot
    /// with what comes of it. Slower than [`verify`](Self::verify), which looks at the chain alone: this finds a journal
    /// that was made without the rules of the record, and a snapshot that was changed.
    pub fn audit(&self) -> Result<()> {
        self.verify()?;
        let snapshots = self.replays().snapshots.clone();
        let compare = |seq: u64, record: &Isms| match snapshots.get(&seq) {
            Some(snapshot) if **snapshot != *record => Err(Error::new(
                ErrorCode::Integrity,
                format!("snapshots[{seq}]"),
                "is not what replay gives",
                "throw it away",
            )),
            _ => Ok(()),
        };
        self.walk(self.len(), compare).map(|_| ())
    }

    /// Replays from the first entry, each change with all checks.
    fn walk(&self, end: u64, visit: impl Fn(u64, &Isms) -> Result<()>) -> Result<Arc<Isms>> {
        let mut record = self.established()?;
        visit(1, &record)?;
        for seq in 2..=end {
            let change = self.entry(seq)?.change;
            record.apply(&[change]).map_err(|error| error.within(&format!("entries[{seq}].change")))?;
            visit(seq, &record)?;
        }
        Ok(Arc::new(record))
    }

    /// The record of the first entry.
    fn established(&self) -> Result<Isms> {
        match self.entry(1)?.change {
            Change::Establish { record } => {
                Isms::from_value(&record).map_err(|error| error.within("entries[1].change.record"))
            }
            _ => Err(Error::new(
                ErrorCode::Rule,
                "entries[1].change",
                "does not establish a record",
                "begin a journal with the change `establish`",
            )),
        }
    }

    /// The latest snapshot up to an entry, to keep beside the journal, if one was taken.
    pub fn snapshot(&self, up_to: u64) -> Option<Snapshot> {
        let (seq, record) = {
            let replays = self.replays();
            let (seq, record) = replays.snapshots.range(..=up_to).next_back()?;
            (*seq, record.clone())
        };
        Some(Snapshot::new(seq, self.mark(seq)?.hash, record))
    }

    /// Takes a snapshot after an entry, now.
    pub fn take_snapshot(&self, seq: u64) -> Result<Snapshot> {
        let record = self.at_seq(seq)?;
        let hash = self.mark(seq).ok_or_else(|| self.no_entry(seq))?.hash;
        self.replays().snapshots.insert(seq, record.clone());
        Ok(Snapshot::new(seq, hash, record))
    }

    /// Takes in a snapshot that was kept elsewhere, so that replay can start from it. It must name an entry of this
    /// journal by number and hash. That its record is the one of that entry only [`audit`](Self::audit) can tell: keep
    /// snapshots as safe as the journal.
    pub fn add_snapshot(&self, snapshot: Snapshot) -> Result<()> {
        if self.mark(snapshot.seq).is_none_or(|mark| mark.hash != snapshot.hash) {
            return Err(Error::new(
                ErrorCode::Integrity,
                format!("snapshots[{}]", snapshot.seq),
                "does not belong to this journal: no entry has its number and hash",
                "give a snapshot of this journal",
            ));
        }
        self.replays().snapshots.insert(snapshot.seq, snapshot.into_record());
        Ok(())
    }

    pub(super) fn replays(&self) -> MutexGuard<'_, Replays> {
        // Nothing under the lock leaves a record half-way, so a panic elsewhere does not spoil it.
        self.replays.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
