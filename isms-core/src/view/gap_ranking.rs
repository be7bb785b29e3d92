//! Which gap to close first: what removes most risk for the work it takes.

use std::collections::{BTreeSet, HashMap, HashSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::{Gap, RequirementState, Rule, View};
use crate::model::{Control, Date, Id, Kind, Link, Requirement, RequirementAssessment, Risk, RiskCriteria};
use crate::risk::InForce;

/// Less time than this, in hours, is not told apart.
const LEAST_HOURS: f64 = 0.25;

/// What to do about a gap.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct GapRecommendation {
    /// The requirement.
    pub requirement: String,
    /// Its title.
    pub title: String,
    /// How it is met.
    pub state: RequirementState,
    /// What to do.
    pub step: GapStep,
    /// Controls that serve the requirement: those that meet it, and those that an activity that meets it keeps alive.
    pub controls: Vec<Id<Control>>,
    /// Risks that these controls treat, by themselves or by working against their threats.
    pub risks: Vec<Id<Risk>>,
    /// The loss to expect of these risks a year, in the currency of the record, as computed with the controls in force;
    /// none where nothing can be computed.
    pub risk_at_stake: Option<f64>,
    /// How much less that would be if these controls worked as their last revision declares: planned ones in force,
    /// none degraded, each tested.
    pub risk_removed: Option<f64>,
    /// Hours that it takes.
    pub effort_hours: f64,
    /// Whether the assessment leaves these hours open, so that those of the question stand for them.
    pub effort_assumed: bool,
    /// Risk removed an hour.
    pub removed_per_hour: Option<f64>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of the gap; none of what was never assessed.
    pub effective_on: Option<Date>,
    /// What stands behind the gap, the controls and the risks.
    pub entities: Vec<Link>,
}

/// What to do about a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GapStep {
    /// Do what is missing.
    Meet,
    /// Find out how it is met.
    Assess,
    /// Show that it is met.
    ShowEvidence,
}

impl GapStep {
    /// What a gap asks for; nothing where there is none.
    fn of(gap: &Gap) -> Option<Self> {
        match gap.state {
            RequirementState::NotMet | RequirementState::PartlyMet => Some(Self::Meet),
            RequirementState::NotAssessed => Some(Self::Assess),
            RequirementState::Met => gap.without_evidence.then_some(Self::ShowEvidence),
            RequirementState::NotApplicable => None,
        }
    }
}

/// The risks of the date, by what treats them.
struct Treated<'a> {
    risks: Vec<&'a Risk>,
    by_control: HashMap<&'a str, Vec<usize>>,
    by_threat: HashMap<&'a str, Vec<usize>>,
    criteria: Option<&'a RiskCriteria>,
    in_force: &'a InForce<'a>,
    /// What is to be expected of each risk as things are, once it has been asked for.
    losses: HashMap<usize, Option<f64>>,
}

impl View<'_> {
    /// What to do about each gap, what removes most risk an hour first; then what has most at stake an hour, then what
    /// is not met before what is not assessed, in the order of the framework.
    pub(super) fn gap_recommendations(
        &self,
        judged: &[(&Requirement, &[&RequirementAssessment])],
        gaps: &[Gap],
        effort_hours: f64,
    ) -> Vec<GapRecommendation> {
        let mut treated = self.treated();
        let open = judged.iter().zip(gaps).filter_map(|(judged, gap)| Some((judged, gap, GapStep::of(gap)?)));
        let mut found: Vec<_> = open
            .map(|((requirement, made), gap, step)| {
                let stated = made.last().and_then(|last| last.effort_hours);
                self.recommendation(requirement, gap, step, stated, effort_hours, &mut treated)
            })
            .collect();
        // The sort is stable: what ranks alike stays in the order of the framework.
        found.sort_by(|a, b| {
            let at_stake = |r: &GapRecommendation| {
                r.risk_at_stake.map_or(0.0, |loss| loss / r.effort_hours.max(LEAST_HOURS))
            };
            let removed = |r: &GapRecommendation| r.removed_per_hour.unwrap_or(0.0);
            removed(b)
                .total_cmp(&removed(a))
                .then(at_stake(b).total_cmp(&at_stake(a)))
                .then(a.state.cmp(&b.state))
        });
        found
    }

    fn recommendation(
        &self,
        requirement: &Requirement,
        gap: &Gap,
        step: GapStep,
        stated: Option<f64>,
        effort_hours: f64,
        treated: &mut Treated<'_>,
    ) -> GapRecommendation {
        let controls = self.serving(requirement);
        let risks = treated.by(&controls);
        let effort_hours = stated.unwrap_or(effort_hours);
        let (risk_at_stake, risk_removed) = treated.at_stake_and_removed(&risks, &controls);
        let named: Vec<Id<Risk>> =
            risks.iter().filter_map(|i| treated.risks.get(*i)).map(|risk| risk.id.clone()).collect();
        let mut entities = gap.entities.clone();
        let more = controls.iter().map(|c| Link::to(&c.id)).chain(named.iter().map(Link::to));
        entities.extend(more.filter(|link| !gap.entities.contains(link)));
        GapRecommendation {
            requirement: gap.requirement.clone(),
            title: gap.title.clone(),
            state: gap.state,
            step,
            controls: controls.iter().map(|control| control.id.clone()).collect(),
            risks: named,
            risk_at_stake,
            risk_removed,
            effort_hours,
            effort_assumed: stated.is_none(),
            removed_per_hour: risk_removed.map(|loss| loss / effort_hours.max(LEAST_HOURS)),
            rule: gap.rule,
            effective_on: gap.effective_on,
            entities,
        }
    }

    /// The controls of the date that serve a requirement, by id.
    fn serving(&self, requirement: &Requirement) -> Vec<&Control> {
        let isms = self.isms();
        let mut ids: BTreeSet<&str> = BTreeSet::new();
        for link in requirement.met_by.iter().filter(|link| self.still_counts(link)) {
            match link.kind {
                Kind::Control => drop(ids.insert(&link.id)),
                Kind::Activity => {
                    let activity = isms.activities().get(link.id.as_str());
                    ids.extend(activity.iter().flat_map(|activity| &activity.controls).map(Id::as_str));
                }
                _ => {}
            }
        }
        let there = |control: &&Control| self.date().is_within(None, control.retired_on);
        ids.into_iter().filter_map(|id| isms.controls().get(id)).filter(there).collect()
    }

    fn treated(&self) -> Treated<'_> {
        let mut treated = Treated {
            risks: self.live_risks().collect(),
            by_control: HashMap::new(),
            by_threat: HashMap::new(),
            criteria: self.isms().risk_criteria(),
            in_force: self.in_force(),
            losses: HashMap::new(),
        };
        for (i, risk) in treated.risks.iter().enumerate() {
            risk.controls.iter().for_each(|c| treated.by_control.entry(c.as_str()).or_default().push(i));
            risk.threats.iter().for_each(|t| treated.by_threat.entry(t.as_str()).or_default().push(i));
        }
        treated
    }
}

impl Treated<'_> {
    /// The risks that controls treat, by id.
    fn by(&self, controls: &[&Control]) -> Vec<usize> {
        let named = controls.iter().filter_map(|control| self.by_control.get(control.id.as_str()));
        let threats = controls.iter().flat_map(|control| &control.mitigates);
        let against = threats.filter_map(|threat| self.by_threat.get(threat.as_str()));
        let found: BTreeSet<usize> = named.chain(against).flatten().copied().collect();
        found.into_iter().collect()
    }

    /// What is to be expected of risks a year, and how much less that is with controls as designed.
    fn at_stake_and_removed(&mut self, risks: &[usize], controls: &[&Control]) -> (Option<f64>, Option<f64>) {
        let Some(criteria) = self.criteria else { return (None, None) };
        let none = HashSet::new();
        // Controls that count for all that they declare change nothing.
        let designed: HashSet<&Id<Control>> =
            controls.iter().map(|control| &control.id).filter(|id| self.in_force.falls_short(id)).collect();
        let (mut at_stake, mut removed) = (None, None);
        for i in risks {
            let Some(risk) = self.risks.get(*i) else { continue };
            let now =
                *self.losses.entry(*i).or_insert_with(|| self.in_force.expected_loss(risk, criteria, &none));
            let Some(now) = now else { continue };
            *at_stake.get_or_insert(0.0) += now;
            let then = match designed.is_empty() {
                true => Some(now),
                false => self.in_force.expected_loss(risk, criteria, &designed),
            };
            *removed.get_or_insert(0.0) += then.map_or(0.0, |then| now - then);
        }
        (at_stake, removed)
    }
}
