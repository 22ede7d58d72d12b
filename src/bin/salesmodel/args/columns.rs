//! The flags that say where the answers to questions are, and in which unit.

use clap::{ArgAction, Args};
use salesmodel::answers::Bare;
use salesmodel::wording::quote;

use crate::failure::Failure;

#[derive(Args)]
#[group(skip)]
pub(crate) struct ColumnArgs {
    /// Read the answers to a question from this column; repeat it for others
    #[arg(
        long,
        value_name = "ID=NAME",
        action = ArgAction::Append,
        long_help = "Read the answers to a question from this column or key: --column \
                     leads='Lead source'. Repeat it for others. Without it, the column has the \
                     id, the name or the text of the question, in any language. With an empty \
                     name (--column sellers=) no column answers the question, and it is \
                     unsure in every row. --column company=Account says where the name of the \
                     company is, for whole results."
    )]
    column: Vec<String>,

    /// Read the bare numbers of a question as percent or as fraction
    #[arg(
        long,
        value_name = "ID=UNIT",
        action = ArgAction::Append,
        long_help = "Read the bare numbers of a question as percentages (--unit \
                     sellers=percent) or as fractions (--unit revenue=fraction: 0.85 is 85%). \
                     Without it, a bare number that could be something else is refused. Repeat \
                     it for others."
    )]
    unit: Vec<String>,
}

impl ColumnArgs {
    /// The ids of questions with the names of their columns.
    ///
    /// # Errors
    ///
    /// A question has two columns, or an `=` is missing.
    pub(crate) fn columns(&self) -> Result<Vec<(String, String)>, Failure> {
        let said = pairs(&self.column, "--column", "leads='Lead source'")?;
        Ok(said.into_iter().map(|(id, name)| (id.to_owned(), name.to_owned())).collect())
    }

    /// The ids of questions with what their bare numbers mean.
    ///
    /// # Errors
    ///
    /// A question has two units or one that is not known, or an `=` is missing.
    pub(crate) fn bare(&self) -> Result<Vec<(String, Bare)>, Failure> {
        let said = pairs(&self.unit, "--unit", "revenue=fraction")?;
        let unit = |(id, unit): (&str, &str)| match unit {
            "percent" => Ok((id.to_owned(), Bare::InUnit)),
            "fraction" => Ok((id.to_owned(), Bare::Fraction)),
            other => {
                let message =
                    format!("--unit {id}: {} is not a unit that can be said", quote(other));
                Err(Failure::usage(message).with_hint("Write percent or fraction."))
            }
        };
        said.into_iter().map(unit).collect()
    }
}

/// The values of a flag, each split into a question and what the flag says of it; no
/// question may come twice.
fn pairs<'a>(
    said: &'a [String],
    flag: &str,
    example: &str,
) -> Result<Vec<(&'a str, &'a str)>, Failure> {
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for pair in said {
        let Some((id, value)) = pair.split_once('=') else {
            return Err(Failure::usage(format!("{flag} {} has no = in it", quote(pair)))
                .with_hint(format!("Write the question, = and what it has: {flag} {example}")));
        };
        if pairs.iter().any(|(other, _)| *other == id) {
            return Err(Failure::usage(format!("{flag} names {} twice", quote(id)))
                .with_hint("Leave one of the two out."));
        }
        pairs.push((id, value));
    }
    Ok(pairs)
}
