//! A YAML or JSON document as a tree that remembers where everything is.
//!
//! Files from people go through this tree, because it can hold what is wrong
//! with them (keys given twice, values of any type) until all of it is known.

pub(crate) mod decode;
mod deserializer;
mod encoding;
mod json;
mod numeral;
pub(crate) mod reader;
mod scalar;
mod spelling;
mod tree;

use serde_saphyr::budget::BudgetBreach;
use serde_saphyr::granit_parser::ErrorKind;
use serde_saphyr::options::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy};
use serde_saphyr::{ExternalMessageSource, Location};

use crate::problem::{Kind, Position, Problem};
use crate::wording;

pub(crate) use encoding::NoText;
pub use encoding::utf8;
pub(crate) use json::write_compact;
pub use json::{write_json, write_value};
pub(crate) use numeral::NOT_PLAIN;
pub(crate) use scalar::plain_or_quoted;
pub use scalar::quoted;
pub(crate) use spelling::{Spelling, may_be_cut};
use tree::NO_KEY;

/// The largest document that is read, in bytes. The built-in questionnaires have about
/// 20 thousand.
pub const LARGEST: usize = 1 << 20;

/// How deep a document may nest. A questionnaire needs six levels.
const DEEPEST: usize = 32;

/// A value with the place where it begins.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) position: Option<Position>,
    pub(crate) value: Value,
    /// Where its text is in the document, in bytes, not counting a byte order mark.
    pub(crate) span: Option<TextSpan>,
    /// How a number is written, if it is not written in plain digits.
    odd: Option<Box<str>>,
}

/// A place in a text: where it begins, and how many bytes it has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextSpan {
    start: usize,
    length: usize,
}

/// What a document can hold.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Whole(i64),
    Real(f64),
    Text(String),
    List(Vec<Node>),
    Map(Vec<Member>),
    /// Takes the place of a value that was missing or wrong, and reads as anything.
    Hole,
}

/// A key of a mapping with its value. A key that the document gives twice is two members.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) key: String,
    pub(crate) position: Option<Position>,
    pub(crate) node: Node,
}

/// The way from the root of a document to one of its places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Path {
    steps: Vec<TrailStep>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum TrailStep {
    /// The value of a key.
    Key(String),
    /// The key itself.
    Name(String),
    /// An item of a list, by its index.
    Item(usize),
}

/// A path while a document is walked. Each step is on the stack of its caller, so that a
/// document without problems allocates nothing for its paths.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Trail<'t> {
    Root,
    Key(&'t Trail<'t>, &'t str),
    Name(&'t Trail<'t>, &'t str),
    Item(&'t Trail<'t>, usize),
}

impl<'t> Trail<'t> {
    pub(crate) fn key(&'t self, key: &'t str) -> Trail<'t> {
        Trail::Key(self, key)
    }

    pub(crate) fn name(&'t self, key: &'t str) -> Trail<'t> {
        Trail::Name(self, key)
    }

    pub(crate) fn item(&'t self, index: usize) -> Trail<'t> {
        Trail::Item(self, index)
    }

    /// The path as a value of its own, which can be kept.
    pub(crate) fn path(&self) -> Path {
        match self {
            Trail::Root => Path::default(),
            Trail::Key(within, key) => within.path().step(TrailStep::Key((*key).to_owned())),
            Trail::Name(within, key) => within.path().step(TrailStep::Name((*key).to_owned())),
            Trail::Item(within, index) => within.path().step(TrailStep::Item(*index)),
        }
    }
}

impl Path {
    /// Whether the place is `other` or lies within it.
    pub(crate) fn within(&self, other: &Path) -> bool {
        self.steps.starts_with(&other.steps)
    }

    fn step(mut self, step: TrailStep) -> Path {
        self.steps.push(step);
        self
    }
}

impl Node {
    /// Reads a document.
    ///
    /// # Errors
    ///
    /// The one thing that keeps it from being a document: bad syntax, nothing in
    /// it, or more than the limits allow.
    pub(crate) fn parse(text: &str) -> Result<Node, Problem> {
        let text = without_mark(text);
        if text.len() > LARGEST {
            return Err(Problem::new(
                Kind::Syntax,
                format!("the document is larger than {LARGEST} bytes, the most that is read"),
            ));
        }
        refuse_steering(text)?;
        let options = serde_saphyr::options! {
            duplicate_keys: DuplicateKeyPolicy::PassThrough,
            merge_keys: MergeKeyPolicy::AsOrdinary,
            non_finite_float_policy: NonFiniteFloatPolicy::AsString,
            reject_unsupported_tags: true,
            strict_booleans: true,
            with_snippet: false,
            alias_limits: serde_saphyr::alias_limits! { max_total_replayed_events: 20_000 },
            budget: serde_saphyr::budget! {
                max_depth: DEEPEST,
                max_documents: 1,
                max_nodes: 200_000,
            },
        };
        let mut root: Node = serde_saphyr::from_str_with_options(text, options)
            .map_err(|error| syntax(&error, text))?;
        numeral::mark(&mut root, text);
        match root.value {
            Value::Null => Err(Problem::new(Kind::Empty, "there is nothing in it")),
            _ => Ok(root),
        }
    }

    /// A scalar as the document that it was read from writes it: two spellings of
    /// one number can mean different things to people.
    pub(crate) fn written<'t>(&self, document: &'t str) -> Option<&'t str> {
        let TextSpan { start, length } = self.span?;
        without_mark(document).get(start..start + length)
    }

    /// A scalar as the people who wrote it mean it: a text, or a number or truth value
    /// exactly as the document writes it, because 1.200 is not 1.2 to everybody, few people
    /// read 0x1E as 30, and `true` may be a word. `None` if the value is not a scalar.
    pub(crate) fn scalar<'n>(&'n self, document: &'n str) -> Option<&'n str> {
        match &self.value {
            Value::Text(text) => Some(text),
            Value::Whole(_) | Value::Real(_) | Value::Bool(_) => self.written(document),
            _ => None,
        }
    }

    /// The value of a key. If the key is there twice, the first one counts.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        let Value::Map(entries) = &self.value else { return None };
        entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    /// The place of a path, or of the nearest part of it that the document has.
    pub(crate) fn position_of(&self, path: &Path) -> Option<Position> {
        let mut node = self;
        for step in &path.steps {
            let next = match (step, &node.value) {
                (TrailStep::Key(key), Value::Map(entries)) => {
                    entries.iter().find(|entry| entry.key == *key).map(|entry| &entry.node)
                }
                (TrailStep::Name(key), Value::Map(entries)) => {
                    let named = entries.iter().find(|entry| entry.key == *key);
                    return named.map_or(node.position, |entry| entry.position);
                }
                (TrailStep::Item(index), Value::List(items)) => items.get(*index),
                _ => None,
            };
            match next {
                Some(next) => node = next,
                None => break,
            }
        }
        node.position
    }

    /// The value at a path, if the document has it.
    fn at_mut(&mut self, path: &[TrailStep]) -> Option<&mut Node> {
        let Some((step, rest)) = path.split_first() else {
            return Some(self);
        };
        let next = match (step, &mut self.value) {
            (TrailStep::Key(key), Value::Map(entries)) => {
                entries.iter_mut().find(|entry| entry.key == *key).map(|entry| &mut entry.node)
            }
            (TrailStep::Item(index), Value::List(items)) => items.get_mut(*index),
            _ => None,
        };
        next?.at_mut(rest)
    }
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{FEFF}').unwrap_or(text)
}

/// Refuses control characters. YAML forbids them, but the parser lets some through in
/// comments, and a document may be shown as it is.
fn refuse_steering(text: &str) -> Result<(), Problem> {
    for (i, line) in text.lines().enumerate() {
        let steering = |c: char| c != '\t' && wording::steers(c);
        if let Some(column) = line.chars().position(steering) {
            let c = line.chars().nth(column).unwrap_or_default();
            let position = Position { line: i as u64 + 1, column: column as u64 + 1 };
            return Err(Problem::new(
                Kind::Syntax,
                format!("the control character U+{:04X} is not allowed here", u32::from(c)),
            )
            .with_hint("Delete it.")
            .at(Some(position)));
        }
    }
    Ok(())
}

/// The parser's error as a problem, with plain words for the limits that were exceeded.
fn syntax(error: &serde_saphyr::Error, text: &str) -> Problem {
    use serde_saphyr::Error;
    if text.trim().is_empty() {
        return Problem::new(Kind::Empty, "there is nothing in it");
    }
    let too_deep = || format!("this is nested more than {DEEPEST} levels deep");
    let not_yaml = |what: &str| format!("this is not YAML or JSON: {what}");
    let mut hint = None;
    let mut cause = error.without_snippet();
    while let Error::AliasError { error, .. } = cause {
        cause = error;
    }
    let what = match cause {
        Error::MultipleDocuments { .. }
        | Error::Budget { breach: BudgetBreach::Documents { .. }, .. } => {
            "a second document begins here, and a file holds one".to_owned()
        }
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => too_deep(),
        Error::Budget { .. } => "this document has too many parts to be read".to_owned(),
        Error::AliasReplayLimitExceeded { .. }
        | Error::AliasReplayCounterOverflow { .. }
        | Error::AliasReplayStackDepthExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. } => {
            "the aliases expand beyond what one document may hold".to_owned()
        }
        Error::ExternalMessage { source, msg, .. } => match &**source {
            ExternalMessageSource::Parser(error) => match error.kind() {
                ErrorKind::RecursionLimitExceeded => too_deep(),
                kind => {
                    if matches!(kind, ErrorKind::MappingValueNotAllowed) {
                        hint = Some(
                            "Put a text with a colon in quotes, and indent all keys of one \
                             mapping alike.",
                        );
                    }
                    not_yaml(&kind.to_string())
                }
            },
            _ => not_yaml(msg),
        },
        other => {
            // The message repeats the place in words, which the position of the problem
            // already says.
            let message = other.to_string();
            let first = message.lines().next().unwrap_or_default();
            let what = first.split(" at line ").next().unwrap_or(first);
            if what.ends_with(NO_KEY) {
                hint = Some(
                    "A key is a text: put one that begins with a bracket or a brace in quotes.",
                );
            }
            not_yaml(what)
        }
    };
    let problem = Problem::new(Kind::Syntax, what);
    let problem = match hint {
        Some(hint) => problem.with_hint(hint),
        None => problem,
    };
    problem.at(error.location().and_then(position))
}

fn position(location: Location) -> Option<Position> {
    let (line, column) = (location.line(), location.column());
    (line > 0).then_some(Position { line, column })
}
