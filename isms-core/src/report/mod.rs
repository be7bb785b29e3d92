//! The report: one HTML file that needs nothing else, to read on a screen or on paper; and documents to hand over.

mod calendar;
pub mod document;
mod matrix;
mod network;
mod style;
mod tables;

use maud::{DOCTYPE, html};

use crate::error::Result;
use crate::view::View;

/// The state of the system as one HTML page: no script, no network; text of the record is escaped.
///
/// ```
/// use isms_core::prelude::*;
/// # let text = r#"{"format": "isms/1", "organisation": {"name": "A & B", "scope": "all", "currency": "EUR"}}"#;
/// let isms = Isms::from_json(text)?;
/// let page = isms_core::report::html(&isms.as_of("2026-03-01".parse()?))?;
/// assert!(page.contains("A &amp; B on 2026-03-01"));
/// # Ok::<(), isms_core::Error>(())
/// ```
pub fn html(view: &View<'_>) -> Result<String> {
    let status = view.status()?;
    let title = format!("{} on {}", status.organisation, view.date());
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (style::CSS) }
            }
            body {
                header {
                    h1 { (title) }
                    p { (view.isms().organisation().scope) }
                }
                main {
                    (tables::status(&status))
                    (calendar::section(view)?)
                    (tables::continuity(view)?)
                    (tables::overdue(view))
                    (matrix::section(view)?)
                    (tables::register(view))
                    (network::section(view)?)
                }
            }
        }
    };
    Ok(page.into_string())
}
