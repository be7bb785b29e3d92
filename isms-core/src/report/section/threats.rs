//! How often threats come true, learned from the incidents.

use maud::Markup;

use crate::error::Result;
use crate::report::parts::{Table, named, number, round, shown, text};
use crate::view::{EventRate, EventRates, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<EventRates>()?;
    let mut seen: Vec<&EventRate> = found.items.iter().filter(|item| item.events > 0).collect();
    seen.sort_by(|a, b| b.events.cmp(&a.events).then_with(|| a.threat.cmp(&b.threat)));
    Ok(Table {
        caption: "Threats that have come true, with the rate a year that follows and its 90 % interval",
        view: "event_rates",
        if_empty: "No incident names a threat.",
        columns: [
            text("Threat"),
            number("Incidents"),
            number("Years watched"),
            number("A year"),
            number("From"),
            number("To"),
        ],
    }
    .of(&seen, |item| {
        [
            named(&item.threat, &item.name),
            shown(item.events),
            shown(round(Some(item.exposure_years))),
            shown(round(item.mean)),
            shown(round(item.low)),
            shown(round(item.high)),
        ]
    }))
}
