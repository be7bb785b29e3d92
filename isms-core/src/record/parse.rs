//! JSON in, with errors that name the place.

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

use crate::error::{Error, ErrorCode, Result};

/// Reads a `T` from bytes that should be UTF-8 JSON.
pub(crate) fn from_bytes<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    from_json_text(utf8(bytes)?)
}

pub(crate) fn utf8(bytes: &[u8]) -> Result<&str> {
    std::str::from_utf8(bytes).map_err(|error| {
        Error::new(
            ErrorCode::Syntax,
            "",
            format!("byte {} is not UTF-8", error.valid_up_to()),
            "save the file as UTF-8",
        )
    })
}

/// Reads a `T` from JSON text.
pub(crate) fn from_json_text<T: DeserializeOwned>(text: &str) -> Result<T> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_json::from_str(text).map_err(|error| locate::<T>(text, &error))
}

/// Where the mistake is: the text is read once more, as a value first, keeping track of the place. Good text need not pay
/// for that. What a value does not show, such as a field that is there twice, is told without a place.
fn locate<T: DeserializeOwned>(text: &str, error: &serde_json::Error) -> Error {
    let value = serde_json::from_str::<Value>(text);
    let located = value.ok().and_then(|value| from_value::<T>(&value).err());
    located.unwrap_or_else(|| describe_inner(String::new(), error))
}

/// Reads a `T` from a parsed value; paths are relative to it.
pub(crate) fn from_value<T: DeserializeOwned>(value: &Value) -> Result<T> {
    serde_path_to_error::deserialize(value).map_err(|error| describe(error.path(), error.inner(), value))
}

fn describe(path: &Path, error: &serde_json::Error, document: &Value) -> Error {
    let mut at = Some(document);
    let mut shown = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => {
                at = at.and_then(|value| value.get(index));
                // Entities go by their id; other list items by position.
                match at.and_then(|value| value.get("id")).and_then(Value::as_str) {
                    Some(id) if !shown.contains('.') => shown.push_str(&format!("[{id}]")),
                    _ => shown.push_str(&format!("[{index}]")),
                }
            }
            Segment::Map { key } | Segment::Enum { variant: key } => {
                at = at.and_then(|value| value.get(key));
                if !shown.is_empty() {
                    shown.push('.');
                }
                shown.push_str(key);
            }
            Segment::Unknown => {}
        }
    }
    describe_inner(shown, error)
}

fn describe_inner(mut path: String, error: &serde_json::Error) -> Error {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let bare = text.strip_suffix(&place).unwrap_or(&text);
    if bare.starts_with("recursion limit") {
        // The path would be as long as the nesting is deep.
        let remedy = "nest lists and objects no more than 127 levels deep";
        return Error::new(ErrorCode::Syntax, "", format!("nested too deeply{place}"), remedy);
    }
    if error.is_syntax() || error.is_eof() {
        let remedy =
            if error.is_eof() { "the text ends too early; send all of it" } else { "send valid JSON" };
        return Error::new(ErrorCode::Syntax, path, text, remedy);
    }
    // serde's messages are its only interface here; the tests hold their wording.
    let quoted = bare.split('`').nth(1).unwrap_or_default();
    if bare.starts_with("unknown field") {
        let known = bare.split_once(", ").map_or("remove it, or begin its name with x-", |(_, known)| known);
        if path != quoted && !path.ends_with(&format!(".{quoted}")) {
            path = if path.is_empty() { quoted.to_owned() } else { format!("{path}.{quoted}") };
        }
        return Error::new(ErrorCode::UnknownField, path, format!("unknown field `{quoted}`"), known);
    }
    if bare.starts_with("missing field") {
        return Error::new(ErrorCode::MissingField, path, bare, format!("give the field `{quoted}`"));
    }
    if bare.starts_with("invalid type") || bare.starts_with("invalid value") {
        let (problem, expected) = bare.split_once(", ").unwrap_or((bare, ""));
        let code = if bare.starts_with("invalid type") { ErrorCode::Type } else { ErrorCode::Value };
        let remedy = match expected {
            "expected u8" | "expected u16" | "expected u32" | "expected u64" | "expected usize" => {
                "expected a whole number, not negative and not too large"
            }
            "expected f64" => "expected a number",
            other => other,
        };
        return Error::new(code, path, problem, remedy);
    }
    let (problem, remedy) = bare.split_once("; ").or_else(|| bare.split_once(", ")).unwrap_or((bare, ""));
    Error::new(ErrorCode::Value, path, problem, remedy)
}
