//! How many references lead to each entity, so that what nobody names is deleted without a look at the whole record.

use std::collections::HashMap;

use smol_str::SmolStr;

use super::derived::Derived;
use super::isms::{Isms, Visitor};
use crate::error::Result;
use crate::model::{Entity, Kind, References};

type Counts = HashMap<(Kind, SmolStr), usize>;

/// Counted at the first deletion or retirement.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Named(Derived<Counts>);

impl Named {
    /// Whether anything in the record that this belongs to names an entity.
    pub(super) fn holds(&self, isms: &Isms, kind: Kind, id: &str) -> bool {
        let counts = self.0.get_or_make(|| {
            let mut counting = Counting(Counts::new());
            // Counting finds nothing wrong.
            isms.visit_all(&mut counting).map(|()| counting.0).unwrap_or_default()
        });
        counts.get(&(kind, id.into())).is_some_and(|count| *count > 0)
    }

    /// Counts what a new entity names.
    pub(super) fn add(&mut self, entity: &impl Entity) {
        self.change(entity, |count| count.saturating_add(1));
    }

    /// No longer counts what an entity named.
    pub(super) fn take(&mut self, entity: &impl Entity) {
        self.change(entity, |count| count.saturating_sub(1));
    }

    fn change(&mut self, entity: &impl Entity, change: impl Fn(usize) -> usize) {
        if let Some(counts) = self.0.made() {
            each(entity, counts, change);
        }
    }
}

fn each(entity: &impl Entity, counts: &mut Counts, change: impl Fn(usize) -> usize) {
    entity.references(&mut References::new(&mut |reference| {
        let count = counts.entry((reference.kind, reference.id.into())).or_default();
        *count = change(*count);
    }));
}

struct Counting(Counts);

impl Visitor for Counting {
    fn visit<T: Entity>(&mut self, entity: &T) -> Result<()> {
        each(entity, &mut self.0, |count| count.saturating_add(1));
        Ok(())
    }
}

/// A copy counts for itself, if it must.
impl Clone for Named {
    fn clone(&self) -> Self {
        Self::default()
    }
}
