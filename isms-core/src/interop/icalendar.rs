//! The programme as an iCalendar file (RFC 5545), for the calendars of those who owe it.

use std::collections::BTreeSet;
use std::fmt::Write;

use chrono::{DateTime, NaiveTime, Utc};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::error::{Error, ErrorCode, Result};
use crate::model::{Activity, Date, Person};
use crate::record::{from_json_text, from_value};
use crate::schedule::OccurrenceState;
use crate::view::{Period, ProgrammeItem, View};

/// Days before the due date on which a calendar reminds, where none are given.
const ALARM_DAYS: u16 = 7;

/// Octets of a line before it is folded (RFC 5545 §3.1).
const LINE_OCTETS: usize = 75;

/// Which due dates, and how they are marked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarParameters {
    /// First day; the date looked at if absent.
    #[serde(default)]
    pub from: Option<Date>,
    /// Last day; a year after the first if absent.
    #[serde(default)]
    pub to: Option<Date>,
    /// When the file is written (`DTSTAMP`); the beginning of the date looked at if absent.
    #[serde(default)]
    pub stamp: Option<DateTime<Utc>>,
    /// The revision of the events (`SEQUENCE`); 0 if absent. A calendar takes an event over one it has if this is higher.
    #[serde(default)]
    pub sequence: Option<u32>,
    /// Days before the due date on which a calendar reminds; 7 if absent, and not at all if 0.
    #[serde(default)]
    pub alarm_days: Option<u16>,
    /// What follows the `@` in the identifiers of events, so that those of several organisations differ; `isms.invalid`
    /// if absent.
    #[serde(default)]
    pub domain: Option<String>,
}

/// Writes the due dates of a period as an iCalendar file: one all-day event each.
///
/// An event is identified by its activity and due date, so that a later file brings up to date what an earlier one
/// brought. Its organiser is the first holder of the owner's role that has a mail address; those who do the work, on
/// the date looked at, are its attendees. What is done already has no alarm. The same record, date and parameters give
/// the same bytes.
///
/// ```
/// use isms_core::interop::{CalendarParameters, write_icalendar};
/// use isms_core::prelude::*;
/// let isms = Isms::from_json(r#"{"format": "isms/1",
///   "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"},
///   "roles": [{"id": "CISO", "name": "Officer"}],
///   "activities": [{"id": "LOGS", "title": "Read the logs", "owner": "CISO", "start": "2026-01-10",
///     "cadence": "FREQ=MONTHLY"}]}"#)?;
/// let text = write_icalendar(&isms.as_of("2026-01-01".parse()?), &CalendarParameters::default())?;
/// assert!(text.contains("\r\nUID:LOGS.2026-01-10@isms.invalid\r\n"));
/// # Ok::<(), isms_core::Error>(())
/// ```
///
/// Errors: a period that ends before it begins; a domain that is none.
pub fn write_icalendar(view: &View<'_>, parameters: &CalendarParameters) -> Result<String> {
    let from = parameters.from.unwrap_or(view.date());
    let to = parameters.to.unwrap_or(from.plus_months(12).plus_days(-1));
    let domain = parameters.domain.as_deref().unwrap_or("isms.invalid");
    if domain.is_empty() || !domain.chars().all(|c| c.is_alphanumeric() || "-.".contains(c)) {
        let problem = format!("{domain:?} is not a domain");
        return Err(Error::new(ErrorCode::Value, "domain", problem, "write a name such as example.org"));
    }
    let programme = view.programme(Period::between(from, to))?;
    let stamp = parameters.stamp.unwrap_or_else(|| view.date().and_time(NaiveTime::MIN).and_utc());
    let mut file = File(String::new());
    file.line("BEGIN:VCALENDAR");
    file.line("VERSION:2.0");
    file.line("PRODID:-//isms//maintenance programme//EN");
    file.line("CALSCALE:GREGORIAN");
    file.line("METHOD:PUBLISH");
    for item in &programme.items {
        let Some(activity) = view.isms().activities().get(&item.activity) else { continue };
        let event = Event { view, item, activity, domain, stamp, parameters };
        event.write(&mut file);
    }
    file.line("END:VCALENDAR");
    Ok(file.0)
}

/// As [`write_icalendar`], with the parameters as a JSON object; empty text stands for none.
pub fn write_icalendar_json(view: &View<'_>, parameters: &str) -> Result<String> {
    let parameters = match parameters.trim() {
        "" => CalendarParameters::default(),
        text => from_value(&from_json_text(text)?)?,
    };
    write_icalendar(view, &parameters)
}

/// A due date as an event.
struct Event<'a, 'v> {
    view: &'a View<'v>,
    item: &'a ProgrammeItem,
    activity: &'a Activity,
    domain: &'a str,
    stamp: DateTime<Utc>,
    parameters: &'a CalendarParameters,
}

impl Event<'_, '_> {
    fn write(&self, file: &mut File) {
        let Self { item, parameters, .. } = self;
        let done = matches!(item.state, OccurrenceState::Done | OccurrenceState::DoneLate);
        file.line("BEGIN:VEVENT");
        file.line(&format!("UID:{}", text(&format!("{}.{}@{}", item.activity, item.due, self.domain))));
        file.line(&format!("DTSTAMP:{}", self.stamp.format("%Y%m%dT%H%M%SZ")));
        file.line(&format!("SEQUENCE:{}", parameters.sequence.unwrap_or_default()));
        file.line(&format!("DTSTART;VALUE=DATE:{}", item.due.format("%Y%m%d")));
        file.line(&format!("DTEND;VALUE=DATE:{}", item.due.plus_days(1).format("%Y%m%d")));
        file.line(&format!("SUMMARY:{}", text(&item.title)));
        file.line(&format!("DESCRIPTION:{}", text(&self.description())));
        file.line("STATUS:CONFIRMED");
        file.line("TRANSP:TRANSPARENT");
        let owners = self.people(std::slice::from_ref(&item.owner));
        if let Some((person, address)) = owners.first() {
            file.line(&format!("ORGANIZER;CN={}:mailto:{address}", quoted(&person.name)));
        }
        let doing = match self.activity.responsible.as_slice() {
            [] => owners,
            roles => self.people(roles),
        };
        for (person, address) in doing {
            file.line(&format!("ATTENDEE;CN={};ROLE=REQ-PARTICIPANT:mailto:{address}", quoted(&person.name)));
        }
        let days = parameters.alarm_days.unwrap_or(ALARM_DAYS);
        if days > 0 && !done {
            file.line("BEGIN:VALARM");
            file.line("ACTION:DISPLAY");
            file.line(&format!("TRIGGER:-P{days}D"));
            file.line(&format!("DESCRIPTION:{}", text(&item.title)));
            file.line("END:VALARM");
        }
        file.line("END:VEVENT");
    }

    fn description(&self) -> String {
        let Self { item, activity, view, .. } = self;
        let role =
            view.isms().roles().get(&item.owner).map_or(item.owner.as_str(), |role| role.name.as_str());
        let name = |id| view.isms().people().get(id).map(|person| person.name.as_str());
        let holders: Vec<_> = item.holders.iter().filter_map(name).collect();
        let holders = if holders.is_empty() { "nobody".to_owned() } else { holders.join(", ") };
        let mut said = format!(
            "Owner: {role} ({})\nHeld by: {holders}\nIn time until: {}",
            item.owner, item.grace_until
        );
        // Writing to a string cannot fail.
        if let Some(on) = item.done_on {
            let _ = write!(said, "\nDone on: {on}");
        }
        if !activity.clauses.is_empty() {
            let _ = write!(said, "\nClauses: {}", activity.clauses.join(", "));
        }
        if !activity.controls.is_empty() {
            let controls: Vec<_> = activity.controls.iter().map(ToString::to_string).collect();
            let _ = write!(said, "\nControls: {}", controls.join(", "));
        }
        said
    }

    /// Those who hold the roles on the date looked at and have a mail address, each once.
    fn people(&self, roles: &[crate::model::Id<crate::model::Role>]) -> Vec<(&Person, &str)> {
        let isms = self.view.isms();
        let roles = roles.iter().filter_map(|id| isms.roles().get(id));
        let mut seen = BTreeSet::new();
        let held = roles.flat_map(|role| role.holders_on(self.view.date())).filter(|id| seen.insert(*id));
        let people = held.filter_map(|id| isms.people().get(id));
        people.filter_map(|person| Some((person, address(person)?))).collect()
    }
}

/// A mail address that can stand in a `mailto:` as it is.
fn address(person: &Person) -> Option<&str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "@.+-_".contains(c);
    person.email.as_deref().filter(|email| email.split('@').count() == 2 && email.chars().all(plain))
}

/// The text of a property (RFC 5545 §3.3.11); control characters other than line ends cannot stand in one.
fn text(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// The value of a parameter (RFC 5545 §3.2), which knows no escapes: double quotes become single ones.
fn quoted(value: &str) -> String {
    let plain = value.chars().filter(|c| !c.is_control()).map(|c| if c == '"' { '\'' } else { c });
    format!("\"{}\"", plain.collect::<String>())
}

/// The lines of the file, folded and ended as RFC 5545 §3.1 has it.
struct File(String);

impl File {
    fn line(&mut self, line: &str) {
        let mut octets = 0;
        for c in line.chars() {
            if octets + c.len_utf8() > LINE_OCTETS {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters() {
        let mut file = File(String::new());
        file.line(&format!("SUMMARY:{}", "é".repeat(80)));
        assert!(file.0.ends_with("\r\n"));
        let lines: Vec<&str> = file.0.trim_end().split("\r\n").collect();
        assert!(lines.len() == 3 && lines.iter().all(|line| line.len() <= LINE_OCTETS), "{lines:?}");
        assert_eq!(lines.concat().replace(' ', ""), format!("SUMMARY:{}", "é".repeat(80)));
    }

    #[test]
    fn text_of_the_record_cannot_add_lines_or_properties() {
        assert_eq!(text("a;b,c\\d\r\nEND:VEVENT\u{7}"), "a\\;b\\,c\\\\d\\nEND:VEVENT");
        assert_eq!(quoted("Ann \"A\"\r\n: X"), "\"Ann 'A': X\"");
        let person = |email: &str| -> Person {
            serde_json::from_value(serde_json::json!({"id": "p", "name": "P", "email": email})).unwrap()
        };
        assert_eq!(address(&person("ann@example.org")), Some("ann@example.org"));
        for email in ["ann", "a@b@c", "ann@example.org\r\nX:1", "ann@example.org?subject=x"] {
            assert_eq!(address(&person(email)), None, "{email:?}");
        }
    }
}
