//! The aggregate: every collection of the record.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::parse;
use crate::error::{Error, ErrorCode, Result};
use crate::model::*;

/// The format this version reads and writes.
pub const FORMAT: &str = "isms/1";

/// Entities of one kind by id, in the order of their ids.
pub type Collection<T> = BTreeMap<Id<T>, T>;

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
        }

        /// The record as one JSON document.
        #[derive(Serialize, Deserialize, JsonSchema)]
        #[schemars(title = "isms/1 record")]
        pub(crate) struct Document_ {
            /// Always `isms/1`.
            format: String,
            /// Whose record it is.
            organisation: Organisation,
            /// How risk is rated; needed once a risk is assessed.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            risk_criteria: Option<RiskCriteria>,
            $(
                #[serde(default, skip_serializing_if = "Vec::is_empty")]
                $field: Vec<$Type>,
            )*
            #[serde(flatten)]
            extensions: Extensions,
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
            pub(crate) fn check(&self) -> Result<()> {
                match self { $(Self::$Type(e) => e.check()),* }
            }
            pub(crate) fn references(&self) -> References {
                let mut found = References::default();
                match self { $(Self::$Type(e) => e.references(&mut found)),* }
                found
            }
        }

        impl Isms {
            $(
                #[doc = concat!("The collection `", stringify!($field), "`.")]
                pub fn $field(&self) -> &Collection<$Type> {
                    &self.$field
                }
            )*

            /// An empty record of an organisation.
            pub fn new(organisation: Organisation) -> Result<Self> {
                Self::from_document(Document_ {
                    format: FORMAT.to_owned(),
                    organisation,
                    risk_criteria: None,
                    $($field: Vec::new(),)*
                    extensions: Extensions::default(),
                })
            }

            fn from_document(document: Document_) -> Result<Self> {
                if document.format != FORMAT {
                    return Err(Error::new(
                        ErrorCode::Format, "format", format!("{:?} is not a format this version reads", document.format),
                        format!("write {FORMAT:?}"),
                    ));
                }
                let mut isms = Self {
                    organisation: document.organisation,
                    risk_criteria: document.risk_criteria,
                    $($field: Collection::new(),)*
                    extensions: document.extensions,
                };
                $(for entity in document.$field {
                    let id = entity.id.clone();
                    if isms.$field.insert(id.clone(), entity).is_some() {
                        return Err(Error::new(
                            ErrorCode::DuplicateId, format!("{}[{id}]", Kind::$Type.plural()),
                            format!("the id {id} is there twice"), "give each its own id",
                        ));
                    }
                })*
                isms.check_all()?;
                Ok(isms)
            }

            fn to_document(&self) -> Document_ {
                Document_ {
                    format: FORMAT.to_owned(),
                    organisation: self.organisation.clone(),
                    risk_criteria: self.risk_criteria.clone(),
                    $($field: self.$field.values().cloned().collect(),)*
                    extensions: self.extensions.clone(),
                }
            }

            /// Whether the record holds an entity.
            pub fn contains(&self, kind: Kind, id: &str) -> bool {
                match kind { $(Kind::$Type => self.$field.contains_key(id)),* }
            }

            pub(crate) fn entity(&self, kind: Kind, id: &str) -> Option<AnyEntity> {
                match kind { $(Kind::$Type => self.$field.get(id).map(|e| AnyEntity::$Type(Box::new(e.clone())))),* }
            }

            pub(super) fn put(&mut self, entity: AnyEntity) {
                match entity { $(AnyEntity::$Type(e) => { self.$field.insert(e.id.clone(), *e); })* }
            }

            pub(super) fn remove(&mut self, kind: Kind, id: &str) {
                match kind { $(Kind::$Type => { self.$field.remove(id); })* }
            }

            /// The entities that are not the same in another record, in the order of the record file.
            pub(super) fn differing(&self, other: &Self) -> Vec<(Kind, String)> {
                let mut found = Vec::new();
                $({
                    let (here, there) = (&self.$field, &other.$field);
                    let not_there = here.iter().filter(|(id, entity)| there.get(*id) != Some(*entity)).map(|(id, _)| id);
                    let not_here = there.keys().filter(|id| !here.contains_key(*id));
                    let mut ids: Vec<&str> = not_there.chain(not_here).map(Id::as_str).collect();
                    ids.sort_unstable();
                    found.extend(ids.into_iter().map(|id| (Kind::$Type, id.to_owned())));
                })*
                found
            }

            /// The ids of one kind, in order.
            pub fn ids(&self, kind: Kind) -> Vec<&str> {
                match kind { $(Kind::$Type => self.$field.keys().map(Id::as_str).collect()),* }
            }

            /// Visits every entity, until an error.
            pub(super) fn try_each(
                &self, mut visit: impl FnMut(Kind, &str, References, Result<()>) -> Result<()>,
            ) -> Result<()> {
                $(for (id, entity) in &self.$field {
                    let mut found = References::default();
                    entity.references(&mut found);
                    visit(Kind::$Type, id.as_str(), found, entity.check())?;
                })*
                Ok(())
            }
        }
    };
}

record! {
    people: Person,
    roles: Role,
    assets: Asset,
    threats: Threat,
    controls: Control,
    risks: Risk,
    activities: Activity,
    evidence: Evidence,
    incidents: Incident,
    audits: Audit,
    findings: Finding,
    certificates: Certificate,
    documents: Document,
}

impl Isms {
    /// Reads a record and checks all of it.
    pub fn from_json(text: &str) -> Result<Self> {
        Self::from_document(parse::from_json_text(text)?)
    }

    /// As [`from_json`](Self::from_json), from bytes that should be UTF-8.
    pub fn from_slice(bytes: &[u8]) -> Result<Self> {
        Self::from_document(parse::from_bytes(bytes)?)
    }

    /// Reads a record from a parsed document and checks all of it.
    pub(super) fn from_value(document: &Value) -> Result<Self> {
        Self::from_document(parse::from_value(document)?)
    }

    /// The record as a document.
    pub(super) fn to_value(&self) -> Value {
        // Plain data with text keys is always JSON.
        serde_json::to_value(self.to_document()).unwrap_or_default()
    }

    /// The record as JSON in canonical order: one change gives a small difference under version control.
    pub fn to_json(&self) -> String {
        // Writing plain data with text keys to memory cannot fail.
        let mut text = serde_json::to_string_pretty(&self.to_document()).unwrap_or_default();
        text.push('\n');
        text
    }

    /// The JSON Schema (draft 2020-12) of the record file.
    pub fn json_schema() -> Value {
        schemars::schema_for!(Document_).into()
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
