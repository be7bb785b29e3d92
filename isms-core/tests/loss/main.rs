//! The loss model: against closed forms, against a plain simulation of one year after another, and equal in all its bits
//! however it is split.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on must fail"
)]

mod agreement;
mod answers;
mod by_risk;
mod closed_forms;
mod compare;
mod models;
mod partials;
mod plain;
mod plain_agrees;
mod what_if;
