//! The cases of `conformance/`, which every language must answer alike. `UPDATE=1` writes what the core answers; read
//! the difference before you keep it, for the answers are the specification.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use isms_core::interop;
use isms_core::prelude::*;
use isms_core::view::definitions;

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../conformance")
}

/// A case: its name, its folder, and the lines of its file `case`.
struct Case {
    name: String,
    folder: PathBuf,
    lines: BTreeMap<String, String>,
}

impl Case {
    fn read(folder: PathBuf) -> Self {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(folder.join("case")).unwrap();
        let pair = |line: &str| {
            let (key, value) = line.split_once(' ').unwrap_or_else(|| panic!("{name}: a line without value"));
            let known = ["reader", "input", "changes", "date", "view", "parameters"].contains(&key);
            assert!(known, "{name}: there is no line {key:?}");
            (key.to_owned(), value.to_owned())
        };
        Self { lines: text.lines().map(pair).collect(), name, folder }
    }

    fn line(&self, key: &str) -> Option<&str> {
        self.lines.get(key).map(String::as_str)
    }

    fn bytes(&self, key: &str) -> Option<Vec<u8>> {
        let path = home().join(self.line(key)?);
        Some(
            std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {}: {error}", self.name, path.display())),
        )
    }

    fn answer(&self) -> Result<String> {
        let input = self.bytes("input").unwrap_or_else(|| panic!("{}: no input", self.name));
        match self.line("reader").unwrap_or("record") {
            "stix" => return Ok(interop::read_stix(&input)?.to_json()),
            "oscal" => return Ok(interop::read_oscal(&input)?.to_json()),
            "measurements_csv" => return Ok(interop::read_measurements_csv(&input)?.to_json()),
            "measurements_jsonl" => return Ok(interop::read_measurements_jsonl(&input)?.to_json()),
            reader => assert_eq!(reader, "record", "{}: there is no such reader", self.name),
        }
        let mut isms = Isms::from_slice(&input)?;
        if let Some(changes) = self.bytes("changes") {
            let before = isms.to_json();
            let outcome = Change::list_from_slice(&changes).and_then(|changes| isms.apply(&changes));
            if outcome.is_err() {
                assert_eq!(isms.to_json(), before, "{}: changes were applied in part", self.name);
            }
            outcome?;
        }
        let Some(view) = self.line("view") else { return Ok(isms.to_json()) };
        let date: Date =
            self.line("date").unwrap_or_default().parse().map_err(|error: Error| error.within("date"))?;
        isms.as_of(date).ask_json(view, self.line("parameters").unwrap_or_default())
    }
}

fn cases() -> Vec<Case> {
    let folders = std::fs::read_dir(home().join("cases")).unwrap();
    let mut cases: Vec<_> = folders.map(|folder| Case::read(folder.unwrap().path())).collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

#[test]
fn every_case_is_answered_as_written() {
    let cases = cases();
    let mut failed = Vec::new();
    for case in &cases {
        let (name, found) = match case.answer() {
            Ok(answer) => ("answer.json", answer),
            Err(error) => ("error", format!("{}\n{}\n{error}\n", error.code.as_str(), error.path)),
        };
        if std::env::var_os("UPDATE").is_some() {
            for other in ["answer.json", "error"] {
                drop(std::fs::remove_file(case.folder.join(other)));
            }
            std::fs::write(case.folder.join(name), &found).unwrap();
        }
        let kept = ["answer.json", "error"].map(|kept| std::fs::read_to_string(case.folder.join(kept)).ok());
        let wanted = if name == "error" { [None, Some(found)] } else { [Some(found), None] };
        if kept != wanted {
            failed.push(format!("{}: wanted {kept:?}, got {wanted:?}", case.name));
        }
    }
    println!("{} passed, {} failed", cases.len() - failed.len(), failed.len());
    assert!(!cases.is_empty(), "there are no cases");
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn every_view_has_a_case_with_an_answer() {
    let answered: BTreeSet<String> = cases()
        .into_iter()
        .filter(|case| case.answer().is_ok())
        .filter_map(|case| case.lines.get("view").cloned())
        .collect();
    let missing: Vec<_> =
        definitions().iter().map(|v| v.name).filter(|name| !answered.contains(*name)).collect();
    assert!(missing.is_empty(), "no case answers {}", missing.join(", "));
}

#[test]
fn every_file_is_used_by_a_case() {
    let used: BTreeSet<String> = cases()
        .iter()
        .flat_map(|c| [c.line("input"), c.line("changes")].map(|l| l.map(str::to_owned)))
        .flatten()
        .collect();
    for folder in ["catalogues", "changes", "hostile", "records", "streams"] {
        for file in std::fs::read_dir(home().join(folder)).unwrap() {
            let name = format!("{folder}/{}", file.unwrap().file_name().to_string_lossy());
            assert!(used.contains(&name), "no case uses {name}");
        }
    }
}
