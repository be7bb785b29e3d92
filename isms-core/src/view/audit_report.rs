//! The report of an audit: what it looked at, what it found, and whom it reached when (clause 9.2.2).

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::concern::{Concern, in_order};
use super::findings::{FindingItem, FindingParameters};
use super::{Rule, View};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{
    Audit, AuditKind, AuditProgramme, Control, Date, Finding, FindingGrade, Id, Kind, Link, Person, Role,
    Supplier,
};

/// Days after the end of an audit within which management must have its report, where the audit does not say.
const REPORT_WITHIN_DAYS: u16 = 30;

/// Of which audit, and who counts as management.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditReportParameters {
    /// Its id.
    pub audit: Id<Audit>,
    /// The roles that count as management; those that chair the management reviews on record if absent.
    #[serde(default)]
    pub management: Option<Vec<Id<Role>>>,
}

/// The report of an audit, as far as it has come by the date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "AuditReport")]
pub struct AuditReportData {
    /// The date looked at.
    pub as_of: Date,
    /// The audit.
    pub audit: Id<Audit>,
    /// Its title.
    pub title: String,
    /// What kind.
    pub kind: AuditKind,
    /// The programme it belongs to.
    pub programme: Option<Id<AuditProgramme>>,
    /// The supplier audited.
    pub supplier: Option<Id<Supplier>>,
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// How far it has come.
    pub state: AuditState,
    /// Who audits.
    pub auditors: Vec<AuditorName>,
    /// Clauses in scope.
    pub clauses: Vec<String>,
    /// Controls in scope.
    pub controls: Vec<ControlName>,
    /// The day the report was written, if that has come.
    pub issued_on: Option<Date>,
    /// What it says.
    pub summary: String,
    /// The roles that count as management.
    pub management: Vec<Id<Role>>,
    /// The last day for the report to reach management.
    pub report_due: Date,
    /// The day it did.
    pub reached_management_on: Option<Date>,
    /// Days by which that came late, or by which it is late now; none if nobody counts as management.
    pub days_late: Option<i64>,
    /// Findings by grade.
    pub grades: BTreeMap<FindingGrade, usize>,
    /// Each finding raised by the date, by grade and id, and how far it has come.
    pub findings: Vec<FindingItem>,
    /// Whom the report has reached, in the order of days.
    pub communications: Vec<ReportCommunication>,
    /// What is wrong with it, longest first.
    pub concerns: Vec<Concern>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of how it stands: the day after the last day for it to reach management, if it did not by then;
    /// else the day it did, was written, or the first day of the audit.
    pub effective_on: Date,
    /// The audit, its programme, supplier, auditors, controls and findings.
    pub entities: Vec<Link>,
}

/// How far an audit has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AuditState {
    /// It has not begun.
    Planned,
    /// It has begun.
    Running,
    /// It is over, and the report is not written.
    Held,
    /// The report is written.
    Reported,
}

/// An auditor by name.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AuditorName {
    /// Who.
    pub person: Id<Person>,
    /// Their name.
    pub name: String,
}

/// A control by name.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ControlName {
    /// Which.
    pub control: Id<Control>,
    /// Its name.
    pub name: String,
}

/// Somebody whom the report has reached.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ReportCommunication {
    /// The role, person or interested party.
    pub to: Link,
    /// When.
    pub on: Date,
    /// Days after the end of the audit.
    pub days_after_end: i64,
    /// Whether that is management.
    pub management: bool,
}

/// How the report of an audit comes to management.
pub(super) struct Delivery {
    /// The last day for it.
    pub(super) due: Date,
    /// The day it did.
    pub(super) reached_on: Option<Date>,
    /// Days by which that came late, or by which it is late now; none if nobody counts as management.
    pub(super) days_late: Option<i64>,
}

impl View<'_> {
    /// The data of an audit's report: scope, auditors, findings by grade, and whom the report has reached.
    ///
    /// It is late once it has not reached management within the days that the audit sets after its end, 30 if it sets
    /// none. It reaches management on the day it is communicated to one of its roles, or to a person who holds one of
    /// them on that day. Where no role counts as management, nothing is said of that.
    ///
    /// Errors: an audit or a role that is not on record.
    pub fn audit_report(&self, parameters: &AuditReportParameters) -> Result<AuditReportData> {
        let (isms, on) = (self.isms(), self.date());
        let audit = isms.audits().get(&parameters.audit).ok_or_else(|| {
            let problem = format!("there is no audit {}", parameters.audit);
            Error::new(ErrorCode::UnknownReference, "audit", problem, "name one of audits")
        })?;
        let management = self.management(parameters.management.as_deref())?;
        let written = audit.report.as_ref().filter(|report| report.issued_on <= on);
        let state = match written {
            Some(_) => AuditState::Reported,
            None if on < audit.start => AuditState::Planned,
            None if on <= audit.end => AuditState::Running,
            None => AuditState::Held,
        };
        let communications = self.report_communications(audit, &management);
        let Delivery { due: report_due, reached_on: reached_management_on, days_late } =
            self.report_delivery(audit, &management);
        let late = days_late.is_some_and(|days| days > 0);

        let causes = self.finding_causes();
        let mut findings: Vec<_> = isms
            .findings()
            .values()
            .filter(|finding| finding.audit.as_ref() == Some(&audit.id))
            .filter(|finding| on.is_within(Some(finding.raised_on), finding.retired_on))
            .map(|finding: &Finding| self.finding_item(finding, &causes, FindingParameters::default()))
            .collect();
        findings.sort_by(|a, b| (a.grade, &a.finding).cmp(&(b.grade, &b.finding)));
        let each = [FindingGrade::Major, FindingGrade::Minor, FindingGrade::Opportunity];
        let mut grades: BTreeMap<_, usize> = each.into_iter().map(|grade| (grade, 0)).collect();
        findings.iter().for_each(|finding| *grades.entry(finding.grade).or_default() += 1);

        let mut concerns = Vec::new();
        if late {
            let message = match reached_management_on {
                Some(day) => format!("reached management on {day}, and was due by {report_due}"),
                None => format!("was to reach management by {report_due}, and has not"),
            };
            let concern = Concern::new(Rule::ReportReachesManagement, report_due.plus_days(1), message);
            concerns.push(concern.with(management.iter().map(|role| Link::to(*role))));
        }
        let so_far = reached_management_on.or(written.map(|report| report.issued_on)).unwrap_or(audit.start);
        let auditors: Vec<_> = audit.auditors.iter().filter_map(|id| isms.people().get(id)).collect();
        let controls: Vec<_> = audit.controls.iter().filter_map(|id| isms.controls().get(id)).collect();
        let mut entities = vec![Link::to(&audit.id)];
        entities.extend(audit.programme.as_ref().map(Link::to));
        entities.extend(audit.supplier.as_ref().map(Link::to));
        entities.extend(auditors.iter().map(|person| Link::to(&person.id)));
        entities.extend(controls.iter().map(|control| Link::to(&control.id)));
        entities.extend(findings.iter().map(|finding| Link::to(&finding.finding)));
        Ok(AuditReportData {
            as_of: on,
            audit: audit.id.clone(),
            title: audit.title.clone(),
            kind: audit.kind,
            programme: audit.programme.clone(),
            supplier: audit.supplier.clone(),
            start: audit.start,
            end: audit.end,
            state,
            auditors: auditors
                .into_iter()
                .map(|person| AuditorName { person: person.id.clone(), name: person.name.clone() })
                .collect(),
            clauses: audit.clauses.clone(),
            controls: controls
                .into_iter()
                .map(|control| ControlName { control: control.id.clone(), name: control.name.clone() })
                .collect(),
            issued_on: written.map(|report| report.issued_on),
            summary: written.map(|report| report.summary.clone()).unwrap_or_default(),
            management: management.into_iter().cloned().collect(),
            report_due,
            reached_management_on,
            days_late,
            grades,
            findings,
            communications,
            concerns: in_order(concerns),
            rule: Rule::ReportReachesManagement,
            effective_on: if late { report_due.plus_days(1) } else { so_far },
            entities,
        })
    }

    /// The roles that count as management: those named, or those that chair the reviews on record, planned ones too.
    pub(super) fn management<'b>(&'b self, named: Option<&'b [Id<Role>]>) -> Result<BTreeSet<&'b Id<Role>>> {
        let Some(named) = named else {
            let there = |retired_on| self.date().is_within(None, retired_on);
            let reviews = self.isms().management_reviews().values();
            return Ok(reviews
                .filter(|review| there(review.retired_on))
                .map(|review| &review.chair)
                .collect());
        };
        for (i, role) in named.iter().enumerate() {
            if !self.isms().roles().contains_key(role) {
                let problem = format!("there is no role {role}");
                let path = format!("management[{i}]");
                return Err(Error::new(ErrorCode::UnknownReference, path, problem, "name one of roles"));
            }
        }
        Ok(named.iter().collect())
    }

    /// Whether the report of an audit reached management in time.
    pub(super) fn report_delivery(&self, audit: &Audit, management: &BTreeSet<&Id<Role>>) -> Delivery {
        let told = self.report_communications(audit, management);
        let reached_on = told.iter().find(|told| told.management).map(|told| told.on);
        let within = audit.report_within_days.unwrap_or(REPORT_WITHIN_DAYS);
        let due = audit.end.plus_days(within.into());
        let late_by = reached_on.unwrap_or(self.date()).days_since(due).max(0);
        Delivery { due, reached_on, days_late: (!management.is_empty()).then_some(late_by) }
    }

    /// Whom the report of an audit has reached by the date, in the order of days.
    fn report_communications(
        &self,
        audit: &Audit,
        management: &BTreeSet<&Id<Role>>,
    ) -> Vec<ReportCommunication> {
        let holds = |person: &str, day: Date| {
            let mut roles = management.iter().filter_map(|role| self.isms().roles().get(*role));
            roles.any(|role| role.holders_on(day).any(|holder| holder.as_str() == person))
        };
        let told = audit.report.iter().flat_map(|report| &report.communications);
        let mut communications: Vec<_> = told
            .filter(|told| told.on <= self.date())
            .map(|told| ReportCommunication {
                to: told.to.clone(),
                on: told.on,
                days_after_end: told.on.days_since(audit.end),
                management: match told.to.kind {
                    Kind::Role => management.contains(&Id::from(told.to.id.as_str())),
                    Kind::Person => holds(&told.to.id, told.on),
                    _ => false,
                },
            })
            .collect();
        communications.sort_by(|a, b| (a.on, &a.to).cmp(&(b.on, &b.to)));
        communications
    }
}
