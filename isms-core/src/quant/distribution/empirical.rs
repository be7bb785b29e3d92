//! Values that were seen, with their weights.

/// Values with weights that add up to 1.
pub(super) fn weighted<'a>(
    values: &'a [f64],
    weights: &'a [f64],
) -> impl Iterator<Item = (f64, f64)> + Clone + 'a {
    let total: f64 = if weights.is_empty() { values.len() as f64 } else { weights.iter().sum() };
    values.iter().enumerate().map(move |(i, value)| (*value, weights.get(i).copied().unwrap_or(1.0) / total))
}

/// The values in rising order, each with the share of all that lies at or below it.
pub(super) fn cumulated(values: &[f64], weights: &[f64]) -> Vec<(f64, f64)> {
    let mut sorted: Vec<_> = weighted(values, weights).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut sum = 0.0;
    for (_, share) in &mut sorted {
        sum += *share;
        *share = sum;
    }
    sorted
}
