//! When each activity was performed: its evidence in the order of days.

use std::collections::HashMap;
use std::sync::Arc;

use super::derived::Derived;
use super::isms::Isms;
use crate::model::{Activity, Entity, Id, Performance};

type ByActivity = HashMap<Id<Activity>, Arc<Vec<Performance>>>;

/// Of each activity, by day and then by the id of the evidence. Copies of a record share what they do not change.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Performed(Derived<ByActivity>);

impl Isms {
    /// When an activity was performed, by day and then by the id of the evidence; whether seen on a date is for the reader
    /// to ask.
    pub fn performances(&self, activity: &Id<Activity>) -> &[Performance] {
        let performed = self.performed.0.get_or_make(|| gathered(self));
        performed.get(activity).map(|list| list.as_slice()).unwrap_or_default()
    }
}

fn gathered(isms: &Isms) -> ByActivity {
    let mut found: HashMap<&Id<Activity>, Vec<Performance>> = HashMap::new();
    for evidence in isms.evidence().values() {
        if let Some(activity) = &evidence.activity {
            found.entry(activity).or_default().push(Performance::shown_by(evidence));
        }
    }
    let in_order = |(activity, mut list): (&Id<Activity>, Vec<Performance>)| {
        list.sort_by_key(|performance| performance.performed_on); // evidence comes by id, and stays so within a day
        (activity.clone(), Arc::new(list))
    };
    found.into_iter().map(in_order).collect()
}

impl Performed {
    /// Adds what a new entity shows, if it is evidence.
    pub(super) fn add(&mut self, entity: &impl Entity) {
        self.change(entity, |list, place, performance| {
            list.insert(place.unwrap_or_else(|free| free), performance);
        });
    }

    /// Leaves out what an entity showed.
    pub(super) fn take(&mut self, entity: &impl Entity) {
        self.change(entity, |list, place, _| {
            place.ok().map(|place| list.remove(place));
        });
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
        let list = Arc::make_mut(performed.entry(activity.clone()).or_default());
        let order = |one: &Performance, other: &Performance| {
            (one.performed_on, &one.evidence).cmp(&(other.performed_on, &other.evidence))
        };
        let place = list.binary_search_by(|other| order(other, &performance));
        change(list, place, performance);
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

    #[test]
    fn what_is_kept_up_is_what_would_be_gathered() {
        let mut isms = Isms::from_json(
            r#"{"format": "isms/1", "organisation": {"name": "X", "scope": "all", "currency": "EUR"}}"#,
        )
        .unwrap();
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
            assert_eq!(gathered(isms).get("A").unwrap().as_slice(), isms.performances(&"A".into()));
        }
    }
}
