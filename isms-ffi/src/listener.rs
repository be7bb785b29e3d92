//! Who is told how far the answer to a view is, and says what becomes of it.

use std::ffi::c_void;

use isms_core::graph::{BestSoFar, Next, Progress};

/// A listener returns it for the work to go on.
pub const ISMS_GO_ON: i32 = 0;
/// A listener returns it when it has enough: a view that looks for the best answers with the best so far, and says that it
/// was `stopped`. Where nothing is found yet, or another view is asked, it is as `ISMS_CANCEL`.
pub const ISMS_ENOUGH: i32 = 1;
/// A listener returns it for the work to end at once; the call fails with the code `cancelled`. So it does on any other
/// value.
pub const ISMS_CANCEL: i32 = 2;

/// Who is told how far the answer to a view is, from any thread and from several at once.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct isms_listener_t {
    /// What is called: `done` of `of` parts are done. While the best choice is looked for, `best` is the value of the best
    /// so far, and no choice has a lower value than `bound`; otherwise both are NaN. Returns `ISMS_GO_ON`, `ISMS_ENOUGH` or
    /// `ISMS_CANCEL`. May be NULL.
    pub tell:
        Option<extern "C" fn(done: usize, of: usize, best: f64, bound: f64, context: *mut c_void) -> i32>,
    /// What it is given.
    pub context: *mut c_void,
}

impl isms_listener_t {
    pub(crate) fn hear(&self, progress: &Progress) -> Next {
        let Some(tell) = self.tell else { return Next::GoOn };
        let nothing = BestSoFar { value: f64::NAN, bound: f64::NAN };
        let BestSoFar { value, bound } = progress.best.unwrap_or(nothing);
        match tell(progress.done, progress.of, value, bound, self.context) {
            ISMS_GO_ON => Next::GoOn,
            ISMS_ENOUGH => Next::Enough,
            _ => Next::Cancel,
        }
    }
}

// SAFETY: the header says that `tell` is called from any thread, so `context` must bear that.
unsafe impl Sync for isms_listener_t {}
