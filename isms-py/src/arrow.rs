//! The rows of an answer, or the entities of a collection, as an Arrow stream.
//!
//! The types of the columns follow from the JSON Schema of the view or the record and never from the data, so that a
//! table without rows has the columns of one with rows. Objects become structs and lists become lists; a date becomes
//! `date32` and an instant a timestamp in microseconds, UTC. Amounts stay text, as exact as in the record.

use std::sync::Arc;

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchIterator};
use arrow_json::ReaderBuilder;
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, TimeUnit};
use isms_core::quant::LossQuestion;
use isms_core::record::Isms;
use isms_core::view;
use serde_json::{Map, Value, json};

/// The column of an entity's own fields, as no type is known of what stands in them.
const EXTENSIONS: &str = "extensions";

/// The rows of an answer to the view `name`, given as JSON.
pub(crate) fn of_answer(name: &str, answer: &str) -> Result<FFI_ArrowArrayStream, ArrowError> {
    let view = view::definition(name).map_err(|error| ArrowError::SchemaError(error.to_string()))?;
    let answer = read(answer)?;
    let rows = answer.get(view.rows).and_then(Value::as_array).ok_or_else(|| unknown(name, &answer))?;
    stream(columns(&(view.answer)().into(), view.rows)?, rows)
}

/// The rows that losses answer the question `name` by, given as JSON.
pub(crate) fn of_losses(name: &str, rows: &str) -> Result<FFI_ArrowArrayStream, ArrowError> {
    let question = LossQuestion::of(name).map_err(|error| ArrowError::SchemaError(error.to_string()))?;
    let (list, rows) = (Value::from((question.rows)()), read(rows)?);
    let rows = rows.as_array().ok_or_else(|| unknown(name, &list))?;
    stream(columns_of(&list, name, &list)?, rows)
}

/// The entities of a collection, given as JSON. An entity's own `x-` fields stand as JSON text in one column at the
/// end; those of objects inside it are left out.
pub(crate) fn of_collection(name: &str, entities: &str) -> Result<FFI_ArrowArrayStream, ArrowError> {
    let document = Isms::json_schema();
    let Value::Array(mut rows) = read(entities)? else { return Err(unknown(name, &document)) };
    let place = format!("/properties/{name}/items");
    let entity = document.pointer(&place).ok_or_else(|| unknown(&place, &document))?;
    for row in &mut rows {
        Document(&document).complete(entity, row);
        gather_extensions(row);
    }
    let columns = columns(&document, name)?;
    let extensions = Arc::new(Field::new(EXTENSIONS, DataType::Utf8, true));
    stream(Schema::new(columns.fields.iter().cloned().chain([extensions]).collect::<Fields>()), &rows)
}

fn gather_extensions(row: &mut Value) {
    let Value::Object(fields) = row else { return };
    let own: Map<String, Value> = fields
        .iter()
        .filter(|(name, _)| name.starts_with("x-"))
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect();
    if !own.is_empty() {
        fields.insert(EXTENSIONS.to_owned(), Value::Object(own).to_string().into());
    }
}

fn read(text: &str) -> Result<Value, ArrowError> {
    serde_json::from_str(text).map_err(|error| ArrowError::JsonError(error.to_string()))
}

/// Rows in one batch.
fn stream(schema: Schema, rows: &[Value]) -> Result<FFI_ArrowArrayStream, ArrowError> {
    let schema = Arc::new(schema);
    let mut decoder =
        ReaderBuilder::new(schema.clone()).with_batch_size(rows.len().max(1)).build_decoder()?;
    decoder.serialize(rows)?;
    let batch = decoder.flush()?.unwrap_or_else(|| RecordBatch::new_empty(schema.clone()));
    Ok(FFI_ArrowArrayStream::new(Box::new(RecordBatchIterator::new([Ok(batch)], schema))))
}

/// The columns of the rows that a document holds in the field `rows`.
fn columns(answer: &Value, rows: &str) -> Result<Schema, ArrowError> {
    let place = format!("/properties/{rows}");
    columns_of(answer, rows, answer.pointer(&place).ok_or_else(|| unknown(&place, answer))?)
}

/// The columns of a list in a document.
fn columns_of(document: &Value, name: &str, list: &Value) -> Result<Schema, ArrowError> {
    match Document(document).field(name, list)?.data_type() {
        DataType::List(item) => match item.data_type() {
            DataType::Struct(fields) => Ok(Schema::new(fields.clone())),
            _ => Err(unknown(name, list)),
        },
        _ => Err(unknown(name, list)),
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
            // The user's own names: entries of a name and a value.
            ("object", _) if schema.get("additionalProperties").is_some_and(Value::is_object) => {
                let value = schema.get("additionalProperties").unwrap_or(schema);
                let value = self.field("value", value)?.with_nullable(true);
                let entries = Fields::from(vec![Field::new("key", DataType::Utf8, false), value]);
                DataType::Map(Arc::new(Field::new("entries", DataType::Struct(entries), false)), false)
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

    /// Puts the empty list or text where the record file leaves one out, so that a list is a list in every row.
    fn complete(&self, schema: &'a Value, value: &mut Value) {
        let (schema, _) = self.resolve(schema);
        if has_variants(schema) && value.is_object() {
            // What is one of several shapes fits no column of one.
            *value = value.to_string().into();
            return;
        }
        match value {
            Value::Array(items) => {
                let Some(schema) = schema.get("items") else { return };
                items.iter_mut().for_each(|item| self.complete(schema, item));
            }
            Value::Object(fields) => {
                let properties = schema.get("properties").and_then(Value::as_object);
                for (name, property) in properties.into_iter().flatten() {
                    match (fields.get_mut(name), property.get("type").and_then(Value::as_str)) {
                        (Some(field), _) => self.complete(property, field),
                        (None, Some("array")) => drop(fields.insert(name.clone(), json!([]))),
                        (None, Some("string")) => drop(fields.insert(name.clone(), "".into())),
                        (None, _) => {}
                    }
                }
            }
            _ => {}
        }
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

/// Whether a schema is of objects of several shapes.
fn has_variants(schema: &Value) -> bool {
    schema.pointer("/oneOf/0/properties").is_some()
}

/// The JSON type of a schema, and whether null may stand for it.
fn kind(schema: &Value) -> (&str, bool) {
    match schema.get("type") {
        Some(Value::String(kind)) => (kind, false),
        Some(Value::Array(kinds)) => {
            let named = kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null");
            (named.unwrap_or("null"), kinds.iter().any(|kind| kind == "null"))
        }
        // Words, each described, or a plain list of them; what has several shapes is JSON text, see `complete`.
        _ if schema.get("oneOf").is_some() || schema.get("enum").is_some() => ("string", false),
        _ => ("", false),
    }
}

fn unknown(name: &str, schema: &Value) -> ArrowError {
    ArrowError::SchemaError(format!("{name} has no Arrow type: {schema}"))
}
