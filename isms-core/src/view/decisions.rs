//! Decisions of management, open until all that they ask for is done (clause 9.3.3).

use schemars::JsonSchema;
use serde::Serialize;

use super::{Rule, View};
use crate::model::{Action, Date, Decision, Id, Link, ManagementReview, Person, Role};

/// The decisions up to a date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Decisions {
    /// The date looked at.
    pub as_of: Date,
    /// How many are open.
    pub open: usize,
    /// Of those, how many have an action past its day.
    pub overdue: usize,
    /// Each decision: overdue ones first, by the first day missed, then open ones by the next day, then the others, the
    /// last carried out first.
    pub items: Vec<DecisionItem>,
}

/// A decision and what has become of it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DecisionItem {
    /// The decision.
    pub decision: Id<Decision>,
    /// What.
    pub title: String,
    /// What was decided.
    pub outcome: String,
    /// When.
    pub decided_on: Date,
    /// Who decided.
    pub by: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// The review it was taken in.
    pub review: Option<Id<ManagementReview>>,
    /// What it takes.
    pub resources: String,
    /// What may be spent, as a decimal in the currency of the record.
    pub budget: Option<String>,
    /// How it stands.
    pub state: DecisionState,
    /// Actions not done.
    pub actions_open: usize,
    /// Of those, past their day.
    pub actions_overdue: usize,
    /// The first day due of the actions not done.
    pub next_due: Option<Date>,
    /// The day on which everything was done.
    pub carried_out_on: Option<Date>,
    /// What is to be done, in the order of the decision.
    pub actions: Vec<DecisionAction>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of the state.
    pub effective_on: Date,
    /// The decision, its review, who decided, who owes what is not done, and what it bears on.
    pub entities: Vec<Link>,
}

/// How a decision stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecisionState {
    /// An action is past its day and not done.
    Overdue,
    /// An action is not done.
    Open,
    /// Everything is done.
    CarriedOut,
}

/// An action that a decision asks for.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DecisionAction {
    /// What.
    pub title: String,
    /// Who owes it.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// When it is due.
    pub due: Date,
    /// When it was done.
    pub done_on: Option<Date>,
    /// Days by which it came late, or by which it is late now; 0 if it did not and is not.
    pub days_late: i64,
}

impl View<'_> {
    /// Each decision taken by the date: what it asks for, what of that is done, and what is late. A decision is open
    /// until each of its actions is done; one without actions is carried out when it is taken.
    pub fn decisions(&self) -> Decisions {
        let on = self.date();
        let taken = |decision: &&Decision| on.is_within(Some(decision.decided_on), decision.retired_on);
        let decisions = self.isms().decisions().values().filter(taken);
        let mut items: Vec<_> = decisions.map(|decision| self.decision_item(decision)).collect();
        items.sort_by(|a, b| {
            let day = |item: &DecisionItem| match item.state {
                DecisionState::CarriedOut => on.days_since(item.effective_on),
                _ => item.next_due.map_or(0, |due| due.days_since(on)),
            };
            (a.state, day(a), &a.decision).cmp(&(b.state, day(b), &b.decision))
        });
        let count = |wanted: &[DecisionState]| items.iter().filter(|i| wanted.contains(&i.state)).count();
        Decisions {
            as_of: on,
            open: count(&[DecisionState::Overdue, DecisionState::Open]),
            overdue: count(&[DecisionState::Overdue]),
            items,
        }
    }

    fn decision_item(&self, decision: &Decision) -> DecisionItem {
        let on = self.date();
        let open: Vec<&Action> = decision.actions.iter().filter(|action| action.is_open_on(on)).collect();
        let next_due = open.iter().map(|action| action.due).min();
        let last_done = decision.actions.iter().filter_map(|action| action.done_on).max();
        let carried_out_on =
            open.is_empty().then(|| last_done.unwrap_or(decision.decided_on).max(decision.decided_on));
        let (state, rule, effective_on) = match (next_due, carried_out_on) {
            (Some(due), _) if due < on => (
                DecisionState::Overdue,
                Rule::DecisionActionInTime,
                due.plus_days(1).max(decision.decided_on),
            ),
            (_, Some(day)) => (DecisionState::CarriedOut, Rule::DecisionCarriedOut, day),
            _ => (DecisionState::Open, Rule::DecisionCarriedOut, decision.decided_on),
        };
        let mut owing: Vec<_> = open.iter().map(|action| &action.owner).collect();
        owing.sort();
        owing.dedup();
        owing.retain(|role| **role != decision.by);
        let mut entities = vec![Link::to(&decision.id)];
        entities.extend(decision.review.as_ref().map(Link::to));
        entities.push(Link::to(&decision.by));
        entities.extend(owing.into_iter().map(Link::to));
        entities.extend(decision.about.iter().cloned());
        DecisionItem {
            decision: decision.id.clone(),
            title: decision.title.clone(),
            outcome: decision.outcome.clone(),
            decided_on: decision.decided_on,
            by: decision.by.clone(),
            holders: self.holders(&decision.by),
            review: decision.review.clone(),
            resources: decision.resources.clone(),
            budget: decision.budget.as_ref().map(|budget| budget.amount.to_string()),
            state,
            actions_open: open.len(),
            actions_overdue: open.iter().filter(|action| action.due < on).count(),
            next_due,
            carried_out_on,
            actions: decision.actions.iter().map(|action| self.decision_action(action)).collect(),
            rule,
            effective_on,
            entities,
        }
    }

    fn decision_action(&self, action: &Action) -> DecisionAction {
        let on = self.date();
        let done_on = action.done_on.filter(|done| *done <= on);
        DecisionAction {
            title: action.title.clone(),
            owner: action.owner.clone(),
            holders: self.holders(&action.owner),
            due: action.due,
            done_on,
            days_late: done_on.unwrap_or(on).days_since(action.due).max(0),
        }
    }
}
