//! The one error that crosses every border of the library.

use std::fmt;

use serde::Serialize;

/// What kind of thing went wrong. The spelling in JSON, C and Python is stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ErrorCode {
    /// The text is not JSON, not UTF-8, truncated, or nested too deeply.
    Syntax,
    /// A value has the wrong type or shape.
    Type,
    /// A field that the format does not know.
    UnknownField,
    /// A field that must be there is not.
    MissingField,
    /// A value of the right type that the rules do not allow.
    Value,
    /// Two entities of one collection share an id.
    DuplicateId,
    /// An id that names nothing in the record.
    UnknownReference,
    /// Dates that run backwards.
    DateOrder,
    /// Amounts in more than one currency.
    Currency,
    /// A rule of the domain forbids the change.
    Rule,
    /// The entity is still referenced.
    StillReferenced,
    /// There is no view of that name.
    UnknownView,
    /// The file is of a format or version that this reader does not read.
    Format,
    /// A journal is not what was written.
    Integrity,
    /// The input is larger than a limit allows.
    Limit,
    /// Long work was stopped by the one who asked for it.
    Cancelled,
}

impl ErrorCode {
    /// The stable spelling, e.g. `unknown_reference`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Type => "type",
            Self::UnknownField => "unknown_field",
            Self::MissingField => "missing_field",
            Self::Value => "value",
            Self::DuplicateId => "duplicate_id",
            Self::UnknownReference => "unknown_reference",
            Self::DateOrder => "date_order",
            Self::Currency => "currency",
            Self::Rule => "rule",
            Self::StillReferenced => "still_referenced",
            Self::UnknownView => "unknown_view",
            Self::Format => "format",
            Self::Integrity => "integrity",
            Self::Limit => "limit",
            Self::Cancelled => "cancelled",
        }
    }
}

/// What is wrong, where, and what would be right.
///
/// Shown as `risks[R-014].treatment.actions[2].due: 2026-02-30 is not a date; write …`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
pub struct Error {
    /// Stable code of the kind of error.
    pub code: ErrorCode,
    /// Place in the document, e.g. `risks[R-014].owner`; empty for the document as a whole.
    pub path: String,
    /// What is wrong.
    pub problem: String,
    /// What would be right; may be empty where the problem says it.
    pub remedy: String,
}

impl Error {
    /// An error at `path`. Each part is one line: control characters of the input are shown as `\n` or `\u{0}`.
    pub fn new(
        code: ErrorCode,
        path: impl Into<String>,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        let [path, problem, remedy] = [path.into(), problem.into(), remedy.into()].map(on_one_line);
        Self { code, path, problem, remedy }
    }

    /// The same error, seen from one level further out.
    #[must_use]
    pub fn within(mut self, prefix: &str) -> Self {
        let prefix = &on_one_line(prefix.to_owned());
        self.path = match (prefix.as_str(), self.path.as_str()) {
            ("", path) => path.to_owned(),
            (prefix, "") => prefix.to_owned(),
            (prefix, path) if path.starts_with('[') => format!("{prefix}{path}"),
            (prefix, path) => format!("{prefix}.{path}"),
        };
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.problem)?;
        if !self.remedy.is_empty() {
            write!(f, "; {}", self.remedy)?;
        }
        Ok(())
    }
}

/// Input is quoted in errors, which go to logs by the line and to C, where NUL ends a text.
fn on_one_line(text: String) -> String {
    if !text.contains(char::is_control) {
        return text;
    }
    let shown = |c: char| if c.is_control() { c.escape_default().to_string() } else { c.to_string() };
    text.chars().map(shown).collect()
}

/// Result with the library's [`Error`].
pub type Result<T> = std::result::Result<T, Error>;
