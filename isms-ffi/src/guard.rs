//! What stands round every call that can fail: no panic crosses into C, and each failure becomes an error object.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;

use crate::error::{Failure, isms_error_t};
use crate::status::isms_status_t;

/// Runs the work of a call and reports how it went.
///
/// # Safety
/// `error` is NULL or may be written to.
pub(crate) unsafe fn guard(
    error: *mut *mut isms_error_t,
    work: impl FnOnce() -> Result<(), Failure>,
) -> isms_status_t {
    // After a panic the header forbids any use of the handles but to free them, so that no half state is seen.
    let outcome = catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|payload| Err(Failure::Panic(said(payload.as_ref()).to_owned())));
    let (status, report) = match outcome {
        Ok(()) => (isms_status_t::ISMS_OK, ptr::null_mut()),
        Err(failure) if error.is_null() => (failure.status(), ptr::null_mut()),
        Err(failure) => (failure.status(), Box::into_raw(Box::new(failure.into_error()))),
    };
    if !error.is_null() {
        // SAFETY: the caller's promise.
        unsafe { error.write(report) };
    }
    status
}

fn said(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("it panicked")
}

#[cfg(test)]
mod tests {
    use std::ffi::CStr;

    use super::*;
    use crate::error::{isms_error_code, isms_error_free, isms_error_message};

    #[test]
    fn a_panic_becomes_an_error() {
        let mut error = ptr::null_mut();
        // SAFETY: error may be written to.
        let status = unsafe { guard(&raw mut error, || panic!("of {}", "mine")) };
        assert_eq!(status, isms_status_t::ISMS_PANIC);
        // SAFETY: guard has just made the error, and it is freed once.
        unsafe {
            assert_eq!(CStr::from_ptr(isms_error_code(error)), c"panic");
            assert!(CStr::from_ptr(isms_error_message(error)).to_string_lossy().contains("of mine"));
            isms_error_free(error);
        }
    }

    #[test]
    fn a_caller_may_ignore_the_error() {
        // SAFETY: NULL is allowed.
        assert_eq!(unsafe { guard(ptr::null_mut(), || panic!("unheard")) }, isms_status_t::ISMS_PANIC);
    }
}
