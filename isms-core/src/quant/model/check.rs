//! Whether a loss model can be simulated; if not, where and why.

use std::collections::HashSet;

use super::{ControlUse, LossModel, Magnitude, Policy, QuantifiedRisk};
use crate::error::{Error, ErrorCode, Result};
use crate::model::Distribution;

/// The most entries of a list: random numbers are told apart by 24 bits of a place.
pub(super) const MOST: usize = 1 << 24;

impl LossModel {
    /// Whether it can be simulated; if not, the first place that is wrong and what would be right.
    pub fn check(&self) -> Result<()> {
        if self.risks.is_empty() {
            let remedy = "quantify at least one risk: a rate, and what an event costs";
            return Err(Error::new(ErrorCode::MissingField, "risks", "there are none", remedy));
        }
        let dependencies: usize = self.assets.iter().map(|asset| asset.depends_on.len()).sum();
        for (name, size) in [
            ("risks", self.risks.len()),
            ("assets", self.assets.len()),
            ("assets[].depends_on", dependencies),
            ("controls", self.controls.len()),
            ("common_causes", self.common_causes.len()),
            ("policies", self.policies.len()),
        ] {
            if size > MOST {
                let problem = format!("has {size} entries");
                return Err(Error::new(
                    ErrorCode::Limit,
                    name,
                    problem,
                    format!("split the model; the most is {MOST}"),
                ));
            }
        }
        self.numbers.as_ref().map_or(Ok(()), |numbers| numbers.check(self))?;
        different("risks", self.risks.iter().map(|risk| &risk.id))?;
        different("threats", self.threats.iter())?;
        different("assets", self.assets.iter().map(|asset| &asset.id))?;
        different("controls", self.controls.iter().map(|control| &control.id))?;
        different("common_causes", self.common_causes.iter().map(|cause| &cause.id))?;
        different("policies", self.policies.iter().map(|policy| &policy.id))?;
        for risk in &self.risks {
            self.check_risk(risk).map_err(|error| error.within(&format!("risks[{}]", risk.id)))?;
        }
        for asset in &self.assets {
            let within = |error: Error| error.within(&format!("assets[{}]", asset.id));
            for dependency in &asset.depends_on {
                exists("depends_on.asset", dependency.asset, self.assets.len()).map_err(within)?;
                share("depends_on.probability", dependency.probability).map_err(within)?;
            }
            if let Some(loss) = &asset.outage_loss {
                bounded("outage_loss", loss, 0.0, f64::INFINITY).map_err(within)?;
            }
        }
        for control in &self.controls {
            let within = |error: Error| error.within(&format!("controls[{}]", control.id));
            share("reliability", control.reliability).map_err(within)?;
            if let Some(cause) = control.common_cause {
                exists("common_cause", cause, self.common_causes.len()).map_err(within)?;
            }
        }
        for cause in &self.common_causes {
            share("beta", cause.beta)
                .map_err(|error| error.within(&format!("common_causes[{}]", cause.id)))?;
        }
        for policy in &self.policies {
            self.check_policy(policy).map_err(|error| error.within(&format!("policies[{}]", policy.id)))?;
        }
        Ok(())
    }

    fn check_risk(&self, risk: &QuantifiedRisk) -> Result<()> {
        risk.threat.map_or(Ok(()), |threat| exists("threat", threat, self.threats.len()))?;
        risk.asset.map_or(Ok(()), |asset| exists("asset", asset, self.assets.len()))?;
        bounded("rate", &risk.rate, 0.0, f64::INFINITY)?;
        amount("dispersion", risk.dispersion)?;
        bounded("susceptibility", &risk.susceptibility, 0.0, 1.0)?;
        self.check_uses("preventive", &risk.preventive)?;
        self.check_uses("mitigating", &risk.mitigating)?;
        magnitudes("primary", &risk.primary)?;
        if let Some(secondary) = &risk.secondary {
            share("secondary.probability", secondary.probability)?;
            magnitudes("secondary.magnitudes", &secondary.magnitudes)?;
        }
        Ok(())
    }

    fn check_uses(&self, field: &str, uses: &[ControlUse]) -> Result<()> {
        for (place, used) in uses.iter().enumerate() {
            let within = |error: Error| error.within(&format!("{field}[{place}]"));
            exists("control", used.control, self.controls.len()).map_err(within)?;
            share("residual", used.residual.unwrap_or(0.0)).map_err(within)?;
            share("target", used.target.unwrap_or(0.0)).map_err(within)?;
        }
        Ok(())
    }

    fn check_policy(&self, policy: &Policy) -> Result<()> {
        for risk in policy.risks.iter().flatten() {
            exists("risks", *risk, self.risks.len())?;
        }
        amount("deductible", policy.deductible)?;
        amount("limit", policy.limit.unwrap_or(0.0))?;
        amount("aggregate_deductible", policy.aggregate_deductible)?;
        amount("aggregate_limit", policy.aggregate_limit.unwrap_or(0.0))
    }
}

fn different<'a>(list: &str, ids: impl Iterator<Item = &'a String>) -> Result<()> {
    let mut seen = HashSet::new();
    for id in ids {
        if !seen.insert(id) {
            let remedy = "give each entry an identifier of its own";
            return Err(Error::new(
                ErrorCode::DuplicateId,
                format!("{list}[{id}]"),
                "is there twice",
                remedy,
            ));
        }
    }
    Ok(())
}

fn exists(field: &str, place: u32, size: usize) -> Result<()> {
    if (place as usize) < size {
        return Ok(());
    }
    let problem = format!("{place} is the place of no entry");
    Err(Error::new(ErrorCode::UnknownReference, field, problem, format!("give a place below {size}")))
}

fn share(field: &str, value: f64) -> Result<()> {
    if (0.0..=1.0).contains(&value) {
        return Ok(());
    }
    Err(Error::new(ErrorCode::Value, field, format!("{value} is no share"), "give a number from 0 to 1"))
}

fn amount(field: &str, value: f64) -> Result<()> {
    if value >= 0.0 && value.is_finite() {
        return Ok(());
    }
    Err(Error::new(ErrorCode::Value, field, format!("{value} is no amount"), "give a number of at least 0"))
}

fn magnitudes(field: &str, magnitudes: &[Magnitude]) -> Result<()> {
    // Each costs as much time as the first.
    if magnitudes.len() > 256 {
        let problem = format!("has {} entries", magnitudes.len());
        return Err(Error::new(ErrorCode::Limit, field, problem, "sum them up; the most is 256"));
    }
    for (place, magnitude) in magnitudes.iter().enumerate() {
        bounded("amount", &magnitude.amount, 0.0, f64::INFINITY)
            .map_err(|error| error.within(&format!("{field}[{place}]")))?;
    }
    Ok(())
}

fn bounded(field: &str, distribution: &Distribution, least: f64, most: f64) -> Result<()> {
    distribution.check().map_err(|error| error.within(field))?;
    let (low, high) = distribution.bounds();
    if low >= least && high <= most {
        return Ok(());
    }
    let problem = format!("its values lie between {low} and {high}");
    let remedy = if most.is_finite() {
        format!("give a distribution between {least} and {most}, e.g. one cut off there")
    } else {
        format!("give a distribution of at least {least}, e.g. one cut off there")
    };
    Err(Error::new(ErrorCode::Value, field, problem, remedy))
}
