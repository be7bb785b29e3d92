//! Controls, their dated revisions and their tests (clauses 6.1.3, 8.3 and 9.1).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Amounts, Entity, References, ascending, entity, in_sequence, not_blank, probability};
use super::{
    Asset, CommonCause, Date, Evidence, Extensions, ExternalReference, Id, Money, Person, Role, Threat,
};
use crate::error::{Error, ErrorCode, Result};

/// A measure that modifies risk. Without a revision it is only listed, not in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Control {
    /// Identifier.
    pub id: Id<Control>,
    /// Name.
    pub name: String,
    /// What it demands.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Id<Role>>,
    /// When it works: before, during or after an event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<ControlFunction>,
    /// The control it enhances.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enhances: Option<Id<Control>>,
    /// What the organisation sets in the text of the control.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// Threats it works against.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mitigates: Vec<Id<Threat>>,
    /// Assets it covers; if empty it covers every asset.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub protects: Vec<Id<Asset>>,
    /// Its state over time, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revisions: Vec<ControlRevision>,
    /// How it was tested, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<ControlTest>,
    /// What it shares with other controls, so that they fail together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub common_cause: Option<Id<CommonCause>>,
    /// Days within which it is to be tested again; 365 if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub test_interval_days: Option<u16>,
    /// What it costs a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Money>,
    /// Where it is described elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<ExternalReference>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// When a control works (attribute *control type* of ISO/IEC 27002).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ControlFunction {
    /// Before an event: it makes one less likely.
    Preventive,
    /// When an event happens: it finds it.
    Detective,
    /// After an event: it limits what follows.
    Corrective,
}

/// A value that the organisation sets (OSCAL parameter).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Parameter {
    /// Identifier within the control.
    pub id: String,
    /// What is to be set.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// Choices, where the catalogue gives them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// What the organisation set.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// The state of a control from a day on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ControlRevision {
    /// First day of this state.
    pub on: Date,
    /// Whether it works.
    pub status: ControlStatus,
    /// How it is built.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub design: String,
    /// Share of what it acts on that it stops, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effectiveness: Option<f64>,
    /// The probability that it is up in a year, for all that relies on it; it never fails if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reliability: Option<f64>,
    /// Why it changed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Whether a control is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ControlStatus {
    /// Decided, not there yet.
    Planned,
    /// Works as designed.
    Implemented,
    /// There, but does not work as designed.
    Degraded,
}

/// A dated test of a control.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ControlTest {
    /// When.
    pub on: Date,
    /// How it went.
    pub result: ControlTestResult,
    /// Who tested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Id<Person>>,
    /// How it was tested.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub method: String,
    /// How many cases were looked at; one if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<u32>,
    /// How many of them were wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deviations: Option<u32>,
    /// What shows it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Id<Evidence>>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// How a test of a control went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ControlTestResult {
    /// It did what it should.
    Passed,
    /// It did not.
    Failed,
}

impl Control {
    /// A control that is only listed: id and name.
    pub fn new(id: Id<Control>, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            description: String::new(),
            owner: None,
            function: None,
            enhances: None,
            parameters: Vec::new(),
            mitigates: Vec::new(),
            protects: Vec::new(),
            revisions: Vec::new(),
            tests: Vec::new(),
            common_cause: None,
            test_interval_days: None,
            cost: None,
            references: Vec::new(),
            retired_on: None,
            extensions: Extensions::default(),
        }
    }

    /// The revision in force on `date`.
    pub fn revision_on(&self, date: Date) -> Option<&ControlRevision> {
        self.revisions.iter().rev().find(|revision| revision.on <= date)
    }

    /// Whether it is implemented on `date` and stops something.
    pub fn is_effective_on(&self, date: Date) -> bool {
        date.is_within(None, self.retired_on)
            && self.revision_on(date).is_some_and(|revision| {
                revision.status == ControlStatus::Implemented
                    && revision.effectiveness.is_none_or(|share| share > 0.0)
            })
    }
}

impl ControlTest {
    fn check(&self) -> Result<()> {
        let (sample, deviations) = (self.sample.unwrap_or(1), self.deviations);
        let problem = match (self.result, deviations) {
            _ if sample == 0 => Some(("sample", "no case was looked at".to_owned(), "look at one at least")),
            (_, Some(wrong)) if wrong > sample => {
                Some(("deviations", format!("{wrong} of {sample} is more than all"), "count each case once"))
            }
            (ControlTestResult::Failed, Some(0)) => Some((
                "deviations",
                "a failed test has one at least".to_owned(),
                "count them, or leave it out",
            )),
            _ => None,
        };
        problem.map_or(Ok(()), |(at, problem, remedy)| Err(Error::new(ErrorCode::Value, at, problem, remedy)))
    }
}

impl Entity for Control {
    entity!(Control);
    fn check(&self) -> Result<()> {
        not_blank("name", &self.name)?;
        ascending("revisions", "on", self.revisions.iter().map(|revision| revision.on))?;
        for (i, revision) in self.revisions.iter().enumerate() {
            if let Some(share) = revision.effectiveness {
                probability(&format!("revisions[{i}].effectiveness"), share)?;
            }
            if let Some(share) = revision.reliability {
                probability(&format!("revisions[{i}].reliability"), share)?;
            }
        }
        in_sequence("tests", "on", self.tests.iter().map(|test| test.on))?;
        let own =
            |(i, test): (usize, &ControlTest)| test.check().map_err(|e| e.within(&format!("tests[{i}]")));
        self.tests.iter().enumerate().try_for_each(own)
    }
    fn references(&self, found: &mut References<'_>) {
        found.maybe("owner", self.owner.as_ref());
        found.maybe("enhances", self.enhances.as_ref());
        found.each("mitigates", &self.mitigates);
        found.each("protects", &self.protects);
        found.maybe("common_cause", self.common_cause.as_ref());
        for (i, test) in self.tests.iter().enumerate() {
            let mut found = found.past();
            found.maybe(format_args!("tests[{i}].by"), test.by.as_ref());
            found.each(format_args!("tests[{i}].evidence"), &test.evidence);
        }
    }
    fn amounts(&self, found: &mut Amounts<'_>) {
        found.maybe("cost", self.cost.as_ref());
    }
}
