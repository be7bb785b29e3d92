//! The certificates and the next audit, in one look.

use maud::{Markup, html};

use crate::error::Result;
use crate::model::CertificateState;
use crate::report::parts::{Tone, empty, plural, state, word};
use crate::view::{CertificateItem, CertificationParameters, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let found = view.certification(CertificationParameters::default()).items;
    let next = view.isms().audits().values().filter(|audit| view.date() < audit.start);
    let next = next.min_by_key(|audit| (audit.start, &audit.id));
    Ok(html! {
        @if found.is_empty() { (empty("The record has no certificate.")) }
        // What was renewed is told on the page of audits.
        @for certificate in found.iter().filter(|certificate| certificate.renewed_by.is_none()) { (certificate_now(certificate)) }
        @if let Some(audit) = next {
            p.headline {
                b { (plural(audit.start.days_since(view.date()).unsigned_abs(), "day")) }
                span { "to " (audit.title) ", on " (audit.start) }
            }
        } @else { p { "No audit is planned." } }
        p { a href="#audits" { "The cycle and what was audited" } }
    })
}

fn certificate_now(item: &CertificateItem) -> Markup {
    html! {
        p.headline {
            b { (item.standard) }
            (state(tone(item.state), word(&item.state)))
            @if let Some(last) = item.valid_until { span.soft { "valid until " (last) } }
        }
        @if !item.concerns.is_empty() {
            ul.plain { @for concern in item.concerns.iter().take(3) { li.late { (concern.message) } } }
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
