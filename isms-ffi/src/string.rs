//! Text that crosses the border.

use std::ffi::{CStr, c_char};
use std::{ptr, slice};

use isms_core::{Error, ErrorCode};

use crate::status::Failure;

/// Text owned by the library: `len` bytes and a NUL after them. Begin with `{0}`, free by `isms_string_free`.
#[repr(C)]
pub struct isms_string_t {
    /// The bytes.
    pub data: *mut c_char,
    /// How many, without the NUL.
    pub len: usize,
}

/// Writes `text` to `out`.
///
/// # Safety
/// `out` is NULL or points to room for a string.
pub(crate) unsafe fn give(out: *mut isms_string_t, text: String) -> Result<(), Failure> {
    // SAFETY: as the caller promises.
    unsafe { give_bytes(out, text.into_bytes()) }
}

/// Writes bytes to `out`.
///
/// # Safety
/// `out` is NULL or points to room for a string.
pub(crate) unsafe fn give_bytes(out: *mut isms_string_t, mut bytes: Vec<u8>) -> Result<(), Failure> {
    if out.is_null() {
        return Err(Failure::Null("out"));
    }
    let len = bytes.len();
    bytes.push(0);
    let data = Box::into_raw(bytes.into_boxed_slice()).cast::<c_char>();
    // SAFETY: not NULL, and the caller promises room for a string.
    unsafe { out.write(isms_string_t { data, len }) };
    Ok(())
}

/// The bytes of a document given with its length.
///
/// # Safety
/// `data` is NULL or points to `len` bytes that live and stay as they are for `'a`.
pub(crate) unsafe fn bytes<'a>(
    name: &'static str,
    data: *const c_char,
    len: usize,
) -> Result<&'a [u8], Failure> {
    match (data.is_null(), len) {
        (true, 0) => Ok(&[]),
        (true, _) => Err(Failure::Null(name)),
        // SAFETY: not NULL, and the caller promises `len` bytes.
        (false, len) => Ok(unsafe { slice::from_raw_parts(data.cast::<u8>(), len) }),
    }
}

/// A C string.
///
/// # Safety
/// `text` is NULL or points to bytes that end with NUL, and live and stay as they are for `'a`.
pub(crate) unsafe fn text<'a>(name: &'static str, text: *const c_char) -> Result<&'a str, Failure> {
    if text.is_null() {
        return Err(Failure::Null(name));
    }
    // SAFETY: not NULL, and the caller promises the NUL.
    unsafe { CStr::from_ptr(text) }
        .to_str()
        .map_err(|_| Error::new(ErrorCode::Syntax, name, "is not UTF-8", "give UTF-8").into())
}

/// Frees a string and makes it empty. A string freed or never filled is fine.
///
/// # Safety
/// `string` is NULL or points to a string that is empty or filled by this library.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_string_free(string: *mut isms_string_t) {
    // SAFETY: NULL or a string, as the caller promises.
    let Some(string) = (unsafe { string.as_mut() }) else { return };
    if !string.data.is_null() {
        let whole = ptr::slice_from_raw_parts_mut(string.data.cast::<u8>(), string.len + 1);
        // SAFETY: made by `Box::into_raw` in `give` with `len + 1` bytes.
        drop(unsafe { Box::from_raw(whole) });
    }
    *string = isms_string_t { data: ptr::null_mut(), len: 0 };
}
