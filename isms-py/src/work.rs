//! Long work: Python's signals are looked after and its listener is told, while another thread does it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use isms_core::Error;
use isms_core::graph::Watch;
use pyo3::prelude::*;

use crate::raise;

/// How often signals are looked after.
const LOOK: Duration = Duration::from_millis(50);

/// Does long work on a thread of its own, while this one looks after signals and tells how far it is.
pub(crate) fn watched<T: Send>(
    py: Python<'_>,
    progress: Option<Py<PyAny>>,
    work: impl FnOnce(&Watch<'_>) -> Result<T, Error> + Send,
) -> PyResult<T> {
    let (done, of, go_on) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicBool::new(true));
    let listener = |parts: usize, all: usize| {
        done.fetch_max(parts, Ordering::Relaxed);
        of.store(all, Ordering::Relaxed);
        go_on.load(Ordering::Relaxed)
    };
    let mut told = None;
    let mut look = |interrupted: &mut Option<PyErr>| {
        let now = (done.load(Ordering::Relaxed), of.load(Ordering::Relaxed));
        let outcome = Python::attach(|py| {
            py.check_signals()?;
            match &progress {
                Some(progress) if told != Some(now) && now.1 > 0 => progress.call1(py, now).map(drop),
                _ => Ok(()),
            }
        });
        told = Some(now);
        if let Err(error) = outcome {
            go_on.store(false, Ordering::Relaxed);
            interrupted.get_or_insert(error);
        }
    };
    let (outcome, interrupted) = py.detach(|| {
        std::thread::scope(|scope| {
            let (finished, wait) = channel::<()>();
            let work = scope.spawn(|| {
                let _finished = finished; // dropped at the end, which the other side notices
                work(&Watch::by(&listener))
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
