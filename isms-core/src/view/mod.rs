//! The answers: pure functions of the record and a date, one file a question.

mod continuity;
mod coverage;
mod overdue;
mod period;
mod programme;
mod programme_gaps;
mod programme_proposal;
mod reach;
mod registry;
mod risks;
mod rule;
mod status;
mod workload;

pub use continuity::{
    ActivityContinuity, ClauseContinuity, Continuity, ContinuityParameters, ControlContinuity, DueDate,
    Figures, Flag, Limits, Measure, RunUp,
};
pub use coverage::{Coverage, CoveragePair};
pub use overdue::{Duty, Overdue, OverdueItem};
pub use period::Period;
pub use programme::{DEFAULT_DAYS_AHEAD, Programme, ProgrammeItem};
pub use programme_gaps::{GapKind, ProgrammeGap, ProgrammeGaps};
pub use programme_proposal::{
    NewActivity, NewActivityChange, OwnerLoad, OwnerPeak, ProgrammeProposal, ProposalParameters,
    ProposedActivity,
};
pub use reach::{
    BlastRadius, BlastRadiusParameters, DependencyCycle, DependencyCycles, Explanation,
    ExplanationParameters, NamedReached, ProtectingControl, Protection, ProtectionParameters,
};
pub use registry::{ViewDefinition, definition, definitions, describe};
pub use risks::{Heatmap, HeatmapCell, HeatmapParameters, RiskEntry, RiskRegister};
pub use rule::{Rule, RuleText, Rules};
pub use status::{CertificateOnDate, LevelCount, Status};
pub use workload::{ChargedTo, RoleOutlook, Workload, WorkloadMonth, WorkloadParameters, WorkloadState};

use crate::model::Date;
use crate::record::Isms;

/// The record as it stands on a date: facts dated later are not seen, though plans may lie ahead.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    isms: &'a Isms,
    on: Date,
}

impl Isms {
    /// The record on a date.
    pub fn as_of(&self, on: Date) -> View<'_> {
        View { isms: self, on }
    }
}

impl<'a> View<'a> {
    /// The date looked at.
    pub fn date(&self) -> Date {
        self.on
    }
    /// The record looked at, facts of all dates included.
    pub fn isms(&self) -> &'a Isms {
        self.isms
    }
}
