//! How fast the best portfolio of actions is found and proven, beside HiGHS with the same problems as mixed-integer linear
//! programs, in one run; what both prove must be the same. `make bench-optimise` runs it whole; `cargo bench -p isms-core
//! --bench optimise -- alone` leaves the peer out.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a measurement that cannot go on must fail"
)]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant as Clock;

use isms_core::graph::Watch;
use isms_core::treatment::{
    Answer, Candidate, Effect, Effort, Fineness, Goal, Group, Problem, RiskLoss, Scenarios, frontier,
    optimise,
};
use serde_json::{Value, json};

/// Seconds that the peer is given for each problem.
const PEER_SECONDS: f64 = 60.0;

struct Random(u64);

impl Random {
    /// From 0 to below 1, by Marsaglia's xorshift.
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn exponential(&mut self) -> f64 {
        -(1.0 - self.next()).ln()
    }
}

/// What a random problem is like.
struct Kind {
    candidates: usize,
    risks: usize,
    /// Actions on each risk, in the mean; one exactly if it is 0, so that the problem is linear.
    actions: f64,
    /// Greatest effect.
    effect: f64,
    years: usize,
}

/// Losses over four orders of magnitude, costs uniform, a budget of three tenths of them all; one action in ten requires
/// another, and of every ten in a row at most five may be chosen.
fn problem(kind: &Kind) -> Problem {
    let mut random = Random(88_172_645_463_325_252);
    let (count, risks) = (kind.candidates, kind.risks);
    let losses: Vec<f64> =
        (0..risks).map(|_| 1000.0 * (4.0 * random.next() * std::f64::consts::LN_10).exp()).collect();
    let mut candidates: Vec<Candidate> = (0..count)
        .map(|at| Candidate {
            id: format!("C{at}"),
            one_off: (1000.0 + 99_000.0 * random.next()).round(),
            requires: if at % 10 == 9 { vec![format!("C{}", at - 5)] } else { vec![] },
            ..Candidate::default()
        })
        .collect();
    for risk in 0..risks {
        for (at, candidate) in candidates.iter_mut().enumerate() {
            let acts = if kind.actions > 0.0 {
                random.next() < kind.actions / count as f64
            } else {
                at == risk % count
            };
            if acts {
                let rate = kind.effect * random.next();
                candidate.effects.push(Effect { risk: format!("R{risk}"), rate, ..Effect::default() });
            }
        }
    }
    let groups = (0..count / 10).map(|ten| Group {
        id: format!("G{ten}"),
        candidates: (ten * 10..ten * 10 + 10).map(|at| format!("C{at}")).collect(),
        most: 5,
    });
    let year = |loss: &f64, random: &mut Random| {
        if random.next() < 0.2 { 5.0 * loss * random.exponential() } else { 0.0 }
    };
    let years = |loss: &f64| (0..kind.years).map(|_| year(loss, &mut random)).collect();
    let drawn: Vec<Vec<f64>> = losses.iter().map(years).collect();
    Problem {
        budget: Some(0.3 * candidates.iter().map(|candidate| candidate.one_off).sum::<f64>()),
        scenarios: (kind.years > 0).then_some(Scenarios { losses: drawn, weights: vec![] }),
        risks: losses
            .into_iter()
            .enumerate()
            .map(|(at, loss)| RiskLoss { id: format!("R{at}"), loss })
            .collect(),
        groups: groups.collect(),
        candidates,
        ..Problem::default()
    }
}

struct Task {
    question: &'static str,
    problem: Problem,
    goal: Goal,
    effort: Effort,
    /// What is aimed at.
    seconds: f64,
    gap: f64,
}

fn tasks() -> Vec<Task> {
    let task = |question, (candidates, risks, actions, effect, years), (nodes, gap, seconds)| Task {
        question,
        problem: problem(&Kind { candidates, risks, actions, effect, years }),
        goal: if years > 0 { Goal::TailLoss { level: 0.9 } } else { Goal::ExpectedLoss },
        effort: Effort { nodes, gap, ..Effort::default() },
        seconds,
        gap,
    };
    vec![
        task("linear, 200 candidates x 200 risks", (200, 200, 0.0, 0.9, 0), (200_000, 0.0, 60.0)),
        task("linear tail, 30 x 30 x 500 years", (30, 30, 0.0, 0.9, 500), (50_000, 0.0, 60.0)),
        task("30 candidates x 200 risks, 3 actions a risk", (30, 200, 3.0, 0.8, 0), (50_000, 0.0, 2.0)),
        task("30 candidates x 200 risks, 10 actions a risk", (30, 200, 10.0, 0.8, 0), (50_000, 0.0, 2.0)),
        task("30 x 200 x 500 years, tail", (30, 200, 3.0, 0.8, 500), (50_000, 0.0, 60.0)),
        task("200 candidates x 1,000 risks, 4 actions a risk", (200, 1000, 4.0, 0.8, 0), (5000, 0.02, 60.0)),
        task(
            "200 candidates x 1,000 risks, 20 actions a risk",
            (200, 1000, 20.0, 0.4, 0),
            (5000, 0.02, 60.0),
        ),
    ]
}

fn main() {
    let alone = std::env::args().any(|argument| argument == "alone");
    println!("{} threads; HiGHS is given {PEER_SECONDS} s for each problem", rayon::current_num_threads());
    for task in tasks() {
        let start = Clock::now();
        let answer = optimise(&task.problem, &task.goal, &task.effort, &Watch::none()).unwrap();
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{:<50} isms  {seconds:>8.3} s  gap {:.4} %  {} nodes  (at most {} s and {} %)",
            task.question,
            100.0 * answer.gap,
            answer.nodes,
            task.seconds,
            100.0 * task.gap
        );
        if !alone {
            beside(&task, &answer, seconds);
        }
    }
    all_budgets();
}

/// What both prove must agree, whoever proves it better.
fn beside(task: &Task, answer: &Answer, ours: f64) {
    let peer = peer(task);
    let seconds = peer["seconds"].as_f64().unwrap();
    let (Some(value), Some(bound)) = (peer["value"].as_f64(), peer["bound"].as_f64()) else {
        println!("{:<50} HiGHS {seconds:>8.3} s  no portfolio or no bound when its time was up", "");
        return;
    };
    let near = 1e-6 * answer.value;
    assert!(answer.bound <= value + near && bound <= answer.value + near, "{answer:?} {peer}");
    let gap = 100.0 * (value - bound) / value;
    let reached = if gap > 0.01 { " when its time was up" } else { "" };
    println!("{:<50} HiGHS {seconds:>8.3} s  gap {gap:.4} %{reached}  {:.1} times ours", "", seconds / ours);
    if gap < 0.01 && answer.gap == 0.0 {
        assert!((value - answer.value).abs() <= 2e-4 * value, "{answer:?} {peer}");
    }
}

fn peer(task: &Task) -> Value {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = root.join("../target/venv/bin/python");
    let mut command = Command::new(&python);
    command.arg(root.join("benches/optimise_peer.py")).arg(PEER_SECONDS.to_string());
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child =
        child.unwrap_or_else(|error| panic!("{}: {error}; run `make bench-optimise`", python.display()));
    let asked = json!({ "problem": task.problem, "goal": task.goal });
    writeln!(child.stdin.take().unwrap(), "{asked}").unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "the peer failed");
    // The solver tells its version first.
    serde_json::from_str(String::from_utf8(output.stdout).unwrap().lines().last().unwrap()).unwrap()
}

/// What the peer has no call for.
fn all_budgets() {
    let kind = Kind { candidates: 30, risks: 200, actions: 3.0, effect: 0.8, years: 0 };
    let start = Clock::now();
    let effort = Effort { restarts: 2, ..Effort::default() };
    let found =
        frontier(&problem(&kind), &Goal::ExpectedLoss, Fineness::default(), &effort, &Watch::none()).unwrap();
    let proven = found.points.iter().filter(|point| point.gap == 0.0).count();
    println!(
        "{:<50} isms  {:>8.3} s  {} portfolios, {proven} of them proven",
        "all budgets, 30 candidates x 200 risks",
        start.elapsed().as_secs_f64(),
        found.points.len()
    );
}
