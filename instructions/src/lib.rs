//! Counts the instructions of the library's kernels: see `benches/kernels.rs`.
