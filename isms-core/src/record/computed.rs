//! Metrics computed from one another.

use super::Isms;
use super::ordered::ordered;
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Id, Metric};

impl Isms {
    /// Metrics, and all that they are computed from, each after those it is computed from.
    ///
    /// Errors: a circle among them.
    pub(crate) fn metrics_in_order<'a>(
        &'a self,
        from: impl IntoIterator<Item = &'a Metric>,
    ) -> Result<Vec<&'a Metric>> {
        ordered(self, from, computed_from).map_err(|circle| {
            let names: Vec<&str> = circle.iter().map(|id| id.as_str()).collect();
            Error::new(
                ErrorCode::Rule,
                format!("metrics[{}].expression", names.first().copied().unwrap_or_default()),
                format!("the metric is computed from itself: {}", names.join(", ")),
                "take one of them out of the circle",
            )
        })
    }
}

fn computed_from(metric: &Metric) -> Vec<&Id<Metric>> {
    metric.expression.iter().flat_map(|expression| expression.metrics()).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// So long that following it by recursion would run out of stack.
    #[test]
    fn a_long_chain_is_put_in_order() {
        let last = 20_000;
        let metric = |i: usize| {
            let expression = if i == last { "incidents".to_owned() } else { format!("[M-{}] + 1", i + 1) };
            json!({"id": format!("M-{i}"), "name": "M", "purpose": "To see", "unit": "points", "owner": "CISO",
                "expression": expression})
        };
        let record = json!({
            "format": "isms/1", "organisation": {"name": "X", "scope": "All", "currency": "EUR"},
            "roles": [{"id": "CISO", "name": "Officer"}], "metrics": (0..=last).map(metric).collect::<Vec<_>>(),
        });
        let isms = Isms::from_json(&record.to_string()).unwrap();
        let order = isms.metrics_in_order(isms.metrics().get("M-0")).unwrap();
        assert_eq!(order.len(), last + 1);
        assert_eq!((order[0].id.as_str(), order[last].id.as_str()), ("M-20000", "M-0"));
    }
}
