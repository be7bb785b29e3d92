//! The line of least squares, to see where a figure is heading.

/// A straight line: a value at 0 and a change with each unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// Value at 0.
    pub intercept: f64,
    /// Change of the value with each unit.
    pub slope: f64,
}

impl Line {
    /// The value at a place.
    pub fn at(self, x: f64) -> f64 {
        self.intercept + self.slope * x
    }
}

/// The line through points with the least squares of the distances of `y`; none where all lie at the same `x`.
///
/// ```
/// use isms_core::schedule::least_squares_line;
/// let line = least_squares_line(&[(0.0, 1.0), (1.0, 3.0), (2.0, 5.0)]).unwrap();
/// assert_eq!(line.at(10.0), 21.0);
/// ```
pub fn least_squares_line(points: &[(f64, f64)]) -> Option<Line> {
    let count = points.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
    let (mean_x, mean_y) = (mean(|point| point.0), mean(|point| point.1));
    let square: f64 = points.iter().map(|(x, _)| (x - mean_x).powi(2)).sum();
    let product: f64 = points.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    let slope = product / square;
    slope.is_finite().then_some(Line { intercept: mean_y - slope * mean_x, slope })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

    use super::*;

    #[test]
    fn the_line_is_that_of_anscombe() {
        // F. J. Anscombe, Graphs in statistical analysis, The American Statistician 27 (1973): y = 3.00 + 0.500 x.
        let first = [
            (10.0, 8.04),
            (8.0, 6.95),
            (13.0, 7.58),
            (9.0, 8.81),
            (11.0, 8.33),
            (14.0, 9.96),
            (6.0, 7.24),
            (4.0, 4.26),
            (12.0, 10.84),
            (7.0, 4.82),
            (5.0, 5.68),
        ];
        let line = least_squares_line(&first).unwrap();
        assert!((line.intercept - 3.0).abs() < 0.005 && (line.slope - 0.5).abs() < 0.0005, "{line:?}");
    }

    #[test]
    fn there_is_no_line_through_one_place() {
        assert_eq!(least_squares_line(&[]), None);
        assert_eq!(least_squares_line(&[(1.0, 2.0), (1.0, 3.0)]), None);
    }
}
