//! What follows from a record and is kept beside it.

use std::fmt;
use std::sync::OnceLock;

/// Made when it is first asked for, and kept up with every change from then on. It makes no difference between two
/// records.
#[derive(Clone)]
pub(super) struct Derived<T>(OnceLock<T>);

impl<T> Derived<T> {
    /// What is kept, made first if it is not there yet.
    pub(super) fn get_or_make(&self, make: impl FnOnce() -> T) -> &T {
        self.0.get_or_init(make)
    }

    /// What is kept, if it was made, to keep it up: what was never asked for need not be.
    pub(super) fn made(&mut self) -> Option<&mut T> {
        self.0.get_mut()
    }
}

impl<T> Default for Derived<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}
impl<T> PartialEq for Derived<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
impl<T> fmt::Debug for Derived<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Derived")
    }
}
