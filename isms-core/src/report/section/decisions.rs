//! Decisions of management and what is left to do of them.

use maud::{Markup, html};

use crate::error::Result;
use crate::report::parts::{Table, Tone, day, days_late, named, number, or_dash, state, text, who, word};
use crate::view::{DecisionItem, DecisionState, Decisions, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    Ok(Table {
        caption: "Each decision with its open actions; late ones first",
        view: "decisions",
        if_empty: "The record has no decisions on this date.",
        columns: [
            text("Decision"),
            text("By"),
            text("Decided"),
            text("State"),
            text("Open actions"),
            number("Budget"),
            text("Carried out"),
        ],
    }
    .of(&view.answer::<Decisions>()?.items, |item| {
        [
            html! { (named(&item.decision, &item.title)) div.soft { (item.outcome) } },
            who(view, &item.by),
            day(Some(item.decided_on)),
            state(
                match item.state {
                    DecisionState::Overdue => Tone::Bad,
                    DecisionState::Open => Tone::Plain,
                    DecisionState::CarriedOut => Tone::Good,
                },
                word(&item.state),
            ),
            actions(view, item),
            or_dash(item.budget.as_ref()),
            day(item.carried_out_on),
        ]
    }))
}

fn actions(view: &View<'_>, item: &DecisionItem) -> Markup {
    let open: Vec<_> = item.actions.iter().filter(|action| action.done_on.is_none()).collect();
    html! {
        @if open.is_empty() { span.soft { "none" } }
        @for action in open { div { (action.title) " – " (days_late(action.due, action.days_late)) " " (who(view, &action.owner)) } }
    }
}
