//! Tables and lists: each table in a box of its own that scrolls where it is too wide, and cut where it is very long.

use maud::{Markup, html};

/// Rows that are shown. Who wants all asks the view.
const ROWS: usize = 40;
/// Lines of a list that are shown.
const LINES: usize = 12;

/// A column.
pub(in crate::report) struct Column {
    name: &'static str,
    numeric: bool,
}

/// A column of words.
pub(in crate::report) const fn text(name: &'static str) -> Column {
    Column { name, numeric: false }
}

/// A column of numbers.
pub(in crate::report) const fn number(name: &'static str) -> Column {
    Column { name, numeric: true }
}

/// A table of a view's rows.
pub(in crate::report) struct Table<const N: usize> {
    /// What it shows.
    pub(in crate::report) caption: &'static str,
    /// The view to ask for all rows.
    pub(in crate::report) view: &'static str,
    /// Words where there are no rows.
    pub(in crate::report) if_empty: &'static str,
    /// Its columns. The first names the row.
    pub(in crate::report) columns: [Column; N],
}

impl<const N: usize> Table<N> {
    /// A row for each item.
    pub(in crate::report) fn of<T>(&self, items: &[T], row: impl Fn(&T) -> [Markup; N]) -> Markup {
        if items.is_empty() {
            return super::empty(self.if_empty);
        }
        html! {
            div.scroll tabindex="0" role="group" aria-label=(self.caption) { table.many[N > 5] {
                caption { span { (self.caption) } }
                thead { tr { @for column in &self.columns { th.n[column.numeric] scope="col" { (column.name) } } } }
                tbody { @for item in items.iter().take(ROWS) { tr {
                    @for (i, (cell, column)) in row(item).iter().zip(&self.columns).enumerate() {
                        @if i == 0 { th scope="row" { (cell) } } @else { td.n[column.numeric] { (cell) } }
                    }
                } } }
            } }
            (rest(items.len(), ROWS, self.view))
        }
    }
}

/// A list of a view's rows, or nothing if there are none.
pub(in crate::report) fn list<T>(items: &[T], view: &str, line: impl Fn(&T) -> Markup) -> Markup {
    html! {
        @if !items.is_empty() {
            ul.plain { @for item in items.iter().take(LINES) { li { (line(item)) } } }
            (rest(items.len(), LINES, view))
        }
    }
}

/// How many are not shown, and where they are; nothing if all are.
pub(in crate::report) fn rest(all: usize, told: usize, view: &str) -> Markup {
    html! { @if all > told { p.more { "… and " (all - told) " more: ask the view " code { (view) } "." } } }
}
