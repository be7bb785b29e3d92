//! The gap analysis as a document.

use super::content::{Content, Table};
use super::words::{self, NONE};
use crate::error::Result;
use crate::model::Link;
use crate::view::{Gap, GapParameters, GapRecommendation, GapStep, Gaps, Promise, View};

pub(super) fn content(view: &View<'_>, parameters: &GapParameters) -> Result<Content> {
    let found = view.gaps(parameters)?;
    let mut content = Content::new(view, "Gap analysis", data(view, &found.items));
    let framework = format!("{} {}", found.title, found.version);
    content.facts.insert(2, ("Framework", framework.trim_end().to_owned()));
    let counts = found.counts;
    content.paragraph(format!(
        "Requirements: {}; met: {}, met in part: {}, not met: {}, not assessed: {}, not applicable: {}. Said to be met, \
         in full or in part, with nothing in force that shows it: {}.",
        counts.requirements,
        counts.met,
        counts.partly_met,
        counts.not_met,
        counts.not_assessed,
        counts.not_applicable,
        counts.without_evidence
    ));
    recommendations(view, &found, &mut content);
    content.heading("Requirements");
    let rows = found.items.iter().map(|gap| {
        let shown = if gap.without_evidence { "nothing in force".to_owned() } else { links(&gap.shown_by) };
        vec![
            format!("{}\n{}", gap.requirement, gap.title),
            words::requirement(gap.state).to_owned(),
            gap.assessed_on.map_or(NONE.to_owned(), |day| day.to_string()),
            gap.note.clone(),
            shown,
        ]
    });
    let columns = vec!["Requirement", "State", "Assessed on", "Why", "Shown by"];
    content.table(Table { columns, rows: rows.collect() }, "The framework has no requirements.");
    promises(&found.promises, &mut content);
    content.approvals(["Assessed by", "Approved by"].map(str::to_owned));
    Ok(content)
}

fn recommendations(view: &View<'_>, found: &Gaps, content: &mut Content) {
    content.heading("What to do first");
    let currency = &view.isms().organisation().currency;
    let amount =
        |loss: Option<f64>| loss.map_or(NONE.to_owned(), |loss| format!("{currency} {}", grouped(loss)));
    let row = |(i, item): (usize, &GapRecommendation)| {
        let step = match item.step {
            GapStep::Meet => "meet it",
            GapStep::Assess => "assess it",
            GapStep::ShowEvidence => "show evidence",
        };
        let assumed = if item.effort_assumed { " (assumed)" } else { "" };
        vec![
            (i + 1).to_string(),
            format!("{} {}", item.requirement, item.title),
            step.to_owned(),
            amount(item.risk_removed),
            amount(item.risk_at_stake),
            format!("{} h{assumed}", item.effort_hours),
        ]
    };
    let rows = found.recommendations.iter().enumerate().map(row).collect();
    let columns = vec!["", "Requirement", "Step", "Risk removed a year", "Risk at stake a year", "Effort"];
    content.table(Table { columns, rows }, "Nothing: there are no gaps.");
}

fn promises(promises: &[Promise], content: &mut Content) {
    content.heading("What own documents promise");
    let row = |promise: &Promise| {
        vec![
            format!("{}\n{}", promise.document, promise.title),
            promise.text.clone(),
            promise.activity.to_string(),
            format!("{} of {}", promise.done, promise.due),
            words::promise(promise.state).to_owned(),
        ]
    };
    let columns = vec!["Document", "Promise", "Activity", "Done in the last year", "State"];
    let rows = promises.iter().map(row).collect();
    content.table(Table { columns, rows }, "No document in force promises to do something regularly.");
}

fn links(links: &[Link]) -> String {
    let each: Vec<&str> = links.iter().map(|link| link.id.as_str()).collect();
    if each.is_empty() { NONE.to_owned() } else { each.join(", ") }
}

/// A whole amount with its thousands apart.
fn grouped(amount: f64) -> String {
    let digits = format!("{amount:.0}");
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.char_indices() {
        if i > 0 && digit.is_ascii_digit() && (digits.len() - i) % 3 == 0 && !shown.ends_with('-') {
            shown.push('\u{202f}');
        }
        shown.push(digit);
    }
    shown
}

fn data(view: &View<'_>, gaps: &[Gap]) -> Table {
    let row = |gap: &Gap| {
        vec![
            gap.requirement.clone(),
            gap.title.clone(),
            words::requirement(gap.state).to_owned(),
            gap.assessed_on.map(|day| day.to_string()).unwrap_or_default(),
            gap.by.as_ref().map(|id| words::person(view, id).to_owned()).unwrap_or_default(),
            gap.note.clone(),
            gap.shown_by.iter().map(Link::to_string).collect::<Vec<_>>().join(", "),
            words::ids(&gap.lapsed),
            gap.met_by.iter().map(Link::to_string).collect::<Vec<_>>().join(", "),
            gap.evidence_expected.join("; "),
        ]
    };
    let columns = vec![
        "Requirement",
        "Title",
        "State",
        "Assessed on",
        "Assessed by",
        "Why",
        "Shown by",
        "Lapsed evidence",
        "Met by",
        "Evidence expected",
    ];
    Table { columns, rows: gaps.iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    #[test]
    fn thousands_stand_apart() {
        let shown = [0.4, 999.0, 1000.0, 1_234_567.8, -1000.0]
            .map(|amount| super::grouped(amount).replace('\u{202f}', " "));
        assert_eq!(shown, ["0", "999", "1 000", "1 234 568", "-1 000"]);
    }
}
