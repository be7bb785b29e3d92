//! How much of a hostile text is read.

use std::ffi::c_char;

use isms_core::record::journal::Settings;
use isms_core::record::{Isms, Journal, Limits};

use crate::handle::hand_over;
use crate::status::{Failure, guard};
use crate::string::bytes;
use crate::{isms_error_t, isms_journal_t, isms_status_t, isms_t};

/// What a record or a journal may hold at most; 0 stands for the default. Beyond it reading stops with the code `limit`.
#[repr(C)]
#[derive(Debug, Clone, Copy, Default)]
pub struct isms_limits_t {
    /// Bytes of a record; 1 GiB by default.
    pub bytes: usize,
    /// Bytes of one text in a record; 16 MiB by default.
    pub text_bytes: usize,
    /// Entities of a record; 10 million by default.
    pub entities: usize,
    /// Entries of a journal; 10 million by default.
    pub journal_entries: u64,
    /// Bytes of one line of a journal; 256 MiB by default.
    pub journal_line_bytes: usize,
}

impl isms_limits_t {
    fn of_record(self) -> Limits {
        let default = Limits::default();
        Limits {
            bytes: or(self.bytes, default.bytes),
            text_bytes: or(self.text_bytes, default.text_bytes),
            entities: or(self.entities, default.entities),
        }
    }

    fn of_journal(self) -> Settings {
        let default = Settings::default();
        Settings {
            max_entries: or(self.journal_entries, default.max_entries),
            max_line_bytes: or(self.journal_line_bytes, default.max_line_bytes),
            ..default
        }
    }
}

fn or<T: Default + PartialEq>(set: T, default: T) -> T {
    if set == T::default() { default } else { set }
}

/// # Safety
/// `limits` is NULL or points to limits.
unsafe fn read(limits: *const isms_limits_t) -> Result<isms_limits_t, Failure> {
    // SAFETY: as the caller promises.
    unsafe { limits.as_ref() }.copied().ok_or(Failure::Null("limits"))
}

/// As `isms_from_json`, with limits of your own.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_from_json_within(
    json: *const c_char,
    len: usize,
    limits: *const isms_limits_t,
    out: *mut *mut isms_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or limits; `json` has `len` bytes, as the caller promises.
        let (limits, json) = unsafe { (read(limits)?, bytes("json", json, len)?) };
        let isms = Isms::from_slice_within(json, &limits.of_record())?;
        // SAFETY: NULL or room for a pointer.
        unsafe { hand_over(out, isms_t(isms)) }
    })
}

/// As `isms_journal_from_json_lines`, with limits of your own.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_journal_from_json_lines_within(
    lines: *const c_char,
    len: usize,
    limits: *const isms_limits_t,
    out: *mut *mut isms_journal_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or limits; `lines` has `len` bytes, as the caller promises.
        let (limits, lines) = unsafe { (read(limits)?, bytes("lines", lines, len)?) };
        let journal = Journal::read(lines, limits.of_journal())?;
        // SAFETY: NULL or room for a pointer.
        unsafe { hand_over(out, isms_journal_t(journal)) }
    })
}
