//! The report stands alone and shows text as text.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

use isms_core::prelude::*;
use isms_core::report::html;

#[test]
fn text_of_the_record_is_escaped_and_nothing_is_fetched() {
    let hostile = "<script>alert(1)</script>";
    let record = serde_json::json!({
        "format": "isms/1", "organisation": {"name": hostile, "scope": "\"><img src=x onerror=alert(1)>", "currency": "EUR"},
        "roles": [{"id": "<b>", "name": "Officer"}],
        "activities": [{"id": "A&B", "title": hostile, "owner": "<b>", "start": "2026-01-01", "cadence": "FREQ=MONTHLY"}],
        "risks": [{"id": "R", "title": hostile, "owner": "<b>", "identified_on": "2026-01-01"}]
    });
    let isms = Isms::from_json(&record.to_string()).unwrap();
    let page = html(&isms.as_of("2026-03-01".parse().unwrap())).unwrap();
    assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("<b>\""));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(!page.contains("http://") && !page.contains("https://") && !page.contains("url("));
}

#[test]
fn an_empty_record_has_a_report_in_plain_words() {
    let text = r#"{"format": "isms/1", "organisation": {"name": "X", "scope": "All", "currency": "EUR"}}"#;
    let page = html(&Isms::from_json(text).unwrap().as_of("2026-03-01".parse().unwrap())).unwrap();
    for words in [
        "no activities",
        "Nothing is overdue",
        "no risk criteria",
        "no risks on this date",
        "No risk has been",
    ] {
        assert!(page.contains(words), "{words}");
    }
}
