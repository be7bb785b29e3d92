//! What is due, who owes it, and what was done (activities row 36).

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;
use smol_str::SmolStr;

use super::{Period, View};
use crate::error::Result;
use crate::model::{Activity, Date, Evidence, Id, Person, Role};
use crate::schedule::{Occurrence, OccurrenceState, UnmatchedEvidence};

/// Days ahead that the programme shows where no end is given.
pub const DEFAULT_DAYS_AHEAD: i64 = 90;

/// The due dates of a period.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Programme {
    /// The date looked at.
    pub as_of: Date,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Due dates in order of date and activity.
    pub items: Vec<ProgrammeItem>,
    /// Evidence that answers for no due date, of whatever time.
    pub unmatched: Vec<UnmatchedEvidence>,
}

/// One due date of an activity.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ProgrammeItem {
    /// The activity.
    pub activity: Id<Activity>,
    /// Its title.
    pub title: SmolStr,
    /// Who owes it.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Arc<[Id<Person>]>,
    /// When it is due.
    pub due: Date,
    /// Last day in time.
    pub grace_until: Date,
    /// Its state.
    pub state: OccurrenceState,
    /// When it was done.
    pub done_on: Option<Date>,
    /// The evidence of it.
    pub evidence: Option<Id<Evidence>>,
}

impl Programme {
    /// What is still owed.
    pub fn overdue(&self) -> impl Iterator<Item = &ProgrammeItem> {
        self.items.iter().filter(|item| item.state == OccurrenceState::Overdue)
    }
}

impl fmt::Display for ProgrammeItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {} ({})", self.due, self.activity, self.title, self.owner)
    }
}

impl View<'_> {
    /// Each due date of a period, its state, and its evidence. Without an end, up to 90 days ahead.
    ///
    /// Errors: an audit that is not there, a period that ends before it begins.
    pub fn programme(&self, period: impl Into<Period>) -> Result<Programme> {
        let ahead = self.date().plus_days(DEFAULT_DAYS_AHEAD);
        let (from, to, _) = period.into().resolve(self, ahead)?;
        let calendars = self.calendars(to);
        // Calendars come in the order of the ids of their activities, and so do the due dates of a day.
        let mut days: BTreeMap<Date, Vec<(&Owed<'_>, Occurrence<'_>)>> = BTreeMap::new();
        let owed: Vec<_> = calendars.iter().map(|calendar| Owed::by(self, calendar.activity)).collect();
        for (calendar, owed) in calendars.iter().zip(&owed) {
            for occurrence in calendar.due_between(from, to) {
                days.entry(occurrence.due).or_default().push((owed, occurrence));
            }
        }
        let items = days.into_values().flatten().map(|(owed, occurrence)| owed.on(&occurrence)).collect();
        let unmatched = calendars.iter().flat_map(|calendar| calendar.unmatched.iter().cloned()).collect();
        Ok(Programme { as_of: self.date(), from, to, items, unmatched })
    }

    /// Who holds a role on the date looked at.
    pub(super) fn holders(&self, role: &Id<Role>) -> Vec<Id<Person>> {
        self.isms()
            .roles()
            .get(role)
            .map(|role| role.holders_on(self.date()).cloned().collect())
            .unwrap_or_default()
    }
}

/// What is the same of every due date of an activity.
struct Owed<'a> {
    activity: &'a Activity,
    title: SmolStr,
    holders: Arc<[Id<Person>]>,
}

impl<'a> Owed<'a> {
    fn by(view: &View<'_>, activity: &'a Activity) -> Self {
        let holders = view.holders(&activity.owner).into();
        Self { activity, title: activity.title.as_str().into(), holders }
    }

    fn on(&self, occurrence: &Occurrence<'_>) -> ProgrammeItem {
        ProgrammeItem {
            activity: self.activity.id.clone(),
            title: self.title.clone(),
            owner: self.activity.owner.clone(),
            holders: Arc::clone(&self.holders),
            due: occurrence.due,
            grace_until: occurrence.grace_until,
            state: occurrence.state,
            done_on: occurrence.done_on,
            evidence: occurrence.evidence.map(|performance| performance.evidence.clone()),
        }
    }
}
