//! What laws and contracts ask, whether it was looked at in time, and the limits that count.

use maud::{Markup, html};

use crate::error::Result;
use crate::model::{Obligation, Strictest};
use crate::report::parts::{Table, Tone, days_late, ids, number, round, shown, state, text, who, word};
use crate::view::{ImpactState, ObligationItem, ObligationPhase, Obligations, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<Obligations>()?;
    let current: Vec<&ObligationItem> =
        found.items.iter().filter(|item| item.phase != ObligationPhase::Superseded).collect();
    Ok(html! {
        (Table {
            caption: "Each obligation in force or ahead, and whether its impact was assessed before it binds",
            view: "obligations",
            if_empty: "The record has no obligations on this date.",
            columns: [text("Obligation"), text("Kind"), text("Owner"), text("Binds from"), text("Impact"), text("To be assessed by"), text("Controls"), text("Risks")],
        }.of(&current, |item| [
            title(item),
            shown(word(&item.kind)),
            who(view, &item.owner),
            html! { span.id { (item.binds_from) } @if item.phase == ObligationPhase::Ahead { " " (state(Tone::Plain, "ahead")) } },
            state(tone(item.state), word(&item.state)),
            days_late(item.due, if item.assessed_on.is_none() { item.days_late } else { 0 }),
            ids(&item.controls),
            ids(&item.risks),
        ]))
        h4 { "Limits that count" }
        (Table {
            caption: "Where several obligations limit the same, the strictest counts",
            view: "obligations",
            if_empty: "No obligation states a limit.",
            columns: [text("Limit on"), number("Value"), text("From"), text("Less strict")],
        }.of(&found.limits, |limit| [
            shown(&limit.topic),
            html! { @match limit.strictest { Strictest::Lowest => "≤ ", Strictest::Highest => "≥ " } (round(Some(limit.value))) " " (limit.unit) },
            ids::<Obligation>(&limit.sources.iter().map(|source| source.obligation.clone()).collect::<Vec<_>>()),
            html! {
                @if limit.not_comparable { span.late { "units differ: look at each" } }
                @for other in &limit.others { div.soft { (other.obligation) ": " (round(Some(other.value))) " " (limit.unit) } }
            },
        ]))
    })
}

fn title(item: &ObligationItem) -> Markup {
    html! { b.id { (item.obligation) } " " (item.title) br; span.soft { (item.version) } }
}

fn tone(state: ImpactState) -> Tone {
    match state {
        ImpactState::Missing => Tone::Bad,
        ImpactState::Open | ImpactState::Late => Tone::Late,
        ImpactState::Done => Tone::Good,
    }
}
