//! Rules that need more than one entity to judge.

use super::isms::Isms;
use crate::error::{Error, ErrorCode, Result};
use crate::model::*;

pub(super) fn place(kind: Kind, id: &str) -> String {
    format!("{}[{id}]", kind.plural())
}

impl Isms {
    /// Checks the whole record.
    pub(super) fn check_all(&self) -> Result<()> {
        self.organisation.check().map_err(|error| error.within("organisation"))?;
        if let Some(criteria) = &self.risk_criteria {
            criteria.check().map_err(|error| error.within("risk_criteria"))?;
        }
        self.try_each(|kind, id, references, own| {
            own.and_then(|()| self.check_references(&references)).map_err(|e| e.within(&place(kind, id)))
        })?;
        for kind in [Kind::Asset, Kind::Risk, Kind::Audit] {
            self.ids(kind).into_iter().try_for_each(|id| self.check_across(kind, id))?;
        }
        Ok(())
    }

    /// Checks one entity, by itself and against the others.
    pub(super) fn check_one(&self, kind: Kind, id: &str) -> Result<()> {
        let Some(entity) = self.entity(kind, id) else { return Ok(()) };
        entity
            .check()
            .and_then(|()| self.check_references(&entity.references()))
            .map_err(|error| error.within(&place(kind, id)))?;
        self.check_across(kind, id)
    }

    fn check_references(&self, references: &References) -> Result<()> {
        for reference in &references.0 {
            if !self.contains(reference.kind, &reference.id) {
                let kind = reference.kind;
                return Err(Error::new(
                    ErrorCode::UnknownReference,
                    reference.path.clone(),
                    format!("there is no {} {}", kind.singular(), reference.id),
                    format!("create it first, or name one of {}", kind.plural()),
                ));
            }
        }
        Ok(())
    }

    /// The rules that look at other entities or at the settings.
    pub(super) fn check_across(&self, kind: Kind, id: &str) -> Result<()> {
        match kind {
            Kind::Asset => self.assets().get(id).map_or(Ok(()), |asset| self.check_asset(asset)),
            Kind::Risk => self.risks().get(id).map_or(Ok(()), |risk| self.check_risk(risk)),
            Kind::Audit => self.audits().get(id).map_or(Ok(()), |audit| self.check_auditors(audit)),
            _ => Ok(()),
        }
        .map_err(|error| error.within(&place(kind, id)))
    }

    fn check_money(&self, path: &str, money: Option<&Money>) -> Result<()> {
        match money {
            Some(money) if money.currency != self.organisation.currency => Err(Error::new(
                ErrorCode::Currency,
                format!("{path}.currency"),
                format!("{} is not the currency of the record", money.currency),
                format!("convert the amount to {}", self.organisation.currency),
            )),
            _ => Ok(()),
        }
    }

    fn check_asset(&self, asset: &Asset) -> Result<()> {
        self.check_money("value", asset.value.as_ref())
    }

    fn check_risk(&self, risk: &Risk) -> Result<()> {
        for (i, action) in risk.treatment.iter().flat_map(|treatment| &treatment.actions).enumerate() {
            self.check_money(&format!("treatment.actions[{i}].cost"), action.cost.as_ref())?;
        }
        for (i, assessment) in risk.assessments.iter().enumerate() {
            let at = |field: &str| format!("assessments[{i}].{field}");
            let Some(criteria) = &self.risk_criteria else {
                return Err(Error::new(
                    ErrorCode::MissingField,
                    format!("assessments[{i}]"),
                    "the record has no risk criteria to assess by",
                    "give risk_criteria",
                ));
            };
            for (scale, name, level) in [
                (&criteria.likelihood, "likelihood", &assessment.likelihood),
                (&criteria.consequence, "consequence", &assessment.consequence),
            ] {
                if scale.rank(level).is_none() {
                    return Err(Error::new(
                        ErrorCode::UnknownReference,
                        at(name),
                        format!("{level} is not on the {name} scale"),
                        format!("use one of {}", scale.ids()),
                    ));
                }
            }
        }
        Ok(())
    }

    /// An auditor may not own what the audit covers (clause 9.2.2).
    fn check_auditors(&self, audit: &Audit) -> Result<()> {
        for control in audit.controls.iter().filter_map(|id| self.controls().get(id)) {
            let Some(role) = control.owner.as_ref().and_then(|id| self.roles().get(id)) else { continue };
            for (i, auditor) in audit.auditors.iter().enumerate() {
                if role.holders_on(audit.start).any(|person| person == auditor) {
                    return Err(Error::new(
                        ErrorCode::Rule,
                        format!("auditors[{i}]"),
                        format!("{auditor} owns the control {} as {}", control.id, role.id),
                        "an auditor may not own what the audit covers",
                    ));
                }
            }
        }
        Ok(())
    }
}
