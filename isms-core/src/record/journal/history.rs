//! What happened to one entity, and what changed between two points of a journal.

use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Journal;
use super::instant::Instant;
use crate::error::{Error, ErrorCode, Result};
use crate::model::Kind;
use crate::record::difference::{FieldDifference, fields};
use crate::record::isms::AnyEntity;
use crate::record::validate::place;
use crate::record::{Change, Difference, Isms};

/// An entry that touched an entity, and what it did to it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct HistoryItem {
    /// The number of the entry.
    pub seq: u64,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// Who made the change.
    pub actor: String,
    /// What became of the entity.
    pub event: HistoryEvent,
    /// What changed, field by field: from nothing where it was created, to nothing where it was deleted. Empty if the
    /// entry set what was there already.
    pub fields: Vec<FieldDifference>,
}

/// What an entry did to an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HistoryEvent {
    /// It is there since.
    Created,
    /// It was there before and after.
    Changed,
    /// It is gone since.
    Deleted,
}

/// A point in a journal: after an entry, or at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Point {
    /// After the entry of this number.
    Seq(u64),
    /// After the last entry recorded at this instant or before.
    At(Instant),
}

impl From<u64> for Point {
    fn from(seq: u64) -> Self {
        Self::Seq(seq)
    }
}
impl From<Instant> for Point {
    fn from(instant: Instant) -> Self {
        Self::At(instant)
    }
}
impl FromStr for Point {
    type Err = Error;
    /// Reads `17` or `2026-03-01T12:00:00Z`.
    fn from_str(text: &str) -> Result<Self> {
        match text.parse() {
            Ok(seq) => Ok(Self::Seq(seq)),
            Err(_) => text.parse().map(Self::At),
        }
    }
}

impl Journal {
    /// What changed from one point to another, field by field. The points are numbers of entries or instants.
    pub fn difference(&self, from: impl Into<Point>, to: impl Into<Point>) -> Result<Difference> {
        let record = |point: Point| match point {
            Point::Seq(seq) => self.at_seq(seq),
            Point::At(instant) => self.at(instant),
        };
        let before = record(from.into()).map_err(|error| error.within("from"))?;
        let after = record(to.into()).map_err(|error| error.within("to"))?;
        Ok(Difference::between(&before, &after))
    }

    /// The entries that touched an entity, oldest first, with the difference that each made.
    pub fn history(&self, kind: Kind, id: &str) -> Result<Vec<HistoryItem>> {
        // The id as it stands in a line, so that lines without it need no parsing.
        let needle = Value::from(id).to_string();
        // A record of this entity alone: what a change makes of it depends on nothing else.
        let mut alone: Option<Isms> = None;
        let mut found = Vec::new();
        for (seq, line) in self.lines() {
            if seq > 1 && !line.contains(&needle) {
                continue;
            }
            let entry = self.entry(seq)?;
            let at = |error: Error| error.within(&format!("entries[{seq}].change"));
            if let Change::Establish { record } = &entry.change {
                let whole = Isms::from_value(record).map_err(|error| at(error.within("record")))?;
                let mut record = Isms::new(whole.organisation().clone()).map_err(at)?;
                let entity = whole.entity(kind, id);
                let after = entity.as_ref().map(AnyEntity::to_value);
                if let Some(entity) = entity {
                    record.put(entity);
                }
                alone = Some(record);
                found.extend(item(&entry, None, after));
                continue;
            }
            let Some(record) = &mut alone else { continue };
            let value = |record: &Isms| record.entity(kind, id).map(|entity| entity.to_value());
            let before = value(record);
            let mut touched = false;
            let changes = match &entry.change {
                Change::Batch { changes } => changes.as_slice(),
                change => std::slice::from_ref(change),
            };
            for change in changes.iter().filter(|change| change.target() == Some((kind, id))) {
                record.replay([Ok(change.clone())]).map_err(at)?;
                touched = true;
            }
            if touched {
                found.extend(item(&entry, before, value(record)));
            }
        }
        if found.is_empty() {
            return Err(Error::new(
                ErrorCode::UnknownReference,
                place(kind, id),
                format!("the journal knows no {} {id}", kind.singular()),
                "name one that it has or had",
            ));
        }
        Ok(found)
    }

    /// As [`history`](Self::history), from text to canonical text. `kind` is the name of one, e.g. `risk`.
    pub fn history_json(&self, kind: &str, id: &str) -> Result<String> {
        let found = Kind::ALL.iter().find(|known| known.singular() == kind).ok_or_else(|| {
            let kinds: Vec<_> = Kind::ALL.iter().map(|kind| kind.singular()).collect();
            let remedy = format!("use one of {}", kinds.join(", "));
            Error::new(ErrorCode::Value, "kind", format!("there is no kind {kind:?}"), remedy)
        })?;
        // Plain data with text keys is always JSON.
        Ok(serde_json::to_value(self.history(*found, id)?).unwrap_or_default().to_string())
    }

    /// As [`difference`](Self::difference), between points written as `17` or `2026-03-01T12:00:00Z`.
    pub fn difference_between(&self, from: &str, to: &str) -> Result<Difference> {
        let point = |name: &str, text: &str| text.parse::<Point>().map_err(|error| error.within(name));
        self.difference(point("from", from)?, point("to", to)?)
    }
}

fn item(entry: &super::Entry, before: Option<Value>, after: Option<Value>) -> Option<HistoryItem> {
    let event = match (&before, &after) {
        (None, None) => return None,
        (None, Some(_)) => HistoryEvent::Created,
        (Some(_), Some(_)) => HistoryEvent::Changed,
        (Some(_), None) => HistoryEvent::Deleted,
    };
    let nothing = || Value::Object(serde_json::Map::new());
    let fields = fields(&before.unwrap_or_else(nothing), &after.unwrap_or_else(nothing));
    Some(HistoryItem {
        seq: entry.seq,
        recorded_at: entry.recorded_at,
        actor: entry.actor.clone(),
        event,
        fields,
    })
}
