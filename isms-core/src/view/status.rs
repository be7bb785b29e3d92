//! The state of the whole system on a date, on one page.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;
use smol_str::SmolStr;

use super::continuity::Rhythm;
use super::{DEFAULT_DAYS_AHEAD, Duty, Overdue, RiskRegister, View};
use crate::error::Result;
use crate::model::{
    Activity, Audit, Certificate, CertificateState, Date, Finding, FindingGrade, Id, Incident, IncidentStage,
    Risk, Stage,
};
use crate::risk::Standing;

/// Days ahead that count as soon.
const SOON_DAYS: i64 = 30;

/// The state of the whole system.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Status {
    /// The date looked at.
    pub as_of: Date,
    /// The organisation.
    pub organisation: String,
    /// Certificates and their state.
    pub certificates: Vec<CertificateOnDate>,
    /// The next audit that has not begun.
    pub next_audit: Option<Id<Audit>>,
    /// When it begins.
    pub next_audit_on: Option<Date>,
    /// Duties past their day, by kind of duty.
    pub overdue: BTreeMap<Duty, usize>,
    /// Due dates of activities in the next 30 days, today included.
    pub due_soon: usize,
    /// Coverage of the programme over the last year.
    pub coverage: Option<f64>,
    /// Its punctuality.
    pub punctuality: Option<f64>,
    /// Activities with evidence crammed before the last audit of that year.
    pub crammed: Vec<Id<Activity>>,
    /// Activities whose last two due dates, or more, went by without evidence.
    pub stopped: Vec<Id<Activity>>,
    /// Risks on the register.
    pub risks: usize,
    /// Risks by how they stand.
    pub standings: BTreeMap<Standing, usize>,
    /// Risks with controls in force by level, lowest first.
    pub levels: Vec<LevelCount>,
    /// Risks neither acceptable nor accepted.
    pub unacceptable: Vec<Id<Risk>>,
    /// Risks whose assessment is stale.
    pub stale: Vec<Id<Risk>>,
    /// Share of threats against assets with an effective control between.
    pub threat_coverage: Option<f64>,
    /// Incidents detected and not closed.
    pub open_incidents: Vec<Id<Incident>>,
    /// Findings raised and not closed, by grade.
    pub open_findings: BTreeMap<FindingGrade, Vec<Id<Finding>>>,
    /// Groups of assets that depend on one another in a circle.
    pub dependency_cycles: usize,
}

/// A certificate on a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CertificateOnDate {
    /// The certificate.
    pub certificate: Id<Certificate>,
    /// Its standard.
    pub standard: String,
    /// Its state.
    pub state: CertificateState,
    /// Last day it is valid, once it is decided.
    pub valid_until: Option<Date>,
}

/// How many risks are of a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LevelCount {
    /// The level.
    pub level: SmolStr,
    /// Its name.
    pub name: SmolStr,
    /// Risks of it.
    pub risks: usize,
}

impl View<'_> {
    /// The state of the whole system on the date, summed up from the other views.
    pub fn status(&self) -> Result<Status> {
        let (isms, on) = (self.isms(), self.date());
        let mut overdue = BTreeMap::new();
        let duties = &self.answer::<Overdue>()?.items;
        for item in duties {
            *overdue.entry(item.duty).or_default() += 1;
        }
        let Rhythm { coverage, punctuality, crammed } = self.rhythm()?;
        let mut stopped: Vec<Id<Activity>> = duties
            .iter()
            .filter(|duty| duty.duty == Duty::Activity && duty.times >= 2)
            .map(|duty| duty.id.as_str().into())
            .collect();
        stopped.sort();
        // What is due soon is so however far plans are looked at: those of the programme are at hand.
        let calendars = self.calendars(on.plus_days(DEFAULT_DAYS_AHEAD));
        let soon = calendars.iter().flat_map(|calendar| calendar.due_between(on, on.plus_days(SOON_DAYS)));
        let next_audit = isms.audits().values().filter(|a| on < a.start).min_by_key(|a| (a.start, &a.id));

        let register = &self.answer::<RiskRegister>()?.risks;
        let mut standings = BTreeMap::new();
        for entry in register {
            *standings.entry(entry.standing).or_default() += 1;
        }
        let of = |wanted: fn(&super::RiskEntry) -> bool| -> Vec<Id<Risk>> {
            register.iter().filter(|entry| wanted(entry)).map(|entry| entry.risk.clone()).collect()
        };
        let mut open_findings: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for finding in self.open_findings() {
            open_findings.entry(finding.grade).or_default().push(finding.id.clone());
        }
        let open =
            |incident: &&Incident| incident.stage_on(on).is_some_and(|stage| stage < IncidentStage::Closed);
        Ok(Status {
            as_of: on,
            organisation: isms.organisation().name.clone(),
            certificates: isms.certificates().values().map(|c| certificate_on(c, on)).collect(),
            next_audit: next_audit.map(|audit| audit.id.clone()),
            next_audit_on: next_audit.map(|audit| audit.start),
            overdue,
            due_soon: soon.count(),
            coverage,
            punctuality,
            crammed,
            stopped,
            risks: register.len(),
            standings,
            levels: self.level_counts(),
            unacceptable: of(|e| matches!(e.standing, Standing::Unacceptable | Standing::AcceptanceExpired)),
            stale: of(|e| e.stale),
            threat_coverage: self.coverage().share,
            open_incidents: isms.incidents().values().filter(open).map(|i| i.id.clone()).collect(),
            open_findings,
            dependency_cycles: self.dependency_cycles().cycles.len(),
        })
    }

    fn level_counts(&self) -> Vec<LevelCount> {
        let ratings: Vec<_> =
            self.live_risks().filter_map(|risk| self.rating(risk, Stage::Residual)).collect();
        let levels =
            self.isms().risk_criteria().map(|criteria| criteria.levels.as_slice()).unwrap_or_default();
        let count = |id: &str| ratings.iter().filter(|rating| rating.level == id).count();
        levels
            .iter()
            .map(|l| LevelCount { level: l.id.clone(), name: l.name.clone(), risks: count(&l.id) })
            .collect()
    }
}

impl fmt::Display for CertificateOnDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.state)?;
        self.valid_until.map_or(Ok(()), |last| write!(f, ", valid until {last}"))
    }
}

fn certificate_on(certificate: &Certificate, on: Date) -> CertificateOnDate {
    CertificateOnDate {
        certificate: certificate.id.clone(),
        standard: certificate.standard.clone(),
        state: certificate.state_on(on),
        valid_until: certificate.valid_until,
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent =
            |share: Option<f64>| share.map_or("none".to_owned(), |share| format!("{:.0} %", 100.0 * share));
        writeln!(f, "{} on {}", self.organisation, self.as_of)?;
        for c in &self.certificates {
            writeln!(f, "  {}: {c}", c.standard)?;
        }
        if let Some((audit, on)) = self.next_audit.as_ref().zip(self.next_audit_on) {
            writeln!(f, "  next audit: {audit}, on {on}")?;
        }
        let overdue: usize = self.overdue.values().sum();
        writeln!(f, "  duties: {overdue} overdue, {} due in the next {SOON_DAYS} days", self.due_soon)?;
        writeln!(
            f,
            "  programme of the last year: coverage {}, in time {}",
            percent(self.coverage),
            percent(self.punctuality)
        )?;
        writeln!(f, "  crammed before the audit: {}; stopped: {}", list(&self.crammed), list(&self.stopped))?;
        let levels: Vec<_> =
            self.levels.iter().rev().map(|l| format!("{} {}", l.risks, l.name.to_lowercase())).collect();
        writeln!(f, "  risks: {}, of which {}", self.risks, levels.join(", "))?;
        writeln!(
            f,
            "  neither acceptable nor accepted: {}; stale: {}",
            list(&self.unacceptable),
            list(&self.stale)
        )?;
        writeln!(f, "  threats against assets with a control between: {}", percent(self.threat_coverage))?;
        let findings: Vec<_> = self.open_findings.values().flatten().cloned().collect();
        writeln!(f, "  open incidents: {}; open findings: {}", list(&self.open_incidents), list(&findings))
    }
}

fn list<T>(ids: &[Id<T>]) -> String {
    if ids.is_empty() {
        return "none".to_owned();
    }
    ids.iter().map(Id::as_str).collect::<Vec<_>>().join(", ")
}
