//! What reaches what: from threats to assets, from assets to those that depend on them, and to risks.
//!
//! An edge leads from what fails or acts to what feels it:
//!
//! | from | to | because |
//! |---|---|---|
//! | threat | asset | the threat targets it |
//! | asset (a class) | asset | the one is an instance of the other |
//! | asset | asset | the one depends on the other |
//! | control | asset, threat | it protects the one, mitigates the other |
//! | threat, asset, control | risk | the risk names it |
//! | supplier | asset | the supplier has access to it |
//! | any | obligation | the obligation binds it |
//! | any | objective | the objective was set because of it |
//! | objective | business goal | the one serves the other |
//!
//! [`Graph`] is the compiled form, of dense numbers: from arrays by [`Graph::from_edges`], and from a record as an
//! [`EntityGraph`], whose nodes are entities.

mod articulation;
mod ask;
mod bits;
mod compile;
mod components;
mod criticality;
mod csr;
mod cut;
mod cycles;
mod dominators;
mod entities;
mod exposure;
mod file;
mod flow;
mod lanes;
mod limits;
mod many;
mod named;
mod neighbourhood;
mod paths;

mod reach;
mod reliability;
mod strongest;
mod trials;
mod update;
mod walk;
mod watch;

pub use articulation::ArticulationPoint;
pub use components::Components;
pub use criticality::Inheritance;
pub use csr::{EdgeList, Graph, Hop};
pub use cut::{Cut, UNCUTTABLE};
pub use dominators::{Dominators, SinglePoint};
pub use entities::{Edge, EntityGraph, Node};
pub use exposure::ExposedPair;
pub use limits::{Depth, Kinds, Limits};
pub use many::ManyReach;
pub use named::NamedGraph;
pub use neighbourhood::Drawing;
pub use paths::{Reached, Step};
pub use reach::Reach;
pub use reliability::{HitProbability, Method};
pub use strongest::Strongest;
pub use trials::{Hits, Trials};
pub use update::{GraphChange, RemovedEdge};
pub use watch::{BestSoFar, Listener, Next, Progress, Watch};
