//! The report of an audit as a document (clause 9.2.2, ISO 19011).

use super::content::{Content, Table};
use super::words::{self, NONE};
use crate::error::Result;
use crate::model::{FindingGrade, FindingStep, Kind, Link};
use crate::report::parts::{plural, word};
use crate::view::{AuditReportData, AuditReportParameters, AuditState, FindingItem, View};

pub(super) fn content(view: &View<'_>, parameters: &AuditReportParameters) -> Result<Content> {
    let found = view.audit_report(parameters)?;
    let mut content = Content::new(view, "Audit report", data(view, &found));
    facts(view, &found, &mut content);
    summary(&found, &mut content);
    scope(&found, &mut content);
    findings(view, &found, &mut content);
    distribution(view, &found, &mut content);
    if !found.concerns.is_empty() {
        content.heading("What is wrong with the report");
        content.list(found.concerns.iter().map(|concern| format!("It {}.", concern.message)).collect());
    }
    let auditors = found.auditors.iter().map(|auditor| format!("Auditor: {}", auditor.name));
    let auditors: Vec<String> = match found.auditors.is_empty() {
        true => vec!["Lead auditor".to_owned()],
        false => auditors.collect(),
    };
    content.approvals(auditors.into_iter().chain(["Received, for management".to_owned()]));
    Ok(content)
}

/// Which audit it was, above whose record it is told from.
fn facts(view: &View<'_>, found: &AuditReportData, content: &mut Content) {
    let isms = view.isms();
    let names: Vec<&str> = found.auditors.iter().map(|auditor| auditor.name.as_str()).collect();
    let mut facts = vec![
        ("Audit", format!("{} {}", found.audit, found.title)),
        ("Kind", word(&found.kind)),
        ("Days", format!("{} to {}", found.start, found.end)),
        ("Auditors", if names.is_empty() { "not on record".to_owned() } else { names.join(", ") }),
        (
            "Report issued",
            found.issued_on.map_or_else(|| state(found.state).to_owned(), |day| day.to_string()),
        ),
    ];
    if let Some(programme) = found.programme.as_ref().and_then(|id| isms.audit_programmes().get(id)) {
        facts.push(("Programme", format!("{} {}", programme.id, programme.title)));
    }
    if let Some(supplier) = found.supplier.as_ref().and_then(|id| isms.suppliers().get(id)) {
        facts.push(("Supplier audited", format!("{} {}", supplier.id, supplier.name)));
    }
    content.facts.splice(0..0, facts);
}

fn state(state: AuditState) -> &'static str {
    match state {
        AuditState::Planned => "not yet: the audit lies ahead",
        AuditState::Running => "not yet: the audit is under way",
        AuditState::Held => "not yet",
        AuditState::Reported => "yes",
    }
}

fn summary(found: &AuditReportData, content: &mut Content) {
    content.heading("Summary");
    if !found.summary.is_empty() {
        content.paragraph(&found.summary);
    }
    let of = |grade| found.grades.get(&grade).copied().unwrap_or(0);
    let closed = |item: &&FindingItem| item.step == Some(FindingStep::Closed);
    let overdue = found.findings.iter().filter(|item| item.overdue).count();
    content.paragraph(format!(
        "Major nonconformities: {}; minor nonconformities: {}; opportunities for improvement: {}. Closed by {}: {} of {}; \
         past their day: {overdue}.",
        of(FindingGrade::Major),
        of(FindingGrade::Minor),
        of(FindingGrade::Opportunity),
        found.as_of,
        found.findings.iter().filter(closed).count(),
        found.findings.len(),
    ));
}

fn scope(found: &AuditReportData, content: &mut Content) {
    content.heading("Scope");
    let clauses = match found.clauses.is_empty() {
        true => "No clauses are named.".to_owned(),
        false => format!("Clauses: {}.", found.clauses.join(", ")),
    };
    content.paragraph(clauses);
    let rows = found.controls.iter().map(|control| vec![control.control.to_string(), control.name.clone()]);
    content.table(Table { columns: vec!["Control", "Name"], rows: rows.collect() }, "No controls are named.");
}

fn findings(view: &View<'_>, found: &AuditReportData, content: &mut Content) {
    content.heading("Findings");
    let rows = found.findings.iter().map(|item| {
        vec![
            format!("{}\n{}", item.finding, item.title),
            grade(item.grade).to_owned(),
            item.requirement.clone().unwrap_or(NONE.to_owned()),
            words::owner(view, &item.owner, &item.holders),
            item.due.to_string(),
            stands(item),
        ]
    });
    let columns = vec!["Finding", "Grade", "Requirement", "Owner", "Answer due", "State"];
    content.table(Table { columns, rows: rows.collect() }, "Nothing was found.");
    for item in &found.findings {
        content.subheading(format!("{} {}", item.finding, item.title));
        answer(view, item, content);
    }
}

/// What was done about a finding: the steps taken, the actions, and what is wrong with it.
fn answer(view: &View<'_>, item: &FindingItem, content: &mut Content) {
    let Some(finding) = view.isms().findings().get(&item.finding) else { return };
    let taken = finding.timeline.iter().filter(|event| event.on <= view.date());
    let rows = taken.map(|event| {
        let by = event.by.as_ref().map_or(NONE, |id| words::person(view, id));
        vec![event.on.to_string(), word(&event.step), by.to_owned(), event.note.clone()]
    });
    let columns = vec!["On", "Step", "By", "Note"];
    content.table(Table { columns, rows: rows.collect() }, "No step has been taken.");
    let rows: Vec<_> = finding
        .actions
        .iter()
        .map(|action| {
            let done = action.done_on.filter(|day| *day <= view.date());
            let state = done.map_or("open".to_owned(), |day| format!("done on {day}"));
            let owner = words::role(view, &action.owner).to_owned();
            vec![action.title.clone(), owner, action.due.to_string(), state]
        })
        .collect();
    if !rows.is_empty() {
        let columns = vec!["Corrective action", "Owner", "Due", "State"];
        content.table(Table { columns, rows }, "");
    }
    content.list(item.concerns.iter().map(|concern| concern.message.clone()).collect());
}

fn distribution(view: &View<'_>, found: &AuditReportData, content: &mut Content) {
    content.heading("Distribution");
    let roles: Vec<&str> = found.management.iter().map(|id| words::role(view, id)).collect();
    content.paragraph(match found.days_late {
        None => "No role counts as management, so nothing is said of when the report reached it.".to_owned(),
        Some(late) => {
            let reached = match found.reached_management_on {
                Some(day) => format!("it reached them on {day}"),
                None => "it has not yet".to_owned(),
            };
            let late = match late {
                0 => String::new(),
                late => format!(", {} late", plural(late.unsigned_abs(), "day")),
            };
            let due = found.report_due;
            format!("The report was to reach management ({}) by {due}; {reached}{late}.", roles.join(", "))
        }
    });
    let rows = found.communications.iter().map(|told| {
        let management = if told.management { "yes" } else { "no" };
        vec![
            told.on.to_string(),
            name(view, &told.to),
            told.days_after_end.to_string(),
            management.to_owned(),
        ]
    });
    let columns = vec!["On", "To", "Days after the audit", "Management"];
    content.table(Table { columns, rows: rows.collect() }, "The report has reached nobody.");
}

/// Whom a report reached, by name.
fn name(view: &View<'_>, to: &Link) -> String {
    let isms = view.isms();
    let role = isms.roles().get(to.id.as_str()).map(|role| role.name.as_str());
    let person = isms.people().get(to.id.as_str()).map(|person| person.name.as_str());
    let party = isms.interested_parties().get(to.id.as_str()).map(|party| party.name.as_str());
    let found = match to.kind {
        Kind::Role => role,
        Kind::Person => person,
        Kind::InterestedParty => party,
        _ => None,
    };
    found.unwrap_or(to.id.as_str()).to_owned()
}

fn grade(grade: FindingGrade) -> &'static str {
    match grade {
        FindingGrade::Major => "major nonconformity",
        FindingGrade::Minor => "minor nonconformity",
        FindingGrade::Opportunity => "opportunity for improvement",
    }
}

/// The last step, and by how much the answer is late.
fn stands(item: &FindingItem) -> String {
    let step = item.step.as_ref().map_or("raised".to_owned(), word);
    let late = match item.overdue {
        true => format!("\n{} late", plural(item.days_overdue.unsigned_abs(), "day")),
        false => String::new(),
    };
    format!("{step}\nsince {}{late}", item.step_since)
}

/// One row a finding.
fn data(view: &View<'_>, found: &AuditReportData) -> Table {
    let rows = found.findings.iter().map(|item| {
        vec![
            found.audit.to_string(),
            item.finding.to_string(),
            item.title.clone(),
            grade(item.grade).to_owned(),
            item.requirement.clone().unwrap_or_default(),
            words::owner(view, &item.owner, &item.holders),
            item.raised_on.to_string(),
            item.due.to_string(),
            item.step.as_ref().map_or("raised".to_owned(), word),
            item.step_since.to_string(),
            if item.overdue { item.days_overdue.to_string() } else { String::new() },
            item.actions.to_string(),
            item.actions_open.to_string(),
            words::ids(&item.repeats),
        ]
    });
    let columns = vec![
        "Audit",
        "Finding",
        "Title",
        "Grade",
        "Requirement",
        "Owner",
        "Raised on",
        "Answer due",
        "Last step",
        "Since",
        "Days overdue",
        "Actions",
        "Actions open",
        "Repeats",
    ];
    Table { columns, rows: rows.collect() }
}
