//! Where the next money goes: how little loss each budget can buy, and what to do when for the one that pays.

use maud::{Markup, html};

use crate::error::Result;
use crate::model::Date;
use crate::report::parts::{
    FrontierMark, HoursRow, RoadmapRow, Table, Tone, card, cards, day, empty, frontier, list, number,
    percent, roadmap, round, shown, state, text, who, word,
};
use crate::view::{
    FrontierAppetite, JudgedFigure, LossFigure, Optimisation, OptimiseParameters, OptionHours,
    TreatmentFrontier, TreatmentFrontierParameters, TreatmentLimit, View,
};

/// Years simulated, and nodes looked at, to give an overview in a short time; the views take more.
const TRIALS: u64 = 1_024;
const NODES: u64 = 64;
const KINKS: u32 = 10;
/// Quarters in which something may start.
const STARTS: u32 = 2;
/// Days of a quarter, on average.
const QUARTER: f64 = 365.25 / 4.0;

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let asked = TreatmentFrontierParameters {
        trials: Some(TRIALS),
        nodes: Some(NODES),
        kinks: Some(KINKS),
        between: Some(0),
        start_quarters: Some(STARTS),
        ..Default::default()
    };
    let drawn = view.treatment_frontier(&asked)?;
    if drawn.items.len() < 2 {
        return Ok(
            html! { (empty("No treatment option lowers a loss: quantify risks and state what might be done about them.")) },
        );
    }
    // The dearest portfolio of which every step avoids more than it costs.
    let pays = drawn.items.iter().take_while(|item| item.per_cost.is_none_or(|saved| saved >= 1.0)).last();
    let budget = pays.map_or(0.0, |item| item.cost);
    let asked = OptimiseParameters {
        budget: Some(budget),
        trials: Some(TRIALS),
        nodes: Some(NODES),
        redraws: Some(0),
        start_quarters: Some(STARTS),
        ..Default::default()
    };
    let found = view.optimise(&asked)?;
    let chosen = found.items.iter().filter(|item| item.chosen).count();
    Ok(html! {
        p.soft {
            "Losses and costs over " (found.horizon) " years in " (found.currency) ", from " (found.trials)
            " simulated years, for options that begin within half a year. The roadmap is that of the dearest portfolio of which every step avoids more than it costs."
        }
        (cards([
            card(Tone::Plain, round(Some(found.cost.round())), "to spend on it"),
            card(Tone::Plain, round(Some((found.untreated - found.value).round())), "less to lose, as reckoned"),
            card(Tone::Plain, format!("{chosen} of {}", found.items.len()), "options chosen"),
            card(Tone::Plain, percent(Some(found.gap)), "from what could be best at most"),
        ]))
        (frontier(&marks(&drawn, budget), &tolerance(&drawn), &drawn.currency))
        h4 { "Roadmap" }
        (plan(view, &found))
        h4 { "What it comes to" }
        (figures(&found))
        h4 { "Why" }
        (options(view, &found))
        (list(&found.limits.iter().filter(|limit| limit.binds).collect::<Vec<_>>(), "optimise", |limit| binding(limit)))
    })
}

fn marks(drawn: &TreatmentFrontier, budget: f64) -> Vec<FrontierMark> {
    let mark = |item: &crate::view::FrontierItem| FrontierMark {
        cost: item.cost,
        loss: item.value,
        title: item.options.iter().map(|option| option.option.as_str()).collect::<Vec<_>>().join(", "),
        chosen: item.cost == budget,
        kept: item.appetite.iter().map(|point| point.kept).collect(),
    };
    drawn.items.iter().map(mark).collect()
}

/// Each point of the tolerance in words, with where the portfolios begin and end.
fn tolerance(drawn: &TreatmentFrontier) -> Vec<String> {
    let (Some(first), Some(last)) = (drawn.items.first(), drawn.items.last()) else { return vec![] };
    let told = |(before, after): (&FrontierAppetite, &FrontierAppetite)| {
        format!(
            "more than {}: {} falls to {}, tolerated {}",
            round(Some(before.loss)),
            percent(Some(before.probability)),
            percent(Some(after.probability)),
            percent(Some(before.tolerated)),
        )
    };
    first.appetite.iter().zip(&last.appetite).map(told).collect()
}

fn plan(view: &View<'_>, found: &Optimisation) -> Markup {
    let after = |day: Date| day.days_since(found.as_of) as f64 / QUARTER;
    let rows = found.items.iter().filter_map(|item| {
        let (start, in_effect) = (item.starts_on?, item.in_effect_on?);
        Some(RoadmapRow {
            name: item.option.to_string(),
            title: format!("{}: {start} to {in_effect}", item.title),
            start: after(start),
            in_effect: after(in_effect),
        })
    });
    let rows: Vec<RoadmapRow> = rows.collect();
    if rows.is_empty() {
        return empty("Nothing is to be done.");
    }
    let mut roles: Vec<(&str, Vec<&OptionHours>)> = Vec::new();
    for hours in &found.hours {
        match roles.last_mut() {
            Some((role, list)) if *role == hours.role.as_str() => list.push(hours),
            _ => roles.push((hours.role.as_str(), vec![hours])),
        }
    }
    let quarters = roles.first().map_or(vec![], |(_, list)| {
        list.iter().map(|hours| hours.quarter.format("%b %y").to_string()).collect()
    });
    let asked = |hours: &&OptionHours| (hours.capacity_hours, hours.programme_hours + hours.option_hours);
    let busy = roles.iter().filter(|(_, list)| list.iter().any(|hours| hours.option_hours > 0.0));
    let name =
        |role: &str| view.isms().roles().get(role).map_or_else(|| role.to_owned(), |role| role.name.clone());
    let hours: Vec<HoursRow> = busy
        .map(|(role, list)| HoursRow { name: name(role), quarters: list.iter().map(asked).collect() })
        .collect();
    roadmap(&quarters, &rows, &hours)
}

fn figures(found: &Optimisation) -> Markup {
    Table {
        caption: "Losses of a year before and with all of it in effect, on fresh years, beside what was reckoned",
        view: "optimise",
        if_empty: "Nothing was simulated.",
        columns: [text("Figure"), number("Before"), number("After"), number("From"), number("To"), number("Reckoned"), number("Tolerated")],
    }
    .of(&found.figures, |figure| {
        let told = |value: f64| match figure.figure {
            LossFigure::Exceedance => percent(Some(value)),
            _ => round(Some(value.round())),
        };
        [
            shown(name_of(figure)),
            shown(told(figure.before)),
            shown(told(figure.after)),
            shown(told(figure.after_low)),
            shown(told(figure.after_high)),
            shown(told(figure.reckoned)),
            shown(percent(figure.tolerated)),
        ]
    })
}

fn name_of(figure: &JudgedFigure) -> String {
    match (figure.figure, figure.level, figure.loss) {
        (LossFigure::ExpectedShortfall, Some(level), _) => {
            format!("mean of the worst {}", percent(Some(1.0 - level)))
        }
        (LossFigure::Exceedance, _, Some(loss)) => format!("more than {}", round(Some(loss))),
        _ => word(&figure.figure),
    }
}

fn options(view: &View<'_>, found: &Optimisation) -> Markup {
    Table {
        caption: "Each option: what it costs, what it saves alone and beside the others, and why",
        view: "optimise",
        if_empty: "There are no options.",
        columns: [
            text("Option"),
            text("Owner"),
            text("Chosen"),
            text("Starts"),
            number("Cost"),
            number("Alone"),
            number("Beside the others"),
            text("Why"),
        ],
    }
    .of(&found.items, |item| {
        let amount = |value: Option<f64>| shown(round(value.map(f64::round)));
        [
            // Ids of options are words, to be broken where there is little room.
            html! { b { (item.option) } " " (item.title) },
            who(view, &item.owner),
            if item.chosen { state(Tone::Good, "chosen") } else { state(Tone::Plain, word(&item.reason)) },
            day(item.starts_on),
            amount(item.cost),
            amount(item.alone),
            amount(item.last_in),
            shown(&item.sentence),
        ]
    })
}

fn binding(limit: &TreatmentLimit) -> Markup {
    html! {
        (word(&limit.limit)) " "
        @if let Some(id) = &limit.id { b.id { (id) } " " }
        @if let Some(other) = &limit.other { "and " b.id { (other) } " " }
        "binds: relaxed, " (round(Some(limit.worth.round()))) " less would be lost"
    }
}
