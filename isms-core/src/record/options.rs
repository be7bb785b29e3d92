//! Rules of treatment options that need more than the option to judge.

use super::Isms;
use super::ordered::ordered;
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Control, ControlStatus, DependencyReduction, TreatmentOption};

impl Isms {
    /// Options, and all that they require, each after those it requires.
    ///
    /// Errors: one that requires itself, directly or through others.
    pub(crate) fn options_in_order<'a>(
        &'a self,
        from: impl IntoIterator<Item = &'a TreatmentOption>,
    ) -> Result<Vec<&'a TreatmentOption>> {
        ordered(self, from, |option: &TreatmentOption| option.requires.iter().collect()).map_err(|circle| {
            let names: Vec<&str> = circle.iter().map(|id| id.as_str()).collect();
            Error::new(
                ErrorCode::Rule,
                format!("treatment_options[{}].requires", names.first().copied().unwrap_or_default()),
                format!("the option requires itself: {}", names.join(", ")),
                "take one of them out of the circle",
            )
        })
    }

    pub(super) fn check_option(&self, option: &TreatmentOption) -> Result<()> {
        for (i, required) in option.requires.iter().enumerate() {
            let excludes = self.treatment_options().get(required).map(|other| &other.excludes);
            if excludes.is_some_and(|excludes| excludes.contains(&option.id)) {
                let problem = format!("{required} excludes the option");
                let remedy = "take it out of requires, or out of what that one excludes";
                return Err(Error::new(ErrorCode::Rule, format!("requires[{i}]"), problem, remedy));
            }
        }
        for (i, control) in option.effects.controls.iter().enumerate() {
            if self.controls().get(control).is_some_and(|control| !was_planned(control)) {
                return Err(Error::new(
                    ErrorCode::Rule,
                    format!("effects.controls[{i}]"),
                    format!("{control} was never planned with what it stops"),
                    "revise the control to planned, with its effectiveness",
                ));
            }
        }
        for (i, reduction) in option.effects.dependencies.iter().enumerate() {
            if !self.depends(reduction) {
                let DependencyReduction { asset, needs, .. } = reduction;
                return Err(Error::new(
                    ErrorCode::Rule,
                    format!("effects.dependencies[{i}].needs"),
                    format!("{asset} does not depend on {needs}"),
                    format!("name an asset that {asset} depends on"),
                ));
            }
        }
        Ok(())
    }

    fn depends(&self, reduction: &DependencyReduction) -> bool {
        let asset = self.assets().get(&reduction.asset);
        asset.is_none_or(|asset| asset.depends_on.iter().any(|needed| needed.asset == reduction.needs))
    }
}

/// Whether a control has ever been planned, so that it is known what it will stop.
fn was_planned(control: &Control) -> bool {
    let mut planned = control.revisions.iter().filter(|revision| revision.status == ControlStatus::Planned);
    planned.any(|revision| revision.effectiveness.is_some())
}
