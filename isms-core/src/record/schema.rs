//! The JSON Schemas (draft 2020-12) of the record, of a change and of an entry of the journal.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

use super::Change;
use super::isms::{Isms, RecordFile};
use super::journal::Entry;
use crate::error::{Error, ErrorCode, Result};

impl Isms {
    /// The JSON Schema (draft 2020-12) of the record file.
    pub fn json_schema() -> Value {
        schema::<RecordFile>()
    }
}

impl Change {
    /// The JSON Schema (draft 2020-12) of a change.
    pub fn json_schema() -> Value {
        schema::<Self>()
    }
}

impl Entry {
    /// The JSON Schema (draft 2020-12) of an entry of the journal: one line of the file.
    pub fn json_schema() -> Value {
        schema::<Self>()
    }
}

/// The JSON Schema (draft 2020-12) of a document by its name: `record`, `change` or `journal_entry`.
///
/// ```
/// let schema = isms_core::record::json_schema("record")?;
/// assert_eq!(schema["required"][0], "format");
/// # Ok::<(), isms_core::Error>(())
/// ```
pub fn json_schema(document: &str) -> Result<Value> {
    match document {
        "record" => Ok(Isms::json_schema()),
        "change" => Ok(Change::json_schema()),
        "journal_entry" => Ok(Entry::json_schema()),
        _ => {
            let problem = format!("there is no schema of {document:?}");
            let remedy = "ask for record, change or journal_entry";
            Err(Error::new(ErrorCode::Value, "document", problem, remedy))
        }
    }
}

fn schema<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().with_transform(RecursiveTransform(closed));
    settings.into_generator().into_root_schema_for::<T>().into()
}

/// Fields besides those named and `x-…` are refused. `schemars` drops this where it merges flattened fields.
fn closed(schema: &mut Schema) {
    if schema.get("patternProperties").is_some() {
        schema.insert("additionalProperties".to_owned(), false.into());
    }
}
