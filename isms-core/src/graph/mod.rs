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

mod build;
mod cycles;
mod paths;

pub use build::{Edge, Graph, Node};
pub use paths::{Depth, Reached, Step};
