//! Random numbers by counter: equal for any number of threads, as nothing is drawn in turn.
//!
//! Philox 4×32 with ten rounds (Salmon, Moraes, Dror, Shaw, *Parallel random numbers: as easy as 1, 2, 3*, 2011).
#![allow(clippy::indexing_slicing, reason = "arrays of four and two words")]

/// Four random words for a counter and a key.
#[inline]
pub(super) fn philox(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    for _ in 0..10 {
        let a = 0xD251_1F53_u64 * u64::from(counter[0]);
        let b = 0xCD9E_8D57_u64 * u64::from(counter[2]);
        counter = [
            (b >> 32) as u32 ^ counter[1] ^ key[0],
            b as u32,
            (a >> 32) as u32 ^ counter[3] ^ key[1],
            a as u32,
        ];
        key = [key[0].wrapping_add(0x9E37_79B9), key[1].wrapping_add(0xBB67_AE85)];
    }
    counter
}

/// Sixty-four throws, each a set bit with a probability of `share` ÷ 2³²: of the binary digits of as many uniform
/// numbers one is drawn after another, until each number is known to be below the share or not.
#[inline]
pub(super) fn throws(share: u64, [a, b, c]: [u32; 3], seed: u64) -> u64 {
    if share >= 1 << 32 {
        return u64::MAX;
    }
    let (mut below, mut open) = (0, u64::MAX);
    let mut words = [0; 2];
    for digit in 0..32 {
        let left = share & (u64::from(u32::MAX) >> digit);
        if open == 0 || left == 0 {
            break;
        }
        if digit % 2 == 0 {
            let [w, x, y, z] = philox([a, b, c, digit / 2], [seed as u32, (seed >> 32) as u32]);
            words = [u64::from(w) << 32 | u64::from(x), u64::from(y) << 32 | u64::from(z)];
        }
        let drawn = words[(digit % 2) as usize];
        if share >> (31 - digit) & 1 == 1 {
            below |= open & !drawn;
            open &= drawn;
        } else {
            open &= !drawn;
        }
    }
    below
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_answers() {
        let known = [
            ([0; 4], [0; 2], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]),
            ([u32::MAX; 4], [u32::MAX; 2], [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]),
            (
                [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
                [0xa4093822, 0x299f31d0],
                [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
            ),
        ];
        for (counter, key, answer) in known {
            assert_eq!(philox(counter, key), answer);
        }
    }

    #[test]
    fn throws_hit_their_share() {
        for share in [0, 1 << 20, 1 << 31, 3 << 30, 0x1999_999A, 1 << 32] {
            let hits: u32 = (0..4096).map(|n| throws(share, [n, 7, 1], 42).count_ones()).sum();
            let (trials, p) = (64.0 * 4096.0, share as f64 / 2_f64.powi(32));
            let error = (f64::from(hits) - trials * p).abs();
            assert!(error <= 4.0 * (trials * p * (1.0 - p)).sqrt(), "{share}: {hits}");
        }
    }
}
