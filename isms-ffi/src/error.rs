//! What went wrong, as an object the caller owns.

use std::ffi::{CStr, CString, c_char};

use isms_core::Error;

use crate::status::isms_status_t;

/// What is wrong, where, and what would be right. Free it with `isms_error_free`.
pub struct isms_error_t {
    code: CString,
    path: CString,
    message: CString,
}

/// Why a call did not do its work.
pub(crate) enum Failure {
    /// The library refused.
    Refused(Error),
    /// An argument of the call itself is wrong.
    Argument { name: &'static str, problem: String },
    /// The library panicked and said this.
    Panic(String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl Failure {
    pub(crate) fn status(&self) -> isms_status_t {
        match self {
            Self::Refused(_) => isms_status_t::ISMS_ERROR,
            Self::Argument { .. } => isms_status_t::ISMS_INVALID_ARGUMENT,
            Self::Panic(_) => isms_status_t::ISMS_PANIC,
        }
    }

    pub(crate) fn into_error(self) -> isms_error_t {
        let (code, path, message) = match self {
            Self::Refused(error) => (error.code.as_str(), error.path.clone(), error.to_string()),
            Self::Argument { name, problem } => ("invalid_argument", name.to_owned(), format!("{name} {problem}")),
            Self::Panic(said) => ("panic", String::new(), format!("a defect of the library: {said}; please report it")),
        };
        isms_error_t { code: c_string(code), path: c_string(&path), message: c_string(&message) }
    }
}

/// Text of a document may contain U+0000, which would end a C string early.
fn c_string(text: &str) -> CString {
    CString::new(text.replace('\0', "\\u0000")).unwrap_or_default()
}

/// The text `of` a possibly absent error.
///
/// # Safety
/// `error` is NULL or a live error of this library.
unsafe fn text(error: *const isms_error_t, of: impl FnOnce(&isms_error_t) -> &CString) -> *const c_char {
    const NOTHING: &CStr = c"";
    // SAFETY: the caller's promise.
    unsafe { error.as_ref() }.map_or(NOTHING.as_ptr(), |error| of(error).as_ptr())
}

/// What is wrong and what would be right, with the place in front. Lives as long as the error; `""` for NULL.
///
/// # Safety
/// `error` is NULL or an error of this library that has not been freed; anything else is undefined.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_error_message(error: *const isms_error_t) -> *const c_char {
    // SAFETY: the caller's promise is that of text.
    unsafe { text(error, |error| &error.message) }
}

/// The place in the document, e.g. `risks[R-014].owner`, or the argument of the call; `""` for the document as
/// a whole. Lives as long as the error; `""` for NULL.
///
/// # Safety
/// `error` is NULL or an error of this library that has not been freed; anything else is undefined.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_error_path(error: *const isms_error_t) -> *const c_char {
    // SAFETY: the caller's promise is that of text.
    unsafe { text(error, |error| &error.path) }
}

/// The stable code of the kind of error, e.g. `unknown_reference`; `invalid_argument` and `panic` are this
/// interface's own. Lives as long as the error; `""` for NULL.
///
/// # Safety
/// `error` is NULL or an error of this library that has not been freed; anything else is undefined.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_error_code(error: *const isms_error_t) -> *const c_char {
    // SAFETY: the caller's promise is that of text.
    unsafe { text(error, |error| &error.code) }
}

/// Frees an error. NULL is fine; a second time is undefined.
///
/// # Safety
/// `error` is NULL or an error of this library that has not been freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_error_free(error: *mut isms_error_t) {
    if !error.is_null() {
        // SAFETY: it came from Box::into_raw in guard, and the caller gives it back once.
        drop(unsafe { Box::from_raw(error) });
    }
}
