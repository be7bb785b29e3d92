//! What is decided of each column on the way to a portfolio, and what follows from it.
#![allow(clippy::indexing_slicing, reason = "columns and limits are numbered by the model")]

use super::model::{Column, Model};

/// What is decided of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Free,
    In,
    Out,
}

/// Decisions, with all that follow from them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fates {
    pub(super) of: Vec<Fate>,
    /// How much of each limit the chosen use.
    pub(super) used: Vec<f64>,
}

impl Fates {
    /// Nothing is decided but what cannot be otherwise.
    pub(super) fn new(model: &Model) -> Self {
        let mut fates =
            Self { of: vec![Fate::Free; model.columns.len()], used: vec![0.0; model.limits.len()] };
        // Where nothing is chosen nothing is against it.
        fates.follow(model);
        fates
    }

    /// The same, with a column decided; none if that cannot be.
    pub(super) fn with(&self, model: &Model, column: usize, fate: Fate) -> Option<Self> {
        let mut next = self.clone();
        (next.decide(model, column, fate) && next.follow(model)).then_some(next)
    }

    pub(super) fn is(&self, column: usize, fate: Fate) -> bool {
        self.of[column] == fate
    }

    pub(super) fn free(&self) -> impl Iterator<Item = usize> {
        self.of.iter().enumerate().filter(|(_, fate)| **fate == Fate::Free).map(|(at, _)| at)
    }

    /// The chosen, when all that is free stays out.
    pub(super) fn chosen(&self) -> Vec<bool> {
        self.of.iter().map(|fate| *fate == Fate::In).collect()
    }

    fn decide(&mut self, model: &Model, column: usize, fate: Fate) -> bool {
        if self.of[column] == fate {
            return true;
        }
        if self.of[column] != Fate::Free {
            return false;
        }
        self.of[column] = fate;
        if fate == Fate::In {
            let chosen = &model.columns[column];
            chosen.limits.iter().for_each(|(limit, count)| self.used[*limit as usize] += count);
            if chosen.limits.iter().any(|(limit, _)| self.over(model, *limit, 0.0)) {
                return false;
            }
            let others = model.candidates[chosen.candidate].clone().filter(|other| *other != column);
            return others.into_iter().all(|other| self.decide_out(other));
        }
        true
    }

    fn decide_out(&mut self, column: usize) -> bool {
        let was_in = self.of[column] == Fate::In;
        self.of[column] = Fate::Out;
        !was_in
    }

    fn over(&self, model: &Model, limit: u32, more: f64) -> bool {
        self.used[limit as usize] + more > model.limits[limit as usize].allowed()
    }

    /// Decides what has no choice any more, until nothing follows. False if the decisions contradict each other.
    fn follow(&mut self, model: &Model) -> bool {
        loop {
            let before = self.of.iter().filter(|fate| **fate == Fate::Free).count();
            for (at, column) in model.columns.iter().enumerate() {
                let possible = match self.of[at] {
                    Fate::Out => true,
                    Fate::Free => {
                        let fits =
                            column.limits.iter().all(|(limit, count)| !self.over(model, *limit, *count));
                        if !(fits && column.requires.iter().all(|set| self.can_meet(set))) {
                            self.of[at] = Fate::Out;
                        }
                        true
                    }
                    Fate::In => self.meet(model, column),
                };
                if !possible {
                    return false;
                }
            }
            if before == self.of.iter().filter(|fate| **fate == Fate::Free).count() {
                return true;
            }
        }
    }

    fn can_meet(&self, set: &[u32]) -> bool {
        set.iter().any(|column| self.of[*column as usize] != Fate::Out)
    }

    /// Chooses what is required and has no alternative.
    fn meet(&mut self, model: &Model, column: &Column) -> bool {
        for set in &column.requires {
            let mut open = set.iter().filter(|other| self.of[**other as usize] != Fate::Out);
            let possible = match (open.next(), open.next()) {
                (None, _) => false,
                (Some(only), None) => self.decide(model, *only as usize, Fate::In),
                _ => true,
            };
            if !possible {
                return false;
            }
        }
        true
    }
}
