//! CSV against the `csv` crate: what the crate reads is read in the same way, and the crate
//! can read what is written.

use csv::{ByteRecord, ReaderBuilder};
use proptest::prelude::*;
use salesmodel::batch::{Formulas, Limits, RowFormat};
use serde_json::Value;

use super::{options, run, with, without_questions};
use crate::support::run_with_input;

/// The rows that the csv crate reads, with the header.
fn read(text: &[u8], delimiter: u8) -> Vec<ByteRecord> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text);
    reader.byte_records().map(|record| record.expect("memory can be read")).collect()
}

/// Texts of the characters that matter, and of a few that do not.
fn text() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => Just(b",".to_vec()),
        3 => Just(b"\"".to_vec()),
        2 => Just(b"\n".to_vec()),
        1 => Just(b"\r\n".to_vec()),
        1 => Just(b"\r".to_vec()),
        1 => Just(b"\"\"".to_vec()),
        1 => Just(b"=1+1".to_vec()),
        1 => Just("\u{e9}\u{10348}".as_bytes().to_vec()),
        1 => Just(vec![0xff]),
        1 => Just(vec![0]),
        4 => "[a-z ;]{1,3}".prop_map(String::into_bytes),
        1 => "[a-z]{60,70}".prop_map(String::into_bytes),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Every row of the input is in the output at its place, cell for cell, with our cells
/// after it; missing cells are empty, and cells beyond the header come after ours.
fn passes_through(text: &[u8], delimiter: u8, piece: usize, formulas: Formulas) {
    let head = ["a", "b", "c"].join(&(delimiter as char).to_string());
    let input = [head.as_bytes(), b"\n", text].concat();
    let plain = options(RowFormat::Csv, RowFormat::Csv);
    let options = with(without_questions(plain), |options| {
        options.delimiter = Some(delimiter);
        options.formulas = formulas;
    });
    let (output, totals) = run(&options, &input, piece);
    let totals = totals.expect("the header is there");

    let before = read(&input, delimiter);
    let after = read(&output, delimiter);
    assert_eq!(before.len(), after.len());
    assert_eq!(totals.rows, before.len() as u64 - 1);
    assert_eq!(totals.rejected, totals.rows);
    let ours = after[0].len() - 3;
    let place = after[0].iter().position(|name| name == b"error").expect("it is there");
    // The beginning of a long output is enough.
    let shown = output[..output.len().min(2000)].escape_ascii();
    for (row, (before, after)) in before.iter().zip(&after).enumerate().skip(1) {
        let cell = |cell: &[u8]| match formulas {
            Formulas::Escape => harmless(cell),
            Formulas::Keep => cell.to_vec(),
        };
        let mut expected: Vec<Vec<u8>> = before.iter().map(cell).collect();
        let beyond = expected.split_off(expected.len().min(3));
        expected.resize(3, Vec::new());
        expected.extend(vec![Vec::new(); ours]);
        let error = after.get(place).expect("the column error");
        assert!(error.starts_with(b"rows:"), "{row}: {shown}");
        expected[place] = error.to_vec();
        expected.extend(beyond);
        let after: Vec<Vec<u8>> = after.iter().map(<[u8]>::to_vec).collect();
        assert_eq!(after, expected, "{row}: {shown}");
    }
}

/// The harmless form of a cell, worked out in another way.
fn harmless(cell: &[u8]) -> Vec<u8> {
    let text: String = cell.iter().map(|byte| char::from(*byte)).collect();
    let mut made = String::new();
    for (at, c) in text.char_indices() {
        let begins = at == 0 || text[..at].ends_with([';', '\t', '\n', '\r']);
        // A cell goes on after its line breaks, but a part of it ends at them.
        let end = text[at..].find([';', '\t', '\n', '\r']).map_or(text.len(), |end| at + end);
        let part = if at == 0 { &text[..] } else { &text[at..end] };
        if begins && runs(part) {
            made.push('\'');
        }
        made.push(c);
    }
    made.chars().map(|c| u8::try_from(c).expect("it was a byte")).collect()
}

/// Whether a spreadsheet takes a text for a formula.
fn runs(text: &str) -> bool {
    let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\0');
    let sign = text.trim_start_matches(blank);
    let number = sign.strip_prefix(['+', '-']).is_some_and(|digits| {
        let digits = digits.trim_start_matches(|c: char| c.is_ascii_whitespace());
        digits.contains(|c: char| c.is_ascii_digit())
            && digits.trim_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',').is_empty()
    });
    text.starts_with(['\t', '\r', '\n', '\0']) || sign.starts_with(['=', '+', '-', '@']) && !number
}

proptest! {
    #[test]
    fn any_text_passes_through(text in text(), piece in 1usize..80) {
        passes_through(&text, b',', piece, Formulas::Keep);
    }

    #[test]
    fn any_text_passes_through_with_semicolons(text in text(), piece in 1usize..80) {
        passes_through(&text, b';', piece, Formulas::Keep);
    }

    #[test]
    fn any_text_is_made_harmless(text in text(), piece in 1usize..80) {
        passes_through(&text, b',', piece, Formulas::Escape);
    }

    /// As JSON Lines, cells are texts under their headers.
    #[test]
    fn any_text_becomes_json(text in text(), piece in 1usize..80) {
        let input = [b"a,b,c\n", &text[..]].concat();
        let options = without_questions(options(RowFormat::Csv, RowFormat::JsonLines));
        let (output, totals) = run(&options, &input, piece);
        totals.expect("the header is there");
        let before = read(&input, b',');
        let after: Vec<Value> = serde_json::Deserializer::from_slice(&output)
            .into_iter()
            .collect::<Result<_, _>>()
            .expect("each line is JSON");
        prop_assert_eq!(before.len() - 1, after.len());
        for (before, after) in before.iter().skip(1).zip(&after) {
            let cells: Vec<String> =
                before.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
            let expected = match cells.as_slice() {
                [a, b, c] => serde_json::json!({"a": a, "b": b, "c": c}),
                ragged => serde_json::json!(ragged),
            };
            prop_assert_eq!(&after["input"], &expected);
        }
    }
}

/// Rows that are longer than what is read at once, and rows longer than what is kept.
#[test]
fn long_rows_pass_through() {
    for length in [131_060, 131_072, 600_000, 1_048_560, 1_048_576, 3_000_000] {
        for cell in ["x".repeat(length), format!("\"{}\"", "\"\"\n,".repeat(length / 4))] {
            let text = format!("1,{cell},3\r\n\r\n4,5,6\n7,{cell}\n,,\n8,{cell}");
            passes_through(text.as_bytes(), b',', 100_000, Formulas::Keep);
        }
    }
    let open = format!("1,2,3\n4,\"{}", "a,\n".repeat(1_000_000));
    passes_through(open.as_bytes(), b',', 100_000, Formulas::Keep);
}

/// A row that is too long is not kept in memory as a whole, and its rejection says so.
#[test]
fn rows_that_are_too_long_are_rejected() {
    let options = without_questions(options(RowFormat::Csv, RowFormat::Csv));
    for (length, too_long) in [(1_000_000, false), (2_000_000, true)] {
        let text = format!("a,b,c\n1,2,3\n4,{},6\n", "x".repeat(length));
        let (output, totals) = run(&options, text.as_bytes(), usize::MAX);
        let totals = totals.expect("the header is there");
        let expected = if too_long { Some(&1) } else { None };
        let reason = totals.reasons.get("too-long").map(|reason| &reason.rows);
        assert_eq!(reason, expected, "{length}");
        let says = String::from_utf8(output).expect("it is UTF-8").contains("longer than 1048576");
        assert_eq!(says, too_long, "{length}");
    }
}

/// Many small rows over many chunks, taken by turns.
#[test]
fn rows_keep_their_order() {
    let rows: Vec<String> = (0..100_000).map(|row| format!("{row},\"{row}\n\",x")).collect();
    passes_through(rows.join("\n").as_bytes(), b',', usize::MAX, Formulas::Keep);
    let rows: Vec<String> = (0..100_000).map(|row| format!("{row},,x")).collect();
    passes_through(rows.join("\r\n").as_bytes(), b',', usize::MAX, Formulas::Keep);
}

/// Rows that end differently from the header, in a file that is longer than the longest
/// row: each is read once.
#[test]
fn row_ends_of_every_kind_stand_beside_each_other() {
    let mut text = b"a,b,c\n".to_vec();
    for row in 0..150_000 {
        text.extend(format!("{row},x,\"y\"\r").bytes());
    }
    text.extend(b"1,2,3\r\n4,5,6\n7,\"8\r\",9\n");
    let options = without_questions(options(RowFormat::Csv, RowFormat::Csv));
    for piece in [100_000, usize::MAX] {
        let (output, totals) = run(&options, &text, piece);
        assert_eq!(totals.expect("the header is there").rows, 150_003);
        let after = read(&output, b',');
        assert_eq!(after.len(), 150_004);
        assert_eq!(&after[150_000][0], b"149999");
        assert!(after[150_003].iter().any(|cell| cell.starts_with(b"rows:150004:")));
    }
}

/// A single column has no delimiter, and a comma is used.
#[test]
fn one_column_is_written_with_commas() {
    let others = ["revenue", "sellers", "contacts"].map(|id| (id.to_owned(), String::new()));
    let options = with(options(RowFormat::Csv, RowFormat::Csv), |options| {
        options.columns = others.to_vec();
    });
    let (output, _) = run(&options, b"leads\ninbound\n", 1);
    let output = String::from_utf8(output).expect("it is UTF-8");
    assert!(output.starts_with("leads,model,hybrid_with,"), "{output}");
}

proptest! {
    /// Any file gives the same bytes in pieces as at once, whatever the limits are, in
    /// every format, with rows that are too long and headers of every kind.
    #[test]
    fn pieces_change_nothing(
        head in prop::sample::select(vec!["leads,note,b\n", "leads;x;\"n\n,o\"\r\n", "\u{feff}leads\tx\r", ""]),
        text in text(),
        piece in 1usize..300,
        chunk in 1usize..=64,
        utf16 in any::<bool>(),
        json in any::<bool>(),
    ) {
        let mut input = [head.as_bytes(), &text].concat();
        if utf16 && let Ok(text) = std::str::from_utf8(&input) {
            let units = "\u{feff}".encode_utf16().chain(text.encode_utf16());
            input = units.flat_map(u16::to_le_bytes).collect();
        }
        let output = if json { RowFormat::JsonLines } else { RowFormat::Csv };
        let limits = Limits { chunk: 64, longest_row: 256, sample: 128 };
        let whole = with(without_questions(options(RowFormat::Csv, output)), |options| { options.limits = limits; });
        let pieces = with(whole.clone(), |options| { options.limits = Limits { chunk, ..limits }; });
        let (expected, ran) = run(&whole, &input, usize::MAX);
        let (got, again) = run(&pieces, &input, piece);
        prop_assert_eq!(expected.escape_ascii().to_string(), got.escape_ascii().to_string());
        prop_assert_eq!(ran.map(|totals| totals.rows).ok(), again.map(|totals| totals.rows).ok());
    }
}

/// A quote that was left open swallows the rows up to the next quote: no row is lost
/// without a message.
#[test]
fn a_quote_that_swallows_rows_rejects_what_it_swallowed() {
    let text =
        "leads,note\n\"inbound,first\noutbound,second\n\"referrals\",third\npartners,fourth\n";
    let others = ["revenue", "sellers", "contacts"].map(|id| (id.to_owned(), String::new()));
    let options = with(options(RowFormat::Csv, RowFormat::Csv), |options| {
        options.columns = others.to_vec();
    });
    let (output, totals) = run(&options, text.as_bytes(), usize::MAX);
    let totals = totals.expect("the header is there");
    assert_eq!((totals.rows, totals.rejected), (2, 1));
    assert_eq!(totals.reasons["text-behind-quote"].rows, 1);
    let output = String::from_utf8(output).expect("it is UTF-8");
    assert!(output.contains("rows:2: text follows the"), "{output}");
}

/// A line within a cell counts as a swallowed row if its cells are answers, but not if only
/// one of them happens to be.
#[test]
fn a_line_with_one_answer_among_others_is_a_text() {
    let counted = |line: &str| {
        let text = format!(
            "company,leads,revenue,sellers,contacts\n\"Birch\n{line}\",inbound,30%,one,2\n"
        );
        let said = run_with_input(&["batch", "--summary", "-f", "json"], &text);
        let summary: Value = serde_json::from_str(&said.stdout).expect("it is JSON");
        (summary["diagnosed"].clone(), summary["rejected"].clone())
    };
    assert_eq!(counted("see,inbound,above,and,below"), (1.into(), 0.into()));
    assert_eq!(counted("Cedar,inbound,30%,one,2"), (0.into(), 1.into()));
}
