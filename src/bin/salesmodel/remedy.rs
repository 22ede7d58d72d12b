//! The flags that fix what the library finds wrong: it names no flag itself.

use salesmodel::problem::{Problem, Remedy};

/// A problem as somebody who types commands is told it.
pub(crate) fn worded(mut problem: Problem) -> Problem {
    let Some(remedy) = &problem.remedy else { return problem };
    let hint = match remedy {
        Remedy::AskIt => "Ask its questions with --questionnaire, and give answers with --from.",
        Remedy::TakeItsQuestionnaire => "Name theirs with --questionnaire.",
        Remedy::TakeOriginal => {
            "Name the file of its original, and choose this language with --lang."
        }
        Remedy::AnswerById(id) => {
            let hint =
                format!("Answer the question with --answer {id}=..., or give it another id.");
            problem.what = format!("--{id} is already a flag");
            problem.hint = Some(hint);
            return problem;
        }
        _ => return problem,
    };
    problem.hint = Some(hint.to_owned());
    problem
}
