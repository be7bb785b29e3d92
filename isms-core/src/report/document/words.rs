//! Words of the record as people read them.

use crate::model::{Id, Person, Role, TreatmentStrategy};
use crate::risk::{Rating, Standing};
use crate::view::{ImplementationStatus, PromiseState, RequirementState, TreatmentState, View};

/// What is not known or not there.
pub(super) const NONE: &str = "–";

/// A role by its name, and who holds it.
pub(super) fn owner(view: &View<'_>, role: &Id<Role>, holders: &[Id<Person>]) -> String {
    let name = view.isms().roles().get(role).map_or(role.as_str(), |role| role.name.as_str());
    let people: Vec<&str> = holders.iter().map(|id| person(view, id)).collect();
    if people.is_empty() { name.to_owned() } else { format!("{name} ({})", people.join(", ")) }
}

/// A role by its name.
pub(super) fn role<'a>(view: &'a View<'_>, role: &'a Id<Role>) -> &'a str {
    view.isms().roles().get(role).map_or(role.as_str(), |role| role.name.as_str())
}

/// A person by name.
pub(super) fn person<'a>(view: &'a View<'_>, id: &'a Id<Person>) -> &'a str {
    view.isms().people().get(id).map_or(id.as_str(), |person| person.name.as_str())
}

/// Identifiers, one after the other.
pub(super) fn ids<T>(ids: &[Id<T>]) -> String {
    ids.iter().map(Id::as_str).collect::<Vec<_>>().join(", ")
}

/// The level of a rating.
pub(super) fn level(rating: Option<&Rating>) -> &str {
    rating.map_or(NONE, |rating| rating.level_name.as_str())
}

/// How a risk stands.
pub(super) fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Acceptable => "acceptable",
        Standing::Accepted => "accepted",
        Standing::AcceptanceExpired => "acceptance expired",
        Standing::Unacceptable => "not acceptable",
        Standing::NotAssessed => "not assessed",
    }
}

/// The option of a treatment.
pub(super) fn option(option: Option<TreatmentStrategy>) -> &'static str {
    match option {
        Some(TreatmentStrategy::Modify) => "modify",
        Some(TreatmentStrategy::Retain) => "retain",
        Some(TreatmentStrategy::Avoid) => "avoid",
        Some(TreatmentStrategy::Share) => "share",
        None => NONE,
    }
}

/// How far a treatment is.
pub(super) fn treatment(state: TreatmentState) -> &'static str {
    match state {
        TreatmentState::Untreated => "untreated",
        TreatmentState::Late => "late",
        TreatmentState::UnderWay => "under way",
        TreatmentState::Accepted => "accepted",
        TreatmentState::Done => "done",
    }
}

/// Whether a control is implemented.
pub(super) fn status(status: ImplementationStatus) -> &'static str {
    match status {
        ImplementationStatus::NotBegun => "not begun",
        ImplementationStatus::Planned => "planned",
        ImplementationStatus::Degraded => "degraded",
        ImplementationStatus::Implemented => "implemented",
    }
}

/// How a requirement is met.
pub(super) fn requirement(state: RequirementState) -> &'static str {
    match state {
        RequirementState::NotMet => "not met",
        RequirementState::PartlyMet => "met in part",
        RequirementState::NotAssessed => "not assessed",
        RequirementState::Met => "met",
        RequirementState::NotApplicable => "not applicable",
    }
}

/// Whether a promise is kept.
pub(super) fn promise(state: PromiseState) -> &'static str {
    match state {
        PromiseState::NotPlanned => "not planned",
        PromiseState::PlannedLess => "planned less often",
        PromiseState::NotKept => "not kept",
        PromiseState::NotDueYet => "not due yet",
        PromiseState::Kept => "kept",
    }
}
