//! Causes that come back after the incident they led to was closed (clause 10.2; activities row 9).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Rule, View};
use crate::model::{
    Asset, Control, Date, Id, Incident, IncidentStage, Kind, Lesson, Link, RootCauseAnalysis,
};

/// Causes that came back.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Recurrence {
    /// The date looked at.
    pub as_of: Date,
    /// Incidents whose cause is known by the date.
    pub analysed: usize,
    /// Classes of cause that came back: on assets of the same class more than twice, on assets of the same class, on
    /// others; the most often first.
    pub items: Vec<RecurrenceItem>,
}

/// A class of cause that came back.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RecurrenceItem {
    /// The class of cause, as the first analysis writes it.
    pub cause: String,
    /// How it came back.
    pub state: RecurrenceState,
    /// The classes of asset that every incident of the trail hit; an asset of no class stands for itself.
    pub asset_classes: Vec<Id<Asset>>,
    /// Incidents that the cause led to after one before was closed.
    pub times_again: usize,
    /// The incidents that the cause led to, the first detected first.
    pub trail: Vec<RecurrenceStep>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The day on which the last cause of the trail was found.
    pub effective_on: Date,
    /// The incidents, analyses, lessons, controls and classes of asset of the trail.
    pub entities: Vec<Link>,
}

/// An incident of a trail.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RecurrenceStep {
    /// The incident.
    pub incident: Id<Incident>,
    /// Its title.
    pub title: String,
    /// The analysis that names the cause.
    pub analysis: Id<RootCauseAnalysis>,
    /// The day it was detected.
    pub detected_on: Date,
    /// The day it was closed.
    pub closed_on: Option<Date>,
    /// Whether one of the trail had been closed before it was detected.
    pub again: bool,
    /// Days from the last such close to its detection.
    pub days_after_close: Option<i64>,
    /// Assets hit.
    pub assets: Vec<Id<Asset>>,
    /// Controls that failed or were missing, by the analysis.
    pub controls: Vec<Id<Control>>,
    /// What was learned of it by the date.
    pub lessons: Vec<Id<Lesson>>,
}

/// How a cause came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecurrenceState {
    /// More than two incidents, each but the first after the close of one before, on assets of the same class.
    Persistent,
    /// Again on assets of the same class.
    Recurred,
    /// Again, but not on assets of one class.
    Elsewhere,
}

/// An incident and a cause of it.
#[derive(Clone, Copy)]
struct Occurrence<'a> {
    incident: &'a Incident,
    detected_at: DateTime<Utc>,
    analysis: &'a RootCauseAnalysis,
    cause: &'a str,
}

/// The last close before each occurrence, where there was one.
type Closes = Vec<Option<DateTime<Utc>>>;

impl View<'_> {
    /// Classes of cause that led to another incident once one before was closed, with the trail of incidents, analyses,
    /// lessons and controls that failed.
    ///
    /// Causes are alike if their classes are the same words, whatever their case. Assets are alike if they are instances
    /// of one class, directly or through classes of classes; an asset without class is alike to itself only. An incident
    /// detected while the others were still open is taken for part of the same event. An analysis speaks from the day it
    /// was completed.
    pub fn recurrence(&self) -> Recurrence {
        let on = self.date();
        let detected: HashMap<&Id<Incident>, _> =
            self.detected_incidents().map(|(incident, at)| (&incident.id, (incident, at))).collect();
        let mut causes: BTreeMap<String, BTreeMap<&Id<Incident>, Occurrence<'_>>> = BTreeMap::new();
        let mut analysed = BTreeSet::new();
        let there =
            |analysis: &&RootCauseAnalysis| on.is_within(Some(analysis.completed_on), analysis.retired_on);
        for analysis in self.isms().root_cause_analyses().values().filter(there) {
            let Some((incident, detected_at)) = analysis.incident.as_ref().and_then(|id| detected.get(id))
            else {
                continue;
            };
            analysed.insert(&incident.id);
            for cause in &analysis.causes {
                let occurrence =
                    Occurrence { incident, detected_at: *detected_at, analysis, cause: cause.class.trim() };
                let of_class = causes.entry(occurrence.cause.to_lowercase()).or_default();
                let first = of_class.entry(&incident.id).or_insert(occurrence);
                if analysis.completed_on < first.analysis.completed_on {
                    *first = occurrence;
                }
            }
        }
        let lessons = self.lessons_by_incident();
        let mut items: Vec<_> = causes
            .into_values()
            .flat_map(|found| self.recurrences(found.into_values().collect(), &lessons))
            .collect();
        items.sort_by(|a, b| {
            let rank = |i: &RecurrenceItem| (i.state, std::cmp::Reverse(i.times_again));
            (rank(a), &a.cause, &a.asset_classes).cmp(&(rank(b), &b.cause, &b.asset_classes))
        });
        Recurrence { as_of: on, analysed: analysed.len(), items }
    }

    /// The trails of one class of cause.
    fn recurrences(
        &self,
        mut found: Vec<Occurrence<'_>>,
        lessons: &HashMap<&str, Vec<Id<Lesson>>>,
    ) -> Vec<RecurrenceItem> {
        found.sort_by(|a, b| (a.detected_at, &a.incident.id).cmp(&(b.detected_at, &b.incident.id)));
        let mut by_class: BTreeMap<&Id<Asset>, Vec<usize>> = BTreeMap::new();
        for (i, occurrence) in found.iter().enumerate() {
            for class in self.asset_classes(occurrence.incident) {
                by_class.entry(class).or_default().push(i);
            }
        }
        // Classes of asset that were hit by the same incidents share a trail.
        let mut trails: BTreeMap<Vec<usize>, Vec<Id<Asset>>> = BTreeMap::new();
        for (class, trail) in by_class {
            trails.entry(trail).or_default().push(class.clone());
        }
        trails.entry((0..found.len()).collect()).or_default();
        let trail = |(members, classes): (Vec<usize>, Vec<Id<Asset>>)| {
            let members: Vec<_> = members.iter().filter_map(|i| found.get(*i).copied()).collect();
            let closes = closes_before(&members);
            closes.iter().any(Option::is_some).then(|| self.trail(&members, &closes, classes, lessons))
        };
        trails.into_iter().filter_map(trail).collect()
    }

    fn trail(
        &self,
        members: &[Occurrence<'_>],
        closes: &Closes,
        asset_classes: Vec<Id<Asset>>,
        lessons: &HashMap<&str, Vec<Id<Lesson>>>,
    ) -> RecurrenceItem {
        let times_again = closes.iter().flatten().count();
        let state = match times_again {
            _ if asset_classes.is_empty() => RecurrenceState::Elsewhere,
            1 => RecurrenceState::Recurred,
            _ => RecurrenceState::Persistent,
        };
        let step = |(o, close): (&Occurrence<'_>, &Option<DateTime<Utc>>)| {
            let detected_on = Date::from(o.detected_at.date_naive());
            let closed = o.incident.reached(IncidentStage::Closed).map(|at| Date::from(at.date_naive()));
            RecurrenceStep {
                incident: o.incident.id.clone(),
                title: o.incident.title.clone(),
                analysis: o.analysis.id.clone(),
                detected_on,
                closed_on: closed.filter(|day| *day <= self.date()),
                again: close.is_some(),
                days_after_close: close.map(|close| detected_on.days_since(close.date_naive().into())),
                assets: o.incident.assets.clone(),
                controls: o.analysis.controls.clone(),
                lessons: lessons.get(o.incident.id.as_str()).cloned().unwrap_or_default(),
            }
        };
        let trail: Vec<_> = members.iter().zip(closes).map(step).collect();
        let known = |o: &Occurrence<'_>| o.analysis.completed_on.max(o.detected_at.date_naive().into());
        let links = trail.iter().flat_map(|step| {
            [Link::to(&step.incident), Link::to(&step.analysis)]
                .into_iter()
                .chain(step.lessons.iter().map(Link::to))
                .chain(step.controls.iter().map(Link::to))
        });
        let mut entities: Vec<Link> = links.chain(asset_classes.iter().map(Link::to)).collect();
        entities.sort();
        entities.dedup();
        RecurrenceItem {
            cause: members.first().map(|first| first.cause.to_owned()).unwrap_or_default(),
            rule: if state == RecurrenceState::Elsewhere { Rule::CauseElsewhere } else { Rule::CauseRecurs },
            state,
            asset_classes,
            times_again,
            effective_on: members.iter().map(known).max().unwrap_or(self.date()),
            trail,
            entities,
        }
    }

    /// The classes of the assets that an incident hit, with their own classes.
    fn asset_classes<'a>(&'a self, incident: &'a Incident) -> BTreeSet<&'a Id<Asset>> {
        let assets = self.isms().assets();
        let mut classes = BTreeSet::new();
        for asset in incident.assets.iter().filter_map(|id| assets.get(id)) {
            if asset.instance_of.is_empty() {
                classes.insert(&asset.id);
            }
            let mut next: Vec<&Id<Asset>> = asset.instance_of.iter().collect();
            while let Some(class) = next.pop() {
                if classes.insert(class) {
                    next.extend(assets.get(class).into_iter().flat_map(|class| &class.instance_of));
                }
            }
        }
        classes
    }

    fn lessons_by_incident(&self) -> HashMap<&str, Vec<Id<Lesson>>> {
        let mut found: HashMap<&str, Vec<Id<Lesson>>> = HashMap::new();
        let there = |lesson: &&Lesson| self.date().is_within(Some(lesson.learned_on), lesson.retired_on);
        for lesson in self.isms().lessons().values().filter(there) {
            for link in lesson.from.iter().filter(|link| link.kind == Kind::Incident) {
                found.entry(link.id.as_str()).or_default().push(lesson.id.clone());
            }
        }
        found
    }
}

/// For each incident, in the order of detection, the last close of those before that precedes its detection.
fn closes_before(members: &[Occurrence<'_>]) -> Closes {
    let mut closed: BTreeSet<DateTime<Utc>> = BTreeSet::new();
    let mut closes = Vec::with_capacity(members.len());
    for member in members {
        closes.push(closed.range(..member.detected_at).next_back().copied());
        closed.extend(member.incident.reached(IncidentStage::Closed));
    }
    closes
}
