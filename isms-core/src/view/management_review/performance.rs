//! Inputs d and f: performance, and the results of risk assessment with the state of the treatment plan.

use super::pack::{Good, Input, RecordFigures};
use super::{Span, Spans};
use crate::model::{
    Action, Audit, BuiltinMetric, Date, Finding, FindingGrade, Metric, Objective, ReviewInputKind, Risk,
    Stage,
};
use crate::risk::{self, Standing};
use crate::view::{UnansweredParameters, View};

/// How an objective stands.
#[derive(PartialEq)]
enum Aim {
    Met,
    Missed,
    Running,
    NotMeasured,
}

impl View<'_> {
    /// d: nonconformities and corrective actions, monitoring, audits, objectives.
    pub(super) fn performance(&self, spans: Spans, record: &RecordFigures) -> Input {
        let mut input = Input::new(ReviewInputKind::Performance, spans);
        let isms = self.isms();
        let nonconformities = || isms.findings().values().filter(|f| f.grade != FindingGrade::Opportunity);
        let open = |f: &&Finding, day: Date| f.is_open_on(day);
        input.count("nonconformities_raised", "findings", Good::Less, |span| {
            let there = |f: &&Finding| span.holds(f.raised_on) && span.to.is_within(None, f.retired_on);
            nonconformities().filter(there).count()
        });
        input.count("nonconformities_open", "findings", Good::Less, |span| {
            nonconformities().filter(|finding| open(finding, span.to)).count()
        });
        input.record_figures(
            record,
            &[
                (BuiltinMetric::FindingsClosed, Good::More),
                (BuiltinMetric::CorrectiveActionsOverdue, Good::Less),
                (BuiltinMetric::Incidents, Good::Less),
                (BuiltinMetric::TimeToContain, Good::Less),
                (BuiltinMetric::TimeToRecover, Good::Less),
                (BuiltinMetric::OnTimeRate, Good::More),
                (BuiltinMetric::EvidenceCoverage, Good::More),
                (BuiltinMetric::ControlEffectiveness, Good::More),
                (BuiltinMetric::ComplianceRate, Good::More),
                (BuiltinMetric::TrainingCompletion, Good::More),
            ],
        );
        let metrics = || isms.metrics().values();
        let met = |metric: &Metric, day: Date| {
            let measured = metric.measurement_on(day).filter(|_| day.is_within(None, metric.retired_on))?;
            Some(metric.target.as_ref()?.is_met_by(measured.value))
        };
        input.count("metrics_on_target", "metrics", Good::More, |span| {
            metrics().filter(|metric| met(metric, span.to) == Some(true)).count()
        });
        input.count("metrics_off_target", "metrics", Good::Less, |span| {
            metrics().filter(|metric| met(metric, span.to) == Some(false)).count()
        });
        // A period that lies ahead has no anomalies to tell of.
        let anomalies = |span: Span| {
            let asked = UnansweredParameters { from: Some(span.from), ..UnansweredParameters::default() };
            self.isms().as_of(span.to).unanswered(&asked).ok().map(|answer| answer.unanswered as f64)
        };
        let (now, before) = (anomalies(spans.now), anomalies(spans.before));
        input.figure("anomalies_unanswered", "anomalies", Good::Less, now, before);
        let held = |span: Span| {
            let ended = move |a: &&Audit| span.holds(a.end) && span.to.is_within(None, a.retired_on);
            isms.audits().values().filter(ended)
        };
        input.count("audits_held", "audits", Good::Neither, |span| held(span).count());
        let aims = |span: Span, wanted: Aim| {
            isms.objectives().values().filter(|o| self.aim(o, span.to).as_ref() == Some(&wanted)).count()
        };
        input.count("objectives_met", "objectives", Good::More, |span| aims(span, Aim::Met));
        input.count("objectives_missed", "objectives", Good::Less, |span| aims(span, Aim::Missed));
        input.count("objectives_running", "objectives", Good::Neither, |span| aims(span, Aim::Running));
        input.count("objectives_not_measured", "objectives", Good::Less, |span| aims(span, Aim::NotMeasured));

        let end = spans.now.to;
        for finding in nonconformities().filter(|finding| open(finding, end)) {
            let grade = if finding.grade == FindingGrade::Major { "major" } else { "minor" };
            let what = format!("open {grade} nonconformity, due on {}", finding.due);
            input.entry(finding.raised_on, &finding.id, &finding.title, what);
        }
        for metric in metrics().filter(|metric| met(metric, end) == Some(false)) {
            let Some(measured) = metric.measurement_on(end) else { continue };
            let what = format!("{} {} misses the target", measured.value, metric.unit);
            input.entry(measured.at.date_naive().into(), &metric.id, &metric.name, what);
        }
        for audit in held(spans.now) {
            let reported = audit.report.as_ref().filter(|report| report.issued_on <= end);
            let what = reported
                .map_or("held; there is no report yet".to_owned(), |r| format!("held: {}", r.summary));
            input.entry(audit.end, &audit.id, &audit.title, what);
        }
        for objective in isms.objectives().values() {
            let Some(revision) = objective.revision_on(end) else { continue };
            match self.aim(objective, end) {
                Some(Aim::Missed) => {
                    input.entry(
                        revision.due,
                        &objective.id,
                        &objective.title,
                        "the day has passed and it is not reached",
                    );
                }
                Some(Aim::NotMeasured) => {
                    input.entry(revision.revised_on, &objective.id, &objective.title, "nothing measures it");
                }
                _ => {}
            }
        }
        input
    }

    /// f: the risks as assessed, and the treatment plan.
    pub(super) fn risk_results(&self, spans: Spans, record: &RecordFigures) -> Input {
        let mut input = Input::new(ReviewInputKind::Risks, spans);
        let risks = || self.isms().risks().values();
        let live = |r: &&Risk, day: Date| day.is_within(Some(r.identified_on), r.retired_on);
        input.count("risks", "risks", Good::Neither, |span| {
            risks().filter(|risk| live(risk, span.to)).count()
        });
        input.record_figures(
            record,
            &[(BuiltinMetric::RisksAboveAppetite, Good::Less), (BuiltinMetric::StaleRisks, Good::Less)],
        );
        let undecided = |risk: &Risk, day: Date| {
            let rating = self.isms().as_of(day).rating(risk, Stage::Residual);
            let standing = risk::standing(risk, rating.as_ref(), day);
            matches!(standing, Standing::Unacceptable | Standing::AcceptanceExpired)
        };
        let in_doubt = |day: Date| -> Vec<&Risk> {
            risks().filter(|risk| live(risk, day) && undecided(risk, day)).collect()
        };
        let (now, before) = (in_doubt(spans.now.to), in_doubt(spans.before.to).len());
        let counts = (Some(now.len() as f64), Some(before as f64));
        input.figure("risks_undecided", "risks", Good::Less, counts.0, counts.1);
        input.count("risk_assessments", "assessments", Good::More, |span| {
            let assessments = risks().flat_map(|risk| &risk.assessments);
            assessments.filter(|assessment| span.holds(assessment.assessed_on)).count()
        });
        let actions = |day: Date| risks().filter(move |risk| live(risk, day)).flat_map(Risk::actions);
        let late = |action: &Action, day: Date| action.due < day && action.is_open_on(day);
        input.count("treatment_actions_open", "actions", Good::Less, |span| {
            actions(span.to).filter(|action| action.is_open_on(span.to)).count()
        });
        input.count("treatment_actions_overdue", "actions", Good::Less, |span| {
            actions(span.to).filter(|action| late(action, span.to)).count()
        });
        input.count("treatment_actions_done", "actions", Good::More, |span| {
            actions(span.to).filter_map(|action| action.done_on).filter(|day| span.holds(*day)).count()
        });
        let end = spans.now.to;
        for risk in now {
            let rated = risk::assessment_on(risk, Stage::Residual, end).map(|a| a.assessed_on);
            let what = "not acceptable, and no acceptance is in force";
            input.entry(rated.unwrap_or(risk.identified_on), &risk.id, &risk.title, what);
        }
        for risk in risks().filter(|risk| live(risk, end)) {
            for action in risk.actions().iter().filter(|action| late(action, end)) {
                let what = format!("treatment action not done: {}", action.title);
                input.entry(action.due, &risk.id, &risk.title, what);
            }
        }
        input
    }

    /// How an objective stands on a day, by the last measurement of its metric; none before it is set, and of a retired one.
    fn aim(&self, objective: &Objective, day: Date) -> Option<Aim> {
        let revision = objective.revision_on(day).filter(|_| day.is_within(None, objective.retired_on))?;
        let metric = objective.metric.as_ref().and_then(|id| self.isms().metrics().get(id));
        Some(match metric.and_then(|metric| metric.measurement_on(day)) {
            None => Aim::NotMeasured,
            Some(measured) if revision.target.is_met_by(measured.value) => Aim::Met,
            Some(_) if revision.due < day => Aim::Missed,
            Some(_) => Aim::Running,
        })
    }
}
