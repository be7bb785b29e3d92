//! Documented information, its versions and its reviews (clause 7.5, control A.5.1).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, References, ascending, digest, entity, in_order, in_sequence, not_blank};
use super::{Activity, Cadence, Date, Extensions, Id, Link, Person, Role};
use crate::error::{Error, ErrorCode, Result};

/// A policy, procedure or other document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// Identifier.
    pub id: Id<Document>,
    /// Title.
    pub title: String,
    /// What kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<DocumentKind>,
    /// Who keeps it.
    pub owner: Id<Role>,
    /// What it describes: it is out of date once one of these changes after its version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub describes: Vec<Link>,
    /// What it promises to do, and how often.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<Commitment>,
    /// Versions, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<DocumentVersion>,
    /// Reviews that changed nothing or asked for a new version, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<DocumentReview>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Kinds of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// What management wants.
    Policy,
    /// How something is done.
    Procedure,
    /// What is to be done once.
    Plan,
    /// What was done.
    Record,
}

/// A cadence that a document promises.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Commitment {
    /// The promise.
    pub text: String,
    /// The activity that keeps it.
    pub activity: Id<Activity>,
    /// How often, as an RFC 5545 rule.
    pub cadence: Cadence,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// An approved version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentVersion {
    /// Number: whole numbers joined by dots, e.g. `2.1`.
    pub number: String,
    /// Who wrote it.
    pub author: Id<Person>,
    /// Who approved it: not the author.
    pub approver: Id<Person>,
    /// The day it came into force.
    pub approved_on: Date,
    /// The day it was archived, after another took its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived_on: Option<Date>,
    /// SHA-256 of its content, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// What it changed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// A look at a document to see whether it still holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentReview {
    /// When.
    pub reviewed_on: Date,
    /// Who looked.
    pub by: Id<Person>,
    /// What came of it.
    pub outcome: ReviewOutcome,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// What came of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReviewOutcome {
    /// It holds as it is.
    Confirmed,
    /// It needs a new version.
    ToBeRevised,
}

impl Document {
    /// The version in force on `date`.
    pub fn version_on(&self, date: Date) -> Option<&DocumentVersion> {
        self.versions.iter().rev().find(|version| version.approved_on <= date)
    }

    fn check_version(&self, i: usize, version: &DocumentVersion) -> Result<()> {
        let Some(number) = parts(&version.number) else {
            return Err(Error::new(
                ErrorCode::Value,
                "number",
                format!("{} is not a version number", version.number),
                "join whole numbers by dots, e.g. 2.1",
            ));
        };
        let earlier = i.checked_sub(1).and_then(|i| self.versions.get(i)).and_then(|v| parts(&v.number));
        if earlier.is_some_and(|earlier| number <= earlier) {
            return Err(Error::new(
                ErrorCode::Rule,
                "number",
                format!("{} is not above the version before it", version.number),
                "version numbers strictly increase",
            ));
        }
        if version.approver == version.author {
            return Err(Error::new(
                ErrorCode::Rule,
                "approver",
                format!("{} wrote this version", version.author),
                "somebody other than the author must approve it",
            ));
        }
        let superseded_on = self.versions.get(i + 1).map(|next| next.approved_on).or(self.retired_on);
        if version.archived_on.is_some() && superseded_on.is_none() {
            let problem = "the version in force is archived";
            return Err(Error::new(
                ErrorCode::Rule,
                "archived_on",
                problem,
                "approve another version first, or retire the document",
            ));
        }
        in_order("archived_on", version.archived_on, "the day another took its place,", superseded_on)?;
        digest("digest", version.digest.as_deref())
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
    entity!(Document);
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        for (i, version) in self.versions.iter().enumerate() {
            self.check_version(i, version).map_err(|e| e.within(&format!("versions[{i}]")))?;
        }
        // One version is in force on any date.
        ascending("versions", "approved_on", self.versions.iter().map(|version| version.approved_on))?;
        in_sequence("reviews", "reviewed_on", self.reviews.iter().map(|review| review.reviewed_on))?;
        self.commitments
            .iter()
            .enumerate()
            .try_for_each(|(i, commitment)| not_blank(&format!("commitments[{i}].text"), &commitment.text))
    }
    fn references(&self, found: &mut References<'_>) {
        found.one("owner", &self.owner);
        found.links("describes", &self.describes);
        for (i, commitment) in self.commitments.iter().enumerate() {
            found.one(format_args!("commitments[{i}].activity"), &commitment.activity);
        }
        for (i, version) in self.versions.iter().enumerate() {
            found.past().one(format_args!("versions[{i}].author"), &version.author);
            found.past().one(format_args!("versions[{i}].approver"), &version.approver);
        }
        for (i, review) in self.reviews.iter().enumerate() {
            found.past().one(format_args!("reviews[{i}].by"), &review.by);
        }
    }
}
