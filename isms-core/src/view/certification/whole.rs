//! The cycles of all certificates together: one calendar for several standards, and which sites each standard covers.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::super::{Rule, View};
use super::calendar::{CycleEventKind, CycleEventState};
use super::{CertificateItem, CycleEvent};
use crate::model::{Audit, Certificate, CertificateState, Date, Id, Link};

/// Something that the cycles of certificates hold: the same event of several is one where one audit does it for them.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CalendarEntry {
    /// What.
    pub event: CycleEventKind,
    /// First day for it: the last of those of the certificates.
    pub from: Date,
    /// Last day for it: the first of those of the certificates.
    pub due: Date,
    /// How it stands.
    pub state: CycleEventState,
    /// The audit that does it.
    pub audit: Option<Id<Audit>>,
    /// First day of that.
    pub audit_on: Option<Date>,
    /// The certificates.
    pub certificates: Vec<Id<Certificate>>,
    /// Their standards, each once.
    pub standards: Vec<String>,
    /// The sites they name, each once.
    pub sites: Vec<String>,
    /// The rule behind it.
    pub rule: Rule,
    /// The certificates and the audit.
    pub entities: Vec<Link>,
}

/// A site of the organisation's profile, and the certificates in force there.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SiteItem {
    /// Its name.
    pub site: String,
    /// People who work there.
    pub employees: Option<u32>,
    /// The certificates in force that name the site, or name none and so are of all.
    pub certificates: Vec<Id<Certificate>>,
    /// Their standards, each once.
    pub standards: Vec<String>,
    /// Standards certified elsewhere and not here.
    pub not_certified: Vec<String>,
}

/// The calendars of certificates as one, in the order of the last days. What only a certificate since renewed holds is
/// history, and stands with that certificate alone.
pub(super) fn calendar(items: &[CertificateItem]) -> Vec<CalendarEntry> {
    let mut alone = Vec::new();
    let mut together: BTreeMap<(Id<Audit>, CycleEventKind), CalendarEntry> = BTreeMap::new();
    for item in items.iter().filter(|item| item.renewed_by.is_none()) {
        for event in &item.calendar {
            match &event.audit {
                None => alone.push(entry(item, event)),
                Some(audit) => {
                    let entry = entry(item, event);
                    together
                        .entry((audit.clone(), event.event))
                        .and_modify(|other| other.join(&entry))
                        .or_insert(entry);
                }
            }
        }
    }
    alone.extend(together.into_values());
    alone.sort_by(|a, b| {
        (a.due, a.event, &a.certificates, &a.audit).cmp(&(b.due, b.event, &b.certificates, &b.audit))
    });
    alone
}

fn entry(item: &CertificateItem, event: &CycleEvent) -> CalendarEntry {
    let audit = event.audit.as_ref().map(Link::to);
    CalendarEntry {
        event: event.event,
        from: event.from,
        due: event.due,
        state: event.state,
        audit: event.audit.clone(),
        audit_on: event.audit_on,
        certificates: vec![item.certificate.clone()],
        standards: vec![item.standard.clone()],
        sites: item.sites.clone(),
        rule: event.rule,
        entities: [Link::to(&item.certificate)].into_iter().chain(audit).collect(),
    }
}

impl CalendarEntry {
    /// Takes in what the same audit does for another certificate.
    fn join(&mut self, other: &Self) {
        self.from = self.from.max(other.from);
        self.due = self.due.min(other.due);
        self.state = self.state.max(other.state);
        merge(&mut self.certificates, &other.certificates);
        merge(&mut self.standards, &other.standards);
        merge(&mut self.sites, &other.sites);
        merge(&mut self.entities, &other.entities);
    }
}

/// Both lists in order, each once.
fn merge<T: Ord + Clone>(into: &mut Vec<T>, from: &[T]) {
    let both: BTreeSet<T> = into.drain(..).chain(from.iter().cloned()).collect();
    into.extend(both);
}

impl View<'_> {
    /// Each site of the profile with the certificates in force there, in the order of the profile.
    pub(super) fn certified_sites(&self, items: &[CertificateItem]) -> Vec<SiteItem> {
        let holds = |item: &&CertificateItem| {
            matches!(item.state, CertificateState::Certified | CertificateState::ConditionsOpen)
        };
        let in_force: Vec<&CertificateItem> = items.iter().filter(holds).collect();
        let all: BTreeSet<&str> = in_force.iter().map(|item| item.standard.as_str()).collect();
        let sites = self.isms().organisation().profile.iter().flat_map(|profile| &profile.sites);
        let each = sites.map(|site| {
            let here = |item: &&&CertificateItem| item.sites.is_empty() || item.sites.contains(&site.name);
            let here: Vec<_> = in_force.iter().filter(here).collect();
            let standards: BTreeSet<&str> = here.iter().map(|item| item.standard.as_str()).collect();
            let mut certificates: Vec<_> = here.iter().map(|item| item.certificate.clone()).collect();
            certificates.sort();
            SiteItem {
                site: site.name.clone(),
                employees: site.employees,
                certificates,
                not_certified: all.difference(&standards).map(|standard| (*standard).to_owned()).collect(),
                standards: standards.into_iter().map(str::to_owned).collect(),
            }
        });
        each.collect()
    }
}
