//! The journal: what it gives back, what it refuses, and that tampering shows where it happened.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on must fail")]

use std::sync::Arc;

use isms_core::prelude::*;
use isms_core::record::journal::{Fault, FaultKind, Head, HistoryEvent, Instant, Settings, Snapshot};
use proptest::prelude::*;
use serde_json::{Value, json};

fn record() -> Isms {
    let document = json!({
        "format": "isms/1",
        "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"},
        "people": [{"id": "ann", "name": "Ann"}],
        "roles": [{"id": "CISO", "name": "Security officer", "holders": [{"person": "ann", "from": "2025-01-01"}]}],
        "assets": [{"id": "DB", "name": "Database", "x-size": 1.5}],
        "x-top": {"list": [{"id": "a", "n": 1}, {"id": "b", "n": 2}]}
    });
    Isms::from_json(&document.to_string()).unwrap()
}

fn instant(text: &str) -> Instant {
    text.parse().unwrap()
}

/// Minute `n` of a day.
fn minute(n: u64) -> Instant {
    instant(&format!("2026-01-01T{:02}:{:02}:00Z", n / 60, n % 60))
}

fn changes(value: &Value) -> Vec<Change> {
    Change::list_from_json(&value.to_string()).unwrap()
}

fn begin(settings: Settings) -> Journal {
    Journal::establish_with(&record(), minute(0), "ann", settings).unwrap()
}

fn risk(id: &str) -> Value {
    json!({"change": "create", "kind": "risk",
        "entity": {"id": id, "title": "Loss", "owner": "CISO", "identified_on": "2026-01-01"}})
}

/// A journal of `length` entries: creates, amends, batches and deletes of risks.
fn journal_of(length: u64, settings: Settings) -> Journal {
    let mut journal = begin(settings);
    for n in 1..length {
        let made = match n % 4 {
            1 => risk(&format!("R-{n}")),
            2 => {
                json!({"change": "amend", "kind": "risk", "id": format!("R-{}", n - 1), "patch": {"x-n": n}})
            }
            3 => {
                json!([risk(&format!("R-{n}")), {"change": "amend_organisation", "patch": {"scope": format!("Plant {n}")}}])
            }
            _ => json!({"change": "delete", "kind": "risk", "id": format!("R-{}", n - 3)}),
        };
        journal.append(minute(n), if n % 2 == 0 { "ann" } else { "bob" }, &changes(&made)).unwrap();
    }
    assert_eq!(journal.len(), length);
    journal
}

fn fault(text: &[u8], head: Option<&Head>) -> Option<Fault> {
    Journal::find_fault(text, Settings::default(), head).unwrap()
}

fn found(text: &str, head: Option<&Head>) -> (FaultKind, u64) {
    let fault = fault(text.as_bytes(), head).unwrap();
    if head.is_none() {
        let error = Journal::from_json_lines(text.as_bytes()).unwrap_err();
        assert_eq!((error.code, error.path), (ErrorCode::Integrity, format!("entries[{}]", fault.line)));
    }
    (fault.kind, fault.line)
}

#[test]
fn the_record_is_had_as_it_was_known() {
    let journal = journal_of(9, Settings::default());
    assert_eq!(*journal.at(minute(0)).unwrap(), record());
    assert_eq!(journal.at(instant("2026-01-01T00:01:59.5Z")).unwrap().ids(Kind::Risk), ["R-1"]);
    assert_eq!(journal.at(instant("2030-01-01T00:00:00+02:00")).unwrap(), journal.record().unwrap());
    assert_eq!(journal.at_seq(5).unwrap().ids(Kind::Risk), ["R-3"]);
    let early = journal.at(instant("2025-12-31T23:59:59Z")).unwrap_err();
    assert!(early.to_string().contains("the journal begins at 2026-01-01T00:00:00Z"), "{early}");
    for seq in [0, 10, u64::MAX] {
        assert!(journal.at_seq(seq).unwrap_err().to_string().contains("the entries are 1 to 9"));
        assert!(journal.entry(seq).is_err());
    }
    let entries: Vec<_> = journal.entries().map(Result::unwrap).collect();
    assert_eq!((entries[3].actor.as_str(), entries[3].recorded_at, entries[3].seq), ("bob", minute(3), 4));
    assert!(matches!(&entries[3].change, Change::Batch { changes } if changes.len() == 2));
}

#[test]
fn what_does_not_apply_is_not_appended() {
    let mut journal = journal_of(5, Settings::default());
    let (text, now) = (journal.to_json_lines().to_owned(), journal.record().unwrap());
    let establish = json!({"change": "establish", "record": {}});
    let batch = json!({"change": "batch", "changes": [risk("R-7")]});
    let cases = [
        (minute(9), "ann", json!([]), ErrorCode::Value, ""),
        (minute(9), " ", risk("R-9"), ErrorCode::Value, "actor"),
        (minute(3), "ann", risk("R-9"), ErrorCode::DateOrder, "recorded_at"),
        (minute(9), "ann", json!([risk("R-9"), risk("R-9")]), ErrorCode::DuplicateId, "risks[R-9]"),
        (minute(9), "ann", json!([risk("R-9"), batch]), ErrorCode::Rule, "changes[1]"),
        (minute(9), "ann", establish.clone(), ErrorCode::Rule, ""),
        (minute(9), "ann", json!({"change": "batch", "changes": [establish]}), ErrorCode::Rule, ""),
        (
            minute(9),
            "ann",
            json!({"change": "amend_organisation", "patch": {"x-n": u64::MAX}}),
            ErrorCode::Value,
            "change.patch.x-n",
        ),
    ];
    for (at, actor, value, code, path) in cases {
        let error = journal.append(at, actor, &changes(&value)).unwrap_err();
        assert_eq!((error.code, error.path.as_str()), (code, path), "{value}");
        assert_eq!((journal.to_json_lines(), &journal.record().unwrap()), (text.as_str(), &now));
    }
    journal.append(minute(4), "ann", &changes(&risk("R-9"))).unwrap();
    assert!(record().apply(&changes(&json!({"change": "establish", "record": {}}))).is_err());
}

#[test]
fn a_batch_is_one_change() {
    let mut isms = record();
    let batch = json!({"change": "batch", "changes": [risk("R-1"), risk("R-2")]});
    isms.apply(&changes(&batch)).unwrap();
    assert_eq!(isms.ids(Kind::Risk), ["R-1", "R-2"]);
    let before = isms.clone();
    assert!(
        isms.apply(&changes(&json!({"change": "batch", "changes": [risk("R-3"), risk("R-1")]}))).is_err()
    );
    assert_eq!(isms, before);
}

#[test]
fn limits_hold() {
    let few = Settings { max_entries: 3, ..Settings::default() };
    let mut journal = journal_of(3, few);
    let error = journal.append(minute(9), "ann", &changes(&risk("R-9"))).unwrap_err();
    assert!(error.to_string().contains("more than 3 entries"));
    let long = journal_of(4, Settings::default());
    assert!(Journal::read(long.to_json_lines().as_bytes(), few).is_err());
    assert!(Journal::read(journal.to_json_lines().as_bytes(), few).is_ok());
    let longest = long.to_json_lines().lines().map(str::len).max().unwrap();
    let narrow = |max_line_bytes| Settings { max_line_bytes, ..Settings::default() };
    assert!(Journal::read(long.to_json_lines().as_bytes(), narrow(longest)).is_ok());
    let error = Journal::read(long.to_json_lines().as_bytes(), narrow(longest - 1)).unwrap_err();
    assert!(error.to_string().contains(&format!("is longer than {} bytes", longest - 1)), "{error}");
    assert!(Journal::establish_with(&record(), minute(0), "ann", narrow(longest - 1)).is_err());
}

#[test]
fn a_file_grows_by_what_was_appended() {
    let mut journal = journal_of(4, Settings::default());
    let mut file = journal.to_json_lines().to_owned();
    journal.append(minute(9), "ann", &changes(&risk("R-9"))).unwrap();
    file.push_str(journal.json_lines_since(4).unwrap());
    assert_eq!(file, journal.to_json_lines());
    assert_eq!(journal.json_lines_since(5).unwrap(), "");
    assert_eq!(journal.json_lines_since(0).unwrap(), file);
    assert!(journal.json_lines_since(6).is_err());
}

#[test]
fn each_way_of_tampering_is_told_apart() {
    use FaultKind::*;
    let journal = journal_of(6, Settings::default());
    let lines: Vec<&str> = journal.to_json_lines().lines().collect();
    let text = |order: &[usize]| order.iter().map(|i| format!("{}\n", lines[i - 1])).collect::<String>();
    assert_eq!(found(&text(&[2, 3, 4, 5, 6]), None), (Removed, 1));
    assert_eq!(found(&text(&[1, 2, 5, 6]), None), (Removed, 3));
    assert_eq!(found(&text(&[1, 2, 2, 3, 4, 5, 6]), None), (Inserted, 3));
    assert_eq!(found(&text(&[1, 5, 2, 3, 4, 5, 6]), None), (Inserted, 2));
    assert_eq!(found(&text(&[1, 2, 3, 4, 5, 6, 2]), None), (Inserted, 7));
    assert_eq!(found(&text(&[1, 4, 3, 2, 5, 6]), None), (Reordered, 2));
    assert_eq!(found(&text(&[1, 2, 3, 4, 6, 5]), None), (Reordered, 5));
    assert_eq!(found(&text(&[1, 2, 3, 4]), Some(&journal.head())), (Truncated, 5));
    assert_eq!(found(&journal.to_json_lines().replace("R-3", "R-8"), None), (Altered, 4));
    assert_eq!(
        found(&journal.to_json_lines().replace("\"actor\":\"bob\"", "\"actor\": \"bob\""), None),
        (Malformed, 2)
    );
    assert_eq!(found(&format!("{}\n", text(&[1, 2])), None), (Malformed, 3));
    assert_eq!(found(text(&[1, 2, 3]).trim_end().split_at(900).0, None).0, Malformed);
    assert!(Journal::from_json_lines(b"").unwrap_err().to_string().contains("the journal is empty"));
    assert!(Journal::from_json_lines(text(&[1, 2, 3]).trim_end().as_bytes()).is_ok());
}

/// A line of entry `seq` with its own right hash, chained to `previous`.
fn forged(seq: u64, at: Instant, previous: &str) -> String {
    use sha2::{Digest, Sha256};
    let content =
        json!({"actor": "eve", "change": risk("R-99"), "previous": previous, "recorded_at": at, "seq": seq});
    let hash: String = Sha256::digest(content.to_string()).iter().map(|byte| format!("{byte:02x}")).collect();
    let mut entry = content;
    entry["hash"] = json!(hash);
    format!("{entry}\n")
}

#[test]
fn entries_forged_with_a_right_hash_are_found_where_they_stand() {
    use FaultKind::*;
    let journal = journal_of(6, Settings::default());
    let lines: Vec<String> = journal.to_json_lines().lines().map(|line| format!("{line}\n")).collect();
    let hash_of = |seq: u64| journal.entry(seq).unwrap().hash.to_string();
    // Put in the place of another: the entry after it does not know it.
    let mut replaced = lines.clone();
    replaced[3] = forged(4, minute(3), &hash_of(3));
    assert_eq!(found(&replaced.concat(), None), (Altered, 4));
    // The last one has nothing after it; only the head knows.
    let mut last = lines.clone();
    last[5] = forged(6, minute(5), &hash_of(5));
    assert_eq!(fault(last.concat().as_bytes(), None), None);
    assert_eq!(found(&last.concat(), Some(&journal.head())), (Altered, 6));
    // Between two others, or with a chain of its own.
    let mut between = lines.clone();
    between.insert(3, forged(4, minute(3), &hash_of(3)));
    assert_eq!(found(&between.concat(), None), (Inserted, 4));
    let mut loose = lines.clone();
    loose.insert(3, forged(4, minute(3), &"0".repeat(64)));
    assert_eq!(found(&loose.concat(), None), (Inserted, 4));
    // After the end, it is a journal that went on; in the past it is not.
    let mut after = lines.clone();
    after.push(forged(7, minute(2), &hash_of(6)));
    assert_eq!(found(&after.concat(), None), (TimeRunsBack, 7));
    after[6] = forged(7, minute(7), &hash_of(6));
    assert_eq!(fault(after.concat().as_bytes(), Some(&journal.head())), None);
}

#[test]
fn heads_vouch_for_the_past() {
    let mut journal = journal_of(5, Settings::default());
    let early = journal.head();
    journal.append(minute(9), "ann", &changes(&risk("R-9"))).unwrap();
    assert_eq!(journal.verify().unwrap(), journal.head());
    journal.verify_against(&early).unwrap();
    assert_eq!(serde_json::from_value::<Head>(json!(early)).unwrap(), early);
    let other = Head { hash: journal.head().hash, ..early };
    assert_eq!(journal.verify_against(&other).unwrap_err().path, "entries[5]");
}

/// A chain that is whole, of changes that no door ever let in.
#[test]
fn a_journal_made_without_the_rules_is_found_by_replay() {
    let journal = journal_of(2, Settings::default());
    let hash = journal.head().hash.to_string();
    let text = format!("{}{}", journal.to_json_lines(), forged(3, minute(2), &hash));
    let good = Journal::from_json_lines(text.as_bytes()).unwrap();
    assert!(good.record().unwrap().contains(Kind::Risk, "R-99"));
    let twice = text.replace("R-1\"", "R-99\"");
    assert_eq!(found(&twice, None), (FaultKind::Altered, 2));
    let head = good.head().hash.to_string();
    let bad = Journal::from_json_lines(format!("{text}{}", forged(4, minute(3), &head)).as_bytes()).unwrap();
    let error = bad.record().unwrap_err();
    assert_eq!((error.code, error.path.as_str()), (ErrorCode::DuplicateId, "entries[4].change.risks[R-99]"));
    assert_eq!(bad.audit().unwrap_err(), error);
    assert!(bad.at_seq(3).is_ok());
    let headless = forged(1, minute(1), &"0".repeat(64));
    let error = Journal::from_json_lines(headless.as_bytes()).unwrap().record().unwrap_err();
    assert_eq!(error.path, "entries[1].change");
}

#[test]
fn snapshots_belong_to_their_chain() {
    let journal = journal_of(12, Settings::default());
    let snapshot = journal.take_snapshot(7).unwrap();
    let kept = Snapshot::from_json(&snapshot.to_json()).unwrap();
    assert_eq!(kept, snapshot);
    let again = Journal::from_json_lines(journal.to_json_lines().as_bytes()).unwrap();
    assert_eq!(again.snapshot(12), None);
    again.add_snapshot(kept.clone()).unwrap();
    assert_eq!(again.snapshot(12).unwrap(), kept);
    assert_eq!(again.record().unwrap(), journal.record().unwrap());
    again.audit().unwrap();
    let stranger = begin(Settings::default());
    let error = stranger.add_snapshot(kept.clone()).unwrap_err();
    assert_eq!((error.code, error.path.as_str()), (ErrorCode::Integrity, "snapshots[7]"));
    let mut elsewhere = kept.clone();
    elsewhere.seq = 8;
    assert!(again.add_snapshot(elsewhere).is_err());
    // A record changed by another hand is believed by replay and found by an audit.
    let changed = Snapshot::from_json(&kept.to_json().replace("Security officer", "Intruder")).unwrap();
    again.add_snapshot(changed).unwrap();
    assert_eq!(again.audit().unwrap_err().path, "snapshots[7]");
}

#[test]
fn snapshots_stay_few_and_evenly_spread() {
    let settings = Settings { snapshot_every: 2, snapshot_entities: 60, ..Settings::default() };
    let journal = journal_of(41, settings);
    let read = Journal::read(journal.to_json_lines().as_bytes(), settings).unwrap();
    read.record().unwrap();
    for journal in [&journal, &read] {
        let snapshots = (1..=41).filter_map(|seq| journal.snapshot(seq).filter(|found| found.seq == seq));
        let entities = |snapshot: &Snapshot| {
            Kind::ALL.iter().map(|kind| snapshot.record().ids(*kind).len()).sum::<usize>()
        };
        let (kept, held): (Vec<u64>, Vec<usize>) =
            snapshots.map(|found| (found.seq, entities(&found))).unzip();
        assert_eq!(kept, [8, 16, 24, 32, 40]);
        assert!(held.iter().sum::<usize>() <= 60, "{held:?}");
        journal.audit().unwrap();
    }
}

#[test]
fn history_tells_what_each_entry_did() {
    let mut journal = begin(Settings::default());
    journal.append(minute(1), "ann", &changes(&risk("R-1"))).unwrap();
    journal.append(minute(2), "bob", &changes(&risk("R-10"))).unwrap();
    let batch = json!([
        {"change": "amend", "kind": "risk", "id": "R-1", "patch": {"title": "Loss of data"}},
        {"change": "amend", "kind": "risk", "id": "R-1", "patch": {"treatment": {"option": "modify", "actions": []}}},
        {"change": "amend_organisation", "patch": {"x-about": "R-1"}}
    ]);
    journal.append(minute(3), "bob", &changes(&batch)).unwrap();
    journal
        .append(minute(4), "cyd", &changes(&json!({"change": "delete", "kind": "risk", "id": "R-1"})))
        .unwrap();
    let history = journal.history(Kind::Risk, "R-1").unwrap();
    let told: Vec<_> = history.iter().map(|item| (item.seq, item.actor.as_str(), item.event)).collect();
    use HistoryEvent::*;
    assert_eq!(told, [(2, "ann", Created), (4, "bob", Changed), (5, "cyd", Deleted)]);
    let lines: Vec<String> = history[1].fields.iter().map(ToString::to_string).collect();
    assert_eq!(lines, [r#"title: "Loss" -> "Loss of data""#, r#"treatment: new: {"option":"modify"}"#]);
    assert_eq!(journal.history(Kind::Asset, "DB").unwrap()[0].event, Created);
    assert!(
        journal.history(Kind::Risk, "R-2").unwrap_err().to_string().contains("the journal knows no risk R-2")
    );
}

#[test]
fn differences_are_told_field_by_field() {
    let before = record();
    let proposed = changes(&json!([
        risk("R-1"),
        {"change": "create", "kind": "person", "entity": {"id": "bob", "name": "Bob"}},
        {"change": "amend", "kind": "role", "id": "CISO", "patch": {"name": "Officer",
            "holders": [{"person": "ann", "from": "2025-01-01", "until": "2025-12-31"}, {"person": "bob", "from": "2026-01-01"}]}},
        {"change": "delete", "kind": "asset", "id": "DB"},
        {"change": "amend_risk_criteria", "patch": {
            "likelihood": {"levels": [{"id": "rare", "name": "Rare"}]},
            "consequence": {"levels": [{"id": "small", "name": "Small"}]},
            "levels": [{"id": "low", "name": "Low", "acceptable": true}], "matrix": [["low"]]}}
    ]));
    let difference = before.preview(&proposed).unwrap();
    let text = difference.to_string();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("risk_criteria: new: {"));
    assert_eq!(
        lines[1..],
        [
            "created people[bob]",
            "created risks[R-1]",
            "deleted assets[DB]",
            r#"roles[CISO].holders[0].until: new: "2025-12-31""#,
            r#"roles[CISO].holders[1]: new: {"from":"2026-01-01","person":"bob"}"#,
            r#"roles[CISO].name: "Security officer" -> "Officer""#,
        ]
    );
    assert_eq!(before, record());
    assert!(before.preview(&[]).unwrap().is_empty());
    assert!(before.preview(&[proposed[3].clone(), proposed[3].clone()]).is_err());

    let levels = |ids: &[&str]| {
        let level = |id: &&str| json!({"id": id, "name": id.to_uppercase()});
        json!({"change": "amend_risk_criteria", "patch": {"likelihood": {"levels": ids.iter().map(level).collect::<Vec<_>>()},
            "consequence": {"levels": [{"id": "small", "name": "Small"}]},
            "levels": [{"id": "low", "name": "Low", "acceptable": true}], "matrix": vec![["low"]; ids.len()]}})
    };
    let mut journal = Journal::establish(&before, minute(0), "ann").unwrap();
    journal.append(minute(1), "ann", &changes(&levels(&["a", "b"]))).unwrap();
    journal.append(minute(2), "ann", &changes(&levels(&["b", "a", "c"]))).unwrap();
    let text = journal.difference(2, minute(2)).unwrap().to_string();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines,
        [
            r#"risk_criteria.likelihood.levels[c]: new: {"id":"c","name":"C"}"#,
            r#"risk_criteria.likelihood.levels (order): ["a","b"] -> ["b","a"]"#,
            r#"risk_criteria.matrix[2]: new: ["low"]"#,
        ]
    );
    assert!(journal.difference(0, 1).unwrap_err().to_string().starts_with("from: there is no entry 0"));
}

/// The line decides: a number that has several spellings in memory is kept as it will be read.
#[test]
fn memory_and_file_hold_the_same() {
    let patch =
        json!({"x-whole": 1.0, "x-zero": -0.0, "x-large": 9_223_372_036_854_775_808_f64, "x-half": 0.5});
    let mut journal = begin(Settings::default());
    let amend = Change::Amend { kind: Kind::Asset, id: "DB".to_owned(), patch };
    journal.append(minute(1), "ann", &[amend]).unwrap();
    let again = Journal::from_json_lines(journal.to_json_lines().as_bytes()).unwrap();
    assert_eq!(again.record().unwrap(), journal.record().unwrap());
    assert_eq!(again.at_seq(1).unwrap(), journal.at_seq(1).unwrap());
}

#[derive(Debug, Clone)]
enum Tampering {
    Byte { line: usize, at: usize, to: u8 },
    Remove { line: usize },
    Copy { from: usize, to: usize },
    Swap { a: usize, b: usize },
    Truncate { keep: usize },
}

fn tampering() -> impl Strategy<Value = Tampering> {
    let n = 0..1000_usize;
    prop_oneof![
        3 => (n.clone(), 0..100_000_usize, any::<u8>()).prop_map(|(line, at, to)| Tampering::Byte { line, at, to }),
        1 => n.clone().prop_map(|line| Tampering::Remove { line }),
        1 => (n.clone(), n.clone()).prop_map(|(from, to)| Tampering::Copy { from, to }),
        1 => (n.clone(), n.clone()).prop_map(|(a, b)| Tampering::Swap { a, b }),
        1 => n.prop_map(|keep| Tampering::Truncate { keep }),
    ]
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn any_tampering_is_found_where_it_happened(length in 2..14_u64, tampering in tampering()) {
        use FaultKind::*;
        let journal = journal_of(length, Settings::default());
        let mut lines: Vec<Vec<u8>> = journal.to_json_lines().lines().map(|line| line.as_bytes().to_vec()).collect();
        let count = lines.len();
        let mut kinds: &[FaultKind] = &[];
        let mut place = 0;
        match tampering {
            Tampering::Byte { line, at, to } => {
                let line = line % count;
                let at = at % lines[line].len();
                if lines[line][at] != to {
                    lines[line][at] = to;
                    (kinds, place) = (&[Altered, Malformed], line + 1);
                }
            }
            Tampering::Remove { line } => {
                let line = line % count;
                lines.remove(line);
                (kinds, place) = if line + 1 == count { (&[Truncated], count) } else { (&[Removed], line + 1) };
            }
            Tampering::Copy { from, to } => {
                let (from, to) = (from % count, to % (count + 1));
                let copy = lines[from].clone();
                lines.insert(to, copy);
                // Beside its original, a copy is the second of the two.
                (kinds, place) = (&[Inserted], if to == from { to + 2 } else { to + 1 });
            }
            Tampering::Swap { a, b } => {
                let (a, b) = (a % count, b % count);
                lines.swap(a, b);
                if a != b {
                    (kinds, place) = (&[Reordered], a.min(b) + 1);
                }
            }
            Tampering::Truncate { keep } => {
                let keep = 1 + keep % count;
                lines.truncate(keep);
                if keep < count {
                    (kinds, place) = (&[Truncated], keep + 1);
                }
            }
        }
        let mut text = lines.join(&b'\n');
        text.push(b'\n');
        let fault = fault(&text, Some(&journal.head()));
        match kinds {
            [] => prop_assert_eq!(fault, None),
            kinds => {
                let fault = fault.expect("must be found");
                prop_assert!(kinds.contains(&fault.kind) && fault.line == place as u64, "{:?} instead of {:?} at {}", fault, kinds, place);
            }
        }
    }

}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn replay_is_the_same_from_any_snapshot(length in 1..40_u64, every in 1..12_u64, most in 1..200_usize, order in any::<u64>()) {
        let settings = Settings { snapshot_every: every, snapshot_entities: most, ..Settings::default() };
        let journal = journal_of(length, settings);
        let read = Journal::read(journal.to_json_lines().as_bytes(), settings).unwrap();
        prop_assert_eq!(&read, &journal);
        let mut naive = vec![Arc::new(record())];
        for entry in journal.entries().skip(1) {
            let mut next = (**naive.last().unwrap()).clone();
            next.apply(&[entry.unwrap().change]).unwrap();
            naive.push(Arc::new(next));
        }
        for step in 0..length {
            let seq = 1 + (order.wrapping_add(step.wrapping_mul(7))) % length;
            prop_assert_eq!(&read.at_seq(seq).unwrap(), &naive[seq as usize - 1]);
            prop_assert_eq!(&journal.at_seq(seq).unwrap(), &naive[seq as usize - 1]);
        }
        read.audit().unwrap();
    }
}
