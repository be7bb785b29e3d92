//! What a maintenance programme is made from: a template for each recurring task.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::Task;

/// Who usually owes a task. The groups are mapped to roles of the organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaskGroup {
    /// Top management.
    Management,
    /// Whoever runs the management system.
    System,
    /// Risks and changes.
    Risk,
    /// Controls and technology.
    Operations,
    /// Internal audit, independent of what it audits.
    Audit,
    /// Incidents and monitoring.
    Incidents,
    /// Documents and policies.
    Documents,
    /// Training, awareness and exercises.
    People,
    /// Suppliers.
    Suppliers,
    /// Law and contracts.
    Legal,
}

/// What makes a task larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Size {
    /// People who work for the organisation.
    Employees,
    /// Sites in scope.
    Sites,
    /// Risks.
    Risks,
    /// Controls that apply.
    Controls,
    /// Documents.
    Documents,
    /// Suppliers.
    Suppliers,
    /// Suppliers stated to be of the first tier.
    FirstTierSuppliers,
    /// Laws, regulations and contracts.
    Obligations,
    /// Technologies in use.
    Technologies,
    /// Objectives and metrics.
    Figures,
}

/// In which months of its interval a task may be due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// In any.
    Any,
    /// The month before the day of the year on which the certificate was decided.
    Surveillance,
    /// Two to five months before that day, so that what is found can still be put right.
    BeforeSurveillance,
    /// Four to six months before the certificate ends.
    BeforeExpiry,
}

/// How a task is done in an organisation of any size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Template {
    /// The task.
    pub task: Task,
    /// Who usually owes it.
    pub group: TaskGroup,
    /// Months from one time to the next.
    pub every_months: u16,
    /// The same from 250 people on, or where sites are many (five or more).
    pub every_months_if_large: u16,
    /// Days after the due date that still count.
    pub grace_days: u16,
    /// Hours that it takes at least.
    pub hours: f64,
    /// Further hours for each of something.
    pub hours_per: Option<(Size, f64)>,
    /// When it may be due.
    pub window: Window,
    /// Clauses that it serves.
    pub clauses: &'static [&'static str],
}

macro_rules! templates {
    ($($task:ident $group:ident $months:literal/$large:literal $grace:literal $hours:literal $(+ $per:literal $size:ident)?,
        $window:ident, [$($clause:literal),*];)*) => {
        /// The catalogue: one template a task, in the order of the tasks.
        pub static TEMPLATES: &[Template] = &[$(Template {
            task: Task::$task,
            group: TaskGroup::$group,
            every_months: $months,
            every_months_if_large: $large,
            grace_days: $grace,
            hours: $hours,
            hours_per: templates!(@per $($per $size)?),
            window: Window::$window,
            clauses: &[$($clause),*],
        }),*];
    };
    (@per) => { None };
    (@per $per:literal $size:ident) => { Some((Size::$size, $per)) };
}

// Task, group, months between (small/large), grace in days, hours + hours for each of a size, window, clauses.
templates! {
    RiskWatch Risk 3/1 7 2.0 + 0.1 Risks, Any, ["6.1.2", "8.2"];
    RiskReevaluation Risk 3/3 14 3.0 + 0.2 Risks, Any, ["6.3", "8.2"];
    ControlAdjustment Risk 6/3 14 4.0 + 0.05 Controls, Any, ["6.1.3", "8.3"];
    InternalAudit Audit 12/12 21 16.0 + 4.0 Sites, BeforeSurveillance, ["9.2"];
    CorrectiveAction System 1/1 7 2.0, Any, ["10.2"];
    AuditReporting Audit 12/12 30 3.0, BeforeSurveillance, ["7.4", "9.2.2"];
    IncidentReadiness Incidents 1/1 5 2.0, Any, ["8.1"];
    IncidentReview Incidents 3/3 14 4.0, Any, ["10.2"];
    IncidentLearning Incidents 6/3 14 3.0, Any, ["10.1"];
    ManagementReview Management 12/12 21 6.0, BeforeSurveillance, ["5.1", "9.3"];
    KpiReview System 6/3 14 2.0 + 0.25 Figures, Any, ["6.2", "9.1"];
    DecisionFollowUp Management 3/3 14 1.0, Any, ["5.1", "5.3", "9.3.3"];
    MetricsReport System 3/1 10 1.0 + 0.1 Figures, Any, ["9.1"];
    MonitoringReview Incidents 1/1 5 3.0, Any, ["9.1"];
    AnomalyAnalysis Incidents 1/1 7 1.0, Any, ["9.1"];
    DocumentUpdate Documents 6/3 14 1.0 + 0.25 Documents, Any, ["7.5.2"];
    VersionControl Documents 6/6 14 1.0 + 0.1 Documents, Any, ["7.5.3"];
    PolicyReview Documents 12/12 30 4.0 + 0.5 Documents, Any, ["5.2", "7.5.2"];
    Training People 6/3 14 3.0 + 0.01 Employees, Any, ["7.2"];
    Awareness People 3/1 7 2.0 + 0.005 Employees, Any, ["7.3"];
    Exercise People 6/3 21 6.0 + 1.0 Sites, Any, ["7.3", "8.1"];
    SupplierAgreements Suppliers 12/6 30 2.0 + 0.5 Suppliers, Any, ["8.1"];
    SupplierAudit Suppliers 12/12 30 2.0 + 4.0 FirstTierSuppliers, Any, ["8.1"];
    ThirdPartyRisk Suppliers 12/6 21 2.0 + 0.75 Suppliers, Any, ["6.1.2", "8.1"];
    RegulatoryWatch Legal 3/1 10 2.0 + 0.1 Obligations, Any, ["4.1", "4.2"];
    ContractWatch Legal 6/6 21 2.0 + 0.25 Obligations, Any, ["4.2"];
    CertificateUpkeep System 6/3 14 2.0, Any, ["4.3", "10.1"];
    ControlEffectiveness Operations 12/12 30 2.0 + 0.5 Controls, Any, ["8.1", "9.1"];
    TechnologyWatch Operations 6/3 14 2.0 + 0.1 Technologies, Any, ["6.3"];
    ImprovementCycle System 3/3 14 2.0, Any, ["10.1"];
    GoalUpdate Management 12/12 30 2.0 + 0.25 Figures, Any, ["6.2"];
    BusinessAlignment Management 12/12 30 3.0, Any, ["4.1", "5.1", "6.1.1"];
    SurveillanceAudit System 12/12 0 16.0 + 2.0 Sites, Surveillance, ["9.2", "10.1"];
    Recertification System 36/36 0 24.0 + 4.0 Sites, BeforeExpiry, ["4.4"];
    GapAnalysis System 12/12 30 8.0 + 0.1 Controls, Any, ["4.3", "4.4"];
    ProgrammeUpkeep System 6/6 14 4.0, Any, ["7.1", "8.1"];
    EvidenceUpkeep System 3/1 7 2.0, Any, ["7.5.3", "9.1"];
    AuditReadiness System 12/12 14 8.0, BeforeSurveillance, ["4.4", "9.2"];
}

/// The clauses of ISO/IEC 27001:2022 that hold requirements, each to be served.
pub static CLAUSES: &[&str] = &[
    "4.1", "4.2", "4.3", "4.4", "5.1", "5.2", "5.3", "6.1.1", "6.1.2", "6.1.3", "6.2", "6.3", "7.1", "7.2",
    "7.3", "7.4", "7.5", "8.1", "8.2", "8.3", "9.1", "9.2", "9.3", "10.1", "10.2",
];

/// Whether serving the clause `served` serves `clause`: it is the same, a part of it, or the whole it is a part of.
pub fn serves(served: &str, clause: &str) -> bool {
    let part = |part: &str, whole: &str| {
        part.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    part(served, clause) || part(clause, served)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_task_has_one_template_and_together_they_serve_every_clause() {
        let tasks: Vec<_> = TEMPLATES.iter().map(|template| template.task).collect();
        assert_eq!(tasks, Task::ALL);
        assert_eq!(tasks.len(), 38);
        for clause in CLAUSES {
            let by = TEMPLATES.iter().any(|t| t.clauses.iter().any(|served| serves(served, clause)));
            assert!(by, "nothing serves {clause}");
        }
        for template in TEMPLATES {
            for every in [template.every_months, template.every_months_if_large] {
                assert_eq!(36 % every, 0, "{:?} does not come round in a cycle", template.task);
            }
        }
    }

    #[test]
    fn a_clause_is_served_by_its_parts_and_its_whole() {
        assert!(serves("9.3", "9.3") && serves("9.3.2", "9.3") && serves("9", "9.3"));
        assert!(!serves("9.3", "9.2") && !serves("1", "10.1") && !serves("9.30", "9.3"));
    }
}
