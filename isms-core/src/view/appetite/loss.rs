//! Expected yearly losses of categories and of the portfolio, and what they say of the tolerance.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::prelude::ToPrimitive;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::{Rule, View};
use super::{AppetiteState, RiskAppetiteItem};
use crate::model::{Date, Id, Link, Money, Risk, RiskAppetite, RiskCriteria, Stage};
use crate::risk::{self, Rating};

/// A category of risks against its appetite.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CategoryItem {
    /// The category.
    pub category: String,
    /// Its name.
    pub name: String,
    /// The highest level of risk taken without a decision, where stated.
    pub appetite_level: Option<String>,
    /// Risks in it.
    pub risks: usize,
    /// Of those, above the appetite and not accepted.
    pub above: usize,
    /// Risks whose loss is not known: not assessed, or without anchors.
    pub unknown: usize,
    /// Expected loss a year of the others; none if there are none.
    pub yearly_loss: Option<f64>,
    /// The highest that is to be, where stated.
    pub yearly_loss_appetite: Option<f64>,
    /// How the two compare.
    pub state: LossState,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of the state.
    pub effective_on: Date,
    /// The risks in it.
    pub entities: Vec<Link>,
}

/// How an expected loss compares with what is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LossState {
    /// It is higher, whatever is not known.
    Above,
    /// It is no higher, and everything is known.
    Within,
    /// It cannot be said: no appetite is stated, or the losses of some risks are not known.
    Unknown,
}

/// All risks together.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Portfolio {
    /// Risks in it.
    pub risks: usize,
    /// Risks whose loss is not known.
    pub unknown: usize,
    /// Expected loss a year of the others; none if there are none.
    pub yearly_loss: Option<f64>,
    /// What it says of each point of the tolerance, smallest loss first.
    pub tolerance: Vec<TolerancePointItem>,
}

/// A point of the tolerance, and what the expected loss says of it.
///
/// Whatever the distribution of a year's loss, the probability that it reaches an amount is no higher than the expected
/// loss divided by the amount (Markov's inequality). Where that is no more than tolerated, the portfolio is within it; where
/// it is more, only a model of losses can tell.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TolerancePointItem {
    /// A loss in a year.
    pub loss: f64,
    /// The highest probability, in a year, of losing more.
    pub probability: f64,
    /// What the probability cannot exceed; none where the losses of some risks are not known.
    pub at_most: Option<f64>,
    /// How the two compare: within, or unknown.
    pub state: LossState,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of the state.
    pub effective_on: Date,
    /// The risks of the portfolio whose loss is known.
    pub entities: Vec<Link>,
}

/// Expected loss a year of a rating, by the anchors of its levels.
pub(super) fn expected(criteria: &RiskCriteria, rating: &Rating) -> Option<f64> {
    let events = criteria.likelihood.anchor(&rating.likelihood)?;
    Some(cents(events * criteria.consequence.anchor(&rating.consequence)?))
}

/// Amounts are told and compared to the hundredth.
fn cents(amount: f64) -> f64 {
    (amount * 100.0).round() / 100.0
}

fn amount(money: &Money) -> f64 {
    money.amount.to_f64().unwrap_or(f64::INFINITY) // every decimal has a nearest float
}

/// How the losses of some risks have gone: by how much the sum of those known, and the number of those not known,
/// changed on each day.
#[derive(Default)]
struct Course {
    changes: BTreeMap<Date, (f64, i64)>,
}

impl Course {
    fn note(&mut self, on: Date, before: Option<f64>, after: Option<f64>) {
        let (sum, unknown) = self.changes.entry(on).or_default();
        *sum += after.unwrap_or(0.0) - before.unwrap_or(0.0);
        *unknown += i64::from(after.is_none()) - i64::from(before.is_none());
    }
    /// Since when they have been in the state that they are in now.
    fn since(&self, state: impl Fn(f64, bool) -> LossState) -> Option<Date> {
        let (mut sum, mut unknown, mut since) = (0.0, 0, None);
        for (day, change) in &self.changes {
            sum += change.0;
            unknown += change.1;
            let now = state(cents(sum), unknown == 0);
            if since.is_none_or(|(_, before)| before != now) {
                since = Some((*day, now));
            }
        }
        since.map(|(day, _)| day)
    }
}

impl View<'_> {
    /// The categories and the portfolio.
    pub(super) fn losses(
        &self,
        criteria: &RiskCriteria,
        appetite: &RiskAppetite,
        items: &[RiskAppetiteItem],
    ) -> (Vec<CategoryItem>, Portfolio) {
        let (of_category, of_all) = self.courses(criteria);
        let mut in_category: HashMap<&str, Vec<&RiskAppetiteItem>> = HashMap::new();
        for item in items {
            if let Some(category) = &item.category {
                in_category.entry(category).or_default().push(item);
            }
        }
        let categories = criteria.categories.iter().map(|category| {
            let risks = in_category.get(category.id.as_str()).map(Vec::as_slice).unwrap_or_default();
            let stated = appetite.categories.iter().find(|stated| stated.category == category.id);
            let limit = stated.and_then(|stated| stated.yearly_loss.as_ref()).map(amount);
            let (unknown, loss) = sum(risks.iter().copied());
            let compared = |loss: f64, all_known: bool| match limit {
                Some(limit) if loss > limit => LossState::Above,
                Some(_) if all_known => LossState::Within,
                _ => LossState::Unknown,
            };
            let course = of_category.get(category.id.as_str());
            CategoryItem {
                category: category.id.clone(),
                name: category.name.clone(),
                appetite_level: stated.map(|stated| stated.level.clone()),
                risks: risks.len(),
                above: risks.iter().filter(|item| item.state == AppetiteState::Above).count(),
                unknown,
                yearly_loss: loss,
                yearly_loss_appetite: limit,
                state: compared(loss.unwrap_or(0.0), unknown == 0),
                rule: Rule::CategoryWithinAppetite,
                effective_on: course.and_then(|course| course.since(compared)).unwrap_or(self.date()),
                entities: risks.iter().map(|item| Link::to(&item.risk)).collect(),
            }
        });
        let (unknown, loss) = sum(items.iter());
        let known: Vec<&Id<Risk>> =
            items.iter().filter(|item| item.yearly_loss.is_some()).map(|item| &item.risk).collect();
        let tolerance = appetite.tolerance.iter().map(|point| {
            let at = amount(&point.loss);
            let bound = |loss: f64| if loss > 0.0 { (loss / at).min(1.0) } else { 0.0 };
            let compared = |loss: f64, all_known: bool| {
                let within = all_known && bound(loss) <= point.probability;
                if within { LossState::Within } else { LossState::Unknown }
            };
            TolerancePointItem {
                loss: at,
                probability: point.probability,
                at_most: Some(bound(loss.unwrap_or(0.0))).filter(|_| unknown == 0),
                state: compared(loss.unwrap_or(0.0), unknown == 0),
                rule: Rule::PortfolioWithinTolerance,
                effective_on: of_all.since(compared).unwrap_or(self.date()),
                entities: known.iter().map(|risk| Link::to(*risk)).collect(),
            }
        });
        let portfolio =
            Portfolio { risks: items.len(), unknown, yearly_loss: loss, tolerance: tolerance.collect() };
        (categories.collect(), portfolio)
    }

    /// How the losses of each category and of all risks went up to the date.
    fn courses(&self, criteria: &RiskCriteria) -> (HashMap<&str, Course>, Course) {
        let on = self.date();
        let (mut of_category, mut of_all) = (HashMap::<&str, Course>::new(), Course::default());
        for risk in self.isms().risks().values().filter(|risk| risk.identified_on <= on) {
            // Before it is identified and after it is retired a risk has a known loss: none.
            let mut last = Some(0.0);
            let mut note = |day: Date, loss: Option<f64>| {
                if let Some(category) = &risk.category {
                    of_category.entry(category).or_default().note(day, last, loss);
                }
                of_all.note(day, last, loss);
                last = loss;
            };
            note(risk.identified_on, None);
            let rated = risk.assessments.iter().filter(|a| a.stage == Stage::Residual && a.assessed_on <= on);
            for assessment in rated {
                let rating = risk::rate(criteria, assessment);
                note(assessment.assessed_on, rating.and_then(|rating| expected(criteria, &rating)));
            }
            if let Some(day) = risk.retired_on.filter(|day| *day <= on) {
                note(day, Some(0.0));
            }
        }
        (of_category, of_all)
    }
}

/// How many losses are not known, and the sum of the others.
fn sum<'i>(items: impl Iterator<Item = &'i RiskAppetiteItem>) -> (usize, Option<f64>) {
    let (mut unknown, mut known) = (0, None);
    for item in items {
        match item.yearly_loss {
            Some(loss) => known = Some(known.unwrap_or(0.0) + loss),
            None => unknown += 1,
        }
    }
    (unknown, known.map(cents))
}
