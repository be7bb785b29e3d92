//! Technologies whose support ends or whose maker advises against them (control A.8.8, clause 6.3).

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Rule, View};
use crate::model::{Asset, ChangeKind, Date, Id, Kind, Link, Person, Role, SignificantChange, Technology};

/// Days ahead for which an end of support is announced, if nothing else is asked for.
const DAYS_AHEAD: u16 = 365;

/// How far to look ahead.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TechnologyWatchParameters {
    /// Days ahead for which an end of support is announced; 365 if absent.
    #[serde(default)]
    pub days_ahead: Option<u16>,
}

/// The technologies to look after on a date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TechnologyWatch {
    /// The date looked at.
    pub as_of: Date,
    /// Technologies of the date.
    pub technologies: usize,
    /// Those without support, about to lose it, or advised against: in that order, the first first.
    pub items: Vec<TechnologyItem>,
}

/// A technology to look after.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TechnologyItem {
    /// The technology.
    pub technology: Id<Technology>,
    /// Its name.
    pub name: String,
    /// Version in use.
    pub version: String,
    /// Who makes it.
    pub vendor: String,
    /// Who answers for it.
    pub owner: Option<Id<Role>>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// How it stands.
    pub state: TechnologyState,
    /// The day from which its maker advises against it, if that has come.
    pub deprecated_on: Option<Date>,
    /// The last day it is supported.
    pub support_ends_on: Option<Date>,
    /// Days to that day; negative once it has passed.
    pub days_left: Option<i64>,
    /// Assets of the date that use it.
    pub assets: Vec<Id<Asset>>,
    /// What takes its place.
    pub replaced_by: Option<Id<Technology>>,
    /// Changes on record that answer the end of support: they touch it and take effect once it is announced.
    pub changes: Vec<Id<SignificantChange>>,
    /// The change that the end of support calls for, where none on record answers it; none while support lasts
    /// longer, or while nobody owns it and no asset uses it.
    pub raises: Option<RaisedChange>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of the state.
    pub effective_on: Date,
    /// The technology, what takes its place, the assets and the changes.
    pub entities: Vec<Link>,
}

/// How a technology stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TechnologyState {
    /// It is not supported any more.
    Unsupported,
    /// Its support ends soon.
    SupportEnds,
    /// It is supported, but its maker advises against it.
    Deprecated,
}

/// A significant change as it can be put on record; it touches assets, so that the risks behind them are assessed again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RaisedChange {
    /// Its id.
    pub id: String,
    /// What changes.
    pub title: String,
    /// What kind.
    pub kind: ChangeKind,
    /// Who answers for it: the owner of the technology, else of the first asset that has one; to be named if neither.
    pub owner: Option<Id<Role>>,
    /// The first day without support.
    pub on: Date,
    /// The technology and the assets that use it.
    pub touches: Vec<Link>,
}

impl View<'_> {
    /// The technologies that have lost support, will lose it within days, or are advised against by their maker, with
    /// the assets that use them, and the significant change that the end of support raises unless one is on record.
    ///
    /// The last day of support is a day with support. A deprecation speaks from its own day on. A change answers the
    /// end of support if it touches the technology and takes effect no earlier than the end was announced, planned
    /// changes included.
    pub fn technology_watch(&self, parameters: TechnologyWatchParameters) -> TechnologyWatch {
        let ahead = i64::from(parameters.days_ahead.unwrap_or(DAYS_AHEAD));
        let on = self.date();
        let mut changes: HashMap<&str, Vec<&SignificantChange>> = HashMap::new();
        let there = |change: &&SignificantChange| on.is_within(None, change.retired_on);
        for change in self.isms().significant_changes().values().filter(there) {
            for touched in change.touches.iter().filter(|touched| touched.kind == Kind::Technology) {
                changes.entry(touched.id.as_str()).or_default().push(change);
            }
        }
        let mut technologies = 0;
        let mut items: Vec<_> = self
            .isms()
            .technologies()
            .values()
            .filter(|technology| on.is_within(None, technology.retired_on))
            .inspect(|_| technologies += 1)
            .filter_map(|technology| {
                let touching = changes.get(technology.id.as_str()).map(Vec::as_slice).unwrap_or_default();
                self.technology_item(technology, touching, ahead)
            })
            .collect();
        items.sort_by(|a, b| {
            let rank = |item: &TechnologyItem| (item.state, item.support_ends_on.unwrap_or(Date::MAX));
            (rank(a), &a.technology).cmp(&(rank(b), &b.technology))
        });
        TechnologyWatch { as_of: on, technologies, items }
    }

    fn technology_item(
        &self,
        technology: &Technology,
        touching: &[&SignificantChange],
        ahead: i64,
    ) -> Option<TechnologyItem> {
        let on = self.date();
        let deprecated_on = technology.deprecated_on.filter(|day| *day <= on);
        let ends = technology.support_ends_on.map(|last| (last, last.plus_days(-ahead)));
        let (state, rule, effective_on) = match (ends, deprecated_on) {
            (Some((last, _)), _) if last < on => {
                (TechnologyState::Unsupported, Rule::TechnologySupported, last.plus_days(1))
            }
            (Some((_, announced)), _) if announced <= on => {
                (TechnologyState::SupportEnds, Rule::TechnologyReplacedAhead, announced)
            }
            (_, Some(day)) => (TechnologyState::Deprecated, Rule::TechnologyNotDeprecated, day),
            _ => return None,
        };
        let there = |asset: &&Asset| on.is_within(None, asset.retired_on);
        let used: Vec<&Asset> =
            technology.used_by.iter().filter_map(|id| self.isms().assets().get(id)).filter(there).collect();
        let ending = ends.filter(|_| state != TechnologyState::Deprecated);
        let answering: Vec<_> = touching
            .iter()
            .filter(|change| ending.is_some_and(|(_, announced)| announced <= change.on))
            .map(|change| change.id.clone())
            .collect();
        let raises = ending
            .filter(|_| answering.is_empty() && (technology.owner.is_some() || !used.is_empty()))
            .map(|(last, _)| raised_change(technology, &used, last));
        let assets: Vec<_> = used.iter().map(|asset| asset.id.clone()).collect();
        let mut entities = vec![Link::to(&technology.id)];
        entities.extend(technology.replaced_by.as_ref().map(Link::to));
        entities.extend(assets.iter().map(Link::to));
        entities.extend(answering.iter().map(Link::to));
        Some(TechnologyItem {
            technology: technology.id.clone(),
            name: technology.name.clone(),
            version: technology.version.clone(),
            vendor: technology.vendor.clone(),
            owner: technology.owner.clone(),
            holders: technology.owner.as_ref().map(|owner| self.holders(owner)).unwrap_or_default(),
            state,
            deprecated_on,
            support_ends_on: technology.support_ends_on,
            days_left: technology.support_ends_on.map(|last| last.days_since(on)),
            assets,
            replaced_by: technology.replaced_by.clone(),
            changes: answering,
            raises,
            rule,
            effective_on,
            entities,
        })
    }
}

fn raised_change(technology: &Technology, used: &[&Asset], last: Date) -> RaisedChange {
    let first_owner = || used.iter().find_map(|asset| asset.owner.clone());
    let name = format!("{} {}", technology.name, technology.version);
    RaisedChange {
        id: format!("END-OF-SUPPORT-{}", technology.id),
        title: format!("End of support of {}", name.trim_end()),
        kind: ChangeKind::Technology,
        owner: technology.owner.clone().or_else(first_owner),
        on: last.plus_days(1),
        touches: [Link::to(&technology.id)]
            .into_iter()
            .chain(used.iter().map(|asset| Link::to(&asset.id)))
            .collect(),
    }
}
