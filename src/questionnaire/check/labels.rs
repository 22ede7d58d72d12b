//! Checks of the words that people choose by: no option of a question and no model
//! is called like another. An answer can be given by its label, in any language of
//! the questionnaire and in any letter case, so a translation is held against its
//! original too.

use std::collections::HashMap;

use crate::document::Trail;
use crate::problem::{Kind, Problem};
use crate::questionnaire::file::QuestionnaireFile;
use crate::questionnaire::{PlacedProblem, UNSURE};
use crate::wording;
use crate::words::LANGUAGES;

/// The labels and names of a file that belong to two things.
pub(crate) fn labels(file: &QuestionnaireFile) -> Vec<PlacedProblem> {
    let mut found = Vec::new();
    let unsure = not_sure();
    let questions = Trail::Root.key("questions");
    for (i, question) in file.questions.iter().enumerate() {
        let mut names = Labels::of_options(&unsure);
        for option in &question.options {
            names.add(&option.id, &option.id, "id");
        }
        let question = questions.item(i);
        let options = question.key("options");
        for (j, option) in file.questions[i].options.iter().enumerate() {
            if let Some(problem) = names.take(&option.id, &option.label) {
                found.push((options.item(j).key("label").path(), problem));
            }
        }
    }
    let models = Trail::Root.key("models");
    let mut names = Labels::of_models();
    for (i, model) in file.models.iter().enumerate() {
        if let Some(problem) = names.take(&model.id, &model.name) {
            found.push((models.item(i).key("name").path(), problem));
        }
    }
    found
}

/// What the answer of a person who does not know is called, in every language.
pub(in crate::questionnaire) fn not_sure() -> Vec<String> {
    let labels = LANGUAGES.iter().map(|words| words.text("not-sure"));
    labels.chain([UNSURE.to_owned()]).collect()
}

/// Who is called what so far.
pub(in crate::questionnaire) struct Labels<'n> {
    /// The singular and plural of what has the names, and what a name is.
    nouns: [&'static str; 2],
    /// By the name as it is compared: whose it is, and of what kind.
    owners: HashMap<String, (&'n str, &'static str)>,
}

/// The answer that every question has, as an owner of labels; no id has a space.
const EVERY_QUESTION: &str = "every question";

impl<'n> Labels<'n> {
    /// The names of the options of one question.
    pub(in crate::questionnaire) fn of_options(unsure: &[String]) -> Self {
        let unsure = unsure.iter().map(|label| (folded(label), (EVERY_QUESTION, "label")));
        Labels { nouns: ["options", "label"], owners: unsure.collect() }
    }

    /// The names of models.
    pub(in crate::questionnaire) fn of_models() -> Self {
        Labels { nouns: ["models", "name"], owners: HashMap::new() }
    }

    /// Notes another name of something, which is right.
    pub(in crate::questionnaire) fn add(&mut self, id: &'n str, name: &str, kind: &'static str) {
        self.owners.entry(folded(name)).or_insert((id, kind));
    }

    /// Takes the label or name of something, and says what is wrong if it is that of
    /// something else already.
    pub(in crate::questionnaire) fn take(&mut self, id: &'n str, name: &str) -> Option<Problem> {
        let [things, noun] = self.nouns;
        let key = folded(name);
        // An empty one is reported elsewhere.
        let (owner, kind) = match self.owners.get(&key) {
            Some(known) if !key.is_empty() => *known,
            _ => {
                self.owners.insert(key, (id, noun));
                return None;
            }
        };
        if owner == id {
            return None;
        }
        let name = wording::quote(name);
        let what = if owner == EVERY_QUESTION {
            format!("{id} has the label {name}, which every question already has for unsure")
        } else if kind == "id" {
            format!("{id} has the label {name}, which is the id of {owner}")
        } else if kind == noun {
            format!("the {things} {owner} and {id} have the same {noun}, {name}")
        } else {
            format!("{id} has the {noun} {name}, which is that of {owner} in the original")
        };
        let hint = format!("Give {id} another {noun}.");
        Some(Problem::new(Kind::SameWords, what).with_hint(hint))
    }
}

/// A text as answers are compared: in lower case, with single spaces.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
