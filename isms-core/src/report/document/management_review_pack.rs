//! The pack for a management review as a document (clauses 9.3.2 and 9.3.3).

use super::content::{Content, Table};
use super::words::{self, NONE};
use crate::error::Result;
use crate::model::ReviewInputKind;
use crate::report::parts::{plural, round, word};
use crate::view::{
    DecisionItem, HeldReview, ManagementReviewPack, ManagementReviewParameters, PackFigure, PackInput,
    ReviewIntervalState, View,
};

pub(super) fn content(view: &View<'_>, parameters: &ManagementReviewParameters) -> Result<Content> {
    let found = view.management_review_pack(parameters)?;
    let mut content = Content::new(view, "Management review pack", data(&found));
    content.facts.insert(0, ("Period", format!("{} to {}", found.from, found.to)));
    content.facts.insert(1, ("Compared with", format!("{} to {}", found.before_from, found.before_to)));
    interval(&found, &mut content);
    for told in &found.inputs {
        input(told, &mut content);
    }
    reviews(view, &found.reviews, &mut content);
    decisions(view, &found, &mut content);
    content.approvals(["Prepared by", "Chair of the review"].map(str::to_owned));
    Ok(content)
}

fn interval(found: &ManagementReviewPack, content: &mut Content) {
    let interval = &found.interval;
    let months = plural(interval.months.into(), "month");
    let last = interval.last_held_on.map_or("never".to_owned(), |day| day.to_string());
    let due = interval.due.map(|day| match interval.state {
        ReviewIntervalState::Overdue => {
            format!(
                "; the next was due by {day}, {} ago",
                plural(interval.days_overdue.unsigned_abs(), "day")
            )
        }
        _ => format!("; the next is due by {day}"),
    });
    let planned = interval.planned_on.map_or("not planned".to_owned(), |day| format!("planned for {day}"));
    content.paragraph(format!(
        "A review is held at least every {months}. Held last: {last}{}. The next is {planned}.",
        due.unwrap_or_default()
    ));
}

/// What an input asks for, in the order of clause 9.3.2.
fn title(kind: ReviewInputKind) -> &'static str {
    match kind {
        ReviewInputKind::EarlierActions => "Actions from earlier reviews",
        ReviewInputKind::Context => "External and internal issues that changed",
        ReviewInputKind::InterestedParties => "Needs and expectations that changed",
        ReviewInputKind::Performance => "Performance",
        ReviewInputKind::Feedback => "What interested parties say",
        ReviewInputKind::Risks => "Risk assessment and risk treatment",
        ReviewInputKind::Improvement => "Opportunities for improvement",
    }
}

fn input(found: &PackInput, content: &mut Content) {
    content.heading(format!("{}) {}", found.letter, title(found.input)));
    let rows = found.figures.iter().map(|figure| {
        vec![
            name(figure),
            figure.unit.clone(),
            round(figure.value),
            round(figure.before),
            figure.trend.as_ref().map_or(NONE.to_owned(), word),
        ]
    });
    let columns = vec!["Figure", "Unit", "Now", "Before", "Goes"];
    content.table(Table { columns, rows: rows.collect() }, "There are no figures.");
    let rows = found.entries.iter();
    let rows = rows.map(|entry| {
        vec![entry.on.to_string(), format!("{} {}", entry.entity.id, entry.title), entry.what.clone()]
    });
    let columns = vec!["Since", "About", "What is to be seen"];
    content.table(Table { columns, rows: rows.collect() }, "There is nothing to look at one by one.");
}

/// A figure's name in words.
fn name(figure: &PackFigure) -> String {
    figure.name.replace('_', " ")
}

fn reviews(view: &View<'_>, reviews: &[HeldReview], content: &mut Content) {
    content.heading("Reviews held in the period");
    let rows = reviews.iter().map(|review| {
        let there: Vec<&str> = review.attendees.iter().map(|id| words::person(view, id)).collect();
        let missing: Vec<&str> = review.missing.iter().map(|kind| title(*kind)).collect();
        let missing = if missing.is_empty() { "none".to_owned() } else { missing.join("; ") };
        vec![
            format!("{}\n{}", review.review, review.title),
            review.held_on.to_string(),
            words::role(view, &review.chair).to_owned(),
            there.join(", "),
            if review.minutes { "yes" } else { "no" }.to_owned(),
            missing,
        ]
    });
    let columns = vec!["Review", "Held on", "Chair", "Attendees", "Minutes", "Inputs not looked at"];
    content.table(Table { columns, rows: rows.collect() }, "No review was held in the period.");
}

/// What is open of the decisions so far, those taken or carried out in the period, and places for those to come.
fn decisions(view: &View<'_>, pack: &ManagementReviewPack, content: &mut Content) {
    content.heading("Decisions");
    let found = view.decisions().items;
    let of_period = |item: &&DecisionItem| {
        item.decided_on <= pack.to && item.carried_out_on.unwrap_or(pack.to).max(item.decided_on) >= pack.from
    };
    let rows = found.iter().filter(of_period).map(|item| {
        let review = item.review.as_ref().map_or(NONE, |id| id.as_str());
        let next = item.next_due.map(|day| format!("\nnext action due {day}")).unwrap_or_default();
        vec![
            format!("{} {}\n{}", item.decision, item.title, item.outcome),
            review.to_owned(),
            item.decided_on.to_string(),
            words::owner(view, &item.by, &item.holders),
            format!("{}{next}", word(&item.state)),
        ]
    });
    let columns = vec!["Decision", "Review", "Decided on", "By", "State"];
    content.table(
        Table { columns, rows: rows.collect() },
        "No decision is open, and none was taken in the period.",
    );
    content.subheading("To be decided by this review");
    let asked = ["Opportunities for improvement", "Changes to the management system", "Resources"];
    let rows = asked.map(|about| vec![about.to_owned(), String::new(), String::new(), String::new()]).into();
    content.table(Table { columns: vec!["About", "Decision", "Owner", "Due"], rows }, "");
}

/// One row a figure.
fn data(found: &ManagementReviewPack) -> Table {
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let rows = found.inputs.iter().flat_map(|input| {
        input.figures.iter().map(move |figure| {
            vec![
                input.letter.clone(),
                title(input.input).to_owned(),
                figure.name.clone(),
                figure.unit.clone(),
                number(figure.value),
                number(figure.before),
                figure.trend.as_ref().map(word).unwrap_or_default(),
            ]
        })
    });
    let columns = vec!["Input", "Title", "Figure", "Unit", "Now", "Before", "Goes"];
    Table { columns, rows: rows.collect() }
}
