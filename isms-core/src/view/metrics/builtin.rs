//! The metrics computed from the record itself, a value a step.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::steps::{Steps, step_of};
use crate::model::{
    BuiltinMetric, ControlTestResult, Date, Entity, Finding, FindingStep, Framework, Id, IncidentStage, Link,
    RequirementAnswer, RequirementAssessment, Risk, RiskCriteria, Stage,
};
use crate::risk::{self, Rating};
use crate::schedule::{OccurrenceState, median};
use crate::view::View;

/// A value a step, and what went into them.
#[derive(Default)]
pub(in crate::view) struct Series {
    /// The values; none where there is nothing to compute one from.
    pub(super) values: Vec<Option<f64>>,
    /// The entities counted.
    pub(super) entities: Vec<Link>,
}

impl Series {
    /// The value of a step.
    pub(in crate::view) fn value(&self, step: usize) -> Option<f64> {
        self.values.get(step).copied().flatten()
    }
}

/// Something counted a step.
struct Count {
    counts: Vec<usize>,
    entities: Vec<Link>,
}

impl Count {
    fn new(steps: &Steps) -> Self {
        Self { counts: vec![0; steps.len()], entities: Vec::new() }
    }
    fn add<T: Entity>(&mut self, step: usize, id: &Id<T>) {
        let Some(count) = self.counts.get_mut(step) else { return };
        *count += 1;
        // An entity is counted step by step: most of the time it is the one noted last.
        let noted = self.entities.last().is_some_and(|last| last.kind == T::KIND && last.id == id.as_str());
        if !noted {
            self.entities.push(Link::to(id));
        }
    }
    fn series(self) -> Series {
        let values = self.counts.into_iter().map(|count| Some(count as f64)).collect();
        Series { values, entities: once_each(self.entities) }
    }
    /// 100 × this / all; none where there is nothing.
    fn percent_of(&self, all: Self) -> Series {
        let percent = |(part, of): (&usize, &usize)| (*of > 0).then(|| 100.0 * *part as f64 / *of as f64);
        let values = self.counts.iter().zip(&all.counts).map(percent).collect();
        Series { values, entities: once_each(all.entities) }
    }
}

fn once_each(mut links: Vec<Link>) -> Vec<Link> {
    links.sort_unstable();
    links.dedup();
    links
}

impl View<'_> {
    /// Every metric computed from the record, in their order.
    pub(in crate::view) fn builtin_series(&self, steps: &Steps) -> Vec<(BuiltinMetric, Series)> {
        let mut found: BTreeMap<BuiltinMetric, Series> = BTreeMap::new();
        self.incident_metrics(steps, &mut found);
        self.finding_metrics(steps, &mut found);
        self.programme_metrics(steps, &mut found);
        self.risk_metrics(steps, &mut found);
        found.insert(BuiltinMetric::ControlEffectiveness, self.control_tests(steps));
        found.insert(BuiltinMetric::ComplianceRate, self.compliance(steps));
        found.insert(BuiltinMetric::TrainingCompletion, self.training_completion(steps));
        found.into_iter().collect()
    }

    fn incident_metrics(&self, steps: &Steps, found: &mut BTreeMap<BuiltinMetric, Series>) {
        let on = self.date();
        let mut detected = Count::new(steps);
        let mut hours = [IncidentStage::Contained, IncidentStage::Recovered]
            .map(|stage| (stage, vec![Vec::new(); steps.len()], Vec::new()));
        for incident in self.isms().incidents().values().filter(|i| on.is_within(None, i.retired_on)) {
            let Some(begun) = incident.reached(IncidentStage::Detected) else { continue };
            if let Some(step) = step_of(steps, begun.date_naive().into()) {
                detected.add(step, &incident.id);
            }
            for (stage, of_steps, entities) in &mut hours {
                let Some(reached) = incident.reached(*stage) else { continue };
                let step = step_of(steps, reached.date_naive().into());
                if let Some(hours) = step.and_then(|step| of_steps.get_mut(step)) {
                    hours.push((reached - begun).num_seconds() as f64 / 3600.0);
                    entities.push(Link::to(&incident.id));
                }
            }
        }
        found.insert(BuiltinMetric::Incidents, detected.series());
        for (stage, of_steps, entities) in hours {
            let middle = |mut hours: Vec<f64>| {
                hours.sort_by(f64::total_cmp);
                median(&hours)
            };
            let metric = match stage {
                IncidentStage::Contained => BuiltinMetric::TimeToContain,
                _ => BuiltinMetric::TimeToRecover,
            };
            found.insert(
                metric,
                Series { values: of_steps.into_iter().map(middle).collect(), entities: once_each(entities) },
            );
        }
    }

    fn finding_metrics(&self, steps: &Steps, found: &mut BTreeMap<BuiltinMetric, Series>) {
        let on = self.date();
        // `of` gives the steps in which a finding counts, as often as it does.
        let mut count = |metric: BuiltinMetric, of: &dyn Fn(&Finding) -> Vec<usize>| {
            let mut counted = Count::new(steps);
            for finding in self.isms().findings().values() {
                of(finding).into_iter().for_each(|step| counted.add(step, &finding.id));
            }
            found.insert(metric, counted.series());
        };
        let there = |finding: &Finding| on.is_within(Some(finding.raised_on), finding.retired_on);
        count(BuiltinMetric::FindingsRaised, &|finding| {
            step_of(steps, finding.raised_on).filter(|_| there(finding)).into_iter().collect()
        });
        count(BuiltinMetric::FindingsClosed, &|finding| {
            let closings = finding.timeline.iter().filter(|event| event.step == FindingStep::Closed);
            closings.filter(|_| there(finding)).filter_map(|event| step_of(steps, event.on)).collect()
        });
        for (metric, youngest, oldest) in [
            (BuiltinMetric::FindingsOpen, 0, i64::MAX),
            (BuiltinMetric::FindingsOpenTo30Days, 0, 30),
            (BuiltinMetric::FindingsOpen31To90Days, 31, 90),
            (BuiltinMetric::FindingsOpenOver90Days, 91, i64::MAX),
        ] {
            count(metric, &|finding| {
                let open = |day: Date| {
                    let age = day.days_since(finding.raised_on);
                    finding.is_open_on(day) && youngest <= age && age <= oldest
                };
                (0..).zip(steps).filter(|(_, (_, last))| open(*last)).map(|(step, _)| step).collect()
            });
        }
        count(BuiltinMetric::CorrectiveActionsOverdue, &|finding| {
            let late = |last: Date| {
                let there = last.is_within(Some(finding.raised_on), finding.retired_on);
                finding.actions.iter().filter(|a| there && a.due < last && a.is_open_on(last)).count()
            };
            (0..).zip(steps).flat_map(|(step, (_, last))| std::iter::repeat_n(step, late(*last))).collect()
        });
    }

    fn programme_metrics(&self, steps: &Steps, found: &mut BTreeMap<BuiltinMetric, Series>) {
        let [mut judged, mut in_time, mut shown] = [0; 3].map(|_| Count::new(steps));
        let ends = steps.first().zip(steps.last()).map(|((from, _), (_, to))| (*from, *to));
        let calendars = ends.map(|_| self.calendars(self.date())).unwrap_or_default();
        for (calendar, (from, to)) in calendars.iter().zip(ends.into_iter().cycle()) {
            let id = &calendar.activity.id;
            for occurrence in calendar.due_between(from, to) {
                let Some(step) = step_of(steps, occurrence.due) else { continue };
                if matches!(occurrence.state, OccurrenceState::Planned | OccurrenceState::Open) {
                    continue;
                }
                judged.add(step, id);
                if occurrence.state == OccurrenceState::Done {
                    in_time.add(step, id);
                }
                if occurrence.evidence.is_some() {
                    shown.add(step, id);
                }
            }
        }
        let also = Count { counts: judged.counts.clone(), entities: judged.entities.clone() };
        found.insert(BuiltinMetric::OnTimeRate, in_time.percent_of(judged));
        found.insert(BuiltinMetric::EvidenceCoverage, shown.percent_of(also));
    }

    fn risk_metrics(&self, steps: &Steps, found: &mut BTreeMap<BuiltinMetric, Series>) {
        let (mut above, mut stale) = (Count::new(steps), Count::new(steps));
        let criteria = self.isms().risk_criteria();
        let appetite: HashMap<&str, usize> = criteria.map(appetite_ranks).unwrap_or_default();
        for risk in self.isms().risks().values() {
            let mut rated: Option<Rating> = None;
            for (step, (_, last)) in (0..).zip(steps) {
                if !last.is_within(Some(risk.identified_on), risk.retired_on) {
                    continue;
                }
                let assessment = risk::assessment_on(risk, Stage::Residual, *last);
                // A rating is made once an assessment, not once a step.
                if rated.as_ref().map(|r| r.assessed_on) != assessment.map(|a| a.assessed_on) {
                    rated = criteria.zip(assessment).and_then(|(criteria, a)| risk::rate(criteria, a));
                }
                if rated.as_ref().is_some_and(|rating| is_above(risk, rating, &appetite)) {
                    above.add(step, &risk.id);
                }
                let due =
                    criteria.zip(rated.as_ref()).map(|(criteria, r)| risk::review_due(risk, criteria, r));
                if due.unwrap_or(risk.identified_on) < *last {
                    stale.add(step, &risk.id);
                }
            }
        }
        found.insert(BuiltinMetric::RisksAboveAppetite, above.series());
        found.insert(BuiltinMetric::StaleRisks, stale.series());
    }

    fn control_tests(&self, steps: &Steps) -> Series {
        let (mut held, mut passed) = (Count::new(steps), Count::new(steps));
        for control in self.isms().controls().values() {
            for test in control.tests.iter().filter(|test| test.on <= self.date()) {
                let Some(step) = step_of(steps, test.on) else { continue };
                held.add(step, &control.id);
                if test.result == ControlTestResult::Passed {
                    passed.add(step, &control.id);
                }
            }
        }
        passed.percent_of(held)
    }

    fn compliance(&self, steps: &Steps) -> Series {
        let isms = self.isms();
        let mut judged: HashMap<(&str, &str), Vec<&RequirementAssessment>> = HashMap::new();
        for assessment in isms.requirement_assessments().values() {
            let key = (assessment.framework.as_str(), assessment.requirement.as_str());
            judged.entry(key).or_default().push(assessment);
        }
        judged.values_mut().for_each(|list| list.sort_by_key(|assessment| assessment.assessed_on));
        let (mut applies, mut met) = (Count::new(steps), Count::new(steps));
        let of = |framework: &Framework, requirement: &str, last: Date| {
            let list = judged.get(&(framework.id.as_str(), requirement))?;
            let seen = |a: &&&RequirementAssessment| last.is_within(Some(a.assessed_on), a.retired_on);
            list.iter().rev().find(seen).map(|assessment| assessment.answer)
        };
        for framework in isms.frameworks().values() {
            for requirement in &framework.requirements {
                for (step, (_, last)) in (0..).zip(steps) {
                    let answer = of(framework, &requirement.id, *last);
                    let there = last.is_within(None, framework.retired_on);
                    if !there || answer == Some(RequirementAnswer::NotApplicable) {
                        continue;
                    }
                    applies.add(step, &framework.id);
                    if answer == Some(RequirementAnswer::Met) {
                        met.add(step, &framework.id);
                    }
                }
            }
        }
        met.percent_of(applies)
    }

    fn training_completion(&self, steps: &Steps) -> Series {
        let mut values = Vec::new();
        let mut courses = BTreeSet::new();
        for (_, last) in steps {
            let (share, required) = self.isms().as_of(*last).training_share();
            values.push(share.map(|share| 100.0 * share));
            courses.extend(required);
        }
        Series { values, entities: courses.into_iter().map(Link::to).collect() }
    }
}

/// The rank of the highest level that each category carries without a decision.
fn appetite_ranks(criteria: &RiskCriteria) -> HashMap<&str, usize> {
    let categories = criteria.appetite.iter().flat_map(|appetite| &appetite.categories);
    categories.filter_map(|c| Some((c.category.as_str(), criteria.level_rank(&c.level)?))).collect()
}

fn is_above(risk: &Risk, rating: &Rating, appetite: &HashMap<&str, usize>) -> bool {
    let of_category = risk.category.as_deref().and_then(|category| appetite.get(category));
    of_category.map_or(!rating.acceptable, |most| rating.rank > *most)
}
