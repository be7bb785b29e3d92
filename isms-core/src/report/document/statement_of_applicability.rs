//! The Statement of Applicability as a document (clause 6.1.3 d).

use super::content::{Content, Table};
use super::words::{self, NONE};
use crate::view::{ApplicabilityItem, ImplementationStatus, View};

pub(super) fn content(view: &View<'_>) -> Content {
    let found = view.statement_of_applicability();
    let mut content = Content::new(view, "Statement of Applicability", data(view, &found.items));
    content.paragraph(format!(
        "Controls that apply: {}, of which implemented: {}. Controls left out: {}.",
        found.applicable, found.implemented, found.excluded
    ));
    content.heading("Controls that apply");
    let rows = found.items.iter().filter(|item| item.applicable).map(|item| {
        let owner = item.owner.as_ref().map(|role| words::owner(view, role, &item.holders));
        vec![
            named(item),
            item.justification.clone(),
            status(item),
            ids_or_none(words::ids(&item.behind)),
            treats(item),
            owner.unwrap_or(NONE.to_owned()),
        ]
    });
    let columns =
        vec!["Control", "Why it is included", "Implementation", "Controls behind", "Treats", "Owner"];
    content.table(Table { columns, rows: rows.collect() }, "No control has been found to apply.");
    content.heading("Controls left out");
    let rows = found.items.iter().filter(|item| !item.applicable);
    let rows = rows.map(|item| vec![named(item), item.justification.clone(), item.decided_on.to_string()]);
    let columns = vec!["Control", "Why it is left out", "Decided on"];
    content.table(Table { columns, rows: rows.collect() }, "No control has been left out.");
    if !found.undecided.is_empty() {
        content.heading("Controls that treat a risk without a decision");
        let rows = found.undecided.iter();
        let rows = rows.map(|item| vec![format!("{}\n{}", item.control, item.name), words::ids(&item.risks)]);
        content.table(Table { columns: vec!["Control", "Risks"], rows: rows.collect() }, "");
    }
    content.approvals(["Prepared by", "Reviewed by", "Approved by, for top management"].map(str::to_owned));
    content
}

fn named(item: &ApplicabilityItem) -> String {
    format!("{}\n{}", item.control, item.name)
}

fn status(item: &ApplicabilityItem) -> String {
    let status = words::status(item.status);
    match item.status_since {
        Some(since) if item.status != ImplementationStatus::NotBegun => format!("{status}\nsince {since}"),
        _ => status.to_owned(),
    }
}

fn treats(item: &ApplicabilityItem) -> String {
    let parts = [words::ids(&item.risks), words::ids(&item.obligations)];
    ids_or_none(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n"))
}

fn ids_or_none(ids: String) -> String {
    if ids.is_empty() { NONE.to_owned() } else { ids }
}

fn data(view: &View<'_>, items: &[ApplicabilityItem]) -> Table {
    let row = |item: &ApplicabilityItem| {
        vec![
            item.control.to_string(),
            item.name.clone(),
            (if item.applicable { "yes" } else { "no" }).to_owned(),
            item.justification.clone(),
            item.decided_on.to_string(),
            item.decided_by.as_ref().map(|role| words::role(view, role).to_owned()).unwrap_or_default(),
            words::status(item.status).to_owned(),
            item.status_since.map(|day| day.to_string()).unwrap_or_default(),
            words::ids(&item.behind),
            words::ids(&item.risks),
            words::ids(&item.obligations),
            item.owner.as_ref().map(|role| words::owner(view, role, &item.holders)).unwrap_or_default(),
        ]
    };
    let columns = vec![
        "Control",
        "Name",
        "Applicable",
        "Justification",
        "Decided on",
        "Decided by",
        "Implementation",
        "Since",
        "Controls behind",
        "Risks",
        "Obligations",
        "Owner",
    ];
    Table { columns, rows: items.iter().map(row).collect() }
}
