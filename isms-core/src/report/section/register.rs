//! The risk register: what is stated, what the controls in force give, how each risk stands.

use std::collections::HashMap;

use maud::{Markup, html};

use crate::error::Result;
use crate::report::parts::{Table, Tone, card, cards, day, named, number, or_dash, state, text, who, word};
use crate::risk::{Rating, Standing};
use crate::view::{ResidualRisks, RiskRegister, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let risks = &view.answer::<RiskRegister>()?.risks;
    let residual = view.isms().risk_criteria().map(|_| view.answer::<ResidualRisks>()).transpose()?;
    let computed: HashMap<_, _> =
        residual.iter().flat_map(|found| &found.items).map(|item| (&item.risk, item)).collect();
    let lower = residual.as_ref().map_or(0, |found| found.stated_lower);
    let higher = residual.as_ref().map_or(0, |found| found.stated_higher);
    let stale = risks.iter().filter(|risk| risk.stale).count();
    let open = risks
        .iter()
        .filter(|risk| matches!(risk.standing, Standing::Unacceptable | Standing::AcceptanceExpired))
        .count();
    Ok(html! {
        @if !risks.is_empty() {
            (cards([
                card(Tone::Plain, risks.len(), "risks on the register"),
                card(Tone::bad_if_any(open), open, "neither acceptable nor accepted"),
                card(Tone::bad_if_any(stale), stale, "past their review date"),
                card(Tone::late_if_any(lower), lower, "stated lower than the controls in force give"),
            ]))
        }
        (Table {
            caption: "Every risk; the computed level is that of the controls in force",
            view: "risks",
            if_empty: "The record has no risks on this date.",
            columns: [
                text("Risk"), text("Owner"), text("Inherent"), text("Residual"), text("Computed"), text("Standing"),
                text("Review due"), number("Actions open"),
            ],
        }.of(risks, |risk| [
            named(&risk.risk, &risk.title),
            who(view, &risk.owner),
            level(risk.inherent.as_ref()),
            level(risk.residual.as_ref()),
            match computed.get(&risk.risk) {
                Some(found) => {
                    let rating = found.computed.as_ref().map(|computed| &computed.rating);
                    html! { span.late[found.gap.is_some_and(|gap| gap < 0)] { (level(rating)) } }
                }
                None => level(None),
            },
            state(standing(risk.standing), word(&risk.standing)),
            html! { (day(Some(risk.review_due))) @if risk.stale { " " span.bad { "stale" } } },
            html! { (risk.actions_open) @if risk.actions_overdue > 0 { span.bad { " (" (risk.actions_overdue) " late)" } } },
        ]))
        @if higher > 0 {
            p.soft { (higher) " stated higher than the controls in force give." }
        }
    })
}

/// The level of a rating, or a dash.
pub(super) fn level(rating: Option<&Rating>) -> Markup {
    or_dash(rating.map(|rating| &rating.level_name))
}

/// What a standing means.
pub(super) fn standing(standing: Standing) -> Tone {
    match standing {
        Standing::Acceptable | Standing::Accepted => Tone::Good,
        Standing::AcceptanceExpired | Standing::Unacceptable => Tone::Bad,
        Standing::NotAssessed => Tone::Late,
    }
}
