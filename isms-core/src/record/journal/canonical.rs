//! Canonical JSON (RFC 8785): one spelling of each value, so that a hash can be taken of it.
//!
//! Written on ryu-js, which spells numbers as ECMAScript does, and serde_json, whose escapes are those of the RFC. The
//! crates for the whole RFC write an integer beyond 2⁵³ either digit by digit, which is another spelling than any
//! reader in doubles gives, or rounded, which is another value; here it is an error.

use serde_json::{Map, Number, Value};

use crate::error::{Error, ErrorCode, Result};

/// Deepest nesting written: no deeper than a reader of the line accepts.
pub(super) const MAX_DEPTH: usize = 120;

/// The canonical text of a value.
pub(super) fn to_string(value: &Value) -> Result<String> {
    let mut out = Vec::new();
    write(&mut out, value, MAX_DEPTH)?;
    String::from_utf8(out).map_err(|error| refuse(format!("is not UTF-8: {error}"), "give it as text"))
}

/// Whether a value is read from its canonical text as it is in memory: a whole number kept as a double, such as `1.0`,
/// is read as `1`.
pub(super) fn is_read_as_it_is(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.as_f64().is_none_or(|double| {
            // From 2⁶⁴ on, what is read is a double again.
            !number.is_f64() || double.fract() != 0.0 || double.abs() >= 18_446_744_073_709_551_616.0
        }),
        Value::Array(list) => list.iter().all(is_read_as_it_is),
        Value::Object(fields) => fields.values().all(is_read_as_it_is),
        Value::Null | Value::Bool(_) | Value::String(_) => true,
    }
}

fn refuse(problem: impl Into<String>, remedy: &str) -> Error {
    Error::new(ErrorCode::Value, "", problem, remedy)
}

fn write(out: &mut Vec<u8>, value: &Value, depth: usize) -> Result<()> {
    let Some(depth) = depth.checked_sub(1) else {
        return Err(refuse(format!("is nested more than {MAX_DEPTH} levels deep"), "keep it flatter"));
    };
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Number(number) => write_number(out, number)?,
        Value::String(text) => write_text(out, text)?,
        Value::Array(list) => {
            out.push(b'[');
            for (i, item) in list.iter().enumerate() {
                if i > 0 {
                    out.push(b',');
                }
                write(out, item, depth).map_err(|error| error.within(&format!("[{i}]")))?;
            }
            out.push(b']');
        }
        Value::Object(fields) => write_object(out, fields, depth)?,
    }
    Ok(())
}

/// Fields in the order of their names in UTF-16 (§3.2.3).
fn write_object(out: &mut Vec<u8>, fields: &Map<String, Value>, depth: usize) -> Result<()> {
    let mut sorted: Vec<(&String, &Value)> = fields.iter().collect();
    sorted.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
    out.push(b'{');
    for (i, (name, value)) in sorted.into_iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        write_text(out, name)?;
        out.push(b':');
        write(out, value, depth).map_err(|error| error.within(name))?;
    }
    out.push(b'}');
    Ok(())
}

fn write_text(out: &mut Vec<u8>, text: &str) -> Result<()> {
    serde_json::to_writer(out, text)
        .map_err(|error| refuse(format!("cannot be written: {error}"), "give it as text"))
}

/// Numbers are doubles (§3.2.2.3).
fn write_number(out: &mut Vec<u8>, number: &Number) -> Result<()> {
    let double = number.as_f64().filter(|double| double.is_finite());
    let remedy = "write it as text";
    let double = double.ok_or_else(|| refuse(format!("{number} is not a finite number"), remedy))?;
    let mut buffer = ryu_js::Buffer::new();
    let text = buffer.format_finite(double);
    if !number.is_f64() && number.to_string() != text {
        return Err(refuse(format!("{number} has more digits than a double holds"), remedy));
    }
    out.extend_from_slice(text.as_bytes());
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]
mod tests {
    use serde_json::json;

    use super::*;

    /// RFC 8785, appendix B: bits of a double and its one spelling.
    #[test]
    fn numbers_are_spelt_as_in_appendix_b() {
        let cases: [(u64, &str); 24] = [
            (0x0000_0000_0000_0000, "0"),
            (0x8000_0000_0000_0000, "0"),
            (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"),
            (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
            (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"),
            (0xc340_0000_0000_0000, "-9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
            (0x44b5_2d02_c7e1_4af6, "1e+23"),
            (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
            (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
            (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
            (0x444b_1ae4_d6e2_ef50, "1e+21"),
            (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
            (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
            (0x41b3_de43_5555_5553, "333333333.3333332"),
            (0x41b3_de43_5555_5554, "333333333.33333325"),
            (0x41b3_de43_5555_5555, "333333333.3333333"),
            (0x41b3_de43_5555_5556, "333333333.3333334"),
            (0x41b3_de43_5555_5557, "333333333.33333343"),
            (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
            (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
        ];
        for (bits, text) in cases {
            assert_eq!(to_string(&json!(f64::from_bits(bits))).unwrap(), text, "{bits:016x}");
        }
    }

    /// RFC 8785, §3.2.2 and §3.2.3: escapes, literals, and names sorted by UTF-16.
    #[test]
    fn texts_and_names_are_spelt_as_in_section_3() {
        let value: Value = serde_json::from_str(
            r#"{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}"#,
        )
        .unwrap();
        assert_eq!(
            to_string(&value).unwrap(),
            "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],\
             \"string\":\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}"
        );
        let names =
            json!({"\u{20ac}": 1, "\r": 2, "\u{fb33}": 3, "1": 4, "\u{1f600}": 5, "\u{80}": 6, "\u{f6}": 7});
        assert_eq!(
            to_string(&names).unwrap(),
            "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"\u{f6}\":7,\"\u{20ac}\":1,\"\u{1f600}\":5,\"\u{fb33}\":3}"
        );
        assert_eq!(to_string(&json!("\u{8}\u{9}\u{c}\u{7f}\u{1}")).unwrap(), "\"\\b\\t\\f\u{7f}\\u0001\"");
    }

    /// Reading must give the double that was written: serde_json does so with its feature `float_roundtrip` alone.
    #[test]
    fn what_was_written_is_read_again() {
        let mut bits = 1_u64;
        for _ in 0..20_000 {
            bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let double = f64::from_bits(bits);
            if double.is_finite() {
                let text = to_string(&json!(double)).unwrap();
                let read: Value = serde_json::from_str(&text).unwrap();
                assert_eq!(to_string(&read).unwrap(), text, "{bits:016x}");
                assert!(!is_read_as_it_is(&json!(double)) || read == json!(double), "{bits:016x}");
            }
        }
    }

    #[test]
    fn whole_numbers_kept_as_doubles_are_seen() {
        for changes in [json!([1.0]), json!({"a": -0.0}), json!(9_223_372_036_854_775_808_f64), json!(-1e19)]
        {
            let read: Value = serde_json::from_str(&to_string(&changes).unwrap()).unwrap();
            assert!(!is_read_as_it_is(&changes) || read == changes, "{changes}");
        }
        assert!(!is_read_as_it_is(&json!([{"a": 2.0}])));
        assert!(is_read_as_it_is(&json!([1, 0.5, 1e300, "1.0", null])));
    }

    #[test]
    fn what_doubles_cannot_hold_is_refused_with_its_place() {
        let error = to_string(&json!({"a": [0, 9_007_199_254_740_993_u64]})).unwrap_err();
        assert_eq!(error.path, "a[1]");
        assert_eq!(to_string(&json!(u64::MAX)).unwrap_err().code, ErrorCode::Value);
        assert_eq!(to_string(&json!(-9_007_199_254_740_992_i64)).unwrap(), "-9007199254740992");
        let deep = (0..MAX_DEPTH).fold(json!(1), |value, _| json!([value]));
        assert_eq!(to_string(&deep).unwrap_err().code, ErrorCode::Value);
    }
}
