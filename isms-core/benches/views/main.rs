//! Every view once on a large record, and many mid-size organisations, beside pandas and polars, in one run.
//!
//! `make bench-views` runs it whole; `cargo bench -p isms-core --bench views -- 0.1` on a record of a tenth of the size,
//! and with the name of a view after that asks that view ten times and nothing else.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::manual_is_multiple_of,
    reason = "a measurement that cannot go on must fail"
)]

mod organisation;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant as Clock;

use isms_core::prelude::*;
use isms_core::view;
use organisation::Size;
use serde_json::{Value, json};

const ON: &str = "2025-11-01";
const LARGE: Size =
    Size { risks: 10_000, assets: 5_000, controls: 2_000, activities: 2_000, evidence: 200_000 };
const MIDDLE: Size = Size { risks: 500, assets: 250, controls: 100, activities: 100, evidence: 10_000 };

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let scale: f64 = arguments.first().map_or(1.0, |scale| scale.parse().expect("a share such as 0.1"));
    let document = organisation::generate(&LARGE.times(scale));
    let isms = record(&document);
    let view = isms.as_of(ON.parse().unwrap());

    if let Some(name) = arguments.get(1) {
        let parameters = parameters(name).to_string();
        // Each time of a view of its own, with nothing made before.
        let ask = || isms.as_of(ON.parse().unwrap()).ask_json(name, &parameters).unwrap();
        let bytes = ask().len();
        let ((), seconds) = timed(|| (0..10).for_each(|_| drop(ask())));
        // What was answered without parameters is only written again.
        let again = || view.ask_json(name, &parameters).unwrap();
        drop(again());
        let ((), writing) = timed(|| (0..10).for_each(|_| drop(again())));
        return println!(
            "{name}: {:.2} ms, {bytes} bytes; asked again of the same view {:.2} ms",
            seconds * 100.0,
            writing * 100.0
        );
    }
    let times = every_view(&view);
    let all: f64 = times.iter().map(|(_, seconds)| seconds).sum();
    for (name, seconds) in &times {
        println!("{name:<28} {:>9.2} ms", seconds * 1e3);
    }
    let (slowest, seconds) = times.iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
    println!("{:<28} {:>9.2} ms; the slowest is {slowest} with {:.2} ms", "all", all * 1e3, seconds * 1e3);
    let supposed = || view.ask_json("what_if", &parameters("what_if").to_string()).unwrap();
    println!("{:<28} {:>9.2} ms\n", "what_if a control is lost", timed(|| drop(supposed())).1 * 1e3);

    beside_peers(&view, &document);

    let middle = record(&organisation::generate(&MIDDLE));
    let rounds = 20;
    let ((), seconds) =
        timed(|| (0..rounds).for_each(|_| drop(every_view(&middle.as_of(ON.parse().unwrap())))));
    println!(
        "mid-size organisations, every view as JSON: {:.0} per core and minute",
        60.0 * f64::from(rounds) / seconds
    );
}

/// The record, with the catalogue of the standard.
fn record(document: &Value) -> Isms {
    let mut isms = Isms::from_json(&document.to_string()).unwrap();
    isms.apply(&isms_core::interop::catalogue("iso-27001-2022", false).unwrap().changes).unwrap();
    isms
}

/// Runs something and tells the seconds it took.
fn timed<T>(run: impl FnOnce() -> T) -> (T, f64) {
    let start = Clock::now();
    let made = run();
    (made, start.elapsed().as_secs_f64())
}

/// Every view once, from text to text, as C and Python ask it, and the seconds it took. What several of them stand on
/// is in the time of the first. A what-if asks others again of a changed copy, and is measured apart.
fn every_view(view: &View<'_>) -> Vec<(&'static str, f64)> {
    let ask = |view: &View<'_>, name: &'static str| {
        let (answer, seconds) = timed(|| view.ask_json(name, &parameters(name).to_string()));
        answer.unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, seconds)
    };
    let standing = view::definitions().iter().filter(|definition| definition.name != "what_if");
    standing.map(|definition| ask(view, definition.name)).collect()
}

/// What a view cannot be asked without.
fn parameters(name: &str) -> Value {
    match name {
        "blast_radius" => json!({"from": "A-0"}),
        "explanation" => json!({"from": "T-0", "to": "A-0"}),
        "protection" => json!({"asset": "A-0"}),
        "affected" => json!({"from": ["A-0"]}),
        "audit_report" => json!({"audit": "AUDIT-0"}),
        "gaps" => json!({"framework": "ISO-27001-2022"}),
        "document_history" => json!({"document": "D-0"}),
        "what_if" => json!({"assumptions": [{"assumption": "lose_control", "control": "C-0"}]}),
        "heatmap" | "risk_watch" | "control_changes" => json!({}),
        _ => Value::Null,
    }
}

/// `overdue` and `continuity` by the same rules in pandas and polars, which get the columns ready to use.
fn beside_peers(view: &View<'_>, document: &Value) {
    let directory = PathBuf::from(
        std::env::var("CARGO_TARGET_TMPDIR").unwrap_or_else(|_| env!("CARGO_TARGET_TMPDIR").into()),
    );
    let path = directory.join("programme.json");
    let columns = json!({"on": ON, "activities": &document["activities"], "evidence": &document["evidence"]});
    std::fs::write(&path, columns.to_string()).unwrap();

    let best = |run: &dyn Fn()| (0..3).map(|_| timed(run).1).fold(f64::INFINITY, f64::min);
    // Of a view of its own each time: the evidence is matched anew.
    let view = || view.isms().as_of(view.date());
    let overdue = best(&|| drop(view().overdue()));
    let continuity = best(&|| drop(view().continuity(view::Period::default()).unwrap()));
    let view = view();
    let owed: usize =
        view.overdue().items.iter().filter(|item| item.duty == view::Duty::Activity).map(|i| i.times).sum();
    let whole = view.continuity(view::Period::default()).unwrap().whole;
    let ours = json!({"owed": owed, "due": whole.due, "answered": whole.answered, "in_time": whole.in_time,
        "evidence": whole.evidence});
    for peer in ["pandas", "polars"] {
        let theirs = python(peer, &path);
        assert_eq!(theirs["figures"], ours, "{peer} comes to other figures");
        for (what, ours) in [("overdue", overdue), ("continuity", continuity)] {
            let seconds = theirs["seconds"][what].as_f64().unwrap();
            println!(
                "{what}: isms {:.1} ms, {peer} {:.1} ms: {:.1} times as fast",
                ours * 1e3,
                seconds * 1e3,
                seconds / ours
            );
        }
    }
    println!();
}

/// What a peer answers, with the seconds measured inside of it.
fn python(peer: &str, path: &Path) -> Value {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = root.join("../target/venv/bin/python");
    let output = Command::new(&python).arg(root.join("benches/views/peers.py")).arg(peer).arg(path).output();
    let output =
        output.unwrap_or_else(|error| panic!("{}: {error}; run `make bench-views`", python.display()));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}
