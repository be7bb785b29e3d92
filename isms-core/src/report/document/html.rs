//! Documents as one HTML page, in the style of the report.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::content::{Block, Content, Table};
use crate::report::style;

/// What a document has beyond the report: a title block, signatures, pages.
const CSS: PreEscaped<&str> = PreEscaped(
    "header,main{max-width:1080px;margin:0 auto;padding:0 20px}header{padding-top:28px}h1{margin:0;font-size:26px}\
section{margin:32px 0}h2{font-size:19px;margin:0 0 10px}.facts th{width:170px;color:var(--soft);font-weight:400}.facts td{overflow-wrap:anywhere}\
h3{font-size:15.5px;margin:24px 0 8px}p{margin:8px 0}section>table,section>.scroll{margin:10px 0}\
td{overflow-wrap:break-word}td.blank{height:34px;min-width:110px}\
@media print{header,main{max-width:none}@page{margin:16mm 14mm}section{break-inside:auto}h2,h3{break-after:avoid}tr{break-inside:avoid}\
thead{display:table-header-group}.scroll{overflow:visible}}",
);

/// Letters of a line that is never broken.
const SHORT: usize = 14;

/// Writes a document.
pub(super) fn write(content: &Content) -> String {
    let title = match content.facts.iter().find(|(name, _)| *name == "Organisation") {
        Some((_, organisation)) => format!("{} – {organisation}", content.title),
        None => content.title.clone(),
    };
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (style::BASE) (CSS) }
            }
            body {
                header {
                    h1 { (content.title) }
                }
                main {
                    section { table.facts { tbody {
                        @for (name, fact) in &content.facts { tr { th scope="row" { (name) } td { (fact) } } }
                    } } }
                    @for section in sections(&content.blocks) {
                        section { @for part in section { (block(part)) } }
                    }
                }
            }
        }
    };
    page.into_string()
}

/// Blocks from one heading to the next.
fn sections(blocks: &[Block]) -> Vec<&[Block]> {
    let mut begins: Vec<usize> =
        blocks.iter().enumerate().filter(|(_, b)| matches!(b, Block::Heading(_))).map(|(i, _)| i).collect();
    begins.insert(0, 0);
    begins.push(blocks.len());
    let parts = begins.iter().zip(begins.iter().skip(1)).filter_map(|(from, to)| blocks.get(*from..*to));
    parts.filter(|part| !part.is_empty()).collect()
}

fn block(block: &Block) -> Markup {
    html! {
        @match block {
            Block::Heading(text) => h2 { (text) },
            Block::Subheading(text) => h3 { (text) },
            Block::Paragraph(text) => p { (text) },
            Block::List(items) => ul.plain { @for item in items { li { (item) } } },
            Block::Table(found) => div.scroll { (table(found)) },
        }
    }
}

fn table(table: &Table) -> Markup {
    html! {
        table {
            thead { tr { @for name in &table.columns { th scope="col" { (name) } } } }
            tbody {
                @for row in &table.rows {
                    tr { @for (i, text) in row.iter().enumerate() { (cell(text, i == 0)) } }
                }
            }
        }
    }
}

/// The first line of several is what a row is about.
fn cell(text: &str, names_the_row: bool) -> Markup {
    let bold = names_the_row && text.lines().count() > 1;
    // Days, amounts and identifiers are not broken at their hyphens.
    let short = !text.is_empty() && text.lines().all(|line| line.chars().count() <= SHORT);
    html! {
        td.blank[text.is_empty()].id[short] {
            @for (i, line) in text.lines().enumerate() {
                @if i > 0 { br; }
                @if i == 0 && bold { b { (line) } } @else { (line) }
            }
        }
    }
}
