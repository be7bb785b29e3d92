//! Whether text is canonical JSON (RFC 8785), without building what it says: most of reading a journal is this.

use super::canonical::MAX_DEPTH;

/// The rest of `text` after one canonical value.
pub(super) fn value(text: &str) -> Option<&str> {
    let mut reader = Reader { text, at: 0 };
    reader.value(MAX_DEPTH)?;
    text.get(reader.at..)
}

/// A canonical text in quotes, and the rest after it.
pub(super) fn quoted(text: &str) -> Option<(&str, &str)> {
    let mut reader = Reader { text, at: 0 };
    reader.text()?;
    text.split_at_checked(reader.at)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip(&mut self, literal: &str) -> Option<()> {
        self.text.as_bytes().get(self.at..)?.starts_with(literal.as_bytes()).then(|| self.at += literal.len())
    }

    fn value(&mut self, depth: usize) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        match self.next()? {
            b'"' => self.text().map(|_| ()),
            b'{' => self.object(depth),
            b'[' => self.list(depth),
            b't' => self.skip("true"),
            b'f' => self.skip("false"),
            b'n' => self.skip("null"),
            _ => self.number(),
        }
    }

    fn list(&mut self, depth: usize) -> Option<()> {
        self.skip("[")?;
        if self.skip("]").is_some() {
            return Some(());
        }
        loop {
            self.value(depth)?;
            if self.skip("]").is_some() {
                return Some(());
            }
            self.skip(",")?;
        }
    }

    fn object(&mut self, depth: usize) -> Option<()> {
        self.skip("{")?;
        if self.skip("}").is_some() {
            return Some(());
        }
        let mut before: Option<&str> = None;
        loop {
            let name = self.text()?;
            if before.is_some_and(|before| !sorted(before, name)) {
                return None;
            }
            before = Some(name);
            self.skip(":")?;
            self.value(depth)?;
            if self.skip("}").is_some() {
                return Some(());
            }
            self.skip(",")?;
        }
    }

    /// A text, given with its quotes. What must be escaped is, in the one way there is; nothing else is.
    fn text(&mut self) -> Option<&'a str> {
        let start = self.at;
        self.skip("\"")?;
        loop {
            let byte = self.next()?;
            self.at += 1;
            match byte {
                b'"' => return self.text.get(start..self.at),
                b'\\' => self.escape()?,
                0..=0x1f => return None,
                _ => {}
            }
        }
    }

    fn escape(&mut self) -> Option<()> {
        let byte = self.next()?;
        self.at += 1;
        if matches!(byte, b'"' | b'\\' | b'b' | b't' | b'n' | b'f' | b'r') {
            return Some(());
        }
        let digits = self.text.get(self.at..self.at + 4).filter(|_| byte == b'u')?;
        self.at += 4;
        let code = digits.strip_prefix("00").and_then(|low| u8::from_str_radix(low, 16).ok())?;
        let short = matches!(code, 0x08 | 0x09 | 0x0a | 0x0c | 0x0d);
        (code < 0x20 && !short && digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')))
            .then_some(())
    }

    /// A number: the spelling of the double that it is read as.
    fn number(&mut self) -> Option<()> {
        let start = self.at;
        while matches!(self.next(), Some(b'0'..=b'9' | b'-' | b'+' | b'.' | b'e')) {
            self.at += 1;
        }
        let spelt = self.text.get(start..self.at)?;
        // Whole numbers of up to 15 digits are exact, and spelt as they are.
        if spelt.len() <= 15 && spelt.bytes().all(|b| b.is_ascii_digit()) && !spelt.is_empty() {
            return (spelt == "0" || !spelt.starts_with('0')).then_some(());
        }
        let double: f64 = spelt.parse().ok().filter(|double: &f64| double.is_finite())?;
        (ryu_js::Buffer::new().format_finite(double) == spelt).then_some(())
    }
}

/// Whether one name, in quotes, comes before another in UTF-16 (§3.2.3).
fn sorted(before: &str, name: &str) -> bool {
    let plain = |name: &str| name.bytes().all(|byte| byte.is_ascii() && byte != b'\\');
    if plain(before) && plain(name) {
        // Without the quotes at the end: a name comes before what it begins.
        return before.trim_end_matches('"') < name.trim_end_matches('"');
    }
    let read = |name: &str| serde_json::from_str::<String>(name).ok();
    match (read(before), read(name)) {
        (Some(before), Some(name)) => before.encode_utf16().lt(name.encode_utf16()),
        _ => false,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::super::canonical;
    use super::*;

    /// What the writer of canonical JSON makes of text that it can read.
    fn written(text: &str) -> Option<String> {
        let value: Value = serde_json::from_str(text).ok()?;
        canonical::to_string(&value).ok()
    }

    fn json() -> impl Strategy<Value = Value> {
        let text = || {
            prop_oneof![
                "[ab\"\\\\/\u{0}-\u{20}\u{7f}\u{e9}\u{fb33}\u{1f600}]{0,4}",
                prop::sample::select(vec!["", "a", "ab", "\u{fb33}", "\u{1f600}"]).prop_map(str::to_owned)
            ]
        };
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            (0..20_i32).prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            (-1e22..1e22).prop_map(Value::from),
            text().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 4, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(text(), inner, 0..4)
                    .prop_map(|fields| fields.into_iter().collect::<serde_json::Map<_, _>>().into()),
            ]
        })
    }

    fn agree(text: &str) {
        assert_eq!(value(text) == Some(""), written(text).as_deref() == Some(text), "{text:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_the_writer_writes_is_canonical(found in json(), at in any::<prop::sample::Index>(), to in "[\\[\\]{}:,\"\\\\0-9a-f.eE+u \u{1f}-]") {
            agree(&found.to_string());
            if let Ok(text) = canonical::to_string(&found) {
                prop_assert_eq!(value(&text), Some(""));
                let characters: Vec<char> = text.chars().collect();
                let mut changed = characters.clone();
                let place = at.index(characters.len());
                changed.splice(place..=place, to.chars());
                agree(&changed.iter().collect::<String>());
                changed.remove(place);
                agree(&changed.iter().collect::<String>());
                changed.splice(place..place, [' ', characters[place]]);
                agree(&changed.iter().collect::<String>());
            }
        }
    }

    #[test]
    fn there_is_one_spelling() {
        for text in [
            "1.0",
            "01",
            "-0",
            "1e5",
            "1E+30",
            "+1",
            ".5",
            "1.",
            "1e999",
            "NaN",
            "\"\\/\"",
            "\"\\u0041\"",
            "\"\\u000a\"",
            "\"\\u001F\"",
            "\"\\ud83d\\ude00\"",
            "\"\t\"",
            "[1, 2]",
            "[1,]",
            "{\"b\":1,\"a\":2}",
            "{\"a\":1,\"a\":1}",
            "{\"\u{fb33}\":1,\"\u{1f600}\":2}",
            "{\"a\":1,}",
            "{a:1}",
            "\"\\u00\u{e9}\"",
            "tru",
            "",
            "[",
            "{\"a\"",
            "9007199254740993",
            "\"\\",
        ] {
            assert_ne!(value(text), Some(""), "{text:?}");
            agree(text);
        }
        for text in ["0", "-1", "1e+30", "\"\\u001f\\n\"", "{\"\":1,\"a\":2,\"ab\":3}", "[]", "{}", "-5e-324"]
        {
            assert_eq!(value(text), Some(""), "{text:?}");
        }
        assert_eq!(quoted("\"a\\\"b\",1"), Some(("\"a\\\"b\"", ",1")));
        let deep = |levels: usize| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
        assert_eq!(value(&deep(MAX_DEPTH - 1)), Some(""));
        assert_eq!(value(&deep(MAX_DEPTH)), None);
    }
}
