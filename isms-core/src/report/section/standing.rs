//! The certificates and the next audits, in one look.

use maud::{Markup, html};

use crate::error::Result;
use crate::model::{Audit, CertificateState};
use crate::report::parts::{Tone, empty, plural, state, word};
use crate::view::{AuditCoverage, CertificateItem, Certification, View};

/// Audits ahead that are named.
const NAMED: usize = 3;

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let found = &view.answer::<Certification>()?.items;
    let coverage = view.answer::<AuditCoverage>()?;
    let mut ahead: Vec<&Audit> =
        view.isms().audits().values().filter(|audit| view.date() < audit.start).collect();
    ahead.sort_by_key(|audit| (audit.start, &audit.id));
    Ok(html! {
        @if found.is_empty() { (empty("The record has no certificate.")) }
        // What was renewed is told on the page of audits.
        @for certificate in found.iter().filter(|certificate| certificate.renewed_by.is_none()) { (certificate_now(certificate)) }
        @if let Some(audit) = ahead.first() {
            p.headline {
                b { (plural(audit.start.days_since(view.date()).unsigned_abs(), "day")) }
                span { "to the next audit" }
            }
        } @else { (empty("No audit is planned.")) }
        ul.lines { @for audit in ahead.iter().take(NAMED) { li { span { (audit.title) } span.n { (audit.start) } } } }
        p.soft {
            "Audited in the cycle: " (coverage.clauses_audited) " of " (coverage.clauses) " requirements, "
            (coverage.controls_audited) " of " (coverage.controls) " controls."
        }
        p { a href="#audits" { "The cycle and what was audited" } }
    })
}

fn certificate_now(item: &CertificateItem) -> Markup {
    html! {
        p.headline.name { b { (item.standard) } }
        p { (state(tone(item.state), word(&item.state))) @if let Some(last) = item.valid_until { " " span.soft { "valid until " (last) } } }
        @if !item.concerns.is_empty() {
            ul.plain { @for concern in item.concerns.iter().take(NAMED) { li.late { (concern.message) } } }
        }
    }
}

/// What the state of a certificate means.
pub(super) fn tone(state: CertificateState) -> Tone {
    match state {
        CertificateState::Certified => Tone::Good,
        CertificateState::ConditionsOpen => Tone::Late,
        CertificateState::Suspended | CertificateState::Withdrawn | CertificateState::Expired => Tone::Bad,
        CertificateState::Applied => Tone::Plain,
    }
}
