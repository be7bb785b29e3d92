//! Documents as Markdown: CommonMark with the tables of GitHub.

use super::content::{Block, Content, Table};

/// Writes a document.
pub(super) fn write(content: &Content) -> String {
    let mut parts = vec![format!("# {}", line(&content.title))];
    parts.push(table(&Table {
        columns: vec!["", ""],
        rows: content.facts.iter().map(|(name, fact)| vec![(*name).to_owned(), fact.clone()]).collect(),
    }));
    parts.extend(content.blocks.iter().map(|block| match block {
        Block::Heading(text) => format!("## {}", line(text)),
        Block::Subheading(text) => format!("### {}", line(text)),
        Block::Paragraph(text) => line(text),
        Block::List(items) => {
            items.iter().map(|item| format!("- {}", line(item))).collect::<Vec<_>>().join("\n")
        }
        Block::Table(found) => table(found),
    }));
    parts.join("\n\n") + "\n"
}

fn table(table: &Table) -> String {
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let mut lines = vec![
        row(table.columns.iter().map(|name| line(name)).collect()),
        row(table.columns.iter().map(|_| "---".to_owned()).collect()),
    ];
    let cell = |text: &String| text.lines().map(escaped).collect::<Vec<_>>().join("<br>");
    lines.extend(table.rows.iter().map(|cells| row(cells.iter().map(cell).collect())));
    lines.join("\n")
}

/// A text on one line, so that it stays in its block.
fn line(text: &str) -> String {
    escaped(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A text in which nothing is taken for markup. Any mark may have a backslash before it (CommonMark §2.4).
fn escaped(text: &str) -> String {
    let text = text.trim();
    let mut shown = String::with_capacity(text.len() + 8);
    // A line that begins like a heading, an item of a list or an underline is none.
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let ordered = digits > 0 && text.get(digits..).is_some_and(|rest| rest.starts_with(['.', ')']));
    let begins = text.starts_with(['#', '+', '-', '=']);
    for (i, c) in text.char_indices() {
        let at_begin = (begins && i == 0) || (ordered && i == digits);
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '!' | '$' => {
                shown.extend(['\\', c]);
            }
            _ if at_begin => shown.extend(['\\', c]),
            c if c.is_control() => shown.push(' '),
            c => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        for (text, shown) in [
            ("a|b", "a\\|b"),
            ("<script>", "\\<script\\>"),
            ("# one", "\\# one"),
            ("- one", "\\- one"),
            ("1. one", "1\\. one"),
            ("12) one", "12\\) one"),
            ("1.5 of 2", "1\\.5 of 2"),
            ("A.8.13 2.", "A.8.13 2."),
            ("*b* _i_ `c` [l](u) ![p](u)", "\\*b\\* \\_i\\_ \\`c\\` \\[l\\](u) \\!\\[p\\](u)"),
            ("a\\|b &amp;", "a\\\\\\|b \\&amp;"),
            ("a\u{0}b", "a b"),
            ("", ""),
            ("2026", "2026"),
        ] {
            assert_eq!(escaped(text), shown);
        }
    }

    #[test]
    fn lines_of_a_cell_stay_in_their_row() {
        let rows = vec![vec!["one\n# two\r\n| three".to_owned(), String::new()]];
        let shown = table(&Table { columns: vec!["A", "B"], rows });
        assert_eq!(shown, "| A | B |\n| --- | --- |\n| one<br>\\# two<br>\\| three |  |");
        assert_eq!(line("one\n\n## two"), "one ## two");
    }
}
