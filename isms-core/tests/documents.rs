//! The documents that people hand over: as kept in `tests/documents/` for the example organisation (`UPDATE=1` writes
//! them; read the difference before you keep it), and safe whatever the record says.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on must fail")]

use std::path::Path;

use isms_core::prelude::*;
use isms_core::record::Isms;
use isms_core::report::document::{Format, definition, definitions};
use serde_json::{Value, json};

fn meridian() -> Isms {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/data/meridian/isms.json");
    Isms::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn parameters(name: &str) -> Value {
    match name {
        "gap_analysis" => json!({"framework": "FW-SUPPLIER"}),
        "audit_report" => json!({"audit": "AUD-2026-I1"}),
        _ => Value::Null,
    }
}

fn extension(format: Format) -> &'static str {
    match format {
        Format::Markdown => "md",
        Format::Html => "html",
        Format::Csv => "csv",
    }
}

/// The digest of the record, by which each change of it would show.
fn digest(markdown: &str) -> String {
    let line = markdown.lines().find(|line| line.starts_with("| Record (SHA-256) | ")).unwrap();
    line.trim_start_matches("| Record (SHA-256) | ").trim_end_matches(" |").to_owned()
}

#[test]
fn the_documents_of_the_example_are_as_kept() {
    let isms = meridian();
    let view = isms.as_of("2026-09-01".parse().unwrap());
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/documents"));
    let mut kept_names = Vec::new();
    for document in definitions() {
        let write = |format| view.document(document.name, format, &parameters(document.name)).unwrap();
        let digest = digest(&write(Format::Markdown));
        assert_eq!((digest.len(), digest.chars().all(|c| c.is_ascii_hexdigit())), (64, true));
        for format in [Format::Markdown, Format::Csv] {
            let name = format!("{}.{}", document.name, extension(format));
            let found = write(format).replace(&digest, "(digest)");
            if std::env::var_os("UPDATE").is_some() {
                std::fs::create_dir_all(folder).unwrap();
                std::fs::write(folder.join(&name), &found).unwrap();
            }
            let kept = std::fs::read_to_string(folder.join(&name)).unwrap_or_default();
            assert!(kept == found, "{name} is out of date: run UPDATE=1 and read the difference");
            kept_names.push(name);
        }
    }
    let mut there: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    there.sort();
    kept_names.sort();
    assert_eq!(there, kept_names, "a file that no document is kept in");
}

#[test]
fn the_page_says_what_the_markdown_says() {
    let isms = meridian();
    let view = isms.as_of("2026-09-01".parse().unwrap());
    for document in definitions() {
        let write = |format| view.document(document.name, format, &parameters(document.name)).unwrap();
        let (markdown, page) = (write(Format::Markdown), write(Format::Html));
        let headings = |marks: &str| markdown.lines().filter(|line| line.starts_with(marks)).count();
        assert_eq!(
            (headings("## "), headings("### ")),
            (page.matches("<h2>").count(), page.matches("<h3>").count())
        );
        let rows =
            markdown.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| ---")).count();
        // The title block has an empty header in Markdown and none on the page.
        assert_eq!(rows, page.matches("<tr>").count() + 1, "{}", document.name);
        assert!(page.contains(&digest(&markdown)));
    }
}

#[test]
fn the_digest_is_that_of_the_record_as_it_is_saved() {
    let isms = meridian();
    let saved = Isms::from_json(&isms.to_json()).unwrap();
    let of = |isms: &Isms, day: &str| {
        digest(
            &isms.as_of(day.parse().unwrap()).document_text("risk_treatment_plan", "markdown", "").unwrap(),
        )
    };
    assert_eq!(of(&isms, "2026-09-01"), of(&saved, "2026-01-01"));
    let mut other = saved;
    let entity = json!({"id": "new", "name": "New"});
    other.apply(&[Change::Create { kind: Kind::Person, entity }]).unwrap();
    assert_ne!(of(&isms, "2026-09-01"), of(&other, "2026-09-01"));
}

#[test]
fn what_a_record_says_is_never_markup_and_never_a_formula() {
    let hostile = "=cmd|' /C calc'!A0\n# <script>alert(1)</script> | ![x](http://example.org)";
    let record = json!({
        "format": "isms/1", "organisation": {"name": hostile, "scope": hostile, "currency": "EUR"},
        "people": [{"id": "ann", "name": hostile}, {"id": "bob", "name": hostile}],
        "roles": [{"id": "CISO", "name": hostile, "holders": [{"person": "ann", "from": "2026-01-01"}]}],
        "controls": [{"id": "C", "name": hostile, "owner": "CISO"}],
        "risks": [{"id": "R", "title": hostile, "owner": "CISO", "identified_on": "2026-01-01", "controls": ["C"],
            "treatment": {"option": "modify", "actions": [{"title": hostile, "owner": "CISO", "due": "2026-02-01"}]}}],
        "statement_of_applicability": [{"id": "S", "control": "C", "decisions": [
            {"decided_on": "2026-01-01", "applicable": true, "justification": hostile}]}],
        "frameworks": [{"id": "F", "title": hostile, "requirements": [{"id": "1", "title": hostile}]}],
        "audits": [{"id": "A", "title": hostile, "kind": "internal", "start": "2026-01-05", "end": "2026-01-06",
            "auditors": ["bob"], "clauses": [hostile], "controls": ["C"], "report": {"issued_on": "2026-01-07",
            "summary": hostile, "communications": [{"to": "person:ann", "on": "2026-01-08"}]}}],
        "findings": [{"id": "N", "audit": "A", "title": hostile, "grade": "minor", "requirement": hostile,
            "owner": "CISO", "raised_on": "2026-01-06", "due": "2026-02-06",
            "timeline": [{"step": "corrected", "on": "2026-01-09", "by": "ann", "note": hostile}],
            "actions": [{"title": hostile, "owner": "CISO", "due": "2026-02-01"}]}],
        "management_reviews": [{"id": "M", "title": hostile, "held_on": "2026-02-01", "chair": "CISO",
            "attendees": ["ann"]}],
        "decisions": [{"id": "D", "title": hostile, "decided_on": "2026-02-01", "by": "CISO", "review": "M",
            "outcome": hostile}]
    });
    let isms = Isms::from_json(&record.to_string()).unwrap();
    let view = isms.as_of("2026-03-01".parse().unwrap());
    for document in definitions() {
        let parameters = match document.name {
            "gap_analysis" => json!({"framework": "F"}),
            "audit_report" => json!({"audit": "A"}),
            _ => Value::Null,
        };
        let write = |format| view.document(document.name, format, &parameters).unwrap();
        let page = write(Format::Html);
        assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("url("));
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
        let markdown = write(Format::Markdown);
        assert!(!markdown.contains(" <script") && markdown.contains("\\<script\\>"));
        let columns: Vec<_> = markdown.lines().filter(|l| l.starts_with("| ")).map(pipes).collect();
        let headers: Vec<_> = markdown.lines().filter(|l| l.starts_with("| ---")).map(pipes).collect();
        assert!(columns.iter().all(|pipes| headers.contains(pipes)), "{markdown}");
        for line in write(Format::Csv).split(['\n', ',']) {
            assert!(!line.trim_start_matches('"').starts_with('='), "{line}");
        }
    }
}

/// Borders of cells in a line: pipes without a backslash before them.
fn pipes(line: &str) -> usize {
    line.replace("\\|", "").matches('|').count()
}

#[test]
fn an_empty_record_has_documents_in_plain_words() {
    let text = r#"{"format": "isms/1", "organisation": {"name": "X", "scope": "All", "currency": "EUR"}}"#;
    let isms = Isms::from_json(text).unwrap();
    let view = isms.as_of("2026-03-01".parse().unwrap());
    let statement = view.document_text("statement_of_applicability", "markdown", "").unwrap();
    assert!(statement.contains("No control has been found to apply."));
    let plan = view.document_text("risk_treatment_plan", "markdown", "{}").unwrap();
    assert!(plan.contains("Every risk is acceptable, and none is under treatment."));
    assert_eq!(view.document_text("risk_treatment_plan", "csv", "").unwrap().lines().count(), 1);
    let pack = view.document_text("management_review_pack", "markdown", "").unwrap();
    assert!(pack.contains("Held last: never. The next is not planned."), "{pack}");
    assert!(pack.contains("No review was held in the period.") && pack.contains("No decision is open"));
}

#[test]
fn what_is_wrong_is_told_with_what_would_be_right() {
    let isms = meridian();
    let view = isms.as_of("2026-09-01".parse().unwrap());
    let error = |name: &str, format: &str, parameters: &str| {
        let error = view.document_text(name, format, parameters).unwrap_err();
        (error.path.clone(), error.to_string())
    };
    let (path, message) = error("novel", "markdown", "");
    assert!(path == "name" && message.contains("write one of statement_of_applicability"), "{message}");
    let (path, message) = error("risk_treatment_plan", "docx", "");
    assert!(path == "format" && message.contains("choose markdown, html or csv"), "{message}");
    assert_eq!(error("risk_treatment_plan", "html", r#"{"audit": 1}"#).0, "audit");
    assert_eq!(error("gap_analysis", "html", r#"{"framework": "NONE"}"#).0, "framework");
    assert_eq!(error("audit_report", "html", r#"{"audit": "NONE"}"#).0, "audit");
    assert_eq!(error("management_review_pack", "csv", r#"{"interval_months": 0}"#).0, "interval_months");
    assert!(definition("gap_analysis").is_ok());
}
