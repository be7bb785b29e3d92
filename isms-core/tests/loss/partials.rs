//! However it is split, it is the same.

use isms_core::graph::{Next, Progress, Watch};
use isms_core::model::Distribution;
use isms_core::quant::*;
use proptest::prelude::*;

use crate::models::{of_risks, risk, whole};

fn simulation(trials: u64) -> Simulation {
    Simulation { stages: Stage::ALL.to_vec(), ..Simulation::new(trials, 0xFEED_0000_BEEF) }
}

fn part(model: &LossModel, simulation: &Simulation, blocks: std::ops::Range<u64>) -> Partial {
    partial(model, simulation, blocks, &Watch::none()).unwrap()
}

#[test]
fn any_number_of_threads_gives_the_same_bits() {
    let model = whole();
    let all = part(&model, &simulation(20_000), 0..20);
    for threads in [1, 2, 3, 16] {
        let some = Simulation { threads: Some(threads), ..simulation(20_000) };
        assert_eq!(part(&model, &some, 0..20), all, "{threads} threads");
    }
}

#[test]
fn a_stage_is_the_same_with_others_and_alone() {
    let model = whole();
    let together = simulate(&model, &simulation(5_000), &Watch::none()).unwrap();
    for stage in Stage::ALL {
        let one = Simulation { stages: vec![stage], ..simulation(5_000) };
        let alone = simulate(&model, &one, &Watch::none()).unwrap();
        let (one, other) = (together.stage(stage).unwrap(), alone.stage(stage).unwrap());
        assert_eq!(one.samples(), other.samples());
        assert_eq!(one.mean(), other.mean());
        assert_eq!(one.contributions(), other.contributions());
    }
}

#[test]
fn more_trials_begin_with_the_same_years() {
    let model = whole();
    let few = simulate(&model, &simulation(1_500), &Watch::none()).unwrap();
    let many = simulate(&model, &simulation(4_096), &Watch::none()).unwrap();
    for stage in Stage::ALL {
        let (few, many) = (few.stage(stage).unwrap(), many.stage(stage).unwrap());
        assert_eq!(few.samples().unwrap(), &many.samples().unwrap()[..1_500]);
    }
}

/// Models of up to five risks over two assets and two controls, each with some of the parts.
fn models() -> impl Strategy<Value = LossModel> {
    let uses = prop::collection::vec((0..2_u32, 0.0..1.0_f64, prop::option::of(0.0..1.0_f64)), 0..3);
    let risks = (
        0.0..3.0_f64,
        0.0..1.0_f64,
        any::<bool>(),
        uses.clone(),
        uses,
        0..3_u32,
        0.0..2.0_f64,
        any::<bool>(),
    );
    let risk = risks.prop_map(|(rate, share, drawn, preventive, mitigating, asset, sigma, secondary)| {
        let used = |(control, target, residual)| ControlUse { control, residual, target: Some(target) };
        let amount = || Distribution::lognormal(1.0, 0.1 + sigma);
        QuantifiedRisk {
            rate: if drawn { Distribution::uniform(0.0, rate + 0.1) } else { Distribution::fixed(rate) },
            dispersion: if share > 0.7 { share } else { 0.0 },
            susceptibility: if share > 0.5 {
                Distribution::uniform(0.0, share)
            } else {
                Distribution::fixed(1.0)
            },
            preventive: preventive.into_iter().map(used).collect(),
            mitigating: mitigating.into_iter().map(used).collect(),
            asset: (asset < 2).then_some(asset),
            secondary: secondary.then(|| SecondaryLoss {
                probability: share,
                magnitudes: vec![Magnitude::new(LossForm::Reputation, amount())],
            }),
            ..risk("", Distribution::fixed(0.0), amount())
        }
    });
    let policy = (0.0..20.0_f64, prop::option::of(0.0..50.0_f64));
    (prop::collection::vec(risk, 1..6), 0.0..=1.0_f64, 0.0..=1.0_f64, prop::option::of(policy)).prop_map(
        |(mut risks, reliability, probability, policy)| {
            for (place, risk) in risks.iter_mut().enumerate() {
                risk.id = format!("R-{place}");
            }
            let control = |id: &str| SharedControl { id: id.to_owned(), reliability, common_cause: Some(0) };
            let asset = |id: &str, needs| ExposedAsset {
                id: id.to_owned(),
                depends_on: vec![Dependency { asset: needs, probability }],
                outage_loss: Some(Distribution::uniform(0.0, 9.0)),
            };
            let terms = |(deductible, aggregate_limit)| Policy {
                id: "P".to_owned(),
                deductible,
                aggregate_limit,
                ..Policy::default()
            };
            LossModel {
                assets: vec![asset("A-1", 1), asset("A-2", 0)],
                controls: vec![control("C-1"), control("C-2")],
                common_causes: vec![CommonCause { id: "G".to_owned(), beta: probability }],
                policies: policy.into_iter().map(terms).collect(),
                ..of_risks(risks)
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_split_merges_to_the_same_bits(model in models(), trials in 1_u64..6_000, cuts in prop::collection::vec(0.0..1.0_f64, 0..4), mix in any::<prop::sample::Index>()) {
        let simulation = simulation(trials);
        let blocks = simulation.blocks();
        let all = part(&model, &simulation, 0..blocks);
        let mut ends: Vec<u64> = cuts.iter().map(|cut| (cut * blocks as f64) as u64).collect();
        ends.extend([0, blocks]);
        ends.sort_unstable();
        ends.dedup();
        let mut parts: Vec<Partial> = ends.windows(2).map(|cut| part(&model, &simulation, cut[0]..cut[1])).collect();
        // Those that came first are merged first, so that it is not always one after another.
        let turn = mix.index(parts.len());
        parts.rotate_left(turn);
        let sent = parts.iter().map(|part| Partial::from_bytes(&part.to_bytes().unwrap()).unwrap());
        prop_assert_eq!(&Partial::merge(sent).unwrap(), &all);
        if parts.len() > 2 && turn == 0 {
            let tail = Partial::merge(parts.split_off(1)).unwrap();
            prop_assert_eq!(&Partial::merge([tail, parts.remove(0)]).unwrap(), &all);
        }
    }

    #[test]
    fn contributions_sum_to_the_mean_and_to_the_shortfall(model in models(), keep_samples in any::<bool>()) {
        let losses = simulate(&model, &Simulation { keep_samples, ..simulation(3_000) }, &Watch::none()).unwrap();
        let together = losses.tail_contributions_of(&Stage::ALL, 0.9, &Watch::none()).unwrap();
        for (stage, of_several) in Stage::ALL.into_iter().zip(together) {
            let of_stage = losses.stage(stage).unwrap();
            let sums = |contributions: Contributions| {
                let sum = |list: &[Contribution]| list.iter().map(|part| part.value).sum::<f64>();
                let paid = sum(&contributions.policies);
                [sum(&contributions.risks) + paid, sum(&contributions.forms) + paid]
            };
            for sum in sums(of_stage.contributions()) {
                prop_assert!((sum - of_stage.mean().value).abs() <= 1e-9 * sum.abs() + 1e-9);
            }
            let shortfall = of_stage.expected_shortfall(0.9).unwrap().value;
            let alone = losses.tail_contributions(stage, 0.9, &Watch::none()).unwrap();
            prop_assert_eq!(&alone, &of_several);
            for sum in sums(alone) {
                prop_assert!((sum - shortfall).abs() <= 1e-9 * shortfall + 1e-9, "{} {}", sum, shortfall);
            }
        }
    }
}

#[test]
fn what_does_not_belong_together_is_refused() {
    let (model, five) = (whole(), simulation(5_000));
    let merge = |parts: [Partial; 2]| Partial::merge(parts).unwrap_err().to_string();
    let first = || part(&model, &five, 0..2);
    assert!(merge([first(), part(&model, &five, 3..5)]).contains("blocks 2 to 2 are missing"));
    assert!(merge([first(), part(&model, &five, 1..3)]).contains("block 1 is there twice"));
    let other = Simulation { seed: 1, ..five.clone() };
    assert!(merge([first(), part(&model, &other, 2..5)]).contains("different simulations"));
    let other = of_risks([risk("R", Distribution::fixed(1.0), Distribution::fixed(1.0))]);
    assert!(merge([first(), part(&other, &five, 2..5)]).contains("different models"));
    assert!(
        Losses::new(model.clone(), first()).unwrap_err().to_string().contains("does not cover all blocks")
    );
    assert!(Losses::new(other, part(&model, &five, 0..5)).unwrap_err().to_string().contains("another model"));
    assert!(Partial::merge([]).is_err());
}

#[test]
fn changed_bytes_are_refused() {
    let bytes = part(&whole(), &simulation(2_000), 0..2).to_bytes().unwrap();
    for at in (0..bytes.len()).step_by(97) {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        assert!(Partial::from_bytes(&changed).is_err(), "byte {at}");
        assert!(Partial::from_bytes(&bytes[..at]).is_err(), "{at} bytes");
    }
    let model = whole().to_bytes();
    assert_eq!(LossModel::from_bytes(&model).unwrap(), whole());
    for at in (0..model.len()).step_by(41) {
        let mut changed = model.clone();
        changed[at] ^= 1;
        assert!(LossModel::from_bytes(&changed).is_err(), "byte {at}");
    }
}

#[test]
fn it_tells_how_far_it_is_and_stops_when_told() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    let (told, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let listen = |progress: &Progress| {
        assert!(progress.done <= progress.of && progress.of == 20_000);
        most.fetch_max(progress.done, Ordering::Relaxed);
        told.fetch_add(1, Ordering::Relaxed);
        Next::GoOn
    };
    simulate(&whole(), &simulation(20_000), &Watch::by(&listen)).unwrap();
    assert_eq!(most.into_inner(), 20_000);
    assert!(told.into_inner() >= 20);
    for next in [Next::Cancel, Next::Enough] {
        let stop = |progress: &Progress| if progress.done == 0 { Next::GoOn } else { next };
        let error = simulate(&whole(), &simulation(200_000), &Watch::by(&stop)).unwrap_err();
        assert_eq!(error.code.as_str(), "cancelled");
    }
}
