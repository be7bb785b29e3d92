//! Every view once on a large record, and many mid-size organisations, beside pandas and polars, in one run.
//!
//! `make bench-views` runs it whole; `cargo bench -p isms-core --bench views -- 0.1` on a record of a tenth of the size,
//! with the name of a view after that it asks that view ten times and nothing else, and with `plan-and-do` those views.
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

/// The views of Plan and Do beyond the register of risks.
const PLAN_AND_DO: [&str; 21] = [
    "programme",
    "continuity",
    "overdue",
    "risk_watch",
    "reevaluations",
    "control_changes",
    "residual_risks",
    "stale_documents",
    "document_history",
    "policy_reviews",
    "training",
    "awareness",
    "exercises",
    "third_party_risk",
    "supplier_agreements",
    "supplier_audits",
    "obligations",
    "technology_watch",
    "workload",
    "programme_proposal",
    "programme_gaps",
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let scale: f64 = arguments.first().map_or(1.0, |scale| scale.parse().expect("a share such as 0.1"));
    let document = organisation::generate(&LARGE.times(scale));
    let isms = record(&document);
    let view = isms.as_of(ON.parse().unwrap());

    if arguments.get(1).is_some_and(|name| name == "plan-and-do") {
        return (0..10).for_each(|_| {
            tell(&every_view(&isms.as_of(ON.parse().unwrap()), |name| PLAN_AND_DO.contains(&name)))
        });
    }
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
    let times = every_view(&view, |_| true);
    println!("{:<28} {:>12} {:>12}", "", "answered in", "written in");
    for Took { name, answer, text } in &times {
        println!("{name:<28} {:>9.2} ms {:>9.2} ms", answer * 1e3, text * 1e3);
    }
    tell(&times);
    let supposed = || view.ask_json("what_if", &parameters("what_if").to_string()).unwrap();
    println!("{:<28} {:>9.2} ms\n", "what_if a control is lost", timed(|| drop(supposed())).1 * 1e3);

    beside_peers(&view, &document);

    let middle = record(&organisation::generate(&MIDDLE));
    let rounds = 20;
    let every_view = || {
        let view = middle.as_of(ON.parse().unwrap());
        standing().for_each(|name| ask(&view, name));
    };
    let ((), seconds) = timed(|| (0..rounds).for_each(|_| every_view()));
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

/// The seconds that a view took.
struct Took {
    name: &'static str,
    /// To answer.
    answer: f64,
    /// To write the answer as text.
    text: f64,
}

/// The views that ask nothing of others. A what-if asks them again of a changed copy, and is measured apart.
fn standing() -> impl Iterator<Item = &'static str> {
    view::definitions().iter().map(|definition| definition.name).filter(|name| *name != "what_if")
}

/// Asks a view from text to text, as C and Python do.
fn ask(view: &View<'_>, name: &str) {
    let answer = view.ask_json(name, &parameters(name).to_string());
    drop(answer.unwrap_or_else(|error| panic!("{name}: {error}")));
}

/// Views once each. What several of them stand on is in the time of the first.
fn every_view(view: &View<'_>, wanted: impl Fn(&str) -> bool) -> Vec<Took> {
    let took = |name| {
        let ((), first) = timed(|| ask(view, name));
        // What was answered without parameters is only written again.
        let is_kept = parameters(name).as_object().is_none_or(serde_json::Map::is_empty);
        let text = if is_kept { timed(|| ask(view, name)).1 } else { 0.0 };
        Took { name, answer: first - text, text }
    };
    standing().filter(|name| wanted(name)).map(took).collect()
}

fn tell(times: &[Took]) {
    let sum = |part: fn(&Took) -> f64, wanted: &dyn Fn(&Took) -> bool| {
        1e3 * times.iter().filter(|took| wanted(took)).map(part).sum::<f64>()
    };
    let told = |what: &str, wanted: &dyn Fn(&Took) -> bool| {
        println!(
            "{what:<28} {:>9.2} ms {:>9.2} ms",
            sum(|took| took.answer, wanted),
            sum(|took| took.text, wanted)
        );
    };
    told("Plan and Do", &|took| PLAN_AND_DO.contains(&took.name));
    told("all", &|_| true);
    let slowest = times.iter().max_by(|a, b| a.answer.total_cmp(&b.answer)).unwrap();
    println!("the slowest to answer is {} with {:.2} ms", slowest.name, slowest.answer * 1e3);
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
