//! Writes the report of a record on a date: `report RECORD.json 2026-09-01 REPORT.html`.

use std::error::Error;

use isms_core::record::Isms;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(path), Some(date), Some(out)) = (arguments.next(), arguments.next(), arguments.next()) else {
        return Err("usage: report RECORD.json YYYY-MM-DD REPORT.html".into());
    };
    let isms = Isms::from_slice(&std::fs::read(path)?)?;
    std::fs::write(&out, isms_core::report::html(&isms.as_of(date.parse()?))?)?;
    println!("The report is in {out}");
    Ok(())
}
