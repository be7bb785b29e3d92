//! What several views of one date stand on, made when the first of them asks for it.

use std::any::{Any, TypeId};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use foldhash::{HashMap, HashMapExt};

use super::View;
use super::supplier_tier::CriticalityReach;
use crate::error::Result;
use crate::graph::EntityGraph;
use crate::model::{Activity, Asset, Date, Id, Threat};
use crate::record::Isms;
use crate::risk::InForce;
use crate::schedule::{Calendar, Matching};

/// Kept with a view. All of it follows from the record and the date, which a view never changes.
#[derive(Default)]
pub(super) struct Shared<'a> {
    graph: OnceLock<Arc<EntityGraph>>,
    matched: OnceLock<Vec<Matching<'a>>>,
    /// By the last day that they plan for.
    calendars: Mutex<BTreeMap<Date, Arc<Vec<Calendar<'a>>>>>,
    in_force: OnceLock<InForce<'a>>,
    threats: OnceLock<HashMap<&'a Id<Asset>, Vec<&'a Threat>>>,
    criticality_reach: OnceLock<Arc<CriticalityReach<'a>>>,
    /// What views asked without parameters answered, by the type of the answer.
    answers: Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
}

/// What a view answers.
pub(crate) trait Answer: Any + Send + Sync + Sized {
    /// Asks the view without parameters.
    fn ask(view: &View<'_>) -> Result<Self>;
}

impl fmt::Debug for Shared<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shared") // it tells nothing that record and date do not
    }
}

impl<'a> View<'a> {
    /// What a view answers without parameters: other views sum it up, and it is asked for by itself.
    pub(crate) fn answer<A: Answer>(&self) -> Result<Arc<A>> {
        let kept = || self.shared.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = kept().get(&TypeId::of::<A>()).cloned().and_then(|any| any.downcast().ok()) {
            return Ok(answer);
        }
        // Not held meanwhile: an answer may ask for others.
        let answer = Arc::new(A::ask(self)?);
        // Who asks once more may have more patience.
        if !self.watch().had_enough() {
            kept().insert(TypeId::of::<A>(), answer.clone());
        }
        Ok(answer)
    }

    /// The graph of what is there on the date.
    pub fn graph(&self) -> Arc<EntityGraph> {
        let made = self.shared.graph.get_or_init(|| Arc::new(EntityGraph::on(self.isms(), self.date())));
        Arc::clone(made)
    }

    /// The calendar of every activity, up to `until`.
    pub(super) fn calendars(&self, until: Date) -> Arc<Vec<Calendar<'a>>> {
        // Whoever panicked while it was held left at most a calendar out.
        let mut made = self.shared.calendars.lock().unwrap_or_else(PoisonError::into_inner);
        let further = made.range(until..).next().map(|(_, calendars)| Arc::clone(calendars));
        let calendars = made.entry(until).or_insert_with(|| match further {
            Some(further) => Arc::new(further.iter().map(|calendar| calendar.up_to(until)).collect()),
            None => Arc::new(self.matched().iter().map(|matching| matching.calendar(until)).collect()),
        });
        Arc::clone(calendars)
    }

    /// The evidence of every activity, and the due dates it answers for.
    fn matched(&self) -> &[Matching<'a>] {
        self.shared.matched.get_or_init(|| {
            let matching = |activity: &'a Activity| {
                Matching::new(activity, self.isms().performances(&activity.id), self.date())
            };
            self.isms().activities().values().map(matching).collect()
        })
    }

    /// The controls that are there, and what each counts for.
    pub(super) fn in_force(&self) -> &InForce<'a> {
        self.shared.in_force.get_or_init(|| InForce::on(self.isms(), self.date()))
    }

    /// The view of a record in which the controls that are there count for what is given.
    pub(super) fn counting(isms: &'a Isms, on: Date, in_force: InForce<'a>) -> Self {
        let shared = Shared { in_force: OnceLock::from(in_force), ..Shared::default() };
        Self { shared: Arc::new(shared), ..isms.as_of(on) }
    }

    /// How critical what depends on each asset is.
    pub(super) fn criticality_reach(&self) -> Arc<CriticalityReach<'a>> {
        let found = self.shared.criticality_reach.get_or_init(|| Arc::new(self.reached_criticality()));
        Arc::clone(found)
    }

    /// The threats known on the date that aim at an asset by its id, in the order of their ids.
    pub(super) fn threats_at(&self, asset: &Id<Asset>) -> &[&'a Threat] {
        let by_target = self.shared.threats.get_or_init(|| {
            let mut found: HashMap<_, Vec<&Threat>> = HashMap::new();
            let known = |t: &&Threat| self.date().is_within(t.identified_on, t.retired_on);
            for threat in self.isms().threats().values().filter(known) {
                threat.targets.iter().for_each(|asset| found.entry(asset).or_default().push(threat));
            }
            found
        });
        by_target.get(asset).map(Vec::as_slice).unwrap_or_default()
    }
}
