//! Risks to look at now: stale ones, those whose indicator is across its threshold, and those that something new reaches
//! (activities row 1).

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::reach::covers;
use super::{Rule, View};
use crate::graph::{EntityGraph, Node, Step};
use crate::model::{
    Asset, Date, Id, Kind, Link, Measurement, Metric, Person, Risk, Role, Threat, Vulnerability,
};

/// Since when to look for what is new.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RiskWatchParameters {
    /// Threats and vulnerabilities added after this day are new; 90 days before the date looked at if absent.
    #[serde(default)]
    pub since: Option<Date>,
}

/// Risks to look at.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RiskWatch {
    /// The date looked at.
    pub as_of: Date,
    /// After which day threats and vulnerabilities are new.
    pub since: Date,
    /// Reasons to look at a risk, longest standing first.
    pub items: Vec<RiskWatchItem>,
}

/// A reason to look at a risk.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RiskWatchItem {
    /// The risk.
    pub risk: Id<Risk>,
    /// Its title.
    pub title: String,
    /// The risk owner.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// The rule that speaks.
    pub rule: Rule,
    /// Since when.
    pub effective_on: Date,
    /// In words.
    pub message: String,
    /// How what is new reaches the risk: from the asset it acts on first.
    pub trail: Vec<Step>,
    /// The risk and what is behind the reason.
    pub entities: Vec<Link>,
}

/// Something new that acts on assets.
struct Newcomer<'a> {
    link: Link,
    what: &'static str,
    since: Date,
    /// The assets it acts on with no effective control between.
    open: Vec<&'a Id<Asset>>,
}

impl View<'_> {
    /// Risks past their review date; risks that have not been assessed since a metric that indicates them was measured
    /// across its threshold, and it has not come back since; and risks newly exposed: a threat or vulnerability added since a day reaches one of
    /// their assets, directly or along dependencies, without an effective control between it and the asset it acts on.
    pub fn risk_watch(&self, parameters: &RiskWatchParameters) -> RiskWatch {
        let since = parameters.since.unwrap_or_else(|| self.date().plus_days(-90));
        let mut items = self.stale_risks();
        self.indicated_risks(&mut items);
        let newcomers = self.newcomers(since);
        if !newcomers.is_empty() {
            let graph = self.graph();
            newcomers.iter().for_each(|newcomer| self.exposed_by(newcomer, &graph, &mut items));
        }
        items.sort_by(|a, b| {
            (a.effective_on, &a.risk, a.rule, &a.entities).cmp(&(
                b.effective_on,
                &b.risk,
                b.rule,
                &b.entities,
            ))
        });
        RiskWatch { as_of: self.date(), since, items }
    }

    fn stale_risks(&self) -> Vec<RiskWatchItem> {
        let stale = self.live_risks().filter_map(|risk| {
            let due = self.risk_review_due(risk);
            let message = format!("was to be assessed again by {due}");
            let entities = vec![Link::to(&risk.id)];
            (due < self.date()).then(|| {
                self.watch_item(risk, Rule::RiskReviewDue, due.plus_days(1), message, Vec::new(), entities)
            })
        });
        stale.collect()
    }

    /// Risks whose key indicator is across its threshold on the date, as last measured.
    fn indicated_risks(&self, items: &mut Vec<RiskWatchItem>) {
        let on = self.date();
        for metric in self.isms().metrics().values().filter(|metric| on.is_within(None, metric.retired_on)) {
            let Some((since, crossing)) = crossed_since(metric, on) else { continue };
            for risk in metric.indicates.iter().filter_map(|id| self.isms().risks().get(id)) {
                let assessed = |day: Date| since <= day && day <= on;
                let seen = assessed(risk.identified_on)
                    || risk.assessments.iter().any(|assessment| assessed(assessment.assessed_on));
                if seen || !on.is_within(Some(risk.identified_on), risk.retired_on) {
                    continue;
                }
                let (value, unit) = (crossing.value, &metric.unit);
                let message = format!("{} crossed its threshold on {since}: {value} {unit}", metric.name);
                let entities = vec![Link::to(&risk.id), Link::to(&metric.id)];
                let rule = Rule::ReassessAfterIndicator;
                items.push(self.watch_item(risk, rule, since, message, Vec::new(), entities));
            }
        }
    }

    fn watch_item(
        &self,
        risk: &Risk,
        rule: Rule,
        effective_on: Date,
        message: String,
        trail: Vec<Step>,
        entities: Vec<Link>,
    ) -> RiskWatchItem {
        RiskWatchItem {
            risk: risk.id.clone(),
            title: risk.title.clone(),
            owner: risk.owner.clone(),
            holders: self.holders(&risk.owner),
            rule,
            effective_on,
            message,
            trail,
            entities,
        }
    }

    /// Threats and vulnerabilities added after `since` that act on an asset with no effective control between.
    fn newcomers(&self, since: Date) -> Vec<Newcomer<'_>> {
        let (isms, on) = (self.isms(), self.date());
        let new = |day: Date| since < day && day <= on;
        let between = self.effective_controls();
        let covered = |threat: &Id<Threat>, asset: &Asset| {
            between.get(threat).is_some_and(|controls| controls.iter().any(|control| covers(control, asset)))
        };
        let there =
            |id: &Id<Asset>| isms.assets().get(id).filter(|asset| on.is_within(None, asset.retired_on));
        let instances = self.instances();
        let mut found = Vec::new();
        for threat in isms.threats().values().filter(|threat| on.is_within(None, threat.retired_on)) {
            let Some(day) = threat.identified_on.filter(|day| new(*day)) else { continue };
            let mut assets: BTreeSet<&Id<Asset>> = BTreeSet::new();
            let mut left: Vec<&Id<Asset>> = threat.targets.iter().collect();
            while let Some(target) = left.pop() {
                if assets.insert(target) {
                    left.extend(instances.get(target).into_iter().flatten());
                }
            }
            let open =
                assets.into_iter().filter(|id| there(id).is_some_and(|asset| !covered(&threat.id, asset)));
            found.push(Newcomer {
                link: Link::to(&threat.id),
                what: "threat",
                since: day,
                open: open.collect(),
            });
        }
        for weakness in isms.vulnerabilities().values().filter(|v| new(v.identified_on)) {
            if !on.is_within(None, weakness.retired_on) || !on.is_within(None, weakness.resolved_on) {
                continue;
            }
            // Without a threat that uses it no control is known to stand between.
            let closed = |asset: &Asset| {
                !weakness.threats.is_empty() && weakness.threats.iter().all(|threat| covered(threat, asset))
            };
            let open =
                self.weak_assets(weakness).into_iter().filter(|id| there(id).is_some_and(|a| !closed(a)));
            found.push(Newcomer {
                link: Link::to(&weakness.id),
                what: "vulnerability",
                since: weakness.identified_on,
                open: open.collect(),
            });
        }
        found.retain(|newcomer| !newcomer.open.is_empty());
        found
    }

    /// The assets that have a vulnerability, themselves or through a technology they use.
    pub(super) fn weak_assets<'b>(&'b self, weakness: &'b Vulnerability) -> BTreeSet<&'b Id<Asset>> {
        let technologies = weakness.technologies.iter().filter_map(|id| self.isms().technologies().get(id));
        technologies.flat_map(|technology| &technology.used_by).chain(&weakness.assets).collect()
    }

    /// The instances of each class of assets.
    fn instances(&self) -> BTreeMap<&Id<Asset>, Vec<&Id<Asset>>> {
        let mut instances: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for asset in self.isms().assets().values() {
            asset.instance_of.iter().for_each(|class| instances.entry(class).or_default().push(&asset.id));
        }
        instances
    }

    fn exposed_by(&self, newcomer: &Newcomer<'_>, graph: &EntityGraph, items: &mut Vec<RiskWatchItem>) {
        let from: Vec<Node> = newcomer.open.iter().map(|id| Node::new(Kind::Asset, id.as_str())).collect();
        for reached in graph.risks_felt(&from) {
            let Some(risk) = self.isms().risks().get(reached.node.id.as_str()) else { continue };
            // An assessment made since has seen it.
            if risk
                .assessments
                .iter()
                .any(|a| newcomer.since <= a.assessed_on && a.assessed_on <= self.date())
            {
                continue;
            }
            let hit = reached.path.first().map_or(&reached.node, |step| &step.from);
            let Newcomer { link, what, since, .. } = newcomer;
            let message = format!("the {what} {} of {since} reaches it through {hit}, uncontrolled", link.id);
            let mut entities = vec![Link::to(&risk.id), link.clone()];
            entities.extend(reached.path.iter().map(|step| Link::new(step.from.kind, &step.from.id)));
            items.push(self.watch_item(risk, Rule::NewlyExposed, *since, message, reached.path, entities));
        }
    }
}

/// The first of the measurements up to a date that have been across the threshold without a break, and its day.
fn crossed_since(metric: &Metric, on: Date) -> Option<(Date, &Measurement)> {
    let threshold = metric.threshold.as_ref()?;
    let seen = metric.measurements.iter().rev().skip_while(|m| Date::from(m.at.date_naive()) > on);
    let first = seen.take_while(|measured| !threshold.is_met_by(measured.value)).last()?;
    Some((first.at.date_naive().into(), first))
}

/// A risk, what calls for a look at it, and what lies between; each once.
pub(super) fn along(risk: &Id<Risk>, cause: &Link, trail: &[Step]) -> Vec<Link> {
    let between = trail.iter().map(|step| Link::new(step.from.kind, &step.from.id));
    let mut entities = vec![Link::to(risk), cause.clone()];
    entities.extend(between.filter(|link| link != cause));
    entities
}
