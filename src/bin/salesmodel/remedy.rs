//! The flags that fix what the library finds wrong: it names no flag itself.

use salesmodel::problem::{Problem, Remedy};

/// A problem as somebody who types commands is told it.
pub(crate) fn worded(mut problem: Problem) -> Problem {
    let Some(remedy) = &problem.remedy else { return problem };
    if let Remedy::AnswerById(id) = remedy {
        problem.what = format!("--{id} is already a flag");
    }
    problem.hint = Some(hint(remedy));
    problem
}

/// What somebody who types commands does to fix something.
pub(crate) fn hint(remedy: &Remedy) -> String {
    match remedy {
        Remedy::AskIt => "Ask its questions with --questionnaire, and give answers with --from.",
        Remedy::TakeItsQuestionnaire => "Name theirs with --questionnaire.",
        Remedy::TakeOriginal => {
            "Name the file of its original, and choose this language with --lang."
        }
        Remedy::AnswerById(id) => {
            return format!("Answer the question with --answer {id}=..., or give it another id.");
        }
        Remedy::Prefix => "Give ours a prefix, for example --prefix new_.",
        Remedy::OtherColumn(id) => {
            return format!("Name another column for one of them, or none with --column {id}=.");
        }
        other => return other.to_string(),
    }
    .to_owned()
}
