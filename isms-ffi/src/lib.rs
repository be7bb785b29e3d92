//! The C ABI of isms. One file a C type; no rule of the domain lives here.
//!
//! Pointers that a caller gives must be NULL or point to what the header says, for the whole call.
#![deny(unsafe_op_in_unsafe_fn)]
#![allow(non_camel_case_types, reason = "types are named as C sees them")]

mod error;
mod graph;
mod handle;
mod journal;
mod limits;
mod listener;
mod loss;
mod question;
mod record;
mod status;
mod string;
mod version;

pub use error::*;
pub use graph::*;
pub use journal::*;
pub use limits::*;
pub use listener::*;
pub use loss::*;
pub use record::*;
pub use status::*;
pub use string::*;
pub use version::*;
