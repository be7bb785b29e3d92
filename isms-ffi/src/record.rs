//! The record: load, save, change, ask.

use std::ffi::c_char;
use std::ptr;

use isms_core::Error;
use isms_core::graph::{Next, Progress, Watch};
use isms_core::interop;
use isms_core::model::Date;
use isms_core::record::{Change, Isms, json_schema};
use isms_core::{report, view};

use crate::handle::hand_over;
use crate::status::{Failure, guard};
use crate::string::{bytes, give, text};
use crate::{isms_error_t, isms_listener_t, isms_status_t, isms_string_t};

/// The record of a management system.
pub struct isms_t(pub(crate) Isms);

/// Reads a record from `len` bytes of JSON and checks all of it.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_from_json(
    json: *const c_char,
    len: usize,
    out: *mut *mut isms_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: `json` has `len` bytes, as the caller promises.
        let isms = Isms::from_slice(unsafe { bytes("json", json, len) }?)?;
        // SAFETY: NULL or room for a pointer.
        unsafe { hand_over(out, isms_t(isms)) }
    })
}

/// Frees a record.
///
/// # Safety
/// `isms` is NULL or a record of this library that has not been freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_free(isms: *mut isms_t) {
    if !isms.is_null() {
        // SAFETY: made by `Box::into_raw` in `isms_from_json`, and not freed before, as the caller promises.
        drop(unsafe { Box::from_raw(isms) });
    }
}

/// Writes the record as JSON in canonical order.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_to_json(
    isms: *const isms_t,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    // SAFETY: NULL or a live record; NULL or room for a string.
    guard(error, || unsafe { give(out, record(isms)?.to_json()) })
}

/// Applies changes: one, a list, or a change set, as `len` bytes of JSON. All of them, or none and an error.
///
/// # Safety
/// Pointers are NULL or as the header says, and no other thread uses the record during the call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_apply_json(
    isms: *mut isms_t,
    json: *const c_char,
    len: usize,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live record that this call has alone.
        let isms = unsafe { isms.as_mut() }.ok_or(Failure::Null("isms"))?;
        // SAFETY: `json` has `len` bytes, as the caller promises.
        let changes = Change::list_from_slice(unsafe { bytes("json", json, len) }?)?;
        Ok(isms.0.apply(&changes)?)
    })
}

/// Writes what applying changes would change, field by field, as JSON: `settings`, `created`, `deleted`, `changed`.
/// Nothing is applied.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_preview_json(
    isms: *const isms_t,
    json: *const c_char,
    len: usize,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live record; `json` has `len` bytes.
        let (isms, json) = unsafe { (record(isms)?, bytes("json", json, len)?) };
        let difference = isms.preview(&Change::list_from_slice(json)?)?;
        // SAFETY: NULL or room for a string.
        unsafe { give(out, difference.to_json()) }
    })
}

/// Asks a view on a date (`YYYY-MM-DD`) and writes the answer as JSON, its fields in the order in which they are
/// documented. `parameters` is a JSON object, or NULL for none.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_view_json(
    isms: *const isms_t,
    date: *const c_char,
    view: *const c_char,
    parameters: *const c_char,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    // SAFETY: as the caller promises; nobody listens.
    unsafe { isms_view_json_watched(isms, date, view, parameters, ptr::null(), out, error) }
}

/// As `isms_view_json`, with somebody who is told how far the answer is and may stop it; `listener` may be NULL. Only views
/// that simulate or look for the best choice tell anything: see `work` in `isms_views_json`.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_view_json_watched(
    isms: *const isms_t,
    date: *const c_char,
    view: *const c_char,
    parameters: *const c_char,
    listener: *const isms_listener_t,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or C strings, as the caller promises.
        let (day, view) = unsafe { (text("date", date)?, text("view", view)?) };
        // SAFETY: not NULL here, and a C string.
        let parameters = if parameters.is_null() { "" } else { unsafe { text("parameters", parameters) }? };
        // SAFETY: NULL or a live record; NULL or a listener.
        let (isms, listener) = unsafe { (record(isms)?, listener.as_ref()) };
        let hear = |progress: &Progress| listener.map_or(Next::GoOn, |listener| listener.hear(progress));
        let watch = Watch::by(&hear);
        let answer = isms.as_of(on(day)?).watched_by(&watch).ask_json(view, parameters)?;
        // SAFETY: NULL or room for a string.
        unsafe { give(out, answer) }
    })
}

/// Writes the state of the system on a date (`YYYY-MM-DD`) as one self-contained HTML page.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_report_html(
    isms: *const isms_t,
    date: *const c_char,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a C string; NULL or a live record.
        let (day, isms) = unsafe { (text("date", date)?, record(isms)?) };
        let page = report::html(&isms.as_of(on(day)?))?;
        // SAFETY: NULL or room for a string.
        unsafe { give(out, page) }
    })
}

/// Writes a document to hand over, such as `statement_of_applicability`, on a date (`YYYY-MM-DD`). `format` is
/// `markdown`, `html` or `csv`; `parameters` is a JSON object, or NULL for none.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_document(
    isms: *const isms_t,
    date: *const c_char,
    name: *const c_char,
    format: *const c_char,
    parameters: *const c_char,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or C strings, as the caller promises.
        let (day, name, format) =
            unsafe { (text("date", date)?, text("name", name)?, text("format", format)?) };
        // SAFETY: not NULL here, and a C string.
        let parameters = if parameters.is_null() { "" } else { unsafe { text("parameters", parameters) }? };
        // SAFETY: NULL or a live record.
        let isms = unsafe { record(isms) }?;
        let document = isms.as_of(on(day)?).document_text(name, format, parameters)?;
        // SAFETY: NULL or room for a string.
        unsafe { give(out, document) }
    })
}

/// Writes the list of documents as JSON: name, summary and schema of the parameters.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_documents_json(
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    // SAFETY: NULL or room for a string.
    guard(error, || unsafe { give(out, report::document::describe().to_string()) })
}

/// Writes the programme on a date (`YYYY-MM-DD`) as an iCalendar file (RFC 5545), one event a due date. `parameters` is
/// a JSON object, or NULL for none: `from`, `to`, `stamp`, `sequence`, `alarm_days`, `domain`.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_calendar_ics(
    isms: *const isms_t,
    date: *const c_char,
    parameters: *const c_char,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a C string; NULL or a live record.
        let (day, isms) = unsafe { (text("date", date)?, record(isms)?) };
        // SAFETY: not NULL here, and a C string.
        let parameters = if parameters.is_null() { "" } else { unsafe { text("parameters", parameters) }? };
        let calendar = interop::write_icalendar_json(&isms.as_of(on(day)?), parameters)?;
        // SAFETY: NULL or room for a string.
        unsafe { give(out, calendar) }
    })
}

/// Writes the list of views as JSON: name, summary, field of the rows, how much work it may be (`little`, `simulation` or
/// `search`), schemas of parameters and answer.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_views_json(
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    // SAFETY: NULL or room for a string.
    guard(error, || unsafe { give(out, view::describe().to_string()) })
}

/// Writes the JSON Schema (draft 2020-12) of a document: `record`, `change` or `journal_entry`.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_schema_json(
    document: *const c_char,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a C string.
        let schema = json_schema(unsafe { text("document", document) }?)?;
        // SAFETY: NULL or room for a string.
        unsafe { give(out, schema.to_string()) }
    })
}

/// Reads a STIX 2.1 bundle of `len` bytes into a change set (JSON: `report` and `changes`). Nothing is applied.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_read_stix(
    bundle: *const c_char,
    len: usize,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    // SAFETY: `bundle` has `len` bytes; NULL or room for a string.
    guard(error, || unsafe { give(out, interop::read_stix(bytes("bundle", bundle, len)?)?.to_json()) })
}

/// Reads an OSCAL catalogue of `len` bytes into a change set (JSON: `report` and `changes`). Nothing is applied.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_read_oscal(
    catalogue: *const c_char,
    len: usize,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    // SAFETY: `catalogue` has `len` bytes; NULL or room for a string.
    guard(error, || unsafe { give(out, interop::read_oscal(bytes("catalogue", catalogue, len)?)?.to_json()) })
}

/// Reads measurements from CSV of `len` bytes, with the header `metric,at,value` and, if there are notes, `note`,
/// into a change set (JSON: `report` and `changes`). Nothing is applied.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_read_measurements_csv(
    lines: *const c_char,
    len: usize,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    // SAFETY: `lines` has `len` bytes; NULL or room for a string.
    guard(error, || unsafe {
        give(out, interop::read_measurements_csv(bytes("lines", lines, len)?)?.to_json())
    })
}

/// Reads measurements from JSON Lines of `len` bytes, an object with `metric`, `at`, `value` and perhaps `note` a line,
/// into a change set (JSON: `report` and `changes`). Nothing is applied.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_read_measurements_jsonl(
    lines: *const c_char,
    len: usize,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    // SAFETY: `lines` has `len` bytes; NULL or room for a string.
    guard(error, || unsafe {
        give(out, interop::read_measurements_jsonl(bytes("lines", lines, len)?)?.to_json())
    })
}

/// Reads an OSCAL catalogue of `len` bytes into a change set (JSON: `report` and `changes`) that creates a framework of
/// the given id and, if `with_controls`, the controls that meet its requirements. Nothing is applied.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_read_oscal_framework(
    catalogue: *const c_char,
    len: usize,
    id: *const c_char,
    with_controls: bool,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: `catalogue` has `len` bytes; NULL or a C string.
        let (catalogue, id) = unsafe { (bytes("catalogue", catalogue, len)?, text("id", id)?) };
        let changes = interop::read_oscal_framework(catalogue, id, with_controls)?;
        // SAFETY: NULL or room for a string.
        unsafe { give(out, changes.to_json()) }
    })
}

/// Writes the change set (JSON: `report` and `changes`) that puts a catalogue of the library on record, such as
/// `iso-27001-2022`: a framework and, if `with_controls`, the controls that it asks for. Nothing is applied.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_catalogue_json(
    name: *const c_char,
    with_controls: bool,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a C string.
        let changes = interop::catalogue(unsafe { text("name", name) }?, with_controls)?;
        // SAFETY: NULL or room for a string.
        unsafe { give(out, changes.to_json()) }
    })
}

/// # Safety
/// `isms` is NULL or a live record.
pub(crate) unsafe fn record<'a>(isms: *const isms_t) -> Result<&'a Isms, Failure> {
    // SAFETY: as the caller promises.
    unsafe { isms.as_ref() }.map(|isms| &isms.0).ok_or(Failure::Null("isms"))
}

fn on(date: &str) -> Result<Date, Error> {
    date.parse().map_err(|error: Error| error.within("date"))
}
