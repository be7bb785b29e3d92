//! The header checked in is the one the code gives. `UPDATE=1 cargo test -p isms-ffi` writes it anew.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

use std::path::Path;

#[test]
fn the_header_is_up_to_date() {
    let crate_dir = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = cbindgen::Config::from_file(crate_dir.join("cbindgen.toml")).unwrap();
    let mut found = Vec::new();
    cbindgen::generate_with_config(crate_dir, config).unwrap().write(&mut found);
    let path = crate_dir.join("../include/isms.h");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &found).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept.as_bytes() == found, "include/isms.h is out of date: run `make header`");
}
