//! The versions of a document: never lost, one in force on any date (clause 7.5.3).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Rule, View};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Date, Document, DocumentKind, Id, Link, Person, ReviewOutcome, Role};

/// Of which document.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentHistoryParameters {
    /// Its id. A retired document keeps its history.
    pub document: Id<Document>,
}

/// The history of a document up to a date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DocumentHistory {
    /// The date looked at.
    pub as_of: Date,
    /// The document.
    pub document: Id<Document>,
    /// Its title.
    pub title: String,
    /// What kind.
    pub kind: Option<DocumentKind>,
    /// Who keeps it.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// The day from which it no longer counts, if that has come.
    pub retired_on: Option<Date>,
    /// Number of the version in force; none before the first, and none of a retired document.
    pub in_force: Option<String>,
    /// Versions approved by the date, newest first.
    pub versions: Vec<VersionEntry>,
    /// Reviews held by the date, newest first.
    pub reviews: Vec<ReviewEntry>,
}

/// A version of a document.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct VersionEntry {
    /// Its number.
    pub number: String,
    /// Who wrote it.
    pub author: Id<Person>,
    /// Who approved it.
    pub approver: Id<Person>,
    /// First day in force.
    pub from: Date,
    /// Last day in force; none while it is.
    pub until: Option<Date>,
    /// How it stands.
    pub state: VersionState,
    /// The day it was archived.
    pub archived_on: Option<Date>,
    /// SHA-256 of its content, in hexadecimal.
    pub digest: Option<String>,
    /// What it changed.
    pub summary: String,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of its state.
    pub effective_on: Date,
    /// The document, its author and its approver.
    pub entities: Vec<Link>,
}

/// How a version stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VersionState {
    /// It is the one that counts.
    InForce,
    /// It has been archived.
    Archived,
    /// Another took its place, or the document was retired, and it has not been archived.
    NotArchived,
}

/// A review of a document.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ReviewEntry {
    /// When.
    pub reviewed_on: Date,
    /// Who looked.
    pub by: Id<Person>,
    /// What came of it.
    pub outcome: ReviewOutcome,
    /// Why.
    pub note: String,
    /// Number of the version looked at; none before the first.
    pub version: Option<String>,
}

impl View<'_> {
    /// Every version of a document that was approved by the date, with its author, approver, time in force and archive,
    /// and every review.
    ///
    /// A version is in force from its approval to the day before the next one, or before the document is retired.
    ///
    /// Errors: a document that is not on record.
    pub fn document_history(&self, parameters: &DocumentHistoryParameters) -> Result<DocumentHistory> {
        let (isms, on) = (self.isms(), self.date());
        let document = isms.documents().get(&parameters.document).ok_or_else(|| {
            let problem = format!("there is no document {}", parameters.document);
            Error::new(ErrorCode::UnknownReference, "document", problem, "name one of documents")
        })?;
        let retired_on = document.retired_on.filter(|day| *day <= on);
        let mut versions: Vec<_> =
            (0..document.versions.len()).filter_map(|i| version_entry(document, i, retired_on, on)).collect();
        versions.reverse();
        let in_force = versions.iter().find(|version| version.state == VersionState::InForce);
        let reviews = document.reviews.iter().rev().filter(|review| review.reviewed_on <= on);
        let review_entry = |review: &crate::model::DocumentReview| ReviewEntry {
            reviewed_on: review.reviewed_on,
            by: review.by.clone(),
            outcome: review.outcome,
            note: review.note.clone(),
            version: document.version_on(review.reviewed_on).map(|version| version.number.clone()),
        };
        Ok(DocumentHistory {
            as_of: on,
            document: document.id.clone(),
            title: document.title.clone(),
            kind: document.kind,
            owner: document.owner.clone(),
            holders: self.holders(&document.owner),
            retired_on,
            in_force: in_force.map(|version| version.number.clone()),
            reviews: reviews.map(review_entry).collect(),
            versions,
        })
    }
}

fn version_entry(document: &Document, i: usize, retired_on: Option<Date>, on: Date) -> Option<VersionEntry> {
    let version = document.versions.get(i).filter(|version| version.approved_on <= on)?;
    let next = document.versions.get(i + 1).map(|next| next.approved_on).filter(|day| *day <= on);
    let replaced_on = next.into_iter().chain(retired_on).min();
    let archived_on = version.archived_on.filter(|day| *day <= on);
    let (state, rule, effective_on) = match (archived_on, replaced_on) {
        (Some(day), _) => (VersionState::Archived, Rule::SupersededIsArchived, day),
        (None, Some(day)) => (VersionState::NotArchived, Rule::SupersededIsArchived, day),
        (None, None) => (VersionState::InForce, Rule::OneVersionInForce, version.approved_on),
    };
    let mut people = vec![Link::to(&version.author), Link::to(&version.approver)];
    people.sort();
    Some(VersionEntry {
        number: version.number.clone(),
        author: version.author.clone(),
        approver: version.approver.clone(),
        from: version.approved_on,
        until: replaced_on.map(|day| day.plus_days(-1)),
        state,
        archived_on,
        digest: version.digest.clone(),
        summary: version.summary.clone(),
        rule,
        effective_on,
        entities: [Link::to(&document.id)].into_iter().chain(people).collect(),
    })
}
