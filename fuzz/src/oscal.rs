//! Any bytes read as a OSCAL catalogue are refused, or give a change set that can be written and read again.

use isms_core::interop::{read_oscal, read_oscal_framework};
use isms_core::record::Change;

/// Takes any bytes.
pub fn take(bytes: &[u8]) {
    if let Ok(set) = read_oscal(bytes) {
        assert_eq!(Change::list_from_json(&set.to_json()), Ok(set.changes));
        let framework = read_oscal_framework(bytes, "FUZZ", true).unwrap();
        assert_eq!(Change::list_from_json(&framework.to_json()), Ok(framework.changes));
    }
}
