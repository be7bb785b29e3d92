//! Values as JSON text, byte for byte what serde_json writes, at some three quarters of its cost.
//!
//! Nearly no text has to be escaped: it is looked at eight bytes at a time and copied whole, and the names of fields are
//! not looked at. What is rare is left to serde_json.

use serde::Serialize;
use serde::ser::{
    Error as _, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use serde_json::Error;

/// A value as JSON, without white space.
pub(crate) fn to_text<T: Serialize + ?Sized>(value: &T) -> Result<String, Error> {
    let mut writer = Writer { text: Vec::new() };
    value.serialize(&mut writer)?;
    String::from_utf8(writer.text).map_err(Error::custom)
}

/// What is written so far: a vector, which serde_json writes to as well.
struct Writer {
    text: Vec<u8>,
}

impl Writer {
    /// Lets serde_json write a value.
    fn rare<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        serde_json::to_writer(&mut self.text, value)
    }

    /// Writes the name of a field or a variant, which is an identifier.
    fn name(&mut self, name: &'static str) {
        debug_assert!(is_plain(name.as_bytes()), "{name} must be escaped");
        self.text.push(b'"');
        self.text.extend_from_slice(name.as_bytes());
        self.text.push(b'"');
    }

    fn named(&mut self, name: &'static str) -> &mut Self {
        self.name(name);
        self.text.push(b':');
        self
    }

    /// A variant that holds something is an object of one field.
    fn variant(&mut self, name: &'static str) {
        self.text.push(b'{');
        self.named(name);
    }

    /// Writes a key, a number or a truth value in quotes.
    fn key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        let start = self.text.len();
        key.serialize(&mut *self)?;
        match self.text.get(start) {
            Some(b'"') => {}
            Some(b'-' | b'0'..=b'9' | b't' | b'f') => {
                self.text.insert(start, b'"');
                self.text.push(b'"');
            }
            _ => return Err(Error::custom("key must be a string")),
        }
        self.text.push(b':');
        Ok(())
    }
}

/// Whether text stands for itself: no control character, quotation mark or backslash.
fn is_plain(bytes: &[u8]) -> bool {
    let eight = |eight: &[u8; 8]| is_plain_eight(u64::from_ne_bytes(*eight));
    match bytes.last_chunk() {
        Some(last) => bytes.as_chunks().0.iter().all(eight) && eight(last),
        // Filled up with spaces.
        None => is_plain_eight(
            bytes.iter().fold(u64::from_ne_bytes([b' '; 8]), |word, byte| word << 8 | u64::from(*byte)),
        ),
    }
}

/// The same of eight bytes at once: the highest bit of each is what tells.
fn is_plain_eight(bytes: u64) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHEST: u64 = 0x80 * ONES;
    // A byte less than `limit`, at most 128, borrows from its highest bit, which must not have been set before.
    let below = |bytes: u64, limit: u64| bytes.wrapping_sub(limit * ONES) & !bytes;
    let is = |byte: u8| below(bytes ^ (u64::from(byte) * ONES), 1);
    (below(bytes, 0x20) | is(b'"') | is(b'\\')) & HIGHEST == 0
}

/// Forwards to serde_json.
macro_rules! rare {
    ($($method:ident: $Type:ty),*) => {
        $(fn $method(self, value: $Type) -> Result<(), Error> {
            self.rare(&value)
        })*
    };
}

/// Begins what has parts, within the variant that holds it.
macro_rules! opens {
    ($($method:ident($($Ignored:ty),*) $(of $variant:ident)? => $open:literal $close:literal;)*) => {
        $(fn $method(self, $(_: $Ignored,)* $($variant: &'static str, _: usize)?) -> Result<Parts<'w>, Error> {
            $(self.variant($variant);)?
            self.text.push($open);
            Ok(Parts { writer: self, some: false, close: $close })
        })*
    };
}

impl<'w> Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Parts<'w>;
    type SerializeTuple = Parts<'w>;
    type SerializeTupleStruct = Parts<'w>;
    type SerializeTupleVariant = Parts<'w>;
    type SerializeMap = Parts<'w>;
    type SerializeStruct = Parts<'w>;
    type SerializeStructVariant = Parts<'w>;

    rare!(serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128);
    rare!(serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128);
    rare!(serialize_f32: f32, serialize_f64: f64, serialize_bool: bool, serialize_char: char, serialize_bytes: &[u8]);

    #[inline]
    fn serialize_str(self, text: &str) -> Result<(), Error> {
        if !is_plain(text.as_bytes()) {
            return self.rare(text);
        }
        self.text.push(b'"');
        self.text.extend_from_slice(text.as_bytes());
        self.text.push(b'"');
        Ok(())
    }
    fn serialize_unit(self) -> Result<(), Error> {
        self.text.extend_from_slice(b"null");
        Ok(())
    }
    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.name(variant);
        Ok(())
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.variant(variant);
        value.serialize(&mut *self)?;
        self.text.push(b'}');
        Ok(())
    }
    opens! {
        serialize_seq(Option<usize>) => b'[' b"]";
        serialize_tuple(usize) => b'[' b"]";
        serialize_tuple_struct(&'static str, usize) => b'[' b"]";
        serialize_tuple_variant(&'static str, u32) of variant => b'[' b"]}";
        serialize_map(Option<usize>) => b'{' b"}";
        serialize_struct(&'static str, usize) => b'{' b"}";
        serialize_struct_variant(&'static str, u32) of variant => b'{' b"}}";
    }
}

/// The parts of a list or an object, with commas between.
struct Parts<'w> {
    writer: &'w mut Writer,
    some: bool,
    close: &'static [u8],
}

impl Parts<'_> {
    fn part(&mut self) -> &mut Writer {
        if std::mem::replace(&mut self.some, true) {
            self.writer.text.push(b',');
        }
        self.writer
    }
}

macro_rules! parts {
    ($($Trait:ident { $(fn $method:ident($parts:ident, $([$name:ident])? $value:ident) $body:block)* })*) => {
        $(impl $Trait for Parts<'_> {
            type Ok = ();
            type Error = Error;
            $(fn $method<T: Serialize + ?Sized>(
                &mut self, $($name: &'static str,)? $value: &T
            ) -> Result<(), Error> {
                let $parts = self;
                $body
            })*
            fn end(self) -> Result<(), Error> {
                self.writer.text.extend_from_slice(self.close);
                Ok(())
            }
        })*
    };
}
parts! {
    SerializeSeq { fn serialize_element(parts, value) { value.serialize(parts.part()) } }
    SerializeTuple { fn serialize_element(parts, value) { value.serialize(parts.part()) } }
    SerializeTupleStruct { fn serialize_field(parts, value) { value.serialize(parts.part()) } }
    SerializeTupleVariant { fn serialize_field(parts, value) { value.serialize(parts.part()) } }
    SerializeStruct { fn serialize_field(parts, [name] value) { value.serialize(parts.part().named(name)) } }
    SerializeStructVariant {
        fn serialize_field(parts, [name] value) { value.serialize(parts.part().named(name)) }
    }
    SerializeMap {
        fn serialize_key(parts, key) { parts.part().key(key) }
        fn serialize_value(parts, value) { value.serialize(&mut *parts.writer) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    #[derive(Debug, Clone, Serialize)]
    enum Shape {
        Unit,
        Newtype(Option<String>),
        Tuple(i64, f32),
        Struct { text: String, number: f64 },
    }

    /// Every kind of thing that serde knows.
    #[derive(Debug, Clone, Serialize)]
    struct Whole {
        shapes: Vec<Shape>,
        by_number: BTreeMap<i32, char>,
        by_truth: BTreeMap<bool, ()>,
        by_text: BTreeMap<String, (u8, Vec<bool>)>,
        wide: Option<i128>,
        #[serde(flatten)]
        value: BTreeMap<String, Value>,
    }

    fn shape() -> impl Strategy<Value = Shape> {
        prop_oneof![
            Just(Shape::Unit),
            any::<Option<String>>().prop_map(Shape::Newtype),
            any::<(i64, f32)>().prop_map(|(whole, part)| Shape::Tuple(whole, part)),
            any::<(String, f64)>().prop_map(|(text, number)| Shape::Struct { text, number }),
        ]
    }

    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            "[ -~\\n\\u{e9}]{0,20}".prop_map(Value::from)
        ]
    }

    proptest! {
        #[test]
        fn the_bytes_are_those_of_serde_json(
            shapes in prop::collection::vec(shape(), 0..4),
            by_number in prop::collection::btree_map(any::<i32>(), any::<char>(), 0..3),
            by_truth in prop::collection::btree_map(any::<bool>(), any::<()>(), 0..3),
            by_text in prop::collection::btree_map(any::<String>(), any::<(u8, Vec<bool>)>(), 0..3),
            wide in any::<Option<i128>>(),
            value in prop::collection::btree_map("[a-z\"]{1,3}", value(), 0..3),
        ) {
            let whole = Whole { shapes, by_number, by_truth, by_text, wide, value };
            prop_assert_eq!(to_text(&whole).unwrap(), serde_json::to_string(&whole).unwrap());
        }

        #[test]
        fn what_is_plain_is_so_byte_by_byte(bytes in prop::collection::vec(any::<u8>(), 0..20)) {
            let plain = bytes.iter().all(|byte| *byte >= 0x20 && *byte != b'"' && *byte != b'\\');
            prop_assert_eq!(is_plain(&bytes), plain);
        }
    }

    #[test]
    fn what_is_no_key_is_refused_as_by_serde_json() {
        for key in [json!([]), json!({}), json!(null)] {
            let map = Keyed(key);
            assert_eq!(
                to_text(&map).unwrap_err().to_string(),
                serde_json::to_string(&map).unwrap_err().to_string()
            );
        }
    }

    /// A map whose one key is a value of any kind.
    struct Keyed(Value);

    impl Serialize for Keyed {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map([(&self.0, 0)])
        }
    }
}
