//! Random numbers by counter: equal for any number of threads, as nothing is drawn in turn.
//!
//! Philox 4×32 with ten rounds (Salmon, Moraes, Dror, Shaw, *Parallel random numbers: as easy as 1, 2, 3*, 2011).
#![allow(clippy::indexing_slicing, reason = "arrays of four and two words, and of the lanes")]

/// Four random words for a counter and a key.
#[inline]
pub(crate) fn philox(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
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

/// Counters that go together: what the widest registers hold, and with four words each all that narrower ones do.
const LANES: usize = 8;
/// Words that a group of counters gives.
const GROUP: u32 = 2 * LANES as u32;
const LOW: u64 = 0xFFFF_FFFF;

/// Random words of a stream from `first` on, a multiple of 16. The stream is named by three words and a seed; its word
/// *n* is the same however it is asked for.
///
/// Word *n* is a half of what one counter gives: of sixteen words the first eight are the first halves.
#[inline(always)]
pub(crate) fn words(words: &mut [u64], first: u32, stream: [u32; 3], seed: u64) {
    let mut counter = first / 2;
    let (groups, rest) = words.as_chunks_mut();
    let (pairs, single) = groups.as_chunks_mut();
    for pair in pairs {
        *pair = philox_groups::<2>(counter, stream, seed);
        counter = counter.wrapping_add(2 * LANES as u32);
    }
    for group in single {
        [*group] = philox_groups(counter, stream, seed);
        counter = counter.wrapping_add(LANES as u32);
    }
    if !rest.is_empty() {
        let [group] = philox_groups(counter, stream, seed);
        rest.copy_from_slice(&group[..rest.len()]);
    }
}

/// Word `place` of a stream.
#[inline]
pub(crate) fn word(place: u32, [b, c, d]: [u32; 3], seed: u64) -> u64 {
    let counter = place / GROUP * LANES as u32 + place % LANES as u32;
    let drawn = philox([counter, b, c, d], [seed as u32, (seed >> 32) as u32]);
    let half = if place % GROUP < LANES as u32 { 0 } else { 2 };
    u64::from(drawn[half]) << 32 | u64::from(drawn[half + 1])
}

/// A number between 0 and 1, never one of them, of the upper 52 bits of a word.
#[inline(always)]
pub(crate) fn unit(word: u64) -> f64 {
    f64::from_bits(word >> 12 | 0x3FF0_0000_0000_0000) - (1.0 - f64::EPSILON / 2.0)
}

/// [`philox`] of consecutive counters at once, of each group of them the first halves before the second. Each word of 32
/// bits is the lower half of one of 64, as the product needs it; what the upper half holds does not matter.
///
/// Two groups side by side take little longer than one, whose vectors wait for the product of the round before.
#[inline(always)]
fn philox_groups<const N: usize>(counter: u32, [b, c, d]: [u32; 3], seed: u64) -> [[u64; GROUP as usize]; N] {
    let same = |word: u32| [[u64::from(word); LANES]; N];
    let (mut w, mut x, mut y, mut z) = (same(0), same(b), same(c), same(d));
    for (lane, w) in (0..).zip(w.as_flattened_mut()) {
        *w = u64::from(counter.wrapping_add(lane));
    }
    let mut key = [seed & LOW, seed >> 32];
    for _ in 0..10 {
        for group in 0..N {
            for lane in 0..LANES {
                let low = (w[group][lane] & LOW).wrapping_mul(0xD251_1F53);
                let high = (y[group][lane] & LOW).wrapping_mul(0xCD9E_8D57);
                w[group][lane] = high >> 32 ^ x[group][lane] ^ key[0];
                x[group][lane] = high;
                y[group][lane] = low >> 32 ^ z[group][lane] ^ key[1];
                z[group][lane] = low;
            }
        }
        key = [key[0].wrapping_add(0x9E37_79B9) & LOW, key[1].wrapping_add(0xBB67_AE85) & LOW];
    }
    let mut drawn = [[0; GROUP as usize]; N];
    for group in 0..N {
        for lane in 0..LANES {
            drawn[group][lane] = w[group][lane] << 32 | (x[group][lane] & LOW);
            drawn[group][LANES + lane] = y[group][lane] << 32 | (z[group][lane] & LOW);
        }
    }
    drawn
}

/// Sixty-four throws, each a set bit with a probability of `share` ÷ 2³²: of the binary digits of as many uniform
/// numbers one is drawn after another, until each number is known to be below the share or not.
#[inline]
pub(crate) fn throws(share: u64, [a, b, c]: [u32; 3], seed: u64) -> u64 {
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
    fn a_word_is_the_same_however_it_is_asked_for() {
        for (first, length) in [(0, 100), (32, 1), (64, 33), (16, 7), (1 << 20, 1024)] {
            let mut many = vec![0; length];
            words(&mut many, first, [3, 5, 7], 0x1234_5678_9ABC_DEF0);
            let single = (first..).take(length).map(|place| word(place, [3, 5, 7], 0x1234_5678_9ABC_DEF0));
            assert_eq!(many, single.collect::<Vec<_>>());
        }
        let published = philox([0; 4], [0; 2]);
        assert_eq!(word(0, [0; 3], 0), u64::from(published[0]) << 32 | u64::from(published[1]));
        assert_eq!(word(8, [0; 3], 0), u64::from(published[2]) << 32 | u64::from(published[3]));
    }

    #[test]
    fn units_lie_between_0_and_1() {
        assert_eq!(unit(0), 2_f64.powi(-53));
        assert_eq!(unit(u64::MAX), 1.0 - 2_f64.powi(-53));
        assert_eq!(unit(1 << 63), 0.5 + 2_f64.powi(-53));
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
