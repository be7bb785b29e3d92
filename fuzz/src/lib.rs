//! What must hold of every reader, whatever bytes it is given. By libFuzzer where it is guided by what the bytes reach
//! (`make fuzz`), and blindly in the tests.

pub mod change;
pub mod graph;
pub mod journal;
pub mod measurements_csv;
pub mod measurements_jsonl;
pub mod oscal;
pub mod record;
pub mod stix;

use std::sync::LazyLock;

use isms_core::record::Isms;

/// A reader, by the name of its target and of its corpus, and what takes any bytes.
pub type Reader = (&'static str, fn(&[u8]));

/// All of them.
pub const READERS: [Reader; 8] = [
    ("change", change::take),
    ("graph", graph::take),
    ("journal", journal::take),
    ("measurements_csv", measurements_csv::take),
    ("measurements_jsonl", measurements_jsonl::take),
    ("oscal", oscal::take),
    ("record", record::take),
    ("stix", stix::take),
];

/// The record that changes are applied to.
static START: LazyLock<Isms> =
    LazyLock::new(|| Isms::from_slice(include_bytes!("../corpus/record/small.json")).unwrap());
