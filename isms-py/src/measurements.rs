//! Measurements as columns of an Arrow stream: values are read where they lie.

use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::types::{
    Float64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType,
};
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, DataType, TimeUnit};
use isms_core::{Error, ErrorCode};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

/// The batches of a stream, and where its two columns stand.
pub(crate) struct Columns {
    batches: Vec<RecordBatch>,
    at: usize,
    value: usize,
}

/// Takes over the stream that a capsule of the Arrow PyCapsule interface holds.
pub(crate) fn read(capsule: &Bound<'_, PyCapsule>) -> PyResult<Columns> {
    let stream = capsule.pointer_checked(Some(c"arrow_array_stream"))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: a capsule of this name holds an initialised stream, which is moved out and left behind as released.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(stream.as_ptr()) };
    let wrong = |error: ArrowError| PyTypeError::new_err(error.to_string());
    let reader = RecordBatchStreamReader::try_new(stream).map_err(wrong)?;
    let schema = reader.schema();
    if let Some(other) =
        schema.fields().iter().find(|field| !["at", "value"].contains(&field.name().as_str()))
    {
        let problem =
            format!("there is no column {:?} of measurements: name them at and value", other.name());
        return Err(PyTypeError::new_err(problem));
    }
    let (at, value) = (schema.index_of("at").map_err(wrong)?, schema.index_of("value").map_err(wrong)?);
    match (schema.field(at).data_type(), schema.field(value).data_type()) {
        (DataType::Timestamp(_, Some(_)), DataType::Float64) => {}
        (DataType::Timestamp(_, Some(_)), other) => {
            return Err(PyTypeError::new_err(format!("the column value is of {other}: cast it to float64")));
        }
        (other, _) => {
            let remedy = "make it timestamps of a time zone, such as UTC";
            return Err(PyTypeError::new_err(format!("the column at is of {other}: {remedy}")));
        }
    }
    let batches = reader.collect::<Result<Vec<_>, _>>().map_err(wrong)?;
    Ok(Columns { batches, at, value })
}

impl Columns {
    /// Microseconds since 1970 in UTC, and the value, of each row.
    ///
    /// Errors: a row that lacks one of the two.
    pub(crate) fn rows(&self) -> Result<impl Iterator<Item = (i64, f64)> + '_, Error> {
        let mut before = 0;
        for batch in &self.batches {
            for (name, column) in [("at", batch.column(self.at)), ("value", batch.column(self.value))] {
                if let Some(row) = (0..column.len()).find(|row| column.is_null(*row)) {
                    let path = format!("row {}, column {name}", before + row);
                    let remedy = "leave out the row, or fill it in";
                    return Err(Error::new(ErrorCode::Value, path, "is null", remedy));
                }
            }
            before += batch.num_rows();
        }
        Ok(self.batches.iter().flat_map(|batch| {
            let values = batch.column(self.value).as_primitive::<Float64Type>().values();
            microseconds(batch.column(self.at)).zip(values.iter().copied())
        }))
    }
}

/// Instants as microseconds since 1970; what is finer is cut off.
fn microseconds(column: &ArrayRef) -> Box<dyn Iterator<Item = i64> + '_> {
    let DataType::Timestamp(unit, _) = column.data_type() else { return Box::new(std::iter::empty()) };
    match unit {
        TimeUnit::Second => {
            let values = column.as_primitive::<TimestampSecondType>().values().iter();
            Box::new(values.map(|second| second.saturating_mul(1_000_000)))
        }
        TimeUnit::Millisecond => {
            let values = column.as_primitive::<TimestampMillisecondType>().values().iter();
            Box::new(values.map(|millisecond| millisecond.saturating_mul(1_000)))
        }
        TimeUnit::Microsecond => {
            Box::new(column.as_primitive::<TimestampMicrosecondType>().values().iter().copied())
        }
        TimeUnit::Nanosecond => {
            let values = column.as_primitive::<TimestampNanosecondType>().values().iter();
            Box::new(values.map(|nanosecond| nanosecond.div_euclid(1_000)))
        }
    }
}
