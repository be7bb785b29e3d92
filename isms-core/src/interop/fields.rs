//! Fields of a foreign JSON object, with errors that name the place.

use serde_json::Value;

use crate::error::{Error, ErrorCode, Result};
use crate::model::{Entity, Id, Kind};
use crate::record::Change;

/// A JSON object and its place in the file.
#[derive(Clone)]
pub(super) struct Fields<'a> {
    value: &'a Value,
    path: String,
}

impl<'a> Fields<'a> {
    pub(super) fn new(value: &'a Value, path: impl Into<String>) -> Result<Self> {
        let path = path.into();
        if value.is_object() { Ok(Self { value, path }) } else { Err(wrong(path, value, "an object")) }
    }

    pub(super) fn at(&self, field: &str) -> String {
        if self.path.is_empty() { field.to_owned() } else { format!("{}.{field}", self.path) }
    }

    pub(super) fn error(&self, code: ErrorCode, field: &str, problem: String, remedy: &str) -> Error {
        Error::new(code, self.at(field), problem, remedy)
    }

    /// A text, if the field is there.
    pub(super) fn text(&self, field: &str) -> Result<Option<&'a str>> {
        match self.value.get(field) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.trim())),
            Some(other) => Err(wrong(self.at(field), other, "a text")),
        }
    }

    /// A text that must say something.
    pub(super) fn required(&self, field: &str) -> Result<&'a str> {
        self.text(field)?.filter(|text| !text.is_empty()).ok_or_else(|| {
            self.error(ErrorCode::MissingField, field, format!("missing field `{field}`"), "give it a text")
        })
    }

    pub(super) fn truth(&self, field: &str) -> Result<bool> {
        match self.value.get(field) {
            None | Some(Value::Null) => Ok(false),
            Some(Value::Bool(truth)) => Ok(*truth),
            Some(other) => Err(wrong(self.at(field), other, "true or false")),
        }
    }

    /// The items of a list; none if the field is absent.
    fn list(&self, field: &str) -> Result<&'a [Value]> {
        match self.value.get(field) {
            None | Some(Value::Null) => Ok(&[]),
            Some(Value::Array(list)) => Ok(list),
            Some(other) => Err(wrong(self.at(field), other, "a list")),
        }
    }

    /// The objects of a list, each at its own place: by its `id` where it has one.
    pub(super) fn objects(&self, field: &str) -> Result<Vec<Fields<'a>>> {
        let item = |(i, value): (usize, &'a Value)| {
            let name = value.get("id").and_then(Value::as_str).map_or_else(|| i.to_string(), str::to_owned);
            Fields::new(value, format!("{}[{name}]", self.at(field)))
        };
        self.list(field)?.iter().enumerate().map(item).collect()
    }

    /// The texts of a list.
    pub(super) fn texts(&self, field: &str) -> Result<Vec<&'a str>> {
        let item = |(i, value): (usize, &'a Value)| match value {
            Value::String(text) => Ok(text.trim()),
            other => Err(wrong(format!("{}[{i}]", self.at(field)), other, "a text")),
        };
        self.list(field)?.iter().enumerate().map(item).collect()
    }

    /// The object in a field, if it is there.
    pub(super) fn object(&self, field: &str) -> Result<Option<Fields<'a>>> {
        match self.value.get(field) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => Fields::new(value, self.at(field)).map(Some),
        }
    }

    /// An id made of a text in this object.
    pub(super) fn id<T>(&self, field: &str, text: &str) -> Result<Id<T>> {
        text.parse()
            .map_err(|problem| self.error(ErrorCode::Value, field, problem, "choose an id that is one"))
    }
}

fn wrong(path: String, found: &Value, wanted: &str) -> Error {
    let found = match found {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    Error::new(ErrorCode::Type, path, format!("is {found}"), format!("expected {wanted}"))
}

/// The change that creates an entity.
pub(super) fn create<T: Entity>(entity: &T) -> Change {
    let kind: Kind = T::KIND;
    Change::Create { kind, entity: serde_json::to_value(entity).unwrap_or_default() }
}
