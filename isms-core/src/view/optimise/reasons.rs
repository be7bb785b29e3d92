//! Why an option is chosen or not, as the answer tells it.

use super::super::treatment_problem::Barred;
use super::super::{Rule, View};
use super::answer::{OptimisedOption, OptionReason};
use crate::model::{Kind, Link, TreatmentOption};
use crate::treatment::Reason;

/// The reason, and the entities that it names.
pub(super) fn told(reason: &Reason) -> (OptionReason, Vec<Link>) {
    let options = |ids: &[String]| ids.iter().map(|id| Link::new(Kind::TreatmentOption, id)).collect();
    match reason {
        Reason::Saves { .. } => (OptionReason::Saves, vec![]),
        Reason::RequiredBy { candidates } => (OptionReason::RequiredByOthers, options(candidates)),
        Reason::Spare => (OptionReason::Spare, vec![]),
        Reason::NoEffect => (OptionReason::NoEffect, vec![]),
        Reason::NothingLeft => (OptionReason::NothingLeft, vec![]),
        Reason::OverBudget { .. } => (OptionReason::OverBudget, vec![]),
        Reason::ExcludedBy { candidate } => {
            (OptionReason::Excluded, vec![Link::new(Kind::TreatmentOption, candidate)])
        }
        Reason::GroupIsFull { group } => {
            (OptionReason::GroupIsFull, vec![Link::new(Kind::TreatmentGroup, group)])
        }
        Reason::Lacks { candidates } => (OptionReason::LacksRequired, options(candidates)),
        Reason::NoHours { owner, .. } => (OptionReason::NoHours, vec![Link::new(Kind::Role, owner)]),
        Reason::NoMoney { .. } => (OptionReason::NoMoney, vec![]),
        Reason::NotNeeded => (OptionReason::NotNeeded, vec![]),
    }
}

/// The same of an option that cannot be chosen at all, and the reason in words.
pub(super) fn barred(why: Barred<'_>) -> (OptionReason, Vec<Link>, String) {
    match why {
        Barred::NoStart => {
            let why = "its window to start lies in none of the quarters, or it would be in effect too late";
            (OptionReason::NoStart, vec![], why.to_owned())
        }
        Barred::Lacks(required) => {
            let why = format!("it requires {required}, which cannot be chosen");
            (OptionReason::LacksRequired, vec![Link::to(required)], why)
        }
        Barred::Excluded(other) => {
            let why = format!("it cannot stand beside {other}, which is decided on");
            (OptionReason::Excluded, vec![Link::to(other)], why)
        }
    }
}

impl View<'_> {
    /// The row of an option that is not chosen and of which no figure is known.
    pub(super) fn unexplained(
        &self,
        option: &TreatmentOption,
        reason: OptionReason,
        others: Vec<Link>,
    ) -> OptimisedOption {
        OptimisedOption {
            option: option.id.clone(),
            title: option.title.clone(),
            owner: option.owner.clone(),
            holders: self.holders(&option.owner),
            chosen: false,
            starts_on: None,
            in_effect_on: None,
            cost: None,
            alone: None,
            last_in: None,
            alone_per_cost: None,
            last_in_per_cost: None,
            share_of_redraws: None,
            share_low: None,
            share_high: None,
            reason,
            sentence: String::new(),
            effects: Vec::new(),
            rule: Rule::BestTreatmentChosen,
            effective_on: self.date(),
            entities: [Link::to(&option.id), Link::to(&option.owner)].into_iter().chain(others).collect(),
        }
    }
}
