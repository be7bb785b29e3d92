//! Choosing treatments.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on must fail")]

mod brute_force;
mod frontier;
mod published;
mod random;
mod told;
