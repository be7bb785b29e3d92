//! Awareness campaigns: whom they reached, and whether they still say what holds (clause 7.3).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use schemars::JsonSchema;
use serde::Serialize;

use super::linked_change::{LinkedChange, LinkedChanges};
use super::stale_documents::named_by;
use super::{Rule, View};
use crate::model::{Campaign, Date, Id, Kind, Link, Person, Role};

/// The campaigns on a date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Awareness {
    /// The date looked at.
    pub as_of: Date,
    /// People of the date.
    pub people: usize,
    /// Of those, reached by a campaign in the year that ends on the date.
    pub reached_in_a_year: usize,
    /// The share of these; none without people.
    pub share: Option<f64>,
    /// Campaigns begun by the date: those to be refreshed, those running, those ended; the oldest first.
    pub items: Vec<AwarenessItem>,
}

/// A campaign.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AwarenessItem {
    /// The campaign.
    pub campaign: Id<Campaign>,
    /// Its title.
    pub title: String,
    /// Who answers for it.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Option<Date>,
    /// How it stands.
    pub state: AwarenessState,
    /// What it is about and has changed since it began, and no later campaign took up, oldest first.
    pub changes: Vec<LinkedChange>,
    /// How many it is for: of the date, or of its last day.
    pub audience: usize,
    /// How many of those it has reached.
    pub reached: usize,
    /// The share of these; none without audience.
    pub share: Option<f64>,
    /// Whom it has not reached.
    pub not_reached: Vec<Id<Person>>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of the state.
    pub effective_on: Date,
    /// The campaign, what changed and what says so.
    pub entities: Vec<Link>,
}

/// How a campaign stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AwarenessState {
    /// It runs, and something it is about has changed.
    ToBeRefreshed,
    /// It runs.
    Running,
    /// It is over.
    Ended,
}

impl<'a> View<'a> {
    /// Of each campaign: whom of its audience it has reached, and whether something it is about has changed since it
    /// began.
    ///
    /// A running campaign is refreshed by another that is about the same thing and began on the day of the change or
    /// later. The audience are the holders of its roles, or everybody, on the date looked at; of a campaign that is
    /// over, on its last day.
    pub fn awareness(&self) -> Awareness {
        let on = self.date();
        let changes = self.linked_changes();
        let there = |campaign: &&Campaign| on.is_within(Some(campaign.from), campaign.retired_on);
        let campaigns: Vec<&Campaign> = self.isms().campaigns().values().filter(there).collect();
        let mut taken_up: HashMap<(Kind, &str), Date> = HashMap::new();
        for campaign in &campaigns {
            for about in &campaign.about {
                let last = taken_up.entry((about.kind, about.id.as_str())).or_insert(campaign.from);
                *last = campaign.from.max(*last);
            }
        }
        let mut audiences = BTreeMap::new();
        let mut items: Vec<_> = campaigns
            .iter()
            .map(|campaign| self.awareness_item(campaign, &changes, &taken_up, &mut audiences))
            .collect();
        items.sort_by(|a, b| (a.state, a.from, &a.campaign).cmp(&(b.state, b.from, &b.campaign)));

        let people = self.everybody(on);
        let year = on.plus_days(-365);
        let touched: BTreeSet<&Id<Person>> = campaigns
            .iter()
            .flat_map(|campaign| &campaign.reached)
            .filter(|reached| year < reached.on && reached.on <= on)
            .map(|reached| &reached.person)
            .collect();
        let reached_in_a_year = people.iter().filter(|person| touched.contains(*person)).count();
        let share = (!people.is_empty()).then(|| reached_in_a_year as f64 / people.len() as f64);
        Awareness { as_of: on, people: people.len(), reached_in_a_year, share, items }
    }

    /// The people there on a day.
    fn everybody(&self, on: Date) -> BTreeSet<&'a Id<Person>> {
        let people = self.isms().people().values();
        people
            .filter(|person| on.is_within(person.joined_on, person.retired_on))
            .map(|person| &person.id)
            .collect()
    }

    /// Those of the people there on a day that a campaign is for.
    fn audience(
        &self,
        campaign: &Campaign,
        on: Date,
        everybody: &mut BTreeMap<Date, BTreeSet<&'a Id<Person>>>,
    ) -> BTreeSet<&'a Id<Person>> {
        let there = everybody.entry(on).or_insert_with(|| self.everybody(on));
        if campaign.audience.is_empty() {
            return there.clone();
        }
        let roles = campaign.audience.iter().filter_map(|role| self.isms().roles().get(role));
        roles.flat_map(|role| role.holders_on(on)).filter(|person| there.contains(person)).collect()
    }

    fn awareness_item(
        &self,
        campaign: &Campaign,
        changes: &LinkedChanges<'_>,
        taken_up: &HashMap<(Kind, &str), Date>,
        everybody: &mut BTreeMap<Date, BTreeSet<&'a Id<Person>>>,
    ) -> AwarenessItem {
        let on = self.date();
        let ended = campaign.until.filter(|last| *last < on);
        let mut changes =
            if ended.is_some() { Vec::new() } else { changes.after(&campaign.about, campaign.from) };
        changes.retain(|change| {
            let taken_up = taken_up.get(&(change.entity.kind, change.entity.id.as_str()));
            taken_up.is_none_or(|last| *last < change.on)
        });
        let (state, effective_on, rule) = match (ended, changes.first()) {
            (Some(last), _) => (AwarenessState::Ended, last.plus_days(1), Rule::CampaignReachesAudience),
            (None, Some(first)) => (AwarenessState::ToBeRefreshed, first.on, Rule::CampaignRefreshed),
            (None, None) => (AwarenessState::Running, campaign.from, Rule::CampaignReachesAudience),
        };
        let audience = self.audience(campaign, ended.unwrap_or(on), everybody);
        let reached: BTreeSet<&Id<Person>> = campaign
            .reached
            .iter()
            .filter(|reached| reached.on <= on)
            .map(|reached| &reached.person)
            .collect();
        let not_reached: Vec<_> = audience
            .iter()
            .filter(|person| !reached.contains(*person))
            .map(|person| (*person).clone())
            .collect();
        let count = audience.len() - not_reached.len();
        AwarenessItem {
            campaign: campaign.id.clone(),
            title: campaign.title.clone(),
            owner: campaign.owner.clone(),
            holders: self.holders(&campaign.owner),
            from: campaign.from,
            until: campaign.until,
            state,
            audience: audience.len(),
            reached: count,
            share: (!audience.is_empty()).then(|| count as f64 / audience.len() as f64),
            not_reached,
            rule,
            effective_on,
            entities: [Link::to(&campaign.id)].into_iter().chain(named_by(&changes)).collect(),
            changes,
        }
    }
}
