//! The pages that promise something name things that exist: every dependency, every test.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn page(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The first cells of the rows of the tables on a page.
fn first_cells(page: &str) -> BTreeSet<&str> {
    let rows = page.lines().filter_map(|line| line.strip_prefix("| "));
    rows.filter_map(|row| row.split(" |").next()).filter(|cell| *cell != "crate").collect()
}

/// A dependency that is added must have a line that says what it is for.
#[test]
fn every_dependency_has_its_reason() {
    let manifest = page("Cargo.toml");
    let mut named = BTreeSet::new();
    let mut counts = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            counts = line.ends_with("dependencies]")
                && !line.contains("dev-dependencies")
                && !line.contains("build-dependencies");
        } else if counts
            && let Some((name, _)) = line.split_once(" = ")
            && !name.starts_with([' ', '#'])
        {
            named.insert(name);
        }
    }
    assert!(named.len() > 20, "{named:?}");
    assert_eq!(first_cells(&page("docs/dependencies.md")), named);
}

/// Fuzzing fails with a lock file that lacks a dependency of the library, and no other test
/// builds the fuzz targets.
#[test]
fn the_lock_file_of_fuzzing_knows_the_library() {
    let lock = page("fuzz/Cargo.lock");
    let library = lock.split("[[package]]").find(|it| it.contains("\nname = \"salesmodel\"\n"));
    let locked = library.expect("it is fuzzed").split('"').skip(1).step_by(2).skip(2);
    let manifest = page("Cargo.toml");
    let of_library = manifest.split("\n[dependencies]\n").nth(1).expect("it has some");
    let of_library = of_library.split("\n[").next().unwrap_or_default();
    let named = of_library.lines().filter(|line| !line.contains("optional = true"));
    let named = named.filter_map(|line| line.split_once(" = ")).map(|(name, _)| name);
    let named = named.filter(|name| !name.starts_with([' ', '#']));
    assert_eq!(locked.collect::<BTreeSet<_>>(), named.collect::<BTreeSet<_>>());
}

/// None of our crates allows `unsafe` again: it is forbidden for a package, and so for its
/// library, its command, its tests, its benchmarks and its build script.
#[test]
fn unsafe_code_is_forbidden_everywhere() {
    for manifest in ["Cargo.toml", "fuzz/Cargo.toml"] {
        let page = page(manifest);
        let lints = page.split("[lints.rust]").nth(1).expect("it has lints of Rust");
        let lints = lints.split("\n[").next().unwrap_or_default();
        assert!(lints.contains("\nunsafe_code = \"forbid\"\n"), "{manifest}");
    }
}

/// Every test that is named as the proof of a promise is a function that exists.
#[test]
fn every_test_that_is_named_is_there() {
    let page = page("docs/guarantees.md");
    let mut named = 0;
    for code in page.split('`').skip(1).step_by(2) {
        let Some((module, name)) = code.rsplit_once("::") else { continue };
        let is_name = |text: &str| {
            text.bytes()
                .all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b':' | b'0'..=b'9'))
        };
        if !is_name(code) {
            continue;
        }
        named += 1;
        let path = module.replace("::", "/");
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let files: [PathBuf; 3] = [
            root.join(format!("tests/it/{path}.rs")),
            root.join(format!("src/{path}.rs")),
            root.join(format!("src/bin/salesmodel/{path}.rs")),
        ];
        let text = files.iter().find_map(|file| fs::read_to_string(file).ok());
        let text = text.unwrap_or_else(|| panic!("no file holds {code}"));
        assert!(text.contains(&format!("fn {name}(")), "there is no test {code}");
    }
    assert!(named >= 30, "only {named} tests are named");
}

/// The map of the library is true: every module is in it, and uses those above it.
#[test]
fn every_module_uses_those_above_it() {
    let page = page("src/lib.rs");
    let (_, map) =
        page.split_once("//! | module | holds |\n//! |---|---|\n").expect("it has a map");
    let names = map.lines().map_while(|line| line.strip_prefix("//! | "));
    let names: Vec<&str> = names.filter_map(|row| row.split('`').nth(1)).collect();
    let declared = page.lines().filter_map(|line| line.split("mod ").nth(1)?.strip_suffix(';'));
    let declared: BTreeSet<&str> = declared.collect();
    assert_eq!(names.iter().copied().collect::<BTreeSet<_>>(), declared);
    let floor = |name: &str| names.iter().position(|other| *other == name);
    let mut arrows = 0;
    for (own, name) in names.iter().enumerate() {
        let mut code = String::new();
        read_all(&format!("src/{name}.rs"), &mut code);
        read_all(&format!("src/{name}"), &mut code);
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for used in line.split("crate::").skip(1) {
                let used = used.split(|c: char| !(c.is_alphanumeric() || c == '_')).next();
                let used = floor(used.expect("a split text has a first part"));
                let used = used.unwrap_or_else(|| panic!("{name} names no module: {line}"));
                assert!(used <= own, "{name} uses {}, which is below it: {line}", names[used]);
                arrows += usize::from(used < own);
            }
        }
    }
    assert!(arrows > 200, "only {arrows} uses were seen");
}

/// Every file and folder that the map of the library names exists.
#[test]
fn every_place_that_the_library_names_is_there() {
    let page = page("src/lib.rs");
    let codes = page.split('`').skip(1).step_by(2);
    let places = codes.filter(|code| {
        ["src/", "questions/", "tests/"]
            .iter()
            .any(|root| code.starts_with(root) && !code.contains(char::is_uppercase))
    });
    let places: Vec<&str> = places.collect();
    assert!(places.len() > 20, "{places:?}");
    for place in places {
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(place).exists(), "there is no {place}");
    }
}

/// The text of a file, or of all in a folder.
fn read_all(name: &str, code: &mut String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if path.is_dir() {
        for entry in fs::read_dir(path).expect("it can be listed") {
            let entry = entry.expect("it is there").file_name();
            read_all(&format!("{name}/{}", entry.display()), code);
        }
    } else if name.ends_with(".rs") && path.exists() {
        code.push_str(&page(name));
    }
}
