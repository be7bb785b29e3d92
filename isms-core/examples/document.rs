//! Writes a document of a record on a date: `document RECORD.json 2026-09-01 statement_of_applicability html SOA.html`.
//! What follows is the parameters as JSON, for documents that have some.

use std::error::Error;

use isms_core::record::Isms;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, date, name, format, out, parameters @ ..] = arguments.as_slice() else {
        return Err("usage: document RECORD.json YYYY-MM-DD NAME markdown|html|csv OUT [PARAMETERS]".into());
    };
    let isms = Isms::from_slice(&std::fs::read(path)?)?;
    let view = isms.as_of(date.parse()?);
    std::fs::write(out, view.document_text(name, format, parameters.first().map_or("", String::as_str))?)?;
    println!("The document is in {out}");
    Ok(())
}
