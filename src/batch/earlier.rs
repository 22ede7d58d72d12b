//! Answers that say to which questionnaire they were given, and to which version of it:
//! they are judged in the same way as an answers file.

use super::rejection::Rejection;
use crate::answers;
use crate::problem::Kind;
use crate::questionnaire::Questionnaire;
use crate::wording;

/// Which answers of a row cannot be used, because of the questionnaire that they were given
/// to.
#[derive(Debug)]
pub(super) struct EarlierAnswers {
    /// Why none of them can be used; empty if they can.
    pub(super) wrong: Vec<Rejection<'static>>,
    /// The questions that have changed their meaning since, by index, with the message for
    /// a row that answers one of them.
    pub(super) changed: Vec<(usize, String)>,
}

impl EarlierAnswers {
    /// Judges answers by the JSON object that names their questionnaire.
    pub(super) fn new(questionnaire: &Questionnaire, about: &[u8]) -> Self {
        let about = String::from_utf8_lossy(about);
        let document = format!("{{\"questionnaire\": {about}}}");
        match answers::read(questionnaire, "", &document) {
            Err(problems) => {
                let wrong = problems.list.into_iter().map(|problem| {
                    let is_other = problem.kind == Kind::OtherQuestionnaire;
                    let rejection = Rejection::cell(problem, "questionnaire", &about);
                    match is_other {
                        true => rejection.with_hint(
                            "Diagnose these rows by themselves, with the questionnaire that they \
                             answer.",
                        ),
                        false => rejection,
                    }
                });
                EarlierAnswers { wrong: wrong.collect(), changed: Vec::new() }
            }
            Ok(saved) => {
                let version = saved.other_version.as_deref().unwrap_or_default();
                let changed = questionnaire.questions().iter().filter(|it| saved.predates(it));
                let changed = changed.map(|question| {
                    let message = format!(
                        "{} changed its meaning after version {} (in {}), so the earlier answer is \
                         not used",
                        question.id,
                        wording::quote(version),
                        wording::quote(question.since.as_deref().unwrap_or_default())
                    );
                    (question.index, message)
                });
                EarlierAnswers { wrong: Vec::new(), changed: changed.collect() }
            }
        }
    }
}
