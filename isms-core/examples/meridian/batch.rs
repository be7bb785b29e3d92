//! The files of the organisation: each a batch of changes with the first day on which any of it may be on record.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use isms_core::model::{Date, Kind};
use isms_core::record::Change;
use serde::Deserialize;
use serde_json::{Map, Value};

/// One file of `changes/`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Batch {
    /// What has no date of its own is on record from this day on; nothing is earlier.
    pub(crate) begins_on: Date,
    /// Who keeps what has no owner.
    pub(crate) kept_by: String,
    pub(crate) changes: Vec<Change>,
}

/// An entity as written: whole, with all of its history.
pub(crate) struct Noun {
    pub(crate) kind: Kind,
    pub(crate) id: String,
    pub(crate) body: Map<String, Value>,
    /// Whether it only adds to an entity of a catalogue.
    pub(crate) adds: bool,
    pub(crate) begins_on: Date,
    pub(crate) kept_by: String,
}

impl Batch {
    /// Reads the files of a directory in the order of their names.
    pub(crate) fn read_all(directory: &Path) -> Result<Vec<Self>, Box<dyn Error>> {
        let mut paths: Vec<PathBuf> =
            fs::read_dir(directory)?.map(|entry| Ok(entry?.path())).collect::<Result<_, std::io::Error>>()?;
        paths.sort();
        let read = |path: PathBuf| {
            serde_json::from_slice(&fs::read(&path)?).map_err(|e| format!("{}: {e}", path.display()).into())
        };
        paths.into_iter().map(read).collect()
    }

    /// The entities it writes.
    pub(crate) fn nouns(&self) -> impl Iterator<Item = Noun> {
        self.changes.iter().filter_map(|change| {
            let (kind, id, body, adds) = match change {
                Change::Create { kind, entity } => {
                    (*kind, entity.get("id")?.as_str()?, entity.as_object()?, false)
                }
                Change::Amend { kind, id, patch } => (*kind, id.as_str(), patch.as_object()?, true),
                _ => return None,
            };
            let (id, body) = (id.to_owned(), body.clone());
            Some(Noun { kind, id, body, adds, begins_on: self.begins_on, kept_by: self.kept_by.clone() })
        })
    }

    /// What it changes of the organisation and its risk criteria.
    pub(crate) fn settings(&self) -> Vec<Change> {
        let is_setting = |change: &&Change| !matches!(change, Change::Create { .. } | Change::Amend { .. });
        self.changes.iter().filter(is_setting).cloned().collect()
    }
}

/// Finds entities that are named elsewhere.
pub(crate) struct Names<'a>(BTreeMap<(Kind, &'a str), usize>);

impl<'a> Names<'a> {
    pub(crate) fn new(nouns: &'a [Noun]) -> Self {
        // What only adds to an entity of a catalogue is there from the import on.
        let own = nouns.iter().enumerate().filter(|(_, noun)| !noun.adds);
        Self(own.map(|(index, noun)| ((noun.kind, noun.id.as_str()), index)).collect())
    }

    /// Where an entity stands among the nouns; nothing if it is of a catalogue.
    pub(crate) fn find(&self, kind: Kind, id: &str) -> Option<usize> {
        self.0.get(&(kind, id)).copied()
    }
}
