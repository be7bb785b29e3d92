//! What a range of blocks came to, as it is sent and merged.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::sketch::Sketch;
use super::sums::Sums;
use super::{Simulation, TRIALS_PER_BLOCK};
use crate::error::{Error, ErrorCode, Result};
use crate::quant::model::{LossModel, Stage};

const FORMAT: &[u8] = b"isms-partial/1\n";
const CHECKSUM: usize = 32;

/// What a range of blocks came to. Partial results of adjacent ranges merge, in any grouping, to the same bits as one
/// run over all of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Partial {
    /// SHA-256 of the model.
    pub(super) model: [u8; 32],
    pub(super) trials: u64,
    pub(super) seed: u64,
    pub(super) stages: Vec<Stage>,
    pub(super) keep_samples: bool,
    pub(super) blocks: Range<u64>,
    /// By stage.
    pub(super) results: Vec<StageResult>,
}

/// What the years of a stage came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct StageResult {
    /// By block the sum of the losses.
    pub(super) sums: Vec<f64>,
    /// By block the sum of their squares.
    pub(super) squares: Vec<f64>,
    /// Years by their losses, where samples are not kept.
    pub(super) sketch: Sketch,
    /// By year the loss, if samples are kept.
    pub(super) samples: Vec<f64>,
    /// What brought them about.
    pub(super) by: Sums,
}

impl StageResult {
    pub(super) fn new(model: &LossModel) -> Self {
        Self {
            sums: Vec::new(),
            squares: Vec::new(),
            sketch: Sketch::default(),
            samples: Vec::new(),
            by: Sums::new(model),
        }
    }

    fn append(&mut self, mut next: Self) {
        self.sums.append(&mut next.sums);
        self.squares.append(&mut next.squares);
        self.sketch.merge(next.sketch);
        self.samples.append(&mut next.samples);
        self.by.merge(&next.by);
    }
}

impl Partial {
    /// The blocks it is of.
    pub fn blocks(&self) -> Range<u64> {
        self.blocks.clone()
    }

    /// The simulation it is a part of, but for threads.
    pub fn simulation(&self) -> Simulation {
        Simulation {
            trials: self.trials,
            seed: self.seed,
            stages: self.stages.clone(),
            keep_samples: self.keep_samples,
            threads: None,
        }
    }

    /// Merges results of adjacent ranges, in whatever order they came.
    ///
    /// Errors: none at all, results of different models or simulations, a gap, blocks that are there twice.
    pub fn merge(parts: impl IntoIterator<Item = Self>) -> Result<Self> {
        let mut parts: Vec<Self> = parts.into_iter().collect();
        parts.sort_by_key(|part| part.blocks.start);
        let mut parts = parts.into_iter();
        let none =
            || Error::new(ErrorCode::MissingField, "", "there is nothing to merge", "give partial results");
        let mut all = parts.next().ok_or_else(none)?;
        for part in parts {
            all.append(part)?;
        }
        Ok(all)
    }

    /// Adds the result of the blocks that follow.
    pub(super) fn append(&mut self, next: Self) -> Result<()> {
        let refuse = |problem: String, remedy: &str| Err(Error::new(ErrorCode::Value, "", problem, remedy));
        if self.model != next.model {
            let remedy = "merge only what was simulated from equal bytes of a model";
            return refuse("the partial results are of different models".to_owned(), remedy);
        }
        if self.simulation() != next.simulation() {
            let remedy = "merge only results of equal trials, seed, stages and keeping of samples";
            return refuse("the partial results are of different simulations".to_owned(), remedy);
        }
        let (end, start) = (self.blocks.end, next.blocks.start);
        if start > end {
            return refuse(format!("the blocks {end} to {} are missing", start - 1), "simulate them too");
        }
        if start < end {
            return refuse(format!("block {start} is there twice"), "merge ranges that do not overlap");
        }
        self.blocks.end = next.blocks.end;
        for (ours, theirs) in self.results.iter_mut().zip(next.results) {
            ours.append(theirs);
        }
        Ok(())
    }

    /// Whether it was simulated from a model.
    pub(super) fn check_model(&self, model: &LossModel) -> Result<()> {
        let problem = if model.digest() != self.model {
            "the result is of another model"
        } else if !self.results.iter().all(|result| result.by.fits(model)) {
            "the result is not of this model's size"
        } else {
            return Ok(());
        };
        Err(Error::new(ErrorCode::Value, "", problem, "give the model that was simulated"))
    }

    /// As bytes with version and checksum.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let problem = |error| Error::new(ErrorCode::Format, "", format!("cannot be written: {error}"), "");
        let mut bytes = postcard::to_extend(self, FORMAT.to_vec()).map_err(problem)?;
        bytes.extend(Sha256::digest(&bytes));
        Ok(bytes)
    }

    /// Reads what [`Partial::to_bytes`] wrote, and checks it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let remedy = "give the bytes that a partial result was written to, by this version of the library";
        let refuse = |problem: &str| Error::new(ErrorCode::Format, "", problem, remedy);
        let body = bytes.len().checked_sub(CHECKSUM).and_then(|end| bytes.split_at_checked(end));
        let (body, checksum) = body.ok_or_else(|| refuse("the bytes are no partial result"))?;
        let data = body.strip_prefix(FORMAT).ok_or_else(|| refuse("the bytes are no partial result"))?;
        if Sha256::digest(body).as_slice() != checksum {
            return Err(Error::new(
                ErrorCode::Integrity,
                "",
                "the bytes of the partial result were changed",
                remedy,
            ));
        }
        let (partial, rest) = postcard::take_from_bytes::<Self>(data)
            .map_err(|error| refuse(&format!("the partial result: {error}")))?;
        if !rest.is_empty() || !partial.is_consistent() {
            return Err(refuse("the partial result does not agree with itself"));
        }
        Ok(partial)
    }

    /// Whether the lists have the lengths that the ranges tell.
    fn is_consistent(&self) -> bool {
        if self.simulation().check().is_err() || self.blocks.end > self.simulation().blocks() {
            return false;
        }
        if self.blocks.start >= self.blocks.end || self.results.len() != self.stages.len() {
            return false;
        }
        let blocks = self.blocks.end - self.blocks.start;
        let trials =
            (self.blocks.end * TRIALS_PER_BLOCK).min(self.trials) - self.blocks.start * TRIALS_PER_BLOCK;
        let (samples, counted) = if self.keep_samples { (trials, 0) } else { (0, trials) };
        let lengths = self.results.first().map(|result| result.by.lengths());
        self.results.iter().all(|result| {
            result.sums.len() as u64 == blocks
                && result.squares.len() as u64 == blocks
                && result.samples.len() as u64 == samples
                && result.sketch.holds(counted)
                && Some(result.by.lengths()) == lengths
        })
    }
}
