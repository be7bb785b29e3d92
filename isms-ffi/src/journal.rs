//! The journal: keep changes, verify, and get the record as it was known.

use std::ffi::c_char;
use std::sync::Arc;

use isms_core::Error;
use isms_core::record::journal::{Head, Instant, Journal, Settings, Snapshot};
use isms_core::record::{Change, Isms};

use crate::handle::hand_over;
use crate::record::record;
use crate::status::{Failure, guard};
use crate::string::{bytes, give, text};
use crate::{isms_error_t, isms_status_t, isms_string_t, isms_t};

/// The changes to a record, chained by hashes.
pub struct isms_journal_t(pub(crate) Journal);

/// Begins a journal with a whole record, which is copied. `recorded_at` is an instant such as `2026-03-01T12:00:00Z`.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_journal_establish(
    isms: *const isms_t,
    recorded_at: *const c_char,
    actor: *const c_char,
    out: *mut *mut isms_journal_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live record; NULL or C strings.
        let (isms, at, actor) =
            unsafe { (record(isms)?, text("recorded_at", recorded_at)?, text("actor", actor)?) };
        let journal = Journal::establish(isms, instant("recorded_at", at)?, actor)?;
        // SAFETY: NULL or room for a pointer.
        unsafe { hand_over(out, isms_journal_t(journal)) }
    })
}

/// Reads a journal from `len` bytes of JSON Lines and verifies its chain. No change is applied yet.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_journal_from_json_lines(
    lines: *const c_char,
    len: usize,
    out: *mut *mut isms_journal_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: `lines` has `len` bytes, as the caller promises.
        let journal = Journal::from_json_lines(unsafe { bytes("lines", lines, len) }?)?;
        // SAFETY: NULL or room for a pointer.
        unsafe { hand_over(out, isms_journal_t(journal)) }
    })
}

/// Writes the first place where `len` bytes of JSON Lines are not the journal that was written, as JSON: `kind`, `line`
/// and `evidence`, or `null`. `head` is the JSON of a head kept elsewhere, or NULL.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_journal_fault_json(
    lines: *const c_char,
    len: usize,
    head: *const c_char,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: `lines` has `len` bytes; NULL or a C string.
        let (lines, head) = unsafe { (bytes("lines", lines, len)?, head_of(head)?) };
        let fault = Journal::find_fault(lines, Settings::default(), head.as_ref())?;
        // SAFETY: NULL or room for a string.
        unsafe { give(out, fault.map_or_else(|| "null".to_owned(), |fault| fault.to_json())) }
    })
}

/// Frees a journal.
///
/// # Safety
/// `journal` is NULL or a journal of this library that has not been freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_journal_free(journal: *mut isms_journal_t) {
    if !journal.is_null() {
        // SAFETY: made by `Box::into_raw` in `hand_over`, and not freed before, as the caller promises.
        drop(unsafe { Box::from_raw(journal) });
    }
}

/// Applies changes (one, a list, or a change set, as `len` bytes of JSON) to the current record and appends them as one
/// entry: all of it, or none and an error.
///
/// # Safety
/// Pointers are NULL or as the header says, and no other thread uses the journal during the call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_journal_append_json(
    journal: *mut isms_journal_t,
    recorded_at: *const c_char,
    actor: *const c_char,
    json: *const c_char,
    len: usize,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live journal that this call has alone.
        let journal = unsafe { journal.as_mut() }.ok_or(Failure::Null("journal"))?;
        // SAFETY: NULL or C strings; `json` has `len` bytes.
        let (at, actor, json) =
            unsafe { (text("recorded_at", recorded_at)?, text("actor", actor)?, bytes("json", json, len)?) };
        let changes = Change::list_from_slice(json)?;
        journal.0.append(instant("recorded_at", at)?, actor, &changes)?;
        Ok(())
    })
}

/// Writes the entries after entry `since` as JSON Lines: what to add to a file that ends with that entry; 0 gives all.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_journal_to_json_lines(
    journal: *const isms_journal_t,
    since: u64,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    // SAFETY: NULL or a live journal; NULL or room for a string.
    guard(error, || unsafe { give(out, alive(journal)?.json_lines_since(since)?.to_owned()) })
}

/// Writes an entry as JSON. The entries are numbered from 1 to the `seq` of the head.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_journal_entry_json(
    journal: *const isms_journal_t,
    seq: u64,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    // SAFETY: NULL or a live journal; NULL or room for a string.
    guard(error, || unsafe { give(out, alive(journal)?.entry_json(seq)?.to_owned()) })
}

/// Writes number and hash of the last entry as JSON: `seq` and `hash`. Keep it elsewhere to find a journal cut short.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_journal_head_json(
    journal: *const isms_journal_t,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    // SAFETY: NULL or a live journal; NULL or room for a string.
    guard(error, || unsafe { give(out, alive(journal)?.head().to_json()) })
}

/// Hashes every entry again and compares it with the chain, and with a head kept elsewhere (JSON, or NULL for none).
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_journal_verify(
    journal: *const isms_journal_t,
    head: *const c_char,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live journal; NULL or a C string.
        let (journal, head) = unsafe { (alive(journal)?, head_of(head)?) };
        match head {
            Some(head) => journal.verify_against(&head)?,
            None => journal.verify().map(|_| ())?,
        }
        Ok(())
    })
}

/// Gives the record as it was known at an instant; free it by `isms_free`.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_journal_at(
    journal: *const isms_journal_t,
    at: *const c_char,
    out: *mut *mut isms_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live journal; NULL or a C string.
        let (journal, at) = unsafe { (alive(journal)?, text("at", at)?) };
        // SAFETY: NULL or room for a pointer.
        unsafe { hand_over(out, copy(journal.at(instant("at", at)?)?)) }
    })
}

/// Gives the record after the entry of a number; free it by `isms_free`.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_journal_at_seq(
    journal: *const isms_journal_t,
    seq: u64,
    out: *mut *mut isms_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    // SAFETY: NULL or a live journal; NULL or room for a pointer.
    guard(error, || unsafe { hand_over(out, copy(alive(journal)?.at_seq(seq)?)) })
}

/// Writes the entries that touched an entity as JSON: a list of `seq`, `recorded_at`, `actor`, `event` and `fields`.
/// `kind` is a name such as `risk`.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_journal_history_json(
    journal: *const isms_journal_t,
    kind: *const c_char,
    id: *const c_char,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live journal; NULL or C strings.
        let (journal, kind, id) = unsafe { (alive(journal)?, text("kind", kind)?, text("id", id)?) };
        // SAFETY: NULL or room for a string.
        unsafe { give(out, journal.history_json(kind, id)?) }
    })
}

/// Writes what changed between two points as JSON: `settings`, `created`, `deleted`, `changed`. A point is the number of
/// an entry (`"17"`) or an instant.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_journal_difference_json(
    journal: *const isms_journal_t,
    from: *const c_char,
    to: *const c_char,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live journal; NULL or C strings.
        let (journal, from, to) = unsafe { (alive(journal)?, text("from", from)?, text("to", to)?) };
        // SAFETY: NULL or room for a string.
        unsafe { give(out, journal.difference_between(from, to)?.to_json()) }
    })
}

/// Takes a snapshot after an entry and writes it as JSON: `seq`, `hash` and `record`. Kept beside the journal, it
/// shortens replay.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_journal_snapshot_json(
    journal: *const isms_journal_t,
    seq: u64,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    // SAFETY: NULL or a live journal; NULL or room for a string.
    guard(error, || unsafe { give(out, alive(journal)?.take_snapshot(seq)?.to_json()) })
}

/// Takes in a snapshot of `len` bytes of JSON, from which replay may start. One that does not belong to the journal is
/// an error.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_journal_add_snapshot(
    journal: *const isms_journal_t,
    json: *const c_char,
    len: usize,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live journal; `json` has `len` bytes.
        let (journal, json) = unsafe { (alive(journal)?, bytes("json", json, len)?) };
        Ok(journal.add_snapshot(Snapshot::from_slice(json)?)?)
    })
}

fn instant(name: &str, text: &str) -> Result<Instant, Error> {
    text.parse().map_err(|error: Error| error.within(name))
}

fn copy(record: Arc<Isms>) -> isms_t {
    isms_t(Arc::unwrap_or_clone(record))
}

/// # Safety
/// `head` is NULL or a C string.
unsafe fn head_of(head: *const c_char) -> Result<Option<Head>, Failure> {
    if head.is_null() {
        return Ok(None);
    }
    // SAFETY: not NULL, and a C string as the caller promises.
    Ok(Some(Head::from_json(unsafe { text("head", head) }?)?))
}

/// # Safety
/// `journal` is NULL or a live journal.
unsafe fn alive<'a>(journal: *const isms_journal_t) -> Result<&'a Journal, Failure> {
    // SAFETY: as the caller promises.
    unsafe { journal.as_ref() }.map(|journal| &journal.0).ok_or(Failure::Null("journal"))
}
