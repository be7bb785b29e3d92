//! Risks that a change calls to assess again (activities row 2).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::risk_watch::along;
use super::{Rule, View};
use crate::error::{Error, ErrorCode, Result};
use crate::graph::{EntityGraph, Node, Step};
use crate::model::{
    ControlTestResult, Date, Evidence, Id, IncidentStage, Kind, Link, Person, Risk, Role, SupplierOutcome,
};

/// Days within which risks must be assessed again where the change does not say.
pub const DEFAULT_REASSESS_DAYS: u16 = 30;

/// How far back to look, and what to show.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReevaluationParameters {
    /// Changes from this day on; a year before the date looked at if absent.
    #[serde(default)]
    pub since: Option<Date>,
    /// Whether to show what was assessed in time too.
    #[serde(default)]
    pub all: bool,
}

/// Risks to assess again.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Reevaluations {
    /// The date looked at.
    pub as_of: Date,
    /// The first day looked at.
    pub since: Date,
    /// Changes that call for an assessment of some risk.
    pub causes: usize,
    /// One item a change and risk: what is owed, longest first.
    pub items: Vec<Reevaluation>,
}

/// A change and a risk that it reaches.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Reevaluation {
    /// The risk.
    pub risk: Id<Risk>,
    /// Its title.
    pub title: String,
    /// The risk owner.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// What changed.
    pub cause: Link,
    /// In words.
    pub message: String,
    /// The rule that speaks.
    pub rule: Rule,
    /// When it changed.
    pub effective_on: Date,
    /// The last day to assess the risk again.
    pub due: Date,
    /// The first assessment on or after the change.
    pub assessed_on: Option<Date>,
    /// How it stands.
    pub state: ReevaluationState,
    /// How the change reaches the risk, from what it touches first; empty where it touches the risk itself.
    pub trail: Vec<Step>,
    /// The risk, the cause, and what lies between.
    pub entities: Vec<Link>,
}

/// Whether a risk was assessed again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReevaluationState {
    /// Not assessed since, and past the last day.
    Overdue,
    /// Not assessed since, and still in time.
    Open,
    /// Assessed after the last day.
    DoneLate,
    /// Assessed in time.
    Done,
}

/// Something that happened.
struct Cause {
    link: Link,
    rule: Rule,
    on: Date,
    within_days: u16,
    message: String,
    touches: Vec<Link>,
}

impl View<'_> {
    /// Every risk that the graph reaches from what a change touches must have an assessment dated on or after the
    /// change and within its deadline. Changes are: significant changes, incidents, failed tests of controls, evidence
    /// that ran out, suppliers judged unacceptable or with a lapsed agreement or attestation, new versions of
    /// obligations in force, technologies past the end of their support, and key risk indicators: a measurement that
    /// crosses the threshold of its metric calls for a look at the risks that the metric indicates, once until a later one
    /// is back on the right side.
    ///
    /// Errors: `since` after the date looked at.
    pub fn reevaluations(&self, parameters: &ReevaluationParameters) -> Result<Reevaluations> {
        let on = self.date();
        let since = parameters.since.unwrap_or_else(|| on.plus_days(-365));
        if since > on {
            let problem = format!("{since} lies after the date looked at, {on}");
            return Err(Error::new(ErrorCode::DateOrder, "since", problem, "begin on or before it"));
        }
        let graph = self.graph();
        let mut items = Vec::new();
        let mut causes = 0;
        for cause in self.causes(since) {
            let before = items.len();
            self.called_by(&cause, &graph, &mut items);
            causes += usize::from(items.len() > before);
        }
        items.retain(|item| parameters.all || item.state != ReevaluationState::Done);
        items.sort_by(|a, b| (a.state, a.due, &a.risk, &a.cause).cmp(&(b.state, b.due, &b.risk, &b.cause)));
        Ok(Reevaluations { as_of: on, since, causes, items })
    }

    fn called_by(&self, cause: &Cause, graph: &EntityGraph, items: &mut Vec<Reevaluation>) {
        let from: Vec<Node> = cause.touches.iter().map(|link| Node::new(link.kind, &link.id)).collect();
        let due = cause.on.plus_days(cause.within_days.into());
        for reached in graph.risks_felt(&from) {
            let Some(risk) = self.isms().risks().get(reached.node.id.as_str()) else { continue };
            // A risk identified later was looked at with the change in view.
            if risk.identified_on > cause.on {
                continue;
            }
            let seen = |day: &Date| cause.on <= *day && *day <= self.date();
            let assessed_on = risk.assessments.iter().map(|a| a.assessed_on).find(seen);
            let state = match assessed_on {
                Some(day) if day <= due => ReevaluationState::Done,
                Some(_) => ReevaluationState::DoneLate,
                None if self.date() <= due => ReevaluationState::Open,
                None => ReevaluationState::Overdue,
            };
            items.push(Reevaluation {
                risk: risk.id.clone(),
                title: risk.title.clone(),
                owner: risk.owner.clone(),
                holders: self.holders(&risk.owner),
                cause: cause.link.clone(),
                message: cause.message.clone(),
                rule: cause.rule,
                effective_on: cause.on,
                due,
                assessed_on,
                state,
                entities: along(&risk.id, &cause.link, &reached.path),
                trail: reached.path,
            });
        }
    }

    /// Everything that calls for a look at risks, from `since` up to the date.
    fn causes(&self, since: Date) -> Vec<Cause> {
        let mut found = Vec::new();
        self.changes_and_incidents(since, &mut found);
        self.failed_tests(since, &mut found);
        self.expired_evidence(since, &mut found);
        self.supplier_changes(since, &mut found);
        self.new_obligations(since, &mut found);
        self.ended_support(since, &mut found);
        self.crossed_indicators(since, &mut found);
        found
    }

    fn happened(&self, since: Date, day: Date) -> bool {
        since <= day && day <= self.date()
    }

    fn changes_and_incidents(&self, since: Date, found: &mut Vec<Cause>) {
        let on = self.date();
        for change in self.isms().significant_changes().values() {
            if self.happened(since, change.on) && on.is_within(None, change.retired_on) {
                found.push(Cause {
                    link: Link::to(&change.id),
                    rule: Rule::ReassessAfterChange,
                    on: change.on,
                    within_days: change.reassess_within_days.unwrap_or(DEFAULT_REASSESS_DAYS),
                    message: change.title.clone(),
                    touches: self.touched(&change.touches),
                });
            }
        }
        for incident in self.isms().incidents().values().filter(|i| on.is_within(None, i.retired_on)) {
            let Some(detected) = incident.reached(IncidentStage::Detected) else { continue };
            let detected = Date::from(detected.date_naive());
            if self.happened(since, detected) {
                let assets = incident.assets.iter().map(Link::to);
                let touches = assets.chain(incident.threats.iter().map(Link::to)).collect();
                found.push(cause(
                    Link::to(&incident.id),
                    Rule::ReassessAfterIncident,
                    detected,
                    incident.title.clone(),
                    touches,
                ));
            }
        }
    }

    fn failed_tests(&self, since: Date, found: &mut Vec<Cause>) {
        for control in self.isms().controls().values() {
            for test in control.tests.iter().filter(|test| test.result == ControlTestResult::Failed) {
                if self.happened(since, test.on) {
                    let message = format!("{} failed its test", control.name);
                    let link: Link = Link::to(&control.id);
                    found.push(cause(
                        link.clone(),
                        Rule::ReassessAfterFailedTest,
                        test.on,
                        message,
                        vec![link],
                    ));
                }
            }
        }
    }

    /// Evidence no longer valid. What newer evidence shows, and is still valid, needs no look.
    fn expired_evidence(&self, since: Date, found: &mut Vec<Cause>) {
        let on = self.date();
        let showing = self.isms().evidence_telling_more().filter(|evidence| !evidence.shows.is_empty());
        let seen: Vec<&Evidence> = showing.filter(|evidence| evidence.is_seen_on(on)).collect();
        let mut shown: BTreeMap<&Link, Date> = BTreeMap::new();
        for evidence in &seen {
            if evidence.may_answer(on) {
                for link in &evidence.shows {
                    let latest = shown.entry(link).or_insert(evidence.performed_on);
                    *latest = evidence.performed_on.max(*latest);
                }
            }
        }
        for evidence in seen {
            let Some(day) = evidence.valid_until.map(|last| last.plus_days(1)) else { continue };
            if !self.happened(since, day) {
                continue;
            }
            let renewed = |link: &&Link| shown.get(link).is_some_and(|newer| evidence.performed_on < *newer);
            let bare: Vec<Link> = evidence.shows.iter().filter(|link| !renewed(link)).cloned().collect();
            let message = format!("{} is valid no more", evidence.title);
            let touches = self.touched(&bare);
            found.push(cause(
                Link::to(&evidence.id),
                Rule::ReassessAfterExpiredEvidence,
                day,
                message,
                touches,
            ));
        }
    }

    fn supplier_changes(&self, since: Date, found: &mut Vec<Cause>) {
        let on = self.date();
        for supplier in self.isms().suppliers().values().filter(|s| on.is_within(None, s.retired_on)) {
            let link: Link = Link::to(&supplier.id);
            let touches = || self.touched(std::slice::from_ref(&link));
            let mut note = |day: Date, message: String| {
                if self.happened(since, day) {
                    found.push(cause(
                        link.clone(),
                        Rule::ReassessAfterSupplierChange,
                        day,
                        message,
                        touches(),
                    ));
                }
            };
            for assessment in
                supplier.assessments.iter().filter(|a| a.outcome == SupplierOutcome::Unacceptable)
            {
                note(assessment.assessed_on, format!("{} was judged unacceptable", supplier.name));
            }
            for agreement in &supplier.agreements {
                if let Some(last) = agreement.expires_on {
                    note(last.plus_days(1), format!("{} with {} ran out", agreement.title, supplier.name));
                }
            }
            for attestation in &supplier.attestations {
                let renewed = supplier.attestations.iter().any(|other| {
                    other.standard == attestation.standard && other.valid_until > attestation.valid_until
                });
                if !renewed {
                    let message = format!("{} of {} lapsed", attestation.standard, supplier.name);
                    note(attestation.valid_until.plus_days(1), message);
                }
            }
        }
    }

    fn new_obligations(&self, since: Date, found: &mut Vec<Cause>) {
        let on = self.date();
        for obligation in self.isms().obligations().values().filter(|o| on.is_within(None, o.retired_on)) {
            // The first version came with the obligation itself.
            for version in obligation.versions.iter().skip(1) {
                if self.happened(since, version.effective_on) {
                    let message = format!("{} {} took effect", obligation.title, version.number);
                    let affects = version.impact_assessment.iter().flat_map(|impact| &impact.affects);
                    let touches: Vec<Link> = obligation.binds.iter().chain(affects).cloned().collect();
                    let touches = self.touched(&touches);
                    let day = version.effective_on;
                    found.push(cause(
                        Link::to(&obligation.id),
                        Rule::ReassessAfterObligation,
                        day,
                        message,
                        touches,
                    ));
                }
            }
        }
    }

    fn ended_support(&self, since: Date, found: &mut Vec<Cause>) {
        let on = self.date();
        for technology in self.isms().technologies().values().filter(|t| on.is_within(None, t.retired_on)) {
            let Some(day) = technology.support_ends_on.map(|last| last.plus_days(1)) else { continue };
            if self.happened(since, day) {
                let message = format!("{} {} is supported no more", technology.name, technology.version);
                let touches = technology.used_by.iter().map(Link::to).collect();
                let link = Link::to(&technology.id);
                found.push(cause(link, Rule::ReassessAfterEndOfSupport, day, message, touches));
            }
        }
    }

    fn crossed_indicators(&self, since: Date, found: &mut Vec<Cause>) {
        let on = self.date();
        for metric in self.isms().metrics().values().filter(|m| on.is_within(None, m.retired_on)) {
            let Some(threshold) = metric.threshold.as_ref().filter(|_| !metric.indicates.is_empty()) else {
                continue;
            };
            let mut crossed = false;
            for measurement in &metric.measurements {
                let (day, before) = (Date::from(measurement.at.date_naive()), crossed);
                crossed = !threshold.is_met_by(measurement.value);
                if crossed && !before && self.happened(since, day) {
                    let (value, unit, limit) = (measurement.value, &metric.unit, threshold.value);
                    let message =
                        format!("{} is {value} {unit}, across the threshold of {limit}", metric.name);
                    let touches = metric.indicates.iter().map(Link::to).collect();
                    let link = Link::to(&metric.id);
                    found.push(cause(link, Rule::ReassessAfterIndicator, day, message, touches));
                }
            }
        }
    }

    /// What stands in the graph for what a change names: of a supplier what it can reach, of a technology what uses it.
    fn touched(&self, links: &[Link]) -> Vec<Link> {
        let (isms, on) = (self.isms(), self.date());
        let mut found: Vec<Link> = Vec::new();
        for link in links {
            match link.kind {
                Kind::Asset | Kind::Threat | Kind::Control | Kind::Risk => found.push(link.clone()),
                Kind::Supplier => {
                    let access = isms.suppliers().get(link.id.as_str()).into_iter().flat_map(|s| &s.access);
                    let open = access.filter(|a| a.from <= on && a.until.is_none_or(|until| on <= until));
                    found.extend(open.map(|access| Link::to(&access.asset)));
                }
                Kind::Technology => {
                    let technology = isms.technologies().get(link.id.as_str());
                    found.extend(technology.into_iter().flat_map(|t| &t.used_by).map(Link::to));
                }
                Kind::Vulnerability => {
                    let weakness = isms.vulnerabilities().get(link.id.as_str());
                    found.extend(weakness.into_iter().flat_map(|w| self.weak_assets(w)).map(Link::to));
                }
                _ => {}
            }
        }
        found
    }
}

fn cause(link: Link, rule: Rule, on: Date, message: String, touches: Vec<Link>) -> Cause {
    Cause { link, rule, on, within_days: DEFAULT_REASSESS_DAYS, message, touches }
}
