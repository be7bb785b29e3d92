//! A block of years: each risk's events, and then what goes by the year.
#![allow(clippy::indexing_slicing, reason = "variants, trials and places of the checked model")]

use super::TRIALS_PER_BLOCK;
use super::chunk::{CHUNK, OUTAGE_FORM, Place};
use super::compile::{Engine, Rate, ReadyRisk};
use super::count::{self, count};
use super::kernel::{Draw, Stream, Values, run};
use super::scratch::{LANES, Scratch};
use super::states::States;
use super::stream;
use super::sums::Sums;
use crate::error::{Error, ErrorCode, Result};
use crate::graph::Watch;
use crate::quant::model::Stage;
use crate::random::word;

const TRIALS: usize = TRIALS_PER_BLOCK as usize;
/// Events and dependencies after which somebody is asked whether to go on: some milliseconds of work.
const EFFORT: usize = 1 << 18;

impl Engine<'_> {
    /// Simulates a block. The loss of each year is then in `scratch.years`; what brought it about is added to `sums`, by
    /// variant.
    ///
    /// `weights` says by variant how much each trial counts; where it is absent each counts once. Years of which nothing
    /// counts are not worked out.
    pub(super) fn block(
        &self,
        block: u32,
        weights: Option<&[Vec<f64>]>,
        scratch: &mut Scratch,
        sums: &mut [Sums],
        watch: &Watch<'_>,
    ) -> Result<()> {
        scratch.begin_block();
        let states = self.failures.states(block, self.seed, self.arch);
        for (place, risk) in self.risks.iter().enumerate().filter(|(_, risk)| risk.counts) {
            scratch.begin_risk();
            let at = |error: Error| error.within(&format!("risks[{}]", self.model.risks[place].id));
            let events = self.events(risk, block, scratch).map_err(at)?;
            for first in (0..events).step_by(CHUNK) {
                let count = CHUNK.min((events - first) as usize);
                let chunk = Place { risk: risk.stream, block, first, count };
                self.draw_chunk(chunk, risk, &states, weights, scratch);
                if scratch.effort >= EFFORT {
                    scratch.effort = 0;
                    watch.go_on()?;
                }
            }
            add_risk(place, scratch, sums).map_err(at)?;
        }
        self.pay(weights, scratch, sums);
        for (variant, sums) in sums.iter_mut().enumerate() {
            for (sum, form) in sums.forms.iter_mut().zip(scratch.forms[variant]) {
                sum.add(form);
            }
            for (sum, outage) in sums.outages.iter_mut().zip(&scratch.outages[variant]) {
                sum.add(*outage);
            }
        }
        Ok(())
    }

    pub(super) fn draw_chunk(
        &self,
        chunk: Place,
        risk: &ReadyRisk,
        states: &States,
        weights: Option<&[Vec<f64>]>,
        scratch: &mut Scratch,
    ) {
        if let (Some(magnitude), None) = (risk.plain(), weights) {
            let mut sum = scratch.sums[0][magnitude.form];
            self.plain_chunk(chunk, risk, &magnitude.sampler, scratch, &mut sum);
            scratch.sums.iter_mut().for_each(|sums| sums[magnitude.form] = sum);
            scratch.effort += chunk.count;
        } else {
            scratch.effort += self.chunk(chunk, risk, states, weights, scratch);
        }
    }

    /// How many events a risk has in a block, before controls; where trials differ their rates are set.
    pub(super) fn events(&self, risk: &ReadyRisk, block: u32, scratch: &mut Scratch) -> Result<u32> {
        let drawn = word(0, [risk.stream, block, stream::COUNT], self.seed);
        let (rate, susceptibility, mixing) = match &risk.rate {
            Rate::Fixed(table) => return Ok(table.count(drawn)),
            Rate::Drawn { rate, susceptibility, mixing } => (rate, susceptibility, mixing),
        };
        let mut rates = [1.0; TRIALS];
        let factors = [
            (Some(rate), stream::RATE),
            (Some(susceptibility), stream::SUSCEPTIBILITY),
            (mixing.as_ref(), stream::DISPERSION),
        ];
        for (sampler, purpose) in factors {
            let Some(sampler) = sampler else { continue };
            if let Some(value) = sampler.fixed() {
                rates.iter_mut().for_each(|rate| *rate *= value);
                continue;
            }
            let stream = Stream { first: 0, name: [risk.stream, block, purpose], seed: self.seed };
            let Scratch { drawn, part, .. } = &mut *scratch;
            run(self.arch, Draw { stream, words: &mut *drawn });
            run(self.arch, Values { words: drawn, sampler, values: part });
            rates.iter_mut().zip(part).for_each(|(rate, value)| *rate *= *value);
        }
        let mean = scratch.rates.set(&rates);
        if mean <= count::MOST {
            return Ok(count(mean, drawn));
        }
        let problem = format!("{mean} events were drawn for {TRIALS} years, more than can be simulated");
        let remedy = "cut off the distribution of the rate, or state losses by the year instead of by event";
        Err(Error::new(ErrorCode::Limit, "rate", problem, remedy))
    }

    /// Takes from the years what policies pay.
    fn pay(&self, weights: Option<&[Vec<f64>]>, scratch: &mut Scratch, sums: &mut [Sums]) {
        for (variant, years) in scratch.years.iter_mut().enumerate() {
            if self.variants[variant].stage == Stage::Inherent {
                continue;
            }
            for (policy, terms) in self.model.policies.iter().enumerate() {
                let mut all = 0.0;
                for (trial, (year, paid)) in years.iter_mut().zip(scratch.paid[variant][policy]).enumerate() {
                    let above = (paid - terms.aggregate_deductible).max(0.0);
                    let pays = above.min(terms.aggregate_limit.unwrap_or(f64::INFINITY));
                    // Sums of events in another order may differ by a rounding.
                    *year = (*year - pays).max(0.0);
                    all += weights.map_or(1.0, |weights| weights[variant][trial]) * pays;
                }
                sums[variant].policies[policy].add(all);
            }
        }
    }
}

/// Adds what a risk cost in a block.
pub(super) fn add_risk(place: usize, scratch: &mut Scratch, sums: &mut [Sums]) -> Result<()> {
    for (variant, sums) in sums.iter_mut().enumerate() {
        let mut direct = 0.0;
        for (form, lanes) in scratch.forms[variant].iter_mut().zip(&scratch.sums[variant]) {
            let sum = fold(lanes);
            direct += sum;
            *form += sum;
        }
        let outages = scratch.outages_of_risk[variant];
        scratch.forms[variant][OUTAGE_FORM] += outages;
        if !(direct + outages).is_finite() {
            let problem = format!("{} was drawn for the losses of {TRIALS} years", direct + outages);
            let remedy = "cut off the distributions of its magnitudes and of outage losses";
            return Err(Error::new(ErrorCode::Limit, "", problem, remedy));
        }
        sums.risks[place].add(direct);
        sums.outages_by_risk[place].add(outages);
    }
    Ok(())
}

/// The sum of the lanes, in one order.
pub(super) fn fold([a, b, c, d, e, f, g, h]: &[f64; LANES]) -> f64 {
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}
