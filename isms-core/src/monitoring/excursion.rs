//! Stretches over which a rule of a chart speaks.

/// A rule of a control chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChartRule {
    /// Western Electric, the rule of a number from 1 to 4.
    WesternElectric(u8),
    /// Nelson, the rule of a number from 1 to 8.
    Nelson(u8),
    /// The weighted average lies beyond its limits.
    Ewma,
    /// A cumulative sum lies beyond the decision interval.
    Cusum,
}

/// To which side measurements stray.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Above the centre, or upwards.
    Above,
    /// Below it, or downwards.
    Below,
    /// To both, or to neither.
    Both,
}

impl Side {
    /// How far a value lies from the centre to this side; towards either side, its distance.
    pub(super) fn distance(self, value: f64, centre: f64) -> f64 {
        match self {
            Self::Above => value - centre,
            Self::Below => centre - value,
            Self::Both => (value - centre).abs(),
        }
    }
}

/// Neighbouring points on which one rule speaks for one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Excursion {
    /// The rule.
    pub rule: ChartRule,
    /// The side.
    pub side: Side,
    /// The first point of the run that made it speak.
    pub first: usize,
    /// The point on which it spoke first.
    pub told: usize,
    /// The last point on which it did.
    pub last: usize,
}

/// Joins the points on which a rule speaks. `speaks` gives, of a point on which it does, the first of the run behind it.
pub(super) fn join(
    rule: ChartRule,
    side: Side,
    points: usize,
    speaks: impl Fn(usize) -> Option<usize>,
) -> Vec<Excursion> {
    let mut found: Vec<Excursion> = Vec::new();
    for (at, first) in (0..points).filter_map(|at| speaks(at).map(|first| (at, first))) {
        match found.last_mut() {
            Some(open) if open.last + 1 == at => open.last = at,
            _ => found.push(Excursion { rule, side, first, told: at, last: at }),
        }
    }
    found
}
