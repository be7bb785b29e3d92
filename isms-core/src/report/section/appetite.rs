//! Each risk, each category and all risks together against the appetite.

use maud::{Markup, html};

use crate::error::Result;
use crate::report::parts::{
    Table, Tone, day, empty, list, named, number, or_dash, percent, round, shown, state, text, who, word,
};
use crate::view::{Appetite, AppetiteState, LossState, RiskAppetiteItem, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let Some(criteria) = view.isms().risk_criteria() else {
        return Ok(empty("The record has no risk criteria, so there is no appetite."));
    };
    let found = view.answer::<Appetite>()?;
    let outside: Vec<&RiskAppetiteItem> =
        found.items.iter().filter(|item| item.state != AppetiteState::Within).collect();
    let name = |level: Option<&String>| {
        or_dash(level.map(|id| {
            criteria
                .levels
                .iter()
                .find(|level| level.id == *id)
                .map_or(id.as_str(), |level| level.name.as_str())
        }))
    };
    Ok(html! {
        p.soft { "Losses are expected ones a year, in " (found.currency) ", by the anchors of the risks' levels." }
        (Table {
            caption: "Each category against its appetite",
            view: "appetite",
            if_empty: "The risk criteria state no categories.",
            columns: [text("Category"), number("Risks"), number("Above"), text("Highest level"), number("Loss a year"), number("Appetite"), text("State")],
        }.of(&found.categories, |item| [
            shown(&item.name),
            shown(item.risks),
            shown(item.above),
            name(item.appetite_level.as_ref()),
            shown(round(item.yearly_loss)),
            shown(round(item.yearly_loss_appetite)),
            loss(item.state),
        ]))
        @if !found.portfolio.tolerance.is_empty() {
            h4 { "All risks together" }
            p { "Expected loss a year: " b { (round(found.portfolio.yearly_loss)) " " (found.currency) } }
            (Table {
                caption: "The probability, in a year, of losing more than an amount",
                view: "appetite",
                if_empty: "No tolerance is stated.",
                columns: [text("Loss"), number("Tolerated"), number("At most"), text("State")],
            }.of(&found.portfolio.tolerance, |point| [
                shown(round(Some(point.loss))),
                shown(percent(Some(point.probability))),
                shown(percent(point.at_most)),
                loss(point.state),
            ]))
        }
        h4 { "Risks outside" }
        (Table {
            caption: "Risks above the appetite, accepted for a time, or not assessed",
            view: "appetite",
            if_empty: "Every risk is within the appetite.",
            columns: [text("Risk"), text("Owner"), text("State"), text("Level"), text("Appetite"), number("Levels above"), text("Accepted until"), number("Loss a year")],
        }.of(&outside, |item| [
            named(&item.risk, &item.title),
            who(view, &item.owner),
            state(if item.state == AppetiteState::Above { Tone::Bad } else { Tone::Late }, word(&item.state)),
            name(item.level.as_ref()),
            name(item.appetite_level.as_ref()),
            shown(item.levels_above),
            day(item.accepted_until),
            shown(round(item.yearly_loss)),
        ]))
        @if !found.objectives_without_goal.is_empty() {
            h4 { "Objectives that serve no goal" }
            (list(&found.objectives_without_goal, "appetite", |item| named(&item.objective, &item.title)))
        }
    })
}

fn loss(found: LossState) -> Markup {
    let tone = match found {
        LossState::Above => Tone::Bad,
        LossState::Within => Tone::Good,
        LossState::Unknown => Tone::Plain,
    };
    state(tone, word(&found))
}
