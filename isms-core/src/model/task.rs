//! What has to be done again and again to keep a management system alive.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! tasks {
    ($($variant:ident $text:literal;)*) => {
        /// The recurring tasks of a management system: between them they keep all of it alive.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Task { $(#[doc = $text] $variant),* }

        impl Task {
            /// Every task.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// What is done.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }
        }
    };
}

tasks! {
    RiskWatch "Look through the risks for stale and newly exposed ones";
    RiskReevaluation "Assess again the risks that significant changes reach";
    ControlAdjustment "Adjust the controls and bring the Statement of Applicability up to date";
    InternalAudit "Hold the internal audit of the year";
    CorrectiveAction "Follow findings from correction to proof of effect";
    AuditReporting "Report the results of audits to those who must know";
    IncidentReadiness "Go through open incidents and the notices they call for";
    IncidentReview "Find the root causes of severe incidents";
    IncidentLearning "Turn incidents into lessons and look for what comes back";
    ManagementReview "Hold the review by top management";
    KpiReview "Review the figures and how near the objectives are";
    DecisionFollowUp "Follow the decisions of management to their end";
    MetricsReport "Report the security metrics";
    MonitoringReview "Read what monitoring says of the last month";
    AnomalyAnalysis "Answer the anomalies that nobody answered yet";
    DocumentUpdate "Bring documents in line with what they describe";
    VersionControl "Check that one approved version of each document is in force";
    PolicyReview "Review the policies";
    Training "Train those whose courses are missing or lapse";
    Awareness "Run and refresh the awareness programme";
    Exercise "Exercise: phishing, tabletop, drill or restore";
    SupplierAgreements "Review agreements with suppliers and their security clauses";
    SupplierAudit "Audit suppliers and look at their attestations";
    ThirdPartyRisk "Assess what suppliers can reach";
    RegulatoryWatch "Watch law and regulation and assess what they change";
    ContractWatch "Watch what customers and partners may demand by contract";
    CertificateUpkeep "Keep the conditions of the certificate";
    ControlEffectiveness "Test whether the controls work";
    TechnologyWatch "Look ahead to the end of support of technologies";
    ImprovementCycle "Move the improvement cycles on";
    GoalUpdate "Set the security objectives anew where their causes changed";
    BusinessAlignment "Hold risks and objectives against business goals and appetite";
    SurveillanceAudit "Prepare and hold the surveillance audit";
    Recertification "Prepare and hold the recertification audit";
    GapAnalysis "Compare the system with the requirements, one by one";
    ProgrammeUpkeep "Review this programme, its owners and their hours";
    EvidenceUpkeep "Check that evidence comes in all year";
    AuditReadiness "Go through what an auditor would raise";
}
