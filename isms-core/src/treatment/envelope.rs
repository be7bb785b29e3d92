//! How little of a risk's loss can be left when actions are chosen in part: a convex function below the product.
//!
//! What is left of a row is the product of 1 − eₐ over the chosen columns a. For columns chosen in part, 0 ≤ xₐ ≤ 1, the
//! bound is built up column by column, the strongest last. From a bound h of what the columns before leave, which is at
//! least their product P, it is the greatest of
//!
//! - h − e x and (1 − e) h + P e (1 − x), which together are the convex envelope of h (1 − e x) for h from P to 1
//!   (G. P. McCormick, *Computability of global solutions to factorable nonconvex programs*, 1976);
//! - Π (1 − eₐ)^xₐ over all columns so far, convex since its logarithm is linear.
//!
//! All three equal the product where every x is 0 or 1, and are convex and grow with h; so is and does their greatest.
//! The last is strong where many weak actions come together, the others where one action nearly ends a risk.
#![allow(clippy::indexing_slicing, reason = "a hot kernel over entries numbered here")]

use super::fates::{Fate, Fates};
use super::model::Model;

/// Columns that leave less than this have no power of their effect: its slope would be lost in rounding.
const LEAST_POWER: f64 = 1e-6;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Piece {
    Less,
    Share,
    Power,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    column: u32,
    factor: f64,
    logarithm: f64,
    /// Product of the factors of the entries before it in the row.
    before: f64,
    piece: Piece,
    power: f64,
}

/// The rows of a model that are still open, with what the chosen columns leave of them.
#[derive(Debug)]
pub(super) struct Envelope {
    entries: Vec<Entry>,
    /// Row, end of its entries, and what the chosen columns leave of it.
    rows: Vec<(u32, u32, f64)>,
    /// What is left of each row of the model at the point asked last.
    pub(super) left: Vec<f64>,
}

/// A linear function below what is left, weighted: `constant` + Σ slope × x.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Cut {
    pub(super) constant: f64,
    pub(super) slopes: Vec<f64>,
}

impl Envelope {
    pub(super) fn new(model: &Model, fates: &Fates) -> Self {
        let mut envelope = Self { entries: vec![], rows: vec![], left: vec![1.0; model.rows.len()] };
        for (number, row) in model.rows.iter().enumerate() {
            let (mut chosen, mut before) = (1.0, 1.0);
            let first = envelope.entries.len();
            for (column, factor) in &row.columns {
                match fates.of[*column as usize] {
                    Fate::Out => {}
                    Fate::In => chosen *= factor,
                    Fate::Free => {
                        let logarithm = factor.max(LEAST_POWER).ln();
                        let (column, factor) = (*column, *factor);
                        let (piece, power) = (Piece::Less, 1.0);
                        envelope.entries.push(Entry { column, factor, logarithm, before, piece, power });
                        before *= factor;
                    }
                }
            }
            envelope.left[number] = chosen;
            if envelope.entries.len() > first && chosen > 0.0 {
                envelope.rows.push((number as u32, envelope.entries.len() as u32, chosen));
            } else {
                envelope.entries.truncate(first);
            }
        }
        envelope
    }

    /// Finds what is left at a point.
    pub(super) fn at(&mut self, point: &[f64]) {
        let mut first = 0;
        for (row, end, chosen) in &self.rows {
            let end = *end as usize;
            let (mut left, mut power, mut powers) = (1.0_f64, 1.0_f64, true);
            for entry in &mut self.entries[first..end] {
                let x = point[entry.column as usize];
                powers &= entry.factor >= LEAST_POWER;
                power *= raised(entry.factor, entry.logarithm, x);
                let effect = 1.0 - entry.factor;
                let less = left - effect * x;
                let share = entry.factor * left + entry.before * effect * (1.0 - x);
                (left, entry.piece) = if less >= share { (less, Piece::Less) } else { (share, Piece::Share) };
                if powers && power > left {
                    (left, entry.piece) = (power, Piece::Power);
                }
                entry.power = power;
            }
            self.left[*row as usize] = chosen * left;
            first = end;
        }
    }

    /// The linear function that touches what is left, weighted, at the point asked last.
    pub(super) fn cut(&self, weights: &[f64], point: &[f64]) -> Cut {
        let mut slopes = vec![0.0; point.len()];
        let mut first = 0;
        for (row, end, chosen) in &self.rows {
            let end = *end as usize;
            let mut scale = weights[*row as usize] * chosen;
            let entries = &self.entries[first..end];
            for (at, entry) in entries.iter().enumerate().rev() {
                let effect = 1.0 - entry.factor;
                match entry.piece {
                    Piece::Less => slopes[entry.column as usize] -= scale * effect,
                    Piece::Share => {
                        slopes[entry.column as usize] -= scale * entry.before * effect;
                        scale *= entry.factor;
                    }
                    Piece::Power => {
                        for entry in &entries[..=at] {
                            slopes[entry.column as usize] += scale * entries[at].power * entry.logarithm;
                        }
                        break;
                    }
                }
            }
            first = end;
        }
        let value: f64 = self.left.iter().zip(weights).map(|(left, weight)| left * weight).sum();
        let along: f64 = slopes.iter().zip(point).map(|(slope, x)| slope * x).sum();
        Cut { constant: value - along, slopes }
    }
}

fn raised(factor: f64, logarithm: f64, x: f64) -> f64 {
    if x <= 0.0 {
        1.0
    } else if x >= 1.0 {
        factor
    } else {
        (x * logarithm).exp()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::treatment::model::Row;

    fn model(factors: &[f64]) -> Model {
        let mut columns: Vec<(u32, f64)> =
            factors.iter().enumerate().map(|(at, f)| (at as u32, *f)).collect();
        columns.sort_by(|a, b| b.1.total_cmp(&a.1));
        let rows = vec![Row { risk: 0, share: 1.0, columns }];
        Model { columns: vec![], candidates: vec![], rows, limits: vec![] }
    }

    proptest! {
        #[test]
        fn cuts_touch_their_point_and_lie_below_every_portfolio(
            factors in prop::collection::vec(prop_oneof![Just(0.0), 0.0..1.0, 0.5..1.0], 1..7),
            point in prop::collection::vec(prop_oneof![Just(0.0), Just(1.0), 0.0..1.0], 7),
        ) {
            let model = model(&factors);
            let fates = Fates { of: vec![Fate::Free; factors.len()], used: vec![] };
            let mut envelope = Envelope::new(&model, &fates);
            let point = &point[..factors.len()];
            envelope.at(point);
            let cut = envelope.cut(&[1.0], point);
            let at = |x: &[f64]| cut.constant + cut.slopes.iter().zip(x).map(|(s, x)| s * x).sum::<f64>();
            prop_assert!((at(point) - envelope.left[0]).abs() < 1e-9);
            for set in 0..1_u32 << factors.len() {
                let corner: Vec<f64> = (0..factors.len()).map(|a| f64::from(set >> a & 1)).collect();
                let product: f64 = factors.iter().zip(&corner).map(|(f, x)| 1.0 - (1.0 - f) * x).product();
                prop_assert!(at(&corner) <= product + 1e-9, "{corner:?}: {} {product}", at(&corner));
                if corner == point {
                    prop_assert!((at(&corner) - product).abs() < 1e-9);
                }
            }
        }
    }
}
