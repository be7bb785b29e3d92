//! Metrics that are computed from the record itself (clause 9.1).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! builtin_metrics {
    ($($variant:ident $name:literal $title:literal $unit:literal $formula:literal;)*) => {
        /// A metric that is computed from the record itself, for a stretch of time. The spelling is stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum BuiltinMetric { $(#[doc = $formula] #[serde(rename = $name)] $variant),* }

        impl BuiltinMetric {
            /// Every one, in the order of the answers.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its name in JSON and in expressions.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
            /// What it is called.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title),* }
            }
            /// The unit of its values.
            pub fn unit(self) -> &'static str {
                match self { $(Self::$variant => $unit),* }
            }
            /// How it is computed.
            pub fn formula(self) -> &'static str {
                match self { $(Self::$variant => $formula),* }
            }
        }
    };
}

builtin_metrics! {
    Incidents "incidents" "Incidents" "incidents" "Incidents detected in the time.";
    TimeToContain "time_to_contain" "Time to contain an incident" "hours"
        "Median time from detection of the incidents contained in the time; none if there are none.";
    TimeToRecover "time_to_recover" "Time to recover from an incident" "hours"
        "Median time from detection of the incidents recovered from in the time; none if there are none.";
    FindingsRaised "findings_raised" "Findings raised" "findings" "Findings raised in the time.";
    FindingsClosed "findings_closed" "Findings closed" "findings"
        "Closings of findings in the time; a finding that was opened again may close twice.";
    FindingsOpen "findings_open" "Open findings" "findings" "Findings not closed on the last day.";
    FindingsOpenTo30Days "findings_open_to_30_days" "Open findings of up to 30 days" "findings"
        "Findings not closed on the last day and raised no more than 30 days before it.";
    FindingsOpen31To90Days "findings_open_31_to_90_days" "Open findings of 31 to 90 days" "findings"
        "Findings not closed on the last day and raised from 31 to 90 days before it.";
    FindingsOpenOver90Days "findings_open_over_90_days" "Open findings of more than 90 days" "findings"
        "Findings not closed on the last day and raised more than 90 days before it.";
    CorrectiveActionsOverdue "corrective_actions_overdue" "Corrective actions overdue" "actions"
        "Actions of findings that were due before the last day and are not done on it.";
    ControlEffectiveness "control_effectiveness" "Effectiveness of controls" "percent"
        "100 × tests of controls that were passed / tests held in the time; none if there were none.";
    ComplianceRate "compliance_rate" "Requirements met" "percent"
        "100 × requirements of the frameworks judged met, by the last judgement up to the last day / requirements not judged inapplicable; met in part is not met.";
    OnTimeRate "on_time_rate" "Activities done in time" "percent"
        "100 × due dates in the time done within their grace / due dates in the time done, or past their grace.";
    EvidenceCoverage "evidence_coverage" "Due dates with evidence" "percent"
        "100 × due dates in the time that evidence answers for / due dates in the time done, or past their grace.";
    TrainingCompletion "training_completion" "Training completed" "percent"
        "100 × courses that people must have taken and whose completion holds on the last day / courses that people must have taken.";
    RisksAboveAppetite "risks_above_appetite" "Risks above the appetite" "risks"
        "Risks of a level, with controls in force on the last day, above that of the appetite for their category, or not acceptable where there is none.";
    StaleRisks "stale_risks" "Risks with a stale assessment" "risks"
        "Risks that were to be assessed again before the last day and have not been.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_those_of_json() {
        for metric in BuiltinMetric::ALL {
            assert_eq!(serde_json::to_value(metric).unwrap(), metric.name());
            assert!(metric.formula().ends_with('.'), "{}", metric.name());
        }
    }
}
