//! An ISO/IEC 27001 management system as a record, changes to it, and views of it on a date.
#![forbid(unsafe_code)]

mod error;
pub mod graph;
pub mod interop;
pub mod model;
pub mod monitoring;
pub mod quant;
mod random;
pub mod record;
pub mod report;
pub mod risk;
pub mod schedule;
pub mod treatment;
pub mod view;

pub use error::{Error, ErrorCode, Result};

/// What most programs import.
pub mod prelude {
    pub use crate::error::{Error, ErrorCode, Result};
    pub use crate::graph::{Depth, EntityGraph, Graph};
    pub use crate::model::*;
    pub use crate::record::{Change, ChangeSet, Isms, Journal};
    pub use crate::view::View;
}
