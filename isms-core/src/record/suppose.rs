//! A copy of the record as changes would make it, to be looked at and thrown away.

use super::Change;
use super::apply::Before;
use super::isms::Isms;
use super::validate::place;
use crate::error::{Error, Result};

impl Isms {
    /// The record as it would be after changes. Nothing is written.
    ///
    /// Errors: as [`apply`](Self::apply) gives them, each within the change that is at fault, e.g.
    /// `changes[2].risks[R-014].owner`.
    pub(crate) fn supposing(&self, changes: &[Change]) -> Result<Self> {
        let mut supposed = self.clone();
        let mut before = Before::default();
        for (i, change) in changes.iter().enumerate() {
            supposed.step(change, &mut before).map_err(|error| within(i, error))?;
        }
        // What is checked of the whole is the fault of the last change of the entity that is wrong.
        supposed.settle(&before).map_err(|error| {
            match changes.iter().rposition(|change| is_about(change, &error.path)) {
                Some(i) => within(i, error),
                None => error.within("changes"),
            }
        })?;
        Ok(supposed)
    }
}

fn within(change: usize, error: Error) -> Error {
    error.within(&format!("changes[{change}]"))
}

fn is_about(change: &Change, path: &str) -> bool {
    match change {
        Change::Batch { changes } => changes.iter().any(|change| is_about(change, path)),
        change => change.target().is_some_and(|(kind, id)| path.starts_with(&place(kind, id))),
    }
}
