//! Every finding and its way from raised to closed (clause 10.2).

use std::collections::{BTreeSet, HashMap};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::concern::{Concern, in_order};
use super::{Rule, View};
use crate::model::{
    Audit, Date, Finding, FindingGrade, FindingStep, Id, Link, Person, Role, RootCauseAnalysis,
};

/// Limits of time, in days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindingParameters {
    /// For which a major nonconformity may stay in one step; 30 if absent.
    #[serde(default)]
    pub major_step_days: Option<u16>,
    /// For which a minor nonconformity may; 60 if absent.
    #[serde(default)]
    pub minor_step_days: Option<u16>,
    /// For which an opportunity for improvement may; 180 if absent.
    #[serde(default)]
    pub opportunity_step_days: Option<u16>,
    /// From the implementation of corrective actions to the check whether they work; 90 if absent.
    #[serde(default)]
    pub verify_within_days: Option<u16>,
}

/// The findings up to a date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Findings {
    /// The date looked at.
    pub as_of: Date,
    /// How many are open.
    pub open: usize,
    /// How many of those are past their day.
    pub overdue: usize,
    /// Open findings by grade and age.
    pub ages: Vec<FindingAges>,
    /// Each finding: the open ones first, by grade and the day due, then the closed ones, the last closed first.
    pub items: Vec<FindingItem>,
}

/// Open findings of a grade, by the days since they were raised.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct FindingAges {
    /// The grade.
    pub grade: FindingGrade,
    /// How many are open.
    pub open: usize,
    /// For 30 days at most.
    pub up_to_30: usize,
    /// For 31 to 90 days.
    pub from_31_to_90: usize,
    /// For 91 to 180 days.
    pub from_91_to_180: usize,
    /// For more than 180 days.
    pub over_180: usize,
}

/// A finding on its way.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct FindingItem {
    /// The finding.
    pub finding: Id<Finding>,
    /// What was found.
    pub title: String,
    /// Its grade.
    pub grade: FindingGrade,
    /// The requirement not met.
    pub requirement: Option<String>,
    /// The audit that found it.
    pub audit: Option<Id<Audit>>,
    /// Who owes the answer.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// When it was raised.
    pub raised_on: Date,
    /// When the answer is due.
    pub due: Date,
    /// The last step taken; none if it was only raised.
    pub step: Option<FindingStep>,
    /// Since when it has been there.
    pub step_since: Date,
    /// Days since then; of a closed one none.
    pub days_in_step: Option<i64>,
    /// The step owed next; none once it is closed.
    pub next_step: Option<FindingStep>,
    /// Who owes it: those of the corrective actions not done, or the owner.
    pub next_owed_by: Vec<Id<Role>>,
    /// Days from raised to closed, or to the date looked at.
    pub age_days: i64,
    /// Whether it is open and past its day.
    pub overdue: bool,
    /// Days past that day.
    pub days_overdue: i64,
    /// Whether it is open and has been in its step for too long.
    pub stuck: bool,
    /// The last day to verify that the actions work, once they are implemented and as long as nobody has.
    pub effectiveness_due: Option<Date>,
    /// How often it was reopened.
    pub reopened: usize,
    /// Corrective actions.
    pub actions: usize,
    /// Of those, not done.
    pub actions_open: usize,
    /// Of those, past their day.
    pub actions_overdue: usize,
    /// Closed findings of the same requirement and a same class of cause that it repeats.
    pub repeats: Vec<Id<Finding>>,
    /// What is wrong with it, longest first.
    pub concerns: Vec<Concern>,
    /// The rule that speaks: of the concern that stands longest, or that of the steps.
    pub rule: Rule,
    /// The first day on which it does.
    pub effective_on: Date,
    /// The finding, its audit, the analyses of its cause and what it repeats.
    pub entities: Vec<Link>,
}

impl FindingParameters {
    fn step_days(&self, grade: FindingGrade) -> i64 {
        i64::from(match grade {
            FindingGrade::Major => self.major_step_days.unwrap_or(30),
            FindingGrade::Minor => self.minor_step_days.unwrap_or(60),
            FindingGrade::Opportunity => self.opportunity_step_days.unwrap_or(180),
        })
    }
    fn verify_within_days(&self) -> i64 {
        self.verify_within_days.unwrap_or(90).into()
    }
}

/// What recurrence is told from: the analyses of each finding, and the findings of each requirement and class of cause.
pub(super) struct Causes<'a> {
    analyses: HashMap<&'a Id<Finding>, Vec<&'a RootCauseAnalysis>>,
    alike: HashMap<(&'a str, &'a str), Vec<&'a Finding>>,
}

impl<'a> View<'a> {
    /// Each finding with the step it has reached, the next one and who owes it, whether it is overdue or stuck, whether
    /// its actions were seen to work, and whether it repeats one that was closed.
    ///
    /// A finding is overdue the day after its own day. It is stuck once it has been in a step for more days than its
    /// grade allows; while actions are planned, not before the day due of each has passed; while their effect is to be
    /// verified, once the days for that have passed. It repeats another if that was closed when it was raised, and both
    /// break the same requirement for a same class of cause, by the analyses completed.
    ///
    /// ```
    /// use isms_core::prelude::*;
    /// use isms_core::view::FindingParameters;
    /// let isms = Isms::from_json(r#"{"format": "isms/1",
    ///   "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"},
    ///   "roles": [{"id": "IT", "name": "Head of IT"}],
    ///   "findings": [{"id": "F-1", "found_by": ["role:IT"], "title": "No copies", "grade": "minor", "owner": "IT",
    ///     "raised_on": "2026-01-10", "due": "2026-03-31"}]}"#)?;
    /// let answer = isms.as_of("2026-04-01".parse()?).findings(FindingParameters::default());
    /// assert_eq!(answer.items[0].next_step.map(|step| step.name()), Some("corrected"));
    /// assert_eq!((answer.overdue, answer.items[0].days_overdue), (1, 1));
    /// # Ok::<(), isms_core::Error>(())
    /// ```
    pub fn findings(&self, parameters: FindingParameters) -> Findings {
        let on = self.date();
        let causes = self.finding_causes();
        let raised = |finding: &&Finding| on.is_within(Some(finding.raised_on), finding.retired_on);
        let mut items: Vec<_> = self
            .isms()
            .findings()
            .values()
            .filter(raised)
            .map(|finding| self.finding_item(finding, &causes, parameters))
            .collect();
        items.sort_by(|a, b| {
            let rank = |item: &FindingItem| match item.next_step {
                Some(_) => (false, Some(item.grade), item.due.days_since(on)),
                None => (true, None, on.days_since(item.step_since)),
            };
            rank(a).cmp(&rank(b)).then_with(|| a.finding.cmp(&b.finding))
        });
        let ages = [FindingGrade::Major, FindingGrade::Minor, FindingGrade::Opportunity];
        Findings {
            as_of: on,
            open: items.iter().filter(|item| item.next_step.is_some()).count(),
            overdue: items.iter().filter(|item| item.overdue).count(),
            ages: ages.into_iter().map(|grade| ages_of(grade, &items)).collect(),
            items,
        }
    }

    pub(super) fn finding_causes(&self) -> Causes<'a> {
        let (isms, on) = (self.isms(), self.date());
        let mut causes = Causes { analyses: HashMap::new(), alike: HashMap::new() };
        let done = |a: &&RootCauseAnalysis| on.is_within(Some(a.completed_on), a.retired_on);
        for analysis in isms.root_cause_analyses().values().filter(done) {
            let Some(finding) = analysis.finding.as_ref().and_then(|id| isms.findings().get(id)) else {
                continue;
            };
            causes.analyses.entry(&finding.id).or_default().push(analysis);
            let counts = on.is_within(Some(finding.raised_on), finding.retired_on);
            if let Some(requirement) = finding.requirement.as_deref().filter(|_| counts) {
                for cause in &analysis.causes {
                    causes.alike.entry((requirement, &cause.class)).or_default().push(finding);
                }
            }
        }
        causes
    }

    pub(super) fn finding_item(
        &self,
        finding: &'a Finding,
        causes: &Causes<'a>,
        parameters: FindingParameters,
    ) -> FindingItem {
        let on = self.date();
        let events = || finding.timeline.iter().filter(|event| event.on <= on);
        let last = events().next_back();
        let step = last.map(|event| event.step);
        let step_since = last.map_or(finding.raised_on, |event| event.on);
        let next_step = FindingStep::owed_after(step, finding.grade);
        let open = next_step.is_some();
        let until = if open { on } else { step_since };
        let open_actions = || finding.actions.iter().filter(|action| action.is_open_on(on));
        let mut next_owed_by: BTreeSet<&Id<Role>> = BTreeSet::new();
        if next_step == Some(FindingStep::Implemented) {
            next_owed_by.extend(open_actions().map(|action| &action.owner));
        }
        if open && next_owed_by.is_empty() {
            next_owed_by.insert(&finding.owner);
        }
        let to_verify = next_step == Some(FindingStep::EffectivenessVerified);
        let effectiveness_due = to_verify.then(|| step_since.plus_days(parameters.verify_within_days()));
        let planned_until =
            open_actions().map(|action| action.due).filter(|_| step == Some(FindingStep::ActionsPlanned));
        let within = step_since.plus_days(parameters.step_days(finding.grade));
        let moves_by = effectiveness_due.unwrap_or(planned_until.max().map_or(within, |due| due.max(within)));
        let (overdue, stuck) = (open && finding.due < on, open && moves_by < on);
        let repeats = causes.repeated_by(finding);

        let mut concerns = Vec::new();
        if overdue {
            let message = format!("was to be closed by {}", finding.due);
            concerns.push(Concern::new(Rule::FindingAnsweredInTime, finding.due.plus_days(1), message));
        }
        if stuck && !to_verify {
            let at = step.map_or("raised", FindingStep::name).replace('_', " ");
            let message = format!("has been {at} since {step_since}");
            concerns.push(Concern::new(Rule::FindingMovesOn, moves_by.plus_days(1), message));
        }
        if let Some(due) = effectiveness_due.filter(|due| *due < on) {
            let message = format!("whether its actions work was to be verified by {due}");
            concerns.push(Concern::new(Rule::EffectivenessReviewed, due.plus_days(1), message));
        }
        for (earlier, class, known_on) in &repeats {
            let message = format!("repeats {}, which was closed: {class}", earlier.id);
            let concern = Concern::new(Rule::FindingDoesNotRecur, *known_on, message);
            concerns.push(concern.with([Link::to(&earlier.id)]));
        }
        let concerns = in_order(concerns);
        let (rule, effective_on) = concerns
            .first()
            .map_or((Rule::FindingStepByStep, step_since), |concern| (concern.rule, concern.effective_on));

        let mut earlier: Vec<_> = repeats.iter().map(|(earlier, ..)| earlier.id.clone()).collect();
        earlier.dedup();
        let mut entities = vec![Link::to(&finding.id)];
        entities.extend(finding.audit.as_ref().map(Link::to));
        let analyses = causes.analyses.get(&finding.id).into_iter().flatten();
        entities.extend(analyses.map(|analysis| Link::to(&analysis.id)));
        entities.extend(earlier.iter().map(Link::to));
        FindingItem {
            finding: finding.id.clone(),
            title: finding.title.clone(),
            grade: finding.grade,
            requirement: finding.requirement.clone(),
            audit: finding.audit.clone(),
            owner: finding.owner.clone(),
            holders: self.holders(&finding.owner),
            raised_on: finding.raised_on,
            due: finding.due,
            step,
            step_since,
            days_in_step: open.then(|| on.days_since(step_since)),
            next_step,
            next_owed_by: next_owed_by.into_iter().cloned().collect(),
            age_days: until.days_since(finding.raised_on),
            overdue,
            days_overdue: if overdue { on.days_since(finding.due) } else { 0 },
            stuck,
            effectiveness_due,
            reopened: events().filter(|event| event.step == FindingStep::Reopened).count(),
            actions: finding.actions.len(),
            actions_open: open_actions().count(),
            actions_overdue: open_actions().filter(|action| action.due < on).count(),
            repeats: earlier,
            concerns,
            rule,
            effective_on,
            entities,
        }
    }
}

impl<'a> Causes<'a> {
    /// Findings closed when this one was raised, of the same requirement and a same class of cause, with that class and
    /// the day from which it was known; by id and class.
    fn repeated_by(&self, finding: &Finding) -> Vec<(&'a Finding, &'a str, Date)> {
        let mut found = Vec::new();
        let Some(requirement) = finding.requirement.as_deref() else { return found };
        for analysis in self.analyses.get(&finding.id).into_iter().flatten() {
            for cause in &analysis.causes {
                let alike = self.alike.get(&(requirement, cause.class.as_str())).into_iter().flatten();
                for earlier in alike.filter(|earlier| earlier.id != finding.id) {
                    if earlier.step_on(finding.raised_on) != Some(FindingStep::Closed) {
                        continue;
                    }
                    let analysed = self.analyses.get(&earlier.id).into_iter().flatten();
                    let same = |a: &&&RootCauseAnalysis| a.causes.iter().any(|c| c.class == cause.class);
                    let first = analysed.filter(same).map(|a| a.completed_on).min();
                    let known_on = first.map_or(analysis.completed_on, |day| day.max(analysis.completed_on));
                    found.push((*earlier, cause.class.as_str(), known_on));
                }
            }
        }
        found.sort_by(|a, b| (&a.0.id, a.1, a.2).cmp(&(&b.0.id, b.1, b.2)));
        found.dedup_by(|a, b| (&a.0.id, a.1) == (&b.0.id, b.1));
        found
    }
}

fn ages_of(grade: FindingGrade, items: &[FindingItem]) -> FindingAges {
    let open = || items.iter().filter(|item| item.grade == grade && item.next_step.is_some());
    let between =
        |least: i64, most: i64| open().filter(|item| (least..=most).contains(&item.age_days)).count();
    FindingAges {
        grade,
        open: open().count(),
        up_to_30: between(0, 30),
        from_31_to_90: between(31, 90),
        from_91_to_180: between(91, 180),
        over_180: between(181, i64::MAX),
    }
}
