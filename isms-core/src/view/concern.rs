//! Something to worry about, as part of an item that may have several such.

use schemars::JsonSchema;
use serde::Serialize;

use super::Rule;
use crate::model::{Date, Link};

/// A rule that is not kept, or soon will not be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Concern {
    /// The rule.
    pub rule: Rule,
    /// The first day on which it speaks.
    pub effective_on: Date,
    /// What it says here, in words.
    pub message: String,
    /// The entities behind it, beside the one it is a concern of.
    pub entities: Vec<Link>,
}

impl Concern {
    pub(super) fn new(rule: Rule, effective_on: Date, message: String) -> Self {
        Self { rule, effective_on, message, entities: Vec::new() }
    }
    pub(super) fn with(mut self, entities: impl IntoIterator<Item = Link>) -> Self {
        self.entities.extend(entities);
        self
    }
}

/// The longest standing first.
pub(super) fn in_order(mut concerns: Vec<Concern>) -> Vec<Concern> {
    concerns.sort_by(|a, b| (a.effective_on, a.rule, &a.message).cmp(&(b.effective_on, b.rule, &b.message)));
    concerns
}
