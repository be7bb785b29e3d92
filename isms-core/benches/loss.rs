//! How fast years of losses are simulated, beside numpy, pyfair and pycrq, in one run; what they find must be what ours
//! finds. `make bench-loss` runs it whole; `cargo bench -p isms-core --bench loss -- alone` leaves the peers out, and
//! `short` the hundred million years. The clock tells what two threads gain, and on a busy machine little else; the time
//! of the processor is the fairer measure there.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a measurement that cannot go on must fail"
)]

use std::path::Path;
use std::process::Command;
use std::time::Instant as Clock;

use isms_core::graph::Watch;
use isms_core::model::Distribution;
use isms_core::quant::*;
use serde_json::Value;

#[path = "loss/models.rs"]
mod models;
use models::{RISKS, cascades, independent, one, shared};

const YEARS: u64 = 100_000;

/// Seconds by the clock, and of the processor on all threads.
#[derive(Clone, Copy)]
struct Took {
    clock: f64,
    processor: f64,
}

/// The best of some runs, by either measure.
fn best(times: u32, model: &LossModel, simulation: &Simulation) -> (Losses, Took) {
    let [best] = best_in_turn(times, [model], simulation);
    best
}

/// The best of some runs of each model, taken in turn: what else the machine does falls on all of them.
fn best_in_turn<const N: usize>(
    times: u32,
    models: [&LossModel; N],
    simulation: &Simulation,
) -> [(Losses, Took); N] {
    let mut took = [Took { clock: f64::INFINITY, processor: f64::INFINITY }; N];
    let mut losses = [const { None }; N];
    for _ in 0..times {
        for ((model, took), losses) in models.iter().zip(&mut took).zip(&mut losses) {
            let (start, busy) = (Clock::now(), processor_seconds());
            *losses = Some(simulate(model, simulation, &Watch::none()).unwrap());
            took.clock = took.clock.min(start.elapsed().as_secs_f64());
            took.processor = took.processor.min(processor_seconds() - busy);
        }
    }
    let mut took = took.into_iter();
    losses.map(|losses| (losses.unwrap(), took.next().unwrap()))
}

/// Of this process on all its threads; 0 where the system does not tell.
fn processor_seconds() -> f64 {
    // In hundredths, the thirteenth and fourteenth after the name of the program in brackets.
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let rest = told.rsplit(')').next().unwrap_or_default();
    rest.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>()
        / 100.0
}

/// What the cascades of a model come to by a plain sweep over rows of dependents, with the cheapest of random numbers: how
/// many dependencies an event looks at, and how many are looked at in a second.
fn plain_sweep(model: &LossModel, events: u32) -> (f64, f64) {
    let mut dependents = vec![Vec::new(); model.assets.len()];
    for (asset, exposed) in (0_u32..).zip(&model.assets) {
        for dependency in &exposed.depends_on {
            dependents[dependency.asset as usize]
                .push((asset, (dependency.probability * 2_f64.powi(32)) as u64));
        }
    }
    let mut starts = vec![0];
    let mut rows = Vec::new();
    for row in dependents {
        rows.extend(row);
        starts.push(rows.len());
    }
    let (mut marks, mut failed, mut looked_at) = (vec![u32::MAX; model.assets.len()], Vec::new(), 0_usize);
    let mut state = 88_172_645_463_325_252_u64;
    let hits: Vec<u32> = model.risks.iter().filter_map(|risk| risk.asset).collect();
    let start = Clock::now();
    for event in 0..events {
        let hit = hits[event as usize % hits.len()];
        failed.clear();
        failed.push(hit);
        marks[hit as usize] = event;
        let mut next = 0;
        while let Some(asset) = failed.get(next).copied() {
            next += 1;
            let row = &rows[starts[asset as usize]..starts[asset as usize + 1]];
            looked_at += row.len();
            for (other, share) in row {
                // Marsaglia's xorshift.
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                if marks[*other as usize] != event && state >> 32 < *share {
                    marks[*other as usize] = event;
                    failed.push(*other);
                }
            }
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    (looked_at as f64 / f64::from(events), looked_at as f64 / seconds)
}

fn main() {
    let asked = |word: &str| std::env::args().any(|argument| argument == word);
    let threads = rayon::current_num_threads();
    println!("{RISKS} risks, {YEARS} years, {threads} threads; the best of some runs");
    let large = Simulation::new(YEARS, 1);
    let [(plain, took), (_, with_controls)] = best_in_turn(5, [&independent(), &shared()], &large);
    let scenario = one(Distribution::pert(1.0, 3.0, 8.0), Distribution::pert(10.0, 40.0, 200.0));
    let (pert, pert_took) = best(5, &scenario, &Simulation::new(1_000_000, 1));
    let rows = [("independent", plain, took, 12.0), ("pert", pert, pert_took, 30.0)];
    let peers = if asked("alone") { Vec::new() } else { peers() };
    for (question, losses, took, _) in &rows {
        println!("{question:<12} isms   {:>9.4} s {:>9.4} s of the processor", took.clock, took.processor);
        let mean = losses.stage(Stage::Residual).unwrap().mean();
        for peer in peers.iter().filter(|peer| peer["question"] == *question) {
            let [theirs, error, clock, processor] =
                ["mean", "standard_error", "seconds", "processor"].map(|field| peer[field].as_f64().unwrap());
            let off = (theirs - mean.value).abs() / error.hypot(mean.standard_error);
            assert!(off < 4.0, "{question}: ours {mean:?}, theirs {theirs} ± {error}");
            let name = peer["peer"].as_str().unwrap();
            let (ratio, of_processor) = (clock / took.clock, processor / took.processor);
            println!(
                "{:<12} {name:<6} {clock:>9.4} s {processor:>9.4} s; {ratio:.1} and {of_processor:.1} times ours",
                ""
            );
        }
    }
    println!(
        "  aims by the clock on two free cores: {} times numpy, {} times pyfair and pycrq",
        rows[0].3, rows[1].3
    );
    let told =
        |what: &str, took: Took| println!("{what:<65} {:>8.3} s {:>8.3} s", took.clock, took.processor);
    told("the same with shared controls, insurance and attribution", with_controls);
    println!(
        "  {:.2} times the time of the processor without (at most 2)",
        with_controls.processor / took.processor
    );
    let (start, busy) = (Clock::now(), processor_seconds());
    rows[0].1.tail_contributions(Stage::Residual, 0.99, &Watch::none()).unwrap();
    let clock = start.elapsed().as_secs_f64();
    told("contributions to the worst hundredth", Took { clock, processor: processor_seconds() - busy });
    let model = cascades();
    let (_, cascading) = best(1, &model, &Simulation::new(10_000, 1));
    told("cascades: 25,000 assets, 100,000 dependencies, 10,000 years", cascading);
    let (an_event, plainly) = plain_sweep(&model, 2_000_000);
    let events: f64 = model.risks.iter().map(|risk| risk.rate.mean() * 10_000.0).sum();
    let rate = an_event * events / cascading.processor;
    println!(
        "  {an_event:.1} dependencies an event: {:.1} million a second and core, {:.0} % of a plain sweep alone",
        rate / 1e6,
        100.0 * rate / plainly
    );
    if asked("short") {
        return;
    }
    let counted = Simulation { keep_samples: false, ..Simulation::new(100_000_000, 1) };
    let small = one(Distribution::fixed(0.2), Distribution::lognormal(8.0, 1.0));
    let before = most_memory();
    let (losses, took) = best(1, &small, &counted);
    assert!(losses.stage(Stage::Residual).unwrap().samples().is_none());
    told("100 million years of one risk, without samples", took);
    println!("  {before:.0} MB before, at most {:.0} MB with it (at most 200 MB of its own)", most_memory());
}

/// The most memory this process had, in megabytes; 0 where the system does not tell.
fn most_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse::<f64>().ok()).unwrap_or(0.0) / 1e3
}

fn peers() -> Vec<Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = root.join("../target/venv/bin/python");
    let output = Command::new(&python).arg(root.join("benches/loss_peers.py")).output();
    let output =
        output.unwrap_or_else(|error| panic!("{}: {error}; run `make bench-loss`", python.display()));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
