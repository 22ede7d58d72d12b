//! A mapping to fill in: a line for each value that nobody has said the meaning of.

use std::io::{self, Write};

use crate::document::plain_or_quoted;
use crate::questionnaire::Question;
use crate::wording;

/// A value without a meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(hidden)]
pub struct OpenValue<'v> {
    /// The value, as its file has it.
    pub value: &'v str,
    /// How often it occurs.
    pub count: usize,
    /// A known value that is spelt much like it, with what that one means.
    pub near: Option<(&'v str, &'v str)>,
}

/// The longest key that YAML takes on a line with its colon is 1024 characters; a longer
/// one begins with a question mark, and its colon is on the next line.
const LONGEST_KEY: usize = 1000;

/// Writes a mapping to fill in, for [`Mapping::read`](super::Mapping::read) to read
/// again: the values of each question, most frequent first, with what was counted
/// (`deal`, `row`) and what they can mean.
///
/// # Errors
///
/// Those of the writer.
#[doc(hidden)]
pub fn write_form(
    questions: &[(&Question, &[OpenValue<'_>], &[&str])],
    counted: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (question, open, answers) in questions {
        writeln!(out, "{}:", question.id)?;
        let mut open: Vec<&OpenValue<'_>> = open.iter().collect();
        open.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(b.value)));
        let mut listed = false;
        for open in open {
            let name = plain_or_quoted(open.value);
            let key = if name.len() <= LONGEST_KEY {
                format!("  {name}:")
            } else {
                format!("  ? {name}\n  :")
            };
            let plural = if open.count == 1 { "" } else { "s" };
            write!(out, "{key:<25} # {} {counted}{plural}", open.count)?;
            match open.near {
                Some((near, answer)) if near == answer => {
                    writeln!(out, "; did you mean {near}?")?;
                }
                Some((near, answer)) => writeln!(out, "; did you mean {near} ({answer})?")?,
                None if !listed => {
                    listed = true;
                    writeln!(out, ": {}", wording::one_of(*answers))?;
                }
                None => writeln!(out)?,
            }
        }
    }
    Ok(())
}
