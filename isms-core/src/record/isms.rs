//! The aggregate: every collection of the record.

use std::collections::BTreeMap;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::limits::Limits;
use super::named::Named;
use super::parse;
use super::performed::Performed;
use super::validate::place;
use crate::error::{Error, ErrorCode, Result};
use crate::model::*;

/// The format this version reads and writes.
pub const FORMAT: &str = "isms/1";

/// Entities of one kind by id, in the order of their ids.
pub type Collection<T> = BTreeMap<Id<T>, T>;

/// Entities from which on sharing the work is worth its while.
const AT_ONCE: usize = 4096;

/// An entity that has a collection in the record.
pub(crate) trait Stored: Entity {
    fn collection(isms: &Isms) -> &Collection<Self>;
    fn any(self) -> AnyEntity;
}

/// Something done with entities of any kind.
pub(super) trait Visitor {
    fn visit<T: Entity>(&mut self, entity: &T) -> Result<()>;
}

/// A collection as a list, in the order of ids.
struct Entities<'a, T>(&'a Collection<T>);

impl<T: Entity> Serialize for Entities<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.values())
    }
}

/// The ids under which two collections do not hold the same, in order: both are gone through once, side by side.
fn differing_ids<'a, T: PartialEq>(
    here: &'a Collection<T>,
    there: &'a Collection<T>,
) -> impl Iterator<Item = &'a Id<T>> {
    let (mut here, mut there) = (here.iter().peekable(), there.iter().peekable());
    std::iter::from_fn(move || {
        loop {
            let (one, other) = match (here.peek(), there.peek()) {
                (Some((id, _)), Some((other, _))) => {
                    let order = id.cmp(other);
                    (here.next_if(|_| order.is_le()), there.next_if(|_| order.is_ge()))
                }
                _ => (here.next(), there.next()),
            };
            let (id, _) = one.or(other)?;
            if one.map(|(_, entity)| entity) != other.map(|(_, entity)| entity) {
                return Some(id);
            }
        }
    })
}

macro_rules! record {
    ($($field:ident: $Type:ident),* $(,)?) => {
        /// The record of an information security management system.
        ///
        /// ```
        /// use isms_core::prelude::*;
        /// let text = r#"{"format": "isms/1",
        ///   "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"},
        ///   "roles": [{"id": "CISO", "name": "Security officer"}]}"#;
        /// let isms = Isms::from_json(text)?;
        /// assert_eq!(isms.roles().len(), 1);
        /// assert_eq!(Isms::from_json(&isms.to_json())?, isms);
        /// # Ok::<(), isms_core::Error>(())
        /// ```
        #[derive(Debug, Clone, PartialEq)]
        pub struct Isms {
            pub(super) organisation: Organisation,
            pub(super) risk_criteria: Option<RiskCriteria>,
            $($field: Collection<$Type>,)*
            pub(super) extensions: Extensions,
            pub(super) named: Named,
            pub(super) performed: Performed,
        }

        /// The record as one JSON document.
        #[derive(Deserialize, JsonSchema)]
        #[schemars(title = "isms/1 record")]
        #[serde(expecting = "a record: an object with format, organisation and collections")]
        pub(crate) struct RecordFile {
            /// Always `isms/1`.
            format: String,
            /// Whose record it is.
            organisation: Organisation,
            /// How risk is rated; needed once a risk is assessed.
            #[serde(default)]
            risk_criteria: Option<RiskCriteria>,
            $(
                #[doc = concat!("The collection `", stringify!($field), "`.")]
                #[serde(default)]
                $field: Vec<$Type>,
            )*
            /// The user's own `x-…` fields.
            #[serde(flatten)]
            extensions: Extensions,
        }

        impl RecordFile {
            /// How many entities it holds.
            fn entities(&self) -> usize {
                0 $(+ self.$field.len())*
            }
        }

        impl Serialize for Isms {
            fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                let mut file = serializer.serialize_map(None)?;
                file.serialize_entry("format", FORMAT)?;
                file.serialize_entry("organisation", &self.organisation)?;
                if let Some(criteria) = &self.risk_criteria {
                    file.serialize_entry("risk_criteria", criteria)?;
                }
                $(if !self.$field.is_empty() {
                    file.serialize_entry(stringify!($field), &Entities(&self.$field))?;
                })*
                for (name, value) in &self.extensions.0 {
                    file.serialize_entry(name, value)?;
                }
                file.end()
            }
        }

        /// An entity of any kind.
        #[derive(Debug, Clone, PartialEq)]
        pub(crate) enum AnyEntity { $($Type(Box<$Type>)),* }

        impl AnyEntity {
            pub(crate) fn from_value(kind: Kind, value: &Value) -> Result<Self> {
                match kind { $(Kind::$Type => parse::from_value(value).map(|e| Self::$Type(Box::new(e)))),* }
            }
            pub(crate) fn to_value(&self) -> Value {
                match self { $(Self::$Type(e) => serde_json::to_value(e)),* }.unwrap_or_default()
            }
            pub(crate) fn kind(&self) -> Kind {
                match self { $(Self::$Type(_) => Kind::$Type),* }
            }
            pub(crate) fn id(&self) -> &str {
                match self { $(Self::$Type(e) => e.id.as_str()),* }
            }
            pub(crate) fn retired_on(&self) -> Option<Date> {
                match self { $(Self::$Type(e) => e.retired_on),* }
            }
            pub(crate) fn retire(&mut self, on: Date) {
                match self { $(Self::$Type(e) => *e.retired_on_mut() = Some(on)),* }
            }
            pub(crate) fn actions_mut(&mut self) -> Option<(&'static str, &mut Vec<Action>)> {
                match self { $(Self::$Type(e) => e.actions_mut()),* }
            }
            pub(crate) fn check(&self) -> Result<()> {
                match self { $(Self::$Type(e) => e.check()),* }
            }
        }

        $(impl Stored for $Type {
            fn collection(isms: &Isms) -> &Collection<Self> {
                &isms.$field
            }
            fn any(self) -> AnyEntity {
                AnyEntity::$Type(Box::new(self))
            }
        })*

        impl Isms {
            $(
                #[doc = concat!("The collection `", stringify!($field), "`.")]
                pub fn $field(&self) -> &Collection<$Type> {
                    &self.$field
                }
            )*

            /// An empty record of an organisation.
            pub fn new(organisation: Organisation) -> Result<Self> {
                let isms = Self {
                    organisation,
                    risk_criteria: None,
                    $($field: Collection::new(),)*
                    extensions: Extensions::default(),
                    named: Named::default(),
                    performed: Performed::default(),
                };
                isms.check_all()?;
                Ok(isms)
            }

            fn from_file(file: RecordFile) -> Result<Self> {
                if file.format != FORMAT {
                    return Err(Error::new(
                        ErrorCode::Format, "format", format!("{:?} is not a format this version reads", file.format),
                        format!("write {FORMAT:?}"),
                    ));
                }
                let isms = Self {
                    organisation: file.organisation,
                    risk_criteria: file.risk_criteria,
                    $($field: collect(file.$field)?,)*
                    extensions: file.extensions,
                    named: Named::default(),
                    performed: Performed::default(),
                };
                isms.check_all()?;
                Ok(isms)
            }

            /// Whether the record holds an entity.
            pub fn contains(&self, kind: Kind, id: &str) -> bool {
                match kind { $(Kind::$Type => self.$field.contains_key(id)),* }
            }

            /// The day from which an entity no longer counts, if it is there and has one.
            pub(crate) fn retired_on(&self, kind: Kind, id: &str) -> Option<Date> {
                match kind { $(Kind::$Type => self.$field.get(id).and_then(|e| e.retired_on)),* }
            }

            pub(crate) fn entity(&self, kind: Kind, id: &str) -> Option<AnyEntity> {
                match kind { $(Kind::$Type => self.$field.get(id).map(|e| AnyEntity::$Type(Box::new(e.clone())))),* }
            }

            pub(super) fn put(&mut self, entity: AnyEntity) {
                match entity { $(AnyEntity::$Type(e) => {
                    self.named.add(&*e);
                    if let Some(earlier) = self.$field.get(&e.id) {
                        self.named.take(earlier);
                        self.performed.take(earlier);
                    }
                    self.performed.add(&*e);
                    self.$field.insert(e.id.clone(), *e);
                })* }
            }

            /// Puts an entity as it may be one day into a copy of the record that is asked and thrown away: nothing is
            /// checked.
            pub(crate) fn suppose<T: Stored>(&mut self, entity: T) {
                self.put(entity.any());
            }

            pub(super) fn remove(&mut self, kind: Kind, id: &str) {
                match kind { $(Kind::$Type => {
                    if let Some(gone) = self.$field.remove(id) {
                        self.named.take(&gone);
                        self.performed.take(&gone);
                    }
                })* }
            }

            /// The entities that are not the same in another record, in the order of the record file.
            pub(super) fn differing(&self, other: &Self) -> Vec<(Kind, String)> {
                let mut found = Vec::new();
                $({
                    let ids = differing_ids(&self.$field, &other.$field);
                    found.extend(ids.map(|id| (Kind::$Type, id.to_string())));
                })*
                found
            }

            /// The ids of one kind, in order.
            pub fn ids(&self, kind: Kind) -> Vec<&str> {
                match kind { $(Kind::$Type => self.$field.keys().map(Id::as_str).collect()),* }
            }

            /// Visits every entity, until an error.
            pub(super) fn visit_all(&self, visitor: &mut impl Visitor) -> Result<()> {
                $(self.$field.values().try_for_each(|entity| visitor.visit(entity))?;)*
                Ok(())
            }

            /// Visits every entity on all cores; of several errors the first in the order of the record file is given.
            pub(super) fn visit_all_at_once<V: Visitor + Copy + Sync>(&self, visitor: V) -> Result<()> {
                $(each_at_once(&self.$field, visitor)?;)*
                Ok(())
            }

            /// Visits one entity, if it is there.
            pub(super) fn visit_one(&self, kind: Kind, id: &str, visitor: &mut impl Visitor) -> Result<()> {
                match kind { $(Kind::$Type => self.$field.get(id).map_or(Ok(()), |e| visitor.visit(e))),* }
            }
        }
    };
}

record! {
    people: Person,
    roles: Role,
    issues: Issue,
    interested_parties: InterestedParty,
    obligations: Obligation,
    assets: Asset,
    suppliers: Supplier,
    technologies: Technology,
    threats: Threat,
    vulnerabilities: Vulnerability,
    common_causes: CommonCause,
    controls: Control,
    risks: Risk,
    insurance_policies: InsurancePolicy,
    treatment_options: TreatmentOption,
    treatment_groups: TreatmentGroup,
    statement_of_applicability: ApplicabilityEntry,
    business_goals: BusinessGoal,
    objectives: Objective,
    metrics: Metric,
    anomaly_responses: AnomalyResponse,
    activities: Activity,
    evidence: Evidence,
    documents: Document,
    courses: Course,
    assignments: Assignment,
    completions: Completion,
    campaigns: Campaign,
    exercises: Exercise,
    incidents: Incident,
    root_cause_analyses: RootCauseAnalysis,
    lessons: Lesson,
    significant_changes: SignificantChange,
    audit_programmes: AuditProgramme,
    audits: Audit,
    findings: Finding,
    management_reviews: ManagementReview,
    decisions: Decision,
    certificates: Certificate,
    improvement_cycles: ImprovementCycle,
    frameworks: Framework,
    requirement_assessments: RequirementAssessment,
}

fn each_at_once<T: Entity, V: Visitor + Copy + Sync>(collection: &Collection<T>, visitor: V) -> Result<()> {
    let entities: Vec<&T> = collection.values().collect();
    first_error(&entities, |entity| {
        let mut visitor = visitor;
        visitor.visit(*entity)
    })
}

/// Judges each of a list, on all cores if it is long; of several errors the first in its order is given.
pub(super) fn first_error<T: Sync>(list: &[T], judge: impl Fn(&T) -> Result<()> + Sync) -> Result<()> {
    if list.len() < AT_ONCE {
        return list.iter().try_for_each(judge);
    }
    let errors = list.par_iter().with_min_len(AT_ONCE / 4);
    errors.find_map_first(|item| judge(item).err()).map_or(Ok(()), Err)
}

/// A collection of what a list holds; no id may stand in it twice.
fn collect<T: Entity>(list: Vec<T>) -> Result<Collection<T>> {
    let mut ids: Vec<&Id<T>> = list.iter().map(Entity::id).collect();
    ids.sort_unstable();
    let twice = ids.windows(2).find_map(|pair| match pair {
        [a, b] if a == b => Some(a),
        _ => None,
    });
    if let Some(id) = twice {
        return Err(Error::new(
            ErrorCode::DuplicateId,
            place(T::KIND, id.as_str()),
            format!("the id {id} is there twice"),
            "give each its own id",
        ));
    }
    Ok(list.into_iter().map(|entity| (entity.id().clone(), entity)).collect())
}

impl Isms {
    /// Reads a record and checks all of it.
    pub fn from_json(text: &str) -> Result<Self> {
        Self::from_slice(text.as_bytes())
    }

    /// As [`from_json`](Self::from_json), from bytes that should be UTF-8.
    pub fn from_slice(bytes: &[u8]) -> Result<Self> {
        Self::from_slice_within(bytes, &Limits::default())
    }

    /// As [`from_slice`](Self::from_slice), with limits of your own.
    pub fn from_slice_within(bytes: &[u8], limits: &Limits) -> Result<Self> {
        limits.check_text(bytes)?;
        let file: RecordFile = parse::from_bytes(bytes)?;
        limits.check_entities(file.entities())?;
        Self::from_file(file)
    }

    /// Reads a record from a parsed document and checks all of it.
    pub(super) fn from_value(document: &Value) -> Result<Self> {
        Self::from_file(parse::from_value(document)?)
    }

    /// The record as a document.
    pub(super) fn to_value(&self) -> Value {
        // Plain data with text keys is always JSON.
        serde_json::to_value(self).unwrap_or_default()
    }

    /// The record as JSON in canonical order: one change gives a small difference under version control.
    pub fn to_json(&self) -> String {
        // Writing plain data with text keys to memory cannot fail.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Whose record it is.
    pub fn organisation(&self) -> &Organisation {
        &self.organisation
    }

    /// How risk is rated.
    pub fn risk_criteria(&self) -> Option<&RiskCriteria> {
        self.risk_criteria.as_ref()
    }
}
