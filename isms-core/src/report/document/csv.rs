//! The table of a document as CSV (RFC 4180).

use super::content::Table;

/// Writes a table: one header, one line a row.
pub(super) fn write(table: &Table) -> String {
    let header = table.columns.iter().map(|name| field(name)).collect::<Vec<_>>().join(",");
    let mut lines = vec![header];
    lines.extend(
        table.rows.iter().map(|row| row.iter().map(|text| field(text)).collect::<Vec<_>>().join(",")),
    );
    lines.join("\r\n") + "\r\n"
}

/// A text as a field. One that a spreadsheet would take for a formula gets an apostrophe, which says that it is text.
fn field(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { "'" } else { "" };
    let quoted = text.contains(['"', ',', '\r', '\n']) || text.trim() != text;
    if quoted { format!("\"{guard}{}\"", text.replace('"', "\"\"")) } else { format!("{guard}{text}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_must_be_and_no_formula_is_let_through() {
        for (text, shown) in [
            ("plain", "plain"),
            ("a,b", "\"a,b\""),
            ("say \"yes\"", "\"say \"\"yes\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            (" space", "\" space\""),
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@cmd", "'@cmd"),
            ("\t=1", "\"'\t=1\""),
            ("", ""),
        ] {
            assert_eq!(field(text), shown);
        }
    }

    #[test]
    fn lines_end_as_the_rfc_has_it() {
        let rows = vec![vec!["1".to_owned(), "a;b".to_owned()]];
        assert_eq!(write(&Table { columns: vec!["A", "B"], rows }), "A,B\r\n1,a;b\r\n");
    }
}
