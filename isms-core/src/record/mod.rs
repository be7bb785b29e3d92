//! The record, the one door through which it changes, and what that door checks.

mod apply;
mod change;
mod changes;
mod changeset;
mod computed;
mod derived;
mod difference;
mod isms;
pub mod journal;
mod limits;
mod lookup;
mod named;
mod options;
mod ordered;
mod parse;
mod performed;
mod schema;
mod step;
mod suppose;
mod validate;

pub use change::Change;
pub use changes::Changes;
pub use changeset::{ChangeSet, ImportReport, Skipped};
pub use difference::{Difference, EntityDifference, FieldDifference, WholeEntity};
pub(crate) use isms::Stored;
pub use isms::{Collection, FORMAT, Isms};
pub use journal::Journal;
pub use limits::Limits;
pub(crate) use parse::{from_bytes, from_json_text, from_value};
pub use schema::json_schema;
