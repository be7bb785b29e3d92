//! How fast the record and the journal are, beside what a Python program would use, in one run.
//!
//! `make bench-record` runs it whole; `cargo bench -p isms-core --bench record -- 0.1 journal` a tenth of one part of
//! `register`, `changes` and `journal`. Ours parses and
//! checks every rule and reference; the peers parse alone.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a measurement that cannot go on must fail"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant as Clock;

use isms_core::prelude::*;
use isms_core::record::journal::Instant;
use serde_json::{Value, json};

const RISKS: usize = 100_000;
const ENTRIES: usize = 1_000_000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [mode, file] = arguments.as_slice()
        && mode == "memory"
    {
        return memory(Path::new(file));
    }
    let scale: f64 = arguments.first().map_or(1.0, |scale| scale.parse().expect("a share such as 0.1"));
    let scaled = |count: usize| ((count as f64 * scale) as usize).max(10);
    let directory = PathBuf::from(
        std::env::var("CARGO_TARGET_TMPDIR").unwrap_or_else(|_| env!("CARGO_TARGET_TMPDIR").into()),
    );
    let asked = |part: &str| arguments.get(1).is_none_or(|only| only == part);
    if asked("register") {
        register(&directory, scaled(RISKS));
    }
    if asked("changes") {
        changes(scaled(ENTRIES));
    }
    if asked("journal") {
        journal(&directory, scaled(ENTRIES));
    }
}

/// Runs something and tells the seconds it took.
fn timed<T>(run: impl FnOnce() -> T) -> (T, f64) {
    let start = Clock::now();
    let made = run();
    (made, start.elapsed().as_secs_f64())
}

/// The best of three.
fn best<T>(mut run: impl FnMut() -> T) -> f64 {
    (0..3).map(|_| timed(&mut run).1).fold(f64::INFINITY, f64::min)
}

fn told(what: &str, seconds: f64, more: &str) {
    println!("{what:<58} {seconds:>8.3} s  {more}");
}

fn register(directory: &Path, risks: usize) {
    let path = directory.join("register.json");
    std::fs::write(&path, generate(risks).to_string()).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let megabytes = text.len() as f64 / 1e6;
    println!("A register of {risks} risks, {megabytes:.1} MB");
    let ours = best(|| Isms::from_json(&text).unwrap());
    told("isms: parse and check", ours, &format!("{:.0} MB/s", megabytes / ours));
    for peer in ["json", "orjson"] {
        let theirs = python(&format!("parse-{peer}"), &path);
        told(
            &format!("Python {peer}: parse alone"),
            theirs,
            &format!("isms takes {:.2} of it", ours / theirs),
        );
    }
    let isms = Isms::from_json(&text).unwrap();
    told("isms: check and copy alone (preview of no change)", best(|| isms.preview(&[]).unwrap()), "");
    told("isms: write", best(|| isms.to_json()), "");
    let child = Command::new(std::env::current_exe().unwrap()).arg("memory").arg(&path).output().unwrap();
    let peak: f64 = String::from_utf8(child.stdout).unwrap().trim().parse().expect("peak memory in bytes");
    println!(
        "{:<58} {:>8.1} MB {:.1} times the file\n",
        "isms: peak memory, the text included",
        peak / 1e6,
        peak / 1e6 / megabytes
    );
}

/// Reads a record and tells the most memory the process ever had.
fn memory(file: &Path) {
    let isms = Isms::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    let kilobytes: u64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    assert!(!isms.risks().is_empty());
    println!("{}", kilobytes * 1024);
}

fn changes(count: usize) {
    let mut isms = Isms::from_json(&generate(10_000).to_string()).unwrap();
    println!("{count} single changes to a register of 10000 risks: amendments, assessments, evidence");
    let (list, _) = timed(|| (0..count).map(change).collect::<Vec<_>>());
    let ((), seconds) =
        timed(|| list.iter().for_each(|change| isms.apply(std::slice::from_ref(change)).unwrap()));
    told("isms: apply, one by one", seconds, &format!("{:.0} changes/s", count as f64 / seconds));
    let deletes: Vec<Change> = isms
        .ids(Kind::Evidence)
        .iter()
        .take(20)
        .map(|id| Change::Delete { kind: Kind::Evidence, id: (*id).to_owned() })
        .collect();
    let ((), seconds) =
        timed(|| deletes.iter().for_each(|change| isms.apply(std::slice::from_ref(change)).unwrap()));
    told(
        &format!("isms: {} deletions, one by one", deletes.len()),
        seconds,
        &format!("{:.0} changes/s\n", deletes.len() as f64 / seconds),
    );
}

fn journal(directory: &Path, count: usize) {
    let start = Isms::from_json(&generate(10_000).to_string()).unwrap();
    let at = |n: usize| -> Instant {
        let (minute, second) = (n / 60, n % 60);
        let (hour, minute) = (minute / 60, minute % 60);
        let (day, hour) = (hour / 24, hour % 24);
        format!("2026-01-{:02}T{hour:02}:{minute:02}:{second:02}Z", day + 1).parse().unwrap()
    };
    let mut journal = Journal::establish(&start, at(0), "ann").unwrap();
    let ((), seconds) = timed(|| {
        for n in 1..count {
            journal.append(at(n), "ann", &[change(n)]).unwrap();
        }
    });
    let path = directory.join("journal.jsonl");
    std::fs::write(&path, journal.to_json_lines()).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    println!("A journal of {count} entries, {:.0} MB", bytes.len() as f64 / 1e6);
    told("isms: append, one by one", seconds, &format!("{:.0} entries/s", count as f64 / seconds));
    drop(journal);
    let ours = best(|| Journal::from_json_lines(&bytes).unwrap());
    told("isms: read and verify the chain", ours, &format!("{:.0} entries/s", count as f64 / ours));
    let theirs = python("verify", &path);
    told(
        "Python json and hashlib: read and verify the chain",
        theirs,
        &format!("isms takes {:.2} of it", ours / theirs),
    );
    let read = Journal::from_json_lines(&bytes).unwrap();
    let middle = read.len() / 2;
    let (_, seconds) = timed(|| read.at_seq(middle).unwrap());
    told("isms: the record at the middle, from the first entry", seconds, "");
    let seconds = best(|| read.at_seq(middle - 1).unwrap());
    told("isms: the record at the middle, from snapshots", seconds, "");
    let (_, seconds) = timed(|| read.record().unwrap());
    told("isms: the record at the end, the first time", seconds, "");
    let (_, seconds) = timed(|| read.history(Kind::Risk, "R-000042").unwrap());
    told("isms: the history of one risk", seconds, "");
}

/// Seconds that a peer takes, measured inside of it.
fn python(work: &str, path: &Path) -> f64 {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = root.join("../target/venv/bin/python");
    let output = Command::new(&python).arg(root.join("benches/peers.py")).arg(work).arg(path).output();
    let output =
        output.unwrap_or_else(|error| panic!("{}: {error}; run `make bench-record`", python.display()));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().parse().expect("seconds")
}

/// A change of the mix: every third an amendment, an assessment of a risk, and a new piece of evidence.
fn change(n: usize) -> Change {
    let risk = format!("R-{:06}", n * 7919 % 10_000);
    match n % 3 {
        0 => Change::Amend {
            kind: Kind::Risk,
            id: risk,
            patch: json!({"title": format!("Loss of service {n}"), "x-seen": n}),
        },
        1 => Change::Amend {
            kind: Kind::Risk,
            id: risk,
            patch: json!({"assessments": [assessment("residual", n)]}),
        },
        _ => Change::Create {
            kind: Kind::Evidence,
            entity: json!({"id": format!("E-{n}"), "activity": "REVIEW", "title": "Minutes", "performed_on": "2026-02-01", "recorded_at": "2026-02-01T12:00:00Z",
                "performed_by": "P-1"}),
        },
    }
}

fn assessment(stage: &str, n: usize) -> Value {
    let levels = ["rare", "unlikely", "possible", "likely"];
    let level = |n: usize| levels.get(n % 4);
    json!({"stage": stage, "assessed_on": "2025-06-01", "likelihood": level(n), "consequence": level(n / 4),
        "rationale": format!("Workshop {}", n % 97)})
}

/// A register of risks with two assessments, a treatment and links each.
fn generate(risks: usize) -> Value {
    let level = |id: &str| json!({"id": id, "name": id});
    let scale = json!({"levels": (["rare", "unlikely", "possible", "likely"].map(level))});
    let asset = |n: usize| {
        let needs = if n == 0 { json!([]) } else { json!([{"asset": format!("A-{:04}", n / 2)}]) };
        json!({"id": format!("A-{n:04}"), "name": format!("Asset {n}"), "owner": format!("ROLE-{:02}", n % 50), "depends_on": needs})
    };
    let risk = |n: usize| {
        json!({
            "id": format!("R-{n:06}"), "title": format!("Loss of service {n}"), "owner": format!("ROLE-{:02}", n % 50),
            "description": "An intruder encrypts what it needs.",
            "identified_on": "2025-01-15", "threats": [format!("T-{:03}", n % 500)],
            "assets": [format!("A-{:04}", n % 1000), format!("A-{:04}", n * 7 % 1000)],
            "controls": [format!("C-{:03}", n % 300), format!("C-{:03}", n * 11 % 300)],
            "assessments": [assessment("inherent", n), assessment("residual", n / 2)],
            "treatment": {"option": "modify", "actions": [{"title": "Keep a copy offline",
                "owner": format!("ROLE-{:02}", n % 50), "due": "2026-03-31"}]}
        })
    };
    let list = |count: usize, of: &dyn Fn(usize) -> Value| (0..count).map(of).collect::<Vec<_>>();
    json!({
        "format": "isms/1",
        "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"},
        "risk_criteria": {"likelihood": scale, "consequence": scale,
            "levels": [{"id": "low", "name": "Low", "acceptable": true}, {"id": "high", "name": "High", "acceptable": false}],
            "matrix": [["low", "low", "low", "high"], ["low", "low", "high", "high"], ["low", "high", "high", "high"],
                ["high", "high", "high", "high"]]},
        "people": [{"id": "P-1", "name": "Ann"}],
        "roles": list(50, &|n| json!({"id": format!("ROLE-{n:02}"), "name": format!("Role {n}")})),
        "assets": list(1000, &asset),
        "threats": list(500, &|n| json!({"id": format!("T-{n:03}"), "name": format!("Threat {n}")})),
        "controls": list(300, &|n| json!({"id": format!("C-{n:03}"), "name": format!("Control {n}")})),
        "risks": list(risks, &risk),
        "activities": [{"id": "REVIEW", "title": "Review", "owner": "ROLE-00", "start": "2025-01-01", "cadence": "FREQ=MONTHLY"}]
    })
}
