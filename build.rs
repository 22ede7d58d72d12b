//! Prepares the built-in questionnaires: every `questions/*.yaml` is embedded
//! twice, as written (to be shown) and as JSON (to be read at start-up, some
//! fifteen times as fast by `cargo bench --bench diagnosis`). Nothing is checked here but the YAML; the tests
//! check the rest.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=questions");
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it for build scripts");
    let out = env::var("OUT_DIR").expect("cargo sets it for build scripts");

    let mut files: Vec<_> = fs::read_dir(Path::new(&root).join("questions"))
        .expect("the package holds a folder of questionnaires")
        .map(|entry| entry.expect("a folder that opens can be listed").path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "yaml"))
        .collect();
    files.sort();

    let mut table = String::from("&[\n");
    for file in files {
        println!("cargo::rerun-if-changed={}", file.display());
        let source = fs::read_to_string(&file).expect("a listed file can be read");
        let tree: serde_json::Value = serde_saphyr::from_str(&source)
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let name = file.file_stem().expect("a .yaml file has a stem").to_string_lossy();
        let prepared = Path::new(&out).join(format!("{name}.json"));
        fs::write(&prepared, tree.to_string()).expect("cargo's output folder can be written");
        writeln!(
            table,
            "    Builtin {{ name: {name:?}, source: include_str!({file:?}), prepared: include_str!({prepared:?}) }},",
        )
        .expect("a String takes any text");
    }
    table.push_str("]\n");
    fs::write(Path::new(&out).join("builtins.rs"), table)
        .expect("cargo's output folder can be written");
}
