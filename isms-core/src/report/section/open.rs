//! Findings, incidents, anomalies and decisions that are open, in one look.

use maud::{Markup, html};

use crate::error::Result;
use crate::model::FindingGrade;
use crate::report::parts::{Tone, plural, state, word};
use crate::view::{AnswerState, Decisions, Findings, Incidents, Unanswered, View};

/// Findings that are named.
const NAMED: usize = 3;

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let findings = view.answer::<Findings>()?;
    let incidents = view.answer::<Incidents>()?;
    let decisions = view.answer::<Decisions>()?;
    let anomalies = view.answer::<Unanswered>()?;
    let late = anomalies.items.iter().filter(|item| item.state == AnswerState::Overdue).count();
    let open: Vec<_> = findings.items.iter().filter(|item| item.next_step.is_some()).collect();
    Ok(html! {
        ul.lines {
            (count("Findings", "#findings", findings.open, findings.overdue))
            (count("Incidents", "#incidents", incidents.open, incidents.overdue))
            (count("Anomalies", "#anomalies", anomalies.unanswered, late))
            (count("Decisions", "#decisions", decisions.open, decisions.overdue))
        }
        @if !open.is_empty() {
            h4 { "Findings to close first" }
            ul.lines { @for item in open.iter().take(NAMED) { li {
                span { b { (item.finding) } " " (item.title) " "
                    (state(if item.grade == FindingGrade::Major { Tone::Bad } else { Tone::Plain }, word(&item.grade))) }
                span.n.bad[item.overdue] { @if item.overdue { (plural(item.days_overdue.unsigned_abs(), "day")) " late" } @else { (item.due) } }
            } } }
        }
    })
}

fn count(name: &str, place: &str, open: usize, overdue: usize) -> Markup {
    html! { li {
        a href=(place) { (name) }
        span.n { b { (open) } " open " @if overdue > 0 { (state(Tone::Bad, format!("{overdue} late"))) } }
    } }
}
