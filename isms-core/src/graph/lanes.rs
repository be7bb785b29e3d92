//! Sixty-four searches in a word: each bit is one source.

/// Words that go together: they fill half a cache line.
pub(super) const WORDS: usize = 4;
/// Sources that go together.
pub(super) const LANES: usize = 64 * WORDS;

/// One bit for each of [`LANES`] sources.
pub(super) type Mask = [u64; WORDS];

pub(super) const EMPTY: Mask = [0; WORDS];

#[inline]
pub(super) fn zip(a: Mask, b: Mask, of: impl Fn(u64, u64) -> u64) -> Mask {
    let mut both = a;
    both.iter_mut().zip(b).for_each(|(a, b)| *a = of(*a, b));
    both
}

#[inline]
pub(super) fn or(a: Mask, b: Mask) -> Mask {
    zip(a, b, |a, b| a | b)
}

/// A mask of one lane.
pub(super) fn lane(number: usize) -> Mask {
    let mut mask = EMPTY;
    if let Some(word) = mask.get_mut(number / 64) {
        *word = 1 << (number % 64);
    }
    mask
}

/// The lanes whose bits are set.
pub(super) fn set_lanes(mask: Mask) -> impl Iterator<Item = usize> {
    mask.into_iter().enumerate().flat_map(|(word, mut bits)| {
        std::iter::from_fn(move || {
            let bit = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
            bits &= bits - 1;
            Some(64 * word + bit)
        })
    })
}

/// Planes above the first three; a flush is due before they overflow.
const PLANES: usize = 12;

/// Counts for each lane in how many masks it is set.
///
/// Eight masks at a time go through a tree of carry-save adders, as in Harley and Seal's population count (Muła, Kurz,
/// Lemire, *Faster population counts using AVX2 instructions*, 2018), here across words in place of along one: plane
/// `p` holds bit `p` of all counts.
pub(super) struct LaneCounts {
    waiting: Vec<Mask>,
    low: [Mask; 3],
    planes: [Mask; PLANES],
    eights: usize,
    counts: Vec<u32>,
}

impl LaneCounts {
    pub(super) fn new() -> Self {
        Self {
            waiting: Vec::with_capacity(8),
            low: [EMPTY; 3],
            planes: [EMPTY; PLANES],
            eights: 0,
            counts: vec![0; LANES],
        }
    }

    #[inline]
    pub(super) fn add(&mut self, mask: Mask) {
        self.waiting.push(mask);
        if self.waiting.len() == 8 {
            self.take_eight();
        }
    }

    fn take_eight(&mut self) {
        let &[a, b, c, d, e, f, g, h] = self.waiting.as_slice() else { return };
        let [ones, twos, fours] = self.low;
        let (ones, twos_a) = add(ones, a, b);
        let (ones, twos_b) = add(ones, c, d);
        let (twos, fours_a) = add(twos, twos_a, twos_b);
        let (ones, twos_a) = add(ones, e, f);
        let (ones, twos_b) = add(ones, g, h);
        let (twos, fours_b) = add(twos, twos_a, twos_b);
        let (fours, mut carry) = add(fours, fours_a, fours_b);
        self.low = [ones, twos, fours];
        for plane in &mut self.planes {
            let both = zip(*plane, carry, |a, b| a & b);
            *plane = zip(*plane, carry, |a, b| a ^ b);
            carry = both;
        }
        self.waiting.clear();
        self.eights += 1;
        if self.eights == (1 << PLANES) - 1 {
            self.flush();
        }
    }

    fn flush(&mut self) {
        for (plane, mask) in self.low.iter().chain(&self.planes).enumerate() {
            for lane in set_lanes(*mask) {
                if let Some(count) = self.counts.get_mut(lane) {
                    *count += 1 << plane;
                }
            }
        }
        (self.low, self.planes, self.eights) = ([EMPTY; 3], [EMPTY; PLANES], 0);
    }

    /// The counts by lane since the last time, and begins anew.
    pub(super) fn take(&mut self) -> Vec<u32> {
        self.flush();
        for mask in std::mem::take(&mut self.waiting) {
            for lane in set_lanes(mask) {
                if let Some(count) = self.counts.get_mut(lane) {
                    *count += 1;
                }
            }
        }
        std::mem::replace(&mut self.counts, vec![0; LANES])
    }
}

/// A full adder in each lane: the sum and the carry.
#[inline]
fn add(a: Mask, b: Mask, c: Mask) -> (Mask, Mask) {
    let half = zip(a, b, |a, b| a ^ b);
    let carry = or(zip(a, b, |a, b| a & b), zip(half, c, |a, b| a & b));
    (zip(half, c, |a, b| a ^ b), carry)
}

/// How many lanes are set.
pub(super) fn ones(mask: Mask) -> u32 {
    mask.iter().map(|word| word.count_ones()).sum()
}
