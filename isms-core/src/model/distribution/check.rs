//! Which distributions can be reckoned with, and why others cannot.

use super::{Distribution, MixturePart};
use crate::error::{Error, ErrorCode, Result};

/// How deep bodies and mixtures may lie in one another.
const MOST_LEVELS: usize = 8;
/// How many values or parts a distribution may list.
const MOST_VALUES: usize = 1_000_000;
/// What is larger is a mistake, and its square would soon overflow.
const LARGEST: f64 = 1e100;
/// Shapes below this put all but everything at one end; those above the next one are but a single value.
const LEAST_SHAPE: f64 = 0.05;
const GREATEST_SHAPE: f64 = 1e6;
/// A lognormal distribution wider than this has moments beyond all reckoning.
const GREATEST_SIGMA: f64 = 10.0;
/// How many standard deviations from the mean a cut may lie before nothing is left that could be told apart from it.
const FARTHEST_CUT: f64 = 8.0;

impl Distribution {
    /// Whether it can be reckoned with; if not, which of its fields is wrong and what would be right.
    pub fn check(&self) -> Result<()> {
        self.check_at_level(1)
    }

    /// Whether it also keeps to what can be: `what` is named in the error, e.g. `a probability`.
    pub(crate) fn check_within(&self, low: f64, high: f64, what: &str) -> Result<()> {
        self.check()?;
        let (lowest, highest) = self.bounds();
        if low <= lowest && highest <= high {
            return Ok(());
        }
        let outside = if lowest < low { lowest } else { highest };
        let remedy = match (low == f64::NEG_INFINITY, high == f64::INFINITY) {
            (false, true) => format!("use one that does not go below {low}"),
            (true, _) => format!("use one that does not go above {high}"),
            (false, false) => format!("use one from {low} to {high}"),
        };
        wrong("", format!("goes to {outside}, which is not {what}"), &remedy)
    }

    /// Whether it is a distribution of amounts or rates: nothing below 0.
    pub(crate) fn check_not_negative(&self, what: &str) -> Result<()> {
        self.check_within(0.0, f64::INFINITY, what)
    }

    /// Whether it is a distribution of probabilities.
    pub(crate) fn check_probability(&self) -> Result<()> {
        self.check_within(0.0, 1.0, "a probability")
    }

    fn check_at_level(&self, level: usize) -> Result<()> {
        match self {
            Self::Fixed { value, .. } => finite("value", *value),
            Self::Uniform { low, high, .. } => ascending(&[("low", *low), ("high", *high)]),
            Self::Triangular { low, mode, high, .. } => with_mode(*low, *mode, *high),
            Self::Pert { low, mode, high, shape, .. } => {
                with_mode(*low, *mode, *high)?;
                from_to("shape", *shape, 0.01, GREATEST_SHAPE)
            }
            Self::Normal { mean, standard_deviation, low, high, .. } => {
                finite("mean", *mean)?;
                positive("standard_deviation", *standard_deviation)?;
                check_cut(*mean, *standard_deviation, *low, *high)
            }
            Self::Lognormal { mu, sigma, .. } => {
                from_to("mu", *mu, -100.0, 100.0)?;
                from_to("sigma", *sigma, 1e-6, GREATEST_SIGMA)
            }
            Self::LognormalInterval { low, high, confidence, .. } => {
                positive("low", *low)?;
                ascending(&[("low", *low), ("high", *high)])?;
                from_to("confidence", *confidence, 0.5, 0.999_999)?;
                if *high / *low <= 1e6 && *low >= 1e-30 && *high <= 1e30 {
                    return Ok(());
                }
                wrong("high", format!("{high} is too far from low, which is {low}"), "narrow the interval")
            }
            Self::Gamma { shape, rate, .. } => {
                from_to("shape", *shape, LEAST_SHAPE, GREATEST_SHAPE)?;
                positive("rate", *rate)
            }
            Self::Beta { alpha, beta, low, high, .. } => {
                from_to("alpha", *alpha, LEAST_SHAPE, GREATEST_SHAPE)?;
                from_to("beta", *beta, LEAST_SHAPE, GREATEST_SHAPE)?;
                ascending(&[("low", *low), ("high", *high)])
            }
            Self::Weibull { shape, scale, .. } => {
                from_to("shape", *shape, LEAST_SHAPE, 1e4)?;
                positive("scale", *scale)
            }
            Self::Pareto { shape, scale, .. } => {
                positive("scale", *scale)?;
                if *shape > 1.0 && *shape <= 1e4 {
                    return Ok(());
                }
                let remedy = "use a number above 1, 10000 at most: at 1 or below the mean is infinite";
                wrong("shape", format!("{shape} is not a shape with a mean"), remedy)
            }
            Self::Tail { body, threshold, shape, scale, .. } => {
                deeper(body, level).map_err(|error| error.within("body"))?;
                finite("threshold", *threshold)?;
                let (low, high) = body.bounds();
                if !(low < *threshold && *threshold < high) {
                    let problem = format!("{threshold} is not inside the body, from {low} to {high}");
                    return wrong("threshold", problem, "begin the tail inside the body");
                }
                positive("scale", *scale)?;
                if *shape > -1.0 && *shape < 1.0 {
                    return Ok(());
                }
                let remedy = "use a number above -1 and below 1: from 1 on the mean is infinite";
                wrong("shape", format!("{shape} is not a shape with a mean"), remedy)
            }
            Self::Empirical { values, weights, .. } => check_empirical(values, weights),
            Self::Mixture { parts, .. } => check_parts(parts, level),
        }
    }
}

fn wrong(path: &str, problem: String, remedy: &str) -> Result<()> {
    Err(Error::new(ErrorCode::Value, path, problem, remedy))
}

fn finite(path: &str, value: f64) -> Result<()> {
    if value.abs() <= LARGEST {
        return Ok(());
    }
    wrong(path, format!("{value} is not a number to reckon with"), "use one between -1e100 and 1e100")
}

fn positive(path: &str, value: f64) -> Result<()> {
    if (1e-100..=LARGEST).contains(&value) {
        return Ok(());
    }
    wrong(path, format!("{value} is not above 0"), "use a number above 0, 1e100 at most")
}

fn from_to(path: &str, value: f64, low: f64, high: f64) -> Result<()> {
    if (low..=high).contains(&value) {
        return Ok(());
    }
    wrong(path, format!("{value} lies outside {low} to {high}"), "use a number in that range")
}

/// Each value must be above the one before it.
fn ascending(values: &[(&str, f64)]) -> Result<()> {
    values.iter().try_for_each(|(path, value)| finite(path, *value))?;
    for ((before, low), (path, high)) in values.iter().zip(values.iter().skip(1)) {
        if high <= low {
            let problem = format!("{high} is not above {before}, which is {low}");
            return wrong(path, problem, "use a higher number");
        }
    }
    Ok(())
}

fn with_mode(low: f64, mode: f64, high: f64) -> Result<()> {
    ascending(&[("low", low), ("high", high)])?;
    if (low..=high).contains(&mode) {
        return Ok(());
    }
    wrong("mode", format!("{mode} lies outside {low} to {high}"), "use a number between low and high")
}

/// A cut must leave something of a normal distribution.
fn check_cut(mean: f64, standard_deviation: f64, low: Option<f64>, high: Option<f64>) -> Result<()> {
    if let (Some(low), Some(high)) = (low, high) {
        ascending(&[("low", low), ("high", high)])?;
    }
    let far = |path: &str, bound: f64, beyond: bool| {
        finite(path, bound)?;
        if !beyond {
            return Ok(());
        }
        let problem = format!("{bound} leaves nothing of a normal distribution of mean {mean}");
        wrong(path, problem, "let it lie within 8 standard deviations of the mean, or beyond it")
    };
    let reach = FARTHEST_CUT * standard_deviation;
    low.map_or(Ok(()), |low| far("low", low, low > mean + reach))?;
    high.map_or(Ok(()), |high| far("high", high, high < mean - reach))
}

fn check_empirical(values: &[f64], weights: &[f64]) -> Result<()> {
    count("values", values.len())?;
    for (i, value) in values.iter().enumerate() {
        finite(&format!("values[{i}]"), *value)?;
    }
    if weights.is_empty() {
        return Ok(());
    }
    if weights.len() != values.len() {
        let problem = format!("has {} weights for {} values", weights.len(), values.len());
        return wrong("weights", problem, "give each value its weight, or none at all");
    }
    weights.iter().enumerate().try_for_each(|(i, weight)| check_weight(&format!("weights[{i}]"), *weight))
}

fn check_parts(parts: &[MixturePart], level: usize) -> Result<()> {
    count("parts", parts.len())?;
    parts.iter().enumerate().try_for_each(|(i, part)| {
        let at = format!("parts[{i}]");
        check_weight("weight", part.weight).map_err(|error| error.within(&at))?;
        deeper(&part.distribution, level).map_err(|error| error.within(&format!("{at}.distribution")))
    })
}

fn count(path: &str, len: usize) -> Result<()> {
    match len {
        0 => wrong(path, "is empty".to_owned(), "list at least one"),
        1..=MOST_VALUES => Ok(()),
        _ => wrong(path, format!("lists {len}"), "list a million at most"),
    }
}

fn check_weight(path: &str, weight: f64) -> Result<()> {
    if (1e-12..=1e12).contains(&weight) {
        return Ok(());
    }
    wrong(path, format!("{weight} is not a weight"), "use a number above 0, a trillion at most")
}

fn deeper(inner: &Distribution, level: usize) -> Result<()> {
    if level < MOST_LEVELS {
        return inner.check_at_level(level + 1);
    }
    let problem = format!("lies deeper than {MOST_LEVELS} levels");
    wrong("", problem, "put the parts of inner mixtures into the outer one")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(distribution: &Distribution) -> String {
        distribution.check().expect_err("must be refused").to_string()
    }

    #[test]
    fn every_wrong_field_is_named_with_the_reason() {
        let unlikely = Distribution::truncated_normal(0.0, 1.0, Some(9.0), None);
        let nothing = Distribution::mixture([]);
        let part = Distribution::mixture([(1.0, Distribution::gamma(2.0, -1.0))]);
        let body = Box::new(Distribution::uniform(0.0, 1.0));
        for (distribution, wanted) in [
            (Distribution::fixed(f64::NAN), "value: NaN is not a number to reckon with"),
            (Distribution::uniform(2.0, 2.0), "high: 2 is not above low, which is 2"),
            (Distribution::triangular(0.0, 3.0, 2.0), "mode: 3 lies outside 0 to 2"),
            (Distribution::pert(0.0, -1.0, 2.0), "mode: -1 lies outside 0 to 2"),
            (Distribution::normal(0.0, 0.0), "standard_deviation: 0 is not above 0"),
            (unlikely, "low: 9 leaves nothing of a normal distribution of mean 0"),
            (Distribution::lognormal(1e3, 1.0), "mu: 1000 lies outside -100 to 100"),
            (Distribution::lognormal_interval(0.0, 1.0), "low: 0 is not above 0"),
            (Distribution::lognormal_interval(1e-9, 1e9), "high: 1000000000 is too far from low"),
            (Distribution::gamma(0.0, 1.0), "shape: 0 lies outside 0.05 to 1000000"),
            (Distribution::beta(1.0, f64::INFINITY), "beta: inf lies outside"),
            (Distribution::weibull(1.0, -2.0), "scale: -2 is not above 0"),
            (Distribution::pareto(1.0, 1.0), "shape: 1 is not a shape with a mean"),
            (Distribution::tail(body.clone(), 1.5, 0.1, 1.0), "threshold: 1.5 is not inside the body"),
            (Distribution::tail(body, 0.5, 1.0, 1.0), "shape: 1 is not a shape with a mean"),
            (Distribution::empirical(vec![]), "values: is empty"),
            (nothing, "parts: is empty"),
            (part, "parts[0].distribution.rate: -1 is not above 0"),
        ] {
            assert!(refusal(&distribution).starts_with(wanted), "{}", refusal(&distribution));
        }
    }

    #[test]
    fn bounds_hold_what_a_field_may_be() {
        assert!(Distribution::beta(2.0, 2.0).check_probability().is_ok());
        let error = Distribution::uniform(0.5, 1.5).check_probability().unwrap_err();
        assert_eq!(error.to_string(), "goes to 1.5, which is not a probability; use one from 0 to 1");
        let error = Distribution::normal(5.0, 1.0).check_not_negative("a loss").unwrap_err();
        assert_eq!(error.to_string(), "goes to -inf, which is not a loss; use one that does not go below 0");
    }

    #[test]
    fn mixtures_lie_no_deeper_than_eight() {
        let nested = |levels| {
            (1..levels).fold(Distribution::fixed(1.0), |inner, _| Distribution::mixture([(1.0, inner)]))
        };
        assert_eq!(nested(8).check(), Ok(()));
        assert!(refusal(&nested(9)).contains("lies deeper than 8 levels"));
        assert!(refusal(&nested(5_000)).contains("lies deeper than 8 levels"));
    }

    #[test]
    fn own_fields_are_kept_and_unknown_ones_refused() {
        let text = r#"{"distribution":"gamma","shape":2.0,"rate":0.5,"x-source":"survey"}"#;
        let read: Distribution = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
        let error = serde_json::from_str::<Distribution>(&text.replace("x-source", "source")).unwrap_err();
        assert!(error.to_string().contains("unknown field `source`"), "{error}");
    }
}
