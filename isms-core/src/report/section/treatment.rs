//! The risk treatment plan: what is to be done about which risk, by whom and when.

use maud::{Markup, html};

use super::register::{level, standing};
use crate::error::Result;
use crate::report::parts::{
    Table, Tone, card, cards, day, days_late, named, or_dash, state, text, who, word,
};
use crate::view::{RiskTreatment, RiskTreatmentPlan, TreatmentState, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<RiskTreatmentPlan>()?;
    Ok(html! {
        (cards([
            card(Tone::Plain, found.items.len(), "risks under treatment or not acceptable"),
            card(Tone::Plain, found.actions_open, "actions open"),
            card(Tone::bad_if_any(found.actions_overdue), found.actions_overdue, "actions late"),
        ]))
        (Table {
            caption: "Each risk with its option, its open actions and its aim",
            view: "risk_treatment_plan",
            if_empty: "No risk is under treatment.",
            columns: [text("Risk"), text("Owner"), text("Option"), text("State"), text("Now"), text("Aim"), text("Open actions"), text("Standing")],
        }.of(&found.items, |item| [
            named(&item.risk, &item.title),
            who(view, &item.owner),
            or_dash(item.option.as_ref().map(word)),
            state(tone(item.state), word(&item.state)),
            level(item.residual.as_ref()),
            level(item.target.as_ref()),
            actions(item),
            html! {
                (state(standing(item.standing), word(&item.standing)))
                @if let Some(acceptance) = &item.acceptance { br; span.soft { "accepted until " (day(Some(acceptance.until))) } }
            },
        ]))
    })
}

fn actions(item: &RiskTreatment) -> Markup {
    let open: Vec<_> = item.actions.iter().filter(|action| action.done_on.is_none()).collect();
    html! {
        @if open.is_empty() { span.soft { "none" } }
        @for action in open { div { (action.title) " – " (days_late(action.due, action.days_overdue)) } }
    }
}

fn tone(state: TreatmentState) -> Tone {
    match state {
        TreatmentState::Untreated | TreatmentState::Late => Tone::Bad,
        TreatmentState::UnderWay => Tone::Plain,
        TreatmentState::Accepted | TreatmentState::Done => Tone::Good,
    }
}
