//! What fixes a problem, for a program that offers a way of its own to do it.

use std::fmt::{self, Display, Formatter};

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
    /// The columns of the result are called like some that are kept: give them a prefix.
    Prefix,
    /// One column would answer two questions: name another one for the question of this
    /// id, or none.
    OtherColumn(String),
}

impl Display for Remedy {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Remedy::AskIt => "Answer its questions, and give the answers here.",
            Remedy::TakeItsQuestionnaire => "Read them with the questionnaire that they answer.",
            Remedy::TakeOriginal => "Read its original, and choose this language.",
            Remedy::AnswerById(_) => "Give the question another id.",
            Remedy::Prefix => "Give the columns of the result a prefix, for example new_.",
            Remedy::OtherColumn(_) => "Name another column for one of them, or none.",
        })
    }
}
