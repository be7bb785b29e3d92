//! The cheapest sets that cover everything: weighted set cover, and the next best ones.
//!
//! Solved exactly by branch and bound: what is not covered and has fewest candidates is branched on, and each branch
//! goes without the candidates tried before it, so that no set is met twice. A branch is left once what it has chosen
//! and what the rest must cost at least is no better than the sets kept. That least cost is a feasible solution of the
//! dual of the linear relaxation, by raising the price of one element after another as far as its candidates let it.
//!
//! It starts from the greedy set, which costs at most 1 + 1/2 + … + 1/d times the cheapest one, where no candidate covers
//! more than d elements (V. Chvátal, *A greedy heuristic for the set-covering problem*, 1979).
#![allow(clippy::indexing_slicing, reason = "candidates and elements are numbers within the problem")]

use std::collections::{BTreeMap, BTreeSet};

/// Looks at a candidate of an element after which the search is given up: about a second.
const STEPS: usize = 50_000_000;

/// What is to be covered, by what.
#[derive(Debug)]
pub(super) struct Problem {
    /// The cost of each candidate.
    costs: Vec<u128>,
    /// The candidates of each element, ascending; elements of the same candidates are one.
    elements: Vec<Vec<usize>>,
    /// How many of the elements given each of them stands for.
    weights: Vec<usize>,
}

/// A set of candidates that covers everything.
pub(super) type Set = (u128, Vec<usize>);

/// The sets found.
pub(super) struct Found {
    /// The cheapest first. None of their members can be spared.
    pub(super) sets: Vec<Set>,
    /// Whether no cheaper ones can be.
    pub(super) exact: bool,
    /// What any set must cost at least.
    pub(super) at_least: u128,
}

/// Candidates chosen, and those that must be done without.
struct Branch {
    chosen: Vec<usize>,
    without: Vec<bool>,
}

impl Problem {
    /// Every element must have a candidate.
    pub(super) fn new(costs: Vec<u128>, elements: impl IntoIterator<Item = Vec<usize>>) -> Self {
        let mut alike: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
        elements.into_iter().for_each(|candidates| *alike.entry(candidates).or_default() += 1);
        let (elements, weights) = alike.into_iter().unzip();
        Self { costs, elements, weights }
    }

    /// The `count` cheapest sets.
    pub(super) fn cheapest(&self, count: usize) -> Found {
        self.cheapest_within(count, STEPS)
    }

    fn cheapest_within(&self, count: usize, steps: usize) -> Found {
        let greedy = self.greedy();
        let mut kept = BTreeSet::from([greedy.clone()]);
        let mut left = steps;
        let mut open = vec![Branch { chosen: Vec::new(), without: vec![false; self.costs.len()] }];
        let incidences: usize = self.elements.iter().map(Vec::len).sum::<usize>() + 1;
        while let Some(branch) = open.pop() {
            let Some(rest) = left.checked_sub(incidences) else {
                open.push(branch);
                break;
            };
            left = rest;
            let cost = self.cost(&branch.chosen);
            let bare = self.bare(&branch);
            if bare.is_empty() {
                if self.needs_all(&branch.chosen) {
                    let mut members = branch.chosen;
                    members.sort_unstable();
                    kept.insert((cost, members));
                    if kept.len() > count {
                        kept.pop_last();
                    }
                }
                continue;
            }
            let full = kept.len() >= count;
            let worst = kept.last().map_or(u128::MAX, |(cost, _)| *cost);
            if full && cost + self.least(&branch, &bare) >= worst {
                continue;
            }
            let Some(candidates) = bare.into_iter().map(|(_, candidates)| candidates).min_by_key(Vec::len)
            else {
                continue;
            };
            let mut branches = Vec::with_capacity(candidates.len());
            let mut without = branch.without;
            for candidate in self.by_cost(candidates) {
                let mut chosen = branch.chosen.clone();
                chosen.push(candidate);
                branches.push(Branch { chosen, without: without.clone() });
                without[candidate] = true;
            }
            open.extend(branches.into_iter().rev());
        }
        let sets: Vec<Set> = kept.into_iter().take(count).collect();
        let cheapest = sets.first().map_or(greedy.0, |(cost, _)| *cost);
        let bound = |branch: &Branch| self.cost(&branch.chosen) + self.least(branch, &self.bare(branch));
        let at_least = open.iter().map(bound).min().map_or(cheapest, |bound| bound.min(cheapest));
        Found { sets, exact: open.is_empty(), at_least }
    }

    fn cost(&self, chosen: &[usize]) -> u128 {
        chosen.iter().map(|candidate| self.costs[*candidate]).sum()
    }

    /// Elements that nothing chosen covers, with the candidates left for them.
    fn bare(&self, branch: &Branch) -> Vec<(usize, Vec<usize>)> {
        let mut chosen = vec![false; self.costs.len()];
        branch.chosen.iter().for_each(|candidate| chosen[*candidate] = true);
        let bare = self.elements.iter().enumerate().filter(|(_, all)| !all.iter().any(|c| chosen[*c]));
        let left = |all: &Vec<usize>| all.iter().copied().filter(|c| !branch.without[*c]).collect();
        bare.map(|(element, all)| (element, left(all))).collect()
    }

    /// What it costs at least to cover elements: the sum of prices, raised so that no candidate costs less than the
    /// elements it covers are worth together. An element without candidates cannot be paid for.
    fn least(&self, branch: &Branch, bare: &[(usize, Vec<usize>)]) -> u128 {
        let mut room = self.costs.clone();
        let mut order: Vec<&(usize, Vec<usize>)> = bare.iter().collect();
        order.sort_by_key(|(element, candidates)| (candidates.len(), *element));
        let spent = self.cost(&branch.chosen);
        let mut sum: u128 = 0;
        for (_, candidates) in order {
            let Some(price) = candidates.iter().map(|candidate| room[*candidate]).min() else {
                return u128::MAX - spent;
            };
            candidates.iter().for_each(|candidate| room[*candidate] -= price);
            sum += price;
        }
        sum
    }

    fn by_cost(&self, mut candidates: Vec<usize>) -> Vec<usize> {
        candidates.sort_by_key(|candidate| (self.costs[*candidate], *candidate));
        candidates
    }

    /// Whether each of a set covers something that no other of it does.
    fn needs_all(&self, set: &[usize]) -> bool {
        let members: BTreeSet<usize> = set.iter().copied().collect();
        let mut needed = BTreeSet::new();
        for candidates in &self.elements {
            let mut covering = candidates.iter().filter(|candidate| members.contains(candidate));
            if let (Some(only), None) = (covering.next(), covering.next()) {
                needed.insert(*only);
            }
        }
        needed.len() == members.len()
    }

    /// The set made by taking again and again what costs least for each element newly covered, without those of its
    /// members that turn out to be spare.
    fn greedy(&self) -> Set {
        let mut covers: Vec<Vec<usize>> = vec![Vec::new(); self.costs.len()];
        for (element, candidates) in self.elements.iter().enumerate() {
            candidates.iter().for_each(|candidate| covers[*candidate].push(element));
        }
        let mut bare = vec![true; self.elements.len()];
        let mut chosen: Vec<usize> = Vec::new();
        while bare.contains(&true) {
            let fresh = |candidate: usize| -> usize {
                covers[candidate].iter().filter(|e| bare[**e]).map(|element| self.weights[*element]).sum()
            };
            let useful = (0..self.costs.len()).map(|c| (c, fresh(c))).filter(|(_, fresh)| *fresh > 0);
            let price = |(candidate, fresh): (usize, usize)| self.costs[candidate] as f64 / fresh as f64;
            let Some((best, _)) = useful.min_by(|a, b| price(*a).total_cmp(&price(*b)).then(a.0.cmp(&b.0)))
            else {
                break;
            };
            chosen.push(best);
            covers[best].iter().for_each(|element| bare[*element] = false);
        }
        let mut times = vec![0_usize; self.elements.len()];
        chosen.iter().flat_map(|candidate| &covers[*candidate]).for_each(|element| times[*element] += 1);
        for candidate in self.by_cost(chosen.clone()).into_iter().rev() {
            if covers[candidate].iter().all(|element| times[*element] > 1) {
                covers[candidate].iter().for_each(|element| times[*element] -= 1);
                chosen.retain(|other| *other != candidate);
            }
        }
        chosen.sort_unstable();
        (self.cost(&chosen), chosen)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Every set that covers all and can spare none, the cheapest first, by trying each subset.
    fn all_sets(problem: &Problem) -> Vec<Set> {
        let mut found: Vec<Set> = (0..1_u32 << problem.costs.len())
            .map(|bits| (0..problem.costs.len()).filter(|c| bits >> c & 1 == 1).collect::<Vec<_>>())
            .filter(|set| problem.elements.iter().all(|all| all.iter().any(|c| set.contains(c))))
            .filter(|set| problem.needs_all(set))
            .map(|set| (problem.cost(&set), set))
            .collect();
        found.sort();
        found
    }

    fn problems() -> impl Strategy<Value = Problem> {
        (1..8_usize).prop_flat_map(|candidates| {
            let costs = prop::collection::vec(0..20_u128, candidates);
            let element = prop::collection::btree_set(0..candidates, 1..=candidates);
            let elements = prop::collection::vec(element.prop_map(|set| set.into_iter().collect()), 0..10);
            (costs, elements)
                .prop_map(|(costs, elements): (_, Vec<Vec<usize>>)| Problem::new(costs, elements))
        })
    }

    proptest! {
        #[test]
        fn the_cheapest_sets_are_those_of_trying_all(problem in problems(), count in 1..6_usize) {
            let (found, all) = (problem.cheapest(count), all_sets(&problem));
            let costs = |sets: &[Set]| sets.iter().take(count).map(|(cost, _)| *cost).collect::<Vec<_>>();
            prop_assert!(found.exact && found.sets.iter().all(|set| all.contains(set)));
            prop_assert_eq!(costs(&found.sets), costs(&all));
            prop_assert_eq!(found.at_least, all[0].0);
        }

        #[test]
        fn a_search_given_up_says_what_a_set_must_cost_at_least(problem in problems(), steps in 0..200_usize) {
            let (found, all) = (problem.cheapest_within(1, steps), all_sets(&problem));
            prop_assert!(found.at_least <= all[0].0 && all[0].0 <= found.sets[0].0);
            prop_assert!(!found.exact || found.sets[0].0 == all[0].0);
            let covered: usize = problem.weights.iter().sum();
            let bound: f64 = (1..=covered.max(1)).map(|i| 1.0 / i as f64).sum();
            prop_assert!(found.sets[0].0 as f64 <= bound * all[0].0 as f64 + 1e-9);
        }
    }

    #[test]
    fn what_is_greedy_may_be_dearer_than_the_cheapest() {
        // Two elements: one candidate covers both at 5, two cover one each at 2 and 4; and at a price of 2 the greedy begins.
        let problem = Problem::new(vec![5, 2, 4], [vec![0, 1], vec![0, 2]]);
        assert_eq!(problem.greedy(), (6, vec![1, 2]));
        let found = problem.cheapest(9);
        assert_eq!(found.sets, [(5, vec![0]), (6, vec![1, 2])]);
        assert!(found.exact && found.at_least == 5);
    }
}
