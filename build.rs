//! Prepares the files in `questions` to be embedded. Each `questions/*.yaml` is embedded
//! twice: as it was written, to be shown, and as JSON, to be read at start-up, which is
//! some fifteen times as fast (by `cargo bench --bench diagnosis`). Each
//! `questions/words/*.ftl` is embedded as it is, with a list of its messages. `b2b.yaml` is
//! a questionnaire, and `b2b.nl.yaml` has its words in another language, which are put into
//! their places here: doing that at every start took longer than a diagnosis. What is known
//! about exports, in `questions/measure`, is embedded as JSON.
//!
//! Nothing is checked here except the syntax of the YAML. The tests check everything else
//! in every file, and a release trusts them: see `Builtin::questionnaire`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;

fn main() {
    println!("cargo::rerun-if-changed=questions");
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it for build scripts");
    let out = env::var("OUT_DIR").expect("cargo sets it for build scripts");
    let (root, out) = (Path::new(&root).join("questions"), Path::new(&out));
    fs::write(out.join("builtins.rs"), builtins(&root, out))
        .expect("cargo's output folder can be written");
    fs::write(out.join("words.rs"), words(&root.join("words")))
        .expect("cargo's output folder can be written");
    for file in files(&root.join("measure"), "yaml") {
        prepare(&file, &read(&file), &out.join("measure"));
    }
}

/// The table of the questionnaires with their translations.
fn builtins(folder: &Path, out: &Path) -> String {
    let files = files(folder, "yaml");
    let named = |file: &PathBuf| stem(file).split_once('.').is_none();
    let mut table = String::from("&[\n");
    for file in files.iter().filter(|file| named(file)) {
        let name = stem(file);
        let original = read(file);
        let prepared = prepare(file, &original, out);
        writeln!(
            table,
            "    Builtin {{ name: {name:?}, source: include_str!({file:?}), \
             prepared: include_str!({prepared:?}), translations: &["
        )
        .expect("a String takes any text");
        for file in &files {
            let stem = stem(file);
            let Some((_, lang)) = stem.split_once('.').filter(|(of, _)| *of == name) else {
                continue;
            };
            let mut translated = original.clone();
            reword(&mut translated, &read(file));
            let prepared = prepare(file, &translated, out);
            writeln!(
                table,
                "        BuiltinTranslation {{ lang: {lang:?}, source: include_str!({file:?}), \
                 prepared: include_str!({prepared:?}) }},"
            )
            .expect("a String takes any text");
        }
        table.push_str("    ] },\n");
    }
    table.push_str("]\n");
    table
}

/// The table of the languages that the tool itself speaks.
fn words(folder: &Path) -> String {
    let files = files(folder, "ftl");
    let mut table = format!("static WORDS: [Words; {}] = [\n", files.len());
    let mut lists = String::new();
    for file in files {
        let source = fs::read_to_string(&file).expect("a listed file can be read");
        let list = stem(&file).replace('-', "_").to_uppercase();
        writeln!(
            table,
            "    Words {{ tag: {:?}, source: include_str!({file:?}), bundle: OnceLock::new(), \
             messages: &{list} }},",
            stem(&file)
        )
        .expect("a String takes any text");
        let messages = messages(&source);
        write!(lists, "static {list}: [Message; {}] = [", messages.len())
            .expect("a String takes any text");
        for (id, start, end) in messages {
            write!(lists, "Message::at({start}, {}, {end}), ", id.len())
                .expect("a String takes any text");
        }
        lists.push_str("];\n");
    }
    table.push_str("];\n");
    table + &lists
}

/// The messages of a file of words, sorted by id, each with where it begins and ends. A
/// message begins at a line that begins with a letter, and ends at the next such line or
/// comment.
fn messages(source: &str) -> Vec<(&str, usize, usize)> {
    let mut found: Vec<(&str, usize, usize)> = Vec::new();
    let (mut place, mut within) = (0, false);
    for line in source.split_inclusive('\n') {
        if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let id = line.split([' ', '=']).next().expect("a split text has a first part");
            found.push((id, place, place));
            within = true;
        } else if line.starts_with('#') {
            within = false;
        }
        place += line.len();
        if let Some((.., end)) = found.last_mut().filter(|_| within) {
            *end = place;
        }
    }
    found.sort_unstable();
    found
}

/// Reads a YAML file.
fn read(file: &Path) -> Value {
    let source = fs::read_to_string(file).expect("a listed file can be read");
    serde_saphyr::from_str(&source).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Replaces the words of an original by those of a translation. Where the original has a
/// list of things with ids, the translation has their words by id.
fn reword(original: &mut Value, words: &Value) {
    let words = words.as_object().into_iter().flatten();
    for (key, words) in words.filter(|(key, _)| !NO_WORDS.contains(&key.as_str())) {
        match (&mut original[key], words) {
            (Value::Array(things), Value::Object(by_id)) => {
                for thing in things {
                    let words = thing["id"].as_str().and_then(|id| by_id.get(id));
                    reword(thing, &words.cloned().unwrap_or_default());
                }
            }
            (place, words) => *place = words.clone(),
        }
    }
}

/// Keys of a translation that are about itself, and not words.
const NO_WORDS: [&str; 3] = ["format", "translates", "original"];

/// Writes the content of a YAML file as JSON, and gives the path of that.
fn prepare(file: &Path, tree: &Value, out: &Path) -> PathBuf {
    fs::create_dir_all(out).expect("cargo's output folder can be written");
    let prepared = out.join(format!("{}.json", stem(file)));
    fs::write(&prepared, tree.to_string()).expect("cargo's output folder can be written");
    prepared
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the package holds the folder")
        .map(|entry| entry.expect("a folder that opens can be listed").path())
        .filter(|path| path.extension().is_some_and(|ext| ext == extension))
        .collect();
    files.sort();
    for file in &files {
        println!("cargo::rerun-if-changed={}", file.display());
    }
    files
}

fn stem(file: &Path) -> String {
    file.file_stem().expect("a listed file has a stem").to_string_lossy().into_owned()
}
