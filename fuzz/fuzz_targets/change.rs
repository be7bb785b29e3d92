//! Changes read from any bytes apply whole or leave the record as it was.
#![no_main]

use std::sync::LazyLock;

use isms_core::record::{Change, Isms};
use libfuzzer_sys::fuzz_target;

static START: LazyLock<Isms> =
    LazyLock::new(|| Isms::from_slice(include_bytes!("../corpus/record/small.json")).unwrap());

fuzz_target!(|bytes: &[u8]| {
    let Ok(changes) = Change::list_from_slice(bytes) else { return };
    let mut isms = START.clone();
    match isms.apply(&changes) {
        Ok(()) => {
            assert_eq!(Isms::from_json(&isms.to_json()).as_ref(), Ok(&isms));
            assert_eq!(START.preview(&changes).is_ok_and(|found| found.is_empty()), isms == *START);
        }
        Err(_) => assert!(isms == *START),
    }
});
