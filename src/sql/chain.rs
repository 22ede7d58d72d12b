//! The chain of steps that a query is: each a SELECT from the one before it.

use super::Keep;
use super::dialect::Dialect;

/// A column of a step.
#[derive(Clone, Debug)]
pub(super) enum StepColumn {
    /// Passed on from the step before.
    Same(String),
    /// Worked out.
    New(String, String),
}

/// An expression as a column of this name.
pub(super) fn new(name: impl Into<String>, expression: impl Into<String>) -> StepColumn {
    StepColumn::New(name.into(), expression.into())
}

/// The same column again.
pub(super) fn same(name: impl Into<String>) -> StepColumn {
    StepColumn::Same(name.into())
}

/// The name of a helper: a letter, the question or model that it belongs to, and an
/// underscore, which keeps it apart from the columns of most tables.
pub(super) fn helper(letter: char, place: usize) -> String {
    format!("{letter}{place}_")
}

/// The steps so far.
pub(super) struct Chain<'a> {
    dialect: &'a Dialect,
    keep: &'a Keep,
    /// What the next step reads.
    from: String,
    steps: Vec<String>,
    /// All helpers, which `*` must leave out in the end.
    helpers: Vec<String>,
}

impl<'a> Chain<'a> {
    /// A chain from a table.
    pub(super) fn new(dialect: &'a Dialect, table: &str, keep: &'a Keep) -> Self {
        Chain { dialect, keep, from: table.to_owned(), steps: Vec::new(), helpers: Vec::new() }
    }

    /// Puts a step before the chain, for other steps to read.
    pub(super) fn given(&mut self, step: String) {
        self.steps.push(step);
    }

    /// Adds a step.
    pub(super) fn step(&mut self, name: &str, columns: &[StepColumn]) {
        let first = self.helpers.is_empty();
        if first && self.dialect.takes_names_for_texts {
            self.steps.push(format!("{INPUT} AS (\n  SELECT *\n  FROM {}\n)", self.from));
            self.from = INPUT.to_owned();
        }
        let mut list = match self.keep {
            Keep::Everything => vec!["*".to_owned()],
            Keep::Columns(kept) if first => (kept.iter().enumerate())
                .map(|(i, column)| {
                    format!("{} AS {}", column_of_table(self.dialect, column), kept_name(i))
                })
                .collect(),
            Keep::Columns(kept) => (0..kept.len()).map(kept_name).collect(),
        };
        for column in columns {
            match column {
                StepColumn::New(name, expression) => {
                    list.push(format!("{expression} AS {name}"));
                    self.helpers.push(name.clone());
                }
                // All of them are there already.
                StepColumn::Same(_) if *self.keep == Keep::Everything => {}
                StepColumn::Same(name) => list.push(name.clone()),
            }
        }
        let (before, end) = self.dialect.fence;
        let end = if end.is_empty() { String::new() } else { format!("\n  {end}") };
        self.steps.push(format!(
            "{name} AS {before}(\n  SELECT {}\n  FROM {}{end}\n)",
            list.join(",\n    "),
            self.from
        ));
        self.from = name.to_owned();
    }

    /// The last SELECT: what is kept, and the columns of the result.
    pub(super) fn last(&self, result: &[(String, String)]) -> String {
        let mut list = match self.keep {
            Keep::Everything => {
                let except = self.dialect.except.unwrap_or_default();
                vec![format!("* {except} ({})", self.helpers.join(", "))]
            }
            Keep::Columns(kept) => (kept.iter().enumerate())
                .map(|(i, column)| format!("{} AS {}", kept_name(i), self.dialect.name(column)))
                .collect(),
        };
        list.extend(
            result
                .iter()
                .map(|(name, expression)| format!("{expression} AS {}", self.dialect.name(name))),
        );
        format!("SELECT {}\nFROM {}", list.join(",\n  "), self.from)
    }

    /// All steps.
    pub(super) fn steps(&self) -> String {
        format!("WITH {}", self.steps.join(",\n"))
    }
}

/// The table, under a name of ours.
const INPUT: &str = "sm_in";

/// A column of the table. With the table before it, where the name alone would be taken
/// for a text if there is no such column.
pub(super) fn column_of_table(dialect: &Dialect, name: &str) -> String {
    let name = dialect.name(name);
    if dialect.takes_names_for_texts { format!("{INPUT}.{name}") } else { name }
}

fn kept_name(place: usize) -> String {
    helper('q', place)
}

/// The code that a cell has by itself.
pub(super) fn own(question: usize) -> String {
    format!("own{question}_")
}
