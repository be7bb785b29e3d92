//! Makes the record of Meridian Water from the catalogues and the changes beside it.
//!
//! `cargo run -p isms-core --example meridian` writes `examples/data/meridian/isms.json` anew.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use isms_core::interop::{read_oscal, read_stix};
use isms_core::record::{Change, Isms};

const START: &str = r#"{"format": "isms/1",
    "organisation": {"name": "Meridian Water", "scope": "To be stated", "currency": "EUR"}}"#;
const ATTACK: &str = "sources/ics-attack-18.1.json";
const BASELINE: &str = "sources/NIST_SP-800-53_rev5_MODERATE-baseline-resolved-profile_catalog-min.json";

fn main() -> Result<(), Box<dyn Error>> {
    let directory = std::env::args().nth(1).map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/data/meridian"),
        PathBuf::from,
    );
    fs::write(directory.join("isms.json"), make(&directory)?.to_json())?;
    Ok(())
}

/// The record that comes of the sources and changes in a directory.
pub(crate) fn make(directory: &Path) -> Result<Isms, Box<dyn Error>> {
    let mut isms = Isms::from_json(START)?;
    let threats = read_stix(&fs::read(directory.join(ATTACK))?)?;
    let controls = read_oscal(&fs::read(directory.join(BASELINE))?)?;
    for set in [threats, controls] {
        println!("{}: took {:?}, left {}", set.report.source, set.report.taken, set.report.skipped.len());
        isms.apply(&set.changes)?;
    }
    let mut batches: Vec<PathBuf> = fs::read_dir(directory.join("changes"))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, std::io::Error>>()?;
    batches.sort();
    for batch in batches {
        let changes = Change::list_from_slice(&fs::read(&batch)?)?;
        isms.apply(&changes).map_err(|error| format!("{}: {error}", batch.display()))?;
        println!("{}: {} changes", batch.display(), changes.len());
    }
    Ok(isms)
}
