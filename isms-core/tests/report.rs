//! The report stands alone, shows text as text, and can be read by everybody.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on must fail")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use isms_core::prelude::*;
use isms_core::report::html;
use serde_json::{Value, json};

const MERIDIAN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/data/meridian/isms.json");

fn report_of(record: &str, date: &str) -> String {
    html(&Isms::from_json(record).unwrap().as_of(date.parse().unwrap())).unwrap()
}

/// Made once: it takes a simulation and a choice of treatments.
fn meridian() -> &'static str {
    static PAGE: LazyLock<String> = LazyLock::new(meridian_anew);
    &PAGE
}

fn meridian_anew() -> String {
    report_of(&std::fs::read_to_string(MERIDIAN).unwrap(), "2026-09-01")
}

const EMPTY: &str =
    r#"{"format": "isms/1", "organisation": {"name": "X", "scope": "All", "currency": "EUR"}}"#;

/// What stands between each `before` and the next `after`.
fn between<'a>(page: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    page.split(before).skip(1).map(|rest| rest.split(after).next().unwrap()).collect()
}

/// Lengthens every free text of a record.
fn lengthen(value: &mut Value, by: &str) {
    const FREE: &[&str] = &[
        "title",
        "name",
        "scope",
        "summary",
        "note",
        "text",
        "description",
        "justification",
        "reason",
        "aim",
    ];
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| lengthen(item, by)),
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                match field {
                    Value::String(text) if FREE.contains(&name.as_str()) => text.push_str(by),
                    _ => lengthen(field, by),
                }
            }
        }
        _ => {}
    }
}

#[test]
fn text_of_the_record_is_escaped_in_every_section() {
    let mut record: Value = serde_json::from_str(&std::fs::read_to_string(MERIDIAN).unwrap()).unwrap();
    lengthen(&mut record, "\"'><script>alert(1)</script><img src=x>");
    let page = report_of(&record.to_string(), "2026-09-01");
    assert!(!page.contains("<script") && !page.contains("<img"));
    assert!(page.matches("&lt;script&gt;alert(1)&lt;/script&gt;").count() > 500);
}

#[test]
fn ids_are_escaped_too() {
    let record = json!({
        "format": "isms/1", "organisation": {"name": "X", "scope": "\"><img src=x onerror=alert(1)>", "currency": "EUR"},
        "roles": [{"id": "<b>", "name": "Officer"}],
        "activities": [{"id": "A&B", "title": "T", "owner": "<b>", "start": "2026-01-01", "cadence": "FREQ=MONTHLY"}],
        "risks": [{"id": "R<i>", "title": "T", "owner": "<b>", "identified_on": "2026-01-01"}]
    });
    let page = report_of(&record.to_string(), "2026-03-01");
    assert!(page.contains("R&lt;i&gt;") && page.contains("A&amp;B"));
    assert!(!page.contains("<i>") && !page.contains("<img"));
}

#[test]
fn nothing_is_fetched_and_nothing_runs() {
    let page = meridian();
    for foreign in ["http://", "https://", "url(", "@import", "<script", "<link", " src=", " onload"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
}

#[test]
fn the_same_call_gives_the_same_bytes() {
    assert_eq!(meridian(), meridian_anew());
}

#[test]
fn an_empty_record_has_a_report_in_plain_words() {
    let page = report_of(EMPTY, "2026-03-01");
    for words in [
        "no activities",
        "Nothing is overdue",
        "no risk criteria",
        "no risks on this date",
        "No risk has been",
        "no certificate",
        "no framework",
        "No finding has been raised",
    ] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn every_link_leads_somewhere() {
    for page in [meridian(), &report_of(EMPTY, "2026-03-01")] {
        let ids = between(page, " id=\"", "\"");
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(known.len(), ids.len(), "an id stands twice");
        let links = between(page, "href=\"#", "\"");
        assert!(links.len() > 60);
        for link in links {
            assert!(known.contains(link), "{link}");
        }
        for label in between(page, "aria-labelledby=\"", "\"") {
            assert!(known.contains(label), "{label}");
        }
    }
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    let page = meridian();
    let levels: Vec<u32> = page
        .match_indices("<h")
        .filter_map(|(at, _)| page[at + 2..].chars().next().and_then(|digit| digit.to_digit(10)))
        .collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    assert_eq!(
        levels.iter().filter(|level| **level == 2).count(),
        5,
        "the dashboard and a page for each phase"
    );
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
}

#[test]
fn tables_name_their_columns_and_pictures_say_what_they_show() {
    let page = meridian();
    for head in between(page, "<th", ">") {
        // `<thead>` begins alike.
        assert!(head == "ead" || head.contains("scope="), "<th{head}>");
    }
    for picture in between(page, "<svg", "</svg>") {
        assert!(picture.contains("role=\"img\"") && picture.contains("<title"), "{}", &picture[..80]);
    }
}

#[test]
fn a_very_long_list_is_cut_and_says_how_to_have_the_rest() {
    let risks: Vec<Value> = (0..57)
        .map(
            |i| json!({"id": format!("R-{i:03}"), "title": "T", "owner": "O", "identified_on": "2026-01-01"}),
        )
        .collect();
    let activities: Vec<Value> = (0..75)
        .map(|i| json!({"id": format!("A-{i:03}"), "title": "T", "owner": "O", "start": "2026-01-01", "cadence": "FREQ=YEARLY"}))
        .collect();
    let record = json!({
        "format": "isms/1", "organisation": {"name": "X", "scope": "All", "currency": "EUR"},
        "roles": [{"id": "O", "name": "Owner"}], "risks": risks, "activities": activities
    });
    let page = report_of(&record.to_string(), "2026-03-01");
    let register = between(&page, "<section id=\"register\"", "</section>")[0];
    assert_eq!(register.matches("<tr>").count(), 1 + 40);
    assert!(register.contains("… and 17 more: ask the view <code>risks</code>."));
    let calendar = between(&page, "<section id=\"programme\"", "</section>")[0];
    assert!(calendar.contains("A-059") && !calendar.contains("A-060"));
    assert!(calendar.contains("… and 15 more: ask the view <code>programme</code>."));
}

/// Relative luminance of WCAG 2.2 of a colour written `#rrggbb`.
fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let share = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The colours of each theme by name: the dark one takes from the light one what it does not say itself.
fn themes(style: &str) -> [BTreeMap<&str, &str>; 2] {
    let colours = between(style, ":root{", "}").into_iter().map(|rules| {
        rules.split(';').filter_map(|rule| rule.split_once(':')).filter(|(name, _)| name.starts_with("--"))
    });
    let [light, of_dark] = colours.collect::<Vec<_>>().try_into().ok().unwrap();
    let light: BTreeMap<_, _> = light.collect();
    let mut dark = light.clone();
    dark.extend(of_dark);
    [light, dark]
}

#[test]
fn every_text_stands_out_from_its_ground_in_both_themes() {
    /// Texts, and the grounds on which the style sheet lays them.
    const PAIRS: &[(&[&str], &[&str])] = &[
        (&["--ink", "--soft", "--mark", "--good", "--late", "--bad"], &["--page", "--card"]),
        (&["--mark"], &["--mark-ground"]),
        (&["--good"], &["--good-ground"]),
        (&["--late"], &["--late-ground"]),
        (&["--bad"], &["--bad-ground"]),
        (&["--ink"], &["--heat-0", "--heat-1", "--heat-2", "--heat-3", "--heat-4"]),
        (&["--soft"], &["--bad-ground"]),
    ];
    let page = report_of(EMPTY, "2026-03-01");
    let style = between(&page, "<style>", "</style>")[0];
    // A colour that is not one of the named ones would not be looked at below.
    let outside = between(style, "color:", ";").into_iter().chain(between(style, "fill:", ";"));
    assert!(outside.filter(|value| value.starts_with('#')).count() == 0, "a colour has no name");
    for (theme, colours) in ["light", "dark"].iter().zip(themes(style)) {
        let mut looked_at = BTreeSet::from(["--line"]);
        for (texts, grounds) in PAIRS {
            for (text, ground) in
                texts.iter().flat_map(|text| grounds.iter().map(move |ground| (*text, *ground)))
            {
                looked_at.extend([text, ground]);
                let found = contrast(colours[text], colours[ground]);
                assert!(found >= 4.5, "{theme}: {text} on {ground} has {found:.2}");
            }
        }
        assert_eq!(
            looked_at,
            colours.keys().copied().collect(),
            "every colour of the style sheet is in a pair"
        );
    }
}
