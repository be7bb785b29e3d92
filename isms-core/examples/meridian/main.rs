//! Makes the record of Meridian Water, and its three years as a list of dated changes, from the catalogues and the
//! changes beside it.
//!
//! `cargo run -p isms-core --example meridian` writes `examples/data/meridian/isms.json` anew.

mod batch;
mod clock;
mod history;
mod known;
mod unfold;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use isms_core::interop::{read_oscal, read_stix};
use isms_core::record::{Change, Isms};

use batch::Batch;

/// The record on the day before the project began.
pub(crate) const START: &str = r#"{"format": "isms/1",
    "organisation": {"name": "Meridian Water", "scope": "To be stated", "currency": "EUR"}}"#;
const ATTACK: &str = "sources/ics-attack-18.1.json";
const BASELINE: &str = "sources/NIST_SP-800-53_rev5_MODERATE-baseline-resolved-profile_catalog-min.json";

/// Who put what on record, and when: one entry of the journal.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) recorded_at: DateTime<Utc>,
    pub(crate) actor: String,
    pub(crate) changes: Vec<Change>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let directory = std::env::args().nth(1).map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/data/meridian"),
        PathBuf::from,
    );
    let record = make(&directory)?;
    let entries = unfold(&directory)?;
    println!("{} entries lead to the record", entries.len());
    if replay(&entries)? != record {
        return Err("the dated changes do not lead to the record".into());
    }
    fs::write(directory.join("isms.json"), record.to_json())?;
    Ok(())
}

/// The record that comes of the sources and changes in a directory, all applied at once.
pub(crate) fn make(directory: &Path) -> Result<Isms, Box<dyn Error>> {
    let mut isms = Isms::from_json(START)?;
    let batches = Batch::read_all(&directory.join("changes"))?;
    let written = batches.into_iter().flat_map(|batch| batch.changes);
    let changes: Vec<Change> = catalogues(directory)?.into_iter().flatten().chain(written).collect();
    isms.apply(&changes)?;
    Ok(isms)
}

/// The same record as it came to be: each change at its own time, in order.
pub(crate) fn unfold(directory: &Path) -> Result<Vec<Entry>, Box<dyn Error>> {
    let imports = catalogues(directory)?;
    let batches = Batch::read_all(&directory.join("changes"))?;
    Ok(unfold::unfold(imports, &batches)?)
}

/// The record that comes of entries applied one after the other.
pub(crate) fn replay(entries: &[Entry]) -> Result<Isms, Box<dyn Error>> {
    let mut isms = Isms::from_json(START)?;
    for (number, entry) in entries.iter().enumerate() {
        isms.apply(&entry.changes).map_err(|error| {
            format!("entry {number} of {} by {}: {error}", entry.recorded_at, entry.actor)
        })?;
    }
    Ok(isms)
}

/// What the catalogues of threats and controls propose.
fn catalogues(directory: &Path) -> Result<Vec<Vec<Change>>, Box<dyn Error>> {
    let threats = read_stix(&fs::read(directory.join(ATTACK))?)?;
    let controls = read_oscal(&fs::read(directory.join(BASELINE))?)?;
    Ok(vec![threats.changes, controls.changes])
}
