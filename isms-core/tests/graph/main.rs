//! Each question to a compiled graph against a naive answer, on random graphs and on shapes that break much.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on must fail"
)]

mod change;
mod columns;
mod naming;
mod probability;
mod reach;
mod shapes;
mod structure;
