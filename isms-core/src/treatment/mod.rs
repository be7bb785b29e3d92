//! Which actions to take against risks: the portfolio with the least loss within a budget, or the cheapest that keeps the
//! appetite, and how near that is to the best there can be.
//!
//! Everything here is a pure function of plain data: [`optimise`] finds the portfolio, [`frontier`] that of every budget,
//! [`returns`] and [`relaxing`] tell what each action brings and each limit costs, [`robustness`] and [`reevaluate`]
//! whether the choice bears that things turn out otherwise, and [`explain`] says why each candidate was chosen or not.

mod answer;
mod appetite;
mod ask;
mod check;
mod effort;
mod envelope;
mod explain;
mod fates;
mod frontier;
mod judge;
mod knapsack;
mod local;
mod losses;
mod model;
mod optimise;
mod problem;
mod relaxation;
mod relaxing;
mod returns;
mod robust;
mod search;
#[cfg(test)]
mod tests;

pub use answer::{Action, Answer, Portfolio};
pub use ask::ask_json;
pub use effort::Effort;
pub use explain::{Explanation, Reason, explain};
pub use frontier::{Fineness, Frontier, FrontierPoint, frontier};
pub use judge::{Reevaluation, evaluate, reevaluate};
pub use optimise::optimise;
pub use problem::{
    AppetitePoint, Candidate, Capacity, Effect, Goal, Group, Problem, RiskLoss, Scenarios, Work,
};
pub use relaxing::{Relaxed, Worth, relaxing};
pub use returns::{ActionReturn, returns};
pub(crate) use robust::robustness_drawn;
pub use robust::{Redraw, Robustness, Share, robustness};
