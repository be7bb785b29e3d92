//! Documents that no longer say how things are, and policies to review.

use maud::{Markup, html};

use crate::error::Result;
use crate::report::parts::{
    Table, Tone, card, cards, day, days_late, named, number, shown, state, text, who, word,
};
use crate::view::{LinkedChange, PolicyReviewState, PolicyReviews, StaleDocuments, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let stale = view.answer::<StaleDocuments>()?;
    let policies = view.answer::<PolicyReviews>()?;
    Ok(html! {
        (cards([
            card(Tone::Plain, stale.documents, "documents in force"),
            card(Tone::bad_if_any(stale.items.len()), stale.items.len(), "out of date"),
        ]))
        (Table {
            caption: "What a document describes has changed after its version, or a review asked for another",
            view: "stale_documents",
            if_empty: "Every document is up to date.",
            columns: [text("Document"), text("Version"), text("Approved"), text("Owner"), number("Days"), text("What changed")],
        }.of(&stale.items, |item| [
            named(&item.document, &item.title),
            shown(&item.version),
            day(Some(item.approved_on)),
            who(view, &item.owner),
            html! { span.late { (item.days_stale) } },
            changes(&item.changes),
        ]))
        h4 { "Reviews of policies" }
        (Table {
            caption: "When each policy must be reviewed next",
            view: "policy_reviews",
            if_empty: "The record has no policy in force.",
            columns: [text("Policy"), text("Owner"), text("Reviewed last"), text("State"), text("Due"), text("What changed")],
        }.of(&policies.items, |item| [
            named(&item.document, &item.title),
            who(view, &item.owner),
            day(Some(item.last_reviewed_on)),
            state(match item.state {
                PolicyReviewState::Overdue => Tone::Bad,
                PolicyReviewState::Called => Tone::Late,
                PolicyReviewState::Reviewed => Tone::Good,
            }, word(&item.state)),
            days_late(item.due, item.days_overdue),
            changes(&item.changes),
        ]))
    })
}

/// The latest of the changes; older ones are counted.
fn changes(changes: &[LinkedChange]) -> Markup {
    /// Changes that are told.
    const TOLD: usize = 3;
    let mut latest: Vec<&LinkedChange> = changes.iter().collect();
    latest.sort_by_key(|change| std::cmp::Reverse(change.on));
    html! {
        @for change in latest.iter().take(TOLD) { div { span.id { (change.on) } " " (change.entity.id) ": " (change.what) } }
        @if latest.len() > TOLD { div.soft { "and " (latest.len() - TOLD) " more" } }
    }
}
