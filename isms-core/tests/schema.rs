//! The JSON Schemas checked in are those of the code. `UPDATE=1 cargo test -p isms-core --test schema` writes them anew.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

use std::path::Path;

use isms_core::prelude::*;
use isms_core::record::journal::Entry;

#[test]
fn the_schemas_are_up_to_date() {
    let schemas = [
        ("isms", Isms::json_schema()),
        ("isms-change", Change::json_schema()),
        ("isms-journal-entry", Entry::json_schema()),
    ];
    for (name, schema) in schemas {
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
