//! The words before the first question: what is asked, for whom, and which other
//! questionnaires there are.

use crate::questionnaire::{Builtin, Questionnaire};

/// The paragraphs before the first question. `command` says how another questionnaire,
/// known by its name, is asked for.
pub fn paragraphs(questionnaire: &Questionnaire, command: impl Fn(&str) -> String) -> Vec<String> {
    let words = questionnaire.words();
    let other = |name: &String| {
        let builtin = Builtin::named(name).expect("the check finds names that are not there");
        let original = builtin.questionnaire();
        let translated = builtin.in_language(questionnaire.lang());
        let title = translated.as_ref().unwrap_or(&original).title();
        let values = [("title", title.into()), ("command", command(name).into())];
        words.say("see", values)
    };
    let title = [questionnaire.title().to_owned()].into_iter();
    let intro = questionnaire.intro().map(str::to_owned);
    title.chain(intro).chain(questionnaire.see().iter().map(other)).collect()
}
