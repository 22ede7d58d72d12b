//! Files as they arrive: in pieces of any size, from a pipe and from disk, with row ends of
//! every kind. The output is always the same.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::process::Stdio;

use csv::ReaderBuilder;
use salesmodel::batch::{Limits, Options, RowFormat, Wanted};

use super::{options, run, with, without_questions};
use crate::support::{command, folder};

/// Pieces of a few bytes, and of about a block of the scanner. They are used only for the
/// beginning of a file, because a long row is looked at anew with each piece.
const SMALL: [usize; 5] = [1, 2, 3, 63, 64];

/// How much of a file is read in small pieces.
const BEGINNING: usize = 20_000;

/// Sizes at the edges of what is read at once: a page, the sample for a header, a chunk.
const LARGE: [usize; 6] = [4097, 65_537, 65_540, 131_071, 131_072, 131_073];

/// The ways in which a row ends, and in which one ends with an empty line after it.
const ENDS: [&str; 5] = ["\n", "\r\n", "\r", "\n\r\n", "\r\r"];

/// Rows of about 300 kB, of every length and with every end. Around byte 131,072, nearly
/// every byte is an end, a quote or part of a character. One row is longer than what is
/// read at once.
fn rows(row: impl Fn(usize, &str) -> String) -> String {
    let mut text = String::new();
    let mut number = 0;
    while text.len() < 300_000 {
        let note = match number {
            100 => "long ".repeat(13_000),
            _ if text.len().abs_diff(131_072) < 3000 => "\u{1f600}".repeat(number % 3),
            _ => "\u{e9} \u{10348}, x".repeat(number % 40),
        };
        text += &row(number, &note);
        text += ENDS[number % ENDS.len()];
        number += 1;
    }
    text
}

/// CSV whose notes have line breaks and quotes, in rows most of which can be diagnosed.
fn sheet(end: &str) -> String {
    let row = |number: usize, note: &str| {
        let leads = ["inbound", "outbound", "\"both\"", "leeds"][number % 4];
        format!("{number},{leads},30%,one,2,\"{note}{end}\"\"{note}\"")
    };
    format!("id,leads,revenue,sellers,contacts,note\r\n{}", rows(row))
}

/// The same as JSON Lines.
fn lines() -> String {
    rows(|number, note| {
        let leads = ["inbound", "outbound", "both", "leeds"][number % 4];
        format!(
            "{{\"id\":{number},\"leads\":\"{leads}\",\"revenue\":30,\"sellers\":\"one\",\"contacts\":2,\"note\":\"{note}\"}}"
        )
    })
}

fn utf16(text: &str) -> Vec<u8> {
    let units = "\u{feff}".encode_utf16().chain(text.encode_utf16());
    units.flat_map(u16::to_be_bytes).collect()
}

#[test]
fn pieces_of_every_size_give_the_same_bytes() {
    use RowFormat::{Csv, JsonLines};
    let cases = [
        (options(Csv, Csv), sheet("\r").into_bytes()),
        (options(Csv, JsonLines), utf16(&sheet("\r\n"))),
        (options(JsonLines, Csv), lines().into_bytes()),
        (without_questions(options(JsonLines, JsonLines)), utf16(&lines())),
    ];
    for (options, input) in &cases {
        assert!(input.len() > 300_000);
        let limits = Limits { chunk: 1 << 10, sample: 1 << 12, ..options.limits };
        let small = with(options.clone(), |options| {
            options.limits = limits;
        });
        let rows = same_by(&small, &input[..BEGINNING], &SMALL);
        assert!(rows > 20, "{rows}");
        let rows = same_by(options, input, &LARGE);
        assert!(rows > 300, "{rows}");
    }
}

/// Checks that pieces of these sizes give the same bytes as all at once, and says how many
/// rows they give.
fn same_by(options: &Options, input: &[u8], sizes: &[usize]) -> u64 {
    let (expected, whole) = run(options, input, usize::MAX);
    let whole = whole.expect("it has a header");
    assert!(whole.rejected > 0);
    for size in sizes {
        let (got, totals) = run(options, input, *size);
        let totals = totals.expect("it has a header");
        assert_eq!((totals.rows, totals.rejected), (whole.rows, whole.rejected), "{size}");
        // Shown whole, a difference would be 300 kB long.
        let at = expected.iter().zip(&got).position(|(one, other)| one != other);
        assert_eq!(at, None, "{:?} by {size}", options.input);
        assert_eq!(expected.len(), got.len(), "{:?} by {size}", options.input);
    }
    whole.rows
}

/// Neither the number of workers nor the size of a read changes what is written and
/// counted: more words than are counted separately, groups, and rows of every kind.
#[test]
fn workers_and_chunks_change_nothing() {
    use RowFormat::{Csv, JsonLines};
    let mut text = "region,leads,revenue,sellers,contacts\n".to_owned();
    for row in 0..6000_usize {
        let leads = match row % 5 {
            0 => format!("word {}", row * 7 % 2903),
            1 => ["", "Fair", "0.5"][row % 3].to_owned(),
            2 => format!("\"{}\n\"", "long".repeat(row % 90)),
            _ => "outbound".to_owned(),
        };
        let revenue = ["30%", "0.5", "x", "95"][row * 13 % 4];
        text += &format!("r{},{leads},{revenue},one,{}\n", row * 31 % 1500, row % 9);
        if row % 97 == 0 {
            text += "r1,\"in\"bound,30%,one,2\nshort\n";
        }
    }
    text += "r1,\"never closed";
    let by = Some("region".to_owned());
    let asked = [
        options(Csv, Csv),
        options(Csv, JsonLines),
        with(options(Csv, Csv), |options| {
            options.output = Wanted::Totals;
            options.by = by;
        }),
    ];
    for asked in asked {
        let mut first = None;
        for (workers, chunk, piece) in [
            (1, 128 << 10, usize::MAX),
            (2, 300, 777),
            (3, 4097, usize::MAX),
            (4, 1 << 10, 64),
            (7, 64 << 10, 5000),
        ] {
            let limits = Limits { chunk, ..asked.limits };
            let ran = run(
                &with(asked.clone(), |options| {
                    options.workers = workers;
                    options.limits = limits;
                }),
                text.as_bytes(),
                piece,
            );
            let found = (ran.0, format!("{:?}", ran.1.expect("it has a header")));
            let first = first.get_or_insert_with(|| found.clone());
            assert!(first.0 == found.0, "{workers} workers, {chunk} bytes: the rows differ");
            assert!(first.1 == found.1, "{workers} workers, {chunk} bytes: the totals differ");
        }
        let (_, totals) = first.expect("it ran");
        assert!(totals.contains("more_unrecognised") && !totals.contains("more_unrecognised: 0"));
    }
}

/// The real command reads a pipe as it reads a file, however slowly the pipe fills.
#[test]
fn a_pipe_gives_the_same_bytes_as_a_file() {
    let folder = folder();
    let at = folder.path();
    let sheet = sheet("\n").replace("leeds", "referrals");
    fs::write(at.join("rows.csv"), &sheet).expect("the folder takes a file");
    let run = |input: Stdio, output: &str| {
        let mut command = command();
        command.current_dir(at).args(["batch", "-", "-o", output]).stdin(input);
        command.stderr(Stdio::piped()).spawn().expect("the command starts")
    };
    let read = |name: &str| fs::read(at.join(name)).expect("the command wrote it");
    let file = File::open(at.join("rows.csv")).expect("it is there");
    let ended = run(file.into(), "from-disk.csv").wait_with_output().expect("it ends");
    assert_eq!(ended.status.code(), Some(0), "{}", String::from_utf8_lossy(&ended.stderr));
    let expected = read("from-disk.csv");
    let of = |text: &[u8]| {
        let mut reader = ReaderBuilder::new().from_reader(text);
        reader.records().map(|row| row.expect("it is CSV")[5].to_owned()).collect::<Vec<_>>()
    };
    assert!(of(sheet.as_bytes()) == of(&expected), "a note was changed");

    for size in [1, 4097, 131_073] {
        let mut child = run(Stdio::piped(), "from-pipe.csv");
        let mut pipe = child.stdin.take().expect("it is piped");
        let mut rest = sheet.as_bytes();
        // Byte by byte only as long as it matters: through the header, and a little
        // further.
        for piece in rest.chunks(size).take(2000) {
            pipe.write_all(piece).expect("the command reads");
        }
        rest = rest.get(2000 * size..).unwrap_or_default();
        pipe.write_all(rest).expect("the command reads");
        drop(pipe);
        assert_eq!(child.wait_with_output().expect("it ends").status.code(), Some(0));
        assert!(read("from-pipe.csv") == expected, "by {size}");
    }
}

/// A line feed after the header and carriage returns after 2 MB of rows, and files
/// that end their rows in other ways: each row comes out once, and then there is an end.
#[test]
fn row_ends_differ_within_a_file_and_between_files() {
    let folder = folder();
    let mut expected = 0;
    let files: [(&str, &str, &[&str], usize); 4] = [
        ("a.csv", "\n", &["\r"], 90_000),
        ("b.csv", "\r", &["\n"], 2_000),
        ("c.csv", "\r\n", &["\r", "\n", "\r\n"], 2_001),
        ("d.csv", "\n", &["\r\n", "\r"], 2_000),
    ];
    for (name, header, ends, count) in files {
        let mut text = format!("id,leads,revenue,sellers,contacts{header}");
        for row in 0..count {
            text += &format!("{expected},inbound,30%,one,2{}", ends[row % ends.len()]);
            expected += 1;
        }
        assert!(name != "a.csv" || text.len() > 2_000_000, "{}", text.len());
        fs::write(folder.path().join(name), text).expect("the folder takes a file");
    }
    let mut command = command();
    command.current_dir(folder.path()).arg("batch").args(files.map(|(name, ..)| name));
    let mut child = command.stdout(Stdio::piped()).spawn().expect("the command starts");
    let mut output = Vec::new();
    let most = 20_000_000;
    let pipe = child.stdout.take().expect("it is piped");
    pipe.take(most).read_to_end(&mut output).expect("the command writes");
    // If it wrote for ever, closing the pipe would stop it.
    assert!((output.len() as u64) < most, "there is no end of it");
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
    let mut reader = csv::Reader::from_reader(&output[..]);
    let ids: Vec<usize> =
        reader.records().map(|row| row.expect("it is CSV")[0].parse().expect("an id")).collect();
    assert!(ids.iter().copied().eq(0..expected), "{} rows of {expected}", ids.len());
}
