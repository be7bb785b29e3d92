//! Stretches of time to ask about.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::View;
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Audit, Date, Id, Kind};

/// A period, both days included. What is left out has a default: it ends on the date of the view, or the day before
/// the audit, and begins a year before its end.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// The audit that the period leads up to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit: Option<Id<Audit>>,
}

impl Period {
    /// From one day to another.
    pub fn between(from: Date, to: Date) -> Self {
        Self { from: Some(from), to: Some(to), audit: None }
    }
    /// The year that ends on the day before the audit begins.
    pub fn before_audit(audit: &Id<Audit>) -> Self {
        Self { audit: Some(audit.clone()), ..Self::default() }
    }
    /// First and last day, and the audit named.
    pub(super) fn resolve<'a>(
        &self,
        view: &View<'a>,
        default_end: Date,
    ) -> Result<(Date, Date, Option<&'a Audit>)> {
        let audit = self.audit.as_ref().map(|id| find_audit(view, id)).transpose()?;
        let to = self.to.or_else(|| audit.map(|audit| audit.start.plus_days(-1))).unwrap_or(default_end);
        let from = self.from.unwrap_or_else(|| a_year_before(to.min(view.date())));
        if to < from {
            return Err(Error::new(
                ErrorCode::DateOrder,
                "to",
                format!("{to} lies before from {from}"),
                "end the period on or after its first day",
            ));
        }
        Ok((from, to, audit))
    }
}

impl From<Date> for Period {
    /// The period that ends on a date.
    fn from(to: Date) -> Self {
        Self { to: Some(to), ..Self::default() }
    }
}

fn find_audit<'a>(view: &View<'a>, id: &Id<Audit>) -> Result<&'a Audit> {
    view.isms().audits().get(id).ok_or_else(|| {
        Error::new(
            ErrorCode::UnknownReference,
            "audit",
            format!("there is no {} {id}", Kind::Audit.singular()),
            format!("name one of {}", view.isms().ids(Kind::Audit).join(", ")),
        )
    })
}

/// The day after the same day of the year before: a year's period of whole days.
fn a_year_before(date: Date) -> Date {
    date.checked_sub_months(chrono::Months::new(12)).map_or(Date::MIN, |day| Date::from(day).plus_days(1))
}
