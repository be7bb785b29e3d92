//! Arguments as C gives them, checked as far as they can be.

use std::ffi::{CStr, c_char};
use std::slice;

use crate::error::Failure;

fn wrong(name: &'static str, problem: impl Into<String>) -> Failure {
    Failure::Argument { name, problem: problem.into() }
}

/// A document of explicit length. NULL stands for no bytes.
///
/// # Safety
/// `data` is NULL or readable for `len` bytes that nobody changes during the call.
pub(crate) unsafe fn bytes<'a>(data: *const c_char, len: usize, name: &'static str) -> Result<&'a [u8], Failure> {
    if len == 0 {
        return Ok(&[]);
    }
    if data.is_null() {
        return Err(wrong(name, format!("is NULL, but its length is {len}")));
    }
    if isize::try_from(len).is_err() {
        return Err(wrong(name, format!("cannot be {len} bytes long")));
    }
    // SAFETY: not NULL, of a possible length, and the caller promises the rest.
    Ok(unsafe { slice::from_raw_parts(data.cast::<u8>(), len) })
}

/// A name or a date: a string that ends with NUL.
///
/// # Safety
/// `text` is NULL or readable up to a NUL, and nobody changes it during the call.
pub(crate) unsafe fn name<'a>(text: *const c_char, name: &'static str) -> Result<&'a str, Failure> {
    // SAFETY: the caller's promise is the same.
    unsafe { optional_name(text, name) }?.ok_or_else(|| wrong(name, "is NULL"))
}

/// As `name`, where NULL means that there is none.
///
/// # Safety
/// As for `name`.
pub(crate) unsafe fn optional_name<'a>(
    text: *const c_char,
    name: &'static str,
) -> Result<Option<&'a str>, Failure> {
    if text.is_null() {
        return Ok(None);
    }
    // SAFETY: not NULL, and the caller promises the rest.
    let text = unsafe { CStr::from_ptr(text) };
    text.to_str().map(Some).map_err(|error| wrong(name, format!("is not UTF-8 at byte {}", error.valid_up_to())))
}

/// A handle to read.
///
/// # Safety
/// `handle` is NULL or a live handle that nobody changes during the call.
pub(crate) unsafe fn handle<'a, T>(handle: *const T, name: &'static str) -> Result<&'a T, Failure> {
    // SAFETY: the caller's promise.
    unsafe { handle.as_ref() }.ok_or_else(|| wrong(name, "is NULL"))
}

/// A handle to change.
///
/// # Safety
/// `handle` is NULL or a live handle that nobody else uses during the call.
pub(crate) unsafe fn handle_mut<'a, T>(handle: *mut T, name: &'static str) -> Result<&'a mut T, Failure> {
    // SAFETY: the caller's promise.
    unsafe { handle.as_mut() }.ok_or_else(|| wrong(name, "is NULL"))
}

/// A place for an output, which may hold anything before the call and holds `empty` until there is a result.
///
/// # Safety
/// `place` is NULL or may be written to.
pub(crate) unsafe fn output<'a, T>(place: *mut T, empty: T, name: &'static str) -> Result<&'a mut T, Failure> {
    if place.is_null() {
        return Err(wrong(name, "is NULL"));
    }
    // SAFETY: not NULL, the caller promises the rest, and after the write it holds a T.
    unsafe {
        place.write(empty);
        Ok(&mut *place)
    }
}
