//! Telling how far long work is, and being told to stop.

use std::fmt;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::error::{Error, ErrorCode, Result};

/// In how many parts the whole of some work is told that is done in stretches of different kinds.
const PARTS: usize = 1000;

/// How far long work is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Parts that are done.
    pub done: usize,
    /// Parts that there are.
    pub of: usize,
    /// While the best of many is looked for: what is known of it, once there is one.
    pub best: Option<BestSoFar>,
}

/// The best of many, while it is looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BestSoFar {
    /// Its value, which is to be small.
    pub value: f64,
    /// No other has a lower value than this.
    pub bound: f64,
}

/// What is to become of long work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// It goes on.
    GoOn,
    /// It is enough: who looks for the best answers with the best so far. Any other work ends as if cancelled.
    Enough,
    /// It ends at once, with an error of the code `cancelled`.
    Cancel,
}

/// Told how far the work is; says what becomes of it. It may be called from any thread.
pub type Listener<'a> = &'a (dyn Fn(&Progress) -> Next + Sync);

/// What long work reports to.
///
/// ```
/// use isms_core::graph::{EdgeList, Graph, Limits, Next, Watch};
/// let graph = Graph::from_edges(2, EdgeList { sources: &[0], targets: &[1], ..Default::default() })?;
/// let error = graph.reach_many(&[0], &Limits::default(), &Watch::by(&|_| Next::Cancel)).unwrap_err();
/// assert_eq!(error.code.as_str(), "cancelled");
/// # Ok::<(), isms_core::Error>(())
/// ```
#[derive(Default)]
pub struct Watch<'a> {
    listener: Option<Listener<'a>>,
    done: AtomicUsize,
    of: AtomicUsize,
    enough: AtomicBool,
    cancelled: AtomicBool,
}

impl fmt::Debug for Watch<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch").field("done", &self.done).field("of", &self.of).finish_non_exhaustive()
    }
}

impl<'a> Watch<'a> {
    /// Nobody listens.
    pub const fn none() -> Self {
        Self {
            listener: None,
            done: AtomicUsize::new(0),
            of: AtomicUsize::new(0),
            enough: AtomicBool::new(false),
            cancelled: AtomicBool::new(false),
        }
    }

    /// `listener` is told, and says what becomes of the work.
    pub fn by(listener: Listener<'a>) -> Self {
        Self { listener: Some(listener), ..Self::none() }
    }

    /// Begins work of so many parts.
    pub(crate) fn begin(&self, parts: usize) -> Result<()> {
        if self.listener.is_some() {
            self.done.store(0, Ordering::Relaxed);
            self.of.store(parts, Ordering::Relaxed);
        }
        self.go_on()
    }

    /// Tells that one part more is done.
    pub(crate) fn part_done(&self) -> Result<()> {
        self.parts_done(1)
    }

    /// Tells that so many parts more are done.
    pub(crate) fn parts_done(&self, parts: usize) -> Result<()> {
        if self.listener.is_some() {
            self.done.fetch_add(parts, Ordering::Relaxed);
        }
        self.go_on()
    }

    /// Asks, without telling news, whether to go on.
    pub(crate) fn go_on(&self) -> Result<()> {
        if self.next(None) == Next::GoOn { Ok(()) } else { Err(cancelled()) }
    }

    /// Tells how far it is to look for the best, and what is known of it. False if it is enough.
    pub(crate) fn seek(&self, done: u64, of: u64, best: Option<BestSoFar>) -> Result<bool> {
        if self.listener.is_some() {
            self.done.store(done as usize, Ordering::Relaxed);
            self.of.store(of as usize, Ordering::Relaxed);
        }
        match self.next(best) {
            Next::GoOn => Ok(true),
            Next::Enough => Ok(false),
            Next::Cancel => Err(cancelled()),
        }
    }

    /// Whether who looks for the best is to end, be it with the best so far.
    pub(crate) fn ends(&self) -> bool {
        self.next(None) != Next::GoOn
    }

    /// Whether it was enough.
    pub(crate) fn had_enough(&self) -> bool {
        self.enough.load(Ordering::Relaxed)
    }

    /// Begins work that is done in stretches.
    pub(crate) fn in_stretches(&self) -> Result<()> {
        self.begin(PARTS)
    }

    /// Does a stretch of the work, which is a share of the whole as near as can be told. It counts parts of its own.
    pub(crate) fn stretch<T>(&self, share: Range<f64>, work: impl FnOnce(&Watch<'_>) -> T) -> T {
        let found = self.inner(&|inner| self.pass_on(&share, inner), work);
        self.reach(share.end);
        found
    }

    /// The same of what is done to its end, though it may be enough: what comes after the best was looked for.
    pub(crate) fn last_stretch<T>(&self, share: Range<f64>, work: impl FnOnce(&Watch<'_>) -> T) -> T {
        let listener = |inner: &Progress| match self.pass_on(&share, inner) {
            Next::Enough => Next::GoOn,
            next => next,
        };
        let found = self.inner(&listener, work);
        self.reach(share.end);
        found
    }

    /// Does a piece of the work of which is not told how far it is.
    pub(crate) fn piece<T>(&self, work: impl FnOnce(&Watch<'_>) -> T) -> T {
        self.inner(&|_| self.next(None), work)
    }

    fn inner<T>(&self, listener: Listener<'_>, work: impl FnOnce(&Watch<'_>) -> T) -> T {
        if self.listener.is_some() { work(&Watch::by(listener)) } else { work(&Watch::none()) }
    }

    fn pass_on(&self, share: &Range<f64>, inner: &Progress) -> Next {
        let part = inner.done as f64 / inner.of.max(1) as f64;
        self.advance(share.start + (share.end - share.start) * part.min(1.0));
        self.next(inner.best)
    }

    /// Tells that a share of the whole is done. Who has enough then, or cancels, is heard when the work goes on.
    fn reach(&self, share: f64) {
        self.advance(share);
        self.next(None);
    }

    fn advance(&self, share: f64) {
        if self.listener.is_some() {
            self.done.fetch_max((share * PARTS as f64) as usize, Ordering::Relaxed);
        }
    }

    fn next(&self, best: Option<BestSoFar>) -> Next {
        let Some(listener) = self.listener else { return Next::GoOn };
        if self.cancelled.load(Ordering::Relaxed) {
            return Next::Cancel;
        }
        let (done, of) = (self.done.load(Ordering::Relaxed), self.of.load(Ordering::Relaxed));
        let next = listener(&Progress { done, of, best });
        match next {
            // Once it is enough, it stays so.
            Next::GoOn if self.had_enough() => return Next::Enough,
            Next::GoOn => {}
            Next::Enough => self.enough.store(true, Ordering::Relaxed),
            Next::Cancel => self.cancelled.store(true, Ordering::Relaxed),
        }
        next
    }
}

fn cancelled() -> Error {
    Error::new(ErrorCode::Cancelled, "", "the work was stopped as asked", "")
}
