//! A record read from any bytes is refused, or written and read again as the same.

use isms_core::record::Isms;

/// Takes any bytes.
pub fn take(bytes: &[u8]) {
    if let Ok(isms) = Isms::from_slice(bytes) {
        let text = isms.to_json();
        assert_eq!(Isms::from_json(&text).as_ref(), Ok(&isms));
        let view = isms.as_of("2026-03-01".parse().unwrap());
        for name in ["status", "overdue", "risks", "coverage", "dependency_cycles", "programme"] {
            if let Ok(answer) = view.ask_json(name, "") {
                assert!(answer.starts_with('{'));
            }
        }
    }
}
