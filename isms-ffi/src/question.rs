//! Questions whose answers are JSON, to whatever is asked.

use std::ffi::c_char;

use isms_core::Error;
use isms_core::graph::Watch;

use crate::graph::{isms_progress_t, watched};
use crate::isms_string_t;
use crate::status::Failure;
use crate::string::{give_bytes, text};

/// Asks a question and writes the answer. No parameters stand for an empty text.
///
/// # Safety
/// Pointers are NULL or as the header says.
pub(crate) unsafe fn answer(
    question: *const c_char,
    parameters: *const c_char,
    progress: *const isms_progress_t,
    out: *mut isms_string_t,
    ask: impl FnOnce(&str, &str, &Watch<'_>) -> Result<String, Error>,
) -> Result<(), Failure> {
    // SAFETY: NULL or a C string; NULL or progress.
    let (question, progress) = unsafe { (text("question", question)?, progress.as_ref()) };
    // SAFETY: not NULL here, and a C string.
    let parameters = if parameters.is_null() { "" } else { unsafe { text("parameters", parameters) }? };
    let answer = watched(progress, |watch| ask(question, parameters, watch))?;
    // SAFETY: NULL or room for a string.
    unsafe { give_bytes(out, answer.into_bytes()) }
}
