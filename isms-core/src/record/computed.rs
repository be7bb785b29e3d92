//! Metrics computed from one another.

use std::collections::HashMap;

use super::Isms;
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Id, Metric};

/// How far the way through a metric has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Done,
}

impl Isms {
    /// Metrics, and all that they are computed from, each after those it is computed from.
    ///
    /// Errors: a circle among them.
    pub(crate) fn metrics_in_order<'a>(
        &'a self,
        from: impl IntoIterator<Item = &'a Metric>,
    ) -> Result<Vec<&'a Metric>> {
        let mut marks: HashMap<&str, Mark> = HashMap::new();
        let mut order = Vec::new();
        // Depth first, with a stack of its own: a long chain is no danger.
        let mut way: Vec<(&Metric, Vec<&Id<Metric>>)> = Vec::new();
        for start in from {
            if marks.contains_key(start.id.as_str()) {
                continue;
            }
            marks.insert(start.id.as_str(), Mark::Open);
            way.push((start, computed_from(start)));
            while let Some((metric, left)) = way.last_mut() {
                let Some(next) = left.pop() else {
                    marks.insert(metric.id.as_str(), Mark::Done);
                    order.push(*metric);
                    way.pop();
                    continue;
                };
                match marks.get(next.as_str()) {
                    Some(Mark::Done) => {}
                    Some(Mark::Open) => return Err(circle(next, &way)),
                    // What is not on record is told of by the check of references.
                    None => {
                        if let Some(next) = self.metrics().get(next) {
                            marks.insert(next.id.as_str(), Mark::Open);
                            way.push((next, computed_from(next)));
                        }
                    }
                }
            }
        }
        Ok(order)
    }
}

fn computed_from(metric: &Metric) -> Vec<&Id<Metric>> {
    metric.expression.iter().flat_map(|expression| expression.metrics()).collect()
}

fn circle(met_again: &Id<Metric>, way: &[(&Metric, Vec<&Id<Metric>>)]) -> Error {
    let first = way.iter().position(|(metric, _)| metric.id == *met_again).unwrap_or_default();
    let mut names: Vec<&str> = way.iter().skip(first).map(|(metric, _)| metric.id.as_str()).collect();
    names.push(met_again.as_str());
    Error::new(
        ErrorCode::Rule,
        format!("metrics[{met_again}].expression"),
        format!("the metric is computed from itself: {}", names.join(", ")),
        "take one of them out of the circle",
    )
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
