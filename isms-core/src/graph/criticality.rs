//! Criticality inherited along dependencies: what much relies on matters as much as what relies on it.
//!
//! Values flow against the edges, from what feels a failure to what fails. Nodes on a cycle rely on one another and so
//! share one value: the graph is condensed to its strongly connected components, which are visited from the last to
//! the first of their topological order.
#![allow(clippy::indexing_slicing, reason = "components and rows are those of the graph condensed")]

use super::csr::Graph;
use super::limits::Kinds;
use crate::error::{Error, ErrorCode, Result};

/// How a component's value follows from its members' own and from the components that its edges lead to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Inheritance {
    /// The greatest of them.
    Maximum,
    /// The sum of the members' own values, and of `damping` times the value of each component led to, which counts once
    /// however many edges lead there.
    Sum {
        /// From 0 (nothing is inherited) to 1 (all of it).
        damping: f64,
    },
}

impl Graph {
    /// What each node is worth with what relies on it, along edges of `kinds`, from its `own` worth: finite and not
    /// negative, such as the criticality of an asset for one of confidentiality, integrity and availability.
    ///
    /// A sum over very many ways may exceed what a number holds, and is infinite then.
    ///
    /// Errors: not one value for each node, a value that is negative or not finite, a damping outside of 0 to 1.
    pub fn inherit(&self, own: &[f64], inheritance: Inheritance, kinds: Kinds) -> Result<Vec<f64>> {
        self.check_column("own", own)?;
        if let Some(place) = own.iter().position(|value| !(value.is_finite() && *value >= 0.0)) {
            let problem = format!("{} is not a worth", own[place]);
            let remedy = "give a finite number that is not negative";
            return Err(Error::new(ErrorCode::Value, format!("own[{place}]"), problem, remedy));
        }
        if let Inheritance::Sum { damping } = inheritance
            && !(0.0..=1.0).contains(&damping)
        {
            let problem = format!("{damping} is not a share");
            return Err(Error::new(ErrorCode::Value, "damping", problem, "give a number from 0 to 1"));
        }
        let components = self.components(kinds);
        let (starts, targets) = components.condense(self, |slot| kinds.contains(self.kind[slot]));
        let mut worth = vec![0.0_f64; components.count()];
        for component in (0..components.count()).rev() {
            let own = components.members(component as u32).iter().map(|node| own[*node as usize]);
            let led_to = &targets[starts[component] as usize..starts[component + 1] as usize];
            let inherited = led_to.iter().map(|to| worth[*to as usize]);
            worth[component] = match inheritance {
                Inheritance::Maximum => own.chain(inherited).fold(0.0, f64::max),
                // Nothing is inherited of the infinite, rather than what is no number.
                Inheritance::Sum { damping: 0.0 } => own.sum(),
                Inheritance::Sum { damping } => own.sum::<f64>() + damping * inherited.sum::<f64>(),
            };
        }
        Ok(components.of_nodes().iter().map(|component| worth[*component as usize]).collect())
    }
}
