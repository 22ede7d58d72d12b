//! What fixes a problem, for a program that offers a way of its own to do it.

use std::fmt::{self, Display, Formatter};

use crate::wording;

/// Something that fixes a problem.
///
/// The library does not know how a program takes its settings. It says what has to be set,
/// and a program that has a flag, a field or a menu for it can name that instead.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remedy {
    /// The document is a questionnaire: take it as the one to answer.
    AskIt,
    /// Take the questionnaire that the answers belong to.
    TakeItsQuestionnaire,
    /// The document is a translation: take its original, in the language of this one.
    TakeOriginal,
    /// The question has the name of something else: answer it by its id.
    AnswerById(String),
    /// Name the columns that answer these questions, by their ids, each with the column
    /// that may be meant, or say that there is none.
    NameColumns(Vec<(String, Option<String>)>),
    /// One column would answer two questions: name another one for the question of this
    /// id, or none.
    OtherColumn(String),
    /// Say which column is meant by a name, such as this one.
    NameColumn(Box<ColumnMeant>),
    /// The columns of the result are called like some that are kept: give them a prefix.
    Prefix,
    /// Take this character for what separates the values.
    SetDelimiter(char),
    /// Read the input as CSV.
    ReadAsCsv,
    /// Read the input as JSON Lines.
    ReadAsJsonLines,
    /// Name the encoding, which may be this one.
    NameEncoding(&'static str),
}

/// The questions of some ids, with the columns that may answer them.
fn columns(questions: &[(String, Option<String>)]) -> String {
    let named = questions.iter().map(|(id, column)| match column {
        Some(column) => format!("{id} (perhaps {})", wording::quote(column)),
        None => id.clone(),
    });
    wording::all_of(named)
}

/// A column that may be meant by a name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ColumnMeant {
    /// The id of a question, or what else a column is named for.
    pub name: String,
    /// One of the columns that may be meant.
    pub column: String,
}

impl Display for Remedy {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Remedy::NameColumns(questions) => {
                let columns = columns(questions);
                return write!(f, "Name those of {columns}, or say that there are none.");
            }
            Remedy::NameColumn(meant) => {
                let column = wording::quote(&meant.column);
                return write!(f, "Say which one {} is, for example {column}.", meant.name);
            }
            Remedy::SetDelimiter(delimiter) => {
                return write!(f, "take {delimiter:?} for the delimiter");
            }
            Remedy::NameEncoding(name) => return write!(f, "{name}."),
            Remedy::ReadAsCsv => {
                "Read CSV as that, and write the items of a JSON list a line each."
            }
            Remedy::ReadAsJsonLines => {
                "Read JSON Lines as that, and write the items of a JSON list a line each."
            }
            Remedy::AskIt => "Answer its questions, and give the answers here.",
            Remedy::TakeItsQuestionnaire => "Read them with the questionnaire that they answer.",
            Remedy::TakeOriginal => "Read its original, and choose this language.",
            Remedy::AnswerById(_) => "Give the question another id.",
            Remedy::Prefix => "Give the columns of the result a prefix, for example new_.",
            Remedy::OtherColumn(_) => "Name another column for one of them, or none.",
        })
    }
}

/// What to do about an error: some words and, if a program may have a way of its own to do
/// it, a remedy after them. It is shown as both.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Advice {
    /// What comes before the words of the remedy, or all that is to be said.
    pub words: String,
    /// What fixes it, if there is such a thing.
    pub remedy: Option<Remedy>,
}

impl Advice {
    /// Advice that begins with some words and ends with those of a remedy.
    pub(crate) fn ending(words: impl Into<String>, remedy: Remedy) -> Self {
        Advice { words: words.into(), remedy: Some(remedy) }
    }
}

impl<T: Into<String>> From<T> for Advice {
    fn from(words: T) -> Self {
        Advice { words: words.into(), remedy: None }
    }
}

impl From<Remedy> for Advice {
    fn from(remedy: Remedy) -> Self {
        Advice { words: String::new(), remedy: Some(remedy) }
    }
}

impl Display for Advice {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)?;
        self.remedy.as_ref().map_or(Ok(()), |remedy| remedy.fmt(f))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_is_shown_with_its_remedy() {
        let both = Advice::ending("The columns are a and b. ", Remedy::Prefix);
        let shown = "The columns are a and b. Give the columns of the result a prefix, for \
                     example new_.";
        assert_eq!(both.to_string(), shown);
        assert_eq!(Advice::from("Save it.").to_string(), "Save it.");
    }
}
