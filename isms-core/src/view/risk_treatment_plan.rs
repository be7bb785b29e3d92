//! The risk treatment plan on a date (clauses 6.1.3 e and f, and 8.3).

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Rule, View};
use crate::model::{
    Acceptance, Action, Control, Date, Id, Link, Person, Risk, Role, Stage, TreatmentStrategy,
};
use crate::risk::{self, Rating, Standing};

/// The risk treatment plan on a date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RiskTreatmentPlan {
    /// The date looked at.
    pub as_of: Date,
    /// Actions not done.
    pub actions_open: usize,
    /// Of those, past their day.
    pub actions_overdue: usize,
    /// Risks that are not acceptable by their rating, or that have a treatment: what is owed first.
    pub items: Vec<RiskTreatment>,
}

/// A risk and its treatment.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RiskTreatment {
    /// The risk.
    pub risk: Id<Risk>,
    /// Its title.
    pub title: String,
    /// The risk owner.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// Rating without controls.
    pub inherent: Option<Rating>,
    /// Rating with the controls in force.
    pub residual: Option<Rating>,
    /// Rating with the treatment done.
    pub target: Option<Rating>,
    /// Against what is acceptable.
    pub standing: Standing,
    /// How far its treatment is.
    pub state: TreatmentState,
    /// The option chosen.
    pub option: Option<TreatmentStrategy>,
    /// Controls that treat it.
    pub controls: Vec<Id<Control>>,
    /// What is to be done, the first due first.
    pub actions: Vec<TreatmentAction>,
    /// The owner's acceptance in force, or the last that ran out.
    pub acceptance: Option<ResidualAcceptance>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of the state.
    pub effective_on: Date,
    /// The risk and its controls.
    pub entities: Vec<Link>,
}

/// How far the treatment of a risk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TreatmentState {
    /// Neither acceptable nor accepted, and nothing is planned that is not done.
    Untreated,
    /// An action is past its day.
    Late,
    /// There is something to do, and time for it.
    UnderWay,
    /// Nothing is left to do, and its owner has accepted what remains.
    Accepted,
    /// Nothing is left to do, and it is acceptable.
    Done,
}

/// An action of a treatment plan.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TreatmentAction {
    /// What.
    pub title: String,
    /// Who owes it.
    pub owner: Id<Role>,
    /// When it is due.
    pub due: Date,
    /// When it was done, if that was by the date.
    pub done_on: Option<Date>,
    /// Days past its day; 0 if it is done or not due yet.
    pub days_overdue: i64,
    /// What it costs once: a decimal amount in the currency of the record.
    #[schemars(with = "Option<String>")]
    pub cost: Option<Decimal>,
}

/// An owner's decision to keep what remains of a risk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ResidualAcceptance {
    /// When.
    pub accepted_on: Date,
    /// Last day it holds.
    pub until: Date,
    /// Who decided.
    pub by: Id<Role>,
    /// Why.
    pub reason: String,
    /// Whether it holds on the date looked at.
    pub in_force: bool,
}

impl View<'_> {
    /// The risk treatment plan: each risk that is not acceptable by its rating or has a treatment, with its owner, the
    /// option chosen, what is to be done by whom and when, what is aimed at, and what its owner has accepted.
    ///
    /// A risk whose residual level nobody has assessed is in the plan only if it has a treatment. An action is late from
    /// the day after it is due.
    pub fn risk_treatment_plan(&self) -> RiskTreatmentPlan {
        let mut items: Vec<RiskTreatment> =
            self.live_risks().filter_map(|risk| self.risk_treatment(risk)).collect();
        items.sort_by(|a, b| (a.state, &a.risk).cmp(&(b.state, &b.risk)));
        let open = || items.iter().flat_map(|item| &item.actions).filter(|action| action.done_on.is_none());
        RiskTreatmentPlan {
            as_of: self.date(),
            actions_open: open().count(),
            actions_overdue: open().filter(|action| action.days_overdue > 0).count(),
            items,
        }
    }

    fn risk_treatment(&self, risk: &Risk) -> Option<RiskTreatment> {
        let on = self.date();
        let residual = self.rating(risk, Stage::Residual);
        let standing = risk::standing(risk, residual.as_ref(), on);
        if risk.treatment.is_none() && matches!(standing, Standing::Acceptable | Standing::NotAssessed) {
            return None;
        }
        let acceptance = risk::acceptance_on(risk, on);
        let mut actions: Vec<TreatmentAction> =
            risk.actions().iter().map(|action| treatment_action(action, on)).collect();
        actions.sort_by(|a, b| (a.due, &a.title).cmp(&(b.due, &b.title)));
        let (state, rule, effective_on) = state(risk, residual.as_ref(), standing, acceptance, &actions);
        let mut entities = vec![Link::to(&risk.id)];
        entities.extend(risk.controls.iter().map(Link::to));
        Some(RiskTreatment {
            risk: risk.id.clone(),
            title: risk.title.clone(),
            owner: risk.owner.clone(),
            holders: self.holders(&risk.owner),
            inherent: self.rating(risk, Stage::Inherent),
            residual,
            target: self.rating(risk, Stage::Target),
            standing,
            state,
            option: risk.treatment.as_ref().map(|treatment| treatment.option),
            controls: risk.controls.clone(),
            actions,
            acceptance: acceptance.map(|acceptance| ResidualAcceptance {
                accepted_on: acceptance.accepted_on,
                until: acceptance.until,
                by: acceptance.by.clone(),
                reason: acceptance.reason.clone(),
                in_force: on <= acceptance.until,
            }),
            rule,
            effective_on,
            entities,
        })
    }
}

fn treatment_action(action: &Action, on: Date) -> TreatmentAction {
    let done_on = action.done_on.filter(|day| *day <= on);
    TreatmentAction {
        title: action.title.clone(),
        owner: action.owner.clone(),
        due: action.due,
        done_on,
        days_overdue: if done_on.is_some() { 0 } else { on.days_since(action.due).max(0) },
        cost: action.cost.as_ref().map(|cost| cost.amount),
    }
}

/// How far a treatment is, by which rule, and since when.
fn state(
    risk: &Risk,
    residual: Option<&Rating>,
    standing: Standing,
    acceptance: Option<&Acceptance>,
    actions: &[TreatmentAction],
) -> (TreatmentState, Rule, Date) {
    let rated_on = residual.map_or(risk.identified_on, |rating| rating.assessed_on);
    let last_done = actions.iter().filter_map(|action| action.done_on).max();
    // With nothing left to do, the state is that of the rating and of the last thing done.
    let settled_on = last_done.map_or(rated_on, |day| day.max(rated_on));
    let open = || actions.iter().filter(|action| action.done_on.is_none());
    if let Some(late) = open().find(|action| action.days_overdue > 0) {
        return (TreatmentState::Late, Rule::TreatmentInTime, late.due.plus_days(1));
    }
    if open().next().is_some() {
        return (TreatmentState::UnderWay, Rule::TreatmentInTime, rated_on);
    }
    match (standing, acceptance) {
        (Standing::Acceptable, _) => (TreatmentState::Done, Rule::RiskIsTreated, settled_on),
        (Standing::Accepted, Some(acceptance)) => {
            let since = acceptance.accepted_on.max(settled_on);
            (TreatmentState::Accepted, Rule::ResidualIsAccepted, since)
        }
        (Standing::AcceptanceExpired, Some(acceptance)) => {
            let since = acceptance.until.plus_days(1).max(settled_on);
            (TreatmentState::Untreated, Rule::ResidualIsAccepted, since)
        }
        _ => (TreatmentState::Untreated, Rule::RiskIsTreated, settled_on),
    }
}
