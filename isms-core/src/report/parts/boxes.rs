//! Boxes in columns, joined by lines from one column to the next: what leads to what.

use maud::{Markup, html};

use super::picture::at;

const ROW: f64 = 46.0;
const WIDTH: f64 = 250.0;
/// From the left edge of a column to that of the next.
const ACROSS: f64 = 365.0;
/// Boxes of a column.
const BOXES: usize = 16;
/// Letters of a name that fit into a box.
const LETTERS: usize = 34;

/// A box of the picture.
pub(in crate::report) struct Boxed {
    /// The class of the style sheet: the kind of the entity.
    pub(in crate::report) class: &'static str,
    /// Its id.
    pub(in crate::report) id: String,
    /// Its name.
    pub(in crate::report) name: String,
    /// Ids of the boxes one column further that it leads to.
    pub(in crate::report) leads_to: Vec<String>,
    /// Whether its lines stand out.
    pub(in crate::report) open: bool,
}

/// Draws columns of boxes from left to right. A column that is too long is cut; `rest` says where the rest is told.
pub(in crate::report) fn boxes(mut columns: Vec<Vec<Boxed>>, title: &str, rest: &Markup) -> Markup {
    let cut = columns.iter().any(|column| column.len() > BOXES);
    columns.iter_mut().for_each(|column| column.truncate(BOXES));
    let rows = columns.iter().map(Vec::len).max().unwrap_or_default().max(1) as f64;
    let width = ACROSS * columns.len().saturating_sub(1) as f64 + WIDTH;
    let x = |column: usize| ACROSS * column as f64;
    let y = |place: usize, of: usize| ROW * rows * (place as f64 + 0.5) / of.max(1) as f64;
    html! {
        div.scroll tabindex="0" role="group" aria-label=(title) {
            svg.wide viewBox=(format!("0 0 {width:.0} {:.0}", ROW * rows)) role="img" {
                title { (title) }
                desc { (columns.iter().map(Vec::len).sum::<usize>()) " boxes from left to right" }
                @for (column, (from, to)) in columns.iter().zip(columns.iter().skip(1)).enumerate() {
                    @for (i, start) in from.iter().enumerate() {
                        @for (j, _) in to.iter().enumerate().filter(|(_, end)| start.leads_to.contains(&end.id)) {
                            (edge(start.open, (x(column) + WIDTH, y(i, from.len())), (x(column + 1), y(j, to.len()))))
                        }
                    }
                }
                @for (place, column) in columns.iter().enumerate() {
                    @for (i, boxed) in column.iter().enumerate() { (drawn(boxed, x(place), y(i, column.len()))) }
                }
            }
        }
        @if cut { p.more { "Not all fit: " (rest) } }
    }
}

fn edge(open: bool, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) -> Markup {
    let (from, to) = (at(y1), at(y2));
    let path = format!("M{x1:.0} {from}C{:.0} {from} {:.0} {to} {x2:.0} {to}", x1 + 60.0, x2 - 60.0);
    html! { path.edge.open[open] d=(path) {} }
}

fn drawn(boxed: &Boxed, x: f64, y: f64) -> Markup {
    let mut name: String = boxed.name.chars().take(LETTERS).collect();
    if name.len() < boxed.name.len() {
        name = format!("{}…", name.trim_end());
    }
    html! {
        g {
            title { (boxed.id) ": " (boxed.name) }
            rect class={ "node " (boxed.class) } x=(x + 1.0) y=(y - 19.0) width=(WIDTH - 2.0) height="38" rx="6" {}
            text x=(x + 10.0) y=(y - 4.0) { (boxed.id) }
            text.soft x=(x + 10.0) y=(y + 11.0) { (name) }
        }
    }
}
