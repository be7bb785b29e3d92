//! Error objects.

use std::ffi::{CString, c_char};
use std::ptr;

use isms_core::Error;

/// What went wrong, where, and what would be right.
pub struct isms_error_t {
    message: CString,
    path: CString,
    code: CString,
}

impl isms_error_t {
    pub(crate) fn new(error: &Error) -> *mut Self {
        // C ends its strings at NUL, so a NUL inside is shown as the replacement character.
        let text = |text: String| CString::new(text.replace('\0', "\u{fffd}")).unwrap_or_default();
        Box::into_raw(Box::new(Self {
            message: text(error.to_string()),
            path: text(error.path.clone()),
            code: text(error.code.as_str().to_owned()),
        }))
    }
}

/// The whole message: place, problem and remedy. Lives as long as the error; NULL for NULL.
///
/// # Safety
/// `error` is NULL or an error of this library that has not been freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_error_message(error: *const isms_error_t) -> *const c_char {
    // SAFETY: NULL or alive, as the caller promises.
    unsafe { field(error, |error| &error.message) }
}

/// The place, e.g. `risks[R-014].owner`; empty for the document as a whole. Lives as long as the error.
///
/// # Safety
/// `error` is NULL or an error of this library that has not been freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_error_path(error: *const isms_error_t) -> *const c_char {
    // SAFETY: NULL or alive, as the caller promises.
    unsafe { field(error, |error| &error.path) }
}

/// The stable code, e.g. `unknown_reference`. Lives as long as the error.
///
/// # Safety
/// `error` is NULL or an error of this library that has not been freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_error_code(error: *const isms_error_t) -> *const c_char {
    // SAFETY: NULL or alive, as the caller promises.
    unsafe { field(error, |error| &error.code) }
}

/// # Safety
/// `error` is NULL or alive.
unsafe fn field(error: *const isms_error_t, of: fn(&isms_error_t) -> &CString) -> *const c_char {
    // SAFETY: as the caller promises.
    unsafe { error.as_ref() }.map_or(ptr::null(), |error| of(error).as_ptr())
}

/// Frees an error.
///
/// # Safety
/// `error` is NULL or an error of this library that has not been freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_error_free(error: *mut isms_error_t) {
    if !error.is_null() {
        // SAFETY: made by `Box::into_raw` in `new`, and not freed before, as the caller promises.
        drop(unsafe { Box::from_raw(error) });
    }
}
