//! The files of a firm, read: what each one is follows from its header, and deals are
//! read before what refers to them.

use std::borrow::Cow;
use std::sync::Arc;

use super::book::Book;
use super::choices::Choices;
use super::deals::DealRows;
use super::export_row::ExportRow;
use super::invoices::{InvoiceRows, Invoices};
use super::layout::{ExportLayout, HeaderProblem, Near};
use super::people::{People, PeopleRows};
use super::place::RowPlace;
use super::role::{FileKind, Role};
use super::unusable::Unusable;
use crate::fold::fold;
use crate::rows::{self, Encoding, Fault, ReadOptions, Source, Table};

/// The header is one of this many first lines.
const FIRST_LINES: usize = 20;

/// The most lines that are named because they cannot be read.
const NAMED: usize = 3;

/// What was read.
#[derive(Debug)]
pub struct Files<'c> {
    /// The deals, if a file had any.
    pub book: Option<Book<'c>>,
    /// Who is on which deal, if a file said so.
    pub people: Option<People>,
    /// The invoices, if a file had any.
    pub invoices: Option<Invoices>,
    /// The files, in the order in which they were given.
    pub files: Vec<FileRead>,
}

/// A file that was read.
#[derive(Clone, Debug)]
pub struct FileRead {
    /// What messages call it.
    pub name: Arc<str>,
    /// What it is.
    pub layout: ExportLayout,
    /// The encoding that it was read as.
    pub encoding: Encoding,
    /// Whether that was a guess from its beginning.
    pub is_guessed: bool,
    /// The line of its header.
    pub header: u64,
    /// Rows that cannot be read, because they are too long or no text: how many, and
    /// the first lines.
    pub unreadable: (usize, Vec<u64>),
}

/// Why the files cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum FilesError {
    /// A file cannot be read as rows.
    Rows(rows::Error),
    /// A file is of no known kind; which kind it comes nearest to.
    Unknown(Arc<str>, Box<Near>),
    /// The header of a file says one thing twice.
    Header(Arc<str>, HeaderProblem),
    /// A file of deals whose header is not that of the first.
    Unlike(Arc<str>, Arc<str>),
    /// A column was named that no file has: for a role, or to choose rows by.
    NoColumn(String, Vec<String>),
    /// Rows may have been swallowed by a quote that opens on a line.
    Quote(Arc<str>, u64),
    /// A file refers to deals, and no file has any.
    NoDeals(Arc<str>, FileKind),
    /// What the files hold cannot be used.
    Unusable(Vec<Arc<str>>, Box<Unusable>),
}

struct Opened {
    table: Table,
    read: FileRead,
    number: u32,
    /// The columns that are read, by place.
    needed: Vec<usize>,
}

impl<'c> Files<'c> {
    /// Reads the files.
    ///
    /// # Errors
    ///
    /// Why they cannot be used.
    pub fn read(
        sources: Vec<Source>,
        named: Option<Encoding>,
        choices: &'c Choices,
    ) -> Result<Self, FilesError> {
        let mut opened = Vec::new();
        for (number, source) in (0..).zip(sources) {
            opened.push(open(source, number, named, choices)?);
        }
        check_columns(&opened, choices)?;
        let names: Vec<Arc<str>> = opened.iter().map(|file| Arc::clone(&file.read.name)).collect();
        let unusable = |wrong| FilesError::Unusable(names.clone(), Box::new(wrong));
        let mut of = |kind: FileKind| -> Vec<Opened> {
            opened.extract_if(.., |file| file.read.layout.kind == kind).collect()
        };
        let (mut deal_files, mut invoice_files) = (of(FileKind::Deals), of(FileKind::Invoices));
        let mut others = opened;

        let mut book = None;
        if let Some(first) = deal_files.first() {
            let (layout, name) = (first.read.layout.clone(), Arc::clone(&first.read.name));
            let mut deals = DealRows::new(layout.clone(), choices);
            for file in &mut deal_files {
                if !file.read.layout.is_like(&layout) {
                    return Err(FilesError::Unlike(Arc::clone(&file.read.name), name));
                }
                file.rows(|row| deals.row(row))?;
            }
            let finished = deals.finish().map_err(unusable)?;
            for file in &mut deal_files {
                file.read.layout = finished.layout.clone();
            }
            book = Some(finished);
        }
        let mut people = None;
        if let Some(first) = others.first() {
            let Some(book) = &mut book else {
                return Err(FilesError::NoDeals(
                    Arc::clone(&first.read.name),
                    first.read.layout.kind,
                ));
            };
            let mut rows = PeopleRows::new(book);
            for file in &mut others {
                rows.begin(&file.read.layout);
                file.rows(|row| rows.row(row))?;
            }
            people = Some(rows.finish().map_err(|wrong| unusable(Unusable::Dates(wrong)))?);
        }
        let mut invoices = None;
        if !invoice_files.is_empty() {
            let mut rows = InvoiceRows::new(choices);
            for file in &mut invoice_files {
                rows.begin(&file.read.layout);
                file.rows(|row| rows.row(row))?;
            }
            invoices = Some(rows.finish().map_err(unusable)?);
        }
        let mut all: Vec<Opened> =
            deal_files.into_iter().chain(invoice_files).chain(others).collect();
        all.sort_by_key(|file| file.number);
        Ok(Files { book, people, invoices, files: all.into_iter().map(|file| file.read).collect() })
    }
}

impl Opened {
    /// Goes through the rows. Only the cells that are needed are there.
    fn rows(&mut self, mut each: impl FnMut(&ExportRow<'_>)) -> Result<(), FilesError> {
        let width = self.needed.last().map_or(0, |last| last + 1);
        while let Some(row) = self.table.row().map_err(FilesError::Rows)? {
            match row.fault {
                Some(Fault::OpenQuote) => {
                    return Err(FilesError::Quote(Arc::clone(&self.read.name), row.line));
                }
                Some(Fault::AfterQuote(line)) => {
                    return Err(FilesError::Quote(Arc::clone(&self.read.name), line));
                }
                Some(Fault::TooLong | Fault::NotText(_)) => {
                    self.read.unreadable.0 += 1;
                    if self.read.unreadable.1.len() < NAMED {
                        self.read.unreadable.1.push(row.line);
                    }
                    continue;
                }
                None => {}
            }
            let mut cells = vec![Cow::Borrowed(""); width];
            for index in &self.needed {
                cells[*index] = row.get(*index).unwrap_or_default();
            }
            let place = RowPlace { file: self.number, line: row.line };
            each(&ExportRow { layout: &self.read.layout, place, cells: &cells });
        }
        Ok(())
    }
}

fn open(
    source: Source,
    number: u32,
    named: Option<Encoding>,
    choices: &Choices,
) -> Result<Opened, FilesError> {
    let name: Arc<str> = Arc::from(source.name.as_str());
    let reading = ReadOptions {
        encoding: named,
        fallback: Some(Encoding::WINDOWS_1252),
        ..ReadOptions::default()
    };
    // A header that says one thing twice still is a header, and is refused below.
    let judge = |names: &[String]| match ExportLayout::recognise(names, &choices.given) {
        Ok(Some(layout)) => Some(layout.columns().count()),
        Ok(None) => None,
        Err(_) => Some(0),
    };
    let table =
        match Table::open(source, &reading, FIRST_LINES, &judge).map_err(FilesError::Rows)? {
            Ok(table) => table,
            Err(rows) => {
                let near = rows.iter().map(|row| ExportLayout::near(row, &choices.given));
                let near = near.rev().max_by_key(|near| near.found.len());
                let near = near.unwrap_or_else(|| ExportLayout::near::<&str>(&[], &choices.given));
                return Err(FilesError::Unknown(name, Box::new(near)));
            }
        };
    let layout = match ExportLayout::recognise(&table.names, &choices.given) {
        Ok(Some(layout)) => layout,
        Ok(None) => unreachable!("the judge has taken it for a header"),
        Err(problem) => return Err(FilesError::Header(name, problem)),
    };
    let only = choices.only.iter().filter_map(|(column, _)| layout.index_of(column));
    let mut needed: Vec<usize> = layout.indexes().chain(only).collect();
    needed.sort_unstable();
    needed.dedup();
    let encoding = table.layout.encoding;
    let read = FileRead {
        name,
        encoding,
        is_guessed: named.is_none() && encoding == Encoding::WINDOWS_1252,
        header: table.layout.header,
        unreadable: (0, Vec::new()),
        layout,
    };
    Ok(Opened { table, read, number, needed })
}

/// Refuses a column that was named but that no file has: it would be ignored silently.
fn check_columns(opened: &[Opened], choices: &Choices) -> Result<(), FilesError> {
    let is = |kind: FileKind| move |file: &&Opened| file.read.layout.kind == kind;
    for given in choices.given.iter().filter_map(|given| given.column.as_deref()) {
        has_column(opened.iter(), given)?;
    }
    // Rows are chosen among the deals; without deals, among the invoices.
    let has_deals = opened.iter().any(|file| is(FileKind::Deals)(&file));
    let chosen = if has_deals { FileKind::Deals } else { FileKind::Invoices };
    for (column, _) in &choices.only {
        has_column(opened.iter().filter(is(chosen)), column)?;
    }
    Ok(())
}

fn has_column<'o>(
    files: impl Iterator<Item = &'o Opened> + Clone,
    column: &str,
) -> Result<(), FilesError> {
    let folded = fold(column);
    let mut names = files.flat_map(|file| &file.table.names);
    if names.clone().any(|name| fold(name) == folded) {
        return Ok(());
    }
    Err(FilesError::NoColumn(column.to_owned(), names.by_ref().take(200).cloned().collect()))
}

impl ExportLayout {
    /// Whether the deals of a file have a contact on each row.
    pub fn has_contact_rows(&self) -> bool {
        self.kind == FileKind::Deals
            && self
                .column(Role::Contacts)
                .is_some_and(|column| column.holds == super::known::Holds::One && !column.given)
    }
}
