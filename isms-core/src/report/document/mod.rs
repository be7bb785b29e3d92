//! Documents that people hand over, each made from a view: as Markdown, as an HTML page, or as CSV.
//!
//! A document is a file here that turns the answer of a view into headings, paragraphs and tables, and a line in
//! `documents!` (`registry.rs`). How these look in each format is told once for all of them.

mod audit_report;
mod content;
mod csv;
mod gap_analysis;
mod html;
mod management_review_pack;
mod markdown;
mod registry;
mod risk_treatment_plan;
mod statement_of_applicability;
mod words;

use std::fmt;
use std::str::FromStr;

pub use registry::{DocumentDefinition, definition, definitions, describe};

use crate::error::{Error, ErrorCode};

/// The formats of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Markdown with tables (GitHub Flavored Markdown). Text of the record is escaped.
    Markdown,
    /// One HTML page, to read on a screen or on paper: no script, no network. Text of the record is escaped.
    Html,
    /// The main table of the document (RFC 4180), for spreadsheets: a text that a spreadsheet would take for a formula
    /// has an apostrophe before it.
    Csv,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 3] = [Self::Markdown, Self::Html, Self::Csv];

    /// Its name: `markdown`, `html` or `csv`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Csv => "csv",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Format {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        Self::ALL.into_iter().find(|format| format.as_str() == text).ok_or_else(|| {
            let problem = format!("{text:?} is not a format of documents");
            Error::new(ErrorCode::Value, "format", problem, "choose markdown, html or csv")
        })
    }
}
