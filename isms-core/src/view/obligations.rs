//! New versions of what law and contract demand, what they bear on, and the strictest of their limits (controls A.5.20
//! and A.5.31).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Rule, View};
use crate::model::{
    Control, Date, Document, Id, InterestedParty, Kind, Link, Obligation, ObligationKind, ObligationLimit,
    ObligationVersion, Person, Risk, Role, Strictest,
};

/// The obligations on a date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Obligations {
    /// The date looked at.
    pub as_of: Date,
    /// Each version published by then: not assessed first, then those ahead, late, and done; versions that another has
    /// taken the place of come last.
    pub items: Vec<ObligationItem>,
    /// Limits in force by topic, the strictest of each with the others beside it.
    pub limits: Vec<LimitTopic>,
}

/// A version of an obligation.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ObligationItem {
    /// The obligation.
    pub obligation: Id<Obligation>,
    /// Its title.
    pub title: String,
    /// What kind.
    pub kind: ObligationKind,
    /// Who answers for compliance.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// To whom it is owed.
    pub party: Option<Id<InterestedParty>>,
    /// Name of the version.
    pub version: String,
    /// What it changed.
    pub summary: String,
    /// The day it became known.
    pub published_on: Date,
    /// First day it binds.
    pub binds_from: Date,
    /// Whether it binds on the date.
    pub phase: ObligationPhase,
    /// Whether it was assessed what it means, and in time.
    pub state: ImpactState,
    /// When that was.
    pub assessed_on: Option<Date>,
    /// Who did it.
    pub assessed_by: Option<Id<Person>>,
    /// What follows from it.
    pub conclusion: Option<String>,
    /// The last day in time: the day before it binds.
    pub due: Date,
    /// Days late: of an assessment after that day, or of one still missing; 0 if neither.
    pub days_late: i64,
    /// Controls it bears on, by what the obligation binds and by what the assessment says.
    pub controls: Vec<Id<Control>>,
    /// Likewise documents.
    pub documents: Vec<Id<Document>>,
    /// Likewise risks.
    pub risks: Vec<Id<Risk>>,
    /// Likewise everything else.
    pub others: Vec<Link>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of the state.
    pub effective_on: Date,
    /// The obligation and all it bears on.
    pub entities: Vec<Link>,
}

/// Whether a version binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ObligationPhase {
    /// Published, not yet effective.
    Ahead,
    /// It binds.
    InForce,
    /// Another version has taken its place.
    Superseded,
}

/// Whether the impact of a version was assessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImpactState {
    /// It was not, and the version has taken effect.
    Missing,
    /// It was not, and there is time.
    Open,
    /// It was, but only once the version had taken effect.
    Late,
    /// It was, before the version took effect.
    Done,
}

/// The limits of one topic.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LimitTopic {
    /// What is limited.
    pub topic: String,
    /// Unit of the figures.
    pub unit: String,
    /// Which figure is the stricter.
    pub strictest: Strictest,
    /// The figure to keep.
    pub value: f64,
    /// The obligations that set it.
    pub sources: Vec<LimitSource>,
    /// The other figures, strictest first.
    pub others: Vec<LimitSource>,
    /// Whether the topic has figures of another unit or direction too: they stand in a row of their own.
    pub not_comparable: bool,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day on which one of the sources bound; the first of the calendar if it names no version.
    pub effective_on: Date,
    /// The obligations that limit the topic.
    pub entities: Vec<Link>,
}

/// Who sets a limit.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LimitSource {
    /// The obligation.
    pub obligation: Id<Obligation>,
    /// What kind.
    pub kind: ObligationKind,
    /// Its figure.
    pub value: f64,
    /// Where it is written.
    pub source: String,
}

impl View<'_> {
    /// Each version of an obligation that is published by the date: whether its impact was assessed before it took
    /// effect, and which controls, documents and risks it bears on; and of each topic that obligations limit, the
    /// strictest figure with its sources.
    ///
    /// An assessment on the day a version takes effect is late. Limits count while the obligation binds: from its first
    /// version on, or always if it names none. Only figures of the same unit and direction are compared.
    pub fn obligations(&self) -> Obligations {
        let on = self.date();
        let there = |obligation: &&Obligation| on.is_within(None, obligation.retired_on);
        let obligations = || self.isms().obligations().values().filter(there);
        let mut items: Vec<_> = obligations()
            .flat_map(|obligation| obligation.versions.iter().map(move |version| (obligation, version)))
            .filter(|(_, version)| version.published_on <= on)
            .map(|(obligation, version)| self.obligation_item(obligation, version))
            .collect();
        let rank =
            |item: &ObligationItem| (item.phase == ObligationPhase::Superseded, item.state, item.binds_from);
        items.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| a.obligation.cmp(&b.obligation)));
        let binding = obligations().filter(|o| o.versions.is_empty() || o.version_on(on).is_some());
        Obligations { as_of: on, items, limits: limits(binding) }
    }

    fn obligation_item(&self, obligation: &Obligation, version: &ObligationVersion) -> ObligationItem {
        let on = self.date();
        let binds_from = version.effective_on;
        let due = binds_from.plus_days(-1);
        let impact = version.impact_assessment.as_ref().filter(|impact| impact.assessed_on <= on);
        let (state, effective_on, late_until) = match impact.map(|impact| impact.assessed_on) {
            Some(day) if day < binds_from => (ImpactState::Done, day, due),
            Some(day) => (ImpactState::Late, day, day),
            None if on < binds_from => (ImpactState::Open, version.published_on, due),
            None => (ImpactState::Missing, binds_from, on),
        };
        let phase = match obligation.version_on(on).map(|in_force| in_force.effective_on) {
            _ if on < binds_from => ObligationPhase::Ahead,
            Some(day) if day > binds_from => ObligationPhase::Superseded,
            _ => ObligationPhase::InForce,
        };
        let affects = impact.iter().flat_map(|impact| &impact.affects);
        let mut touched: Vec<Link> = obligation.binds.iter().chain(affects).cloned().collect();
        touched.sort();
        touched.dedup();
        let mut item = ObligationItem {
            obligation: obligation.id.clone(),
            title: obligation.title.clone(),
            kind: obligation.kind,
            owner: obligation.owner.clone(),
            holders: self.holders(&obligation.owner),
            party: obligation.party.clone(),
            version: version.number.clone(),
            summary: version.summary.clone(),
            published_on: version.published_on,
            binds_from,
            phase,
            state,
            assessed_on: impact.map(|impact| impact.assessed_on),
            assessed_by: impact.map(|impact| impact.by.clone()),
            conclusion: impact.map(|impact| impact.conclusion.clone()),
            due,
            days_late: late_until.days_since(due),
            controls: Vec::new(),
            documents: Vec::new(),
            risks: Vec::new(),
            others: Vec::new(),
            rule: Rule::ImpactAssessedBeforeEffect,
            effective_on,
            entities: [Link::to(&obligation.id)].into_iter().chain(touched.iter().cloned()).collect(),
        };
        for touched in touched {
            match touched.kind {
                Kind::Control => item.controls.push(touched.id.as_str().into()),
                Kind::Document => item.documents.push(touched.id.as_str().into()),
                Kind::Risk => item.risks.push(touched.id.as_str().into()),
                _ => item.others.push(touched),
            }
        }
        item
    }
}

/// Topic, unit and direction: figures that have these in common are compared.
type Comparable<'a> = (&'a str, &'a str, Strictest);
/// A limit and who sets it.
type Limit<'a> = (&'a Obligation, &'a ObligationLimit);

/// The limits of obligations, the strictest of each topic with the others.
fn limits<'a>(binding: impl Iterator<Item = &'a Obligation>) -> Vec<LimitTopic> {
    let mut groups: BTreeMap<Comparable<'_>, Vec<Limit<'_>>> = BTreeMap::new();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for obligation in binding {
        for limit in &obligation.limits {
            let group = groups.entry((&limit.topic, &limit.unit, limit.strictest)).or_default();
            if group.is_empty() {
                *kinds.entry(&limit.topic).or_default() += 1;
            }
            group.push((obligation, limit));
        }
    }
    let topic = |((topic, unit, strictest), mut group): (Comparable<'_>, Vec<Limit<'_>>)| {
        group.sort_by(|(x, a), (y, b)| {
            let by_value = a.value.total_cmp(&b.value);
            let stricter = if strictest == Strictest::Lowest { by_value } else { by_value.reverse() };
            stricter.then_with(|| x.id.cmp(&y.id))
        });
        let value = group.first().map(|(_, limit)| limit.value)?;
        let alike = group.iter().take_while(|(_, limit)| limit.value.total_cmp(&value).is_eq()).count();
        let (sources, others) = group.split_at_checked(alike)?;
        let source = |(obligation, limit): &Limit<'_>| LimitSource {
            obligation: obligation.id.clone(),
            kind: obligation.kind,
            value: limit.value,
            source: limit.source.clone(),
        };
        let bound =
            |(obligation, _): &Limit<'_>| obligation.versions.first().map_or(Date::MIN, |v| v.effective_on);
        Some(LimitTopic {
            topic: topic.to_owned(),
            unit: unit.to_owned(),
            strictest,
            value,
            effective_on: sources.iter().map(bound).min()?,
            sources: sources.iter().map(source).collect(),
            others: others.iter().map(source).collect(),
            not_comparable: kinds.get(topic).is_some_and(|kinds| *kinds > 1),
            rule: Rule::StrictestLimitCounts,
            entities: group.iter().map(|(obligation, _)| Link::to(&obligation.id)).collect(),
        })
    };
    groups.into_iter().filter_map(topic).collect()
}
