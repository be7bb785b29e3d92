//! Rules that need more than one entity to judge.

use std::collections::HashSet;

use super::isms::{Isms, Stored, Visitor, first_error};
use crate::error::{Error, ErrorCode, Result};
use crate::model::*;

pub(super) fn place(kind: Kind, id: &str) -> String {
    format!("{}[{id}]", kind.plural())
}

/// Kinds with rules that look at other entities or at the settings.
const ACROSS: [Kind; 8] = [
    Kind::Risk,
    Kind::TreatmentOption,
    Kind::Metric,
    Kind::ApplicabilityEntry,
    Kind::RootCauseAnalysis,
    Kind::Audit,
    Kind::Decision,
    Kind::RequirementAssessment,
];

/// The kinds whose rules look at entities of a kind.
pub(super) fn judged_by(kind: Kind) -> &'static [Kind] {
    match kind {
        Kind::Role => &[Kind::Audit],
        Kind::Control => &[Kind::Audit, Kind::TreatmentOption],
        Kind::Asset | Kind::TreatmentOption => &[Kind::TreatmentOption],
        Kind::Incident | Kind::Finding => &[Kind::RootCauseAnalysis],
        Kind::ManagementReview => &[Kind::Decision],
        Kind::Framework => &[Kind::RequirementAssessment],
        _ => &[],
    }
}

/// Checks each entity by itself and that all it names is there.
#[derive(Clone, Copy)]
struct Alone<'a>(&'a Isms);

impl Visitor for Alone<'_> {
    fn visit<T: Entity>(&mut self, entity: &T) -> Result<()> {
        let isms = self.0;
        let check = || {
            entity.check()?;
            let mut problem = None;
            entity.references(&mut References::new(&mut |reference| {
                if problem.is_none() && !isms.contains(reference.kind, reference.id) {
                    problem = Some(unknown(reference));
                }
            }));
            entity.amounts(&mut Amounts(&mut |path, money| {
                problem = problem.take().or_else(|| isms.foreign_money(&path.to_string(), money));
            }));
            problem.map_or(Ok(()), Err)
        };
        check().map_err(|error| error.within(&place(T::KIND, entity.id().as_str())))
    }
}

fn unknown(reference: &Reference<'_>) -> Error {
    let kind = reference.kind;
    Error::new(
        ErrorCode::UnknownReference,
        reference.path.to_string(),
        format!("there is no {} {}", kind.singular(), reference.id),
        format!("create it first, or name one of {}", kind.plural()),
    )
}

impl Isms {
    /// Checks the whole record.
    pub(super) fn check_all(&self) -> Result<()> {
        self.organisation.check().map_err(|error| error.within("organisation"))?;
        if let Some(criteria) = &self.risk_criteria {
            criteria.check().map_err(|error| error.within("risk_criteria"))?;
            let mut problem = None;
            criteria.amounts(&mut Amounts(&mut |path, money| {
                problem =
                    problem.take().or_else(|| self.foreign_money(&format!("risk_criteria.{path}"), money));
            }));
            problem.map_or(Ok(()), Err)?;
        }
        self.visit_all_at_once(Alone(self))?;
        ACROSS.into_iter().try_for_each(|kind| self.check_all_across(kind))
    }

    /// Checks one entity, by itself and against the others.
    pub(super) fn check_one(&self, kind: Kind, id: &str) -> Result<()> {
        self.visit_one(kind, id, &mut Alone(self))?;
        self.check_across(kind, Some(id))
    }

    /// The rules of every entity of a kind that look at other entities or at the settings.
    pub(super) fn check_all_across(&self, kind: Kind) -> Result<()> {
        let mut controls = HashSet::new();
        let mut entries = self.statement_of_applicability().values();
        // Each entry looks for another of its control: not to be done for all of them when none has one.
        if kind == Kind::ApplicabilityEntry && entries.all(|entry| controls.insert(&entry.control)) {
            return Ok(());
        }
        if kind == Kind::TreatmentOption {
            self.options_in_order(self.treatment_options().values())?;
        }
        if kind == Kind::Metric {
            // All at once, so that long chains are walked once and not from each of their metrics.
            return self.metrics_in_order(self.metrics().values()).map(drop);
        }
        self.check_across(kind, None)
    }

    /// The rules of one entity, or of every one of a kind, that look at other entities or at the settings.
    fn check_across(&self, kind: Kind, id: Option<&str>) -> Result<()> {
        match kind {
            // Its errors name the metric at which the circle closes.
            Kind::Metric => self.metrics_in_order(id.and_then(|id| self.metrics().get(id))).map(drop),
            Kind::Risk => self.judge(id, |risk| self.check_risk(risk)),
            Kind::TreatmentOption => self
                .options_in_order(id.and_then(|id| self.treatment_options().get(id)))
                .and_then(|_| self.judge(id, |option| self.check_option(option))),
            Kind::ApplicabilityEntry => self.judge(id, |entry| self.check_applicability(entry)),
            Kind::RootCauseAnalysis => self.judge(id, |analysis| self.check_analysis(analysis)),
            Kind::Audit => self.judge(id, |audit| self.check_auditors(audit)),
            Kind::Decision => self.judge(id, |decision| self.check_decision(decision)),
            Kind::RequirementAssessment => self.judge(id, |assessment| self.check_requirement(assessment)),
            _ => Ok(()),
        }
    }

    /// Judges one entity, if it is there, or every one of its kind: none of these needs to be looked up.
    fn judge<T: Stored>(&self, id: Option<&str>, rule: impl Fn(&T) -> Result<()> + Sync) -> Result<()> {
        let judge =
            |entity: &&T| rule(entity).map_err(|error| error.within(&place(T::KIND, entity.id().as_str())));
        let entities = T::collection(self);
        match id {
            Some(id) => entities.get(id).map_or(Ok(()), |entity| judge(&entity)),
            None => first_error(&entities.values().collect::<Vec<_>>(), judge),
        }
    }

    /// What is wrong with an amount that is not in the currency of the record.
    fn foreign_money(&self, path: &str, money: &Money) -> Option<Error> {
        (money.currency != self.organisation.currency).then(|| {
            Error::new(
                ErrorCode::Currency,
                format!("{path}.currency"),
                format!("{} is not the currency of the record", money.currency),
                format!("convert the amount to {}", self.organisation.currency),
            )
        })
    }

    /// Categories and ratings must be of the criteria.
    fn check_risk(&self, risk: &Risk) -> Result<()> {
        if risk.category.is_none() && risk.assessments.is_empty() {
            return Ok(());
        }
        let Some(criteria) = &self.risk_criteria else {
            let at = if risk.category.is_some() { "category" } else { "assessments[0]" };
            let problem = "the record has no risk criteria to judge by";
            return Err(Error::new(ErrorCode::MissingField, at, problem, "give risk_criteria"));
        };
        let is_category = |id: &String| criteria.categories.iter().any(|category| &category.id == id);
        if let Some(category) = risk.category.as_ref().filter(|category| !is_category(category)) {
            let known: Vec<_> = criteria.categories.iter().map(|category| category.id.as_str()).collect();
            return Err(Error::new(
                ErrorCode::UnknownReference,
                "category",
                format!("{category} is not a category of the risk criteria"),
                format!("use one of {}", known.join(", ")),
            ));
        }
        risk.assessments.iter().enumerate().try_for_each(|(i, assessment)| {
            criteria.score(assessment).map(drop).map_err(|error| error.within(&format!("assessments[{i}]")))
        })
    }

    /// A control has one entry in the Statement of Applicability.
    fn check_applicability(&self, entry: &ApplicabilityEntry) -> Result<()> {
        let same = |other: &&ApplicabilityEntry| other.control == entry.control && other.id != entry.id;
        match self.statement_of_applicability().values().find(same) {
            None => Ok(()),
            Some(other) => Err(Error::new(
                ErrorCode::Rule,
                "control",
                format!("{} has the entry {} already", entry.control, other.id),
                "add a decision to that entry",
            )),
        }
    }

    /// A cause is found after what it caused.
    fn check_analysis(&self, analysis: &RootCauseAnalysis) -> Result<()> {
        let incident = analysis.incident.as_ref().and_then(|id| self.incidents().get(id));
        let detected = incident.and_then(|incident| incident.reached(IncidentStage::Detected));
        let raised = analysis.finding.as_ref().and_then(|id| self.findings().get(id)).map(|f| f.raised_on);
        let since = detected.map(|at| Date::from(at.date_naive())).or(raised);
        in_order("completed_on", Some(analysis.completed_on), "what it is about,", since)
    }

    /// An auditor may not own what the audit covers (clause 9.2.2).
    fn check_auditors(&self, audit: &Audit) -> Result<()> {
        for control in audit.controls.iter().filter_map(|id| self.controls().get(id)) {
            let Some(role) = control.owner.as_ref().and_then(|id| self.roles().get(id)) else { continue };
            for (i, auditor) in audit.auditors.iter().enumerate() {
                if role.holders_on(audit.start).any(|person| person == auditor) {
                    return Err(Error::new(
                        ErrorCode::Rule,
                        format!("auditors[{i}]"),
                        format!("{auditor} owns the control {} as {}", control.id, role.id),
                        "an auditor may not own what the audit covers",
                    ));
                }
            }
        }
        Ok(())
    }

    /// A decision of a review is not taken before it.
    fn check_decision(&self, decision: &Decision) -> Result<()> {
        let review = decision.review.as_ref().and_then(|id| self.management_reviews().get(id));
        let held = review.map(|review| review.held_on);
        in_order("decided_on", Some(decision.decided_on), "the review on", held)
    }

    /// What is judged must be a requirement of the framework.
    fn check_requirement(&self, assessment: &RequirementAssessment) -> Result<()> {
        let framework = self.frameworks().get(&assessment.framework);
        if framework.is_none_or(|framework| framework.requirement(&assessment.requirement).is_some()) {
            return Ok(());
        }
        Err(Error::new(
            ErrorCode::UnknownReference,
            "requirement",
            format!("{} has no requirement {}", assessment.framework, assessment.requirement),
            "name a requirement of the framework",
        ))
    }
}
