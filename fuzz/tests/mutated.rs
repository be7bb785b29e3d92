//! Every reader with the inputs of its corpus, and with what some mutations make of them.

use std::fs;
use std::path::Path;

use isms_fuzz::READERS;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};

#[derive(Debug, Clone)]
enum Mutation {
    Replace(Index, u8),
    Insert(Index, Vec<u8>),
    Remove(Index, usize),
    /// A part of it, written again at another place.
    Repeat(Index, usize, Index),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let byte = || prop_oneof![any::<u8>(), prop::sample::select(br#"{}[]",:-0129.eE\"#.to_vec())];
    prop_oneof![
        (any::<Index>(), byte()).prop_map(|(at, byte)| Mutation::Replace(at, byte)),
        (any::<Index>(), vec(byte(), 1..8)).prop_map(|(at, bytes)| Mutation::Insert(at, bytes)),
        (any::<Index>(), 1..64_usize).prop_map(|(at, length)| Mutation::Remove(at, length)),
        (any::<Index>(), 1..64_usize, any::<Index>()).prop_map(|(at, n, to)| Mutation::Repeat(at, n, to)),
    ]
}

impl Mutation {
    fn apply(&self, bytes: &mut Vec<u8>) {
        let place = |at: &Index| at.index(bytes.len() + 1);
        let stretch = |at: &Index, length: usize| place(at)..bytes.len().min(place(at) + length);
        match self {
            Self::Replace(at, byte) => {
                let range = stretch(at, 1);
                bytes.splice(range, [*byte]);
            }
            Self::Insert(at, inserted) => {
                let place = place(at);
                bytes.splice(place..place, inserted.iter().copied());
            }
            Self::Remove(at, length) => {
                let range = stretch(at, *length);
                bytes.drain(range);
            }
            Self::Repeat(at, length, to) => {
                let (part, place) = (bytes[stretch(at, *length)].to_vec(), place(to));
                bytes.splice(place..place, part);
            }
        }
    }
}

#[test]
fn every_reader_withstands_what_mutations_make_of_its_corpus() {
    for (name, take) in READERS {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
        let mut paths: Vec<_> = fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let seeds: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).unwrap()).collect();
        seeds.iter().for_each(|seed| take(seed));

        let inputs =
            (prop::sample::select(seeds), vec(mutation(), 1..6)).prop_map(|(mut bytes, mutations)| {
                mutations.iter().for_each(|mutation| mutation.apply(&mut bytes));
                bytes
            });
        let config = Config { cases: 1024, failure_persistence: None, ..Config::default() };
        let result = TestRunner::new(config).run(&inputs, |bytes| {
            take(&bytes);
            Ok(())
        });
        result.unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}
