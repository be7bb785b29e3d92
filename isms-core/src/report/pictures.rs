//! Pictures that stand alone, for whoever shows them outside of the report.

use maud::PreEscaped;

use super::parts::{Curve, exceedance_picture};
use crate::error::Result;
use crate::quant::Losses;

/// The colours of a picture that stands alone: none but its own, light or dark as the reader has it.
const ALONE: PreEscaped<&str> = PreEscaped(
    "svg.wide{--line:#d9dfe6;--ink:#18222d;--soft:#55616d;--mark:#1b5bb5;--bad:#b3261e;max-width:100%}\
@media (prefers-color-scheme:dark){svg.wide{--line:#2f3b47;--ink:#e4eaf0;--soft:#9dabb8;--mark:#82b3f7;--bad:#f7918b}}\
.wide text{fill:var(--soft);font:12px system-ui,sans-serif}.wide .end{text-anchor:end}.wide .middle{text-anchor:middle}\
.wide .line{stroke:var(--line);fill:none}.wide .curve{stroke:var(--mark);fill:none;stroke-width:1.5}\
.wide .band{fill:var(--mark);opacity:.15}.wide .faint{opacity:.45}.wide .owed{fill:var(--bad)}",
);
/// Points of a curve.
const POINTS: u32 = 64;

/// The exceedance curves of simulated losses as one SVG that needs nothing else, with the points of a tolerance (an
/// amount and the probability of losing more that is tolerated) as marks. The stage simulated last has its interval as a
/// band. Empty where no year loses anything.
pub fn exceedance_svg(losses: &Losses, tolerance: &[(f64, f64)], currency: &str) -> Result<String> {
    let curve = |stage: &crate::model::Stage| {
        let points = losses.stage(*stage)?.curve(POINTS);
        let point = |at: &crate::quant::Exceedance| {
            [at.amount, at.probability.value, at.probability.low, at.probability.high]
        };
        Ok(Curve { name: stage.as_str(), points: points.iter().map(point).collect() })
    };
    let curves = losses.simulation().stages.iter().map(curve).collect::<Result<Vec<_>>>()?;
    let picture = exceedance_picture(&curves, tolerance, currency, Some(ALONE));
    Ok(picture.map(maud::PreEscaped::into_string).unwrap_or_default())
}
