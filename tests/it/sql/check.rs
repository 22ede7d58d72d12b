//! The query that proves an engine.

use super::agreement;
use super::engines::{Engine, Sqlite};
use crate::support::{folder, run};

/// The query of a questionnaire that proves an engine.
pub(super) fn query(engine: &dyn Engine, questionnaire: &str, more: &[&str]) -> String {
    let args = ["sql", "--dialect", engine.dialect(), "--check", "-Q", questionnaire];
    let query = run(&[&args, more].concat());
    assert_eq!(query.code, 0, "{}", query.stderr);
    assert!(query.stdout.len() <= 256 * 1024, "{questionnaire}");
    query.stdout
}

/// An engine that agrees returns nothing, for each questionnaire.
pub(super) fn agrees(engine: &dyn Engine) {
    let folder = folder();
    for asked in agreement::all(folder.path()) {
        let query = query(engine, &asked.name, &asked.more());
        let differ = engine.run(&["x"], &[], &query);
        assert!(differ.is_empty(), "{} of {}: {differ:?}", engine.dialect(), asked.name);
        let holds = query.lines().nth(1).and_then(|line| line.split(' ').nth(1)).expect("a number");
        assert!(holds.parse::<usize>().is_ok_and(|rows| rows > 100), "{holds} rows");
    }
}

/// Constants of the query for b2b, each with a wrong value: points, thresholds, bounds,
/// spellings, order, entries and stages.
const CHANGES: [(&str, &str); 13] = [
    (" THEN 12 ", " THEN 11 "),
    (" THEN 10 ", " THEN 9 "),
    ("most_ * 60", "most_ * 67"),
    ("most_ >= 8", "most_ >= 9"),
    ("p3_ >= p4_", "p3_ > p4_"),
    ("ELSE 15 END", "ELSE 14 END"),
    ("THEN 15 - 1", "THEN 16 - 1"),
    (" < 50 ", " <= 50 "),
    (" > 100 THEN", " > 101 THEN"),
    ("'they contact us'", "'they contact  us'"),
    ("BETWEEN 5 AND 7", "BETWEEN 6 AND 7"),
    ("IN ('nan', 'inf', 'infinity')", "IN ('nan', 'inf')"),
    ("i3_ = 1", "i2_ = 1"),
];

/// An engine that does not agree returns rows, whichever constant it has wrong.
pub(super) fn tells(engine: &dyn Engine) {
    let query = query(engine, "b2b", &["--map", "tests/it/sql/words.json"]);
    for (constant, other) in CHANGES {
        let changed = query.replace(constant, other);
        assert!(changed != query, "{constant} is not in the query");
        let differ = engine.run(&["x"], &[], &changed);
        assert!(!differ.is_empty(), "{} does not tell {constant} from {other}", engine.dialect());
    }
}

#[test]
fn sqlite_agrees() {
    agrees(&Sqlite);
}

#[test]
fn a_changed_constant_is_told() {
    tells(&Sqlite);
}
