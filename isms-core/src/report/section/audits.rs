//! The cycle of each certificate, and what of the system was audited in it.

use maud::{Markup, html};

use super::standing;
use crate::error::Result;
use crate::report::parts::{
    Table, Tone, card, cards, day, empty, few, ids, list, named, number, or_dash, person, round, shown,
    state, text, word,
};
use crate::view::{AuditCoverage, AuditCoverageState, CertificateItem, Certification, CycleEventState, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let certification = view.answer::<Certification>()?;
    let certificates = &certification.items;
    let coverage = view.answer::<AuditCoverage>()?;
    Ok(html! {
        @if certificates.is_empty() { (empty("The record has no certificate.")) }
        @for item in certificates { (cycle(item)) }
        @if certificates.iter().filter(|item| item.renewed_by.is_none()).count() > 1 { (together(&certification)) }
        @if !certification.sites.is_empty() { (sites(&certification)) }
        h4 { "What was audited in the cycle" }
        (covered(&coverage))
        @if !coverage.conflicts.is_empty() {
            h4 { "Auditors who own what they audit" }
            (list(&coverage.conflicts, "audit_coverage", |conflict| html! { span.bad {
                (conflict.audit) ": " (person(view, &conflict.auditor)) " holds " (conflict.role) ", which owns " (conflict.owned.id) " (" (conflict.requirement) ")"
            } }))
        }
        h4 { "What to sample next" }
        (Table {
            caption: "Controls proposed for the next audit, the heaviest first",
            view: "audit_coverage",
            if_empty: "There is nothing to sample.",
            columns: [text("Control"), number("Weight"), text("Because"), text("Risks"), text("Last test")],
        }.of(&coverage.sample, |item| [
            named(&item.control, &item.name),
            shown(round(Some(item.weight))),
            shown(item.reasons.join("; ")),
            ids(&item.risks),
            day(item.last_tested_on),
        ]))
    })
}

fn cycle(item: &CertificateItem) -> Markup {
    html! {
        h4 { (item.standard) " " (state(standing::tone(item.state), word(&item.state))) }
        p.soft { (item.certificate) ", by " (item.body) @if let Some(last) = item.valid_until { ", valid until " (last) } ". " (item.scope) }
        (list(&item.concerns, "certification", |concern| html! { span.late { (concern.message) } }))
        (list(&item.conditions, "certification", |condition| html! {
            span.late { "Condition due " (condition.due) ": " (condition.text) }
        }))
        (Table {
            caption: "Its calendar",
            view: "certification",
            if_empty: "No decision has been made, so there is no calendar.",
            columns: [text("Event"), text("From"), text("To"), text("State"), text("Audit"), text("Held or planned")],
        }.of(&item.calendar, |event| [
            html! { b { (word(&event.event)) } },
            day(Some(event.from)),
            day(Some(event.due)),
            state(match event.state {
                CycleEventState::Done => Tone::Good,
                CycleEventState::Planned | CycleEventState::Ahead => Tone::Plain,
                CycleEventState::ToBePlanned => Tone::Late,
                CycleEventState::Missed => Tone::Bad,
            }, word(&event.state)),
            or_dash(event.audit.as_ref()),
            day(event.audit_on),
        ]))
    }
}

/// The calendar of several standards as one.
fn together(found: &Certification) -> Markup {
    html! {
        h4 { "All certificates together" }
        (Table {
            caption: "The calendar of all certificates; what one audit does for several stands once",
            view: "certification",
            if_empty: "No decision has been made, so there is no calendar.",
            columns: [text("Event"), text("To"), text("Standards"), text("Audit"), text("Held or planned")],
        }.of(&found.calendar, |entry| [
            html! { b { (word(&entry.event)) } },
            day(Some(entry.due)),
            shown(entry.standards.join("; ")),
            or_dash(entry.audit.as_ref()),
            day(entry.audit_on),
        ]))
    }
}

fn sites(found: &Certification) -> Markup {
    html! {
        h4 { "Sites" }
        (Table {
            caption: "Sites of the organisation and the standards in force there",
            view: "certification",
            if_empty: "The profile names no sites.",
            columns: [text("Site"), number("People"), text("Certified"), text("Certified elsewhere only")],
        }.of(&found.sites, |site| [
            html! { b { (site.site) } },
            or_dash(site.employees),
            shown(if site.standards.is_empty() { "–".to_owned() } else { site.standards.join("; ") }),
            if site.not_certified.is_empty() { shown("–") } else { state(Tone::Plain, site.not_certified.join("; ")) },
        ]))
    }
}

fn covered(found: &AuditCoverage) -> Markup {
    let of = |state| found.items.iter().filter(|item| item.state == state).count();
    let (missed, open) = (of(AuditCoverageState::Missed), of(AuditCoverageState::Open));
    let open_names: Vec<&str> = found
        .items
        .iter()
        .filter(|item| item.state <= AuditCoverageState::Open)
        .map(|item| item.requirement.as_str())
        .collect();
    html! {
        p.soft { (found.from) " to " (found.to) ", by " (ids(&found.audits)) }
        (cards([
            card(Tone::Plain, format!("{} / {}", found.clauses_audited, found.clauses), "requirements of the clauses audited"),
            card(Tone::Plain, format!("{} / {}", found.controls_audited, found.controls), "controls that apply audited"),
            card(Tone::late_if_any(open), open, "not audited and not planned"),
            card(Tone::bad_if_any(missed), missed, "missed"),
        ]))
        @if !open_names.is_empty() { p { "Not audited and not planned: " (few(&open_names, 40)) } }
    }
}
