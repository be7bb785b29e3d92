//! Risks, categories and the portfolio against the risk appetite (ISO 31000; clauses 6.1.2 a and 6.2).

mod loss;

pub use loss::{CategoryItem, LossState, Portfolio, TolerancePointItem};

use schemars::JsonSchema;
use serde::Serialize;

use super::{Rule, View};
use crate::error::Result;
use crate::model::{Date, Id, Link, Objective, Person, Risk, RiskAppetite, RiskCriteria, Role, Stage};
use crate::risk::{self, Rating};

/// The risk appetite and what is taken, on a date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Appetite {
    /// The date looked at.
    pub as_of: Date,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// Risks above the appetite that nobody has accepted.
    pub above: usize,
    /// Each risk: those above the appetite first, the furthest above first.
    pub items: Vec<RiskAppetiteItem>,
    /// Each category of the criteria, in their order.
    pub categories: Vec<CategoryItem>,
    /// All risks together.
    pub portfolio: Portfolio,
    /// Objectives that serve no goal of the business, by id.
    pub objectives_without_goal: Vec<ObjectiveWithoutGoal>,
}

/// A risk against the appetite.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RiskAppetiteItem {
    /// The risk.
    pub risk: Id<Risk>,
    /// Its title.
    pub title: String,
    /// The risk owner.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// Its category.
    pub category: Option<String>,
    /// How it stands.
    pub state: AppetiteState,
    /// Its level with the controls in force; none if it is not assessed.
    pub level: Option<String>,
    /// The highest level that the appetite of its category lets it have, where that is stated.
    pub appetite_level: Option<String>,
    /// Levels by which it lies above that, or above the highest acceptable one; 0 if it does not.
    pub levels_above: usize,
    /// Last day of the acceptance in force.
    pub accepted_until: Option<Date>,
    /// Expected loss a year by the anchors of its levels, in the currency; none without anchors.
    pub yearly_loss: Option<f64>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of the state.
    pub effective_on: Date,
    /// The risk.
    pub entities: Vec<Link>,
}

/// How a risk stands against the appetite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AppetiteState {
    /// Above it, and nobody's decision is in force.
    Above,
    /// Not assessed with the controls in force, so that nothing can be said.
    NotAssessed,
    /// Above it, and accepted by its owner for a time.
    Accepted,
    /// Within it.
    Within,
}

/// An objective that serves no goal of the business.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ObjectiveWithoutGoal {
    /// The objective.
    pub objective: Id<Objective>,
    /// Its title.
    pub title: String,
    /// Who answers for it.
    pub owner: Id<Role>,
    /// The rule that speaks.
    pub rule: Rule,
    /// Since when.
    pub effective_on: Date,
    /// The objective, and the goals that it served.
    pub entities: Vec<Link>,
}

impl View<'_> {
    /// Each risk against the level that the appetite of its category allows and against what is acceptable at all; the
    /// expected yearly loss of each category, and of all risks together, against what is stated; and the objectives
    /// that serve no goal.
    ///
    /// Levels are those of the last assessment with the controls in force. The expected loss of a risk is the product of
    /// the anchors of its likelihood, in events a year, and its consequence, in an amount an event. Of the tolerance
    /// curve only that is said which follows from the expected loss alone, see [`TolerancePointItem`].
    ///
    /// Errors: a record without risk criteria.
    pub fn appetite(&self) -> Result<Appetite> {
        let criteria = self.criteria()?;
        let none = RiskAppetite::default();
        let appetite = criteria.appetite.as_ref().unwrap_or(&none);
        let mut items: Vec<RiskAppetiteItem> =
            self.live_risks().map(|risk| self.appetite_item(risk, criteria)).collect();
        let (categories, portfolio) = self.losses(criteria, appetite, &items);
        items.sort_by(|a, b| {
            let loss = |item: &RiskAppetiteItem| item.yearly_loss.unwrap_or(0.0);
            (a.state, b.levels_above)
                .cmp(&(b.state, a.levels_above))
                .then_with(|| loss(b).total_cmp(&loss(a)))
                .then_with(|| a.risk.cmp(&b.risk))
        });
        Ok(Appetite {
            as_of: self.date(),
            currency: self.isms().organisation().currency.clone(),
            above: items.iter().filter(|item| item.state == AppetiteState::Above).count(),
            items,
            categories,
            portfolio,
            objectives_without_goal: self.objectives_without_goal(),
        })
    }

    fn appetite_item(&self, risk: &Risk, criteria: &RiskCriteria) -> RiskAppetiteItem {
        let on = self.date();
        let mut categories = criteria.appetite.iter().flat_map(|appetite| &appetite.categories);
        let stated = categories.find(|c| risk.category.as_ref() == Some(&c.category));
        let limit = stated.and_then(|category| criteria.level_rank(&category.level));
        let acceptable = criteria.levels.iter().rposition(|level| level.acceptable);
        let excess = |rating: &Rating| -> usize {
            let by_category = limit.map_or(0, |limit| rating.rank.saturating_sub(limit));
            let by_level = match acceptable {
                _ if rating.acceptable => 0,
                Some(acceptable) => rating.rank.saturating_sub(acceptable).max(1),
                None => rating.rank + 1,
            };
            by_category.max(by_level)
        };
        let rated: Vec<Rating> = risk
            .assessments
            .iter()
            .filter(|a| a.stage == Stage::Residual && a.assessed_on <= on)
            .filter_map(|assessment| risk::rate(criteria, assessment))
            .collect();
        let rating = rated.last();
        let levels_above = rating.map_or(0, &excess);
        let same = |rating: &&Rating| (excess(rating) > 0) == (levels_above > 0);
        let run = rated.iter().rev().take_while(same).last();
        let since = run.map_or(risk.identified_on, |rating| rating.assessed_on);
        let acceptance = risk::acceptance_on(risk, on).filter(|_| levels_above > 0);
        let (state, effective_on) = match (rating, acceptance) {
            (None, _) => (AppetiteState::NotAssessed, since),
            _ if levels_above == 0 => (AppetiteState::Within, since),
            (_, Some(accepted)) if on <= accepted.until => {
                (AppetiteState::Accepted, accepted.accepted_on.max(since))
            }
            (_, lapsed) => {
                (AppetiteState::Above, lapsed.map_or(since, |lapsed| lapsed.until.plus_days(1).max(since)))
            }
        };
        let by_category = rating.zip(limit).is_some_and(|(rating, limit)| rating.rank > limit);
        let within_category = levels_above == 0 && limit.is_some();
        let loss = rating.and_then(|rating| loss::expected(criteria, rating));
        RiskAppetiteItem {
            risk: risk.id.clone(),
            title: risk.title.clone(),
            owner: risk.owner.clone(),
            holders: self.holders(&risk.owner),
            category: risk.category.clone(),
            state,
            level: rating.map(|rating| rating.level.to_string()),
            appetite_level: stated.map(|category| category.level.clone()),
            levels_above,
            accepted_until: acceptance.map(|accepted| accepted.until).filter(|until| on <= *until),
            yearly_loss: loss,
            rule: if by_category || within_category {
                Rule::RiskWithinAppetite
            } else {
                Rule::RiskAcceptable
            },
            effective_on,
            entities: vec![Link::to(&risk.id)],
        }
    }

    fn objectives_without_goal(&self) -> Vec<ObjectiveWithoutGoal> {
        let on = self.date();
        let set = self.isms().objectives().values().filter(|objective| {
            on.is_within(None, objective.retired_on) && objective.revision_on(on).is_some()
        });
        let without = set.filter_map(|objective| {
            let concern = self.serves_no_goal(objective)?;
            let entities = [Link::to(&objective.id)].into_iter().chain(concern.entities).collect();
            Some(ObjectiveWithoutGoal {
                objective: objective.id.clone(),
                title: objective.title.clone(),
                owner: objective.owner.clone(),
                rule: concern.rule,
                effective_on: concern.effective_on,
                entities,
            })
        });
        without.collect()
    }
}
