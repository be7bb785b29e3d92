//! Choosing treatments.

mod brute_force;
mod frontier;
mod published;
mod random;
mod told;
