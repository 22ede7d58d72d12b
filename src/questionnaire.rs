//! The questionnaire: everything that is known about selling, read from a file and checked
//! once, so that no other code has to doubt it.
//!
//! Questions, options, models and stages refer to each other by reference or by
//! an index that was made here, so a look-up cannot fail.
//!
//! ```
//! use salesmodel::questionnaire::{Builtin, Questionnaire};
//!
//! let ours = Builtin::named("b2b").expect("it is built in");
//! let questionnaire = Questionnaire::parse("b2b.yaml", ours.source)?;
//! assert_eq!(questionnaire.questions().len(), 4);
//! let team = questionnaire.model("team").expect("it is one of the five");
//! assert_eq!(team.name, "Team selling");
//!
//! let dutch = ours.in_language("nl-BE").expect("it is translated");
//! assert_eq!(dutch.model("team").expect("ids stay the same").name, "Teamverkoop");
//! # Ok::<(), salesmodel::problem::Problems>(())
//! ```

mod builtin;
mod check;
pub(crate) mod file;
mod id;
pub(crate) mod limits;
mod measure;
mod model_set;
mod question;
mod shape;
mod stage_set;
mod translation;
mod unit;
pub(crate) mod version;

use crate::document::{Node, Path, Value, decode};
use crate::problem::{Kind, Problem, Problems, Remedy};
use crate::words::Words;
use check::{clean, lang_problem};
use serde::Serialize;

pub use builtin::{BUILTINS, Builtin};
pub use id::Id;
pub(crate) use measure::LEAD_SOURCES;
pub use measure::Measure;
pub(crate) use model_set::{ModelSet, strongest};
pub use question::{Choice, Question, Range};
pub(crate) use shape::{Text, bound};
pub(crate) use stage_set::StageSet;
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
    intro: Option<String>,
    see: Vec<String>,
    lead_at: u32,
    hybrid_at: u32,
    questions: Vec<Question>,
    models: Vec<Model>,
    default_entry: Option<usize>,
    stages: Vec<Stage>,
    notes: Vec<Note>,
    lost_reasons: Vec<LostReason>,
}

impl Questionnaire {
    /// Reads a questionnaire from YAML or JSON; `document` is what messages call it,
    /// usually a path.
    ///
    /// # Errors
    ///
    /// Every problem of the text, each with its place.
    pub fn parse(document: &str, text: &str) -> Result<Self, Problems> {
        let root = Node::parse(text).map_err(|problem| Problems::new(document, vec![problem]))?;
        Self::from_tree(&root, text).map_err(|list| Problems::new(document, list))
    }

    /// Makes a questionnaire from a tree and the text that the tree was read from.
    pub(crate) fn from_tree(root: &Node, text: &str) -> Result<Self, Vec<Problem>> {
        refuse_other_documents(root)?;
        let (file, mut found) = decode::decode::<file::QuestionnaireFile>(root);
        found.extend(check::grouped_digits(root, text));
        if let Some(file) = file {
            match check::check(file) {
                Ok(questionnaire) if found.is_empty() => return Ok(questionnaire),
                Ok(_) => {}
                Err(list) => {
                    // Problems that merely follow from a wrong shape tell the author
                    // nothing new.
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

    /// Warnings about the words of a questionnaire: labels and names that belong to two
    /// things.
    pub(crate) fn same_words(root: &Node) -> Vec<Problem> {
        let (file, _) = decode::decode::<file::QuestionnaireFile>(root);
        let found = file.map_or(Vec::new(), |file| check::labels(&file));
        let place = |(path, problem): PlacedProblem| problem.at(root.position_of(&path));
        found.into_iter().map(place).collect()
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

    /// The tool's own words in the language of the questionnaire, or in English if the tool
    /// does not speak that.
    pub fn words(&self) -> &'static Words {
        self.words
    }

    /// What the whole questionnaire asks.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What this is and for whom, to be shown before the first question; `None` if the file
    /// does not say.
    pub fn intro(&self) -> Option<&str> {
        self.intro.as_deref()
    }

    /// The names of the built-in questionnaires that people may want instead.
    pub fn see(&self) -> &[String] {
        &self.see
    }

    /// The points that a model needs to lead, 1 or more.
    pub fn lead_at(&self) -> u32 {
        self.lead_at
    }

    /// The percentage of the leader's points, 1 to 100, that puts another model in the mix.
    pub fn hybrid_at(&self) -> u32 {
        self.hybrid_at
    }

    /// The questions, in the order in which they are asked; at least one.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The question with this id, if there is one.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == *id)
    }

    /// The models, in the order that breaks ties; at least one.
    pub fn models(&self) -> &[Model] {
        &self.models
    }

    /// The model with this id, if there is one.
    pub fn model(&self, id: &str) -> Option<&Model> {
        self.models.iter().find(|model| model.id == *id)
    }

    /// The model whose entry is used if no model that has an entry gets
    /// [`lead_at`](Questionnaire::lead_at) points.
    pub fn default_entry(&self) -> Option<&Model> {
        self.default_entry.map(|index| &self.models[index])
    }

    /// The stages, in pipeline order; empty if the questionnaire has no pipeline.
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// Advice on combinations of answers. Advice on a single option is its
    /// [`note`](Choice::note).
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The reasons for which deals are lost, in the order in which a CRM lists them.
    pub fn lost_reasons(&self) -> &[LostReason] {
        &self.lost_reasons
    }
}

/// Refuses a file of another format, whose keys this version cannot judge, and a
/// translation, which has hardly any key of a questionnaire. Both are found out first,
/// because no other problem of such a file would help its author.
fn refuse_other_documents(root: &Node) -> Result<(), Vec<Problem>> {
    if let Some(format) = root.get("format")
        && matches!(format.value, Value::Whole(format) if format != FORMAT)
    {
        let what = format!("this file is not in format {FORMAT}, the one that is read");
        let hint = "Use a newer salesmodel, or write the file in format 1.";
        let problem = Problem::new(Kind::UnknownFormat, what).with_hint(hint);
        return Err(vec![problem.at(format.position)]);
    }
    if let Some(original) = root.get(translation::TRANSLATES) {
        let what = "these are the words of a translation, and not a questionnaire";
        let problem =
            Problem::new(Kind::OtherQuestionnaire, what).with_remedy(Remedy::TakeOriginal);
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
    /// What it means, in a sentence or two; empty if the file does not say.
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
    /// The role that moves a deal through it, if the file names one.
    pub owner: Option<String>,
    /// Whether every pipeline has it.
    pub always: bool,
    /// The models to whose entry it belongs.
    pub(crate) entry_of: ModelSet,
    /// The models that add it when they lead or are in the mix.
    pub(crate) added_by: ModelSet,
    /// The options that add it when they are chosen: question and option.
    pub(crate) brought_by: Vec<(usize, usize)>,
}

/// Why a stage is in a pipeline. Questions, options and models are given by their index in
/// the questionnaire.
///
/// [`Stage::reasons`] has all the reasons that a questionnaire gives for a stage, and a
/// [`PipelineStage`](crate::pipeline::PipelineStage) has those that hold in a diagnosis.
/// One is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum StageReason {
    /// Every pipeline has it.
    Always,
    /// It belongs to the entry of this model, and deals begin by that entry.
    Entry {
        /// The model.
        model: usize,
    },
    /// This model adds it, and leads or is in the mix.
    Model {
        /// The model.
        model: usize,
    },
    /// This option adds it, and was chosen.
    Answer {
        /// The question.
        question: usize,
        /// The option, by its place in that question.
        option: usize,
    },
}

impl Stage {
    /// Whether the stage belongs to the entry of a model.
    pub(crate) fn is_entry_of(&self, model: &Model) -> bool {
        self.entry_of.contains(model.index)
    }

    /// Whether a model adds the stage when it leads or is in the mix.
    pub(crate) fn is_added_by(&self, model: &Model) -> bool {
        self.added_by.contains(model.index)
    }

    /// Everything that can bring the stage into a pipeline: entries and models in
    /// their order, then options in theirs.
    pub fn reasons(&self) -> impl Iterator<Item = StageReason> + '_ {
        let always = self.always.then_some(StageReason::Always);
        let entries = self.entry_of.iter().map(|model| StageReason::Entry { model });
        let models = self.added_by.iter().map(|model| StageReason::Model { model });
        let answers = self
            .brought_by
            .iter()
            .map(|&(question, option)| StageReason::Answer { question, option });
        always.into_iter().chain(entries).chain(models).chain(answers)
    }
}

/// Advice on a combination of answers.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Note {
    /// Its place among the notes, from 0.
    pub index: usize,
    /// Its id.
    pub id: Id,
    /// The answers that it is about, as indices: each question, in order, with its options,
    /// in order. There is at least one question, and at least one option for each.
    pub when: Vec<(usize, Vec<usize>)>,
    /// Whether it changes how the first steps are to be read, and so comes before
    /// them.
    pub before_first_steps: bool,
    /// The advice.
    pub text: String,
}

/// A reason for which deals are lost.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LostReason {
    /// Its id.
    pub id: Id,
    /// The reason, as a seller chooses it.
    pub label: String,
    /// When to choose it.
    pub help: Option<String>,
}

/// A problem with the place in the file that it is about.
type PlacedProblem = (Path, Problem);
