//! Headline figures, what is overdue, continuity, and the register.

use maud::{Markup, html};

use crate::error::Result;
use crate::risk::{Rating, Standing};
use crate::view::{Measure, Period, RunUp, Status, View};

pub(super) fn percent(share: Option<f64>) -> String {
    share.map_or("–".to_owned(), |share| format!("{:.0} %", 100.0 * share))
}

pub(super) fn status(status: &Status) -> Markup {
    let card = |figure: String, words: &str, class: &str| html! { li { b class=(class) { (figure) } span { (words) } } };
    let bad_if = |bad: bool| if bad { "bad" } else { "good" };
    let overdue: usize = status.overdue.values().sum();
    html! {
        section #status {
            h2 { "Status" }
            ul.cards {
                @for c in &status.certificates {
                    (card(c.standard.clone(), &c.to_string(), ""))
                }
                (card(overdue.to_string(), "duties overdue", bad_if(overdue > 0)))
                (card(status.due_soon.to_string(), "due in the next 30 days", ""))
                (card(percent(status.coverage), "of the last year's due dates have evidence", ""))
                (card(status.crammed.len().to_string(), "activities crammed before the audit", bad_if(!status.crammed.is_empty())))
                (card(status.stopped.len().to_string(), "activities stopped", bad_if(!status.stopped.is_empty())))
                (card(status.risks.to_string(), "risks on the register", ""))
                (card(status.unacceptable.len().to_string(), "neither acceptable nor accepted", bad_if(!status.unacceptable.is_empty())))
                (card(status.stale.len().to_string(), "assessments stale", bad_if(!status.stale.is_empty())))
                (card(percent(status.threat_coverage), "of threats against assets meet an effective control", ""))
                (card(status.open_incidents.len().to_string(), "incidents open", ""))
                (card(status.open_findings.values().map(Vec::len).sum::<usize>().to_string(), "findings open", ""))
            }
        }
    }
}

pub(super) fn overdue(view: &View<'_>) -> Markup {
    let items = view.overdue().items;
    html! {
        section #overdue {
            h2 { "Overdue" }
            @if items.is_empty() { p { "Nothing is overdue." } } @else {
                table {
                    caption { "Every duty past its day, longest first" }
                    thead { tr { th { "Due" } th.n { "Days" } th { "In" } th { "What" } th { "Who" } } }
                    tbody {
                        @for item in &items {
                            tr {
                                td.id { (item.due) } td.n.bad { (item.days_overdue) } td.id { (item.id) } td { (item.title) }
                                td { (item.owner) @for person in &item.holders { span.soft { " " (person) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn continuity(view: &View<'_>) -> Result<Markup> {
    let found = view.continuity(Period::from(view.date()))?;
    let run_up = |r: &RunUp| format!("; run-up to {} from {} to {}", r.audit, r.from, r.to);
    Ok(html! {
        section #continuity {
            h2 { "Continuity" }
            @if found.activities.is_empty() { p { "The record has no activities in this period." } } @else {
                div.scroll { table {
                    caption { (found.from) " to " (found.to) (found.run_up.as_ref().map(run_up).unwrap_or_default()) }
                    thead { tr {
                        th { "Activity" } th.n { "Coverage" } th.n { "In time" } th.n { "Longest silence" }
                        th.n { "In run-up" } th { "Flags" }
                    } }
                    tbody { @for activity in &found.activities {
                        @let figures = &activity.figures;
                        tr {
                            td { (activity.title) " " span.soft { (activity.activity) } }
                            td.n { (percent(figures.coverage)) }
                            td.n { (percent(figures.punctuality)) }
                            td.n { @if let Some(silence) = &figures.longest_silence {
                                (silence.days) " d (" (format!("{:.1}", silence.ratio)) "×)"
                            } }
                            td.n { @if let Some(c) = &figures.cramming { (c.in_run_up) " of " (c.in_period) } }
                            td { @if figures.flags.is_empty() { span.good { "none" } } @else { ul.plain {
                                @for flag in &figures.flags {
                                    li.late.bad[flag.measure == Measure::Cramming] { (flag.message) }
                                }
                            } } }
                        }
                    } }
                } }
            }
        }
    })
}

pub(super) fn register(view: &View<'_>) -> Markup {
    let risks = view.risks().risks;
    let rating =
        |rating: &Option<Rating>| rating.as_ref().map(|r| r.level_name.clone()).unwrap_or("–".to_owned());
    let stands = |standing: Standing| match standing {
        Standing::Acceptable => ("good", "acceptable"),
        Standing::Accepted => ("good", "accepted"),
        Standing::AcceptanceExpired => ("bad", "acceptance expired"),
        Standing::Unacceptable => ("bad", "not accepted"),
        Standing::NotAssessed => ("late", "not assessed"),
    };
    html! {
        section #register {
            h2 { "Risk register" }
            @if risks.is_empty() { p { "The record has no risks on this date." } } @else {
                div.scroll { table {
                    caption { (risks.len()) " risks" }
                    thead { tr {
                        th { "Risk" } th { "Title" } th { "Owner" } th { "Inherent" } th { "Residual" } th { "Standing" }
                        th { "Review due" } th.n { "Actions open" }
                    } }
                    tbody { @for risk in &risks {
                        @let (class, words) = stands(risk.standing);
                        tr {
                            td.id { (risk.risk) } td { (risk.title) } td { (risk.owner) } td { (rating(&risk.inherent)) }
                            td { (rating(&risk.residual)) } td class=(class) { (words) }
                            td.bad[risk.stale] { (risk.review_due) @if risk.stale { " stale" } }
                            td.n { (risk.actions_open) @if risk.actions_overdue > 0 { span.bad { " (" (risk.actions_overdue) " late)" } } }
                        }
                    } }
                } }
            }
        }
    }
}
