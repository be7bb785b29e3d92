//! How many instructions the kernels of the loss model and of the grid take: equal on a busy machine and on a free one, so
//! that a kernel that grows slower is seen. `make bench-instructions` prints them beside those of the run before.
//!
//! Valgrind counts what it runs, and it knows no AVX-512: the library takes the widest vectors that Valgrind has.

use std::hint::black_box;

use gungraun::{
    Callgrind, EntryPoint, LibraryBenchmarkConfig, library_benchmark, library_benchmark_group, main,
};
use isms_core::graph::Watch;
use isms_core::model::Distribution;
use isms_core::quant::analytic::{AggregateLoss, CompoundLoss, Count, Grid, aggregate};
use isms_core::quant::*;

#[path = "../../isms-core/benches/loss/models.rs"]
mod models;

/// Uniform numbers that are made values.
const VALUES: u32 = 16_384;

fn uniforms(distribution: Distribution) -> (Sampler, Vec<f64>) {
    let uniform = |place: u32| (f64::from(place) + 0.5) / f64::from(VALUES);
    (Sampler::compile(&distribution), (0..VALUES).map(uniform).collect())
}

#[library_benchmark(setup = uniforms)]
#[bench::lognormal(Distribution::lognormal(9.0, 1.0))]
#[bench::pert(Distribution::pert(10.0, 40.0, 200.0))]
#[bench::weibull(Distribution::weibull(1.5, 100.0))]
fn severities((sampler, mut values): (Sampler, Vec<f64>)) -> Vec<f64> {
    sampler.fill(&mut values);
    black_box(values)
}

/// One risk of many events, each of the same loss: nothing but their draws and their sums.
fn draws() -> LossModel {
    models::one(Distribution::fixed(100.0), Distribution::fixed(1.0))
}

/// One risk, whose events and their rate are drawn.
fn scenario() -> LossModel {
    models::one(Distribution::pert(10.0, 30.0, 80.0), Distribution::pert(10.0, 40.0, 200.0))
}

/// Counts only the blocks themselves, which another thread simulates, and not what makes the model ready.
fn of_blocks() -> LibraryBenchmarkConfig {
    let mut callgrind = Callgrind::default();
    callgrind.entry_point(EntryPoint::Custom("*::Engine>::block".to_owned()));
    let mut config = LibraryBenchmarkConfig::default();
    config.tool(callgrind);
    config
}

#[library_benchmark(config = of_blocks())]
#[bench::draws(draws())]
#[bench::scenario(scenario())]
#[bench::plain(models::independent())]
#[bench::shared(models::shared())]
fn block(model: LossModel) -> Partial {
    let simulation = Simulation { threads: Some(1), ..Simulation::new(1_024, 1) };
    black_box(partial(&model, &simulation, 0..1, &Watch::none()).unwrap())
}

fn parts() -> Vec<CompoundLoss> {
    let part = |risk: &QuantifiedRisk| CompoundLoss {
        count: Count::of_rate(&risk.rate).unwrap(),
        severity: risk.primary[0].amount.clone(),
    };
    models::independent().risks.iter().step_by(20).map(part).collect()
}

#[library_benchmark]
#[bench::fifty_risks(parts())]
fn grid(parts: Vec<CompoundLoss>) -> AggregateLoss {
    black_box(aggregate(&parts, Grid::default()).unwrap())
}

library_benchmark_group!(name = kernels, benchmarks = [severities, block, grid]);

main!(library_benchmark_groups = kernels);
