//! What is kept of losses by what brought them about: exact sums, which merge in any order.

use serde::{Deserialize, Serialize};

use super::exact::ExactSum;
use super::scratch::FORMS;
use crate::quant::model::LossModel;

/// Sums over years of a variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sums {
    /// By risk: primary and secondary losses.
    pub(super) risks: Vec<ExactSum>,
    /// By risk: what assets cost that failed with the one it hit.
    pub(super) outages_by_risk: Vec<ExactSum>,
    /// By asset: what it cost as it failed with another.
    pub(super) outages: Vec<ExactSum>,
    /// By form of loss.
    pub(super) forms: [ExactSum; FORMS],
    /// By policy: what it paid.
    pub(super) policies: Vec<ExactSum>,
}

impl Sums {
    pub(super) fn new(model: &LossModel) -> Self {
        let zeros = |count| vec![ExactSum::default(); count];
        Self {
            risks: zeros(model.risks.len()),
            outages_by_risk: zeros(model.risks.len()),
            outages: zeros(model.assets.len()),
            forms: Default::default(),
            policies: zeros(model.policies.len()),
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (ours, theirs) in self.all().zip(other.lists().into_iter().flatten()) {
            ours.merge(theirs);
        }
    }

    /// Whether there is a sum for each part of a model.
    pub(super) fn fits(&self, model: &LossModel) -> bool {
        self.lengths() == Self::new(model).lengths()
    }

    /// How many sums there are of each kind.
    pub(super) fn lengths(&self) -> [usize; 5] {
        self.lists().map(<[ExactSum]>::len)
    }

    fn lists(&self) -> [&[ExactSum]; 5] {
        [&self.risks, &self.outages_by_risk, &self.outages, &self.forms, &self.policies]
    }

    fn all(&mut self) -> impl Iterator<Item = &mut ExactSum> {
        let Self { risks, outages_by_risk, outages, forms, policies } = self;
        let lists = risks.iter_mut().chain(outages_by_risk).chain(outages).chain(forms);
        lists.chain(policies)
    }
}
