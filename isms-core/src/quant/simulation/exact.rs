//! Sums without rounding, equal in any order.
//!
//! A number of 64-bit floating point is a whole number of 2⁻¹⁰⁷⁴; sums of such whole numbers, kept in full, are exact
//! (U. Kulisch, *Very fast and exact accumulation of products*, 2011).
#![allow(clippy::indexing_slicing, reason = "a finite number ends below the last limb")]

use serde::{Deserialize, Serialize};

/// 2⁻¹⁰⁷⁴ up to 2¹⁰²⁴, and room for 2⁷⁸ summands.
const LIMBS: usize = 34;
/// The exponent of the lowest bit.
const LOWEST: i32 = -1074;

/// An exact sum of numbers of at least 0.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Trimmed", into = "Trimmed")]
pub(super) struct ExactSum(Option<Box<[u64; LIMBS]>>);

impl ExactSum {
    /// Adds a finite number of at least 0.
    pub(super) fn add(&mut self, value: f64) {
        if value == 0.0 {
            return;
        }
        let bits = value.to_bits();
        let exponent = (bits >> 52) as usize & 0x7FF;
        let fraction = bits & ((1 << 52) - 1);
        let (mantissa, shift) = match exponent {
            0 => (fraction, 0),
            _ => (fraction | 1 << 52, exponent - 1),
        };
        let wide = u128::from(mantissa) << (shift % 64);
        let limbs = self.0.get_or_insert_with(|| Box::new([0; LIMBS]));
        add_at(limbs.as_mut_slice(), shift / 64, [wide as u64, (wide >> 64) as u64]);
    }

    /// Adds another sum.
    pub(super) fn merge(&mut self, other: &Self) {
        let Some(others) = &other.0 else { return };
        let limbs = self.0.get_or_insert_with(|| Box::new([0; LIMBS]));
        let mut carry = false;
        for (limb, other) in limbs.iter_mut().zip(others.iter()) {
            let (sum, first) = limb.overflowing_add(*other);
            let (sum, second) = sum.overflowing_add(u64::from(carry));
            (*limb, carry) = (sum, first || second);
        }
    }

    /// The sum, rounded once.
    pub(super) fn value(&self) -> f64 {
        let Some(limbs) = &self.0 else { return 0.0 };
        let Some(top) = limbs.iter().rposition(|limb| *limb != 0) else { return 0.0 };
        // The two highest limbs hold at least 65 bits; what lies below only tells which way a tie goes.
        let below = limbs[..top.saturating_sub(1)].iter().any(|limb| *limb != 0);
        let (high, low) = (limbs[top], if top > 0 { limbs[top - 1] } else { 0 });
        let wide = u128::from(high) << 64 | u128::from(low) | u128::from(below);
        let exponent = 64 * (top as i32 - 1) + LOWEST;
        scale(wide as f64, exponent)
    }
}

/// Multiplies by a power of two in steps that neither overflow nor round before the last.
fn scale(mut value: f64, mut exponent: i32) -> f64 {
    while exponent != 0 {
        let step = exponent.clamp(-1000, 1000);
        value *= f64::from_bits(((1023 + step) as u64) << 52);
        exponent -= step;
    }
    value
}

fn add_at(limbs: &mut [u64], place: usize, [low, high]: [u64; 2]) {
    let (sum, mut carry) = limbs[place].overflowing_add(low);
    limbs[place] = sum;
    let mut more = high;
    for limb in &mut limbs[place + 1..] {
        let (sum, first) = limb.overflowing_add(more);
        let (sum, second) = sum.overflowing_add(u64::from(carry));
        (*limb, carry, more) = (sum, first || second, 0);
        if !carry {
            break;
        }
    }
}

/// The limbs from the lowest to the highest that is not zero.
#[derive(Serialize, Deserialize)]
struct Trimmed {
    first: u8,
    limbs: Vec<u64>,
}

impl From<ExactSum> for Trimmed {
    fn from(sum: ExactSum) -> Self {
        let limbs = sum.0.as_ref().map_or(&[][..], |limbs| limbs.as_slice());
        let first = limbs.iter().position(|limb| *limb != 0).unwrap_or(0);
        let end = limbs.iter().rposition(|limb| *limb != 0).map_or(first, |last| last + 1);
        Self { first: first as u8, limbs: limbs.get(first..end).unwrap_or_default().to_vec() }
    }
}

impl TryFrom<Trimmed> for ExactSum {
    type Error = &'static str;

    fn try_from(trimmed: Trimmed) -> Result<Self, Self::Error> {
        if trimmed.limbs.is_empty() {
            return Ok(Self(None));
        }
        let mut limbs = Box::new([0; LIMBS]);
        let first = usize::from(trimmed.first);
        let place =
            limbs.get_mut(first..first + trimmed.limbs.len()).ok_or("a sum beyond the range of numbers")?;
        place.copy_from_slice(&trimmed.limbs);
        Ok(Self(Some(limbs)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_rounding_would_lose_is_kept() {
        let mut sum = ExactSum::default();
        sum.add(1e300);
        for _ in 0..1000 {
            sum.add(1e-300);
            sum.add(f64::from_bits(1));
        }
        let mut other = ExactSum::default();
        other.add(1e300);
        assert_eq!(sum.value(), 1e300);
        assert_ne!(sum, other);
        let mut most = ExactSum::default();
        most.add(f64::MAX);
        assert_eq!(most.value(), f64::MAX);
        let mut least = ExactSum::default();
        least.add(f64::from_bits(1));
        assert_eq!(least.value(), f64::from_bits(1));
    }

    proptest! {
        #[test]
        fn any_order_and_any_split_give_the_same(whole in prop::collection::vec(0_u64..1 << 52, 1..50), at in 0_usize..50) {
            // Whole numbers over 2¹⁰, whose sum 128 bits hold exactly.
            let values: Vec<f64> = whole.iter().map(|n| *n as f64 / 1024.0).collect();
            let mut forth = ExactSum::default();
            values.iter().for_each(|value| forth.add(*value));
            let (left, right) = values.split_at(at.min(values.len()));
            let mut back = ExactSum::default();
            right.iter().rev().for_each(|value| back.add(*value));
            let mut rest = ExactSum::default();
            left.iter().rev().for_each(|value| rest.add(*value));
            back.merge(&rest);
            prop_assert_eq!(&forth, &back);
            prop_assert_eq!(forth.value(), whole.iter().map(|n| u128::from(*n)).sum::<u128>() as f64 / 1024.0);
            let written = serde_json::to_vec(&forth).unwrap();
            prop_assert_eq!(serde_json::from_slice::<ExactSum>(&written).unwrap(), forth);
        }
    }
}
