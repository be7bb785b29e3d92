//! The hours of each role against what the programme takes.

use maud::{Markup, html};

use crate::error::Result;
use crate::model::Date;
use crate::report::parts::{
    Table, Tone, bar, card, cards, empty, ids, links, number, round, shown, state, text, who,
};
use crate::view::{RoleOutlook, View, Workload, WorkloadMonth, WorkloadState};

/// The year ahead by role, in one look.
pub(in crate::report) fn outlook(view: &View<'_>) -> Result<Markup> {
    /// Roles that are named.
    const NAMED: usize = 6;
    let found = view.answer::<Workload>()?;
    if found.roles.is_empty() {
        return Ok(empty("Nothing is planned that takes hours."));
    }
    let over = found.roles.iter().filter(|role| !role.months_over.is_empty()).count();
    Ok(html! {
        p.headline {
            b.bad[over > 0].good[over == 0] { (over) }
            span { "of " (found.roles.len()) " roles have months with more work than hours, until " (found.to) }
        }
        ul.lines.bars { @for role in found.roles.iter().take(NAMED) { li {
            span { (who(view, &role.role)) " " (stands(role)) }
            span.n { (taken(role)) }
        } } }
        p { a href="#workload" { "Month by month" } }
    })
}

fn taken(role: &RoleOutlook) -> Markup {
    match role.capacity_hours {
        Some(hours) => bar(
            role.due_hours,
            hours,
            &format!("{} of {} hours", round(Some(role.due_hours)), round(Some(hours))),
        ),
        None => html! { span.soft { (round(Some(role.due_hours))) " h" } },
    }
}

fn stands(role: &RoleOutlook) -> Markup {
    match (role.capacity_hours, role.cannot_catch_up_from, role.months_over.len()) {
        (None, ..) => state(Tone::Plain, "no hours stated"),
        (_, Some(month), _) => state(Tone::Bad, format!("behind from {}", month_name(month))),
        (_, None, 0) => state(Tone::Good, "within"),
        (_, None, 1) => state(Tone::Late, "1 month over"),
        (_, None, months) => state(Tone::Late, format!("{months} months over")),
    }
}

/// The first months over; the others are counted.
fn months_over(role: &RoleOutlook) -> Markup {
    /// Months that are named.
    const NAMED: usize = 3;
    let names: Vec<String> = role.months_over.iter().take(NAMED).map(|month| month_name(*month)).collect();
    html! {
        (names.join(", "))
        @if role.months_over.len() > NAMED { span.soft { " and " (role.months_over.len() - NAMED) " more" } }
    }
}

fn month_name(month: Date) -> String {
    month.format("%b %Y").to_string()
}

/// Each role, and each month that is over.
pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<Workload>()?;
    let over: Vec<&WorkloadMonth> =
        found.items.iter().filter(|item| item.state == WorkloadState::Over).collect();
    let hours: f64 = found.roles.iter().map(|role| role.due_hours).sum();
    Ok(html! {
        (cards([
            card(Tone::Plain, format!("{} h", round(Some(hours))), format!("of work fall due from {} to {}", found.from, found.to)),
            card(Tone::bad_if_any(over.len()), over.len(), "months of roles with more work than hours"),
            card(Tone::late_if_any(found.without_effort.len()), found.without_effort.len(), "activities that state no effort"),
        ]))
        (Table {
            caption: "Each role over the period, the one that falls behind first at the top",
            view: "workload",
            if_empty: "Nothing is planned that takes hours.",
            columns: [text("Role"), number("Hours due"), number("Hours it has"), text("Share"), text("State"), text("Months over")],
        }.of(&found.roles, |role| [
            who(view, &role.role),
            shown(round(Some(role.due_hours))),
            shown(round(role.capacity_hours)),
            taken(role),
            stands(role),
            months_over(role),
        ]))
        h4 { "Months over" }
        (Table {
            caption: "Each month of a role in which it owes more than it has",
            view: "workload",
            if_empty: "Every role has the hours it needs in every month.",
            columns: [text("Month"), text("Role"), number("Due"), number("Carried in"), number("Hours it has"), number("Over"), text("What")],
        }.of(&over, |item| [
            shown(month_name(item.month)),
            who(view, &item.role),
            shown(round(Some(item.due_hours))),
            shown(round(Some(item.carried_in_hours))),
            shown(round(item.capacity_hours)),
            html! { span.bad { (round(Some(item.over_hours))) } },
            links(item.entities.get(1..).unwrap_or_default()),
        ]))
        @if !found.without_effort.is_empty() { p.soft { "Without effort: " (ids(&found.without_effort)) } }
    })
}
