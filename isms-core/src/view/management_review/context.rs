//! Inputs a to c, e and g: earlier actions, context, interested parties and what they say, improvement.

use super::pack::{Good, Input};
use super::{Span, Spans};
use crate::model::{
    Action, Date, Decision, FeedbackTone, Finding, FindingGrade, FindingStep, InterestedParty, Kind,
    PartyRequirement, ReviewInputKind,
};
use crate::view::View;

impl View<'_> {
    /// a: the actions of decisions, of earlier reviews and between them.
    pub(super) fn earlier_actions(&self, spans: Spans) -> Input {
        let mut input = Input::new(ReviewInputKind::EarlierActions, spans);
        let decisions = || self.isms().decisions().values();
        let taken = |d: &&Decision, day: Date| day.is_within(Some(d.decided_on), d.retired_on);
        let open = |span: Span| {
            let of = move |d: &Decision| d.actions.iter().filter(move |a| a.is_open_on(span.to)).count();
            decisions()
                .filter(move |d| taken(d, span.to))
                .map(of)
                .filter(|count| *count > 0)
                .collect::<Vec<_>>()
        };
        let late = |action: &&Action, day: Date| action.due < day && action.is_open_on(day);
        input.count("decisions_open", "decisions", Good::Less, |span| open(span).len());
        input.count("actions_open", "actions", Good::Less, |span| open(span).into_iter().sum());
        input.count("actions_overdue", "actions", Good::Less, |span| {
            let actions = decisions().filter(|d| taken(d, span.to)).flat_map(|d| &d.actions);
            actions.filter(|action| late(action, span.to)).count()
        });
        input.count("actions_done", "actions", Good::More, |span| {
            let done = decisions().flat_map(|d| &d.actions).filter_map(|action| action.done_on);
            done.filter(|day| span.holds(*day)).count()
        });
        let end = spans.now.to;
        for decision in decisions().filter(|d| taken(d, end)) {
            for action in decision.actions.iter().filter(|action| action.is_open_on(end)) {
                let overdue = if late(&action, end) { ", and that day has passed" } else { "" };
                let what = format!("{}: due on {}{overdue}", action.title, action.due);
                input.entry(decision.decided_on, &decision.id, &decision.title, what);
            }
        }
        input
    }

    /// b: external and internal issues that came, were looked at again, or went.
    pub(super) fn changed_context(&self, spans: Spans) -> Input {
        let mut input = Input::new(ReviewInputKind::Context, spans);
        let issues = || self.isms().issues().values();
        let reviewed = |span: Span| {
            issues().flat_map(|issue| &issue.reviewed_on).filter(move |day| span.holds(**day)).count()
        };
        input.count("issues", "issues", Good::Neither, |span| {
            issues().filter(|i| span.to.is_within(Some(i.identified_on), i.retired_on)).count()
        });
        input.count("issues_identified", "issues", Good::Neither, |span| {
            issues().filter(|issue| span.holds(issue.identified_on)).count()
        });
        input.count("issues_retired", "issues", Good::Neither, |span| {
            issues().filter_map(|issue| issue.retired_on).filter(|day| span.holds(*day)).count()
        });
        input.count("issue_reviews", "reviews", Good::More, reviewed);
        for issue in issues() {
            if spans.now.holds(issue.identified_on) {
                input.entry(issue.identified_on, &issue.id, &issue.title, "identified");
            }
            for day in issue.reviewed_on.iter().filter(|day| spans.now.holds(**day)) {
                input.entry(*day, &issue.id, &issue.title, "looked at again");
            }
            if let Some(day) = issue.retired_on.filter(|day| spans.now.holds(*day)) {
                input.entry(day, &issue.id, &issue.title, "bears on the management system no more");
            }
        }
        input
    }

    /// c: needs and expectations that came or went, and those that nothing addresses.
    pub(super) fn changed_needs(&self, spans: Spans) -> Input {
        let mut input = Input::new(ReviewInputKind::InterestedParties, spans);
        let parties = || self.isms().interested_parties().values();
        let there = |p: &&InterestedParty, day: Date| day.is_within(p.identified_on, p.retired_on);
        let needs =
            |day: Date| parties().filter(move |p| there(p, day)).flat_map(|party| &party.requirements);
        let held = |need: &&PartyRequirement, day: Date| {
            need.since <= day && need.until.is_none_or(|last| day <= last)
        };
        let ended = |need: &PartyRequirement| need.until.map(|last| last.plus_days(1));
        input.count("interested_parties", "parties", Good::Neither, |span| {
            parties().filter(|party| there(party, span.to)).count()
        });
        input.count("needs", "needs", Good::Neither, |span| {
            needs(span.to).filter(|n| held(n, span.to)).count()
        });
        input.count("needs_new", "needs", Good::Neither, |span| {
            needs(span.to).filter(|need| span.holds(need.since)).count()
        });
        input.count("needs_ended", "needs", Good::Neither, |span| {
            needs(span.to).filter_map(ended).filter(|day| span.holds(*day)).count()
        });
        input.count("needs_not_addressed", "needs", Good::Less, |span| {
            needs(span.to).filter(|need| held(need, span.to) && !need.addressed).count()
        });
        for party in parties().filter(|party| there(party, spans.now.to)) {
            for need in &party.requirements {
                if spans.now.holds(need.since) {
                    input.entry(need.since, &party.id, &party.name, format!("new: {}", need.text));
                }
                if let Some(day) = ended(need).filter(|day| spans.now.holds(*day)) {
                    input.entry(day, &party.id, &party.name, format!("ended: {}", need.text));
                }
                if held(&need, spans.now.to) && !need.addressed {
                    input.entry(need.since, &party.id, &party.name, format!("not addressed: {}", need.text));
                }
            }
        }
        input
    }

    /// e: what interested parties said, and the findings that they raised.
    pub(super) fn feedback(&self, spans: Spans) -> Input {
        let mut input = Input::new(ReviewInputKind::Feedback, spans);
        let parties = || self.isms().interested_parties().values();
        let said = |span: Span| {
            parties()
                .flat_map(|party| &party.feedback)
                .filter(move |feedback| span.holds(feedback.received_on))
        };
        let raised = |span: Span| {
            let by_party = |f: &&Finding| f.found_by.iter().any(|link| link.kind == Kind::InterestedParty);
            let findings = self.isms().findings().values().filter(by_party);
            findings.filter(move |finding| span.holds(finding.raised_on))
        };
        input.count("feedback", "pieces", Good::Neither, |span| said(span).count());
        input.count("complaints", "complaints", Good::Less, |span| {
            said(span).filter(|feedback| feedback.tone == FeedbackTone::Complaint).count()
        });
        input.count("findings_of_parties", "findings", Good::Neither, |span| raised(span).count());
        for party in parties() {
            for feedback in party.feedback.iter().filter(|feedback| spans.now.holds(feedback.received_on)) {
                let tone = match feedback.tone {
                    FeedbackTone::Complaint => "complaint",
                    FeedbackTone::Suggestion => "suggestion",
                    FeedbackTone::Praise => "praise",
                };
                input.entry(
                    feedback.received_on,
                    &party.id,
                    &party.name,
                    format!("{tone}: {}", feedback.text),
                );
            }
        }
        for finding in raised(spans.now) {
            input.entry(finding.raised_on, &finding.id, &finding.title, "raised by an interested party");
        }
        input
    }

    /// g: opportunities for improvement, and improvements under way.
    pub(super) fn improvement(&self, spans: Spans) -> Input {
        let mut input = Input::new(ReviewInputKind::Improvement, spans);
        let isms = self.isms();
        let opportunities = || isms.findings().values().filter(|f| f.grade == FindingGrade::Opportunity);
        input.count("opportunities_raised", "findings", Good::Neither, |span| {
            opportunities().filter(|finding| span.holds(finding.raised_on)).count()
        });
        input.count("opportunities_closed", "findings", Good::More, |span| {
            let events = opportunities().flat_map(|finding| &finding.timeline);
            events.filter(|event| event.step == FindingStep::Closed && span.holds(event.on)).count()
        });
        input.count("opportunities_open", "findings", Good::Neither, |span| {
            opportunities().filter(|finding| finding.is_open_on(span.to)).count()
        });
        let cycles = || isms.improvement_cycles().values();
        let begun =
            |cycle: &crate::model::ImprovementCycle| cycle.phases.first().map(|phase| phase.entered_on);
        let runs = |cycle: &crate::model::ImprovementCycle, day: Date| {
            begun(cycle).is_some_and(|first| day.is_within(Some(first), cycle.retired_on))
                && day.is_within(None, cycle.completed_on)
        };
        input.count("improvements_running", "cycles", Good::Neither, |span| {
            cycles().filter(|cycle| runs(cycle, span.to)).count()
        });
        input.count("improvements_completed", "cycles", Good::More, |span| {
            cycles().filter_map(|cycle| cycle.completed_on).filter(|day| span.holds(*day)).count()
        });
        let end = spans.now.to;
        for finding in opportunities().filter(|finding| finding.is_open_on(end)) {
            input.entry(finding.raised_on, &finding.id, &finding.title, "open opportunity for improvement");
        }
        for cycle in cycles() {
            if let Some(day) = cycle.completed_on.filter(|day| spans.now.holds(*day)) {
                input.entry(day, &cycle.id, &cycle.title, "completed");
            } else if let Some(first) = begun(cycle).filter(|_| runs(cycle, end)) {
                input.entry(first, &cycle.id, &cycle.title, "under way");
            }
        }
        input
    }
}
