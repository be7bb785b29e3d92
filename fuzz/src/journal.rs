//! A journal read from any bytes is refused, or is spelt as it was read, and replays or says where it cannot. Each line
//! that can be read as changes is appended to a journal, which must be whole afterwards.

use std::sync::LazyLock;

use isms_core::record::Change;
use isms_core::record::journal::{Instant, Journal};

use crate::START;

static NOW: LazyLock<Instant> = LazyLock::new(|| "2026-03-01T12:00:00Z".parse().unwrap());

/// Takes any bytes.
pub fn take(bytes: &[u8]) {
    read(bytes);
    append(bytes);
}

fn read(bytes: &[u8]) {
    let Ok(journal) = Journal::from_json_lines(bytes) else { return };
    let written = journal.to_json_lines().as_bytes();
    assert!(written == bytes || written == [bytes, b"\n"].concat());
    assert_eq!(journal.verify(), Ok(journal.head()));
    for seq in 1..=journal.len() {
        if let Err(error) = journal.at_seq(seq) {
            assert!(error.path.starts_with("entries["), "{error}");
        }
    }
}

fn append(bytes: &[u8]) {
    let lists: Vec<_> =
        bytes.split(|byte| *byte == b'\n').filter_map(|line| Change::list_from_slice(line).ok()).collect();
    if lists.is_empty() {
        return;
    }
    let mut journal = Journal::establish(&START, *NOW, "ann").unwrap();
    for changes in &lists {
        let head = journal.head();
        if journal.append(*NOW, "bob", changes).is_err() {
            assert_eq!(journal.head(), head);
        }
    }
    let again = Journal::from_json_lines(journal.to_json_lines().as_bytes()).unwrap();
    assert!(again.record().unwrap() == journal.record().unwrap());
    assert_eq!(again.audit(), Ok(()));
}
