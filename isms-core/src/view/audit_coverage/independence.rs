//! Auditors who own what they audit (clause 9.2.2).

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::super::{Rule, View};
use crate::model::{Activity, Audit, Date, Id, Link, Person, Role, Tenure};
use crate::schedule::serves;

/// An auditor who holds, or held not long before, the role that owns what the audit covers.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AuditorConflict {
    /// The audit, held or planned.
    pub audit: Id<Audit>,
    /// The auditor.
    pub auditor: Id<Person>,
    /// The role that owns what is audited.
    pub role: Id<Role>,
    /// First day of the auditor in it.
    pub held_from: Date,
    /// Last day, if there is one.
    pub held_until: Option<Date>,
    /// What is owned: a control in scope, or an activity that serves a clause in scope.
    pub owned: Link,
    /// Number of the clause, or id of the control.
    pub requirement: String,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of the audit.
    pub effective_on: Date,
    /// The audit, the auditor, the role and what it owns.
    pub entities: Vec<Link>,
}

impl View<'_> {
    /// Conflicts of the audits that end in a cycle, held or planned. A control is owned by the role that answers for it;
    /// a clause by the roles that owe the activities serving it on the first day of the audit.
    pub(super) fn auditor_conflicts(
        &self,
        audits: &[&Audit],
        (from, to): (Date, Date),
        cooling_off_days: u16,
    ) -> Vec<AuditorConflict> {
        let isms = self.isms();
        let mut tenures: HashMap<&Id<Person>, Vec<(&Id<Role>, &Tenure)>> = HashMap::new();
        for role in isms.roles().values() {
            for tenure in role.holders.iter().filter(|tenure| tenure.from <= self.date()) {
                tenures.entry(&tenure.person).or_default().push((&role.id, tenure));
            }
        }
        let mut activities: HashMap<&Id<Role>, Vec<&Activity>> = HashMap::new();
        for activity in isms.activities().values().filter(|activity| !activity.clauses.is_empty()) {
            activities.entry(&activity.owner).or_default().push(activity);
        }
        let mut found = Vec::new();
        for audit in audits.iter().filter(|audit| (from..=to).contains(&audit.end)) {
            let since = audit.start.plus_days(-i64::from(cooling_off_days));
            let near =
                |tenure: &Tenure| tenure.from <= audit.end && tenure.until.is_none_or(|until| since <= until);
            for auditor in &audit.auditors {
                let held = tenures.get(auditor).into_iter().flatten().filter(|(_, tenure)| near(tenure));
                for (role, tenure) in held {
                    let mut note = |owned: Link, requirement: &str| {
                        found.push(conflict(audit, auditor, role, tenure, owned, requirement));
                    };
                    for control in audit.controls.iter().filter_map(|id| isms.controls().get(id)) {
                        if control.owner.as_ref() == Some(*role) {
                            note(Link::to(&control.id), control.id.as_str());
                        }
                    }
                    for activity in activities.get(*role).into_iter().flatten() {
                        let scoped =
                            |clause: &&String| audit.clauses.iter().any(|scope| serves(scope, clause));
                        let served = activity.clauses.iter().find(scoped);
                        if let Some(clause) = served
                            .filter(|_| audit.start.is_within(Some(activity.start), activity.retired_on))
                        {
                            note(Link::to(&activity.id), clause);
                        }
                    }
                }
            }
        }
        found.sort_by(|a: &AuditorConflict, b| {
            (a.effective_on, &a.audit, &a.auditor, &a.owned, &a.role, a.held_from).cmp(&(
                b.effective_on,
                &b.audit,
                &b.auditor,
                &b.owned,
                &b.role,
                b.held_from,
            ))
        });
        found
    }
}

fn conflict(
    audit: &Audit,
    auditor: &Id<Person>,
    role: &Id<Role>,
    tenure: &Tenure,
    owned: Link,
    requirement: &str,
) -> AuditorConflict {
    AuditorConflict {
        audit: audit.id.clone(),
        auditor: auditor.clone(),
        role: role.clone(),
        held_from: tenure.from,
        held_until: tenure.until,
        requirement: requirement.to_owned(),
        rule: Rule::AuditorIndependent,
        effective_on: audit.start,
        entities: vec![Link::to(&audit.id), Link::to(auditor), Link::to(role), owned.clone()],
        owned,
    }
}
