//! What is overdue and due, and whose it is, in one look.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::programme::{SOON, due_soon};
use crate::error::Result;
use crate::model::{Id, Role};
use crate::report::parts::{bar, plural, who, word};
use crate::view::{Duty, Overdue, View};

/// Owners that are named.
const OWNERS: usize = 4;

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let overdue = &view.answer::<Overdue>()?.items;
    let due_soon = due_soon(view)?.len();
    let mut kinds: BTreeMap<Duty, usize> = BTreeMap::new();
    let mut owners: BTreeMap<&Id<Role>, (usize, i64)> = BTreeMap::new();
    for item in overdue {
        *kinds.entry(item.duty).or_default() += 1;
        let (count, longest) = owners.entry(&item.owner).or_default();
        *count += 1;
        *longest = item.days_overdue.max(*longest);
    }
    let mut owners: Vec<_> = owners.into_iter().collect();
    owners.sort_by_key(|(role, (count, longest))| (std::cmp::Reverse((*count, *longest)), *role));
    let most = owners.first().map_or(0, |(_, (count, _))| *count);
    Ok(html! {
        p.headline {
            b.bad[!overdue.is_empty()].good[overdue.is_empty()] { (overdue.len()) }
            span { "overdue" }
        }
        p.headline {
            b { (due_soon) }
            span { "due in the next " (SOON) " days" }
        }
        @if !kinds.is_empty() {
            p.soft { @for (i, (duty, count)) in kinds.iter().enumerate() {
                @if i > 0 { ", " } (plural(*count as u64, &word(duty)))
            } }
        }
        ul.lines.bars { @for (role, (count, longest)) in owners.iter().take(OWNERS) {
            li {
                span { (who(view, role)) span.soft { " up to " (plural(longest.unsigned_abs(), "day")) } }
                span.n { (bar(*count as f64, most as f64, "duties overdue")) }
                b.n { (count) }
            }
        } }
        p { a href="#overdue" { "All that is overdue" } ", " a href="#programme" { "what comes next" } }
    })
}
