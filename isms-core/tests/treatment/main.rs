//! Choosing treatments.

mod brute_force;
mod random;
