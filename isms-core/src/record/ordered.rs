//! Entities that stand on others of their kind, in order.

use std::collections::HashMap;

use super::isms::{Isms, Stored};
use crate::model::Id;

/// How far the way through an entity has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Done,
}

/// Entities, and all that they stand on, each after those it stands on. What is not on record is passed over.
///
/// Errors: the ids of a circle among them, its first once more at the end.
pub(super) fn ordered<'a, T: Stored>(
    isms: &'a Isms,
    from: impl IntoIterator<Item = &'a T>,
    stands_on: impl Fn(&'a T) -> Vec<&'a Id<T>>,
) -> Result<Vec<&'a T>, Vec<&'a Id<T>>> {
    let mut marks: HashMap<&str, Mark> = HashMap::new();
    let mut order = Vec::new();
    // Depth first, with a stack of its own: a long chain is no danger.
    let mut way: Vec<(&T, Vec<&Id<T>>)> = Vec::new();
    for start in from {
        if marks.contains_key(start.id().as_str()) {
            continue;
        }
        marks.insert(start.id().as_str(), Mark::Open);
        way.push((start, stands_on(start)));
        while let Some((entity, left)) = way.last_mut() {
            let Some(next) = left.pop() else {
                marks.insert(entity.id().as_str(), Mark::Done);
                order.push(*entity);
                way.pop();
                continue;
            };
            match marks.get(next.as_str()) {
                Some(Mark::Done) => {}
                Some(Mark::Open) => {
                    let circle = way.iter().map(|(entity, _)| entity.id()).skip_while(|id| *id != next);
                    return Err(circle.chain([next]).collect());
                }
                None => {
                    if let Some(next) = T::collection(isms).get(next) {
                        marks.insert(next.id().as_str(), Mark::Open);
                        way.push((next, stands_on(next)));
                    }
                }
            }
        }
    }
    Ok(order)
}
