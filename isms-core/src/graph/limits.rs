//! How far a search goes, and along which edges.

use crate::error::{Error, ErrorCode, Result};

/// How many steps to look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Depth {
    /// To the end.
    #[default]
    Any,
    /// This many steps.
    AtMost(usize),
}

impl Depth {
    /// Whether one more step may follow so many.
    pub(super) fn allows_after(self, steps: usize) -> bool {
        match self {
            Self::Any => true,
            Self::AtMost(most) => steps < most,
        }
    }
}

/// A set of kinds of edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kinds([u64; 4]);

impl Kinds {
    /// Every kind.
    pub const ALL: Self = Self([u64::MAX; 4]);

    /// These kinds.
    pub fn of(kinds: &[u8]) -> Self {
        let mut words = [0; 4];
        for kind in kinds {
            if let Some(word) = words.get_mut(usize::from(*kind >> 6)) {
                *word |= 1 << (kind & 63);
            }
        }
        Self(words)
    }

    /// The kinds that are in both sets.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let mut both = self.0;
        both.iter_mut().zip(other.0).for_each(|(one, other)| *one &= other);
        Self(both)
    }

    /// Whether a kind is among them.
    #[inline]
    pub fn contains(self, kind: u8) -> bool {
        self.0.get(usize::from(kind >> 6)).is_some_and(|word| word >> (kind & 63) & 1 == 1)
    }
}

/// What a search is limited to.
///
/// A node is at hand if a way of at most `depth` steps along edges of `kinds` leads to it. Of those at hand the search
/// keeps the ones that some way, through nodes at hand, reaches with at least `min_probability`: the probability of a
/// way is the product of those of its edges.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// How many steps.
    pub depth: Depth,
    /// Along which edges.
    pub kinds: Kinds,
    /// How probable the strongest way must be, 0 to 1.
    pub min_probability: f32,
}

impl Default for Limits {
    /// No limit.
    fn default() -> Self {
        Self { depth: Depth::Any, kinds: Kinds::ALL, min_probability: 0.0 }
    }
}

impl Limits {
    pub(super) fn check(&self) -> Result<()> {
        if (0.0..=1.0).contains(&self.min_probability) {
            return Ok(());
        }
        let problem = format!("{} is not a probability", self.min_probability);
        Err(Error::new(ErrorCode::Value, "min_probability", problem, "give a number from 0 to 1"))
    }
}
