//! One year after another and one event after another, as the definition reads: slow, and of another kind than what it
//! checks in everything but the definition.

use isms_core::model::Distribution;
use isms_core::quant::*;

/// Numbers in turn: SplitMix64 (Steele, Lea, Flood, *Fast splittable pseudorandom number generators*, 2014).
pub(crate) struct Random(pub u64);

impl Random {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ z >> 31) >> 11) as f64 / 2_f64.powi(53)
    }

    /// By multiplying uniform numbers (D. E. Knuth, *The Art of Computer Programming* 2, 3.4.1).
    fn poisson(&mut self, mean: f64) -> u32 {
        let (mut count, mut product) = (0, self.unit());
        while product > (-mean).exp() {
            count += 1;
            product *= self.unit();
        }
        count
    }

    fn value(&mut self, of: &Distribution) -> f64 {
        match of {
            Distribution::Fixed { value, .. } => *value,
            Distribution::Uniform { low, high, .. } => low + (high - low) * self.unit(),
            Distribution::Lognormal { mu, sigma, .. } => {
                let (radius, angle) =
                    ((-2.0 * (1.0 - self.unit()).ln()).sqrt(), std::f64::consts::TAU * self.unit());
                (mu + sigma * radius * angle.cos()).exp()
            }
            other => panic!("{other:?} is not drawn here"),
        }
    }

    /// Of mean 1 and variance `dispersion`, the inverse of a whole number: a sum of exponentials.
    fn gamma(&mut self, dispersion: f64) -> f64 {
        let shape = (1.0 / dispersion).round();
        (0..shape as u32).map(|_| -(1.0 - self.unit()).ln()).sum::<f64>() / shape
    }
}

/// What a year came to.
#[derive(Default, Clone)]
pub(crate) struct Year {
    pub loss: f64,
    /// Before insurance.
    pub risks: Vec<f64>,
    pub forms: [f64; 6],
    pub assets: Vec<f64>,
    pub policies: Vec<f64>,
}

pub(crate) fn year(model: &LossModel, stage: Stage, random: &mut Random) -> Year {
    let up = controls_up(model, random);
    let mut year = Year {
        risks: vec![0.0; model.risks.len()],
        assets: vec![0.0; model.assets.len()],
        policies: vec![0.0; model.policies.len()],
        ..Year::default()
    };
    for (place, risk) in model.risks.iter().enumerate() {
        let left = |uses: &[ControlUse]| -> f64 {
            let acting = uses.iter().filter(|used| up[used.control as usize]);
            acting.map(|used| 1.0 - used.effectiveness(stage)).product()
        };
        let mut mean = random.value(&risk.rate) * random.value(&risk.susceptibility) * left(&risk.preventive);
        if risk.dispersion > 0.0 {
            mean *= random.gamma(risk.dispersion);
        }
        for _ in 0..random.poisson(mean) {
            let mut loss = 0.0;
            for magnitude in &risk.primary {
                let amount = random.value(&magnitude.amount) * left(&risk.mitigating);
                year.forms[magnitude.form as usize] += amount;
                loss += amount;
            }
            if let Some(secondary) = &risk.secondary
                && random.unit() < secondary.probability
            {
                for magnitude in &secondary.magnitudes {
                    let amount = random.value(&magnitude.amount);
                    year.forms[magnitude.form as usize] += amount;
                    loss += amount;
                }
            }
            if let Some(asset) = risk.asset {
                year.assets[asset as usize] += loss;
                for (failed, amount) in cascade(model, asset as usize, random) {
                    year.assets[failed] += amount;
                    year.forms[LossForm::Productivity as usize] += amount;
                    loss += amount;
                }
            }
            year.risks[place] += loss;
            year.loss += loss;
            if stage == Stage::Inherent {
                continue;
            }
            for (policy, paid) in model.policies.iter().zip(&mut year.policies) {
                if policy.risks.as_ref().is_none_or(|risks| risks.contains(&(place as u32))) {
                    let pays = (loss - policy.deductible).max(0.0).min(policy.limit.unwrap_or(f64::MAX));
                    *paid += pays;
                    loss -= pays;
                }
            }
        }
    }
    for (policy, paid) in model.policies.iter().zip(&mut year.policies) {
        let above = (*paid - policy.aggregate_deductible).max(0.0);
        *paid = above.min(policy.aggregate_limit.unwrap_or(f64::MAX));
        year.loss -= *paid;
    }
    year
}

fn controls_up(model: &LossModel, random: &mut Random) -> Vec<bool> {
    let struck: Vec<f64> = model.common_causes.iter().map(|_| random.unit()).collect();
    let up = |control: &SharedControl| {
        let down = 1.0 - control.reliability;
        let Some(cause) = control.common_cause else { return random.unit() >= down };
        let shared = model.common_causes[cause as usize].beta * down;
        let own = 1.0 - (1.0 - down) / (1.0 - shared);
        struck[cause as usize] >= shared && random.unit() >= own
    };
    model.controls.iter().map(up).collect()
}

/// What fails with an asset: each dependency passes it on or not, as drawn for all of them beforehand.
fn cascade(model: &LossModel, hit: usize, random: &mut Random) -> Vec<(usize, f64)> {
    let mut passes = Vec::new();
    for (asset, exposed) in model.assets.iter().enumerate() {
        for dependency in &exposed.depends_on {
            if random.unit() < dependency.probability {
                passes.push((dependency.asset as usize, asset));
            }
        }
    }
    let mut failed = vec![false; model.assets.len()];
    failed[hit] = true;
    for _ in 0..model.assets.len() {
        for (from, to) in &passes {
            failed[*to] |= failed[*from];
        }
    }
    let others = (0..failed.len()).filter(|asset| failed[*asset] && *asset != hit);
    let cost =
        |asset: usize| model.assets[asset].outage_loss.as_ref().map(|loss| (asset, random.value(loss)));
    others.filter_map(cost).collect()
}
