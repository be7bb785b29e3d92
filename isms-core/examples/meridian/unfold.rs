//! Entities written whole become changes in the order of time: an entity comes on record on its first day without its
//! history, and each item of its history follows on its own day.

use std::error::Error;

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use isms_core::model::{Date, Kind};
use isms_core::record::Change;
use serde_json::{Map, Value, json};

use super::Entry;
use super::batch::{Batch, Names, Noun};
use super::birth::{births, position, sitting};
use super::clock;
use super::history::{self, AMEND, Parted, Step};
use super::known::{self, Born, Known};
use super::people::People;

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
pub(crate) fn unfold(imports: Vec<Vec<Change>>, batches: &[Batch]) -> Result<Vec<Entry>, Box<dyn Error>> {
    let nouns: Vec<Noun> = batches.iter().flat_map(Batch::nouns).collect();
    let parted: Vec<Parted> = nouns.iter().map(history::part).collect();
    let names = Names::new(&nouns);
    let born = births(&nouns, &parted, &names)?;
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
    born: Born<'_>,
    people: &People<'_>,
) -> Result<Vec<Dated>, serde_json::Error> {
    let place = position(noun.kind);
    let actor = |item: &Value, at: DateTime<Utc>| people.actor(item, noun, at.date_naive().into());
    let (mut body, amendments) = amendments(noun, parted, birth, born);
    body.extend(parted.firsts.clone());
    let creator = if birth == sitting(noun) { noun.kept_by.clone() } else { actor(&Value::Null, birth) };
    let mut dated = vec![Dated { at: birth, order: place, actor: creator, change: creation(noun, body) }];

    let mut steps: Vec<&Step> = amendments.iter().chain(&parted.steps).collect();
    steps.sort_by_key(|step| (step.on, step.rank));
    let mut last = birth;
    for step in steps {
        let mut at = match step.exact {
            true if step.rank == AMEND => step.on + TimeDelta::minutes(4),
            true => clock::soon_after(step.on, &noun.id),
            false => clock::some_days_later(step.on.date_naive().into(), &noun.id),
        };
        // Not before what it names, nor before the step before it.
        known::names("", &step.item, &mut |kind, id| at = at.max(born(kind, id).unwrap_or(at)));
        at = at.max(last + TimeDelta::minutes(3));
        last = at;
        let order = Kind::ALL.len() + place;
        dated.push(Dated { at, order, actor: actor(&step.item, at), change: step.change()? });
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

/// What is known of an entity when it comes on record, and what is amended as more becomes known.
fn amendments(
    noun: &Noun,
    parted: &Parted,
    birth: DateTime<Utc>,
    born: Born<'_>,
) -> (Map<String, Value>, Vec<Step>) {
    let held = known::held(noun.kind, &noun.body);
    let known = |at| Known { kind: noun.kind, held: &held, at, born }.body(&parted.body);
    let first = known(birth);
    let (mut before, mut steps) = (first.clone(), Vec::new());
    for on in known::moments(&parted.body, &held, born).into_iter().filter(|on| *on > birth) {
        let after = known(on);
        if let Some(patch) = difference(&before, &after) {
            let change = json!({"change": "amend", "kind": noun.kind, "id": noun.id, "patch": patch});
            let exact = on.time() != NaiveTime::MIN;
            steps.push(Step { on, exact, rank: AMEND, change, item: Value::Null });
        }
        before = after;
    }
    (first, steps)
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
