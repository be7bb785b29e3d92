//! What changed controls did to the risks in the last year.

use maud::{Markup, html};

use super::register::level;
use crate::error::Result;
use crate::report::parts::{
    Table, day, empty, named, number, or_dash, percent, plural, round, shown, text, word,
};
use crate::view::{Period, RiskChange, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    if view.isms().risk_criteria().is_none() {
        return Ok(empty("The record has no risk criteria to compute risk by."));
    }
    let found = view.control_changes(Period::from(view.date()))?;
    Ok(html! {
        p.soft { (found.from) " to " (found.to) ": " (plural(found.changes.len() as u64, "change")) " of controls." }
        (Table {
            caption: "Risks whose computed residual risk changed",
            view: "control_changes",
            if_empty: "No change of a control changed a risk.",
            columns: [text("Risk"), text("Before"), text("After"), number("Expected loss a year"), text("Since")],
        }.of(&found.items, |item| row(view, item)))
        h4 { "Controls that changed" }
        (Table {
            caption: "Each change of a control in the period",
            view: "control_changes",
            if_empty: "No control changed.",
            columns: [text("Control"), text("On"), text("Status"), number("Effectiveness")],
        }.of(&found.changes, |change| [
            named(&change.control, &change.name),
            day(Some(change.on)),
            or_dash(change.status.as_ref().map(word)),
            shown(percent(change.effectiveness)),
        ]))
    })
}

fn row(view: &View<'_>, item: &RiskChange) -> [Markup; 5] {
    let change = item.expected_loss_change;
    [
        named(&item.risk, &item.title),
        level(item.before.as_ref().map(|before| &before.rating)),
        level(item.after.as_ref().map(|after| &after.rating)),
        html! { span.bad[change.is_some_and(|change| change > 0.0)].good[change.is_some_and(|change| change < 0.0)] {
            @if change.is_some_and(|change| change > 0.0) { "+" } (round(change.map(f64::round))) " "
        } span.soft { (view.isms().organisation().currency) } },
        day(Some(item.effective_on)),
    ]
}
