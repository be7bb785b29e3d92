//! The one list of views: the C names, Python methods, schemas and documentation come from it.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::shared::Answer;
use super::*;
use crate::error::{Error, ErrorCode, Result};
use crate::record::{from_json_text, from_value};

/// A view as every language sees it.
pub struct ViewDefinition {
    /// Name to ask by.
    pub name: &'static str,
    /// What it answers, in one sentence.
    pub summary: &'static str,
    /// The field of the answer that holds its rows.
    pub rows: &'static str,
    /// How much work the answer may be.
    pub work: Work,
    /// JSON Schema of the parameters.
    pub parameters: fn() -> Schema,
    /// JSON Schema of the answer.
    pub answer: fn() -> Schema,
    run: fn(&View<'_>, &Value) -> Result<String>,
}

/// How much work an answer may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// So little that nobody waits.
    Little,
    /// Years are simulated: worth to be told how far it is.
    Simulation,
    /// The best is looked for: whoever has enough is given the best so far.
    Search,
}

/// Parameters of a view that needs none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoParameters {}

/// Reads parameters; null stands for none.
pub(crate) fn parameters_of<P: DeserializeOwned>(value: &Value) -> Result<P> {
    let no_parameters = Value::Object(serde_json::Map::new());
    let value = if value.is_null() { &no_parameters } else { value };
    if !value.is_object() {
        let remedy = "name the parameters in an object, or leave them out";
        return Err(Error::new(ErrorCode::Type, "", "the parameters are not a JSON object", remedy));
    }
    from_value(value)
}

/// Answers a question as text; without parameters from what the view has answered already.
fn run<P: DeserializeOwned, A: Answer + Serialize>(
    view: &View<'_>,
    value: &Value,
    ask: impl FnOnce(&View<'_>, P) -> Result<A>,
) -> Result<String> {
    let text = if value.is_null() || value.as_object().is_some_and(serde_json::Map::is_empty) {
        serde_json::to_string(&*view.answer::<A>()?)
    } else {
        serde_json::to_string(&ask(view, parameters_of(value)?)?)
    };
    text.map_err(|error| Error::new(ErrorCode::Value, "", format!("the answer is not JSON: {error}"), ""))
}

macro_rules! views {
    ($($name:literal($parameters:ty) -> $answer:ty, $rows:literal, $summary:literal, $ask:expr $(, $work:ident)?;)*) => {
        static DEFINITIONS: &[ViewDefinition] = &[$(ViewDefinition {
            name: $name,
            summary: $summary,
            rows: $rows,
            // What is said first counts.
            work: [$(Work::$work,)? Work::Little][0],
            parameters: || schema_for!($parameters),
            // As it is written: a figure that has no value is there as null.
            answer: || SchemaSettings::default().for_serialize().into_generator().into_root_schema_for::<$answer>(),
            run: |view, value| run(view, value, |view, parameters: $parameters| -> Result<$answer> { $ask(view, parameters) }),
        }),*];
        $(impl Answer for $answer {
            fn ask(view: &View<'_>) -> Result<Self> {
                let parameters: $parameters = parameters_of(&Value::Null)?;
                $ask(view, parameters)
            }
        })*
    };
}

views! {
    "status"(NoParameters) -> Status, "levels",
    "The state of the whole system on one page: certificate, duties, programme, risks, incidents, findings.",
    |view: &View<'_>, _| view.status();
    "programme"(Period) -> Programme, "items",
    "Each due date of a period with its owner, state and evidence.",
    |view: &View<'_>, period: Period| view.programme(period);
    "continuity"(ContinuityParameters) -> Continuity, "activities",
    "Whether the programme was lived all year or crammed: the figures, and a flag where a limit is crossed.",
    |view: &View<'_>, parameters: ContinuityParameters| view.continuity(parameters);
    "overdue"(NoParameters) -> Overdue, "items",
    "Every duty past its day and not done: activities, risk reviews, findings, and actions of whatever is on record.",
    |view: &View<'_>, _| Ok(view.overdue());
    "risks"(NoParameters) -> RiskRegister, "risks",
    "The risk register: each risk's ratings, how it stands, and whether its assessment is stale.",
    |view: &View<'_>, _| Ok(view.risks());
    "heatmap"(HeatmapParameters) -> Heatmap, "cells",
    "The risk matrix of the record's criteria with the risks in it.",
    |view: &View<'_>, parameters| view.heatmap(&parameters);
    "coverage"(NoParameters) -> Coverage, "pairs",
    "Each pair of a threat and an asset it targets, with the effective controls between them.",
    |view: &View<'_>, _| Ok(view.coverage());
    "blast_radius"(BlastRadiusParameters) -> BlastRadius, "reached",
    "Everything that feels it when a threat acts, or an asset or a control fails, and by which way.",
    |view: &View<'_>, parameters| view.blast_radius(&parameters);
    "explanation"(ExplanationParameters) -> Explanation, "steps",
    "The shortest way from one entity to another, step by step and in words.",
    |view: &View<'_>, parameters| view.explanation(&parameters);
    "protection"(ProtectionParameters) -> Protection, "controls",
    "The controls that protect an asset, and the threats they keep from it.",
    |view: &View<'_>, parameters| view.protection(&parameters);
    "affected"(AffectedParameters) -> Affected, "items",
        "Everything that feels it when controls, assets or suppliers fail together: risks, assets, obligations and objectives, with the way to each.",
    |view: &View<'_>, parameters| view.affected(&parameters);
    "inherited_criticality"(InheritedCriticalityParameters) -> InheritedCriticality, "assets",
        "The criticality of each asset as stated, and with what depends on it.",
    |view: &View<'_>, parameters| view.inherited_criticality(&parameters);
    "exposure"(NoParameters) -> Exposure, "pairs",
        "The threats that reach assets with no effective control between, directly or along dependencies, and how strongly.",
    |view: &View<'_>, _| view.exposure();
    "cheapest_controls"(CheapestControlsParameters) -> CheapestControls, "sets",
        "The cheapest sets of controls on record, not yet in force, that leave threats no open way to assets, and the next best.",
    |view: &View<'_>, parameters| view.cheapest_controls(&parameters);
    "dependency_cycles"(NoParameters) -> DependencyCycles, "cycles",
    "Circles in what assets depend on.",
    |view: &View<'_>, _| Ok(view.dependency_cycles());
    // Risk watch, re-evaluation and control changes (activities rows 1 to 3).
    "risk_watch"(RiskWatchParameters) -> RiskWatch, "items",
    "Risks to look at now: past their review date, with an indicator across its threshold, or newly exposed.",
    |view: &View<'_>, parameters| Ok(view.risk_watch(&parameters));
    "reevaluations"(ReevaluationParameters) -> Reevaluations, "items",
    "Risks that a change, an incident or a lapse calls to assess again, by when, and how it reaches them.",
    |view: &View<'_>, parameters| view.reevaluations(&parameters);
    "control_changes"(Period) -> ControlChanges, "items",
    "Controls that changed in a period, and the computed residual risk before and after.",
    |view: &View<'_>, period: Period| view.control_changes(period);
    "residual_risks"(NoParameters) -> ResidualRisks, "items",
    "Residual risk as stated and as computed from the controls in force, side by side.",
    |view: &View<'_>, _| view.residual_risks();
    // Incidents and what is learned from them (rows 7 to 9).
    "incidents"(IncidentsParameters) -> Incidents, "items",
    "The incidents of a period with stage, time to detect, contain and recover, and what is past the time set for it.",
    |view: &View<'_>, parameters| view.incidents(parameters);
    "notifications_due"(NotificationsDueParameters) -> NotificationsDue, "items",
    "Whom to tell of each incident by which instant, as the obligations that apply say; the strictest first.",
    |view: &View<'_>, parameters| view.notifications_due(parameters);
    "incident_reviews"(IncidentReviewParameters) -> IncidentReviews, "items",
    "Whether the root cause of each severe incident was found within the days set after recovery.",
    |view: &View<'_>, parameters| Ok(view.incident_reviews(parameters));
    "lessons"(NoParameters) -> Lessons, "items",
    "What was learned and what is left to do of it, and the incidents closed without a lesson or a reason.",
    |view: &View<'_>, _| Ok(view.lessons());
    "recurrence"(NoParameters) -> Recurrence, "items",
    "Causes that led to another incident once one before was closed, with the trail.",
    |view: &View<'_>, _| Ok(view.recurrence());
    "event_rates"(EventRatesParameters) -> EventRates, "items",
    "How often each threat comes true a year, learned from the incidents counted, with an interval.",
    |view: &View<'_>, parameters| view.event_rates(parameters);
    // Documents and policies (rows 16 to 18).
    "stale_documents"(NoParameters) -> StaleDocuments, "items",
    "The documents that are out of date: what they describe changed after their version, or a review asked for another.",
    |view: &View<'_>, _| Ok(view.stale_documents());
    "document_history"(DocumentHistoryParameters) -> DocumentHistory, "versions",
    "Every version of a document with its author, approver, time in force and archive, and every review.",
    |view: &View<'_>, parameters| view.document_history(&parameters);
    "policy_reviews"(PolicyReviewParameters) -> PolicyReviews, "items",
    "When each policy must be reviewed next: at least once an interval, and after changes of what it describes.",
    |view: &View<'_>, parameters| Ok(view.policy_reviews(parameters));
    // People: training, awareness, exercises (rows 19 to 21).
    "training"(TrainingParameters) -> Training, "items",
    "Who must take which course, who has, and whose completion has lapsed or soon will.",
    |view: &View<'_>, parameters| Ok(view.training(parameters));
    "awareness"(NoParameters) -> Awareness, "items",
    "Of each campaign, whom of its audience it has reached, and whether something it is about has changed since.",
    |view: &View<'_>, _| Ok(view.awareness());
    "exercises"(ExerciseParameters) -> Exercises, "items",
    "Of each kind of exercise, when the next is due, the rate of what went well, and whether it rises or falls.",
    |view: &View<'_>, parameters| Ok(view.exercises(parameters));
    // Suppliers (rows 22 to 24).
    "third_party_risk"(ThirdPartyRiskParameters) -> ThirdPartyRisk, "suppliers",
    "What each supplier can reach, the tier that follows, and when it must be assessed again.",
    |view: &View<'_>, parameters| view.third_party_risk(&parameters);
    "supplier_agreements"(SupplierAgreementParameters) -> SupplierAgreements, "items",
    "What is to be done about the agreements with suppliers: none, run out, ending, not reviewed, clauses missing.",
    |view: &View<'_>, parameters| view.supplier_agreements(&parameters);
    "supplier_audits"(SupplierAuditParameters) -> SupplierAudits, "items",
    "When each supplier of an audited tier must be audited next, and the attestations that have lapsed or soon will.",
    |view: &View<'_>, parameters| view.supplier_audits(&parameters);
    // Obligations (rows 25 and 26).
    "obligations"(NoParameters) -> Obligations, "items",
    "Each published version of an obligation, whether its impact was assessed in time, and the strictest limits.",
    |view: &View<'_>, _| Ok(view.obligations());
    // Control effectiveness (row 28).
    "control_effectiveness"(ControlEffectivenessParameters) -> ControlEffectiveness, "items",
    "How well each control works by tests, incidents, findings and measurements, and which were not tested in time.",
    |view: &View<'_>, parameters| view.control_effectiveness(parameters);
    // Technologies (row 29).
    "technology_watch"(TechnologyWatchParameters) -> TechnologyWatch, "items",
    "Technologies without support, about to lose it, or advised against, and the changes that this raises.",
    |view: &View<'_>, parameters| Ok(view.technology_watch(parameters));
    // Applicability and treatment (rows 1 and 3).
    "statement_of_applicability"(NoParameters) -> StatementOfApplicability, "items",
    "What was decided on each control and why, whether it is implemented, what stands behind it and what it treats.",
    |view: &View<'_>, _| Ok(view.statement_of_applicability());
    "risk_treatment_plan"(NoParameters) -> RiskTreatmentPlan, "items",
    "Each risk not acceptable or under treatment: option, actions with owner and day, aim, and what was accepted.",
    |view: &View<'_>, _| Ok(view.risk_treatment_plan());
    // Gap analysis (row 35).
    "gaps"(GapParameters) -> Gaps, "items",
    "How each requirement of a framework is met, what shows it, what to do first, and whether documents keep their word.",
    |view: &View<'_>, parameters| view.gaps(&parameters);
    // Monitoring and management review (rows 10 and 13 to 15).
    "management_review_pack"(ManagementReviewParameters) -> ManagementReviewPack, "inputs",
    "The inputs of a management review made from the record, against the period before, and what reviews held lack.",
    |view: &View<'_>, parameters| view.management_review_pack(&parameters);
    "metrics"(MetricParameters) -> Metrics, "items",
    "Metrics over a period, a value a month, quarter or year: computed from the record, measured, or by expression.",
    |view: &View<'_>, parameters| view.metrics(&parameters);
    "anomalies"(AnomalyParameters) -> Anomalies, "items",
    "Measurements of a period that do not behave as those before, by control charts, and where measurements are missing.",
    |view: &View<'_>, parameters| view.anomalies(&parameters);
    "unanswered"(UnansweredParameters) -> Unanswered, "items",
    "The anomalies of a period with their answers: which have none, which came late, and what they were.",
    |view: &View<'_>, parameters| view.unanswered(&parameters);
    // Programme, workload and continuity (rows 36 and 37).
    "workload"(WorkloadParameters) -> Workload, "items",
    "The hours that the programme takes from each role and month: done, due, carried over and ahead, against capacity.",
    |view: &View<'_>, parameters| view.workload(parameters);
    "programme_proposal"(ProposalParameters) -> ProgrammeProposal, "items",
    "A maintenance programme made from profile and record, spread over the months by owner: changes, not applied.",
    |view: &View<'_>, parameters| view.programme_proposal(&parameters);
    "programme_gaps"(NoParameters) -> ProgrammeGaps, "items",
    "What the programme fails to cover: tasks, clauses, controls that apply, days off, owners without holder or hours.",
    |view: &View<'_>, _| Ok(view.programme_gaps());
    // Audits, findings and certification (rows 4 to 6, 27, 33 and 34).
    "audit_coverage"(AuditCoverageParameters) -> AuditCoverage, "items",
    "Each requirement and control, and whether it was audited in the cycle; auditors who own it; what to sample next.",
    |view: &View<'_>, parameters| view.audit_coverage(&parameters);
    "findings"(FindingParameters) -> Findings, "items",
    "Each finding, its step and the next one, what is overdue, stuck or comes again, and their ages by grade.",
    |view: &View<'_>, parameters| Ok(view.findings(parameters));
    "audit_report"(AuditReportParameters) -> AuditReportData, "findings",
    "The data of an audit's report: scope, auditors, findings by grade, and whom it reached when.",
    |view: &View<'_>, parameters| view.audit_report(&parameters);
    "certification"(CertificationParameters) -> Certification, "items",
    "Each certificate with its state, its calendar and what endangers it; the calendar of all, and the sites of each standard.",
    |view: &View<'_>, parameters| Ok(view.certification(parameters));
    // Decisions, objectives, appetite and improvement (rows 11, 12 and 30 to 32).
    "decisions"(NoParameters) -> Decisions, "items",
    "Each decision of management and its actions: open until all are done, and which are late.",
    |view: &View<'_>, _| Ok(view.decisions());
    "objectives"(ObjectiveParameters) -> Objectives, "items",
    "Each objective: met, at risk or missed as measured, causes that changed since it was set, and the goals it serves.",
    |view: &View<'_>, parameters| Ok(view.objectives(parameters));
    "appetite"(NoParameters) -> Appetite, "items",
    "Each risk, category and all risks together against the risk appetite, and objectives that serve no goal.",
    |view: &View<'_>, _| view.appetite();
    "loss"(LossParameters) -> Loss, "stages",
    "What a year may cost, simulated: inherent, residual and target losses against the appetite, and what makes them up.",
    |view: &View<'_>, parameters| view.loss(&parameters), Simulation;
    "optimise"(OptimiseParameters) -> Optimisation, "items",
    "The treatment options to choose within budget, hours and time: a roadmap, why, what it comes to, and as changes.",
    |view: &View<'_>, parameters| view.optimise(&parameters), Search;
    "treatment_frontier"(TreatmentFrontierParameters) -> TreatmentFrontier, "items",
    "How little loss each budget can buy: the treatment options of each portfolio that no cheaper one is as good as.",
    |view: &View<'_>, parameters| view.treatment_frontier(&parameters), Search;
    "what_if"(WhatIfParameters) -> WhatIf, "stages",
    "What changes, or something lost, late or more frequent, would do to losses, risks and readiness. Nothing is written.",
    |view: &View<'_>, parameters| view.what_if(&parameters), Simulation;
    "pdca"(NoParameters) -> Pdca, "items",
    "Each improvement cycle with its phase and exit criteria, and what the whole system lacks in each phase.",
    |view: &View<'_>, _| view.pdca();
    // Readiness (row 38).
    "readiness"(ReadinessParameters) -> Readiness, "items",
    "What an auditor would raise: today, on the day of the audit if nothing more is done, and if all that is planned is.",
    |view: &View<'_>, parameters| view.readiness(&parameters);
    // The words of the answers.
    "rules"(NoParameters) -> Rules, "rules",
    "The vocabulary of the rules that speak in the answers, and what each says.",
    |view: &View<'_>, _| Ok(view.rules());
}

/// Every view, in the order of the documentation.
pub fn definitions() -> &'static [ViewDefinition] {
    DEFINITIONS
}

/// The list of views as JSON: `name`, `summary`, `rows`, `work`, and the schemas `parameters` and `answer`.
pub fn describe() -> Value {
    let view = |view: &ViewDefinition| {
        serde_json::json!({
            "name": view.name, "summary": view.summary, "rows": view.rows, "work": view.work,
            "parameters": Value::from((view.parameters)()), "answer": Value::from((view.answer)()),
        })
    };
    DEFINITIONS.iter().map(view).collect()
}

/// The view of a name.
pub fn definition(name: &str) -> Result<&'static ViewDefinition> {
    DEFINITIONS.iter().find(|view| view.name == name).ok_or_else(|| {
        let names: Vec<_> = DEFINITIONS.iter().map(|view| view.name).collect();
        Error::new(
            ErrorCode::UnknownView,
            "",
            format!("there is no view {name:?}"),
            format!("ask for one of {}", names.join(", ")),
        )
    })
}

impl View<'_> {
    /// Answers any view by name: parameters and answer are JSON, as in every other language.
    pub fn ask(&self, name: &str, parameters: &Value) -> Result<Value> {
        from_json_text(&(definition(name)?.run)(self, parameters)?)
    }

    /// As [`ask`](Self::ask), from text to text: the fields of an answer in the order in which they are documented, no
    /// white space, the same bytes for the same record, date and parameters. Empty text asks without parameters.
    pub fn ask_json(&self, name: &str, parameters: &str) -> Result<String> {
        let value = if parameters.trim().is_empty() { Value::Null } else { from_json_text(parameters)? };
        (definition(name)?.run)(self, &value)
    }
}
