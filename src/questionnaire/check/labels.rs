//! Checks of the words that people choose by: no two options of a question have the same
//! label, and no two models the same name. An answer can be given by its label, in any
//! language of the questionnaire and in any letter case, so a translation is compared with
//! its original too.

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

/// The labels of the answer `unsure` in every language, and its id.
pub(in crate::questionnaire) fn not_sure() -> Vec<String> {
    let labels = LANGUAGES.iter().map(|words| words.text("not-sure"));
    labels.chain([UNSURE.to_owned()]).collect()
}

/// The labels or names so far, and what they belong to.
pub(in crate::questionnaire) struct Labels<'n> {
    /// What the things are, in the plural, and what their names are called: options have a
    /// label.
    nouns: [&'static str; 2],
    /// By name, in the form in which names are compared: the id that it belongs to, and its
    /// kind.
    owners: HashMap<String, (&'n str, &'static str)>,
}

/// The owner of the labels of `unsure`, which is an answer to every question. No id is
/// spelt like this, because of the space.
const EVERY_QUESTION: &str = "every question";

impl<'n> Labels<'n> {
    /// Begins with the labels of `unsure`, for the options of one question.
    pub(in crate::questionnaire) fn of_options(unsure: &[String]) -> Self {
        let unsure = unsure.iter().map(|label| (folded(label), (EVERY_QUESTION, "label")));
        Labels { nouns: ["options", "label"], owners: unsure.collect() }
    }

    /// Begins without a name, for models.
    pub(in crate::questionnaire) fn of_models() -> Self {
        Labels { nouns: ["models", "name"], owners: HashMap::new() }
    }

    /// Notes a further name of something, which need not be its own alone.
    pub(in crate::questionnaire) fn add(&mut self, id: &'n str, name: &str, kind: &'static str) {
        self.owners.entry(folded(name)).or_insert((id, kind));
    }

    /// Takes the label or name of something, and says what is wrong if something else has
    /// it already.
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

/// A text in the form in which answers are compared: in lower case, with single spaces.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
