//! Which of many numbers pass a test: without a branch for each, as which do is by chance.

/// How many numbers are looked at at a time.
pub(crate) const BITS: usize = u64::BITS as usize;

/// Which of up to 64 numbers pass, each by its bit.
#[inline(always)]
pub(crate) fn which(numbers: &[f64], passes: impl Fn(f64) -> bool) -> u64 {
    let of = |numbers: &[f64]| {
        let mut passing = 0;
        for (bit, number) in numbers.iter().enumerate() {
            passing |= u64::from(passes(*number)) << bit;
        }
        passing
    };
    // Whole ones apart, as loops of known length become vectors.
    numbers.first_chunk::<BITS>().map_or_else(|| of(numbers), |numbers| of(numbers))
}

/// The places of the bits that are set, ascending.
#[inline(always)]
pub(crate) fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = set.trailing_zeros() as usize;
        set &= set.wrapping_sub(1);
        (lowest < BITS).then_some(lowest)
    })
}
