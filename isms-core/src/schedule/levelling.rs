//! Spreading recurring work over the months, so that the fullest month is as light as it can be.

/// Most placements that the exact search looks at before it settles for the best found.
const MOST_STEPS: usize = 20_000;

/// Hours below this are rounding.
const NOTHING: f64 = 1e-9;

/// Work that comes round every so many months.
#[derive(Debug, Clone, PartialEq)]
pub struct Recurring {
    /// Hours each time.
    pub hours: f64,
    /// Months from one time to the next; at least one.
    pub every: usize,
    /// Months of the first round in which it may begin, from 0 to `every - 1`; any if empty.
    pub starts: Vec<usize>,
}

/// A spread of work.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    /// The month in which each piece of work begins.
    pub starts: Vec<usize>,
    /// Hours of the fullest month.
    pub peak: f64,
    /// Whether no spread has a lower peak. Else the search was broken off: the peak lies between the lower bound and
    /// what it is.
    pub optimal: bool,
    /// No spread has a lower peak than this.
    pub lower_bound: f64,
}

/// Chooses the month in which each piece of work begins, such that the fullest month is as light as it can be on top
/// of the hours that are there already in each month (`base`, whose length is the horizon).
///
/// The largest are placed first, each where the peak grows least; then single pieces are moved as long as that helps;
/// then all placements are tried by branch and bound, up to a number of steps. The same work gives the same spread.
///
/// ```
/// use isms_core::schedule::{Recurring, level};
/// let work = |hours, every| Recurring { hours, every, starts: vec![] };
/// let spread = level(&[work(4.0, 2), work(3.0, 2), work(1.0, 2)], &[0.0, 0.0]);
/// assert_eq!((spread.peak, spread.optimal), (4.0, true));
/// ```
pub fn level(work: &[Recurring], base: &[f64]) -> Spread {
    let mut order: Vec<usize> = (0..work.len()).collect();
    let size = |i: &usize| work.get(*i).map_or(0.0, |w| w.hours);
    order.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.cmp(b)));
    let pieces: Vec<Piece> =
        order.iter().filter_map(|i| work.get(*i)).map(|w| Piece::new(w, base.len())).collect();

    let mut loads = base.to_vec();
    let mut chosen: Vec<usize> = pieces.iter().map(|piece| place_best(piece, &mut loads)).collect();
    improve(&pieces, &mut chosen, &mut loads);

    let lower_bound = lower_bound(&pieces, base);
    let mut search = Search { pieces: &pieces, peak: peak(&loads), best: chosen, steps: 0, lower_bound };
    if search.peak > lower_bound + NOTHING {
        search.branch(&mut base.to_vec(), &mut Vec::new());
    }
    let optimal = search.peak <= lower_bound + NOTHING || search.steps <= MOST_STEPS;
    let lower_bound = if optimal { search.peak } else { lower_bound };
    let mut starts = vec![0; work.len()];
    for (i, start) in order.iter().zip(&search.best) {
        if let Some(place) = starts.get_mut(*i) {
            *place = *start;
        }
    }
    Spread { starts, peak: search.peak, optimal, lower_bound }
}

struct Piece {
    hours: f64,
    every: usize,
    starts: Vec<usize>,
}

impl Piece {
    fn new(work: &Recurring, horizon: usize) -> Self {
        let every = work.every.max(1);
        let mut starts: Vec<usize> = work.starts.iter().copied().filter(|start| *start < every).collect();
        if starts.is_empty() {
            starts = (0..every.min(horizon.max(1))).collect();
        }
        starts.sort_unstable();
        starts.dedup();
        Self { hours: work.hours, every, starts }
    }
    fn add(&self, start: usize, loads: &mut [f64], sign: f64) {
        loads.iter_mut().skip(start).step_by(self.every).for_each(|load| *load += sign * self.hours);
    }
    /// The fullest of the months that it would come in.
    fn fullest(&self, start: usize, loads: &[f64]) -> f64 {
        loads.iter().skip(start).step_by(self.every).fold(0.0, |most: f64, load| most.max(*load))
    }
    fn times(&self, start: usize, horizon: usize) -> usize {
        horizon.saturating_sub(start).div_ceil(self.every)
    }
}

fn peak(loads: &[f64]) -> f64 {
    loads.iter().copied().fold(0.0, f64::max)
}

/// Places a piece where the months it comes in are lightest; of equals the earliest.
fn place_best(piece: &Piece, loads: &mut [f64]) -> usize {
    let lightest = |a: &&usize, b: &&usize| piece.fullest(**a, loads).total_cmp(&piece.fullest(**b, loads));
    let start = piece.starts.iter().min_by(lightest).copied().unwrap_or_default();
    piece.add(start, loads, 1.0);
    start
}

/// Moves single pieces out of fuller into lighter months until none can be moved.
fn improve(pieces: &[Piece], chosen: &mut [usize], loads: &mut [f64]) {
    // Each move makes the fullest month of the piece lighter; rounds are bounded all the same.
    for _ in 0..100 {
        let mut moved = false;
        for (piece, start) in pieces.iter().zip(chosen.iter_mut()) {
            let before = piece.fullest(*start, loads);
            piece.add(*start, loads, -1.0);
            let better = place_best(piece, loads);
            if piece.fullest(better, loads) < before - NOTHING {
                (*start, moved) = (better, true);
            } else {
                piece.add(better, loads, -1.0);
                piece.add(*start, loads, 1.0);
            }
        }
        if !moved {
            return;
        }
    }
}

/// The mean month, and each piece where it fits best beside what has no choice: no spread is lighter.
fn lower_bound(pieces: &[Piece], base: &[f64]) -> f64 {
    let mut base = base.to_vec();
    let (fixed, pieces): (Vec<&Piece>, Vec<&Piece>) =
        pieces.iter().partition(|piece| piece.starts.len() == 1);
    for piece in fixed {
        piece.add(piece.starts.first().copied().unwrap_or_default(), &mut base, 1.0);
    }
    let base = base.as_slice();
    let fewest = |piece: &&Piece| piece.starts.iter().map(|s| piece.times(*s, base.len())).min().unwrap_or(0);
    let all: f64 = base.iter().sum::<f64>() + pieces.iter().map(|p| p.hours * fewest(p) as f64).sum::<f64>();
    let alone =
        |p: &&Piece| p.hours + p.starts.iter().map(|s| p.fullest(*s, base)).fold(f64::INFINITY, f64::min);
    let largest = pieces.iter().map(alone).filter(|hours| hours.is_finite()).fold(0.0, f64::max);
    (all / base.len().max(1) as f64).max(largest).max(peak(base))
}

struct Search<'a> {
    pieces: &'a [Piece],
    best: Vec<usize>,
    peak: f64,
    steps: usize,
    lower_bound: f64,
}

impl Search<'_> {
    /// Tries every place of the next piece that keeps below the best peak so far.
    fn branch(&mut self, loads: &mut Vec<f64>, chosen: &mut Vec<usize>) {
        let pieces = self.pieces;
        let Some(piece) = pieces.get(chosen.len()) else {
            self.peak = peak(loads);
            self.best.clone_from(chosen);
            return;
        };
        for &start in &piece.starts {
            if self.steps > MOST_STEPS || self.peak <= self.lower_bound + NOTHING {
                return;
            }
            self.steps += 1;
            if piece.fullest(start, loads) + piece.hours < self.peak - NOTHING {
                piece.add(start, loads, 1.0);
                chosen.push(start);
                self.branch(loads, chosen);
                chosen.pop();
                piece.add(start, loads, -1.0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The lowest peak of all placements, tried one by one.
    fn by_enumeration(work: &[Recurring], base: &[f64]) -> f64 {
        let Some((first, rest)) = work.split_first() else { return peak(base) };
        let piece = Piece::new(first, base.len());
        let each = piece.starts.iter().map(|start| {
            let mut loads = base.to_vec();
            piece.add(*start, &mut loads, 1.0);
            by_enumeration(rest, &loads)
        });
        each.fold(f64::INFINITY, f64::min)
    }

    fn work() -> impl Strategy<Value = Recurring> {
        (1..9_u8, prop::sample::select(vec![1, 2, 3, 4]), prop::collection::vec(0..4_usize, 0..3))
            .prop_map(|(hours, every, starts)| Recurring { hours: f64::from(hours), every, starts })
    }

    proptest! {
        #[test]
        fn the_peak_is_the_lowest_there_is(all in prop::collection::vec(work(), 0..6), base in prop::collection::vec(0..6_u8, 12)) {
            let base: Vec<f64> = base.into_iter().map(f64::from).collect();
            let found = level(&all, &base);
            prop_assert!(found.optimal);
            prop_assert_eq!(found.peak, by_enumeration(&all, &base));
            let mut loads = base.clone();
            for (work, start) in all.iter().zip(&found.starts) {
                Piece::new(work, base.len()).add(*start, &mut loads, 1.0);
            }
            prop_assert_eq!(peak(&loads), found.peak);
            prop_assert_eq!(level(&all, &base), found);
        }
    }

    #[test]
    fn what_is_too_much_to_try_keeps_its_bounds() {
        let all: Vec<_> = (0..60)
            .map(|i| Recurring { hours: 1.0 + f64::from(i % 7) * 0.37, every: 12, starts: vec![] })
            .collect();
        let found = level(&all, &[0.0; 36]);
        assert!(found.lower_bound <= found.peak && found.peak < 1.1 * found.lower_bound, "{found:?}");
    }
}
