//! Risks, their treatment, and what bears on them: changes, technologies, vulnerabilities.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{
    Appetite, AppetiteState, Duty, LossState, Overdue, ReevaluationState, Reevaluations, ResidualRisks,
    RiskWatch, Rule, TechnologyWatch, View,
};
use super::collect::{Collected, Raised, listed};
use crate::error::Result;
use crate::model::{Asset, Date, DocumentKind, Id, Kind, Link, RiskCriteria, Stage, Vulnerability};
use crate::risk;

/// Days for which a vulnerability may be known and open before that is a lapse.
const DAYS_TO_RESOLVE: i64 = 90;

impl<'a> View<'a> {
    /// What the standard asks for and is not there at all.
    pub(super) fn raise_foundations(&self, found: &mut Collected<'a>) {
        let (isms, on) = (self.isms(), self.date());
        let mut absent = |rule: Rule, message: &str| found.raise(Raised::about(rule, None, on, message));
        if isms.risk_criteria().is_none() {
            absent(Rule::CriteriaSet, "no risk criteria are stated");
        }
        if self.live_risks().next().is_none() {
            absent(Rule::RisksIdentified, "no risk is on the register");
        }
        let mut policies = self.documents_in_force();
        if !policies.any(|(document, _)| document.kind == Some(DocumentKind::Policy)) {
            absent(Rule::PolicyInForce, "no policy is in force");
        }
        let mut objectives = isms.objectives().values();
        if !objectives.any(|o| on.is_within(None, o.retired_on) && o.revision_on(on).is_some()) {
            absent(Rule::ObjectivesSet, "no objective is set");
        }
        for party in isms.interested_parties().values() {
            if !on.is_within(party.identified_on, party.retired_on) {
                continue;
            }
            for need in party.requirements.iter().filter(|need| !need.addressed) {
                if need.since <= on && need.until.is_none_or(|until| on <= until) {
                    let message = format!("{} of {} is not addressed", quoted(&need.text), party.name);
                    let raised = Raised::new(Rule::NeedAddressed, &party.id, need.since, message);
                    found.raise(raised.detail(&need.text));
                }
            }
        }
    }

    pub(super) fn raise_risks(&self, found: &mut Collected<'a>) -> Result<()> {
        if let Some(criteria) = self.isms().risk_criteria() {
            self.raise_appetite(criteria, found)?;
        }
        self.raise_watched(found)?;
        let overdue = self.answer::<Overdue>()?;
        for item in overdue.items.iter().filter(|item| item.duty == Duty::TreatmentAction) {
            let message = format!("was to be done by {}: {}", item.due, item.title);
            let about = Some(Link::new(item.kind, &item.id));
            let raised = Raised::about(Rule::TreatmentInTime, about, item.due.plus_days(1), message);
            found.raise(raised.detail(&item.title).with([Link::to(&item.owner)]));
        }
        self.raise_technologies(found)?;
        self.raise_vulnerabilities(found);
        for circle in self.dependency_cycles().cycles {
            let Some(first) = circle.assets.first() else { continue };
            let since = self.date();
            let message = format!("need one another: {}", circle.assets.join(", "));
            let assets = circle.assets.iter().map(|id| Link::new(Kind::Asset, id));
            found.raise(
                Raised::about(Rule::NoCircle, Some(Link::new(Kind::Asset, first)), since, message)
                    .with(assets),
            );
        }
        Ok(())
    }

    /// Stale risks one by one; what is new, and what happened, once with all the risks that it reaches: one omission of
    /// whoever saw to it is one thing to raise, and not as many as the graph has risks.
    fn raise_watched(&self, found: &mut Collected<'a>) -> Result<()> {
        let mut reached: BTreeMap<(Rule, Link, bool), Reached> = BTreeMap::new();
        // A crossed indicator is raised once its re-evaluation is overdue, and not before.
        let watched = self.answer::<RiskWatch>()?;
        for item in watched.items.iter().filter(|item| item.rule != Rule::ReassessAfterIndicator) {
            match item.entities.get(1).filter(|_| item.rule == Rule::NewlyExposed) {
                Some(new) => reached
                    .entry((item.rule, new.clone(), false))
                    .or_insert_with(|| Reached::since(item.effective_on, item.effective_on))
                    .note(Link::to(&item.risk), item.effective_on),
                None => {
                    found.raise(Raised::new(item.rule, &item.risk, item.effective_on, item.message.as_str()));
                }
            }
        }
        for item in &self.answer::<Reevaluations>()?.items {
            let over = match item.state {
                ReevaluationState::Overdue => false,
                // Only after a significant change does the standard ask for it: elsewhere late is good enough.
                ReevaluationState::DoneLate if item.rule == Rule::ReassessAfterChange => true,
                _ => continue,
            };
            reached
                .entry((item.rule, item.cause.clone(), over))
                .or_insert_with(|| Reached::since(item.due.plus_days(1), item.effective_on))
                .note(Link::to(&item.risk), item.due.plus_days(1));
        }
        for ((rule, cause, over), Reached { since, happened_on, risks }) in reached {
            let named: Vec<_> = risks.iter().map(|risk| risk.id.as_str()).collect();
            let named = listed(&named);
            let message = match (rule, over) {
                (Rule::NewlyExposed, _) => {
                    format!("new on {happened_on}, it reaches risks not assessed since: {named}")
                }
                (_, false) => format!(
                    "of {happened_on}; risks that it reaches were not assessed again in time: {named}"
                ),
                (_, true) => {
                    format!("of {happened_on}; risks that it reaches were assessed again too late: {named}")
                }
            };
            let raised = Raised::about(rule, Some(cause), since, message).with(risks);
            found.raise(if over { raised.detail("late").over_and_done() } else { raised });
        }
        Ok(())
    }

    fn raise_appetite(&self, criteria: &RiskCriteria, found: &mut Collected<'a>) -> Result<()> {
        let appetite = self.answer::<Appetite>()?;
        for item in &appetite.items {
            let message = match (&item.state, &item.level) {
                (AppetiteState::Above, Some(level)) => {
                    format!("is {level}, above what is acceptable, and nobody has accepted it")
                }
                (AppetiteState::NotAssessed, _) => "was never assessed with the controls in force".to_owned(),
                _ => continue,
            };
            found.raise(Raised::new(item.rule, &item.risk, item.effective_on, message));
        }
        for item in appetite.categories.iter().filter(|item| item.state == LossState::Above) {
            let message = format!("the expected yearly loss of {} lies above its appetite", item.name);
            let raised = Raised::about(item.rule, None, item.effective_on, message);
            found.raise(raised.detail(&item.category).with(item.entities.iter().cloned()));
        }
        for point in appetite.portfolio.tolerance.iter().filter(|point| point.state == LossState::Above) {
            let message = format!("a year's loss exceeds {} more often than is tolerated", point.loss);
            let raised = Raised::about(point.rule, None, point.effective_on, message);
            found.raise(raised.detail(point.loss).with(point.entities.iter().cloned()));
        }
        for risk in self.live_risks() {
            let ended = risk::acceptance_on(risk, self.date()).filter(|last| last.until < self.date());
            let rating =
                risk::assessment_on(risk, Stage::Residual, self.date()).and_then(|a| risk::rate(criteria, a));
            let Some((ended, rating)) = ended.zip(rating) else { continue };
            // An assessment after the last day saw that nothing was left to accept.
            if rating.acceptable && rating.assessed_on <= ended.until {
                let message =
                    format!("its acceptance ended on {}, and nobody has looked at it since", ended.until);
                let since = ended.until.plus_days(1);
                found.raise(Raised::new(Rule::AcceptanceEnded, &risk.id, since, message).advice());
            }
        }
        for item in &self.answer::<ResidualRisks>()?.items {
            let (Some(Rule::ResidualStatedLower), Some(since)) = (item.rule, item.effective_on) else {
                continue;
            };
            let message = "its residual risk is stated lower than the controls in force give";
            let raised = Raised::new(Rule::ResidualStatedLower, &item.risk, since, message);
            found.raise(raised.with(item.entities.iter().cloned()));
        }
        Ok(())
    }

    fn raise_technologies(&self, found: &mut Collected<'a>) -> Result<()> {
        for item in &self.answer::<TechnologyWatch>()?.items {
            // Nobody uses it any more, or a change on record answers the end of support that is still to come.
            if item.assets.is_empty() || (item.rule == Rule::TechnologyReplacedAhead && item.raises.is_none())
            {
                continue;
            }
            let name = format!("{} {}", item.name, item.version);
            let message = match (item.rule, item.support_ends_on) {
                (Rule::TechnologySupported, Some(last)) => {
                    format!("{name} is in use and not supported since {last}")
                }
                (Rule::TechnologyReplacedAhead, Some(last)) => {
                    format!("support of {name} ends on {last}, and no change on record replaces it")
                }
                _ => format!("the maker of {name} advises against it"),
            };
            let raised = Raised::new(item.rule, &item.technology, item.effective_on, message);
            found.raise(raised.with(item.entities.iter().cloned()));
        }
        Ok(())
    }

    fn raise_vulnerabilities(&self, found: &mut Collected<'a>) {
        let on = self.date();
        let open = |v: &&Vulnerability| {
            on.is_within(Some(v.identified_on), v.retired_on) && on.is_within(None, v.resolved_on)
        };
        for weakness in self.isms().vulnerabilities().values().filter(open) {
            let there = |id: &&Id<Asset>| {
                self.isms().assets().get(*id).is_some_and(|asset| on.is_within(None, asset.retired_on))
            };
            let assets: Vec<Link> =
                self.weak_assets(weakness).into_iter().filter(there).map(Link::to).collect();
            if assets.is_empty() {
                continue;
            }
            let message = format!("{} is open since {}", quoted(&weakness.title), weakness.identified_on);
            let rule = Rule::VulnerabilityResolved;
            let technologies = weakness.technologies.iter().map(Link::to);
            let raised = Raised::new(rule, &weakness.id, weakness.identified_on, message)
                .with(technologies.chain(assets));
            let young = on <= weakness.identified_on.plus_days(DAYS_TO_RESOLVE);
            found.raise(if young { raised.advice() } else { raised });
        }
    }
}

/// The risks that something reaches.
struct Reached {
    since: Date,
    happened_on: Date,
    risks: BTreeSet<Link>,
}

impl Reached {
    fn since(since: Date, happened_on: Date) -> Self {
        Self { since, happened_on, risks: BTreeSet::new() }
    }
    fn note(&mut self, risk: Link, since: Date) {
        self.since = self.since.min(since);
        self.risks.insert(risk);
    }
}

/// A text of the record within a sentence.
fn quoted(text: &str) -> String {
    format!("“{text}”")
}
