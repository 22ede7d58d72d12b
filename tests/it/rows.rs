//! Files of rows, against the `csv` crate and independent decoders: the rows are the same
//! whatever one read brings, and whatever the limits are.

use csv::ReaderBuilder;
use proptest::prelude::*;
use salesmodel::rows::{Encoding, Error, Fault, Limits, ReadOptions, Source, Table};

use crate::fuzzed::targets::rows::Pieces;

fn source(text: &[u8], piece: usize) -> Source {
    let reader = Pieces::of(text, piece);
    Source { name: "rows.csv".to_owned(), reader: Box::new(reader) }
}

/// Limits that are small enough for the rows of a test to be cut anywhere, and to be too
/// long.
fn small() -> Limits {
    Limits { chunk: 64, longest_row: 256, sample: 1 << 10 }
}

/// A row: its line, its cells (`None` for one that is not text), and what is wrong with it.
type Seen = (u64, Vec<Option<String>>, Option<Fault>);

fn all(table: &mut Table) -> Vec<Seen> {
    let mut rows = Vec::new();
    while let Some(row) = table.row().expect("memory can be read") {
        let cells = (0..row.cells()).map(|cell| row.get(cell).map(|text| text.into_owned()));
        rows.push((row.line, cells.collect(), row.fault));
    }
    rows
}

fn first(names: &[String]) -> Option<usize> {
    Some(names.len())
}

/// Opens a text whose first row is its header.
fn open(text: &[u8], piece: usize, reading: &ReadOptions) -> Result<Table, Error> {
    Table::open(source(text, piece), reading, 1, &first)
        .map(|opened| opened.expect("any row is a header"))
}

/// Texts of the characters that matter, and of a few that do not.
fn text() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => Just(b",".to_vec()),
        2 => Just(b";".to_vec()),
        3 => Just(b"\"".to_vec()),
        3 => Just(b"\n".to_vec()),
        2 => Just(b"\r\n".to_vec()),
        2 => Just(b"\r".to_vec()),
        1 => Just(b"\"\"".to_vec()),
        1 => Just("\u{e9}\u{10348}".as_bytes().to_vec()),
        4 => "[a-z ]{1,3}".prop_map(String::into_bytes),
        1 => "[a-z]{60,70}".prop_map(String::into_bytes),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// What the csv crate reads is read in the same way, cell for cell, with the line at
    /// which each row begins; a row beyond the limit is reported as too long.
    #[test]
    fn any_text_is_read_as_the_csv_crate_reads_it(text in text(), piece in 1usize..80) {
        let text = [b"a,b,c\n", &text[..]].concat();
        let reading = ReadOptions { delimiter: Some(b','), limits: small(), ..ReadOptions::default() };
        let ours = all(&mut open(&text, piece, &reading).expect("the header is there"));
        let mut reader = ReaderBuilder::new().flexible(true).from_reader(&text[..]);
        let mut theirs = Vec::new();
        for record in reader.byte_records() {
            let record = record.expect("memory can be read");
            let start = record.position().expect("it was read").byte() as usize;
            theirs.push((start, record));
        }
        prop_assert_eq!(ours.len(), theirs.len());
        for ((line, cells, fault), (start, record)) in ours.iter().zip(&theirs) {
            // The crate begins a row at the empty lines before it.
            let start = start + text[*start..].iter().take_while(|b| b"\r\n".contains(b)).count();
            let before = String::from_utf8(text[..start].to_vec()).expect("no character is cut");
            let lines = before.replace("\r\n", "\n").replace('\r', "\n").matches('\n').count();
            prop_assert_eq!(*line, lines as u64 + 1);
            if *fault == Some(Fault::TooLong) {
                prop_assert!(record.as_slice().len() + 2 * record.len() > 200);
                continue;
            }
            let expected: Vec<Option<String>> =
                record.iter().map(|cell| String::from_utf8(cell.to_vec()).ok()).collect();
            prop_assert_eq!(cells, &expected);
        }
    }

    /// The same bytes give the same rows however they arrive, and the same delimiter
    /// and header.
    #[test]
    fn what_one_read_brings_changes_nothing(text in text(), piece in 1usize..200, chunk in 1usize..100) {
        let reading = ReadOptions { limits: small(), ..ReadOptions::default() };
        let other = Limits { chunk, ..small() };
        let whole = open(&text, usize::MAX, &reading);
        let pieces = open(&text, piece, &ReadOptions { limits: other, ..reading });
        match (whole, pieces) {
            (Ok(mut whole), Ok(mut pieces)) => {
                prop_assert_eq!(&whole.names, &pieces.names);
                let rows = all(&mut whole);
                prop_assert_eq!(&rows, &all(&mut pieces));
                let mut again = whole.again(source(&text, piece), other).expect("it is the same");
                prop_assert_eq!(&rows, &all(&mut again));
            }
            (Err(whole), Err(pieces)) => prop_assert_eq!(whole.to_string(), pieces.to_string()),
            (whole, pieces) => prop_assert!(false, "{:?} {:?}", whole.err(), pieces.err()),
        }
    }

    /// UTF-16 is read as the text that it is, even with surrogates that are split between
    /// reads.
    #[test]
    fn any_text_is_decoded(cell in "[a-z\u{e9}\u{10348}\u{1f600}]{0,90}", piece in 1usize..9, big in any::<bool>()) {
        let text = format!("\u{feff}name\n{cell}x\n");
        let bytes: Vec<u8> = text
            .encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect();
        let limits = Limits { longest_row: 1 << 10, ..small() };
        let mut table = open(&bytes, piece, &ReadOptions { limits, ..ReadOptions::default() }).expect("a header");
        prop_assert_eq!(&table.names, &["name".to_owned()]);
        prop_assert_eq!(all(&mut table), vec![(2, vec![Some(format!("{cell}x"))], None)]);
    }
}

/// The limit is the row's own length, and holds at every chunk.
#[test]
fn a_row_is_too_long_by_its_own_length_alone() {
    for ending in ["\n", "\r", "\r\n"] {
        for length in 250..262 {
            let row = "x".repeat(length);
            let text =
                format!("name{ending}{ending}short{ending}{row}{ending}\"{ending}\"{ending}last");
            for (piece, chunk) in [(1, 64), (7, 1), (usize::MAX, 256), (300, 255)] {
                let reading =
                    ReadOptions { limits: Limits { chunk, ..small() }, ..ReadOptions::default() };
                let rows = all(&mut open(text.as_bytes(), piece, &reading).expect("a header"));
                let lines: Vec<u64> = rows.iter().map(|(line, ..)| *line).collect();
                assert_eq!(lines, [3, 4, 5, 7], "{ending:?} {length} {piece} {chunk}");
                let fault = (length > 256).then_some(Fault::TooLong);
                assert_eq!(rows[1].2, fault, "{ending:?} {length} {piece} {chunk}");
                assert_eq!(rows[2].1, [Some(ending.to_owned())]);
                assert_eq!(rows[3].1, [Some("last".to_owned())]);
            }
        }
    }
}

/// A line break inside a row that is too long counts as one, however it is written and
/// wherever it is cut.
#[test]
fn lines_are_counted_in_rows_that_are_too_long() {
    for ending in ["\n", "\r", "\r\n"] {
        // More than the sample at the beginning, so that the rest is passed on as it is
        // read.
        let begun = format!("name{ending}{}", format!("short row{ending}").repeat(120));
        assert!(begun.len() > small().sample + 1);
        for before in 250..316 {
            let (x, y) = ("x".repeat(before), "y".repeat(100));
            let text = format!("{begun}\"{x}{ending}{ending}{y}\"{ending}last{ending}");
            for (piece, chunk) in [(1, 64), (2, 64), (7, 2), (usize::MAX, 64), (300, 256)] {
                let reading =
                    ReadOptions { limits: Limits { chunk, ..small() }, ..ReadOptions::default() };
                let rows = all(&mut open(text.as_bytes(), piece, &reading).expect("a header"));
                let lines: Vec<u64> = rows.iter().map(|(line, ..)| *line).collect();
                let expected: Vec<u64> = (2..=122).chain([125]).collect();
                assert_eq!(lines, expected, "{ending:?} {before} {piece} {chunk}");
                assert_eq!(rows[120].2, Some(Fault::TooLong));
            }
        }
    }
}

/// A header may be longer than the first read and have line breaks, and the delimiter is
/// chosen when the header is complete with each of them.
#[test]
fn a_long_header_with_line_breaks_is_read() {
    let names: Vec<String> = (0..20).map(|i| format!("\"column\n{i}, or so\"")).collect();
    let text = format!("{}\n{}\n", names.join(";"), "1;".repeat(19) + "2");
    let limits = Limits { chunk: 16, longest_row: 1 << 10, sample: 1 << 10 };
    for piece in [1, 16, 1000] {
        let mut table =
            open(text.as_bytes(), piece, &ReadOptions { limits, ..ReadOptions::default() })
                .expect("a header");
        assert_eq!(table.names.len(), 20, "{:?}", table.names);
        assert_eq!(table.names[19], "column\n19, or so");
        assert_eq!(all(&mut table)[0].0, 22);
    }
}

/// The header is where the caller finds it, with the delimiter that shows it.
#[test]
fn the_header_is_the_row_that_the_caller_takes() {
    let text = "Deals, all of them\r\nof 2026\r\n\r\nId;Amount, EUR;Stage\r\n1;\"2,5\";won\r\n";
    let judge = |names: &[String]| {
        let known = names.iter().filter(|name| ["Id", "Stage"].contains(&name.as_str())).count();
        (known > 0).then_some(known)
    };
    let opened = Table::open(source(text.as_bytes(), 3), &ReadOptions::default(), 20, &judge);
    let mut table = opened.expect("it can be read").expect("it is there");
    assert_eq!(table.names, ["Id", "Amount, EUR", "Stage"]);
    assert_eq!(table.layout.header, 4);
    let row = |text: &str| Some(text.to_owned());
    assert_eq!(all(&mut table), [(5, vec![row("1"), row("2,5"), row("won")], None)]);
    // If there is none, the caller gets the rows that were looked at.
    let opened = Table::open(source(text.as_bytes(), 3), &ReadOptions::default(), 2, &judge);
    let rows = opened.expect("it can be read").err().expect("two rows hold no header");
    assert_eq!(rows[0], ["Deals", " all of them"]);
    assert_eq!(rows.len(), 2);
}

/// Bytes that are not text are reported with their place, and are never replaced.
#[test]
fn what_is_no_text_is_never_replaced() {
    let utf8 = ReadOptions::default();
    let rows = all(&mut open(b"a,b\nok,\xe9x\n1,2\n", 1, &utf8).expect("a header"));
    assert_eq!(rows[0].2, Some(Fault::NotText(3)));
    assert_eq!(rows[0].1, [Some("ok".to_owned()), None]);
    assert_eq!(rows[1].2, None);

    // In its real encoding, it is read; a byte order mark wins over the encoding that was
    // named.
    let latin = ReadOptions { encoding: Encoding::named("latin1"), ..utf8 };
    let rows = all(&mut open(b"a,b\nok,\xe9\x80\n", 1, &latin).expect("a header"));
    assert_eq!(rows[0].1[1].as_deref(), Some("\u{e9}\u{20ac}"));
    let rows = all(&mut open(b"\xef\xbb\xbfa,b\nok,\xc3\xa9\n", 1, &latin).expect("a header"));
    assert_eq!(rows[0].1[1].as_deref(), Some("\u{e9}"));

    // A caller may say how to read a file whose beginning is not UTF-8.
    let fallback = ReadOptions { fallback: Some(Encoding::WINDOWS_1252), ..utf8 };
    let table = open(b"a,b\nok,\xe9\n", 1, &fallback).expect("a header");
    assert_eq!(table.layout.encoding, Encoding::WINDOWS_1252);
    let table = open("a,b\nok,\u{e9}\n".as_bytes(), 1, &fallback).expect("a header");
    assert_eq!(table.layout.encoding, Encoding::UTF_8);

    // The sample may end in the middle of a character, but a file may not.
    let cut = ReadOptions { limits: small(), ..fallback };
    for before in 0..3 {
        let text = format!("a\n{}\n{}", "x".repeat(before), "\u{e9}\n".repeat(400));
        let table = open(text.as_bytes(), 1, &cut).expect("a header");
        assert_eq!(table.layout.encoding, Encoding::UTF_8, "{before}");
    }
    let table = open(b"a,b\nok,\xc3", 1, &fallback).expect("a header");
    assert_eq!(table.layout.encoding, Encoding::WINDOWS_1252);

    // The encoding that was named is used if the text is not UTF-8, wherever that shows.
    let rows = all(&mut open(b"a\nok\xc3", 1, &latin).expect("a header"));
    assert_eq!(rows[0].1[0].as_deref(), Some("ok\u{c3}"));
    let long = [b"a\n\xe9".to_vec(), b"x".repeat(5_000), b"\n".to_vec()].concat();
    let rows = all(&mut open(&long, 700, &latin).expect("a header"));
    assert_eq!(rows[0].1[0].as_ref().map(|text| text.chars().count()), Some(5_001));

    // Half a pair of UTF-16, and half a character of Shift JIS, at the end of a cell.
    let units = [0xFEFF, 0x61, 0x0A, 0xD83D, 0x62, 0x0A, 0x63_u16];
    let bytes: Vec<u8> = units.into_iter().flat_map(u16::to_le_bytes).collect();
    let rows = all(&mut open(&bytes, 1, &utf8).expect("a header"));
    assert_eq!(rows[0].2, Some(Fault::NotText(0)));
    assert_eq!(rows[1].1[0].as_deref(), Some("c"));
    let japanese = ReadOptions { encoding: Encoding::named("shift_jis"), ..utf8 };
    let rows = all(&mut open(b"a\n\x83\x65\x83\nb\n", 1, &japanese).expect("a header"));
    assert_eq!(rows[0].2, Some(Fault::NotText(3)));
    assert_eq!(rows[1].1[0].as_deref(), Some("b"));
    let error = open(b"\x83\xff\n", 1, &japanese).err().expect("the header is no text");
    assert!(error.to_string().contains("is not Shift_JIS"), "{error}");
}

/// Something that no writer of CSV would write is reported with the line at which it
/// begins.
#[test]
fn quotes_that_no_writer_writes_are_told() {
    let text = "a,b\n\"x\n1,2\n\"Cedar\",3\n4,\"5\" \n\"6\" \"7\",8\n6,\"7\n";
    let rows = all(&mut open(text.as_bytes(), 1, &ReadOptions::default()).expect("a header"));
    let faults: Vec<_> = rows.iter().map(|(line, _, fault)| (*line, *fault)).collect();
    let expected = [
        (2, Some(Fault::AfterQuote(2))),
        (5, None),
        (6, Some(Fault::AfterQuote(6))),
        (7, Some(Fault::OpenQuote)),
    ];
    assert_eq!(faults, expected);
}
