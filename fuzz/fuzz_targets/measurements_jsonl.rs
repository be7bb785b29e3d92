//! Any bytes read as JSON Lines of measurements are refused, or give a change set that can be written and read again.
#![no_main]

use isms_core::interop::read_measurements_jsonl;
use isms_core::record::Change;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(set) = read_measurements_jsonl(bytes) {
        assert_eq!(Change::list_from_json(&set.to_json()), Ok(set.changes));
    }
});
