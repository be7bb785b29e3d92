//! Long work: Python's signals are looked after and its listener is told, while another thread does it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use isms_core::Error;
use isms_core::graph::{BestSoFar, Next, Progress, Watch};
use pyo3::prelude::*;

use crate::raise;

/// How often signals are looked after.
const LOOK: Duration = Duration::from_millis(50);

/// Does long work on a thread of its own, while this one looks after signals and tells how many parts are done, and of how
/// many.
pub(crate) fn watched<T: Send>(
    py: Python<'_>,
    progress: Option<Py<PyAny>>,
    work: impl FnOnce(&Watch<'_>) -> Result<T, Error> + Send,
) -> PyResult<T> {
    let tell = |py: Python<'_>, told: &Progress| match &progress {
        Some(progress) => progress.call1(py, (told.done, told.of)).map(drop),
        None => Ok(()),
    };
    looked_after(py, None, tell, work)
}

/// The same of the answer to a view: the listener is told of the best so far too, its value and what none is lower than.
/// After so many seconds that is enough.
pub(crate) fn answered<T: Send>(
    py: Python<'_>,
    progress: Option<Py<PyAny>>,
    time_limit: Option<f64>,
    work: impl FnOnce(&Watch<'_>) -> Result<T, Error> + Send,
) -> PyResult<T> {
    let tell = |py: Python<'_>, told: &Progress| match &progress {
        Some(progress) => {
            let best = told.best.map(|best| (best.value, best.bound));
            progress.call1(py, (told.done, told.of, best)).map(drop)
        }
        None => Ok(()),
    };
    looked_after(py, time_limit, tell, work)
}

/// How far the work is, and what is to become of it.
#[derive(Default)]
struct State {
    done: AtomicUsize,
    of: AtomicUsize,
    best: Mutex<Option<BestSoFar>>,
    enough: AtomicBool,
    cancelled: AtomicBool,
}

impl State {
    fn hear(&self, told: &Progress) -> Next {
        self.done.fetch_max(told.done, Ordering::Relaxed);
        self.of.store(told.of, Ordering::Relaxed);
        if told.best.is_some() {
            *self.best.lock().unwrap_or_else(PoisonError::into_inner) = told.best;
        }
        if self.cancelled.load(Ordering::Relaxed) {
            Next::Cancel
        } else if self.enough.load(Ordering::Relaxed) {
            Next::Enough
        } else {
            Next::GoOn
        }
    }

    fn progress(&self) -> Progress {
        Progress {
            done: self.done.load(Ordering::Relaxed),
            of: self.of.load(Ordering::Relaxed),
            best: *self.best.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }
}

fn looked_after<T: Send>(
    py: Python<'_>,
    time_limit: Option<f64>,
    tell: impl Fn(Python<'_>, &Progress) -> PyResult<()> + Send + Sync,
    work: impl FnOnce(&Watch<'_>) -> Result<T, Error> + Send,
) -> PyResult<T> {
    let (state, begun) = (State::default(), Instant::now());
    let mut told = None;
    let mut look = |interrupted: &mut Option<PyErr>| {
        let now = state.progress();
        let outcome = Python::attach(|py| {
            py.check_signals()?;
            if told != Some(now) && now.of > 0 { tell(py, &now) } else { Ok(()) }
        });
        told = Some(now);
        if let Err(error) = outcome {
            state.cancelled.store(true, Ordering::Relaxed);
            interrupted.get_or_insert(error);
        }
        if time_limit.is_some_and(|seconds| begun.elapsed().as_secs_f64() >= seconds) {
            state.enough.store(true, Ordering::Relaxed);
        }
    };
    let (outcome, interrupted) = py.detach(|| {
        std::thread::scope(|scope| {
            let (finished, wait) = channel::<()>();
            let work = scope.spawn(|| {
                let _finished = finished; // dropped at the end, which the other side notices
                work(&Watch::by(&|told| state.hear(told)))
            });
            let mut interrupted = None;
            while wait.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
                look(&mut interrupted);
            }
            look(&mut interrupted);
            (work.join(), interrupted)
        })
    });
    match (interrupted, outcome) {
        (Some(error), _) => Err(error),
        (None, Ok(answer)) => answer.map_err(raise),
        (None, Err(panic)) => std::panic::resume_unwind(panic),
    }
}
