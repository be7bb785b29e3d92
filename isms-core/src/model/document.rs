//! Documented information and its versions (clause 7.5).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, Kind, References, not_blank};
use super::{Date, Extensions, Id, Person, Role};
use crate::error::{Error, ErrorCode, Result};

/// A policy, procedure or other document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// Identifier.
    pub id: Id<Document>,
    /// Title.
    pub title: String,
    /// Who keeps it.
    pub owner: Id<Role>,
    /// Versions, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<DocumentVersion>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// An approved version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentVersion {
    /// Number: whole numbers joined by dots, e.g. `2.1`.
    pub number: String,
    /// Who wrote it.
    pub author: Id<Person>,
    /// Who approved it: not the author.
    pub approver: Id<Person>,
    /// The day it came into force.
    pub approved_on: Date,
}

impl Document {
    /// The version in force on `date`.
    pub fn version_on(&self, date: Date) -> Option<&DocumentVersion> {
        self.versions.iter().rev().find(|version| version.approved_on <= date)
    }
}

/// A version number as numbers, trailing zeros dropped so that `2.0` equals `2`.
fn parts(number: &str) -> Option<Vec<u32>> {
    let mut parts: Vec<u32> = number.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    while parts.last() == Some(&0) {
        parts.pop();
    }
    Some(parts)
}

impl Entity for Document {
    const KIND: Kind = Kind::Document;
    fn id(&self) -> &Id<Self> {
        &self.id
    }
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        let mut before: Option<(Vec<u32>, Date)> = None;
        for (i, version) in self.versions.iter().enumerate() {
            let at = |field: &str| format!("versions[{i}].{field}");
            let Some(number) = parts(&version.number) else {
                return Err(Error::new(
                    ErrorCode::Value,
                    at("number"),
                    format!("{} is not a version number", version.number),
                    "join whole numbers by dots, e.g. 2.1",
                ));
            };
            if version.approver == version.author {
                return Err(Error::new(
                    ErrorCode::Rule,
                    at("approver"),
                    format!("{} wrote this version", version.author),
                    "somebody other than the author must approve it",
                ));
            }
            if let Some((earlier, day)) = &before {
                if &number <= earlier {
                    return Err(Error::new(
                        ErrorCode::Rule,
                        at("number"),
                        format!("{} is not above the version before it", version.number),
                        "version numbers strictly increase",
                    ));
                }
                if version.approved_on <= *day {
                    return Err(Error::new(
                        ErrorCode::DateOrder,
                        at("approved_on"),
                        format!("{} is not after the version before it, {day}", version.approved_on),
                        "one version is in force on any date",
                    ));
                }
            }
            before = Some((number, version.approved_on));
        }
        Ok(())
    }
    fn references(&self, found: &mut References) {
        found.one("owner", &self.owner);
        for (i, version) in self.versions.iter().enumerate() {
            found.one(format!("versions[{i}].author"), &version.author);
            found.one(format!("versions[{i}].approver"), &version.approver);
        }
    }
}
