//! What a change would do before it is made: every figure before, after and the difference (clauses 6.1.3 and 6.3).

mod assumption;
mod figures;

pub use assumption::{Assumption, DelayedAction, DroppedSupplier};
pub use figures::{
    AppetiteDifference, CountDifference, FigureDifference, LevelDifference, ReadinessColumn,
    ReadinessDifference, RiskDifference, RiskLossDifference, StageDifference,
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::assumption::Supposed;
use super::loss::{DEFAULT_TRIALS, at_most, check_levels};
use super::{Appetite, Overdue, Readiness, View};
use crate::error::Result;
use crate::model::{Date, Id, Risk, Stage};
use crate::quant::{self, LossModel, QuantifiedRisk, Simulation};
use crate::record::{Changes, Difference};

/// The most years that are simulated twice; for more, compare the models of [`View::loss_model`].
const MOST_TRIALS: u64 = 1_000_000;

/// What would change, and how to look at it. Changes come first, and then the assumptions in their order.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WhatIfParameters {
    /// Changes to the record, as they are applied: one, a list of them or a change set; none if absent.
    #[serde(default)]
    pub changes: Option<Changes>,
    /// What is taken to be so beside them; nothing if absent.
    #[serde(default)]
    pub assumptions: Option<Vec<Assumption>>,
    /// Years to simulate; 20 000 if absent, a million at most.
    #[serde(default)]
    pub trials: Option<u64>,
    /// Equal seeds give equal answers; 1 if absent. The figures before are then those of the view `loss`.
    #[serde(default)]
    pub seed: Option<u64>,
    /// Shares of years at which to tell value at risk and expected shortfall; 0.5, 0.9, 0.95 and 0.99 if absent.
    #[serde(default)]
    pub levels: Option<Vec<f64>>,
}

/// What would change.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct WhatIf {
    /// The date looked at.
    pub as_of: Date,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// Years simulated.
    pub trials: u64,
    /// The seed.
    pub seed: u64,
    /// How probably an interval holds the true difference.
    pub confidence: f64,
    /// What would not be the same in the record, field by field.
    pub changed: Difference,
    /// The losses of each stage. None where no risk has figures, before and after.
    pub stages: Vec<StageDifference>,
    /// The risks whose loss or computed residual level would differ, by id.
    pub risks: Vec<RiskDifference>,
    /// What an auditor would raise, by grade: today, and on the day of the next audit.
    pub readiness: Vec<ReadinessDifference>,
    /// Duties that are overdue.
    pub overdue: CountDifference,
    /// Risks that are stated above the appetite and not accepted; none without risk criteria.
    pub above_appetite: Option<CountDifference>,
    /// Risks whose residual level is not acceptable as computed from the controls in force; none without risk criteria.
    pub computed_unacceptable: Option<CountDifference>,
    /// The actions that are delayed, and what that costs.
    pub delayed: Vec<DelayedAction>,
    /// The suppliers that are gone, and what is gone with them.
    pub dropped: Vec<DroppedSupplier>,
}

impl View<'_> {
    /// What changes of the record would do, and what else may come to pass: losses, risks, readiness and what is overdue,
    /// before, after and the difference. Nothing is written.
    ///
    /// The losses before and after are of the same random numbers, so that the interval of a difference is far narrower
    /// than those of the figures: see [`quant::compare`]. How often threats act, what controls stop and which policies pay
    /// is as the record would have it; a residual assessment that somebody stated stays as stated.
    ///
    /// Errors: changes that the record refuses and assumptions that name nothing, with their place; parameters out of
    /// their range; figures that give no finite loss.
    ///
    /// ```
    /// use isms_core::prelude::*;
    /// use isms_core::view::{Assumption, WhatIfParameters};
    ///
    /// let isms = Isms::from_json(r#"{"format": "isms/1",
    ///   "organisation": {"name": "Example", "scope": "All", "currency": "EUR"},
    ///   "roles": [{"id": "COO", "name": "Operations"}], "threats": [{"id": "T-1", "name": "Ransomware"}],
    ///   "risks": [{"id": "R-1", "title": "Ransomware", "owner": "COO", "identified_on": "2026-01-01", "threats": ["T-1"],
    ///     "quantifications": [{"quantified_on": "2026-01-01",
    ///       "frequency": {"loss_event_frequency": {"distribution": "fixed", "value": 0.5}},
    ///       "primary": {"response": {"distribution": "uniform", "low": 1000, "high": 3000}}}]}]}"#)?;
    /// let twice = Assumption::ScaleThreatRate { threat: "T-1".into(), factor: 2.0 };
    /// let asked = WhatIfParameters { assumptions: Some(vec![twice]), ..WhatIfParameters::default() };
    /// let found = isms.as_of("2026-06-30".parse()?).what_if(&asked)?;
    /// let mean = &found.stages[0].mean;
    /// assert!(mean.low < Some(1000.0) && Some(1000.0) < mean.high);
    /// # Ok::<(), isms_core::Error>(())
    /// ```
    pub fn what_if(&self, parameters: &WhatIfParameters) -> Result<WhatIf> {
        let levels = parameters.levels.clone().unwrap_or_else(|| quant::DEFAULT_LEVELS.to_vec());
        let trials = parameters.trials.unwrap_or(DEFAULT_TRIALS);
        at_most("trials", trials, MOST_TRIALS)?;
        check_levels(&levels)?;
        let simulation = Simulation {
            stages: Stage::ALL.to_vec(),
            ..Simulation::new(trials, parameters.seed.unwrap_or(1))
        };
        let changes = parameters.changes.as_ref().map(Changes::read).transpose()?.unwrap_or_default();
        let assumptions = parameters.assumptions.as_deref().unwrap_or_default();
        let mut supposed = Supposed::new(self.isms(), self.date(), &changes, assumptions)?;
        let (delayed, dropped) =
            (std::mem::take(&mut supposed.delayed), std::mem::take(&mut supposed.dropped));
        let after = supposed.view();
        let mut answer = WhatIf {
            as_of: self.date(),
            currency: self.isms().organisation().currency.clone(),
            trials,
            seed: simulation.seed,
            confidence: 0.95,
            changed: Difference::between(self.isms(), supposed.record()),
            stages: Vec::new(),
            risks: Vec::new(),
            readiness: self.readiness_difference(&after)?,
            overdue: CountDifference::new(
                self.answer::<Overdue>()?.items.len(),
                after.answer::<Overdue>()?.items.len(),
            ),
            above_appetite: self.count_of_risks(&after, |view| Ok(view.answer::<Appetite>()?.above))?,
            computed_unacceptable: self.count_of_risks(&after, |view| view.computed_unacceptable())?,
            delayed,
            dropped,
        };
        let models = (self.recorded_loss_model()?.model, after.recorded_loss_model()?.model);
        let means = if models.0.risks.is_empty() && models.1.risks.is_empty() {
            figures::Means::default()
        } else {
            let (one, other) = (or_nothing(&models.0), or_nothing(&models.1));
            let found = quant::compare(&one, &other, &simulation, self.watch())?;
            let stage = |stage: &Stage| self.stage_difference(&after, found.stage(*stage)?, *stage, &levels);
            answer.stages = Stage::ALL.iter().map(stage).collect::<Result<_>>()?;
            figures::Means::of(&found)?
        };
        for action in &mut answer.delayed {
            action.expected_loss = means.between_stages(&action.risk, action.days_to_target);
        }
        for supplier in &mut answer.dropped {
            let loss = figures::outage_loss(&models.1, &supplier.assets, &simulation, self.watch())?;
            (supplier.outage_loss, supplier.standard_error) = (loss.value, loss.standard_error);
        }
        answer.risks = self.risk_differences(&after, &means);
        Ok(answer)
    }

    fn readiness_difference(&self, after: &View<'_>) -> Result<Vec<ReadinessDifference>> {
        Ok(ReadinessDifference::each(&*self.answer::<Readiness>()?, &*after.answer::<Readiness>()?))
    }

    /// A number of risks before and after; none where a record has no criteria to judge by.
    fn count_of_risks(
        &self,
        after: &View<'_>,
        count: impl Fn(&View<'_>) -> Result<usize>,
    ) -> Result<Option<CountDifference>> {
        if self.isms().risk_criteria().is_none() || after.isms().risk_criteria().is_none() {
            return Ok(None);
        }
        Ok(Some(CountDifference::new(count(self)?, count(after)?)))
    }

    fn computed_unacceptable(&self) -> Result<usize> {
        let criteria = self.criteria()?;
        let computed = self.live_risks().filter_map(|risk| self.in_force().residual(risk, criteria));
        Ok(computed.filter(|computed| !computed.rating.acceptable).count())
    }

    fn risk(&self, id: &Id<Risk>) -> Option<&Risk> {
        let there = |risk: &&Risk| self.date().is_within(Some(risk.identified_on), risk.retired_on);
        self.isms().risks().get(id).filter(there)
    }
}

/// A model without risks costs nothing; so does one whose only risk never comes true, and that can be simulated.
fn or_nothing(model: &LossModel) -> LossModel {
    if !model.risks.is_empty() {
        return model.clone();
    }
    let never = QuantifiedRisk::new("", crate::model::Distribution::fixed(0.0));
    LossModel { risks: vec![never], ..model.clone() }
}
