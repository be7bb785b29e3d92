//! The one list of documents: what every language offers comes from it.

use schemars::{Schema, schema_for};
use serde_json::Value;

use super::content::Content;
use super::{
    Format, audit_report, csv, gap_analysis, html, management_review_pack, markdown, risk_treatment_plan,
    statement_of_applicability,
};
use crate::error::{Error, ErrorCode, Result};
use crate::record::from_json_text;
use crate::view::{
    AuditReportParameters, GapParameters, ManagementReviewParameters, NoParameters, View, parameters_of,
};

/// A document as every language sees it.
pub struct DocumentDefinition {
    /// Name to ask by.
    pub name: &'static str,
    /// What it is, in one sentence.
    pub summary: &'static str,
    /// JSON Schema of the parameters.
    pub parameters: fn() -> Schema,
    content: fn(&View<'_>, &Value) -> Result<Content>,
}

macro_rules! documents {
    ($($name:literal($parameters:ty), $summary:literal, $content:expr;)*) => {
        static DEFINITIONS: &[DocumentDefinition] = &[$(DocumentDefinition {
            name: $name,
            summary: $summary,
            parameters: || schema_for!($parameters),
            content: |view, value| {
                let parameters: $parameters = parameters_of(value)?;
                $content(view, parameters)
            },
        }),*];
    };
}

documents! {
    "statement_of_applicability"(NoParameters),
    "The Statement of Applicability (clause 6.1.3 d): each control decided on, why, and whether it is implemented.",
    |view: &View<'_>, _| Ok(statement_of_applicability::content(view));
    "risk_treatment_plan"(NoParameters),
    "The risk treatment plan (clause 6.1.3 e and f): what is done about each risk, by whom and when, and what is accepted.",
    |view: &View<'_>, _| Ok(risk_treatment_plan::content(view));
    "gap_analysis"(GapParameters),
    "The gap analysis against a framework: how each requirement is met, what shows it, and what to do first.",
    |view: &View<'_>, parameters| gap_analysis::content(view, &parameters);
    "audit_report"(AuditReportParameters),
    "The report of an audit (clause 9.2.2): scope, findings and what became of them, and whom it reached when.",
    |view: &View<'_>, parameters| audit_report::content(view, &parameters);
    "management_review_pack"(ManagementReviewParameters),
    "What a management review looks at (clause 9.3.2): each input with its figures beside those of the period before.",
    |view: &View<'_>, parameters| management_review_pack::content(view, &parameters);
}

/// Every document.
pub fn definitions() -> &'static [DocumentDefinition] {
    DEFINITIONS
}

/// The list of documents as JSON: `name`, `summary` and the schema `parameters`.
pub fn describe() -> Value {
    let document = |document: &DocumentDefinition| {
        serde_json::json!({
            "name": document.name, "summary": document.summary, "parameters": Value::from((document.parameters)()),
        })
    };
    DEFINITIONS.iter().map(document).collect()
}

/// The document of a name.
///
/// Errors: there is none of that name.
pub fn definition(name: &str) -> Result<&'static DocumentDefinition> {
    DEFINITIONS.iter().find(|document| document.name == name).ok_or_else(|| {
        let names: Vec<_> = DEFINITIONS.iter().map(|document| document.name).collect();
        let problem = format!("there is no document {name:?} to write");
        Error::new(ErrorCode::UnknownReference, "name", problem, format!("write one of {}", names.join(", ")))
    })
}

impl View<'_> {
    /// Writes a document by its name, see [`definitions`]. The same record, date and parameters give the same bytes.
    ///
    /// ```
    /// use isms_core::prelude::*;
    /// use isms_core::report::document::Format;
    /// # let text = r#"{"format": "isms/1", "organisation": {"name": "A & B", "scope": "all", "currency": "EUR"}}"#;
    /// let isms = Isms::from_json(text)?;
    /// let view = isms.as_of("2026-03-01".parse()?);
    /// let plan = view.document("risk_treatment_plan", Format::Markdown, &serde_json::Value::Null)?;
    /// assert!(plan.starts_with("# Risk treatment plan\n"));
    /// # Ok::<(), isms_core::Error>(())
    /// ```
    ///
    /// Errors: a name that no document has; parameters that are not those of the document; what its view refuses.
    pub fn document(&self, name: &str, format: Format, parameters: &Value) -> Result<String> {
        let content = (definition(name)?.content)(self, parameters)?;
        Ok(match format {
            Format::Markdown => markdown::write(&content),
            Format::Html => html::write(&content),
            Format::Csv => csv::write(&content.data),
        })
    }

    /// As [`document`](Self::document), with the format by its name and the parameters as JSON text. Empty text writes
    /// it without parameters.
    pub fn document_text(&self, name: &str, format: &str, parameters: &str) -> Result<String> {
        let value = if parameters.trim().is_empty() { Value::Null } else { from_json_text(parameters)? };
        self.document(name, format.parse()?, &value)
    }
}
