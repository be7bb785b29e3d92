//! The tour of the README: run it from the root of the repository.

use isms_core::prelude::*;
use isms_core::view::Period;

fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let isms = Isms::from_json(&std::fs::read_to_string("examples/data/meridian/isms.json")?)?;
    let view = isms.as_of("2026-09-01".parse()?);

    for item in view.overdue().items.iter().take(3) {
        println!("{item}");
    }
    for activity in view.continuity(Period::before_audit(&"AUD-2026-S1".into()))?.activities {
        for flag in activity.figures.flags.iter().filter(|flag| flag.value < 0.001) {
            println!("{}: {}", activity.activity, flag.message);
        }
    }
    for reached in isms.graph().blast_radius("T0814", Depth::AtMost(1))?.iter().take(3) {
        println!("a denial of service is felt by {}", reached.node);
    }
    std::fs::write("target/report.html", isms_core::report::html(&view)?)?; // one self-contained file
    Ok(())
}
