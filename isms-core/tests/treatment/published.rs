//! Instances whose solution is published.

use isms_core::graph::Watch;
use isms_core::treatment::{
    Candidate, Effect, Effort, Goal, Portfolio, Problem, RiskLoss, Scenarios, evaluate, optimise,
};

/// A knapsack as a problem: each item ends a risk of its own, whose loss is the item's profit.
fn knapsack(capacity: f64, weights: &[f64], profits: &[f64]) -> Problem {
    let names: Vec<String> = (0..weights.len()).map(|at| format!("{at}")).collect();
    let candidate = |(id, weight): (&String, &f64)| Candidate {
        id: id.clone(),
        one_off: *weight,
        effects: vec![Effect { risk: id.clone(), rate: 1.0, ..Effect::default() }],
        ..Candidate::default()
    };
    Problem {
        candidates: names.iter().zip(weights).map(candidate).collect(),
        risks: names.iter().zip(profits).map(|(id, loss)| RiskLoss { id: id.clone(), loss: *loss }).collect(),
        budget: Some(capacity),
        ..Problem::default()
    }
}

/// Instances P01, P07 and P08 of J. Burkardt's collection KNAPSACK_01 (Florida State University), after D. L. Kreher and
/// D. R. Stinson, *Combinatorial Algorithms* (1998), with their optimal profits.
#[test]
fn knapsacks_are_packed_as_published() {
    let p01: (f64, &[f64], &[f64], f64) = (
        165.0,
        &[23., 31., 29., 44., 53., 38., 63., 85., 89., 82.],
        &[92., 57., 49., 68., 60., 43., 67., 84., 87., 72.],
        309.0,
    );
    let p07: (f64, &[f64], &[f64], f64) = (
        750.0,
        &[70., 73., 77., 80., 82., 87., 90., 94., 98., 106., 110., 113., 115., 118., 120.],
        &[135., 139., 149., 150., 156., 163., 173., 184., 192., 201., 210., 214., 221., 229., 240.],
        1458.0,
    );
    let p08: (f64, &[f64], &[f64], f64) = (
        6_404_180.0,
        &[
            382_745., 799_601., 909_247., 729_069., 467_902., 44_328., 34_610., 698_150., 823_460., 903_959.,
            853_665., 551_830., 610_856., 670_702., 488_960., 951_111., 323_046., 446_298., 931_161.,
            31_385., 496_951., 264_724., 224_916., 169_684.,
        ],
        &[
            825_594., 1_677_009., 1_676_628., 1_523_970., 943_972., 97_426., 69_666., 1_296_457., 1_679_693.,
            1_902_996., 1_844_992., 1_049_289., 1_252_836., 1_319_836., 953_277., 2_067_538., 675_367.,
            853_655., 1_826_027., 65_731., 901_489., 577_243., 466_257., 369_261.,
        ],
        13_549_094.0,
    );
    for (capacity, weights, profits, published) in [p01, p07, p08] {
        let problem = knapsack(capacity, weights, profits);
        let answer = optimise(&problem, &Goal::ExpectedLoss, &Effort::default(), &Watch::none()).unwrap();
        assert_eq!(answer.gap, 0.0);
        assert!((answer.untreated - answer.value - published).abs() < 1e-6, "{answer:?}");
    }
}

/// Six equally probable losses: S. Sarykalin, G. Serraino and S. Uryasev, *Value-at-Risk vs. Conditional Value-at-Risk in
/// Risk Management and Optimization*, INFORMS Tutorials in Operations Research, 2008, section 2. At a level of 2 ⁄ 3 the two
/// greatest count half each; at 7 ⁄ 12, which splits a loss, the three greatest count 1 ⁄ 5, 2 ⁄ 5 and 2 ⁄ 5.
#[test]
fn the_tail_is_as_published() {
    let problem = Problem {
        risks: vec![RiskLoss { id: "R".into(), loss: 350.0 }],
        scenarios: Some(Scenarios {
            losses: vec![vec![300., 100., 600., 200., 500., 400.]],
            weights: vec![],
        }),
        ..Problem::default()
    };
    let tail = |level| evaluate(&problem, &Goal::TailLoss { level }, &Portfolio::default()).unwrap();
    assert!((tail(2.0 / 3.0) - 550.0).abs() < 1e-9);
    assert!((tail(7.0 / 12.0) - 520.0).abs() < 1e-9);
    assert!((tail(0.0) - 350.0).abs() < 1e-9);
}
