//! Whose the loss of each year is: what every risk costs in it, net of what policies pay.
#![allow(clippy::indexing_slicing, reason = "places of the checked model, trials of a block")]

use std::collections::BTreeMap;

use super::block::add_risk;
use super::chunk::{CHUNK, Place};
use super::compile::{Engine, Variant};
use super::exact::ExactSum;
use super::run::in_parts;
use super::scratch::Scratch;
use super::sums::Sums;
use super::{Simulation, TRIALS_PER_BLOCK};
use crate::error::{Error, ErrorCode, Result};
use crate::graph::Watch;
use crate::quant::model::LossModel;

const TRIALS: usize = TRIALS_PER_BLOCK as usize;

/// The losses of simulated years by risk, net of what policies pay.
///
/// What a policy pays for a year is shared among the risks in proportion to what it would pay for their events before
/// what goes by the year, so that no risk's loss falls below 0 and the risks sum to the year.
#[derive(Debug, Clone, PartialEq)]
pub struct YearlyLosses {
    /// By group of risks, the loss of each year in the order of trials.
    pub years: Vec<Vec<f64>>,
    /// By risk of the model, its mean loss of a year.
    pub means: Vec<f64>,
}

/// Simulates the years of one stage and tells the loss of each by groups of risks: `groups` says for each risk of the
/// model which it belongs to, counted from 0. The years are those of [`simulate`](super::simulate), bit for bit the same
/// events; their sums differ by rounding.
///
/// Errors: a model or simulation that does not check, more than one stage, groups that are not one a risk, the work
/// stopped.
///
/// ```
/// use isms_core::graph::Watch;
/// use isms_core::model::Distribution;
/// use isms_core::quant::{LossForm, LossModel, Magnitude, QuantifiedRisk, Simulation, yearly_losses};
///
/// let risk = |id: &str, amount: f64| QuantifiedRisk {
///     primary: vec![Magnitude::new(LossForm::Response, Distribution::fixed(amount))],
///     ..QuantifiedRisk::new(id, Distribution::fixed(2.0))
/// };
/// let model = LossModel { risks: vec![risk("R-1", 10.0), risk("R-2", 30.0)], ..LossModel::default() };
/// let losses = yearly_losses(&model, &Simulation::new(4096, 1), &[0, 0], &Watch::none())?;
/// assert_eq!((losses.years.len(), losses.years[0].len()), (1, 4096));
/// assert!((losses.means[1] - 60.0).abs() < 3.0);
/// # Ok::<(), isms_core::Error>(())
/// ```
pub fn yearly_losses(
    model: &LossModel,
    simulation: &Simulation,
    groups: &[usize],
    watch: &Watch<'_>,
) -> Result<YearlyLosses> {
    simulation.check()?;
    let [stage] = simulation.stages.as_slice() else {
        let problem = format!("there are {}", simulation.stages.len());
        return Err(Error::new(ErrorCode::Value, "stages", problem, "ask for one stage at a time"));
    };
    if groups.len() != model.risks.len() {
        let problem = format!("{} for {} risks", groups.len(), model.risks.len());
        return Err(Error::new(ErrorCode::Value, "groups", problem, "name the group of each risk"));
    }
    let count = groups.iter().max().map_or(0, |last| last + 1);
    let engine = Engine::new(model, simulation.seed, vec![Variant { stage: *stage, without: None }])?;
    watch.begin(simulation.trials as usize)?;
    let part = |blocks: std::ops::Range<u64>| {
        let mut scratch = Scratch::new(&engine);
        let mut found =
            Found { years: vec![Vec::new(); count], sums: vec![Default::default(); groups.len()] };
        for block in blocks {
            let trials = (simulation.first_trial(block + 1) - simulation.first_trial(block)) as usize;
            engine.block_by_risk(block as u32, trials, groups, &mut scratch, &mut found, watch)?;
            watch.parts_done(trials)?;
        }
        Ok(found)
    };
    let all = in_parts(0..simulation.blocks(), simulation.threads, part, |mut all, next| {
        all.years.iter_mut().zip(next.years).for_each(|(all, next)| all.extend(next));
        let sums = all.sums.iter_mut().flatten().zip(next.sums.iter().flatten());
        sums.for_each(|(all, next)| all.merge(next));
        Ok(all)
    })?;
    let net = |[lost, paid]: &[ExactSum; 2]| (lost.value() - paid.value()).max(0.0);
    let means = all.sums.iter().map(|sums| net(sums) / simulation.trials as f64).collect();
    Ok(YearlyLosses { years: all.years, means })
}

/// What some blocks come to.
struct Found {
    years: Vec<Vec<f64>>,
    /// By risk; exact, so that no mean depends on which blocks were done together.
    sums: Vec<[ExactSum; 2]>,
}

/// Which of the sums of a risk an amount belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    Lost,
    Paid,
}

impl Engine<'_> {
    /// Appends the years of a block, and adds to the sums of each risk.
    fn block_by_risk(
        &self,
        block: u32,
        trials: usize,
        groups: &[usize],
        scratch: &mut Scratch,
        found: &mut Found,
        watch: &Watch<'_>,
    ) -> Result<()> {
        scratch.begin_block();
        found.years.iter_mut().for_each(|years| years.resize(years.len() + trials, 0.0));
        let states = self.failures.states(block, self.seed, self.arch);
        let mut unused = [Sums::new(self.model)];
        // By policy and risk: what it would pay for the events of each year.
        let mut claims: BTreeMap<(usize, usize), Vec<f64>> = BTreeMap::new();
        for (place, risk) in self.risks.iter().enumerate() {
            scratch.begin_risk();
            scratch.years[0].fill(0.0);
            scratch.paid[0].iter_mut().for_each(|paid| paid.fill(0.0));
            let at = |error: Error| error.within(&format!("risks[{}]", self.model.risks[place].id));
            let events = self.events(risk, block, scratch).map_err(at)?;
            for first in (0..events).step_by(CHUNK) {
                let count = CHUNK.min((events - first) as usize);
                self.draw_chunk(
                    Place { risk: risk.stream, block, first, count },
                    risk,
                    &states,
                    None,
                    scratch,
                );
            }
            add_risk(place, scratch, &mut unused).map_err(at)?;
            found.add(place, groups[place], &scratch.years[0][..trials], Entry::Lost);
            for policy in &risk.policies {
                claims.insert((*policy, place), scratch.paid[0][*policy][..trials].to_vec());
            }
            watch.go_on()?;
        }
        for (policy, terms) in self.model.policies.iter().enumerate() {
            let of_policy =
                || claims.range((policy, 0)..(policy + 1, 0)).map(|((_, place), paid)| (*place, paid));
            let mut claimed = vec![0.0; trials];
            for (_, paid) in of_policy() {
                claimed.iter_mut().zip(paid).for_each(|(claimed, paid)| *claimed += paid);
            }
            let mut pays = [0.0; TRIALS];
            for (share, claimed) in pays.iter_mut().zip(&claimed).filter(|(_, claimed)| **claimed > 0.0) {
                let above = (claimed - terms.aggregate_deductible).max(0.0);
                *share = above.min(terms.aggregate_limit.unwrap_or(f64::INFINITY)) / claimed;
            }
            for (place, paid) in of_policy() {
                let of_risk: Vec<f64> = paid.iter().zip(&pays).map(|(paid, share)| paid * share).collect();
                found.add(place, groups[place], &of_risk, Entry::Paid);
            }
        }
        // Sums in another order may be below 0 by a rounding.
        for years in &mut found.years {
            let from = years.len() - trials;
            years[from..].iter_mut().for_each(|loss| *loss = loss.max(0.0));
        }
        Ok(())
    }
}

impl Found {
    /// Adds what a risk costs, or what is paid of that, to the last years that there are.
    fn add(&mut self, risk: usize, group: usize, amounts: &[f64], is: Entry) {
        let sign = if is == Entry::Lost { 1.0 } else { -1.0 };
        let years = &mut self.years[group];
        let from = years.len() - amounts.len();
        years[from..].iter_mut().zip(amounts).for_each(|(year, amount)| *year += sign * amount);
        self.sums[risk][is as usize].add(amounts.iter().sum());
    }
}
