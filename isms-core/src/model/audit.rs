//! Audits and what they found (clauses 9.2 and 10.2).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, Kind, References, in_order, not_blank};
use super::{Control, Date, Extensions, Id, Person, Role};
use crate::error::Result;

/// An audit, planned or held.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Audit {
    /// Identifier.
    pub id: Id<Audit>,
    /// Title.
    pub title: String,
    /// What kind.
    pub kind: AuditKind,
    /// First day, planned or held.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// Who audits: one of the people, for internal audits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub auditors: Vec<Id<Person>>,
    /// Clauses in scope.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clauses: Vec<String>,
    /// Controls in scope.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<Id<Control>>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Kinds of audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AuditKind {
    /// By the organisation itself (clause 9.2).
    Internal,
    /// First certification.
    Certification,
    /// Yearly, by the certification body.
    Surveillance,
    /// Before the certificate ends.
    Recertification,
}

/// Something an audit found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Identifier.
    pub id: Id<Finding>,
    /// The audit.
    pub audit: Id<Audit>,
    /// What was found.
    pub title: String,
    /// Grade.
    pub grade: FindingGrade,
    /// Requirement not met, e.g. `9.2` or `A.8.13`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requirement: Option<String>,
    /// Who owes the answer.
    pub owner: Id<Role>,
    /// When it was raised.
    pub raised_on: Date,
    /// When the answer is due.
    pub due: Date,
    /// When it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Grades of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FindingGrade {
    /// Major nonconformity.
    Major,
    /// Minor nonconformity.
    Minor,
    /// Opportunity for improvement.
    Opportunity,
}

impl Entity for Audit {
    const KIND: Kind = Kind::Audit;
    fn id(&self) -> &Id<Self> {
        &self.id
    }
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        in_order("end", Some(self.end), "start", Some(self.start))
    }
    fn references(&self, found: &mut References) {
        found.each("auditors", &self.auditors);
        found.each("controls", &self.controls);
    }
}

impl Entity for Finding {
    const KIND: Kind = Kind::Finding;
    fn id(&self) -> &Id<Self> {
        &self.id
    }
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        in_order("due", Some(self.due), "raised_on", Some(self.raised_on))?;
        in_order("closed_on", self.closed_on, "raised_on", Some(self.raised_on))
    }
    fn references(&self, found: &mut References) {
        found.one("audit", &self.audit);
        found.one("owner", &self.owner);
    }
}
