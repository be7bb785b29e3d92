//! What a document says, whatever format it is written in.

use crate::record::journal::Hash;
use crate::view::View;

/// A document. Every text is plain; each format escapes it.
pub(super) struct Content {
    /// Title.
    pub(super) title: String,
    /// What stands under the title: whose it is, of what and when.
    pub(super) facts: Vec<(&'static str, String)>,
    /// What it says, in order.
    pub(super) blocks: Vec<Block>,
    /// What it says as one table, for spreadsheets.
    pub(super) data: Table,
}

/// A part of a document.
pub(super) enum Block {
    /// A heading of a section.
    Heading(String),
    /// A heading of a part of a section.
    Subheading(String),
    /// A paragraph.
    Paragraph(String),
    /// A list.
    List(Vec<String>),
    /// A table.
    Table(Table),
}

/// A table. A cell may have several lines.
#[derive(Clone)]
pub(super) struct Table {
    /// Names of the columns.
    pub(super) columns: Vec<&'static str>,
    /// Rows with a cell for each column.
    pub(super) rows: Vec<Vec<String>>,
}

impl Content {
    /// A document of the record on the date of a view, with its title block. The digest is that of the record file as
    /// the library writes it, so that it can be told which record the document was made from.
    pub(super) fn new(view: &View<'_>, title: &str, data: Table) -> Self {
        let organisation = view.isms().organisation();
        let mut facts = vec![
            ("Organisation", organisation.name.clone()),
            ("Scope", organisation.scope.clone()),
            ("As of", view.date().to_string()),
            ("Record (SHA-256)", Hash::of(&[&view.isms().to_json()]).to_string()),
        ];
        if !organisation.standards.is_empty() {
            facts.insert(2, ("Standards", organisation.standards.join("; ")));
        }
        Self { title: title.to_owned(), facts, blocks: Vec::new(), data }
    }

    pub(super) fn heading(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Heading(text.into()));
    }

    pub(super) fn subheading(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Subheading(text.into()));
    }

    pub(super) fn paragraph(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Paragraph(text.into()));
    }

    /// A list, unless it is empty.
    pub(super) fn list(&mut self, items: Vec<String>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    /// A table, or words where it would be empty.
    pub(super) fn table(&mut self, table: Table, if_empty: &str) {
        if table.rows.is_empty() {
            self.paragraph(if_empty);
        } else {
            self.blocks.push(Block::Table(table));
        }
    }

    /// Places for names, days and signatures.
    pub(super) fn approvals(&mut self, parts: impl IntoIterator<Item = String>) {
        self.heading("Approval");
        let blank = |part: String| vec![part, String::new(), String::new(), String::new()];
        let rows = parts.into_iter().map(blank).collect();
        self.blocks.push(Block::Table(Table { columns: vec!["", "Name", "Date", "Signature"], rows }));
    }
}
