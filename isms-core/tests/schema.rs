//! The JSON Schemas checked in are those of the code. `UPDATE=1 cargo test -p isms-core --test schema` writes them anew.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

use std::path::Path;

use isms_core::prelude::*;
use isms_core::record::journal::Entry;
use isms_core::record::json_schema;

#[test]
fn the_schemas_are_up_to_date() {
    let schemas = [
        ("isms", "record", Isms::json_schema()),
        ("isms-change", "change", Change::json_schema()),
        ("isms-journal-entry", "journal_entry", Entry::json_schema()),
    ];
    for (name, document, schema) in schemas {
        assert_eq!(json_schema(document).unwrap(), schema);
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../include/{name}.schema.json"));
        let mut text = serde_json::to_string_pretty(&schema).unwrap();
        text.push('\n');
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let checked_in = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(checked_in == text, "include/{name}.schema.json is out of date: run `make schema`");
    }
}

#[test]
fn what_has_no_schema_is_refused() {
    let error = json_schema("journal").unwrap_err().to_string();
    assert_eq!(error, "document: there is no schema of \"journal\"; ask for record, change or journal_entry");
}
