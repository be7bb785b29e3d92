//! Foreign formats. A reader proposes changes and reports what it left out; it changes no record. A writer gives text.
//! Catalogues that come with the library are proposed in the same way.

mod catalogue;
mod fields;
mod icalendar;
mod measurements;
mod oscal;
mod stix;

pub use catalogue::{catalogue, catalogue_names};
pub use icalendar::{CalendarParameters, write_icalendar, write_icalendar_json};
pub use measurements::{read_measurement_columns, read_measurements_csv, read_measurements_jsonl};
pub use oscal::{read_oscal, read_oscal_framework};
pub use stix::read_stix;
