//! Simulated losses: from a record or the bytes of a model, whole or in parts, and the figures of what came out.

use std::ffi::c_char;
use std::slice;
use std::sync::Arc;

use isms_core::Error;
use isms_core::model::{Date, Stage};
use isms_core::quant::{LossModel, Losses, Partial, Simulation, partial, simulate};

use crate::graph::{fill, isms_progress_t, watched};
use crate::handle::hand_over;
use crate::question::answer;
use crate::record::record;
use crate::status::{Failure, guard};
use crate::string::{bytes, give_bytes, text};
use crate::{isms_error_t, isms_status_t, isms_string_t, isms_t};

/// What was simulated, at one stage.
pub struct isms_result_t {
    /// All of it, which the results of other stages share.
    losses: Arc<Losses>,
    stage: Stage,
}

/// Which controls count.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum isms_stage_t {
    /// Those in force, and insurance.
    ISMS_RESIDUAL = 0,
    /// None, and no insurance.
    ISMS_INHERENT = 1,
    /// Those planned as well, and insurance.
    ISMS_TARGET = 2,
}

/// What to simulate. Zeroed but for `trials` it is the residual stage, samples kept, on all cores.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct isms_simulation_t {
    /// The date of the record looked at (`YYYY-MM-DD`); looked at only where a record is simulated.
    pub as_of: *const c_char,
    /// Years to simulate.
    pub trials: u64,
    /// Equal seeds give equal results to the last bit, on any number of threads and machines.
    pub seed: u64,
    /// Which controls count.
    pub stage: isms_stage_t,
    /// Whether to keep no samples: then memory stays small for any number of years, and quantiles are within 0.05 %.
    pub discard_samples: bool,
    /// Whether to simulate every stage, on the same random numbers: `isms_result_stage` tells of the others.
    pub all_stages: bool,
    /// Threads to use; 0 for as many as there are cores.
    pub threads: usize,
    /// Who is told how many years are done, and may stop the work; may be NULL.
    pub progress: *const isms_progress_t,
}

impl From<isms_stage_t> for Stage {
    fn from(stage: isms_stage_t) -> Self {
        match stage {
            isms_stage_t::ISMS_RESIDUAL => Self::Residual,
            isms_stage_t::ISMS_INHERENT => Self::Inherent,
            isms_stage_t::ISMS_TARGET => Self::Target,
        }
    }
}

impl isms_simulation_t {
    fn simulation(&self) -> Simulation {
        Simulation {
            stages: if self.all_stages { Stage::ALL.to_vec() } else { vec![self.stage.into()] },
            keep_samples: !self.discard_samples,
            threads: (self.threads > 0).then_some(self.threads),
            ..Simulation::new(self.trials, self.seed)
        }
    }

    /// Who is told.
    ///
    /// # Safety
    /// `progress` is NULL or points to who is told.
    unsafe fn progress(&self) -> Option<&isms_progress_t> {
        // SAFETY: as the caller promises.
        unsafe { self.progress.as_ref() }
    }
}

/// Simulates a record on the date of `simulation`, from the figures of its risks.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_simulate(
    isms: *const isms_t,
    simulation: *const isms_simulation_t,
    out: *mut *mut isms_result_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live record; NULL or a simulation.
        let (isms, asked) = unsafe { (record(isms)?, settings(simulation)?) };
        // SAFETY: NULL or a C string, as the caller promises.
        let model = isms.as_of(unsafe { date(asked.as_of) }?).loss_model()?.model;
        // SAFETY: `progress` is as the header says.
        let progress = unsafe { asked.progress() };
        let losses = watched(progress, |watch| simulate(&model, &asked.simulation(), watch))?;
        // SAFETY: NULL or room for a pointer.
        unsafe { hand_over(out, isms_result_t { losses: losses.into(), stage: asked.stage.into() }) }
    })
}

/// Writes the loss model of a record on a date as bytes with a version and a checksum, to be simulated in parts.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_loss_model(
    isms: *const isms_t,
    as_of: *const c_char,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live record; NULL or a C string.
        let model = unsafe { record(isms)?.as_of(date(as_of)?) }.loss_model()?.model;
        // SAFETY: NULL or room for a string.
        unsafe { give_bytes(out, model.to_bytes()) }
    })
}

/// How many blocks a simulation has, 1024 years each; a part of it is a range of them.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_simulation_blocks(
    simulation: *const isms_simulation_t,
    blocks: *mut u64,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a simulation.
        let simulation = unsafe { settings(simulation) }?.simulation();
        simulation.check()?;
        // SAFETY: NULL or room for a number.
        unsafe { fill("blocks", blocks, &[simulation.blocks()]) }
    })
}

/// Simulates the blocks from `first` to before `end` of a model that `isms_loss_model` wrote, and writes what they come
/// to as bytes: the same on every machine.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_simulate_partial(
    model: *const c_char,
    len: usize,
    simulation: *const isms_simulation_t,
    first: u64,
    end: u64,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: `model` has `len` bytes; NULL or a simulation.
        let (model, asked) = unsafe { (bytes("model", model, len)?, settings(simulation)?) };
        let model = LossModel::from_bytes(model)?;
        // SAFETY: `progress` is as the header says.
        let progress = unsafe { asked.progress() };
        let part = watched(progress, |watch| partial(&model, &asked.simulation(), first..end, watch))?;
        // SAFETY: NULL or room for a string.
        unsafe { give_bytes(out, part.to_bytes()?) }
    })
}

/// Merges `count` partial results that cover all blocks, in any order: the result of the whole, bit for bit; of all stages
/// that of the residual one.
///
/// # Safety
/// Pointers are NULL or as the header says: `parts` has `count` strings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_result_merge(
    model: *const c_char,
    len: usize,
    parts: *const isms_string_t,
    count: usize,
    out: *mut *mut isms_result_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: `model` has `len` bytes, as the caller promises.
        let model = LossModel::from_bytes(unsafe { bytes("model", model, len) }?)?;
        if parts.is_null() {
            return Err(Failure::Null("parts"));
        }
        // SAFETY: not NULL, and the caller promises `count` strings.
        let parts = unsafe { slice::from_raw_parts(parts, count) };
        let read = |part: &isms_string_t| -> Result<Partial, Failure> {
            // SAFETY: each part has its `len` bytes, as the caller promises.
            Ok(Partial::from_bytes(unsafe { bytes("parts", part.data, part.len) }?)?)
        };
        let whole = Partial::merge(parts.iter().map(read).collect::<Result<Vec<_>, _>>()?)?;
        let stages = whole.simulation().stages;
        let residual = stages.iter().find(|stage| **stage == Stage::Residual);
        let stage = residual.or(stages.first()).copied().unwrap_or(Stage::Residual);
        let losses = Losses::new(model, whole)?.into();
        // SAFETY: NULL or room for a pointer.
        unsafe { hand_over(out, isms_result_t { losses, stage }) }
    })
}

/// Writes a result as the bytes of one partial result.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_result_to_bytes(
    result: *const isms_result_t,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    // SAFETY: NULL or a live result; NULL or room for a string.
    guard(error, || unsafe { give_bytes(out, alive(result)?.losses.partial().to_bytes()?) })
}

/// The result of another stage of the same simulation, to be freed by itself. It shares what was simulated, so that
/// either may be freed first.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_result_stage(
    result: *const isms_result_t,
    stage: isms_stage_t,
    out: *mut *mut isms_result_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live result.
        let losses = Arc::clone(unsafe { &alive(result)?.losses });
        let stage = stage.into();
        losses.stage(stage)?;
        // SAFETY: NULL or room for a pointer.
        unsafe { hand_over(out, isms_result_t { losses, stage }) }
    })
}

/// Answers a question whose answer is a table, as JSON: `figures`, `exceedance`, `contributions`, `appetite`, `convergence`,
/// `control_values`, `sensitivities`. `parameters` is a JSON object, or NULL for none; the stage is that of the result if
/// it names no other. `progress` may be NULL: what simulates once more tells it how far it is.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_result_ask_json(
    result: *const isms_result_t,
    question: *const c_char,
    parameters: *const c_char,
    progress: *const isms_progress_t,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live result.
        let isms_result_t { losses, stage } = unsafe { alive(result) }?;
        // SAFETY: the rest is as the header says.
        unsafe {
            answer(question, parameters, progress, out, |question, parameters, watch| {
                losses.ask_json(*stage, question, parameters, watch)
            })
        }
    })
}

/// Frees a result.
///
/// # Safety
/// `result` is NULL or a result of this library that has not been freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_result_free(result: *mut isms_result_t) {
    if !result.is_null() {
        // SAFETY: made by `Box::into_raw` in `hand_over`, and not freed before, as the caller promises.
        drop(unsafe { Box::from_raw(result) });
    }
}

/// The mean loss of a year, and if `standard_error` is not NULL its standard error.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_result_mean(
    result: *const isms_result_t,
    mean: *mut f64,
    standard_error: *mut f64,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live result.
        let found = unsafe { alive(result) }?;
        let found = found.losses.stage(found.stage)?.mean();
        // SAFETY: NULL or room for a number.
        unsafe { give_both(("mean", mean, found.value), (standard_error, found.standard_error)) }
    })
}

/// The loss that a share `probability` of years does not exceed.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_result_quantile(
    result: *const isms_result_t,
    probability: f64,
    value: *mut f64,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live result.
        let found = unsafe { alive(result) }?;
        let found = found.losses.stage(found.stage)?.quantile(probability)?;
        // SAFETY: NULL or room for a number.
        unsafe { fill("value", value, &[found.value]) }
    })
}

/// The value at risk at a level, and if they are not NULL the ends of its 95 % interval; the upper is infinite where there
/// are too few years to tell.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_result_value_at_risk(
    result: *const isms_result_t,
    level: f64,
    value: *mut f64,
    low: *mut f64,
    high: *mut f64,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live result.
        let found = unsafe { alive(result) }?;
        let found = found.losses.stage(found.stage)?.value_at_risk(level)?;
        // SAFETY: NULL or room for a number each.
        unsafe {
            give_both(("value", value, found.value), (low, found.low))?;
            give_both(("value", value, found.value), (high, found.high))
        }
    })
}

/// The mean of exactly the worst 1 − `level` of years, and if `standard_error` is not NULL its standard error.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_result_expected_shortfall(
    result: *const isms_result_t,
    level: f64,
    value: *mut f64,
    standard_error: *mut f64,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live result.
        let found = unsafe { alive(result) }?;
        let found = found.losses.stage(found.stage)?.expected_shortfall(level)?;
        // SAFETY: NULL or room for a number each.
        unsafe { give_both(("value", value, found.value), (standard_error, found.standard_error)) }
    })
}

/// The loss of each year, borrowed from the result until it is freed; NULL and 0 if samples were not kept.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_result_samples(
    result: *const isms_result_t,
    samples: *mut *const f64,
    count: *mut usize,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live result.
        let found = unsafe { alive(result) }?;
        let kept = found.losses.stage(found.stage)?.samples();
        let data = kept.map_or(std::ptr::null(), <[f64]>::as_ptr);
        // SAFETY: NULL or room for a pointer and a number.
        unsafe {
            fill("samples", samples, &[data])?;
            fill("count", count, &[kept.map_or(0, <[f64]>::len)])
        }
    })
}

/// A result that is there.
///
/// # Safety
/// `result` is NULL or a live result for all of `'a`.
unsafe fn alive<'a>(result: *const isms_result_t) -> Result<&'a isms_result_t, Failure> {
    // SAFETY: as the caller promises.
    unsafe { result.as_ref() }.ok_or(Failure::Null("result"))
}

/// # Safety
/// `simulation` is NULL or a simulation for all of `'a`.
unsafe fn settings<'a>(simulation: *const isms_simulation_t) -> Result<&'a isms_simulation_t, Failure> {
    // SAFETY: as the caller promises.
    unsafe { simulation.as_ref() }.ok_or(Failure::Null("simulation"))
}

/// # Safety
/// `as_of` is NULL or a C string.
unsafe fn date(as_of: *const c_char) -> Result<Date, Failure> {
    // SAFETY: as the caller promises.
    let date: Result<Date, Error> = unsafe { text("as_of", as_of) }?.parse();
    Ok(date.map_err(|error| error.within("as_of"))?)
}

/// Writes a figure, and another where there is room for it.
///
/// # Safety
/// Pointers are NULL or point to room for a number.
unsafe fn give_both(first: (&'static str, *mut f64, f64), second: (*mut f64, f64)) -> Result<(), Failure> {
    // SAFETY: as the caller promises.
    unsafe { fill(first.0, first.1, &[first.2]) }?;
    if !second.0.is_null() {
        // SAFETY: not NULL, and room for a number as the caller promises.
        unsafe { second.0.write(second.1) };
    }
    Ok(())
}
