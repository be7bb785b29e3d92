//! Whether what stands out in measurements was answered, and how (clause 9.1, control A.8.16).

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::anomalies::{ChartSettings, Watched, entities, rule};
use super::period::Period;
use super::{Rule, View};
use crate::error::Result;
use crate::model::{AnomalyResponse, Date, Finding, Id, Link, Measurement, Metric, Person, Role};
use crate::monitoring::{Excursion, Side};

/// Days to the answer, if nothing else is asked for.
const DAYS: u16 = 14;

/// Which anomalies, and how soon they must be answered.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnansweredParameters {
    /// The first day of the period; a year before the last if absent.
    #[serde(default)]
    pub from: Option<Date>,
    /// Its last day; the date of the view if absent.
    #[serde(default)]
    pub to: Option<Date>,
    /// One metric; all if absent.
    #[serde(default)]
    pub metric: Option<Id<Metric>>,
    /// The chart; the rules of Western Electric if absent.
    #[serde(default)]
    pub chart: ChartSettings,
    /// Days from an anomaly to the last day for its answer; 14 if absent.
    #[serde(default)]
    pub days: Option<u16>,
}

/// The anomalies of a period and their answers.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Unanswered {
    /// The date looked at.
    pub as_of: Date,
    /// First day of the period.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// How many have no answer.
    pub unanswered: usize,
    /// Each anomaly: overdue, open, answered late, answered; the first due first.
    pub items: Vec<UnansweredItem>,
}

/// An anomaly and its answer.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct UnansweredItem {
    /// The metric.
    pub metric: Id<Metric>,
    /// Its name.
    pub name: String,
    /// Who answers for it.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// The measurement on which a rule spoke first, or that was answered though none did.
    pub at: DateTime<Utc>,
    /// Its value.
    pub value: f64,
    /// The last measurement on which a rule spoke.
    pub last_at: DateTime<Utc>,
    /// To which side the measurements stray; none where no rule of the chart spoke.
    pub side: Option<Side>,
    /// The rules of the chart that spoke.
    pub broken: Vec<Rule>,
    /// How it stands.
    pub state: AnswerState,
    /// The last day for the answer.
    pub due: Date,
    /// Days past that day without an answer; 0 if it has not passed.
    pub days_overdue: i64,
    /// The first answer.
    pub response: Option<Id<AnomalyResponse>>,
    /// When it was given.
    pub answered_on: Option<Date>,
    /// Who gave it.
    pub by: Option<Id<Person>>,
    /// The finding that it raised.
    pub finding: Option<Id<Finding>>,
    /// Actions that it asks for.
    pub actions: usize,
    /// Of these, how many are not done.
    pub open_actions: usize,
    /// Why nothing is done.
    pub dismissed_because: Option<String>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of the state.
    pub effective_on: Date,
    /// The metric, what it indicates and measures, the answer and the finding.
    pub entities: Vec<Link>,
}

/// Whether an anomaly was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnswerState {
    /// Not, and past the last day.
    Overdue,
    /// Not, and there is time.
    Open,
    /// After the last day.
    AnsweredLate,
    /// In time.
    Answered,
}

/// Stretches of measurements that strayed together: one thing to answer.
struct Stretch {
    side: Option<Side>,
    first: usize,
    told: usize,
    last: usize,
    broken: Vec<Rule>,
}

impl View<'_> {
    /// The anomalies of a period with their answers, and those that have none within the days set.
    ///
    /// Stretches of measurements that stray to the same side and overlap are one anomaly, told by the first rule that
    /// spoke. An answer to any measurement of them answers it. A measurement that was answered and that no rule of the
    /// chart finds is listed as answered too: people may see more than a chart.
    ///
    /// Errors: as those of [`anomalies`](Self::anomalies).
    pub fn unanswered(&self, parameters: &UnansweredParameters) -> Result<Unanswered> {
        let (from, to) = (parameters.from, parameters.to);
        let (from, to, _) = Period { from, to, audit: None }.resolve(self, self.date())?;
        let days = parameters.days.unwrap_or(DAYS);
        let responses = self.anomaly_responses();
        let mut items = Vec::new();
        for watched in self.watched(parameters.metric.as_ref(), (from, to), &parameters.chart)? {
            let mut given = responses.get(watched.metric.id.as_str()).cloned().unwrap_or_default();
            given.sort_by(|a, b| (a.answered_on, &a.id).cmp(&(b.answered_on, &b.id)));
            self.answers_of(&watched, &given, days, &mut items);
        }
        items.sort_by(|a, b| (a.state, a.due, &a.metric, a.at).cmp(&(b.state, b.due, &b.metric, b.at)));
        let waits = |item: &&UnansweredItem| matches!(item.state, AnswerState::Overdue | AnswerState::Open);
        let unanswered = items.iter().filter(waits).count();
        Ok(Unanswered { as_of: self.date(), from, to, unanswered, items })
    }

    fn answers_of(
        &self,
        watched: &Watched<'_>,
        given: &[&AnomalyResponse],
        days: u16,
        items: &mut Vec<UnansweredItem>,
    ) {
        let points = watched.points;
        let answered: Vec<(usize, &AnomalyResponse)> = given
            .iter()
            .filter_map(|response| {
                points.binary_search_by_key(&response.at, |m| m.at).ok().map(|i| (i, *response))
            })
            .collect();
        let mut stretches = stretches(&watched.excursions);
        let within = |i: usize, stretch: &Stretch| stretch.first <= i && i <= stretch.last;
        for (i, _) in &answered {
            if !stretches.iter().any(|stretch| within(*i, stretch)) {
                stretches.push(Stretch { side: None, first: *i, told: *i, last: *i, broken: Vec::new() });
            }
        }
        for stretch in stretches {
            let response = answered.iter().find(|(i, _)| within(*i, &stretch)).map(|(_, response)| *response);
            items.extend(self.answer_of(watched.metric, points, stretch, response, days));
        }
    }

    fn answer_of(
        &self,
        metric: &Metric,
        points: &[Measurement],
        stretch: Stretch,
        response: Option<&AnomalyResponse>,
        days: u16,
    ) -> Option<UnansweredItem> {
        let (told, last) = (points.get(stretch.told)?, points.get(stretch.last)?);
        let (on, day) = (self.date(), Date::from(told.at.date_naive()));
        let due = day.plus_days(days.into());
        let (state, effective_on) = match response.map(|response| response.answered_on) {
            Some(answered) if answered <= due => (AnswerState::Answered, answered),
            Some(answered) => (AnswerState::AnsweredLate, answered),
            None if on <= due => (AnswerState::Open, day),
            None => (AnswerState::Overdue, due.plus_days(1)),
        };
        let actions = response.map(|response| response.actions.as_slice()).unwrap_or_default();
        let finding = response.and_then(|response| response.finding.clone());
        let mut entities = entities(metric);
        entities.extend(response.map(|response| Link::to(&response.id)));
        entities.extend(finding.as_ref().map(Link::to));
        Some(UnansweredItem {
            metric: metric.id.clone(),
            name: metric.name.clone(),
            owner: metric.owner.clone(),
            holders: self.holders(&metric.owner),
            at: told.at,
            value: told.value,
            last_at: last.at,
            side: stretch.side,
            broken: stretch.broken,
            state,
            due,
            days_overdue: if state == AnswerState::Overdue { on.days_since(due) } else { 0 },
            response: response.map(|response| response.id.clone()),
            answered_on: response.map(|response| response.answered_on),
            by: response.map(|response| response.by.clone()),
            finding,
            actions: actions.len(),
            open_actions: actions.iter().filter(|action| action.is_open_on(on)).count(),
            dismissed_because: response.and_then(|response| response.dismissed_because.clone()),
            rule: Rule::AnomalyAnswered,
            effective_on,
            entities,
        })
    }
}

/// Joins excursions of one side that overlap.
fn stretches(excursions: &[Excursion]) -> Vec<Stretch> {
    let mut ordered: Vec<&Excursion> = excursions.iter().collect();
    ordered.sort_by_key(|excursion| (excursion.side, excursion.first, excursion.told, excursion.rule));
    let mut found: Vec<Stretch> = Vec::new();
    for excursion in ordered {
        let joins = |s: &&mut Stretch| s.side == Some(excursion.side) && excursion.first <= s.last;
        match found.last_mut().filter(joins) {
            Some(open) => {
                open.told = open.told.min(excursion.told);
                open.last = open.last.max(excursion.last);
                open.broken.push(rule(excursion.rule));
            }
            None => found.push(Stretch {
                side: Some(excursion.side),
                first: excursion.first,
                told: excursion.told,
                last: excursion.last,
                broken: vec![rule(excursion.rule)],
            }),
        }
    }
    for stretch in &mut found {
        stretch.broken.sort_unstable();
        stretch.broken.dedup();
    }
    found
}
