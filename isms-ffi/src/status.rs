//! What every call returns, and the guard round every call.

use std::panic::{AssertUnwindSafe, catch_unwind};

use isms_core::{Error, ErrorCode};

use crate::isms_error_t;

/// How a call went.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum isms_status_t {
    /// All is well.
    ISMS_OK = 0,
    /// The input is wrong; the error says where and what would be right.
    ISMS_ERROR = 1,
    /// A pointer that must not be NULL is.
    ISMS_INVALID_ARGUMENT = 2,
    /// A defect of the library was caught. The record is as it was or should be thrown away.
    ISMS_PANIC = 3,
}

/// Why a call failed.
pub(crate) enum Failure {
    Input(Error),
    Null(&'static str),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Input(error)
    }
}

/// Runs `body`, turns what it returns into a status and an error object, and lets no panic through.
///
/// `error` must be NULL or point to room for a pointer.
pub(crate) fn guard(
    error: *mut *mut isms_error_t,
    body: impl FnOnce() -> Result<(), Failure>,
) -> isms_status_t {
    let (status, failure) = match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => (isms_status_t::ISMS_OK, None),
        Ok(Err(Failure::Input(error))) => (isms_status_t::ISMS_ERROR, Some(error)),
        Ok(Err(Failure::Null(name))) => {
            let error = Error::new(ErrorCode::Value, name, "is NULL", "give a pointer");
            (isms_status_t::ISMS_INVALID_ARGUMENT, Some(error))
        }
        Err(_) => {
            let error =
                Error::new(ErrorCode::Rule, "", "a defect of the library was caught", "please report it");
            (isms_status_t::ISMS_PANIC, Some(error))
        }
    };
    if !error.is_null() {
        let object = failure.map_or(std::ptr::null_mut(), |failure| isms_error_t::new(&failure));
        // SAFETY: not NULL, and the caller promises room for a pointer.
        unsafe { error.write(object) };
    }
    status
}
