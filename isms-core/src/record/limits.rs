//! How much of a hostile text is read.

use memchr::{memchr2_iter, memrchr_iter};

use crate::error::{Error, ErrorCode, Result};

/// What a record may hold at most. Beyond it reading stops with an error that names the limit; nothing is kept.
///
/// Nesting has a limit of its own that cannot be set: 127 levels.
///
/// ```
/// use isms_core::record::{Isms, Limits};
/// let text = br#"{"format": "isms/1", "organisation": {"name": "X", "scope": "all", "currency": "EUR"}}"#;
/// let limits = Limits { bytes: 50, ..Limits::default() };
/// assert!(Isms::from_slice_within(text, &limits).unwrap_err().problem.contains("over the limit of 50"));
/// assert!(Isms::from_slice(text).is_ok());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the whole document; 1 GiB by default.
    pub bytes: usize,
    /// Bytes of one text as written; 16 MiB by default.
    pub text_bytes: usize,
    /// Entities of all kinds together; 10 million by default.
    pub entities: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 1 << 30, text_bytes: 1 << 24, entities: 10_000_000 }
    }
}

impl Limits {
    /// Checks what can be known before parsing.
    pub(super) fn check_text(&self, text: &[u8]) -> Result<()> {
        if text.len() > self.bytes {
            return Err(over("", format!("the text has {} bytes", text.len()), self.bytes));
        }
        if may_hold_text_over(self.text_bytes, text) && longest_text(text) > self.text_bytes {
            return Err(over("", "a text in it is too long".to_owned(), self.text_bytes));
        }
        Ok(())
    }

    /// Checks how many entities there are.
    pub(super) fn check_entities(&self, count: usize) -> Result<()> {
        if count > self.entities {
            return Err(over("", format!("it has {count} entities"), self.entities));
        }
        Ok(())
    }
}

fn over(path: &str, problem: String, limit: usize) -> Error {
    let remedy = "send less, or set a higher limit";
    Error::new(ErrorCode::Limit, path, format!("{problem}, over the limit of {limit}"), remedy)
}

/// Whether a JSON document may hold a text of more bytes than that: not if quotes that end or begin a text, as no
/// backslash stands before them, lie close enough. Of most documents no more than a few bytes are looked at.
fn may_hold_text_over(most: usize, json: &[u8]) -> bool {
    let mut rest = json;
    while rest.len() > most {
        let stretch = rest.get(..most).unwrap_or_default();
        let bare =
            |quote: &usize| quote.checked_sub(1).and_then(|before| stretch.get(before)) != Some(&b'\\');
        let Some(last) = memrchr_iter(b'"', stretch).find(bare).filter(|last| *last > 0) else { return true };
        rest = rest.get(last..).unwrap_or_default();
    }
    false
}

/// The bytes of the longest text of a JSON document, as far as it is one.
fn longest_text(json: &[u8]) -> usize {
    let (mut longest, mut opened, mut escaped) = (0, None, None);
    for i in memchr2_iter(b'"', b'\\', json) {
        let is_quote = json.get(i) == Some(&b'"');
        match opened {
            Some(_) if escaped == Some(i) => {}
            Some(_) if !is_quote => escaped = Some(i + 1),
            Some(start) => {
                longest = longest.max(i - start - 1);
                opened = None;
            }
            None if is_quote => opened = Some(i),
            None => {}
        }
    }
    longest.max(opened.map_or(0, |start| json.len() - start - 1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_text_over_the_limit_is_passed_by(json in r#"(\[?"([a"\\]|\\\\|\\"){0,6}",?){0,6}"#, most in 1..12usize) {
            let over = longest_text(json.as_bytes()) > most;
            prop_assert!(!over || may_hold_text_over(most, json.as_bytes()), "{json:?} within {most}");
        }
    }

    #[test]
    fn short_texts_close_together_need_no_second_look() {
        let json = r#"["abc","def\"","ghi"]"#;
        assert!(!may_hold_text_over(10, json.as_bytes()));
        assert!(may_hold_text_over(4, json.as_bytes()));
    }
}
