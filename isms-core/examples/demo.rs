//! Prints the state of a record on a date: `demo RECORD.json 2026-09-01`.

use std::error::Error;

use isms_core::record::Isms;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(path), Some(date)) = (arguments.next(), arguments.next()) else {
        return Err("usage: demo RECORD.json YYYY-MM-DD".into());
    };
    let isms = Isms::from_slice(&std::fs::read(path)?)?;
    let view = isms.as_of(date.parse()?);
    print!("{}", view.status()?);
    println!("\nOverdue, longest first:");
    for item in view.overdue().items {
        println!("  {item}");
    }
    println!("\nContinuity of the last year, where a limit is crossed:");
    for activity in view.continuity(view.date())?.activities {
        for flag in &activity.figures.flags {
            println!("  {:<16} {}", activity.activity, flag.message);
        }
    }
    Ok(())
}
