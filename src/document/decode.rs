//! Reads a tree as a type, and reports everything that is wrong at once.
//!
//! Serde stops at the first error. Here the wrong place is noted and mended (an
//! unknown key is taken out, a missing or mistyped value becomes a hole that
//! reads as anything), and the tree is read again, until it reads through.

use std::collections::HashSet;

use serde::de::DeserializeOwned;

use super::deserializer::ReadFault;
use super::reader::duplicate_key;
use super::{Member, Node, Path, Trail, TrailStep, Value};
use crate::problem::{Problem, Problems};

/// Reads a tree as a type, with what was wrong and where. Holes read as empty;
/// the value is `None` if the tree is past mending.
pub(crate) fn decode<T: DeserializeOwned>(root: &Node) -> (Option<T>, Vec<(Path, Problem)>) {
    decode_with(root, Unknown::Refused)
}

/// What becomes of a key that a type does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// It is a problem: people misspell keys.
    Refused,
    /// It is left out: a later version of the program may write more.
    PassedOver,
}

/// The same as [`decode`], with a choice of what to do about keys that the type does not
/// know.
pub(crate) fn decode_with<T: DeserializeOwned>(
    root: &Node,
    unknown: Unknown,
) -> (Option<T>, Vec<(Path, Problem)>) {
    let mut tree = root.clone();
    let mut problems = Vec::new();
    take_duplicates(&mut tree, &Trail::Root, &mut problems);
    while problems.len() < Problems::MOST {
        match T::deserialize(&tree) {
            Ok(value) => return (Some(value), problems),
            Err(error) => {
                let (path, fault) = error.into_parts();
                let mended = mend(&mut tree, &path, &fault);
                let is_unknown = matches!(fault, ReadFault::UnknownKey { .. });
                // Each turn removes a key, so the loop ends.
                if mended && is_unknown && unknown == Unknown::PassedOver {
                    continue;
                }
                let path = match fault {
                    ReadFault::MissingKey { key } => path.step(TrailStep::Key(key.to_owned())),
                    _ => path,
                };
                problems.push((path, fault.into_problem()));
                if !mended {
                    break;
                }
            }
        }
    }
    (None, problems)
}

/// Notes and removes every key that its mapping already has.
fn take_duplicates(node: &mut Node, trail: &Trail<'_>, problems: &mut Vec<(Path, Problem)>) {
    match &mut node.value {
        Value::List(items) => {
            for (i, item) in items.iter_mut().enumerate() {
                take_duplicates(item, &trail.item(i), problems);
            }
        }
        Value::Map(entries) => {
            let mut seen = HashSet::new();
            entries.retain(|entry| {
                if seen.insert(entry.key.clone()) {
                    return true;
                }
                if problems.len() < Problems::MOST {
                    problems.push((trail.name(&entry.key).path(), duplicate_key(entry)));
                }
                false
            });
            for entry in entries {
                take_duplicates(&mut entry.node, &trail.key(&entry.key), problems);
            }
        }
        _ => {}
    }
}

/// Changes the tree so that the fault does not come up again; `false` if that cannot be
/// done.
fn mend(tree: &mut Node, path: &Path, fault: &ReadFault) -> bool {
    match (fault, path.steps.split_last()) {
        (ReadFault::UnknownKey { .. }, Some((TrailStep::Name(key), within))) => {
            if let Some(Node { value: Value::Map(entries), .. }) = tree.at_mut(within) {
                entries.retain(|entry| entry.key != *key);
                return true;
            }
            false
        }
        (ReadFault::MissingKey { key }, _) => {
            if let Some(Node { value: Value::Map(entries), position, .. }) =
                tree.at_mut(&path.steps)
            {
                let node = Node { position: *position, value: Value::Hole, span: None, odd: None };
                entries.push(Member { key: (*key).to_owned(), position: *position, node });
                return true;
            }
            false
        }
        (ReadFault::OddNumber(_) | ReadFault::Other(_), _) => match tree.at_mut(&path.steps) {
            Some(node) if !matches!(node.value, Value::Hole) => {
                node.value = Value::Hole;
                true
            }
            _ => false,
        },
        _ => false,
    }
}
