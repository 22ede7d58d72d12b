//! What can be seen in the text of a file and not in what was read from it.

use crate::document::{Node, Spelling, Value, may_be_cut};
use crate::problem::Problem;

/// The keys of texts for people, which may hold anything; of lists of them, too.
const WORDS: [&str; 18] = [
    "title",
    "intro",
    "name",
    "text",
    "help",
    "number",
    "label",
    "reason",
    "note",
    "summary",
    "roles",
    "metrics",
    "pitfalls",
    "first_steps",
    "goal",
    "exit",
    "owner",
    "version",
];

/// Texts without quotes that end where a comment begins, which may have been meant
/// as their end.
pub(super) fn cut_texts(root: &Node, text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    // Most files have no such thing, and all of them are gone through.
    if may_be_cut(text) {
        look(root, "", &Spelling::new(text), &mut problems);
    }
    // An alias has its text where that is written.
    problems.sort_by_key(|problem| problem.position);
    problems.dedup_by_key(|problem| problem.position);
    problems
}

fn look(node: &Node, key: &str, spelling: &Spelling<'_>, problems: &mut Vec<Problem>) {
    match &node.value {
        Value::Map(entries) => {
            for entry in entries {
                look(&entry.node, &entry.key, spelling, problems);
            }
        }
        Value::List(items) => {
            for item in items {
                look(item, key, spelling, problems);
            }
        }
        Value::Text(_)
            if WORDS.contains(&key) && problems.len() < crate::problem::Problems::MOST =>
        {
            problems.extend(spelling.cut(node));
        }
        _ => {}
    }
}
