//! Prepares what is known and said: every `questions/*.yaml` is embedded twice, as
//! written (to be shown) and as JSON (to be read at start-up, some fifteen times as
//! fast by `cargo bench --bench diagnosis`), and every `questions/words/*.ftl` as it
//! is. `b2b.yaml` is a questionnaire, and `b2b.nl.yaml` its words in another language.
//! What is known of exports, in `questions/measure`, is embedded as JSON.
//! Nothing is checked here but the YAML. The tests check the rest, of every file, and a
//! release trusts them: see `Builtin::questionnaire`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

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
        prepare(&file, &out.join("measure"));
    }
}

/// The table of the questionnaires with their translations.
fn builtins(folder: &Path, out: &Path) -> String {
    let files = files(folder, "yaml");
    let named = |file: &PathBuf| stem(file).split_once('.').is_none();
    let mut table = String::from("&[\n");
    for file in files.iter().filter(|file| named(file)) {
        let name = stem(file);
        let prepared = prepare(file, out);
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
            let prepared = prepare(file, out);
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
    for file in files {
        writeln!(
            table,
            "    Words {{ tag: {:?}, source: include_str!({file:?}), bundle: OnceLock::new() }},",
            stem(&file)
        )
        .expect("a String takes any text");
    }
    table.push_str("];\n");
    table
}

/// Writes a YAML file as JSON.
fn prepare(file: &Path, out: &Path) -> PathBuf {
    let source = fs::read_to_string(file).expect("a listed file can be read");
    let tree: serde_json::Value = serde_saphyr::from_str(&source)
        .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
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
