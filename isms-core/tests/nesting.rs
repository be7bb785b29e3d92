//! Text nested as deep as memory allows is refused, wherever text comes in.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

use isms_core::interop;
use isms_core::prelude::*;

/// `MEBIBYTES` sets the size.
fn nested(beginning: &str) -> Vec<u8> {
    let mebibytes: usize = std::env::var("MEBIBYTES").map_or(256, |size| size.parse().unwrap());
    let mut text = beginning.as_bytes().to_vec();
    text.resize(mebibytes << 20, b'[');
    text
}

#[test]
fn endless_nesting_is_refused() {
    for beginning in ["", r#"{"format": "isms/1", "x-deep": "#] {
        let text = nested(beginning);
        let errors = [
            Isms::from_slice(&text).unwrap_err(),
            Change::list_from_slice(&text).unwrap_err(),
            interop::read_stix(&text).unwrap_err(),
            interop::read_oscal(&text).unwrap_err(),
        ];
        for error in errors {
            assert!([ErrorCode::Syntax, ErrorCode::Type].contains(&error.code), "{error}");
            assert!(error.to_string().len() < 2000, "a message is to be read, not as long as its input");
        }
    }
}
