//! The example organisation: what its description calls planted is found by every view, and for the reason given there.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

use isms_core::prelude::*;
use serde_json::Value;

mod check_and_act;
mod gaps;
mod incidents;
mod maintenance;
mod monitoring;
mod plan_and_do;
mod readiness;
#[path = "../../examples/meridian/main.rs"]
#[expect(dead_code, reason = "the example's own main is not called here")]
mod recipe;
mod record;
mod repair;
mod risk;
mod treatment;

const DIRECTORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/data/meridian");

fn meridian() -> Isms {
    Isms::from_slice(&std::fs::read(format!("{DIRECTORY}/isms.json")).unwrap()).unwrap()
}

fn ask_on(date: &str, view: &str, parameters: Value) -> Value {
    meridian().as_of(date.parse().unwrap()).ask(view, &parameters).unwrap()
}

/// Asks on the day that the description speaks of.
fn ask(view: &str, parameters: Value) -> Value {
    ask_on("2026-09-01", view, parameters)
}

/// Some fields of the rows for which something holds, in the order of the answer.
fn found(answer: &Value, list: &str, holds: impl Fn(&Value) -> bool, fields: &[&str]) -> Value {
    let rows = answer[list].as_array().unwrap().iter().filter(|row| holds(row));
    rows.map(|row| fields.iter().map(|field| row[*field].clone()).collect::<Value>()).collect()
}
