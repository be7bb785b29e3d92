//! What to plan for, and what a proposal says.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{Activity, Date, Id, Kind, Link, Role, Task};
use crate::record::{Change, ChangeSet, ImportReport};
use crate::schedule::TaskGroup;
use crate::view::Rule;

/// For whom to plan, and from when.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalParameters {
    /// Nothing is planned before the first whole month from here on; the date looked at if absent.
    #[serde(default)]
    pub from: Option<Date>,
    /// Who owes the tasks of each group.
    #[serde(default)]
    pub owners: BTreeMap<TaskGroup, Id<Role>>,
    /// Who owes the tasks of the other groups; the role with the most hours if absent.
    #[serde(default)]
    pub default_owner: Option<Id<Role>>,
    /// Whether to plan every task and control, or only those that no activity covers yet and those that serve a clause
    /// that none serves, which is the default.
    #[serde(default)]
    pub all: bool,
}

/// A programme, proposed and not applied.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ProgrammeProposal {
    /// The date looked at.
    pub as_of: Date,
    /// First day planned.
    pub from: Date,
    /// Last day of the certification cycle planned.
    pub until: Date,
    /// The activities proposed, by owner and first due date.
    pub items: Vec<ProposedActivity>,
    /// The same as changes: they can be applied as they are.
    pub changes: Vec<NewActivity>,
    /// How each owner's peak fell by the choice of months.
    pub peaks: Vec<OwnerPeak>,
    /// Hours of each owner and month, before and after.
    pub loads: Vec<OwnerLoad>,
    /// Tasks left out because an activity does them already, and all clauses of their template are served.
    pub covered: Vec<Task>,
}

/// An activity proposed.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ProposedActivity {
    /// The id it would have.
    pub activity: Id<Activity>,
    /// The task it does.
    pub task: Task,
    /// The group that the task belongs to.
    pub group: TaskGroup,
    /// Its title.
    pub title: String,
    /// Who would owe it.
    pub owner: Id<Role>,
    /// Months from one time to the next.
    pub every_months: u16,
    /// Hours each time.
    pub effort_hours: f64,
    /// Due dates on days off that no choice of days avoids.
    pub on_days_off: Vec<Date>,
    /// The owner and the controls.
    pub entities: Vec<Link>,
    /// The rule that asks for it.
    pub rule: Rule,
    /// Its first due date.
    pub effective_on: Date,
}

/// The change that creates an activity.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct NewActivity {
    /// Always `create`.
    pub change: NewActivityChange,
    /// Always `activity`.
    pub kind: Kind,
    /// The activity.
    pub entity: Activity,
}

/// The one change that a proposal makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NewActivityChange {
    /// Adds an entity.
    Create,
}

/// The fullest month of an owner.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct OwnerPeak {
    /// The owner.
    pub owner: Id<Role>,
    /// Hours of the fullest month if all began in the first month they may.
    pub before_hours: f64,
    /// Hours of the fullest month as proposed.
    pub after_hours: f64,
    /// No choice of months has a lower peak than this.
    pub lower_bound_hours: f64,
    /// Whether no choice of months has a lower peak than the one proposed.
    pub optimal: bool,
}

/// Hours of an owner in a month, what is in the programme already included.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct OwnerLoad {
    /// The owner.
    pub owner: Id<Role>,
    /// First day of the month.
    pub month: Date,
    /// Hours if all began in the first month they may.
    pub before_hours: f64,
    /// Hours as proposed.
    pub after_hours: f64,
    /// Hours that the role states; absent where it states none.
    pub capacity_hours: Option<f64>,
}

impl From<&ProgrammeProposal> for ChangeSet {
    fn from(proposal: &ProgrammeProposal) -> Self {
        let create = |new: &NewActivity| Change::Create {
            kind: Kind::Activity,
            // Plain data with text keys is always JSON.
            entity: serde_json::to_value(&new.entity).unwrap_or_default(),
        };
        let taken = [(Kind::Activity.plural().to_owned(), proposal.changes.len())].into();
        let source = format!("maintenance programme from {} to {}", proposal.from, proposal.until);
        let report = ImportReport { source, taken, skipped: Vec::new() };
        Self { report, changes: proposal.changes.iter().map(create).collect() }
    }
}
