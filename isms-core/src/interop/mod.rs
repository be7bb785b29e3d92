//! Readers of foreign formats. A reader proposes changes and reports what it left out; it never writes.

mod fields;
mod oscal;
mod stix;

pub use oscal::read_oscal;
pub use stix::read_stix;
