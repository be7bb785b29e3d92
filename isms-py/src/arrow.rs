//! The rows of an answer as an Arrow stream.
//!
//! The types of the columns follow from the JSON Schema of the view and never from the data, so that an answer without
//! rows has the columns of one with rows. Objects become structs and lists become lists; a date becomes `date32` and
//! an instant a timestamp in microseconds, UTC.

use std::sync::Arc;

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchIterator};
use arrow_json::ReaderBuilder;
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, TimeUnit};
use isms_core::view;
use serde_json::{Map, Value};

/// The rows of an answer to the view `name`, given as JSON, in one batch.
pub(crate) fn stream(name: &str, answer: &str) -> Result<FFI_ArrowArrayStream, ArrowError> {
    let view = view::definition(name).map_err(|error| ArrowError::SchemaError(error.to_string()))?;
    let answer: Value = serde_json::from_str(answer).map_err(|e| ArrowError::JsonError(e.to_string()))?;
    let rows = answer.get(view.rows).and_then(Value::as_array).ok_or_else(|| unknown(name, &answer))?;
    let schema = Arc::new(columns(&(view.answer)().into(), view.rows)?);

    let mut decoder =
        ReaderBuilder::new(schema.clone()).with_batch_size(rows.len().max(1)).build_decoder()?;
    decoder.serialize(rows)?;
    let batch = decoder.flush()?.unwrap_or_else(|| RecordBatch::new_empty(schema.clone()));
    Ok(FFI_ArrowArrayStream::new(Box::new(RecordBatchIterator::new([Ok(batch)], schema))))
}

/// The columns of the rows that an answer holds in the field `rows`.
fn columns(answer: &Value, rows: &str) -> Result<Schema, ArrowError> {
    let document = Document(answer);
    let place = format!("/properties/{rows}");
    let list = answer.pointer(&place).ok_or_else(|| unknown(&place, answer))?;
    match document.field(rows, list)?.data_type() {
        DataType::List(item) => match item.data_type() {
            DataType::Struct(fields) => Ok(Schema::new(fields.clone())),
            _ => Err(unknown(&place, list)),
        },
        _ => Err(unknown(&place, list)),
    }
}

/// A JSON Schema with its definitions.
struct Document<'a>(&'a Value);

impl<'a> Document<'a> {
    fn field(&self, name: &str, schema: &'a Value) -> Result<Field, ArrowError> {
        let (schema, nullable) = self.resolve(schema);
        let (kind, or_null) = kind(schema);
        let data_type = match (kind, schema.get("format").and_then(Value::as_str)) {
            ("string", Some("date")) => DataType::Date32,
            ("string", Some("date-time")) => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
            ("string", _) => DataType::Utf8,
            ("boolean", _) => DataType::Boolean,
            ("integer", _) => DataType::Int64,
            ("number", _) => DataType::Float64,
            ("array", _) => {
                let items = schema.get("items").ok_or_else(|| unknown(name, schema))?;
                DataType::List(Arc::new(self.field("item", items)?))
            }
            ("object", _) => DataType::Struct(self.fields(name, schema)?),
            _ => return Err(unknown(name, schema)),
        };
        Ok(Field::new(name, data_type, nullable || or_null))
    }

    /// The properties of an object: first those always there, in the order of their declaration.
    fn fields(&self, name: &str, schema: &'a Value) -> Result<Fields, ArrowError> {
        let properties = schema.get("properties").and_then(Value::as_object);
        let properties: &Map<String, Value> = properties.ok_or_else(|| unknown(name, schema))?;
        let required = schema.get("required").and_then(Value::as_array);
        let required: Vec<&str> = required.into_iter().flatten().filter_map(Value::as_str).collect();
        let optional = properties.keys().map(String::as_str).filter(|name| !required.contains(name));
        let mut fields = Vec::new();
        for name in required.iter().copied().chain(optional) {
            let property = properties.get(name).ok_or_else(|| unknown(name, schema))?;
            let field = self.field(name, property)?;
            let nullable = field.is_nullable() || !required.contains(&name);
            fields.push(field.with_nullable(nullable));
        }
        Ok(fields.into())
    }

    /// Follows references, and takes the other one of two of which one is null.
    fn resolve(&self, schema: &'a Value) -> (&'a Value, bool) {
        if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
            let found = self.0.pointer(target.trim_start_matches('#'));
            return found.map_or((schema, false), |found| self.resolve(found));
        }
        match schema.get("anyOf").and_then(Value::as_array).map(Vec::as_slice) {
            Some([one, null]) if kind(null).0 == "null" => (self.resolve(one).0, true),
            _ => (schema, false),
        }
    }
}

/// The JSON type of a schema, and whether null may stand for it.
fn kind(schema: &Value) -> (&str, bool) {
    match schema.get("type") {
        Some(Value::String(kind)) => (kind, false),
        Some(Value::Array(kinds)) => {
            let named = kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null");
            (named.unwrap_or("null"), kinds.iter().any(|kind| kind == "null"))
        }
        // Words, each described, or a plain list of them.
        _ if schema.get("oneOf").is_some() || schema.get("enum").is_some() => ("string", false),
        _ => ("", false),
    }
}

fn unknown(name: &str, schema: &Value) -> ArrowError {
    ArrowError::SchemaError(format!("{name} has no Arrow type: {schema}"))
}
