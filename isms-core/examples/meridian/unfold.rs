//! Entities written whole become changes in the order of time: an entity comes on record on its first day without its
//! history, and each item of its history follows on its own day.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use isms_core::model::{Date, Kind};
use isms_core::record::Change;
use serde_json::{Map, Value, json};

use super::Entry;
use super::batch::{Batch, Names, Noun};
use super::clock;
use super::history::{self, AMEND, Parted, Step};
use super::known::{self, Known, midnight};

/// Lists of an entity that must be whole when it comes on record.
const WHOLE: &[&str] = &["touches", "from", "shows"];
/// Fields that may say who did something, the most telling first.
const WHO: &[&str] = &["performed_by", "approver", "by", "decided_by", "person", "owner", "chair"];
/// Days after its last one when an entity is taken off, once all that leaned on it is.
const RETIRED_AFTER: i64 = 6;

/// A change at its time. Of those at one time, the lower order comes first.
struct Dated {
    at: DateTime<Utc>,
    order: usize,
    actor: String,
    change: Change,
}

/// The entries that lead to what the imports and batches hold, in the order of time.
pub(crate) fn unfold(imports: Vec<Vec<Change>>, batches: &[Batch]) -> Result<Vec<Entry>, serde_json::Error> {
    let nouns: Vec<Noun> = batches.iter().flat_map(Batch::nouns).collect();
    let parted: Vec<Parted> = nouns.iter().map(history::part).collect();
    let names = Names::new(&nouns);
    let born = births(&nouns, &parted, &names);
    let people = People::new(&nouns);

    let mut dated = Vec::new();
    for batch in batches {
        let at = clock::at(batch.begins_on, 8 * 60 - 20);
        let settings = batch.settings().into_iter();
        dated.extend(settings.map(|change| Dated { at, order: 0, actor: batch.kept_by.clone(), change }));
    }
    for ((noun, parted), birth) in nouns.iter().zip(&parted).zip(&born) {
        let when = |kind, id: &str| born.get(names.find(kind, id)?).copied();
        dated.extend(life(noun, parted, *birth, &when, &people)?);
    }
    dated.sort_by_key(|change| (change.at, change.order));

    let first = dated.first().map_or(DateTime::UNIX_EPOCH, |change| change.at);
    let keeper = batches.first().map_or_else(String::new, |batch| batch.kept_by.clone());
    let count = imports.len() as i64;
    let import = |(i, changes)| Entry {
        recorded_at: first - TimeDelta::minutes(6 * (count - i as i64)),
        actor: keeper.clone(),
        changes,
    };
    let mut entries: Vec<Entry> = imports.into_iter().enumerate().map(import).collect();
    for Dated { at, actor, change, .. } in dated {
        match entries.last_mut() {
            Some(last) if last.recorded_at == at && last.actor == actor => last.changes.push(change),
            _ => entries.push(Entry { recorded_at: at, actor, changes: vec![change] }),
        }
    }
    Ok(entries)
}

/// The changes of one entity.
fn life(
    noun: &Noun,
    parted: &Parted,
    birth: DateTime<Utc>,
    born: &dyn Fn(Kind, &str) -> Option<DateTime<Utc>>,
    people: &People<'_>,
) -> Result<Vec<Dated>, serde_json::Error> {
    let held = known::held(noun.kind, &noun.body);
    let known = |at| Known { kind: noun.kind, held: &held, at, born }.body(&parted.body);
    let place = position(noun.kind);

    let mut body = known(birth);
    let mut steps: Vec<(&Step, Change)> = Vec::new();
    let mut amendments = Vec::new();
    for on in known::moments(&parted.body, &held, born).into_iter().filter(|on| *on > birth) {
        let next = known(on);
        if let Some(patch) = difference(&body, &next) {
            let change = json!({"change": "amend", "kind": noun.kind, "id": noun.id, "patch": patch});
            let exact = on.time() != chrono::NaiveTime::MIN;
            amendments.push(Step { on, exact, rank: AMEND, change, item: Value::Null });
        }
        body = next;
    }
    for step in amendments.iter().chain(&parted.steps) {
        steps.push((step, step.change()?));
    }
    steps.sort_by_key(|(step, _)| (step.on, step.rank));

    let mut first = known(birth);
    first.extend(parted.firsts.clone());
    let actor = |item: &Value, at: DateTime<Utc>| people.actor(item, noun, at.date_naive().into());
    let creator = if birth == sitting(noun) { noun.kept_by.clone() } else { actor(&Value::Null, birth) };
    let mut dated = vec![Dated { at: birth, order: place, actor: creator, change: creation(noun, first) }];
    let mut last = birth;
    for (step, change) in steps {
        let mut at = match step.exact {
            true if step.rank == AMEND => step.on + TimeDelta::minutes(4),
            true => clock::soon_after(step.on, &noun.id),
            false => clock::some_days_later(step.on.date_naive().into(), &noun.id),
        };
        known::names("", &step.item, &mut |kind, id| at = at.max(born(kind, id).unwrap_or(at)));
        at = at.max(last + TimeDelta::minutes(3));
        last = at;
        dated.push(Dated { at, order: Kind::ALL.len() + place, actor: actor(&step.item, at), change });
    }
    if let Some(on) = noun.body.get("retired_on").and_then(Value::as_str).and_then(|day| day.parse().ok()) {
        // What leans on others goes before them.
        let minutes = 17 * 60 + (Kind::ALL.len() - place) as u64;
        let day = clock::same_day(Date::plus_days(on, RETIRED_AFTER), &noun.id);
        let at = clock::at(day.date_naive().into(), minutes);
        let change = Change::Retire { kind: noun.kind, id: noun.id.clone(), on };
        dated.push(Dated { at, order: 3 * Kind::ALL.len(), actor: actor(&Value::Null, at), change });
    }
    Ok(dated)
}

fn creation(noun: &Noun, body: Map<String, Value>) -> Change {
    let entity = Value::Object(body);
    match noun.kind {
        kind if noun.adds => Change::Amend { kind, id: noun.id.clone(), patch: entity },
        Kind::Evidence => Change::RecordEvidence { evidence: entity },
        kind => Change::Create { kind, entity },
    }
}

/// The merge patch from one to the other; nothing if they are the same.
fn difference(from: &Map<String, Value>, to: &Map<String, Value>) -> Option<Value> {
    let changed = to.iter().filter(|(field, value)| from.get(*field) != Some(*value));
    let mut patch: Map<String, Value> =
        changed.map(|(field, value)| (field.clone(), value.clone())).collect();
    let gone = from.keys().filter(|field| !to.contains_key(*field));
    patch.extend(gone.map(|field| (field.clone(), Value::Null)));
    (!patch.is_empty()).then_some(Value::Object(patch))
}

/// When each entity comes on record: on its day, and not before what it cannot be without.
fn births(nouns: &[Noun], parted: &[Parted], names: &Names<'_>) -> Vec<DateTime<Utc>> {
    let mut born: Vec<DateTime<Utc>> = nouns.iter().map(first_day).collect();
    let needs: Vec<Vec<usize>> = nouns.iter().zip(parted).map(|(n, p)| needs(n, p, names)).collect();
    loop {
        let mut settled = true;
        for (i, needs) in needs.iter().enumerate() {
            let latest = needs.iter().filter_map(|need| born.get(*need).copied()).max();
            if let (Some(own), Some(latest)) = (born.get_mut(i), latest)
                && *own < latest
            {
                *own = latest + TimeDelta::minutes(2);
                settled = false;
            }
        }
        if settled {
            return born;
        }
    }
}

/// The entities that must be on record before one can be.
fn needs(noun: &Noun, parted: &Parted, names: &Names<'_>) -> Vec<usize> {
    let mut found = Vec::new();
    let mut note = |kind, id: &str| found.extend(names.find(kind, id));
    for (field, value) in &parted.body {
        if value.is_string() || WHOLE.contains(&field.as_str()) {
            known::names(field, value, &mut note);
        }
    }
    for (field, value) in &parted.firsts {
        known::names(field, value, &mut note);
    }
    found.retain(|other| names.find(noun.kind, &noun.id) != Some(*other));
    found
}

/// The day an entity belongs to, and how many days ahead it is planned.
fn own_day(kind: Kind) -> Option<(&'static str, i64)> {
    Some(match kind {
        Kind::Person => ("/joined_on", 0),
        Kind::Issue | Kind::InterestedParty | Kind::Threat | Kind::Vulnerability | Kind::Risk => {
            ("/identified_on", 0)
        }
        Kind::Obligation => ("/versions/0/published_on", 0),
        Kind::Supplier => ("/since", 40),
        Kind::ApplicabilityEntry => ("/decisions/0/decided_on", 0),
        Kind::Objective => ("/revisions/0/revised_on", 0),
        Kind::Metric => ("/measurements/0/at", 120),
        Kind::AnomalyResponse => ("/answered_on", 0),
        Kind::Activity => ("/start", 10),
        Kind::Document => ("/versions/0/approved_on", 14),
        Kind::Assignment => ("/assigned_on", 0),
        Kind::Campaign | Kind::AuditProgramme => ("/from", 14),
        Kind::Exercise => ("/held_on", 30),
        Kind::Completion | Kind::RootCauseAnalysis => ("/completed_on", 0),
        Kind::Lesson => ("/learned_on", 0),
        Kind::SignificantChange => ("/on", 14),
        Kind::Audit => ("/start", 300),
        Kind::Finding => ("/raised_on", 0),
        Kind::ManagementReview => ("/held_on", 21),
        Kind::Decision => ("/decided_on", 0),
        Kind::Certificate => ("/applied_on", 0),
        Kind::ImprovementCycle => ("/phases/0/entered_on", 0),
        Kind::RequirementAssessment => ("/assessed_on", 0),
        _ => return None,
    })
}

/// When an entity comes on record if nothing holds it up.
fn first_day(noun: &Noun) -> DateTime<Utc> {
    let body = Value::Object(noun.body.clone());
    let text = |path: &str| body.pointer(path).and_then(Value::as_str);
    let instant =
        ["/recorded_at", "/timeline/0/at"].iter().filter_map(|path| text(path)?.parse().ok()).next();
    match (noun.kind, instant) {
        (Kind::Evidence, Some(at)) => return at,
        (Kind::Incident, Some(at)) => return clock::soon_after(at, &noun.id),
        _ => {}
    }
    let own = own_day(noun.kind).and_then(|(path, ahead)| {
        let day: Date = midnight(text(path)?.get(..10)?)?.date_naive().into();
        let noted = day.plus_days(-ahead);
        Some(if clock::is_plan(noted) { day.plus_days(-clock::PLANNED_AHEAD) } else { noted })
    });
    match own {
        Some(day) if day > noun.begins_on => clock::same_day(day, &noun.id),
        _ => sitting(noun),
    }
}

/// When the keeper of a file enters all of a kind that has no day of its own.
fn sitting(noun: &Noun) -> DateTime<Utc> {
    clock::at(noun.begins_on, 8 * 60 + 9 * position(noun.kind) as u64)
}

fn position(kind: Kind) -> usize {
    Kind::ALL.iter().position(|other| *other == kind).unwrap_or_default()
}

/// Who holds which role on which day.
struct People<'a> {
    ids: Vec<&'a str>,
    holders: BTreeMap<&'a str, Vec<(&'a str, Date, Date)>>,
}

impl<'a> People<'a> {
    fn new(nouns: &'a [Noun]) -> Self {
        let of = |kind| nouns.iter().filter(move |noun| noun.kind == kind);
        let day = |value: &Value| value.as_str().and_then(|text| text.parse().ok());
        let holders = |role: &'a Noun| {
            let tenures = role.body.get("holders").and_then(Value::as_array).into_iter().flatten();
            let tenure = |t: &'a Value| {
                Some((t["person"].as_str()?, day(&t["from"])?, day(&t["until"]).unwrap_or(Date::MAX)))
            };
            (role.id.as_str(), tenures.filter_map(tenure).collect())
        };
        Self {
            ids: of(Kind::Person).map(|person| person.id.as_str()).collect(),
            holders: of(Kind::Role).map(holders).collect(),
        }
    }

    /// Who recorded something: who did it, else who answers for it, else who keeps the file.
    fn actor(&self, item: &Value, noun: &Noun, on: Date) -> String {
        let body = |field: &&str| noun.body.get(*field).and_then(Value::as_str);
        let named =
            WHO.iter().filter_map(|field| item.get(*field)?.as_str()).chain(WHO.iter().filter_map(body));
        let person = |name: &str| {
            let holds = |(_, from, until): &&(&'a str, Date, Date)| *from <= on && on <= *until;
            let holder = || Some(self.holders.get(name)?.iter().find(holds)?.0.to_owned());
            self.ids.contains(&name).then(|| name.to_owned()).or_else(holder)
        };
        named.filter_map(person).next().unwrap_or_else(|| noun.kept_by.clone())
    }
}
