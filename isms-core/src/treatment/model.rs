//! A problem as numbers: a column for each action and quarter in which it may start, a row for each risk and stretch of
//! quarters in which the same actions may be in effect.
#![allow(clippy::indexing_slicing, reason = "columns, rows and limits are numbered here")]

use std::collections::BTreeMap;
use std::ops::Range;

use super::check::numbers;
use super::problem::{Candidate, Problem, QUARTERS};
use crate::error::Result;

/// Over which quarters losses count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Span {
    /// All of them, discounted.
    Horizon,
    /// Those of the last year, as they are.
    LastYear,
}

/// An action that starts in a quarter.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) candidate: usize,
    pub(super) start: u32,
    /// First quarter in which it is in effect.
    pub(super) effective: u32,
    pub(super) cost: f64,
    /// Rows that it acts on, and the share of their losses that it leaves.
    pub(super) rows: Vec<(u32, f64)>,
    /// Limits that it counts against, and how much.
    pub(super) limits: Vec<(u32, f64)>,
    /// Of each of these sets of columns, one must be chosen with it.
    pub(super) requires: Vec<Vec<u32>>,
}

/// A risk over some quarters.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) risk: usize,
    /// By what the risk's loss of a year is multiplied to give the loss of these quarters.
    pub(super) share: f64,
    /// Columns that act on it, with the share they leave; the strongest last.
    pub(super) columns: Vec<(u32, f64)>,
}

/// What a limit is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum LimitKind {
    Budget,
    /// Hours of a capacity in a quarter.
    Hours {
        capacity: usize,
        quarter: u32,
    },
    /// A group, by its number.
    Group(usize),
    /// Two candidates of which one excludes the other.
    Exclusion(usize, usize),
}

/// The chosen columns count for no more than so much.
#[derive(Debug, Clone)]
pub(super) struct Limit {
    pub(super) kind: LimitKind,
    pub(super) most: f64,
}

impl Limit {
    /// Most that may be used, with room for the rounding of sums.
    pub(super) fn allowed(&self) -> f64 {
        self.most + 1e-9 * self.most.max(1.0)
    }
}

#[derive(Debug, Clone)]
pub(super) struct Model {
    pub(super) columns: Vec<Column>,
    /// Columns of each candidate, of which at most one is chosen.
    pub(super) candidates: Vec<Range<usize>>,
    pub(super) rows: Vec<Row>,
    pub(super) limits: Vec<Limit>,
}

impl Model {
    pub(super) fn new(problem: &Problem, span: Span) -> Result<Self> {
        let mut model = Self { columns: vec![], candidates: vec![], rows: vec![], limits: vec![] };
        for (number, candidate) in problem.candidates.iter().enumerate() {
            let first = model.columns.len();
            let starts = if candidate.starts.is_empty() { &[0][..] } else { &candidate.starts };
            model.columns.extend(starts.iter().map(|start| column(problem, candidate, number, *start)));
            model.candidates.push(first..model.columns.len());
        }
        model.add_rows(problem, span)?;
        model.add_limits(problem)?;
        model.add_requirements(problem)?;
        Ok(model)
    }

    fn add_rows(&mut self, problem: &Problem, span: Span) -> Result<()> {
        let number = numbers("risks", problem.risks.iter().map(|risk| risk.id.as_str()))?;
        let mut acting: Vec<Vec<(usize, f64)>> = vec![vec![]; problem.risks.len()];
        for (at, column) in self.columns.iter().enumerate() {
            for effect in &problem.candidates[column.candidate].effects {
                if effect.factor() < 1.0 {
                    acting[number[effect.risk.as_str()]].push((at, effect.factor()));
                }
            }
        }
        let end = problem.horizon * QUARTERS;
        let begin = if span == Span::Horizon { 0 } else { end - QUARTERS };
        for (risk, acting) in acting.iter().enumerate() {
            let mut cuts = vec![begin, end];
            let changes = acting.iter().map(|(at, _)| self.columns[*at].effective);
            cuts.extend(changes.filter(|quarter| (begin..end).contains(quarter)));
            cuts.sort_unstable();
            cuts.dedup();
            for (from, to) in cuts.iter().zip(cuts.iter().skip(1)) {
                let weight = |quarter| if span == Span::Horizon { discount(problem, quarter) } else { 1.0 };
                let share = (*from..*to).map(weight).sum::<f64>() / f64::from(QUARTERS);
                let mut columns: Vec<(u32, f64)> = acting
                    .iter()
                    .filter(|(at, _)| self.columns[*at].effective <= *from)
                    .map(|(at, factor)| (*at as u32, *factor))
                    .collect();
                columns.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                for (at, factor) in &columns {
                    self.columns[*at as usize].rows.push((self.rows.len() as u32, *factor));
                }
                self.rows.push(Row { risk, share, columns });
            }
        }
        Ok(())
    }

    fn add_limits(&mut self, problem: &Problem) -> Result<()> {
        if let Some(budget) = problem.budget {
            let costs: Vec<_> = self.columns.iter().map(|column| column.cost).collect();
            self.limit(LimitKind::Budget, budget, costs.into_iter().enumerate());
        }
        for (capacity, owner) in problem.capacities.iter().enumerate() {
            for quarter in 0..problem.horizon * QUARTERS {
                let last = owner.hours.len().saturating_sub(1);
                let most = owner.hours[last.min(quarter as usize)];
                let hours = |column: &Column| {
                    problem.candidates[column.candidate].hours(&owner.owner, column.start, quarter)
                };
                let asked: Vec<f64> = self.columns.iter().map(hours).collect();
                if asked.iter().sum::<f64>() > most {
                    self.limit(LimitKind::Hours { capacity, quarter }, most, asked.into_iter().enumerate());
                }
            }
        }
        let number = numbers("candidates", problem.candidates.iter().map(|c| c.id.as_str()))?;
        for (at, group) in problem.groups.iter().enumerate() {
            let all = group.candidates.iter().map(|name| number[name.as_str()]);
            self.limit_number(LimitKind::Group(at), group.most, all.collect());
        }
        let mut pairs = BTreeMap::new();
        for (at, candidate) in problem.candidates.iter().enumerate() {
            for other in candidate.excludes.iter().map(|name| number[name.as_str()]) {
                pairs.insert((at.min(other), at.max(other)), ());
            }
        }
        for (one, other) in pairs.into_keys() {
            self.limit_number(LimitKind::Exclusion(one, other), 1, vec![one, other]);
        }
        Ok(())
    }

    fn limit_number(&mut self, kind: LimitKind, most: u32, candidates: Vec<usize>) {
        let columns: Vec<usize> = candidates.into_iter().flat_map(|at| self.candidates[at].clone()).collect();
        self.limit(kind, f64::from(most), columns.into_iter().map(|at| (at, 1.0)));
    }

    fn limit(&mut self, kind: LimitKind, most: f64, counts: impl Iterator<Item = (usize, f64)>) {
        for (at, count) in counts.filter(|(_, count)| *count > 0.0) {
            self.columns[at].limits.push((self.limits.len() as u32, count));
        }
        self.limits.push(Limit { kind, most });
    }

    fn add_requirements(&mut self, problem: &Problem) -> Result<()> {
        let number = numbers("candidates", problem.candidates.iter().map(|c| c.id.as_str()))?;
        for at in 0..self.columns.len() {
            let column = &self.columns[at];
            let in_time = |other: &usize| self.columns[*other].effective <= column.start;
            let requires = problem.candidates[column.candidate].requires.iter().map(|name| {
                let columns = self.candidates[number[name.as_str()]].clone();
                columns.filter(in_time).map(|other| other as u32).collect()
            });
            self.columns[at].requires = requires.collect();
        }
        Ok(())
    }

    /// What the chosen columns cost.
    pub(super) fn cost(&self, chosen: &[bool]) -> f64 {
        let costs = self.columns.iter().zip(chosen).filter(|(_, chosen)| **chosen);
        // A sum of nothing is −0.
        costs.map(|(column, _)| column.cost).fold(0.0, |sum, cost| sum + cost)
    }

    /// The share of each row's loss that the chosen columns leave.
    pub(super) fn left(&self, chosen: &[bool]) -> Vec<f64> {
        let left = |row: &Row| {
            let acting = row.columns.iter().filter(|(column, _)| chosen[*column as usize]);
            acting.map(|(_, factor)| factor).product()
        };
        self.rows.iter().map(left).collect()
    }

    /// How much of each limit the chosen columns use.
    pub(super) fn used(&self, chosen: &[bool]) -> Vec<f64> {
        let mut used = vec![0.0; self.limits.len()];
        for (column, _) in self.columns.iter().zip(chosen).filter(|(_, chosen)| **chosen) {
            column.limits.iter().for_each(|(limit, count)| used[*limit as usize] += count);
        }
        used
    }

    /// Whether the chosen columns may be chosen together.
    pub(super) fn allows(&self, chosen: &[bool]) -> bool {
        let is_chosen = |column: &u32| chosen[*column as usize];
        let at_most_one =
            |columns: &Range<usize>| chosen[columns.clone()].iter().filter(|chosen| **chosen).count() <= 1;
        let met = |column: &Column| column.requires.iter().all(|set| set.iter().any(is_chosen));
        self.candidates.iter().all(at_most_one)
            && self.columns.iter().zip(chosen).all(|(column, chosen)| !chosen || met(column))
            && self.limits.iter().zip(self.used(chosen)).all(|(limit, used)| used <= limit.allowed())
    }
}

fn column(problem: &Problem, candidate: &Candidate, number: usize, start: u32) -> Column {
    let effective = start.saturating_add(candidate.lead);
    let years: f64 = (effective..problem.horizon * QUARTERS).map(|quarter| discount(problem, quarter)).sum();
    let cost = candidate.one_off * discount(problem, start) + candidate.yearly * years / f64::from(QUARTERS);
    Column { candidate: number, start, effective, cost, rows: vec![], limits: vec![], requires: vec![] }
}

/// What an amount of money of a quarter counts today.
fn discount(problem: &Problem, quarter: u32) -> f64 {
    (1.0 + problem.discount_rate).powf(-f64::from(quarter) / f64::from(QUARTERS))
}
