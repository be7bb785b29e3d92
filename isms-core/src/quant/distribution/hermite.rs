//! Hermite's interpolation.

/// The polynomial of the fifth degree with given values and two derivatives at 0 and at `width`, by its coefficients.
pub(crate) fn hermite(width: f64, start: [f64; 3], end: [f64; 3]) -> [f64; 6] {
    let [x, slope, bend] = start;
    let (b, c) = (width * slope, width * width * bend / 2.0);
    let value = end[0] - x - b - c;
    let first = width * end[1] - b - 2.0 * c;
    let second = width * width * end[2] / 2.0 - c;
    let d = 10.0 * value - 4.0 * first + second;
    let e = -15.0 * value + 7.0 * first - 2.0 * second;
    let f = 6.0 * value - 3.0 * first + second;
    let w = 1.0 / width;
    [x, slope, bend / 2.0, d * w * w * w, e * w * w * w * w, f * w * w * w * w * w]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fifth_degree_is_met_exactly() {
        let value = |x: f64| 1.0 + x * (2.0 - x * (3.0 + x * (0.5 - x * (0.25 - x * 0.125))));
        let of = |x: f64| {
            let slope = 2.0 - 6.0 * x - 1.5 * x * x + x * x * x - 0.625 * x.powi(4);
            let bend = -6.0 - 3.0 * x + 3.0 * x * x - 2.5 * x * x * x;
            [value(x), slope, bend]
        };
        let found = hermite(2.0, of(0.0), of(2.0));
        for (coefficient, wanted) in found.iter().zip([1.0, 2.0, -3.0, -0.5, 0.25, -0.125]) {
            assert!((coefficient - wanted).abs() < 1e-12, "{found:?}");
        }
    }
}
