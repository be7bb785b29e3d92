//! Streams of measurements: CSV, JSON Lines and columns.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::{DateTime, Utc};
use csv::{ReaderBuilder, StringRecord, Trim};
use serde::Deserialize;

use crate::error::{Error, ErrorCode, Result};
use crate::model::{Extensions, Id, Measurement, Metric};
use crate::record::{Change, ChangeSet, ImportReport, from_bytes};

/// What some programs write before UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Reads measurements from CSV (RFC 4180) into one change a metric, the oldest measurement first.
///
/// The first line names the columns `metric`, `at`, `value` and, if there are notes, `note`, in any order. An instant is
/// written as RFC 3339, a number with a point. White space around a field is passed over.
///
/// Errors name line and column: text that is not UTF-8, columns missing or unknown, a row of another length, a field that
/// cannot be read, a metric measured twice at one instant. Whether the metrics are on record is checked when the changes
/// are applied.
///
/// ```
/// use isms_core::interop::read_measurements_csv;
/// let found = read_measurements_csv(b"metric,at,value\nMET-1,2026-01-02T08:00:00Z,1.5\n")?;
/// assert_eq!(found.report.taken["measurements"], 1);
/// let error = read_measurements_csv(b"metric,at,value\nMET-1,2026-01-02T08:00:00Z,much\n").unwrap_err();
/// assert!(error.to_string().starts_with("line 2, column value: \"much\" is not a number"));
/// # Ok::<(), isms_core::Error>(())
/// ```
pub fn read_measurements_csv(bytes: &[u8]) -> Result<ChangeSet> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    // Lengths are checked here, so that the error is of one shape with the others.
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).trim(Trim::All).from_reader(bytes);
    let mut rows = reader.records();
    let header = rows.next().transpose().map_err(|error| not_csv(&error))?.unwrap_or_default();
    let columns = Columns::of(&header)?;
    let mut streams = Streams::default();
    for row in rows {
        let row = row.map_err(|error| not_csv(&error))?;
        let line = line_of(row.position());
        columns.read(&row, line, &mut streams)?;
    }
    Ok(streams.finish("CSV of measurements"))
}

/// Reads measurements from JSON Lines into one change a metric, the oldest measurement first. Each line is an object with
/// `metric`, `at` (RFC 3339), `value` and perhaps `note`; empty lines are passed over.
///
/// Errors name line and field: text that is not JSON, fields missing or unknown, a value of the wrong type, a metric
/// measured twice at one instant. Whether the metrics are on record is checked when the changes are applied.
///
/// ```
/// use isms_core::interop::read_measurements_jsonl;
/// let found = read_measurements_jsonl(br#"{"metric": "MET-1", "at": "2026-01-02T08:00:00Z", "value": 1.5}"#)?;
/// assert_eq!(found.report.taken["metrics"], 1);
/// # Ok::<(), isms_core::Error>(())
/// ```
pub fn read_measurements_jsonl(bytes: &[u8]) -> Result<ChangeSet> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let mut streams = Streams::default();
    for (line, text) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        let text = text.trim_ascii();
        if text.is_empty() {
            continue;
        }
        let read: Line = from_bytes(text).map_err(|error| {
            let field = if error.path.is_empty() { String::new() } else { format!(", field {}", error.path) };
            Error { path: format!("line {line}{field}"), ..error }
        })?;
        streams.add(line, read.metric, read.at, read.value, read.note)?;
    }
    Ok(streams.finish("JSON Lines of measurements"))
}

/// Makes one change of the measurements of a metric, the oldest first, from rows of microseconds since 1970 in UTC and
/// values, such as columns of numbers hold them.
///
/// Errors name the row, of which the first is 0: an instant beyond the calendar, a value that is not finite, two rows of one
/// instant. Whether the metric is on record is checked when the change is applied.
///
/// ```
/// use isms_core::interop::read_measurement_columns;
/// let found = read_measurement_columns("MET-1", [(1_767_340_800_000_000, 1.5), (1_767_427_200_000_000, 2.0)])?;
/// assert_eq!((found.changes.len(), found.report.taken["measurements"]), (1, 2));
/// # Ok::<(), isms_core::Error>(())
/// ```
pub fn read_measurement_columns(
    metric: &str,
    rows: impl IntoIterator<Item = (i64, f64)>,
) -> Result<ChangeSet> {
    let mut streams = Streams { place: "row", ..Streams::default() };
    for (row, (at, value)) in (0..).zip(rows) {
        let wrong = |column: &str, problem: String, remedy: &str| {
            Error::new(ErrorCode::Value, format!("row {row}, column {column}"), problem, remedy)
        };
        let instant = DateTime::from_timestamp_micros(at).ok_or_else(|| {
            wrong("at", format!("{at} µs since 1970 lie beyond the calendar"), "give an instant")
        })?;
        if !value.is_finite() {
            let remedy = "leave out what was not measured";
            return Err(wrong("value", "is not a finite number".to_owned(), remedy));
        }
        streams.add(row, metric.into(), instant, value, String::new())?;
    }
    Ok(streams.finish("columns of measurements"))
}

/// A line of JSON Lines.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    metric: Id<Metric>,
    at: DateTime<Utc>,
    value: f64,
    #[serde(default)]
    note: String,
}

/// Where each column stands in a row.
struct Columns {
    metric: usize,
    at: usize,
    value: usize,
    note: Option<usize>,
    count: usize,
}

impl Columns {
    fn of(header: &StringRecord) -> Result<Self> {
        const REMEDY: &str = "name the columns metric, at, value and, if there are notes, note";
        let known = ["metric", "at", "value", "note"];
        if let Some(unknown) = header.iter().find(|name| !known.contains(name)) {
            return Err(Error::new(
                ErrorCode::Format,
                "line 1",
                format!("there is no column {unknown:?}"),
                REMEDY,
            ));
        }
        if let Some(twice) =
            known.iter().find(|name| header.iter().filter(|other| other == *name).count() > 1)
        {
            return Err(Error::new(
                ErrorCode::Format,
                "line 1",
                format!("the column {twice} is there twice"),
                REMEDY,
            ));
        }
        let place = |name: &str| header.iter().position(|other| other == name);
        let needed = |name: &str| {
            let missing =
                || Error::new(ErrorCode::Format, "line 1", format!("the column {name} is missing"), REMEDY);
            place(name).ok_or_else(missing)
        };
        Ok(Self {
            metric: needed("metric")?,
            at: needed("at")?,
            value: needed("value")?,
            note: place("note"),
            count: header.len(),
        })
    }

    fn read(&self, row: &StringRecord, line: u64, streams: &mut Streams) -> Result<()> {
        if row.len() != self.count {
            let problem = format!("the row has {} fields, the header {}", row.len(), self.count);
            let remedy = "give each column a field, and quote a field that holds a comma";
            return Err(Error::new(ErrorCode::Format, format!("line {line}"), problem, remedy));
        }
        let field = |column: usize| row.get(column).unwrap_or_default();
        let wrong = |column: &str, problem: String, remedy: &str| {
            Error::new(ErrorCode::Value, format!("line {line}, column {column}"), problem, remedy)
        };
        let metric = field(self.metric)
            .parse()
            .map_err(|problem| wrong("metric", problem, "write the id of a metric"))?;
        let at = field(self.at);
        let at = DateTime::parse_from_rfc3339(at).map_err(|error| {
            wrong("at", format!("{at:?} is not an instant ({error})"), "write it as 2026-01-31T08:00:00Z")
        })?;
        let value = field(self.value);
        let number = value.parse().ok().filter(|number: &f64| number.is_finite());
        let number =
            number.ok_or_else(|| wrong("value", format!("{value:?} is not a number"), "write it as 12.5"))?;
        let note = self.note.map(field).unwrap_or_default().to_owned();
        streams.add(line, metric, at.to_utc(), number, note)
    }
}

fn line_of(position: Option<&csv::Position>) -> u64 {
    position.map_or(1, csv::Position::line)
}

fn not_csv(error: &csv::Error) -> Error {
    let place = format!("line {}", line_of(error.position()));
    match error.kind() {
        csv::ErrorKind::Utf8 { err, .. } => {
            let column = format!("{place}, column {}", err.field() + 1);
            Error::new(ErrorCode::Syntax, column, "the field is not UTF-8", "save the file as UTF-8")
        }
        _ => Error::new(
            ErrorCode::Syntax,
            place,
            format!("the text is not CSV: {error}"),
            "write CSV as RFC 4180 has it",
        ),
    }
}

/// The measurements of each metric by their instant, with the places they came from.
struct Streams {
    /// What the places are called.
    place: &'static str,
    of_metrics: BTreeMap<Id<Metric>, Stream>,
}

impl Default for Streams {
    fn default() -> Self {
        Self { place: "line", of_metrics: BTreeMap::new() }
    }
}

type Stream = BTreeMap<DateTime<Utc>, (u64, Measurement)>;

impl Streams {
    fn add(
        &mut self,
        line: u64,
        metric: Id<Metric>,
        at: DateTime<Utc>,
        value: f64,
        note: String,
    ) -> Result<()> {
        let measurement = Measurement { at, value, note, extensions: Extensions::default() };
        let place = self.place;
        match self.of_metrics.entry(metric).or_default().entry(at) {
            Entry::Vacant(free) => drop(free.insert((line, measurement))),
            Entry::Occupied(taken) => {
                let problem =
                    format!("{place} {} has a measurement of the same metric and instant", taken.get().0);
                let remedy = "leave out one of the two";
                return Err(Error::new(ErrorCode::DuplicateId, format!("{place} {line}"), problem, remedy));
            }
        }
        Ok(())
    }

    fn finish(self, source: &str) -> ChangeSet {
        let mut report = ImportReport { source: source.to_owned(), ..ImportReport::default() };
        let mut changes = Vec::new();
        for (metric, measurements) in self.of_metrics {
            report.count("metrics");
            let value = |(_, measurement): (u64, Measurement)| {
                report.count("measurements");
                // Plain data is always JSON.
                serde_json::to_value(measurement).unwrap_or_default()
            };
            let measurements = measurements.into_values().map(value).collect();
            changes.push(Change::RecordMeasurements { metric: metric.as_str().to_owned(), measurements });
        }
        ChangeSet { report, changes }
    }
}
