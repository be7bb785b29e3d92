//! Documents that no longer say how things are (clause 7.5.2).

use schemars::JsonSchema;
use serde::Serialize;

use super::linked_change::{LinkedChange, LinkedChanges};
use super::{Rule, View};
use crate::model::{
    Date, Document, DocumentKind, DocumentReview, DocumentVersion, Id, Link, Person, ReviewOutcome, Role,
};

/// The documents that are out of date on a date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct StaleDocuments {
    /// The date looked at.
    pub as_of: Date,
    /// How many documents have a version in force.
    pub documents: usize,
    /// Those out of date, longest first.
    pub items: Vec<StaleDocument>,
}

/// A document out of date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct StaleDocument {
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
    /// The version in force.
    pub version: String,
    /// The day it came into force.
    pub approved_on: Date,
    /// The last review since then that found it to hold as it is.
    pub confirmed_on: Option<Date>,
    /// What changed in the entities it describes after the version and that review, oldest first.
    pub changes: Vec<LinkedChange>,
    /// The review that asked for a version that has not come yet.
    pub revision_asked_on: Option<Date>,
    /// The rule that speaks: of both, the one broken first.
    pub rule: Rule,
    /// The first day on which the document is out of date.
    pub effective_on: Date,
    /// Days since then.
    pub days_stale: i64,
    /// The document, what changed and what says so.
    pub entities: Vec<Link>,
}

impl View<'_> {
    /// The documents that are out of date: an entity that they describe changed after the version in force, or a review
    /// asked for a version that has not come yet.
    ///
    /// Changes of the day of approval are part of the version. A review that confirms the document answers every change
    /// up to its own day. What counts as a change of each kind of entity is told in [`LinkedChange`]'s causes; all of
    /// them are dated facts of the record, no later than the date looked at.
    ///
    /// ```
    /// use isms_core::prelude::*;
    /// let isms = Isms::from_json(r#"{"format": "isms/1",
    ///   "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"},
    ///   "people": [{"id": "ann", "name": "Ann"}, {"id": "bob", "name": "Bob"}],
    ///   "roles": [{"id": "CISO", "name": "Security officer"}],
    ///   "controls": [{"id": "BACKUP", "name": "Backup", "revisions": [{"on": "2026-03-01", "status": "degraded"}]}],
    ///   "documents": [{"id": "DOC-1", "title": "Backup procedure", "owner": "CISO", "describes": ["control:BACKUP"],
    ///     "versions": [{"number": "1", "author": "ann", "approver": "bob", "approved_on": "2026-01-01"}]}]}"#)?;
    /// let on = |day: &str| day.parse().map(|day| isms.as_of(day).stale_documents().items.len());
    /// assert_eq!((on("2026-02-28")?, on("2026-03-01")?), (0, 1));
    /// # Ok::<(), isms_core::Error>(())
    /// ```
    pub fn stale_documents(&self) -> StaleDocuments {
        let changes = self.linked_changes();
        let mut documents = 0;
        let mut items: Vec<_> = self
            .documents_in_force()
            .inspect(|_| documents += 1)
            .filter_map(|(document, version)| self.stale_document(document, version, &changes))
            .collect();
        items.sort_by(|a, b| (a.effective_on, &a.document).cmp(&(b.effective_on, &b.document)));
        StaleDocuments { as_of: self.date(), documents, items }
    }

    /// Documents not retired, each with its version in force.
    pub(super) fn documents_in_force(&self) -> impl Iterator<Item = (&Document, &DocumentVersion)> {
        let on = self.date();
        let there = move |document: &&Document| on.is_within(None, document.retired_on);
        let documents = self.isms().documents().values().filter(there);
        documents.filter_map(move |document| Some((document, document.version_on(on)?)))
    }

    fn stale_document(
        &self,
        document: &Document,
        version: &DocumentVersion,
        changes: &LinkedChanges<'_>,
    ) -> Option<StaleDocument> {
        let confirmed_on = reviews_since(document, version.approved_on, self.date())
            .filter(|review| review.outcome == ReviewOutcome::Confirmed)
            .map(|review| review.reviewed_on)
            .last();
        let changes = changes.after(&document.describes, confirmed_on.unwrap_or(version.approved_on));
        let revision_asked_on = revision_asked_on(document, version, self.date());
        let changed = changes.first().map(|change| (change.on, Rule::DocumentFollowsWhatItDescribes));
        let asked = revision_asked_on.map(|on| (on, Rule::RevisionAskedFor));
        let (effective_on, rule) = changed.into_iter().chain(asked).min_by_key(|(on, _)| *on)?;
        let mut entities = vec![Link::to(&document.id)];
        entities.extend(named_by(&changes));
        Some(StaleDocument {
            document: document.id.clone(),
            title: document.title.clone(),
            kind: document.kind,
            owner: document.owner.clone(),
            holders: self.holders(&document.owner),
            version: version.number.clone(),
            approved_on: version.approved_on,
            confirmed_on,
            changes,
            revision_asked_on,
            rule,
            effective_on,
            days_stale: self.date().days_since(effective_on),
            entities,
        })
    }
}

/// The reviews of a document from a day to another, oldest first.
pub(super) fn reviews_since(
    document: &Document,
    from: Date,
    to: Date,
) -> impl Iterator<Item = &DocumentReview> {
    document.reviews.iter().filter(move |review| from <= review.reviewed_on && review.reviewed_on <= to)
}

/// The first review after a version that asked for another, unless one has confirmed the version since. A review of the
/// day of approval led to the version.
pub(super) fn revision_asked_on(document: &Document, version: &DocumentVersion, on: Date) -> Option<Date> {
    reviews_since(document, version.approved_on.plus_days(1), on).fold(None, |asked, review| {
        match review.outcome {
            ReviewOutcome::ToBeRevised => asked.or(Some(review.reviewed_on)),
            ReviewOutcome::Confirmed => None,
        }
    })
}

/// What changed, and the significant changes that say so, each once.
pub(super) fn named_by(changes: &[LinkedChange]) -> Vec<Link> {
    let mut named: Vec<_> = changes
        .iter()
        .flat_map(|change| [Some(change.entity.clone()), change.change.as_ref().map(Link::to)])
        .flatten()
        .collect();
    named.sort();
    named.dedup();
    named
}
