//! Telling how far long work is, and being told to stop.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::error::{Error, ErrorCode, Result};

/// Called with how much is done and of how much; returns whether to go on. It may be called from any thread.
pub type Listener<'a> = &'a (dyn Fn(usize, usize) -> bool + Sync);

/// What long work reports to.
///
/// ```
/// use isms_core::graph::{EdgeList, Graph, Limits, Watch};
/// let graph = Graph::from_edges(2, EdgeList { sources: &[0], targets: &[1], ..Default::default() })?;
/// let stop = |_done, _of| false;
/// let error = graph.reach_many(&[0], &Limits::default(), &Watch::by(&stop)).unwrap_err();
/// assert_eq!(error.code.as_str(), "cancelled");
/// # Ok::<(), isms_core::Error>(())
/// ```
#[derive(Default)]
pub struct Watch<'a> {
    listener: Option<Listener<'a>>,
    done: AtomicUsize,
    of: AtomicUsize,
    stopped: AtomicBool,
}

impl<'a> Watch<'a> {
    /// Nobody listens.
    pub fn none() -> Self {
        Self::default()
    }

    /// `listener` is told, and may stop the work by returning false.
    pub fn by(listener: Listener<'a>) -> Self {
        Self { listener: Some(listener), ..Self::default() }
    }

    /// Begins work of so many parts.
    pub(crate) fn begin(&self, parts: usize) -> Result<()> {
        self.done.store(0, Ordering::Relaxed);
        self.of.store(parts, Ordering::Relaxed);
        self.tell(0)
    }

    /// Tells that one part more is done.
    pub(crate) fn part_done(&self) -> Result<()> {
        self.parts_done(1)
    }

    /// Tells that so many parts more are done.
    pub(crate) fn parts_done(&self, parts: usize) -> Result<()> {
        self.tell(self.done.fetch_add(parts, Ordering::Relaxed) + parts)
    }

    /// Asks, without telling news, whether to go on.
    pub(crate) fn go_on(&self) -> Result<()> {
        self.tell(self.done.load(Ordering::Relaxed))
    }

    fn tell(&self, done: usize) -> Result<()> {
        let Some(listener) = self.listener else { return Ok(()) };
        if self.stopped.load(Ordering::Relaxed) || !listener(done, self.of.load(Ordering::Relaxed)) {
            self.stopped.store(true, Ordering::Relaxed);
            return Err(Error::new(ErrorCode::Cancelled, "", "the work was stopped as asked", ""));
        }
        Ok(())
    }
}
