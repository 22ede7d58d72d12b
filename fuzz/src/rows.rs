//! CSV and JSON Lines: at once and in pieces, with little read at once and with much,
//! by one worker and by several.

use std::io::{self, ErrorKind, Read};

use salesmodel::batch::{
    self, Encoding, Formulas, Limits, Options, Progress, RowFormat, Source, Wanted,
};
use salesmodel::date::Date;

use super::b2b;

/// The first bytes say how the rest is read and written; what comes out is the same
/// however it arrives.
pub fn run(data: &[u8]) {
    let Some((&[how, sizes, piece], text)) = data.split_first_chunk() else { return };
    let input = [None, Some(RowFormat::Csv), Some(RowFormat::JsonLines)][usize::from(how % 3)];
    let output = match how / 3 % 4 {
        0 => Wanted::Rows(None),
        1 => Wanted::Rows(Some(RowFormat::Csv)),
        2 => Wanted::Rows(Some(RowFormat::JsonLines)),
        _ => Wanted::FullResults,
    };
    let encoding = (how / 12 % 4 == 3).then(|| Encoding::named("latin1").expect("it is known"));
    let formulas = if how < 128 { Formulas::Keep } else { Formulas::Escape };
    // A row is as long as it is, whatever is read at once.
    let longest_row = 64 + usize::from(sizes >> 4) * 16;
    let limits = |chunk: usize| Limits { chunk, longest_row, sample: 256 };
    let options = with(Options::on(Date::EPOCH), |options| {
        options.input = input;
        options.output = output;
        options.encoding = encoding;
        options.formulas = formulas;
        options.most_values = 3;
        options.workers = 1;
        options.limits = limits(longest_row);
    });
    let (whole, said) = ran(&options, text, usize::MAX);
    let chunk = 1 + usize::from(sizes & 15) * 4;
    let small = with(options, |options| {
        options.limits = limits(chunk);
        options.workers = 2;
    });
    let (pieces, said_of_pieces) = ran(&small, text, 1 + usize::from(piece % 70));
    assert_eq!(said, said_of_pieces);
    assert_eq!(String::from_utf8_lossy(&whole), String::from_utf8_lossy(&pieces));
    // What came out can be read: each row of it has one line of JSON or one of CSV.
    if let (Wanted::Rows(Some(RowFormat::JsonLines)) | Wanted::FullResults, Ok(rows)) =
        (&small.output, &said)
    {
        let lines = whole.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let mut count = 0;
        for line in lines {
            // Half of a surrogate pair is passed on as it came: JSON, and no text.
            let _: serde::de::IgnoredAny = serde_json::from_slice(line)
                .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(line)));
            count += 1;
        }
        assert_eq!(count, rows.0);
    }
}

/// What is written, and the rows and the rejected ones or what is wrong.
fn ran(options: &Options, text: &[u8], piece: usize) -> (Vec<u8>, Result<(u64, u64), String>) {
    let reader = Pieces::of(text, piece);
    let source = Source { name: "rows".to_owned(), reader: Box::new(reader) };
    let mut out = Vec::new();
    let progress = Progress::default();
    let ran = batch::run(&[b2b()], options, vec![source], &|_, _| None, &progress, &mut out);
    let said = match ran {
        Ok(totals) => {
            assert!(totals.rejected <= totals.rows);
            Ok((totals.rows, totals.rejected))
        }
        Err(error) => {
            let error = error.to_string();
            super::is_harmless(error.as_bytes());
            Err(error)
        }
    };
    (out, said)
}

/// A reader that gives a few bytes at a time, as pipes do, and is interrupted now
/// and then.
#[derive(Debug)]
pub struct Pieces {
    text: Vec<u8>,
    at: usize,
    piece: usize,
    calls: usize,
}

impl Pieces {
    /// The text, in pieces of at most this many bytes.
    pub fn of(text: &[u8], piece: usize) -> Self {
        Pieces { text: text.to_vec(), at: 0, piece, calls: 0 }
    }
}

impl Read for Pieces {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.calls += 1;
        if self.calls.is_multiple_of(3) {
            return Err(ErrorKind::Interrupted.into());
        }
        let count = self.piece.min(into.len()).min(self.text.len() - self.at);
        into[..count].copy_from_slice(&self.text[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

/// Options with a change.
pub fn with(mut options: Options, change: impl FnOnce(&mut Options)) -> Options {
    change(&mut options);
    options
}
