//! The report: one HTML file that needs nothing else, to read on a screen or on paper; and documents to hand over.

pub mod document;
mod pages;
mod parts;
mod pictures;
mod section;
mod style;

pub use pictures::exceedance_svg;

use maud::{DOCTYPE, html};

use crate::error::Result;
use crate::view::View;

/// The state of the system as one HTML file: a dashboard, and a page for each phase of plan, do, check and act. No
/// script, no network; text of the record is escaped. A page is chosen by its address (`#plan`); paper has them all.
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
    let organisation = view.isms().organisation();
    let title = format!("{} on {}", organisation.name, view.date());
    let pages = pages::PAGES.iter().map(|page| page.written(view)).collect::<Result<Vec<_>>>()?;
    let file = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (style::BASE) (style::PAGES) (style::PICTURES) }
            }
            body {
                header.top { div {
                    h1 { (title) }
                    p { (organisation.scope) }
                } }
                main { @for page in &pages { (page) } }
            }
        }
    };
    Ok(file.into_string())
}
