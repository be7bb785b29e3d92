//! The rules that speak in the answers: a stable vocabulary with a text for each.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use super::View;

macro_rules! rules {
    ($($variant:ident $id:literal $text:literal;)*) => {
        /// A rule, written as its clause or control and a name: `9.3/interval`. The spelling is stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule { $(#[doc = $text] $variant),* }

        impl Rule {
            /// Every rule, in the order of the vocabulary.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its stable id.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),* }
            }

            /// What it says.
            pub fn text(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }
        }
    };
}

rules! {
    // Risk watch, re-evaluation and control changes (activities rows 1 to 3).
    RiskReviewDue "8.2/review-date" "A risk is assessed again by its review date.";
    // Documents and policies (rows 16 to 18).
    // People: training, awareness, exercises (rows 19 to 21).
    // Suppliers (rows 22 to 24).
    // Obligations (rows 25 and 26).
    // Technologies (row 29).
    // Programme, workload and continuity (rows 36 and 37).
    ProgrammeDone "8.1/done" "What the programme plans is done, and evidence shows it.";
    ProgrammeInTime "8.1/in-time" "What the programme plans is done within its grace.";
    NoLongSilence "9.1/no-long-silence" "Work goes on all year, without a long silence between pieces of evidence.";
    NotCrammed "9.1/not-crammed" "Work is not crammed into the run-up to an audit.";
    EvenOverTheYear "9.1/evenness" "Evidence comes as evenly over the period as the plan has it.";
    RecordedSoon "7.5.3/recorded-soon" "Evidence is put on record within 14 days of the work.";
    TaskPlanned "8.1/planned" "An activity is planned for each recurring task of the management system.";
    ClauseServed "4.4/clause-served" "An activity serves each clause from 4 to 10.";
    ControlKept "8.1/control-kept" "An activity keeps alive each control that applies.";
    NothingDueOnDaysOff "8.1/days-off" "Nothing falls due on the organisation's days off.";
    OwnerIsHeld "5.3/held" "Somebody holds each role that owes work.";
    RoleHasTheHours "7.1/capacity" "What falls to a role in a month takes no more hours than it has.";
    CapacityStated "7.1/capacity-stated" "A role that owes work states the hours it has for it.";
    CarriedOverIsCaughtUp "7.1/caught-up" "Work carried over from one month to the next can still be caught up with.";
    EvidenceValid "7.5.3/validity" "The latest evidence of an activity may still be relied on.";
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}
impl JsonSchema for Rule {
    fn schema_name() -> Cow<'static, str> {
        "Rule".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let ids: Vec<_> = Self::ALL.iter().map(|rule| rule.id()).collect();
        let description = "A rule, written as its clause or control and a name: `9.3/interval`.";
        json_schema!({ "description": description, "type": "string", "enum": ids })
    }
}

/// The vocabulary of rules.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Rules {
    /// The date looked at.
    pub as_of: crate::model::Date,
    /// The rules, in the order of the vocabulary.
    pub rules: Vec<RuleText>,
}

/// A rule and what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RuleText {
    /// Its id, as items name it.
    pub rule: Rule,
    /// What it says.
    pub text: String,
}

impl View<'_> {
    /// Every rule that can speak in an answer, and what it says. The same on every date.
    pub fn rules(&self) -> Rules {
        let told = |rule: &Rule| RuleText { rule: *rule, text: rule.text().to_owned() };
        Rules { as_of: self.date(), rules: Rule::ALL.iter().map(told).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_stable_words_and_each_stands_once() {
        let mut seen = std::collections::BTreeSet::new();
        for rule in Rule::ALL {
            let (clause, name) = rule.id().split_once('/').unwrap();
            assert!(clause.chars().all(|c| c.is_ascii_alphanumeric() || c == '.'), "{rule}");
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !name.is_empty(), "{rule}");
            assert!(seen.insert(rule.id()), "{rule} stands twice");
            assert!(rule.text().ends_with('.'), "{rule}");
        }
    }
}
