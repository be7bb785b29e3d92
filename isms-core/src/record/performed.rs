//! What the evidence tells, gathered for those who ask: when each activity was performed, and what else is shown.

use std::collections::BTreeSet;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};

use super::derived::Derived;
use super::isms::Isms;
use crate::model::{Activity, Entity, Evidence, Id, Performance};

/// Copies of a record share what they do not change.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Performed(Derived<Gathered>);

#[derive(Clone)]
struct Gathered {
    /// Of each activity, by day and then by the id of the evidence.
    by_activity: HashMap<Id<Activity>, Arc<Vec<Performance>>>,
    /// The evidence that tells more than that: of most records a small part.
    telling_more: Arc<BTreeSet<Id<Evidence>>>,
}

impl Isms {
    /// When an activity was performed, by day and then by the id of the evidence; whether seen on a date is for the reader
    /// to ask.
    pub fn performances(&self, activity: &Id<Activity>) -> &[Performance] {
        let performed = &self.performed.0.get_or_make(|| gathered(self)).by_activity;
        performed.get(activity).map(|list| list.as_slice()).unwrap_or_default()
    }

    /// The evidence that shows entities or ceases to be valid, by id.
    pub(crate) fn evidence_telling_more(&self) -> impl Iterator<Item = &Evidence> {
        let ids = &self.performed.0.get_or_make(|| gathered(self)).telling_more;
        ids.iter().filter_map(|id| self.evidence().get(id))
    }
}

fn tells_more(evidence: &Evidence) -> bool {
    !evidence.shows.is_empty() || evidence.valid_until.is_some()
}

fn gathered(isms: &Isms) -> Gathered {
    let mut found: HashMap<&Id<Activity>, Vec<Performance>> = HashMap::new();
    let mut telling_more = BTreeSet::new();
    for evidence in isms.evidence().values() {
        if let Some(activity) = &evidence.activity {
            found.entry(activity).or_default().push(Performance::shown_by(evidence));
        }
        if tells_more(evidence) {
            telling_more.insert(evidence.id.clone());
        }
    }
    let in_order = |(activity, mut list): (&Id<Activity>, Vec<Performance>)| {
        list.sort_by_key(|performance| performance.performed_on); // evidence comes by id, and stays so within a day
        (activity.clone(), Arc::new(list))
    };
    Gathered { by_activity: found.into_iter().map(in_order).collect(), telling_more: telling_more.into() }
}

impl Performed {
    /// Adds what a new entity shows, if it is evidence.
    pub(super) fn add(&mut self, entity: &impl Entity) {
        self.change(entity, |list, place, performance| {
            list.insert(place.unwrap_or_else(|free| free), performance);
        });
        self.change_more(entity, |ids, id| ids.insert(id.clone()));
    }

    /// Leaves out what an entity showed.
    pub(super) fn take(&mut self, entity: &impl Entity) {
        self.change(entity, |list, place, _| {
            place.ok().map(|place| list.remove(place));
        });
        self.change_more(entity, |ids, id| ids.remove(id));
    }

    /// Changes the list of an activity, given the place that a performance has in it, or would have.
    fn change(
        &mut self,
        entity: &impl Entity,
        change: impl FnOnce(&mut Vec<Performance>, Result<usize, usize>, Performance),
    ) {
        let Some(evidence) = entity.as_evidence() else { return };
        let Some((activity, performed)) = evidence.activity.as_ref().zip(self.0.made()) else { return };
        let performance = Performance::shown_by(evidence);
        let list = Arc::make_mut(performed.by_activity.entry(activity.clone()).or_default());
        let order = |one: &Performance, other: &Performance| {
            (one.performed_on, &one.evidence).cmp(&(other.performed_on, &other.evidence))
        };
        let place = list.binary_search_by(|other| order(other, &performance));
        change(list, place, performance);
    }

    /// Changes the evidence that tells more, if an entity is such.
    fn change_more(
        &mut self,
        entity: &impl Entity,
        change: impl FnOnce(&mut BTreeSet<Id<Evidence>>, &Id<Evidence>) -> bool,
    ) {
        let evidence = entity.as_evidence().filter(|evidence| tells_more(evidence));
        if let Some((evidence, gathered)) = evidence.zip(self.0.made()) {
            change(Arc::make_mut(&mut gathered.telling_more), &evidence.id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Evidence;

    fn evidence(id: &str, performed_on: &str) -> Evidence {
        serde_json::from_value(serde_json::json!({"id": id, "activity": "A", "title": "Minutes",
            "performed_on": performed_on, "recorded_at": format!("{performed_on}T12:00:00Z"), "performed_by": "P"}))
        .unwrap()
    }

    fn empty() -> Isms {
        Isms::from_json(
            r#"{"format": "isms/1", "organisation": {"name": "X", "scope": "all", "currency": "EUR"}}"#,
        )
        .unwrap()
    }

    #[test]
    fn what_is_kept_up_is_what_would_be_gathered() {
        let mut isms = empty();
        let ids = |isms: &Isms| -> Vec<String> {
            isms.performances(&"A".into())
                .iter()
                .map(|performance| performance.evidence.to_string())
                .collect()
        };
        isms.suppose(evidence("3", "2026-02-01"));
        assert_eq!(ids(&isms), ["3"]);
        isms.suppose(evidence("2", "2026-02-01"));
        isms.suppose(evidence("1", "2026-03-01"));
        isms.suppose(evidence("4", "2026-01-01"));
        let before = isms.clone();
        // The same evidence of another day, and one taken away.
        isms.suppose(evidence("3", "2026-04-01"));
        isms.remove(crate::model::Kind::Evidence, "2");
        assert_eq!(ids(&isms), ["4", "1", "3"]);
        assert_eq!(ids(&before), ["4", "2", "3", "1"]);
        for isms in [&isms, &before] {
            let gathered = gathered(isms);
            assert_eq!(gathered.by_activity.get("A").unwrap().as_slice(), isms.performances(&"A".into()));
        }
    }

    #[test]
    fn evidence_that_tells_more_is_kept_up_too() {
        let mut isms = empty();
        let ids = |isms: &Isms| -> Vec<String> {
            isms.evidence_telling_more().map(|evidence| evidence.id.to_string()).collect()
        };
        let lapsing = |id: &str| Evidence {
            valid_until: Some("2026-12-31".parse().unwrap()),
            ..evidence(id, "2026-01-01")
        };
        assert!(ids(&isms).is_empty());
        for entity in [lapsing("2"), evidence("3", "2026-02-01"), lapsing("1")] {
            isms.suppose(entity);
        }
        assert_eq!(ids(&isms), ["1", "2"]);
        isms.suppose(evidence("2", "2026-02-01"));
        isms.remove(crate::model::Kind::Evidence, "1");
        assert!(ids(&isms).is_empty());
    }
}
