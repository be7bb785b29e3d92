//! Changes read from any bytes apply whole or leave the record as it was.

use isms_core::record::{Change, Isms};

use crate::START;

/// Takes any bytes.
pub fn take(bytes: &[u8]) {
    let Ok(changes) = Change::list_from_slice(bytes) else { return };
    let mut isms = START.clone();
    match isms.apply(&changes) {
        Ok(()) => {
            assert_eq!(Isms::from_json(&isms.to_json()).as_ref(), Ok(&isms));
            assert_eq!(START.preview(&changes).is_ok_and(|found| found.is_empty()), isms == *START);
        }
        Err(_) => assert!(isms == *START),
    }
}
