//! How fast years of losses are simulated, beside numpy, in one run; what it finds must be what ours finds.
//! `make bench-loss` runs it whole; `cargo bench -p isms-core --bench loss -- alone` leaves numpy out.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a measurement that cannot go on must fail")]

use std::path::Path;
use std::process::Command;
use std::time::Instant as Clock;

use isms_core::graph::Watch;
use isms_core::model::Distribution;
use isms_core::quant::*;
use serde_json::Value;

const RISKS: u32 = 1_000;
const YEARS: u64 = 100_000;

/// A risk of the large model: on average 1.025 events a year, of lognormal loss. The peer makes the same.
fn risk(place: u32) -> QuantifiedRisk {
    let rate = 0.05 + 1.95 * f64::from(place) / f64::from(RISKS - 1);
    let amount =
        Distribution::lognormal(8.0 + 0.08 * f64::from(place % 50), 0.5 + 0.1 * f64::from(place % 7));
    QuantifiedRisk {
        primary: vec![Magnitude::new(LossForm::Response, amount)],
        ..QuantifiedRisk::new(format!("R-{place}"), Distribution::fixed(rate))
    }
}

fn independent() -> LossModel {
    LossModel { risks: (0..RISKS).map(risk).collect(), ..LossModel::default() }
}

/// The same with a hundred controls, two of which each risk shares, and a policy over all.
fn shared() -> LossModel {
    let controls = (0..100).map(|place| SharedControl {
        id: format!("C-{place}"),
        reliability: 0.9,
        common_cause: Some(place / 10),
    });
    let used = |control, residual| vec![ControlUse { control, residual: Some(residual), target: None }];
    let risks = (0..RISKS).map(|place| QuantifiedRisk {
        preventive: used(place % 100, 0.4),
        mitigating: used(place * 7 % 100, 0.3),
        ..risk(place)
    });
    let policy =
        Policy { id: "P".to_owned(), deductible: 1e5, aggregate_limit: Some(1e7), ..Policy::default() };
    LossModel {
        risks: risks.collect(),
        controls: controls.collect(),
        common_causes: (0..10).map(|place| CommonCause { id: format!("G-{place}"), beta: 0.3 }).collect(),
        policies: vec![policy],
        ..LossModel::default()
    }
}

/// 25,000 assets, 100,000 dependencies of one in five, a thousand risks.
fn cascades() -> LossModel {
    let mut state = 88_172_645_463_325_252_u64;
    // Marsaglia's xorshift.
    let mut random = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let assets = (0..25_000).map(|place| ExposedAsset {
        id: format!("A-{place}"),
        depends_on: (0..4).map(|_| Dependency { asset: random(25_000) as u32, probability: 0.2 }).collect(),
        outage_loss: (place % 10 == 0).then(|| Distribution::lognormal(6.0, 1.0)),
    });
    let assets = assets.collect();
    let risks = (0..RISKS).map(|place| QuantifiedRisk { asset: Some(place * 25), ..risk(place) });
    LossModel { risks: risks.collect(), assets, ..LossModel::default() }
}

fn one(rate: Distribution, amount: Distribution) -> LossModel {
    let risk = QuantifiedRisk {
        primary: vec![Magnitude::new(LossForm::Response, amount)],
        ..QuantifiedRisk::new("R", rate)
    };
    LossModel { risks: vec![risk], ..LossModel::default() }
}

/// The best of some runs.
fn best(times: u32, model: &LossModel, simulation: &Simulation) -> (Losses, f64) {
    let run = || {
        let start = Clock::now();
        let losses = simulate(model, simulation, &Watch::none()).unwrap();
        (losses, start.elapsed().as_secs_f64())
    };
    (0..times).map(|_| run()).min_by(|one, other| one.1.total_cmp(&other.1)).unwrap()
}

fn main() {
    let alone = std::env::args().any(|argument| argument == "alone");
    let threads = rayon::current_num_threads();
    println!("{RISKS} risks, {YEARS} years, {threads} threads; the best of some runs");
    let large = Simulation::new(YEARS, 1);
    let (plain, seconds) = best(5, &independent(), &large);
    let scenario = one(Distribution::pert(1.0, 3.0, 8.0), Distribution::pert(10.0, 40.0, 200.0));
    let (pert, pert_seconds) = best(5, &scenario, &Simulation::new(1_000_000, 1));
    let rows = [("independent", plain, seconds, 0.45), ("pert", pert, pert_seconds, 0.016)];
    let peers = if alone { Vec::new() } else { peers() };
    for (question, losses, seconds, limit) in &rows {
        println!("{question:<12} isms       {seconds:>9.4} s   (at most {limit} s with AVX-512)");
        let mean = losses.stage(Stage::Residual).unwrap().mean();
        for peer in peers.iter().filter(|peer| peer["question"] == *question) {
            let [theirs, error, took] =
                ["mean", "standard_error", "seconds"].map(|field| peer[field].as_f64().unwrap());
            let off = (theirs - mean.value).abs() / error.hypot(mean.standard_error);
            assert!(off < 4.0, "{question}: ours {mean:?}, theirs {theirs} ± {error}");
            let name = peer["peer"].as_str().unwrap();
            println!("{:<12} {name:<10} {took:>9.4} s   {:.1} times ours", "", took / seconds);
        }
    }
    let told = |what: &str, seconds: f64| println!("{what:<70} {seconds:>9.4} s");
    let (_, with_controls) = best(3, &shared(), &large);
    told("the same with shared controls, insurance and attribution", with_controls);
    println!("  {:.2} times the time without (at most 2)", with_controls / seconds);
    let start = Clock::now();
    rows[0].1.tail_contributions(Stage::Residual, 0.99, &Watch::none()).unwrap();
    told("contributions to the worst hundredth", start.elapsed().as_secs_f64());
    let model = cascades();
    told(
        "cascades: 25,000 assets, 100,000 dependencies, 10,000 years",
        best(1, &model, &Simulation::new(10_000, 1)).1,
    );
    let counted = Simulation { keep_samples: false, ..Simulation::new(100_000_000, 1) };
    let small = one(Distribution::fixed(0.2), Distribution::lognormal(8.0, 1.0));
    let before = most_memory();
    let (losses, seconds) = best(1, &small, &counted);
    assert!(losses.stage(Stage::Residual).unwrap().samples().is_none());
    told("100 million years of one risk, without samples", seconds);
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
