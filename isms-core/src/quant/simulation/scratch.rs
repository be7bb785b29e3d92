//! What a block is worked out in; kept from block to block.

use super::TRIALS_PER_BLOCK;
use super::cascade::Failing;
use super::chunk::CHUNK;
use super::compile::Engine;
use super::trial_rates::TrialRates;
use crate::quant::model::LossForm;

/// Sums are kept in as many parts, by the place of an event, so that wide and narrow vectors add in the same order.
pub(super) const LANES: usize = 8;
pub(super) const FORMS: usize = LossForm::ALL.len();
const TRIALS: usize = TRIALS_PER_BLOCK as usize;

/// Lists by event hold a chunk; of those that say so only the events that were kept, in front.
#[derive(Debug)]
pub(super) struct Scratch {
    /// By event the word of its trial and its first magnitude; after acceptance of those kept.
    pub(super) words: Box<[u64; CHUNK]>,
    /// Random words by event or by trial, of whatever is being drawn.
    pub(super) drawn: Vec<u64>,
    /// By event a uniform number of 32 bits.
    pub(super) throws: Vec<u32>,
    /// By event the most that it counts in any variant, or what a policy pays of it.
    pub(super) by_event: Box<[f64; CHUNK]>,
    /// Places in the chunk of the events that were kept.
    pub(super) kept: Vec<u32>,
    /// By event kept: the magnitude that is being drawn.
    pub(super) part: Vec<f64>,
    /// By event kept: what it costs at once, before controls.
    pub(super) primary: Vec<f64>,
    /// By event kept: what others' reactions and other assets cost; 0 between chunks.
    pub(super) extra: Vec<f64>,
    /// By variant and event kept: what controls leave of the primary loss.
    pub(super) left: Vec<[f64; CHUNK]>,
    /// By variant and event kept: how much it counts, 0 where it was stopped.
    pub(super) counts: Vec<[f64; CHUNK]>,
    /// By variant and form: the primary and secondary loss of the risk.
    pub(super) sums: Vec<[[f64; LANES]; FORMS]>,
    /// By variant: what other assets cost by the risk.
    pub(super) outages_of_risk: Vec<f64>,
    /// By variant and form: the loss of the block.
    pub(super) forms: Vec<[f64; FORMS]>,
    /// By variant and asset: what it cost in the block by failing with another.
    pub(super) outages: Vec<Vec<f64>>,
    /// By variant and trial: the loss.
    pub(super) years: Vec<[f64; TRIALS]>,
    /// By variant, policy and trial: what is paid, before what goes by the year.
    pub(super) paid: Vec<Vec<[f64; TRIALS]>>,
    pub(super) rates: TrialRates,
    pub(super) failing: Failing,
    /// Work done since somebody was asked whether to go on.
    pub(super) effort: usize,
}

impl Scratch {
    pub(super) fn new(engine: &Engine<'_>) -> Self {
        let variants = engine.variants.len();
        let numbers = || vec![0.0; CHUNK];
        Self {
            words: Box::new([0; CHUNK]),
            drawn: vec![0; CHUNK],
            throws: vec![0; CHUNK],
            by_event: Box::new([0.0; CHUNK]),
            kept: Vec::with_capacity(CHUNK),
            part: numbers(),
            primary: numbers(),
            extra: numbers(),
            left: vec![[0.0; CHUNK]; variants],
            counts: vec![[0.0; CHUNK]; variants],
            sums: vec![[[0.0; LANES]; FORMS]; variants],
            outages_of_risk: vec![0.0; variants],
            forms: vec![[0.0; FORMS]; variants],
            outages: vec![vec![0.0; engine.model.assets.len()]; variants],
            years: vec![[0.0; TRIALS]; variants],
            paid: vec![vec![[0.0; TRIALS]; engine.model.policies.len()]; variants],
            rates: TrialRates::new(),
            failing: Failing::new(engine.model.assets.len()),
            effort: 0,
        }
    }

    pub(super) fn begin_block(&mut self) {
        self.forms.fill([0.0; FORMS]);
        self.outages.iter_mut().for_each(|outages| outages.fill(0.0));
        self.years.fill([0.0; TRIALS]);
        self.paid.iter_mut().for_each(|paid| paid.fill([0.0; TRIALS]));
    }

    pub(super) fn begin_risk(&mut self) {
        self.sums.fill([[0.0; LANES]; FORMS]);
        self.outages_of_risk.fill(0.0);
    }
}
