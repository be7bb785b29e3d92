//! Runs that a chart for individual measurements should not show: the rules of Western Electric and of Nelson.

use super::excursion::join;
use super::{Baseline, ChartRule, Excursion, Side};

/// What a run looks like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pattern {
    /// So many points, the last among them, of the last so many lie more than so many sigmas to one side.
    Beyond {
        /// How many points.
        points: usize,
        /// Of how many.
        of: usize,
        /// Sigmas from the centre.
        sigmas: f64,
    },
    /// So many points in a row rise, or fall.
    Steady(usize),
    /// So many points in a row go up and down by turns.
    Alternating(usize),
    /// So many points in a row lie less than a sigma from the centre.
    Hugging(usize),
    /// So many points in a row lie more than a sigma from the centre, to whichever side.
    Avoiding(usize),
}

const fn beyond(points: usize, of: usize, sigmas: f64) -> Pattern {
    Pattern::Beyond { points, of, sigmas }
}

/// The rules of the Western Electric *Statistical Quality Control Handbook* (1956), as NIST/SEMATECH e-Handbook of
/// Statistical Methods, section 6.3.2, gives them, without its rule of trends.
pub const WESTERN_ELECTRIC: [(ChartRule, Pattern); 4] = [
    (ChartRule::WesternElectric(1), beyond(1, 1, 3.0)),
    (ChartRule::WesternElectric(2), beyond(2, 3, 2.0)),
    (ChartRule::WesternElectric(3), beyond(4, 5, 1.0)),
    (ChartRule::WesternElectric(4), beyond(8, 8, 0.0)),
];

/// The tests of Lloyd S. Nelson, *The Shewhart Control Chart: Tests for Special Causes*, Journal of Quality Technology
/// 16(4), 1984, in his order.
pub const NELSON: [(ChartRule, Pattern); 8] = [
    (ChartRule::Nelson(1), beyond(1, 1, 3.0)),
    (ChartRule::Nelson(2), beyond(9, 9, 0.0)),
    (ChartRule::Nelson(3), Pattern::Steady(6)),
    (ChartRule::Nelson(4), Pattern::Alternating(14)),
    (ChartRule::Nelson(5), beyond(2, 3, 2.0)),
    (ChartRule::Nelson(6), beyond(4, 5, 1.0)),
    (ChartRule::Nelson(7), Pattern::Hugging(15)),
    (ChartRule::Nelson(8), Pattern::Avoiding(8)),
];

/// The stretches over which rules speak, in the order of the rules, above before below, earliest first.
pub fn run_excursions(values: &[f64], baseline: &Baseline, rules: &[(ChartRule, Pattern)]) -> Vec<Excursion> {
    let of = |(rule, pattern): &(ChartRule, Pattern)| {
        let (rule, pattern) = (*rule, *pattern);
        pattern.sides().iter().flat_map(move |side| {
            join(rule, *side, values.len(), |at| pattern.run(values.get(..=at)?, baseline, *side))
        })
    };
    rules.iter().flat_map(of).collect()
}

impl Pattern {
    fn sides(&self) -> &'static [Side] {
        match self {
            Self::Beyond { .. } | Self::Steady(_) => &[Side::Above, Side::Below],
            Self::Alternating(_) | Self::Hugging(_) | Self::Avoiding(_) => &[Side::Both],
        }
    }

    /// The first point of the run that ends with the last of the values, if there is one.
    fn run(&self, values: &[f64], baseline: &Baseline, side: Side) -> Option<usize> {
        let centre = baseline.centre;
        let past = |value: &f64, sigmas: f64| side.distance(*value, centre) > sigmas * baseline.sigma;
        let length = match self {
            Self::Beyond { points, of, sigmas } => {
                // The run begins with the earliest of the points it counts, which may be later than the window.
                let window = values.len().saturating_sub(*of);
                let (mut lying, mut earliest, mut last_lies) = (0, None, false);
                for (i, value) in values.iter().enumerate().skip(window) {
                    last_lies = past(value, *sigmas);
                    lying += usize::from(last_lies);
                    earliest = earliest.or(last_lies.then_some(i));
                }
                return earliest.filter(|_| last_lies && lying >= *points);
            }
            Self::Steady(length)
            | Self::Alternating(length)
            | Self::Hugging(length)
            | Self::Avoiding(length) => *length,
        };
        let first = values.len().checked_sub(length)?;
        let window = values.get(first..)?;
        let mut pairs = window.iter().zip(window.iter().skip(1));
        let holds = match self {
            Self::Beyond { .. } => false,
            Self::Steady(_) => pairs.all(|(before, after)| side.distance(*after, *before) > 0.0),
            Self::Alternating(_) => pairs.zip(window.iter().skip(2)).all(|((before, turn), after)| {
                (before < turn && after < turn) || (before > turn && after > turn)
            }),
            Self::Hugging(_) => window.iter().all(|value| side.distance(*value, centre) < baseline.sigma),
            Self::Avoiding(_) => window.iter().all(|value| past(value, 1.0)),
        };
        holds.then_some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNIT: Baseline = Baseline { centre: 0.0, sigma: 1.0 };

    fn told(
        rules: &[(ChartRule, Pattern)],
        rule: ChartRule,
        values: &[f64],
    ) -> Vec<(Side, usize, usize, usize)> {
        let found = run_excursions(values, &UNIT, rules);
        found.iter().filter(|e| e.rule == rule).map(|e| (e.side, e.first, e.told, e.last)).collect()
    }

    /// Each rule speaks on the point that completes its run, and not on the one before, and not for what lies on the line.
    #[test]
    fn western_electric_speaks_on_the_point_that_completes_the_run() {
        let told =
            |number, values: &[f64]| told(&WESTERN_ELECTRIC, ChartRule::WesternElectric(number), values);
        assert_eq!(told(1, &[0.0, 3.0, 3.1, -3.1]), [(Side::Above, 2, 2, 2), (Side::Below, 3, 3, 3)]);
        assert_eq!(told(2, &[2.1, 0.0, 2.1, 0.0]), [(Side::Above, 0, 2, 2)]);
        assert_eq!(told(2, &[2.1, 0.0, 0.0, 2.1, -2.1]), []);
        assert_eq!(told(2, &[2.0, 2.0, 2.0]), []);
        assert_eq!(told(3, &[-1.1, -1.1, 0.0, -1.1, -1.1, -1.1, 0.0]), [(Side::Below, 0, 4, 5)]);
        assert_eq!(told(3, &[1.1, 1.1, 1.1, 0.0, 0.0, 1.1]), []);
        assert_eq!(told(4, &[0.1; 7]), []);
        assert_eq!(told(4, &[0.1; 9]), [(Side::Above, 0, 7, 8)]);
        assert_eq!(told(4, &[0.0; 9]), []);
    }

    #[test]
    fn nelson_speaks_on_the_point_that_completes_the_run() {
        let told = |number, values: &[f64]| told(&NELSON, ChartRule::Nelson(number), values);
        assert_eq!(told(1, &[-3.1]), [(Side::Below, 0, 0, 0)]);
        assert_eq!(told(2, &[-0.1; 8]), []);
        assert_eq!(told(2, &[-0.1; 9]), [(Side::Below, 0, 8, 8)]);
        assert_eq!(told(3, &[0.0, 0.1, 0.2, 0.3, 0.4]), []);
        assert_eq!(told(3, &[0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.5]), [(Side::Above, 0, 5, 5)]);
        let by_turns: Vec<f64> = (0..14).map(|i| if i % 2 == 0 { 0.5 } else { -0.5 }).collect();
        assert_eq!(told(4, &by_turns), [(Side::Both, 0, 13, 13)]);
        assert_eq!(told(4, by_turns.get(..13).unwrap()), []);
        assert_eq!(told(5, &[2.1, 0.0, 2.1]), [(Side::Above, 0, 2, 2)]);
        assert_eq!(told(6, &[1.1, 1.1, -1.1, 1.1, 1.1]), [(Side::Above, 0, 4, 4)]);
        assert_eq!(told(7, &[0.9; 14]), []);
        assert_eq!(told(7, &[0.9; 15]), [(Side::Both, 0, 14, 14)]);
        assert_eq!(told(7, &[1.0; 15]), []);
        let off: Vec<f64> = (0..8).map(|i| if i % 3 == 0 { 1.1 } else { -1.1 }).collect();
        assert_eq!(told(8, &off), [(Side::Both, 0, 7, 7)]);
        assert_eq!(told(8, off.get(..7).unwrap()), []);
    }

    /// NIST/SEMATECH e-Handbook of Statistical Methods, section 6.3.2.2: no flow rate lies outside its limits.
    #[test]
    fn the_published_flow_rates_are_in_control() {
        let flow = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1];
        let baseline = Baseline::of(&flow).unwrap();
        let beyond = run_excursions(&flow, &baseline, &WESTERN_ELECTRIC[..1]);
        assert_eq!(beyond, []);
    }

    #[test]
    fn without_sigma_whatever_differs_is_beyond() {
        let flat = Baseline::of(&[7.0; 9]).unwrap();
        let found = run_excursions(&[7.0, 7.5, 7.0], &flat, &NELSON);
        assert_eq!(found.iter().map(|e| (e.rule, e.told)).collect::<Vec<_>>(), [(ChartRule::Nelson(1), 1)]);
    }
}
