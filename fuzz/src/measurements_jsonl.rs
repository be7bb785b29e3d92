//! Any bytes read as JSON Lines of measurements are refused, or give a change set that can be written and read again.

use isms_core::interop::read_measurements_jsonl;
use isms_core::record::Change;

/// Takes any bytes.
pub fn take(bytes: &[u8]) {
    if let Ok(set) = read_measurements_jsonl(bytes) {
        assert_eq!(Change::list_from_json(&set.to_json()), Ok(set.changes));
    }
}
