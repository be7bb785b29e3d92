//! The risk treatment plan as a document (clause 6.1.3 e and f).

use std::collections::BTreeSet;

use super::content::{Content, Table};
use super::words::{self, NONE};
use crate::risk::{Rating, Standing};
use crate::view::{RiskTreatment, TreatmentAction, View};

pub(super) fn content(view: &View<'_>) -> Content {
    let found = view.risk_treatment_plan();
    let mut content = Content::new(view, "Risk treatment plan", data(view, &found.items));
    content.paragraph(format!(
        "Risks not acceptable by their rating or under treatment: {}. Actions open: {}; past their day: {}.",
        found.items.len(),
        found.actions_open,
        found.actions_overdue
    ));
    content.heading("Risks");
    let rows = found.items.iter().map(|item| {
        vec![
            format!("{}\n{}", item.risk, item.title),
            words::owner(view, &item.owner, &item.holders),
            words::level(item.inherent.as_ref()).to_owned(),
            words::level(item.residual.as_ref()).to_owned(),
            words::level(item.target.as_ref()).to_owned(),
            words::option(item.option).to_owned(),
            words::standing(item.standing).to_owned(),
            words::treatment(item.state).to_owned(),
        ]
    });
    let columns =
        vec!["Risk", "Owner", "Inherent", "Residual", "Target", "Option", "Residual risk", "Treatment"];
    content.table(
        Table { columns, rows: rows.collect() },
        "Every risk is acceptable, and none is under treatment.",
    );
    content.heading("Treatment and acceptance");
    found.items.iter().for_each(|item| treatment(view, item, &mut content));
    let owners: BTreeSet<&str> = found.items.iter().map(|item| words::role(view, &item.owner)).collect();
    let owners = owners.into_iter().map(|owner| format!("Risk owner: {owner}"));
    content.approvals(owners.chain(["Approved by, for top management".to_owned()]));
    content.paragraph(
        "A risk owner who signs approves the plan for the risks owned, and accepts what remains of them as stated.",
    );
    content
}

fn treatment(view: &View<'_>, item: &RiskTreatment, content: &mut Content) {
    content.subheading(format!("{} {}", item.risk, item.title));
    let rows = item.actions.iter().map(|action| {
        let cost = action.cost.map(|cost| format!("{} {cost}", view.isms().organisation().currency));
        vec![
            action.title.clone(),
            words::role(view, &action.owner).to_owned(),
            action.due.to_string(),
            cost.unwrap_or(NONE.to_owned()),
            state(action),
        ]
    });
    let columns = vec!["Action", "Owner", "Due", "Cost", "State"];
    content.table(Table { columns, rows: rows.collect() }, "There are no actions.");
    let mut facts = Vec::new();
    if !item.controls.is_empty() {
        facts.push(format!("Controls: {}", words::ids(&item.controls)));
    }
    facts.push(match &item.acceptance {
        None if item.standing == Standing::Acceptable => "What remains is of an acceptable level.".to_owned(),
        None => "What remains has not been accepted by the risk owner.".to_owned(),
        Some(acceptance) => {
            let (by, on) = (words::role(view, &acceptance.by), acceptance.accepted_on);
            let (until, reason) = (acceptance.until, &acceptance.reason);
            match acceptance.in_force {
                true => format!("What remains was accepted by {by} on {on}, until {until}: {reason}"),
                false => format!("The acceptance by {by} of {on} ran out on {until}: {reason}"),
            }
        }
    });
    content.list(facts);
}

fn state(action: &TreatmentAction) -> String {
    match action.done_on {
        Some(day) => format!("done on {day}"),
        None if action.days_overdue > 0 => format!("{} days late", action.days_overdue),
        None => "open".to_owned(),
    }
}

/// One row an action; a risk without actions has a row of its own.
fn data(view: &View<'_>, items: &[RiskTreatment]) -> Table {
    let level =
        |rating: &Option<Rating>| rating.as_ref().map(|r| r.level_name.to_string()).unwrap_or_default();
    let rows = items.iter().flat_map(|item| {
        let of_risk = || {
            vec![
                item.risk.to_string(),
                item.title.clone(),
                words::owner(view, &item.owner, &item.holders),
                level(&item.inherent),
                level(&item.residual),
                level(&item.target),
                item.option.map(|_| words::option(item.option)).unwrap_or_default().to_owned(),
                words::standing(item.standing).to_owned(),
                words::treatment(item.state).to_owned(),
                item.acceptance.as_ref().map(|acceptance| acceptance.until.to_string()).unwrap_or_default(),
            ]
        };
        let mut rows: Vec<Vec<String>> = item
            .actions
            .iter()
            .map(|action| {
                let of_action = [
                    action.title.clone(),
                    words::role(view, &action.owner).to_owned(),
                    action.due.to_string(),
                    action.done_on.map(|day| day.to_string()).unwrap_or_default(),
                    action.cost.map(|cost| cost.to_string()).unwrap_or_default(),
                ];
                of_risk().into_iter().chain(of_action).collect()
            })
            .collect();
        if rows.is_empty() {
            rows.push(
                of_risk().into_iter().chain(std::array::from_fn::<_, 5, _>(|_| String::new())).collect(),
            );
        }
        rows
    });
    let columns = vec![
        "Risk",
        "Title",
        "Owner",
        "Inherent",
        "Residual",
        "Target",
        "Option",
        "Standing",
        "Treatment",
        "Accepted until",
        "Action",
        "Action owner",
        "Due",
        "Done on",
        "Cost",
    ];
    Table { columns, rows: rows.collect() }
}
