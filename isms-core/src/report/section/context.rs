//! What the organisation stands in: what bears on it, who is interested, what the business wants.

use maud::{Markup, html};

use crate::error::Result;
use crate::model::{InterestedParty, Issue, PartyRequirement};
use crate::report::parts::{Table, Tone, day, links, named, number, or_dash, shown, state, text, who, word};
use crate::view::View;

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let (isms, on) = (view.isms(), view.date());
    let organisation = isms.organisation();
    let issues: Vec<&Issue> = isms
        .issues()
        .values()
        .filter(|issue| on.is_within(Some(issue.identified_on), issue.retired_on))
        .collect();
    let parties: Vec<&InterestedParty> = isms
        .interested_parties()
        .values()
        .filter(|party| on.is_within(party.identified_on, party.retired_on))
        .collect();
    let goals: Vec<_> =
        isms.business_goals().values().filter(|goal| on.is_within(None, goal.retired_on)).collect();
    Ok(html! {
        dl.facts {
            dt { "Scope" } dd { (organisation.scope) }
            @if !organisation.standards.is_empty() { dt { "Standards" } dd { (organisation.standards.join("; ")) } }
            dt { "Currency" } dd { (organisation.currency) }
        }
        h4 { "Issues" }
        (Table {
            caption: "What bears on the system, inside and outside",
            view: "management_review_pack",
            if_empty: "The record names no issues.",
            columns: [text("Issue"), text("Origin"), text("Identified"), text("Reviewed last"), text("Bears on")],
        }.of(&issues, |issue| [
            named(&issue.id, &issue.title),
            shown(word(&issue.origin)),
            day(Some(issue.identified_on)),
            day(issue.reviewed_on.iter().filter(|day| **day <= on).max().copied()),
            links(&issue.bears_on),
        ]))
        h4 { "Interested parties" }
        (Table {
            caption: "Who expects something of the system",
            view: "management_review_pack",
            if_empty: "The record names no interested parties.",
            columns: [text("Party"), text("Where"), number("Requirements"), text("Not addressed")],
        }.of(&parties, |party| {
            let current = |of: &&PartyRequirement| on.is_within(Some(of.since), of.until);
            let open: Vec<&str> = party.requirements.iter().filter(current).filter(|of| !of.addressed).map(|of| of.text.as_str()).collect();
            [
                named(&party.id, &party.name),
                shown(if party.internal { "inside" } else { "outside" }),
                shown(party.requirements.iter().filter(current).count()),
                if open.is_empty() { state(Tone::Good, "none") } else { html! { span.late { (open.join("; ")) } } },
            ]
        }))
        h4 { "Goals of the business" }
        (Table {
            caption: "What objectives are to serve",
            view: "objectives",
            if_empty: "The record names no goals of the business.",
            columns: [text("Goal"), text("Owner"), text("Due")],
        }.of(&goals, |goal| [named(&goal.id, &goal.title), who(view, &goal.owner), or_dash(goal.due)]))
    })
}
