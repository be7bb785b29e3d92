//! What the system lacks in each phase of plan, do, check and act, in one look.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::error::Result;
use crate::model::Phase;
use crate::report::pages::place_of;
use crate::report::parts::{links, rest, word};
use crate::view::{Pdca, PhaseLack, View};

/// Lacks of a phase that are told.
const TOLD: usize = 4;

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let pdca = view.answer::<Pdca>()?;
    let mut phases: BTreeMap<Phase, Vec<&PhaseLack>> =
        [Phase::Plan, Phase::Do, Phase::Check, Phase::Act].map(|phase| (phase, Vec::new())).into();
    for lack in &pdca.lacks {
        phases.entry(lack.phase).or_default().push(lack);
    }
    for lacks in phases.values_mut() {
        lacks.sort_by_key(|lack| std::cmp::Reverse(lack.count));
    }
    Ok(html! { div.phases { @for (phase, lacks) in &phases { (told(*phase, lacks)) } } })
}

fn told(phase: Phase, lacks: &[&PhaseLack]) -> Markup {
    let name = word(&phase);
    let all: usize = lacks.iter().map(|lack| lack.count).sum();
    html! { div {
        h4 { a.phase href={ "#" (name) } { (name) } " " span.soft { (all) } }
        @if lacks.is_empty() { p.good { "Nothing is lacking." } }
        ul.lines { @for lack in lacks.iter().take(TOLD) { li {
            span {
                @match place_of(&lack.view) {
                    Some(place) => a href={ "#" (place) } { (lack.rule.text()) },
                    None => (lack.rule.text()),
                }
                br; span.soft { (links(&lack.entities)) }
            }
            b.n.late { (lack.count) }
        } } }
        (rest(lacks.len(), TOLD, "pdca"))
    } }
}
