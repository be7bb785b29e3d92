//! How far a grid must reach.

use super::{CompoundLoss, Count};

/// The probability of losses beyond the grid that is aimed at.
const AIM: f64 = 1e-8;
/// Standard deviations that a sum of many losses stays within, and those of a number of events that spreads as a gamma
/// distribution does.
const DEVIATIONS: f64 = 8.0;
const GAMMA_DEVIATIONS: f64 = 18.0;
/// Doublings, and then halvings, until the far end of a single large loss is found to a part in a thousand.
const MOST_DOUBLINGS: u32 = 400;
const HALVINGS: u32 = 10;

/// A loss that a year hardly exceeds: neither by a single large loss on top of a usual year, nor by many.
pub(super) fn span(losses: &[CompoundLoss]) -> f64 {
    let mut total = (0.0, 0.0);
    let mut mixed = 0.0_f64;
    for loss in losses {
        let (mean, variance) = loss.moments();
        total = (total.0 + mean, total.1 + variance);
        if matches!(loss.count, Count::NegativeBinomial { .. } | Count::MixedPoisson { .. }) {
            mixed = mixed.max(loss.count.moments().1.sqrt() * loss.severity.mean());
        }
    }
    let (mean, variance) = total;
    let events: Vec<f64> = losses.iter().map(|loss| loss.count.moments().0).collect();
    let beyond = |x: f64| -> f64 {
        losses.iter().zip(&events).map(|(loss, events)| events * loss.severity.survival(x)).sum()
    };
    let mut high = mean.max(f64::MIN_POSITIVE);
    let mut doublings = 0;
    while beyond(high) > AIM && doublings < MOST_DOUBLINGS {
        high *= 2.0;
        doublings += 1;
    }
    let mut low = high / 2.0;
    for _ in 0..HALVINGS {
        let middle = (low + high) / 2.0;
        if beyond(middle) > AIM { low = middle } else { high = middle }
    }
    // Of a variance that is infinite, what a single loss no larger than this can make of it.
    let deviation = variance.min(mean * high).sqrt();
    mean + high.max(DEVIATIONS * deviation).max(GAMMA_DEVIATIONS * mixed)
}
