//! The questionnaire: everything that is known about selling, read from a file
//! and checked once, so that nothing below has to doubt it.
//!
//! Questions, options, models and stages refer to each other by reference or by
//! an index that was made here, so a look-up cannot fail.

mod builtin;
mod check;
pub(crate) mod file;
mod id;
pub(crate) mod limits;
mod model_set;
mod question;
mod shape;
mod translation;
mod unit;

use crate::document::{Node, Path, Value, decode};
use crate::problem::{Kind, Problem, Problems};
use crate::words::Words;
use check::{clean, lang_problem};

pub use builtin::{BUILTINS, Builtin};
pub use id::Id;
pub(crate) use model_set::{ModelSet, strongest};
pub use question::{Choice, Question, Range};
pub(crate) use shape::{Text, bound};
pub use translation::{TRANSLATES, Translated, skeleton};
pub use unit::{Sign, Unit};

/// The version of the questionnaire format that is read.
pub const FORMAT: i64 = 1;

/// The answer that every question takes and no questionnaire defines.
pub const UNSURE: &str = "unsure";

/// A checked questionnaire.
#[derive(Clone, Debug)]
pub struct Questionnaire {
    id: Id,
    version: String,
    lang: String,
    words: &'static Words,
    title: String,
    lead_at: u32,
    hybrid_at: u32,
    questions: Vec<Question>,
    models: Vec<Model>,
    default_entry: Option<usize>,
    stages: Vec<Stage>,
}

impl Questionnaire {
    /// Reads a questionnaire from YAML or JSON; `document` is what messages call
    /// it, a path as a rule.
    ///
    /// # Errors
    ///
    /// Every problem of the text, each with its place.
    pub fn parse(document: &str, text: &str) -> Result<Self, Problems> {
        let root = Node::parse(text).map_err(|problem| Problems::new(document, vec![problem]))?;
        Self::from_tree(&root).map_err(|list| Problems::new(document, list))
    }

    pub(crate) fn from_tree(root: &Node) -> Result<Self, Vec<Problem>> {
        refuse_other_documents(root)?;
        let (file, mut found) = decode::decode::<file::File>(root);
        if let Some(file) = file {
            match check::check(&file) {
                Ok(questionnaire) if found.is_empty() => return Ok(questionnaire),
                Ok(_) => {}
                Err(list) => {
                    // What follows from a wrong shape alone is no news.
                    let shape = found.len();
                    for (path, problem) in list {
                        let follows = problem.kind.judges_the_whole() && shape > 0;
                        if !follows && !found[..shape].iter().any(|(wrong, _)| path.within(wrong)) {
                            found.push((path, problem));
                        }
                    }
                }
            }
        }
        Err(found
            .into_iter()
            .map(|(path, problem)| match problem.position {
                Some(_) => problem,
                None => problem.at(root.position_of(&path)),
            })
            .collect())
    }

    /// The id, which saved results carry.
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// The version that its author gave it; any text.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The language of its words, as a tag such as `en`.
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// The tool's own words in the language of the questionnaire, or in English
    /// where it has none.
    pub fn words(&self) -> &'static Words {
        self.words
    }

    /// What the whole questionnaire asks.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The points that a model needs to lead, 1 or more.
    pub fn lead_at(&self) -> u32 {
        self.lead_at
    }

    /// The percent of the leader's points, 1 to 100, that puts a model in the mix.
    pub fn hybrid_at(&self) -> u32 {
        self.hybrid_at
    }

    /// The questions, in the order in which they are asked; at least one.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The question of this id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == *id)
    }

    /// The models, in the order that breaks ties; at least one.
    pub fn models(&self) -> &[Model] {
        &self.models
    }

    /// The model of this id.
    pub fn model(&self, id: &str) -> Option<&Model> {
        self.models.iter().find(|model| model.id == *id)
    }

    /// The model whose entry serves where no model with points has one.
    pub fn default_entry(&self) -> Option<&Model> {
        self.default_entry.map(|index| &self.models[index])
    }

    /// The stages, in pipeline order; none where the field has no pipeline.
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }
}

/// A file of a later format has keys that this version cannot judge, and a
/// translation has none of a questionnaire's: so both are found out first.
fn refuse_other_documents(root: &Node) -> Result<(), Vec<Problem>> {
    if let Some(format) = root.get("format")
        && matches!(format.value, Value::Whole(format) if format != FORMAT)
    {
        let what = format!("this file is not in format {FORMAT}, the one that is read");
        let hint = "Use a newer salesmodel, or write the file in format 1.";
        let problem = Problem::new(Kind::UnknownFormat, what).hint(hint);
        return Err(vec![problem.at(format.position)]);
    }
    if let Some(original) = root.get(translation::TRANSLATES) {
        let what = "these are the words of a translation, and not a questionnaire";
        let hint = "Name the file of its original, and choose this language with --lang.";
        let problem = Problem::new(Kind::OtherQuestionnaire, what).hint(hint);
        return Err(vec![problem.at(original.position)]);
    }
    Ok(())
}

/// One sales model.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Model {
    /// Its place among the models, from 0; a lower one wins a tie.
    pub index: usize,
    /// Its id.
    pub id: Id,
    /// Its name, as the field calls it.
    pub name: String,
    /// What it means, in a sentence or two; empty where the file gives none.
    pub summary: String,
    /// Who works on a sale.
    pub roles: Vec<String>,
    /// What to measure.
    pub metrics: Vec<String>,
    /// What goes wrong.
    pub pitfalls: Vec<String>,
    /// What to do first.
    pub first_steps: Vec<String>,
}

/// One stage of a pipeline.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Stage {
    /// Its place among the stages, from 0.
    pub index: usize,
    /// Its id.
    pub id: Id,
    /// Its name in the CRM.
    pub name: String,
    /// What it is for.
    pub goal: String,
    /// The observable fact that ends it.
    pub exit: String,
    /// Whether a deal is opened when this stage begins.
    pub opens_deal: bool,
    /// Whether a deal is closed when this stage ends.
    pub closes_deal: bool,
    /// Its default win probability in percent: 10 to 90, in steps of 10.
    pub probability: Option<u8>,
    /// Whether every pipeline has it.
    pub always: bool,
    /// The models to whose entry it belongs.
    pub(crate) entry_of: ModelSet,
    /// The models that add it when they lead or are in the mix.
    pub(crate) added_by: ModelSet,
}

impl Stage {
    /// Whether the stage belongs to the way in which a deal begins in a model.
    pub fn is_entry_of(&self, model: &Model) -> bool {
        self.entry_of.contains(model.index)
    }

    /// Whether a model adds the stage when it leads or is in the mix.
    pub fn is_added_by(&self, model: &Model) -> bool {
        self.added_by.contains(model.index)
    }
}

/// A problem with the place in the file that it is about.
type Found = (Path, Problem);
