//! Which library this is.

use std::ffi::c_char;

/// Raised with every change that breaks programs compiled against the header.
pub const ISMS_ABI_VERSION: u32 = 1;

/// The ABI version of the library loaded; compare it with `ISMS_ABI_VERSION` of the header.
#[unsafe(no_mangle)]
pub extern "C" fn isms_abi_version() -> u32 {
    ISMS_ABI_VERSION
}

/// The version of the library, e.g. `0.1.0`. Static; do not free.
#[unsafe(no_mangle)]
pub extern "C" fn isms_version() -> *const c_char {
    concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast()
}
