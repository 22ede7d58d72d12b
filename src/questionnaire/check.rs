//! Makes the questionnaire from the file, and finds everything that is wrong with the file,
//! so that nothing has to be doubted afterwards.

mod advice;
mod labels;
mod measure;
mod ranges;
mod value;
mod whole;

use std::collections::HashMap;
use std::mem;

use super::file::{self, QuestionnaireFile};
use super::limits::{MOST_POINTS, MOST_TO_LEAD};
use super::{Choice, Model, PlacedProblem, Question, Questionnaire, Range, Stage, UNSURE, Unit};
use crate::document::Trail;
use crate::problem::{Kind, Problem, Problems};
use crate::wording;
use crate::words::Words;

pub(super) use labels::{Labels, labels, not_sure};
pub(super) use ranges::grouped_digits;
pub(super) use value::{clean, lang_problem};

/// Checks a file and makes the questionnaire that it describes.
///
/// # Errors
///
/// Every problem with its place; at least one.
pub(crate) fn check(mut file: QuestionnaireFile) -> Result<Questionnaire, Vec<PlacedProblem>> {
    let mut check = Check { found: Vec::new(), doubt: Doubt::Everything };
    check.sizes(&file);
    if !check.found.is_empty() {
        return Err(check.found);
    }
    let questionnaire = check.parts(&mut file);
    // What the parts mean together can be judged only if each of them is right.
    if check.found.is_empty() {
        check.whole(&questionnaire);
    }
    if check.found.is_empty() { Ok(questionnaire) } else { Err(check.found) }
}

/// Makes the questionnaire from a file that comes with the program, and was checked when
/// the program was tested. Checking it again took 0.27 million instructions at every start.
/// What costs nothing extra is still checked, above all that everything the file names
/// exists.
///
/// # Errors
///
/// What was found, each problem with its place.
pub(super) fn trust(mut file: QuestionnaireFile) -> Result<Questionnaire, Vec<PlacedProblem>> {
    let mut check = Check { found: Vec::new(), doubt: Doubt::Names };
    let questionnaire = check.parts(&mut file);
    if check.found.is_empty() { Ok(questionnaire) } else { Err(check.found) }
}

/// The ids of a list, to be looked up. If two are equal, the first one counts.
struct IdIndex<'f> {
    index: HashMap<&'f str, usize>,
    ids: Vec<&'f str>,
}

impl<'f> IdIndex<'f> {
    fn new(ids: impl Iterator<Item = &'f str>) -> Self {
        let ids: Vec<&str> = ids.collect();
        let index = ids.iter().enumerate().rev().map(|(i, id)| (*id, i)).collect();
        IdIndex { index, ids }
    }
}

/// The problems found so far. Each check notes what it finds and goes on with something of
/// the right type; if anything was found, the questionnaire is thrown away in the end.
struct Check {
    found: Vec<PlacedProblem>,
    doubt: Doubt,
}

/// How much of a file is doubted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Doubt {
    Everything,
    /// Only what has to be looked at anyway, above all whether what it names exists.
    Names,
}

impl Check {
    /// Makes the questionnaire, part by part. Texts are moved out of the file, and those of
    /// a built-in are not copied to clean them either: that was a tenth of the cost of a
    /// diagnosis.
    fn parts(&mut self, file: &mut QuestionnaireFile) -> Questionnaire {
        let root = Trail::Root;
        let models = IdIndex::new(file.models.iter().map(|model| model.id.as_str()));
        let stages = IdIndex::new(file.stages.iter().map(|stage| stage.id.as_str()));

        let id = self.id(&root.key("id"), &file.id);
        let lang = self.lang(&root.key("lang"), &file.lang);
        let title = self.text(&root.key("title"), &mut file.title);
        let intro = self.optional(&root.key("intro"), &mut file.intro);
        self.see(&root.key("see"), file);
        self.number(&root.key("lead_at"), file.lead_at, 1..=MOST_TO_LEAD, "");
        self.number(&root.key("hybrid_at"), file.hybrid_at, 1..=100, " percent");

        let trail = root.key("questions");
        self.length(&trail, file.questions.len(), 1, "question");
        self.unique(&trail, "question", file.questions.iter().map(|question| question.id.as_str()));
        let questions = (file.questions.iter_mut().enumerate())
            .map(|(index, question)| {
                let trail = trail.item(index);
                self.since(&trail.key("since"), question.since.as_deref(), &file.version);
                self.question(&trail, index, question, &models, &stages)
            })
            .collect();
        let version = self.text(&root.key("version"), &mut file.version);

        let default_entry = self.default_entry(&root.key("default_entry"), file, &models);
        let trail = root.key("models");
        self.length(&trail, file.models.len(), 1, "model");
        self.unique(&trail, "model", file.models.iter().map(|model| model.id.as_str()));
        let checked_models = (file.models.iter_mut().enumerate())
            .map(|(index, model)| self.model(&trail.item(index), index, model, &stages))
            .collect();

        let trail = root.key("stages");
        self.unique(&trail, "stage", file.stages.iter().map(|stage| stage.id.as_str()));
        let always = self.stage_list(&root.key("always"), &file.always, &stages);
        let (models, asked) = (&file.models, &file.questions);
        let checked_stages = (file.stages.iter_mut().enumerate())
            .map(|(index, stage)| {
                let always = always.contains(&index);
                self.stage(&trail.item(index), index, stage, always, models, asked)
            })
            .collect();

        let notes = self.notes(&root.key("notes"), &mut file.notes, asked);
        let lost_reasons = self.lost_reasons(&root.key("lost_reasons"), &mut file.lost_reasons);

        Questionnaire {
            id,
            version,
            words: Words::for_language(&lang),
            lang,
            title,
            intro,
            see: mem::take(&mut file.see),
            lead_at: file.lead_at,
            hybrid_at: file.hybrid_at,
            questions,
            models: checked_models,
            default_entry,
            stages: checked_stages,
            notes,
            lost_reasons,
        }
    }

    fn question(
        &mut self,
        trail: &Trail<'_>,
        index: usize,
        question: &mut file::QuestionSpec,
        models: &IdIndex<'_>,
        stages: &IdIndex<'_>,
    ) -> Question {
        let unit = question.unit;
        let options = trail.key("options");
        self.length(&options, question.options.len(), 2, "option");
        self.unique(&options, "option", question.options.iter().map(|option| option.id.as_str()));
        self.ranges(&options, question, unit);
        if unit.is_none() && question.number.is_some() {
            let what = "number says what a number measures, and the question has no unit";
            let problem = Problem::new(Kind::BadRange, what).with_hint(format!(
                "Give the question a unit, {}, or remove number.",
                Unit::names()
            ));
            self.note(&trail.key("number"), problem);
        }
        self.measure(trail, question);
        Question {
            index,
            id: self.id(&trail.key("id"), &question.id),
            name: self.optional(&trail.key("name"), &mut question.name),
            text: self.text(&trail.key("text"), &mut question.text),
            help: self.optional(&trail.key("help"), &mut question.help),
            unit,
            sign: self.sign(trail, question),
            at_most: self.largest(trail, question),
            number: self.optional(&trail.key("number"), &mut question.number),
            measure: question.measure,
            since: self.optional(&trail.key("since"), &mut question.since),
            options: (question.options.iter_mut().enumerate())
                .map(|(index, option)| {
                    self.choice(&options.item(index), index, option, models, stages)
                })
                .collect(),
        }
    }

    fn choice(
        &mut self,
        trail: &Trail<'_>,
        index: usize,
        option: &mut file::ChoiceSpec,
        models: &IdIndex<'_>,
        stages: &IdIndex<'_>,
    ) -> Choice {
        let id = self.id(&trail.key("id"), &option.id);
        if id == *UNSURE {
            let what = "every question already takes the answer unsure";
            let problem =
                Problem::new(Kind::DuplicateId, what).with_hint("Give the option another id.");
            self.note(&trail.key("id"), problem);
        }
        let mut points = vec![0; models.ids.len()];
        for (model, given) in &option.points {
            let within = trail.key("points");
            match models.index.get(model.as_str()) {
                Some(index) => points[*index] = *given,
                None => self.unknown(Kind::UnknownModel, &within.name(model), model, models),
            }
            self.number(&within.key(model), *given, 1..=MOST_POINTS, " points");
        }
        Choice {
            index,
            id,
            label: self.text(&trail.key("label"), &mut option.label),
            help: self.optional(&trail.key("help"), &mut option.help),
            reason: self.optional(&trail.key("reason"), &mut option.reason),
            note: self.optional(&trail.key("note"), &mut option.note),
            range: option.range.map(|range| Range { from: range.from, below: range.below }),
            points,
            adds: self.stage_list(&trail.key("adds"), &option.adds, stages),
        }
    }

    fn model(
        &mut self,
        trail: &Trail<'_>,
        index: usize,
        model: &mut file::ModelSpec,
        stages: &IdIndex<'_>,
    ) -> Model {
        self.stage_list(&trail.key("entry"), &model.entry, stages);
        self.stage_list(&trail.key("adds"), &model.adds, stages);
        Model {
            index,
            id: self.id(&trail.key("id"), &model.id),
            name: self.text(&trail.key("name"), &mut model.name),
            summary: self.optional(&trail.key("summary"), &mut model.summary).unwrap_or_default(),
            roles: self.texts(&trail.key("roles"), &mut model.roles),
            metrics: self.texts(&trail.key("metrics"), &mut model.metrics),
            pitfalls: self.texts(&trail.key("pitfalls"), &mut model.pitfalls),
            first_steps: self.texts(&trail.key("first_steps"), &mut model.first_steps),
        }
    }

    fn stage(
        &mut self,
        trail: &Trail<'_>,
        index: usize,
        stage: &mut file::StageSpec,
        always: bool,
        models: &[file::ModelSpec],
        questions: &[file::QuestionSpec],
    ) -> Stage {
        let questions = questions.iter().enumerate();
        let brings = |(question, options): (usize, &file::QuestionSpec)| {
            let options = options.options.iter().enumerate();
            let adding = options.filter(|(_, option)| option.adds.contains(&stage.id));
            adding.map(|(option, _)| (question, option)).collect::<Vec<_>>()
        };
        if let Some(probability) = stage.probability
            && (probability % 10 != 0 || !(10..=90).contains(&probability))
        {
            let what =
                format!("a win probability is 10 to 90, in steps of 10, and not {probability}");
            self.note(&trail.key("probability"), Problem::new(Kind::BadNumber, what));
        }
        Stage {
            index,
            id: self.id(&trail.key("id"), &stage.id),
            name: self.text(&trail.key("name"), &mut stage.name),
            goal: self.text(&trail.key("goal"), &mut stage.goal),
            exit: self.text(&trail.key("exit"), &mut stage.exit),
            opens_deal: stage.opens_deal,
            closes_deal: stage.closes_deal,
            probability: stage.probability.and_then(|percent| u8::try_from(percent).ok()),
            owner: self.optional(&trail.key("owner"), &mut stage.owner),
            always,
            entry_of: models.iter().map(|model| model.entry.contains(&stage.id)).collect(),
            added_by: models.iter().map(|model| model.adds.contains(&stage.id)).collect(),
            brought_by: questions.flat_map(brings).collect(),
        }
    }

    /// The indices of the stages that a list names.
    fn stage_list(
        &mut self,
        trail: &Trail<'_>,
        names: &[String],
        stages: &IdIndex<'_>,
    ) -> Vec<usize> {
        let mut places = Vec::new();
        for (i, name) in names.iter().enumerate() {
            match stages.index.get(name.as_str()) {
                Some(place) if places.contains(place) => {
                    let what =
                        format!("the stage {} is in this list already", wording::quote(name));
                    let problem =
                        Problem::new(Kind::DuplicateId, what).with_hint("Keep one of the two.");
                    self.note(&trail.item(i), problem);
                }
                Some(place) => places.push(*place),
                None => self.unknown(Kind::UnknownStage, &trail.item(i), name, stages),
            }
        }
        places
    }

    fn default_entry(
        &mut self,
        trail: &Trail<'_>,
        file: &QuestionnaireFile,
        models: &IdIndex<'_>,
    ) -> Option<usize> {
        let name = file.default_entry.as_ref()?;
        let Some(index) = models.index.get(name.as_str()) else {
            self.unknown(Kind::UnknownModel, trail, name, models);
            return None;
        };
        if file.models[*index].entry.is_empty() {
            let what = format!("the model {} has no entry", wording::quote(name));
            let hint = "Name a model that has one, or give this one an entry.";
            self.note(trail, Problem::new(Kind::NoEntry, what).with_hint(hint));
        }
        Some(*index)
    }

    fn unknown(&mut self, kind: Kind, trail: &Trail<'_>, name: &str, known: &IdIndex<'_>) {
        // The suggestion costs more than anything else here, and more problems are not
        // shown.
        if self.found.len() >= Problems::MOST {
            return;
        }
        let noun = match kind {
            Kind::UnknownStage => "stage",
            Kind::UnknownQuestion => "question",
            Kind::UnknownOption => "option",
            _ => "model",
        };
        let what = format!("no {noun} is called {}", wording::quote(name));
        if name.contains(':') {
            let problem = Problem::new(kind, what).with_hint("Put a space after the colon.");
            return self.note(trail, problem);
        }
        let hint = wording::suggestion(name, &format!("{noun}s"), known.ids.iter().copied());
        self.note(trail, Problem::new(kind, what).with_hint(hint));
    }
}
