//! The simulation against the plain one.

use isms_core::graph::Watch;
use isms_core::quant::*;

use crate::models::whole;
use crate::plain::{Random, Year, year};

const YEARS: usize = 60_000;

/// Whether two estimates of one figure are as near as their errors let expect; chance fails one in 15,000.
fn agree(what: &str, one: Estimate, other: Estimate) {
    let error = one.standard_error.hypot(other.standard_error);
    let off = (one.value - other.value).abs();
    assert!(off <= 4.0 * error, "{what}: {one:?} and {other:?}");
}

fn mean(values: impl Iterator<Item = f64> + Clone) -> Estimate {
    let n = values.clone().count() as f64;
    let mean = values.clone().sum::<f64>() / n;
    let variance = values.map(|value| (value - mean) * (value - mean)).sum::<f64>() / n;
    Estimate { value: mean, standard_error: (variance / n).sqrt() }
}

#[test]
fn a_model_with_all_parts_at_every_stage() {
    let model = whole();
    let simulation = Simulation { stages: Stage::ALL.to_vec(), ..Simulation::new(300_000, 11) };
    let losses = simulate(&model, &simulation, &Watch::none()).unwrap();
    for stage in Stage::ALL {
        let mut random = Random(stage as u64 + 100);
        let years: Vec<Year> = (0..YEARS).map(|_| year(&model, stage, &mut random)).collect();
        let ours = losses.stage(stage).unwrap();
        agree(stage.as_str(), ours.mean(), mean(years.iter().map(|year| year.loss)));

        for amount in [0.0, 10.0, 40.0, 90.0, 200.0] {
            let share = ours.exceedance(amount).probability.value;
            let spread = |n: f64| (share * (1.0 - share) / n).sqrt();
            let one = Estimate { value: share, standard_error: spread(300_000.0) };
            let above = years.iter().filter(|year| year.loss > amount).count() as f64 / YEARS as f64;
            let other = Estimate { value: above, standard_error: spread(YEARS as f64) };
            agree(&format!("{} above {amount}", stage.as_str()), one, other);
        }

        // The spread of a part is told by the plain years; ours is smaller by the root of how many more there are.
        let contributions = ours.contributions();
        let check = |list: &[Contribution], part: &dyn Fn(&Year, usize) -> f64| {
            for (place, contribution) in list.iter().enumerate() {
                let plain = mean(years.iter().map(|year| part(year, place)));
                let share = (YEARS as f64 / 300_000.0).sqrt();
                let standard_error = plain.standard_error * share;
                let what = format!("{} {}", stage.as_str(), contribution.id);
                agree(&what, Estimate { value: contribution.value, standard_error }, plain);
            }
        };
        check(&contributions.risks, &|year, place| year.risks[place]);
        check(&contributions.assets, &|year, place| year.assets[place]);
        check(&contributions.forms, &|year, place| year.forms[place]);
        check(&contributions.policies, &|year, place| -year.policies[place]);
    }
}

#[test]
fn controls_never_make_a_year_worse() {
    let mut model = whole();
    model.policies.clear();
    let simulation = Simulation { stages: Stage::ALL.to_vec(), ..Simulation::new(20_000, 5) };
    let losses = simulate(&model, &simulation, &Watch::none()).unwrap();
    let [inherent, residual, target] =
        Stage::ALL.map(|stage| losses.stage(stage).unwrap().samples().unwrap());
    let mut fewer = 0;
    for ((inherent, residual), target) in inherent.iter().zip(residual).zip(target) {
        assert!(inherent >= residual && residual >= target, "{inherent} {residual} {target}");
        fewer += u32::from(inherent > residual && residual > target);
    }
    assert!(fewer > 5_000, "stages differ in {fewer} years only");
}
