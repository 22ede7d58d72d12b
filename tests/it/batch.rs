//! Batches: rows of CSV and JSON Lines.
//!
//! `csv` and `jsonl` (what is read and written, against independent readers), `messy`
//! (files as people have them), `awkward` (kinds of files that people report as problems to
//! other tools), `columns` and `keys` (which of them answer a question), `mapping` (what
//! words mean to somebody), `seems` (files that are not what they seem), `own` (what is
//! read is not written over), `rules` (what rows lead to), `values` (what cells mean),
//! `cases` (files with the exact output beside them), `counts` (what is counted), `ends`
//! (how a batch ends), `pieces` (how files arrive).

mod awkward;
mod cases;
mod columns;
mod counts;
mod csv;
mod documents;
mod ends;
mod jsonl;
mod keys;
mod mapping;
mod messy;
mod own;
mod pieces;
mod rules;
mod seems;
mod values;

use std::sync::LazyLock;

use salesmodel::batch::{self, Error, Options, Progress, RowFormat, Source, Totals, Wanted};
use salesmodel::date::Date;
use salesmodel::questionnaire::Questionnaire;

use crate::fuzzed::targets::rows::{Pieces, with};
use crate::support::b2b;

/// Options for input and output in these formats, with two workers.
fn options(input: RowFormat, output: RowFormat) -> Options {
    with(Options::on(Date::EPOCH), |options| {
        options.input = Some(input);
        options.output = Wanted::Rows(Some(output));
        options.workers = 2;
    })
}

/// The same without a column that answers a question: every row is rejected, and the test
/// sees only how rows are read and written.
fn without_questions(options: Options) -> Options {
    let ids = ["leads", "revenue", "sellers", "contacts"];
    let columns = ids.map(|id| (id.to_owned(), String::new())).to_vec();
    with(options, |options| {
        options.columns = columns;
    })
}

/// Runs a batch on one text, which is read in pieces of at most this many bytes.
fn run(options: &Options, text: &[u8], piece: usize) -> (Vec<u8>, Result<Totals, Error>) {
    let reader = Pieces::of(text, piece);
    let source = Source { name: "rows".to_owned(), reader: Box::new(reader) };
    let mut out = Vec::new();
    // Reading it takes longer than reading most of these texts.
    static QUESTIONNAIRE: LazyLock<Questionnaire> = LazyLock::new(b2b);
    let progress = Progress::default();
    let ran =
        batch::run(&[&*QUESTIONNAIRE], options, vec![source], &|_, _| None, &progress, &mut out);
    (out, ran)
}
