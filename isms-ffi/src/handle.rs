//! Handles: objects of the library that a caller owns.

use crate::status::Failure;

/// Hands a new object over: it is freed by its own `_free`.
///
/// # Safety
/// `out` is NULL or points to room for a pointer.
pub(crate) unsafe fn hand_over<T>(out: *mut *mut T, made: T) -> Result<(), Failure> {
    if out.is_null() {
        return Err(Failure::Null("out"));
    }
    // SAFETY: not NULL, and the caller promises room for a pointer.
    unsafe { out.write(Box::into_raw(Box::new(made))) };
    Ok(())
}
