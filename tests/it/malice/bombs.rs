//! Files that are small on the disk, but large, slow or endless to read.

use std::fs;
use std::io::Write;

use super::{is_orderly, limited};
use crate::support::{OWN, folder, run, with};

/// A file that is small on the disk, but large or endless to read, is refused or read
/// within the limits, whatever it is given as.
#[test]
fn bombs_are_refused_in_bounded_time_and_memory() {
    let folder = folder();
    let at = folder.path();
    let mut aliases = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for i in 1..40 {
        let members = vec![format!("*a{}", i - 1); 10].join(", ");
        aliases.push_str(&format!("a{i}: &a{i} [{members}]\n"));
    }
    let entities = "<!DOCTYPE l [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
                    <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><l>&c;</l>";
    let bombs = [
        ("aliases", aliases),
        ("lists", "[".repeat(900_000)),
        ("maps", "{\"a\":".repeat(150_000)),
        ("nested-row", format!("{{\"leads\":{}", "[".repeat(1_200_000))),
        ("columns", format!("{}\n{}\n", "leads,".repeat(100_000), "x,".repeat(100_000))),
        ("one-line", "x".repeat(3_000_000)),
        ("one-quote", format!("leads,revenue,sellers,contacts\n\"{}", "x\n".repeat(800_000))),
        ("empty-lines", "\n\r".repeat(600_000)),
        ("digits", format!("leads: {}\n", "9".repeat(1_000_000))),
        ("exponent", "leads: 1e999999999\nrevenue: 0x7fffffffffffffffffff\n".to_owned()),
        ("keys", (0..100_000).map(|i| format!("k{i}: x\n")).collect()),
        ("same-keys", "leads: x\n".repeat(100_000)),
        ("entities", entities.to_owned()),
        ("marks", format!("leads: \"a{}\"\n", "\u{301}".repeat(300_000))),
        ("cut", format!("leads:\n{}", "- a #b\n".repeat(95_000))),
        ("flow", format!("leads: [{}\"x #y\"]{}\n", "a,".repeat(90_000), " ".repeat(600_000))),
        ("no-names", ",".repeat(200_000)),
        ("wide", "漢".repeat(300_000)),
        ("one-line-of-problems", format!("{{{}\"x\": 1}}", "\"leeds\": 1, ".repeat(80_000))),
    ];
    let saved = run(&with(&["-f", "json"])).stdout;
    for (name, text) in
        [("own.yaml", OWN), ("a.json", &saved), ("rows.csv", "Deal ID,Deal Stage,Close Date\n")]
    {
        fs::write(at.join(name), text).expect("it has room");
    }
    for (turn, (name, text)) in bombs.iter().enumerate() {
        let mut file = fs::File::create(at.join(name)).expect("it has room");
        file.write_all(text.as_bytes()).expect("it has room");
        fs::write(at.join("own.nl.yaml"), text).expect("it has room");
        for (door, args) in [
            ["questions", "check", name].as_slice(),
            &["-Q", name],
            &["--from", name, "--no-input"],
            &["compare", name, name],
            &["batch", "--summary", name],
            &["batch", "--summary", "--input-format", "jsonl", name],
            &["batch", "--map", name, name],
            &["measure", name],
            &["measure", "rows.csv", "--map", name],
            &["sql", "--dialect", "sqlite", "--table", "t", "--map", name],
            &["sql", "--dialect", "spark", "--check", "-Q", name],
            &["form", "-Q", name],
            &["models", "-Q", name],
            &["compare", "a.json", "a.json", "a.json", "--measured", name],
            &["questions", "new", "new.yaml", "--from", name],
            &["questions", "check", "own.yaml"],
            &["-Q", "own.yaml", "-l", "nl", "--size", "small", "--kind", "one"],
        ]
        .into_iter()
        .enumerate()
        {
            // Giving all of them to every input that reads the same kind of document would
            // take minutes.
            if door >= 8 && door % 3 != turn % 3 {
                continue;
            }
            let run = limited(at, args, "");
            is_orderly(&run, &format!("{args:?}"));
            // None of them has answers; a translation that cannot be used is ignored.
            let shown: String = run.stdout.chars().take(500).collect();
            assert!(run.code != 0 || args.contains(&"nl"), "{args:?}: {shown}");
            let said = run.stdout.len() + run.stderr.len();
            // A command to copy repeats the full name of a column, but only once.
            assert!(said < text.len() + 300_000, "{args:?} says {said} bytes");
        }
    }
    // A project that a CRM is said to have already, with a document that expands, and with
    // one whose reader would compare each attribute with all others.
    let project = with(&["-f", "salesforce", "-o", "p", "--pipeline-name", "Old"]);
    assert_eq!(limited(at, &project, "").code, 0);
    let attributes: String = (0..100_000).map(|i| format!(" a{i}=''")).collect();
    for document in [entities.to_owned(), format!("<l{attributes}/>")] {
        let mut folders = vec![at.join("p")];
        while let Some(next) = folders.pop() {
            for entry in fs::read_dir(&next).expect("it is a folder").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "xml") {
                    fs::write(&path, &document).expect("it is ours");
                }
            }
        }
        let again = limited(at, &with(&["-f", "salesforce", "-o", "p", "--force"]), "");
        is_orderly(&again, "a project of somebody else");
        assert_eq!(again.code, 1, "{}", again.stderr);
    }
}

/// As many words as a query may have become one query, within the same limits.
#[test]
fn a_long_mapping_becomes_a_query() {
    let folder = folder();
    let words: String = (0..4000).map(|i| format!("  wörd{i}ß: inbound\n")).collect();
    fs::write(folder.path().join("map.yaml"), format!("leads:\n{words}")).expect("it has room");
    let args = ["sql", "--dialect", "sqlite", "--table", "t", "--map", "map.yaml"];
    let run = limited(folder.path(), &args, "");
    is_orderly(&run, "4000 words");
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("'word3999ss'"), "the last word is there, folded");
}
