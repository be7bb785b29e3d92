//! When entities come on record.

use chrono::{DateTime, TimeDelta, Utc};
use isms_core::model::{Date, Kind};
use serde_json::Value;

use super::batch::{Names, Noun};
use super::clock;
use super::history::Parted;
use super::known::{self, midnight};

/// Lists of an entity that must be whole when it comes on record.
const WHOLE: &[&str] = &["touches", "from", "shows"];

/// When each entity comes on record: on its day, and not before what it cannot be without.
pub(crate) fn births(
    nouns: &[Noun],
    parted: &[Parted],
    names: &Names<'_>,
) -> Result<Vec<DateTime<Utc>>, String> {
    let mut born: Vec<DateTime<Utc>> = nouns.iter().map(first_day).collect();
    let needs: Vec<Vec<usize>> = nouns.iter().zip(parted).map(|(n, p)| needs(n, p, names)).collect();
    for _ in nouns {
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
            return Ok(born);
        }
    }
    Err("some entities cannot be without one another: none of them can come first".to_owned())
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
        Kind::InsurancePolicy => ("/from", 14),
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
pub(crate) fn sitting(noun: &Noun) -> DateTime<Utc> {
    clock::at(noun.begins_on, 8 * 60 + 9 * position(noun.kind) as u64)
}

pub(crate) fn position(kind: Kind) -> usize {
    Kind::ALL.iter().position(|other| *other == kind).unwrap_or_default()
}
