//! Suppliers: what they can reach, their agreements, audits and attestations.

use maud::{Markup, html};

use crate::error::Result;
use crate::report::parts::{
    Table, Tone, card, cards, day, days_late, ids, list, named, number, or_dash, plural, shown, state, text,
    who, word,
};
use crate::view::{
    AgreementFinding, SupplierAgreements, SupplierAssessmentState, SupplierAuditState, SupplierAudits,
    ThirdParty, ThirdPartyRisk, TierGapKind, View,
};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let risk = view.answer::<ThirdPartyRisk>()?;
    let agreements = view.answer::<SupplierAgreements>()?;
    let late =
        risk.suppliers.iter().filter(|supplier| supplier.state != SupplierAssessmentState::Assessed).count();
    let without = agreements.suppliers - agreements.with_agreement;
    Ok(html! {
        (cards([
            card(Tone::Plain, risk.suppliers.len(), "suppliers"),
            card(Tone::bad_if_any(late), late, "not assessed in time"),
            card(Tone::bad_if_any(without), without, "without an agreement"),
        ]))
        (assessed(view, &risk.suppliers))
        h4 { "Agreements" }
        (Table {
            caption: "What is to be done about agreements",
            view: "supplier_agreements",
            if_empty: "Every agreement is in force and complete.",
            columns: [text("Supplier"), number("Tier"), text("Owner"), text("Finding"), text("Agreement"), text("Due")],
        }.of(&agreements.items, |item| [
            named(&item.supplier, &item.name),
            shown(item.tier),
            who(view, &item.owner),
            html! {
                (state(if item.finding == AgreementFinding::ExpiresSoon { Tone::Late } else { Tone::Bad }, word(&item.finding)))
                @if !item.missing_clauses.is_empty() { " " (item.missing_clauses.join(", ")) }
            },
            or_dash(item.agreement.as_ref()),
            days_late(item.due, item.days_overdue),
        ]))
        (audits(view)?)
    })
}

fn assessed(view: &View<'_>, suppliers: &[ThirdParty]) -> Markup {
    Table {
        caption: "Each supplier by what it can reach; the first due first",
        view: "third_party_risk",
        if_empty: "The record has no suppliers on this date.",
        columns: [text("Supplier"), text("Owner"), number("Tier"), text("Reaches"), text("Assessed"), text("State"), text("Due")],
    }
    .of(suppliers, |item| [
        named(&item.supplier, &item.name),
        who(view, &item.owner),
        html! {
            (item.tier)
            @if let (Some(gap), Some(derived)) = (&item.gap, &item.derived) {
                " " span.bad[gap.kind == TierGapKind::Understated].soft[gap.kind == TierGapKind::Overstated] { "(reaches " (derived.tier) ")" }
            }
        },
        item.derived.as_ref().map_or_else(|| ids(&item.access), |derived| ids(&derived.path)),
        day(item.last_assessed_on),
        state(if item.state == SupplierAssessmentState::Assessed { Tone::Good } else { Tone::Bad }, word(&item.state)),
        days_late(item.due, item.days_overdue),
    ])
}

fn audits(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<SupplierAudits>()?;
    Ok(html! {
        h4 { "Audits of suppliers" }
        (Table {
            caption: "Each supplier of a tier that is audited, the first due first",
            view: "supplier_audits",
            if_empty: "No supplier is of a tier that is audited.",
            columns: [text("Supplier"), number("Tier"), text("Last audit"), text("Stands for it"), text("Planned"), text("State"), text("Due")],
        }.of(&found.items, |item| [
            named(&item.supplier, &item.name),
            shown(item.tier),
            day(item.last_audited_on),
            or_dash(item.attestation.as_ref()),
            or_dash(item.planned_audit.as_ref()),
            state(match item.state {
                SupplierAuditState::Overdue => Tone::Bad,
                SupplierAuditState::DueSoon => Tone::Late,
                SupplierAuditState::InTime => Tone::Good,
            }, word(&item.state)),
            days_late(item.due, item.days_overdue),
        ]))
        @if !found.attestations.is_empty() {
            h4 { "Attestations" }
            (list(&found.attestations, "supplier_audits", |item| html! {
                (item.name) ": " (item.standard) ", "
                @if item.lapsed { span.bad { "lapsed on " (item.valid_until) } }
                @else { "valid until " (item.valid_until) ", " (plural(item.days.unsigned_abs(), "day")) " more" }
            }))
        }
    })
}
