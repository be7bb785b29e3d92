//! The Statement of Applicability.

use maud::{Markup, html};

use crate::error::Result;
use crate::model::ControlTestResult;
use crate::report::parts::{Table, Tone, card, cards, day, ids, named, shown, state, text, who, word};
use crate::view::{ApplicabilityItem, ImplementationStatus, StatementOfApplicability, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<StatementOfApplicability>()?;
    let mut items: Vec<&ApplicabilityItem> = found.items.iter().collect();
    // What applies and is not implemented comes first, what does not apply last.
    items.sort_by_key(|item| (!item.applicable, item.status));
    let missing = found.applicable - found.implemented;
    Ok(html! {
        (cards([
            card(Tone::Plain, found.applicable, "controls apply"),
            card(Tone::late_if_any(missing), missing, "of them not implemented"),
            card(Tone::Plain, found.excluded, "excluded with a reason"),
            card(Tone::bad_if_any(found.undecided.len()), found.undecided.len(), "not decided"),
        ]))
        (Table {
            caption: "What was decided on each control and why; what is not implemented first",
            view: "statement_of_applicability",
            if_empty: "Nothing has been decided on the applicability of controls.",
            columns: [text("Control"), text("Applies"), text("Why"), text("Status"), text("Owner"), text("Treats"), text("Last test")],
        }.of(&items, |item| [
            named(&item.control, &item.name),
            shown(if item.applicable { "yes" } else { "no" }),
            html! { (item.justification) " " span.soft { "(" (item.decided_on) ")" } },
            if item.applicable { state(tone(item.status), word(&item.status)) } else { html! { span.soft { (word(&item.status)) } } },
            match &item.owner { Some(owner) => who(view, owner), None => html! { span.soft { "–" } } },
            ids(&item.risks),
            html! {
                (day(item.tested_on))
                @if let Some(result) = &item.test_result { " " span.bad[*result == ControlTestResult::Failed] { (word(result)) } }
            },
        ]))
        @if !found.undecided.is_empty() {
            p.late { "Not decided: " (ids(&found.undecided.iter().map(|item| item.control.clone()).collect::<Vec<_>>())) }
        }
    })
}

fn tone(status: ImplementationStatus) -> Tone {
    match status {
        ImplementationStatus::NotBegun | ImplementationStatus::Degraded => Tone::Bad,
        ImplementationStatus::Planned => Tone::Late,
        ImplementationStatus::Implemented => Tone::Good,
    }
}
