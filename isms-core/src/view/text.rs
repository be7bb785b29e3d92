//! An answer as text, names sorted, no white space: the same bytes as by way of a value, without making one.

use std::borrow::Cow;
use std::cell::RefCell;
use std::io;

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CompactFormatter, Formatter};

/// Writes an answer.
pub(super) fn of(answer: &impl Serialize) -> serde_json::Result<String> {
    let text = RefCell::new(Vec::new());
    let sorting = SortNames { text: &text, members: Vec::new(), open: Vec::new(), sorted: Vec::new() };
    answer.serialize(&mut Serializer::with_formatter(Text(&text), sorting))?;
    String::from_utf8(text.into_inner()).map_err(serde::ser::Error::custom)
}

/// What is written so far, which the formatter looks at too.
struct Text<'t>(&'t RefCell<Vec<u8>>);

impl io::Write for Text<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write(bytes).map(drop)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Puts the members of each object in the order of their names once it is complete.
struct SortNames<'t> {
    text: &'t RefCell<Vec<u8>>,
    /// Of every object that is not complete, the outermost first.
    members: Vec<Member>,
    /// Where the members of each of these objects begin.
    open: Vec<usize>,
    /// Room to sort in.
    sorted: Vec<u8>,
}

/// Where a member of an object lies in the text.
#[derive(Clone, Copy)]
struct Member {
    start: usize,
    name_end: usize,
    end: usize,
}

impl Member {
    /// Its name as it would be read.
    fn name<'t>(&self, text: &'t [u8]) -> Cow<'t, [u8]> {
        let quoted = text.get(self.start..self.name_end).unwrap_or_default();
        if quoted.contains(&b'\\') {
            let read = serde_json::from_slice::<String>(quoted);
            return read.map_or(Cow::Borrowed(quoted), |name| Cow::Owned(name.into_bytes()));
        }
        Cow::Borrowed(quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default())
    }
}

impl SortNames<'_> {
    fn position(&self) -> usize {
        self.text.borrow().len()
    }

    fn sort(&mut self) {
        let members = self.members.get_mut(self.open.pop().unwrap_or_default()..).unwrap_or_default();
        let mut text = self.text.borrow_mut();
        if members.is_sorted_by(|a, b| a.name(&text) <= b.name(&text)) {
            return;
        }
        let start = members.first().map_or(text.len(), |first| first.start);
        members.sort_by(|a, b| a.name(&text).cmp(&b.name(&text)));
        self.sorted.clear();
        for member in members.iter() {
            if !self.sorted.is_empty() {
                self.sorted.push(b',');
            }
            self.sorted.extend_from_slice(text.get(member.start..member.end).unwrap_or_default());
        }
        text.truncate(start);
        text.extend_from_slice(&self.sorted);
    }
}

impl Formatter for SortNames<'_> {
    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open.push(self.members.len());
        CompactFormatter.begin_object(writer)
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        CompactFormatter.begin_object_key(writer, first)?;
        let start = self.position();
        self.members.push(Member { start, name_end: start, end: start });
        Ok(())
    }

    fn end_object_key<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        let position = self.position();
        self.members.last_mut().into_iter().for_each(|member| member.name_end = position);
        Ok(())
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        let position = self.position();
        self.members.last_mut().into_iter().for_each(|member| member.end = position);
        Ok(())
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        let first = self.open.last().copied().unwrap_or_default();
        self.sort();
        self.members.truncate(first);
        CompactFormatter.end_object(writer)
    }

    /// A value keeps every number as a double.
    fn write_f32<W: ?Sized + io::Write>(&mut self, writer: &mut W, number: f32) -> io::Result<()> {
        CompactFormatter.write_f64(writer, number.into())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn it_is_the_text_of_the_value() {
        #[derive(Serialize)]
        struct Inner {
            z: f32,
            a: Option<f64>,
            m: Vec<Value>,
        }
        #[derive(Serialize)]
        struct Outer {
            later: Inner,
            #[serde(flatten)]
            inner: Inner,
            empty: Value,
            names: Value,
        }
        let inner = || Inner {
            z: 0.1,
            a: Some(f64::NAN),
            m: vec![json!({"b": 1, "a": [{}, {"d": "\u{7}é", "c": 1.0}]})],
        };
        let names = json!({"a": 1, "a!": 2, "a\"": 3, "a\\": 4, "": 5, "a\n": -6, "é": u64::MAX, "aa": null});
        let answer = Outer { later: inner(), inner: inner(), empty: json!({}), names };
        assert_eq!(of(&answer).unwrap(), serde_json::to_value(&answer).unwrap().to_string());
    }
}
