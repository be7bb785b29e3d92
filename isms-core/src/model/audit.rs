//! Audit programmes and audits (clause 9.2, ISO 19011).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, References, entity, in_order, not_blank};
use super::{Certificate, Control, Date, Extensions, Id, Link, Person, Role, Supplier};
use crate::error::{Error, ErrorCode, Result};

/// The audits planned for a time, usually a certification cycle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AuditProgramme {
    /// Identifier.
    pub id: Id<AuditProgramme>,
    /// Title.
    pub title: String,
    /// Who answers for it.
    pub owner: Id<Role>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// What it is to find out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub aims: String,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// An audit, planned or held.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Audit {
    /// Identifier.
    pub id: Id<Audit>,
    /// Title.
    pub title: String,
    /// What kind.
    pub kind: AuditKind,
    /// The programme it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<Id<AuditProgramme>>,
    /// The supplier audited, for audits of suppliers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplier: Option<Id<Supplier>>,
    /// The certificates it is about, for audits by a certification body; if empty it is about every certificate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub certificates: Vec<Id<Certificate>>,
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
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<AuditReport>,
    /// Days after its end within which management must have the report; 30 if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_within_days: Option<u16>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Kinds of audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
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
    /// Of a supplier, by the organisation or for it.
    Supplier,
}

/// The report of an audit and whom it reached.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AuditReport {
    /// When it was written.
    pub issued_on: Date,
    /// What it says.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// Who got it, and when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub communications: Vec<Communication>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Somebody who was told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Communication {
    /// The role, person or interested party told.
    pub to: Link,
    /// When.
    pub on: Date,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl AuditKind {
    /// Whether a certification body holds it.
    pub fn is_by_certification_body(self) -> bool {
        matches!(self, Self::Certification | Self::Surveillance | Self::Recertification)
    }
}

impl Audit {
    /// Whether it is over on `date` and counts.
    pub fn is_held_on(&self, date: Date) -> bool {
        self.end <= date && date.is_within(None, self.retired_on)
    }

    /// Whether a certification body holds it for this certificate.
    pub fn is_about(&self, certificate: &Id<Certificate>) -> bool {
        self.kind.is_by_certification_body()
            && (self.certificates.is_empty() || self.certificates.contains(certificate))
    }
}

impl Entity for AuditProgramme {
    entity!(AuditProgramme);
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        in_order("until", Some(self.until), "from", Some(self.from))
    }
    fn references(&self, found: &mut References<'_>) {
        found.one("owner", &self.owner);
    }
}

impl Entity for Audit {
    entity!(Audit);
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        in_order("end", Some(self.end), "start", Some(self.start))?;
        if (self.kind == AuditKind::Supplier) != self.supplier.is_some() {
            return Err(Error::new(
                ErrorCode::Rule,
                "supplier",
                "an audit of a supplier names one, and only such an audit does",
                "name the supplier, or choose another kind",
            ));
        }
        if !self.certificates.is_empty() && !self.kind.is_by_certification_body() {
            return Err(Error::new(
                ErrorCode::Rule,
                "certificates[0]",
                "only an audit by a certification body is about a certificate",
                "leave it out, or choose the kind certification, surveillance or recertification",
            ));
        }
        let Some(report) = &self.report else { return Ok(()) };
        in_order("report.issued_on", Some(report.issued_on), "start", Some(self.start))?;
        for (i, told) in report.communications.iter().enumerate() {
            let at = format!("report.communications[{i}].on");
            in_order(&at, Some(told.on), "issued_on", Some(report.issued_on))?;
        }
        Ok(())
    }
    fn references(&self, found: &mut References<'_>) {
        let mut found = found.past();
        found.maybe("programme", self.programme.as_ref());
        found.maybe("supplier", self.supplier.as_ref());
        found.each("certificates", &self.certificates);
        found.each("auditors", &self.auditors);
        found.each("controls", &self.controls);
        for (i, told) in self.report.iter().flat_map(|report| &report.communications).enumerate() {
            found.link(format_args!("report.communications[{i}].to"), &told.to);
        }
    }
}
