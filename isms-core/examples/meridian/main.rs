//! Makes the record of Meridian Water, and the journal of its three years, from the catalogues and the changes beside
//! it.
//!
//! `cargo run -p isms-core --example meridian` writes `isms.json` and `journal.jsonl` in `examples/data/meridian` anew.

mod batch;
mod birth;
mod clock;
mod history;
mod known;
mod people;
mod unfold;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use isms_core::interop::{read_oscal, read_stix};
use isms_core::record::{Change, Isms, Journal};

use batch::Batch;

/// The record on the day before the project began.
const START: &str = r#"{"format": "isms/1",
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
    let journal = journal(&unfold(&directory)?)?;
    if *journal.record()? != record {
        return Err("the journal does not lead to the record".into());
    }
    fs::write(directory.join("isms.json"), record.to_json())?;
    fs::write(directory.join("journal.jsonl"), journal.to_json_lines())?;
    println!("{} entries of the journal lead to the record", journal.len());
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
    unfold::unfold(imports, &batches)
}

/// The journal of entries, begun with an empty record at the time of the first.
pub(crate) fn journal(entries: &[Entry]) -> Result<Journal, Box<dyn Error>> {
    let first = entries.first().ok_or("there are no entries")?;
    let begun = first.recorded_at.try_into()?;
    let mut journal = Journal::establish(&Isms::from_json(START)?, begun, &first.actor)?;
    for entry in entries {
        let Entry { recorded_at, actor, changes } = entry;
        journal
            .append((*recorded_at).try_into()?, actor, changes)
            .map_err(|error| format!("at {recorded_at} by {actor}: {error}"))?;
    }
    Ok(journal)
}

/// What the catalogues of threats and controls propose.
fn catalogues(directory: &Path) -> Result<Vec<Vec<Change>>, Box<dyn Error>> {
    let threats = read_stix(&fs::read(directory.join(ATTACK))?)?;
    let controls = read_oscal(&fs::read(directory.join(BASELINE))?)?;
    Ok(vec![threats.changes, controls.changes])
}
