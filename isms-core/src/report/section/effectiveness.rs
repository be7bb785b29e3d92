//! How well controls work by the evidence, and how much of what threatens they meet.

use maud::{Markup, html};

use crate::error::Result;
use crate::model::ControlTestResult;
use crate::report::parts::{
    Interval, Table, Tone, card, cards, day, interval, named, number, percent, shown, state, text, who, word,
};
use crate::view::{ControlEffectiveness, ControlEffectivenessItem, Coverage, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<ControlEffectiveness>()?;
    let coverage = view.answer::<Coverage>()?;
    Ok(html! {
        (cards([
            card(Tone::Plain, found.items.len(), "controls in force or with evidence"),
            card(Tone::bad_if_any(found.never_tested), found.never_tested, "never tested"),
            card(Tone::late_if_any(found.stale), found.stale, "not tested in time"),
            card(Tone::Plain, percent(coverage.share), "of threats against assets meet an effective control"),
        ]))
        p.soft {
            "A dot is the estimate from tests, incidents, findings and measurements, the band its 90 % interval, a tick what is claimed. "
            "Evidence counts half after " (found.half_life_days) " days."
        }
        (Table {
            caption: "Each control by the evidence",
            view: "control_effectiveness",
            if_empty: "No control is in force.",
            columns: [text("Control"), text("Owner"), number("Estimate"), text("0 to 100 %"), number("Claimed"), number("Pieces"), text("Last test"), text("Remark")],
        }.of(&found.items, |item| row(view, item)))
    })
}

fn row(view: &View<'_>, item: &ControlEffectivenessItem) -> [Markup; 8] {
    let below = item.declared.is_some_and(|declared| item.high < declared);
    [
        named(&item.control, &item.name),
        match &item.owner {
            Some(owner) => who(view, owner),
            None => shown("–"),
        },
        html! { span.bad[below] { (percent(Some(item.mean))) } },
        interval(&Interval { low: item.low, middle: item.mean, high: item.high, claimed: item.declared }),
        shown(percent(item.declared)),
        shown(item.evidence.iter().map(|source| source.trials).sum::<usize>()),
        html! {
            (day(item.last_tested_on))
            @if let Some(result) = &item.last_result { " " span.bad[*result == ControlTestResult::Failed] { (word(result)) } }
        },
        html! {
            @if let Some(flag) = &item.flag { (state(Tone::Late, word(flag))) " " }
            @if below { (state(Tone::Bad, "below the claim")) }
        },
    ]
}
