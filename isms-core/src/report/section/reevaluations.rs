//! Risks that something calls to assess again, and risks to look at now.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::error::Result;
use crate::model::{Id, Risk};
use crate::report::parts::{Table, Tone, card, cards, day, named, number, shown, state, text, who};
use crate::view::{Reevaluation, ReevaluationState, Reevaluations, RiskWatch, View};

/// Causes of a risk that are told.
const TOLD: usize = 3;

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<Reevaluations>()?;
    let watch = view.answer::<RiskWatch>()?;
    let of = |state| found.items.iter().filter(|item| item.state == state).count();
    let (overdue, late) = (of(ReevaluationState::Overdue), of(ReevaluationState::DoneLate));
    let mut risks: BTreeMap<&Id<Risk>, Vec<&Reevaluation>> = BTreeMap::new();
    for item in found
        .items
        .iter()
        .filter(|item| matches!(item.state, ReevaluationState::Overdue | ReevaluationState::Open))
    {
        risks.entry(&item.risk).or_default().push(item);
    }
    let mut risks: Vec<Vec<&Reevaluation>> = risks.into_values().collect();
    risks.sort_by_key(|causes| {
        (causes.iter().map(|cause| cause.due).min(), causes.first().map(|cause| &cause.risk))
    });
    Ok(html! {
        p.soft { "Since " (found.since) "." }
        (cards([
            card(Tone::Plain, found.causes, "changes, incidents, lapses and failed tests"),
            card(Tone::bad_if_any(risks.len()), risks.len(), "risks to assess again"),
            card(Tone::bad_if_any(overdue), overdue, "calls overdue"),
            card(Tone::late_if_any(late), late, "calls answered late"),
        ]))
        (Table {
            caption: "Each risk to assess again, with what calls for it; the first due first",
            view: "reevaluations",
            if_empty: "Nothing calls to assess a risk again.",
            columns: [text("Risk"), text("Owner"), text("First due"), text("State"), number("Calls"), text("Because of")],
        }.of(&risks, |causes| row(view, causes)))
        h4 { "Risks to look at now" }
        (Table {
            caption: "Past their review date, with an indicator across its threshold, or newly exposed",
            view: "risk_watch",
            if_empty: "No risk is past its review date, newly exposed, or has an indicator across its threshold.",
            columns: [text("Risk"), text("Owner"), text("Since"), text("Why")],
        }.of(&watch.items, |item| [
            named(&item.risk, &item.title),
            who(view, &item.owner),
            day(Some(item.effective_on)),
            shown(&item.message),
        ]))
    })
}

fn row(view: &View<'_>, causes: &[&Reevaluation]) -> [Markup; 6] {
    let Some(first) = causes.iter().min_by_key(|cause| cause.due) else {
        return std::array::from_fn(|_| html! {});
    };
    let overdue = first.state == ReevaluationState::Overdue;
    [
        named(&first.risk, &first.title),
        who(view, &first.owner),
        day(Some(first.due)),
        state(if overdue { Tone::Bad } else { Tone::Plain }, if overdue { "overdue" } else { "open" }),
        shown(causes.len()),
        html! {
            @for cause in causes.iter().take(TOLD) { div { b { (cause.cause.id) } " " (cause.message) } }
            @if causes.len() > TOLD { div.soft { "and " (causes.len() - TOLD) " more" } }
        },
    ]
}
