//! The answers of several people to one questionnaire, beside what was measured: where
//! they differ, and which difference decides. Never a vote: no answer wins because more
//! people gave it.
//!
//! ```
//! use salesmodel::answers::read;
//! use salesmodel::comparison::gap::{Gap, Person};
//! use salesmodel::questionnaire::Builtin;
//!
//! let questionnaire = Builtin::standard().questionnaire();
//! let person = |name: &str, text: &str| {
//!     let saved = read(&questionnaire, name, text)?;
//!     let (draft, earlier) = (saved.draft, saved.asked_again);
//!     let person = Person { name: Some(name.to_owned()), draft, earlier };
//!     Ok::<_, salesmodel::problem::Problems>(person)
//! };
//! let people = vec![person("Ann", "leads: inbound\n")?, person("Bo", "leads: outbound\n")?];
//! let gap = Gap::new(&questionnaire, people, None);
//! assert_eq!(gap.questions[0].question.id.as_str(), "leads");
//! assert_eq!(gap.leaders.len(), 2);
//! # Ok::<(), salesmodel::problem::Problems>(())
//! ```

use crate::answers::{Draft, Earlier, Evidence, Measured, Reply};
use crate::diagnosis::{self, Diagnosis};
use crate::questionnaire::{Model, Question, Questionnaire};

/// One of those who answered.
#[derive(Clone, Debug)]
pub struct Person<'q> {
    /// The name of this person; `None` if nobody is to be named.
    pub name: Option<String>,
    /// The answers, complete or not.
    pub draft: Draft<'q>,
    /// What this person answered to questions that have changed their meaning since: it
    /// is shown, and counts as unsure.
    pub earlier: Vec<Earlier<'q>>,
}

/// The answers of several people beside what was measured.
#[derive(Debug)]
#[non_exhaustive]
pub struct Gap<'q> {
    /// The questionnaire that all of them answered.
    pub questionnaire: &'q Questionnaire,
    /// Those who answered.
    pub people: Vec<Person<'q>>,
    /// The questions, those to settle first at the top.
    pub questions: Vec<QuestionGap<'q>>,
    /// The models that lead by these answers, in the order of the questionnaire; a
    /// question without an answer counts as unsure.
    pub leaders: Vec<Leader<'q>>,
    /// The same with the measured answers instead of what people said; empty if nothing
    /// was measured.
    pub leaders_as_measured: Vec<Leader<'q>>,
    /// What follows from the measured answers alone, with all others unsure; `None` if
    /// they name no model.
    pub measured_alone: Option<MeasuredLeader<'q>>,
}

/// One question, as everybody answers it.
#[derive(Debug)]
#[non_exhaustive]
pub struct QuestionGap<'q> {
    /// The question.
    pub question: &'q Question,
    /// The answers that were given, in the order of the options; then unsure, then no
    /// answer. Without the people of `earlier`.
    pub beliefs: Vec<Belief<'q>>,
    /// The answers that were given when the question meant something else, in the order
    /// in which they come.
    pub earlier: Vec<EarlierBelief<'q>>,
    /// What was measured, where it was.
    pub measured: Option<MeasuredAnswer<'q>>,
    /// The people for whom another answer that is on the table (somebody else's, or the
    /// measured one) would put another model in the lead, by their place.
    pub moved: Vec<usize>,
}

/// An answer with those who gave it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Belief<'q> {
    /// The answer; `None` for those who left the question out.
    pub reply: Option<Reply<'q>>,
    /// The people, by their place.
    pub people: Vec<usize>,
    /// The numbers that some of them gave, lowest first.
    pub numbers: Vec<f64>,
}

/// An answer to a question as an earlier version asked it, with those who gave it. It
/// says nothing about the question of today.
#[derive(Debug)]
#[non_exhaustive]
pub struct EarlierBelief<'q> {
    /// The answer, and the version that it answers.
    pub answer: Earlier<'q>,
    /// The people, by their place.
    pub people: Vec<usize>,
}

/// What was measured of a question.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct MeasuredAnswer<'q> {
    /// The answer; `None` if the number alone does not tell which it is.
    pub reply: Option<Reply<'q>>,
    /// The evidence, where the file has it.
    pub evidence: Option<Evidence>,
}

/// A model with those whose answers put it in the lead.
#[derive(Debug)]
#[non_exhaustive]
pub struct Leader<'q> {
    /// The model; `None` for those whose answers name no model.
    pub model: Option<&'q Model>,
    /// The people, by their place.
    pub people: Vec<usize>,
}

/// What the measured answers alone lead to.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct MeasuredLeader<'q> {
    /// The model that leads.
    pub model: &'q Model,
    /// Whether it leads whatever the other answers are.
    pub settled: bool,
}

/// How far people agree on a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// Everybody gave the same answer, and it is not unsure.
    Same,
    /// Those who gave an answer gave the same one; others do not know, or answered an
    /// earlier version of the question.
    SameOfSome,
    /// They gave different answers.
    Different,
    /// Nobody knows.
    Unknown,
}

impl QuestionGap<'_> {
    /// How far they agree on it.
    pub fn agreement(&self) -> Agreement {
        let known = self.known().count();
        match (known, self.beliefs.len()) {
            (0, _) => Agreement::Unknown,
            (1, 1) if self.earlier.is_empty() => Agreement::Same,
            (1, _) => Agreement::SameOfSome,
            _ => Agreement::Different,
        }
    }

    /// The answers of those who know one.
    pub fn known(&self) -> impl Iterator<Item = &Belief<'_>> {
        self.beliefs.iter().filter(|belief| belief.choice().is_some())
    }

    /// How many people say that they do not know, or say nothing.
    pub fn unknown(&self) -> usize {
        let unknown = self.beliefs.iter().filter(|belief| belief.choice().is_none());
        unknown.map(|belief| belief.people.len()).sum()
    }

    /// How many people answered the question when it meant something else.
    pub fn asked_differently(&self) -> usize {
        self.earlier.iter().map(|belief| belief.people.len()).sum()
    }

    /// How many people gave the measured answer, and how many gave any; `None` if no
    /// answer was measured.
    pub fn as_measured(&self) -> Option<(usize, usize)> {
        let measured = self.measured.as_ref()?.reply?.choice()?.index;
        let all = self.known().map(|belief| belief.people.len()).sum();
        let same = self.known().filter(|belief| belief.choice() == Some(measured));
        Some((same.map(|belief| belief.people.len()).sum(), all))
    }

    /// Whether there is anything to settle: the answers differ from each other or from
    /// what was measured.
    pub fn is_open(&self) -> bool {
        let otherwise = self.as_measured().is_some_and(|(same, all)| same < all);
        otherwise || self.agreement() != Agreement::Same
    }
}

impl Belief<'_> {
    fn choice(&self) -> Option<usize> {
        Some(self.reply?.choice()?.index)
    }
}

impl<'q> Gap<'q> {
    /// Puts answers beside each other, and beside what was measured: a draft of the
    /// measured answers, with their evidence. If some answers have evidence, those
    /// without any were not measured and do not count.
    ///
    /// # Panics
    ///
    /// If a draft is of another questionnaire in memory.
    pub fn new(
        questionnaire: &'q Questionnaire,
        people: Vec<Person<'q>>,
        measured: Option<(&Draft<'q>, Option<&Measured>)>,
    ) -> Self {
        let measured = Found { questionnaire, measured };
        let mut questions: Vec<QuestionGap<'q>> = (questionnaire.questions().iter())
            .map(|question| gap(question, &people, measured.answer(question)))
            .collect();
        // The sort is stable: equal ones stay in the order of the questionnaire.
        questions.sort_by_key(|gap| (std::cmp::Reverse(gap.moved.len()), !gap.is_open()));
        let as_said: Vec<Option<&Model>> =
            people.iter().map(|person| leader(&person.draft)).collect();
        let as_measured = people.iter().map(|person| leader(&measured.over(&person.draft)));
        let as_measured: Vec<Option<&Model>> = as_measured.collect();
        let has_measured = questions.iter().any(|gap| gap.measured_reply().is_some());
        let leads = |leaders: &[Option<&'q Model>]| leads(questionnaire, leaders);
        Gap {
            leaders: leads(&as_said),
            leaders_as_measured: if has_measured { leads(&as_measured) } else { Vec::new() },
            measured_alone: measured.alone().filter(|_| has_measured),
            questionnaire,
            people,
            questions,
        }
    }

    /// The questions to settle first: they move a leader.
    pub fn first(&self) -> impl Iterator<Item = &QuestionGap<'q>> {
        self.questions.iter().filter(|gap| !gap.moved.is_empty())
    }
}

impl<'q> QuestionGap<'q> {
    fn measured_reply(&self) -> Option<Reply<'q>> {
        self.measured.as_ref()?.reply
    }
}

/// What was measured, if anything was.
struct Found<'f, 'q> {
    questionnaire: &'q Questionnaire,
    measured: Option<(&'f Draft<'q>, Option<&'f Measured>)>,
}

impl<'q> Found<'_, 'q> {
    fn reply(&self, question: &Question) -> Option<Reply<'q>> {
        let (draft, measured) = self.measured?;
        let id = question.id.as_str();
        // An answer without evidence is what somebody said.
        let is_measured = measured.is_none_or(|measured| measured.evidence(id).is_some());
        draft.reply(question).filter(|reply| is_measured && reply.choice().is_some())
    }

    fn answer(&self, question: &Question) -> Option<MeasuredAnswer<'q>> {
        let reply = self.reply(question);
        let (_, measured) = self.measured?;
        let evidence = measured.and_then(|found| found.questions.get(question.id.as_str()));
        let evidence = evidence.filter(|found| reply.is_some() || found.value.is_some()).cloned();
        (reply.is_some() || evidence.is_some()).then_some(MeasuredAnswer { reply, evidence })
    }

    /// Answers with the measured ones instead of what was said.
    fn over(&self, draft: &Draft<'q>) -> Draft<'q> {
        let mut draft = draft.clone();
        let measured = self.questionnaire.questions().iter();
        measured.filter_map(|question| self.reply(question)).for_each(|reply| draft.give(reply));
        draft
    }

    fn alone(&self) -> Option<MeasuredLeader<'q>> {
        let diagnosis = diagnosed(&self.over(&Draft::new(self.questionnaire)))?;
        Some(MeasuredLeader { model: diagnosis.leader().model, settled: diagnosis.settled })
    }
}

/// The diagnosis of a draft, with every missing answer as unsure.
fn diagnosed<'q>(draft: &Draft<'q>) -> Option<Diagnosis<'q>> {
    let mut draft = draft.clone();
    for question in draft.missing().collect::<Vec<_>>() {
        draft.give(question.unsure());
    }
    diagnosis::score(draft.complete().ok()?).ok()
}

fn leader<'q>(draft: &Draft<'q>) -> Option<&'q Model> {
    diagnosed(draft).map(|diagnosis| diagnosis.leader().model)
}

/// One question, as everybody answers it.
fn gap<'q>(
    question: &'q Question,
    people: &[Person<'q>],
    measured: Option<MeasuredAnswer<'q>>,
) -> QuestionGap<'q> {
    let mut beliefs: Vec<Belief<'q>> = Vec::new();
    let mut earlier: Vec<EarlierBelief<'q>> = Vec::new();
    for (place, person) in people.iter().enumerate() {
        let then = person.earlier.iter().find(|then| then.question.index == question.index);
        if let Some(then) = then {
            match earlier.iter_mut().find(|belief| belief.answer.is_same(then)) {
                Some(belief) => belief.people.push(place),
                None => earlier.push(EarlierBelief { answer: then.clone(), people: vec![place] }),
            }
            continue;
        }
        let reply = person.draft.reply(question);
        let id = reply.map(|reply| reply.id());
        let known = beliefs.iter().position(|belief| belief.reply.map(|reply| reply.id()) == id);
        let known = known.unwrap_or_else(|| {
            beliefs.push(Belief { reply, people: Vec::new(), numbers: Vec::new() });
            beliefs.len() - 1
        });
        beliefs[known].people.push(place);
        beliefs[known].numbers.extend(reply.and_then(|reply| reply.number()));
    }
    let options = question.options.len();
    beliefs.sort_by_key(|belief| match belief.reply {
        Some(reply) => reply.choice().map_or(options, |choice| choice.index),
        None => options + 1,
    });
    for belief in &mut beliefs {
        belief.numbers.sort_by(f64::total_cmp);
    }
    let said = beliefs.iter().filter_map(|belief| belief.reply);
    let on_the_table: Vec<Reply<'q>> = said
        .chain(measured.as_ref().and_then(|measured| measured.reply))
        .filter(|reply| reply.choice().is_some())
        .collect();
    let is_moved = |draft: &Draft<'q>| {
        let now = leader(draft).map(|model| model.index);
        on_the_table.iter().any(|reply| {
            let mut other = draft.clone();
            other.give(*reply);
            leader(&other).map(|model| model.index) != now
        })
    };
    let moved = people.iter().enumerate().filter(|(_, person)| is_moved(&person.draft));
    let moved = moved.map(|(place, _)| place).collect();
    QuestionGap { question, beliefs, earlier, measured, moved }
}

/// The models that lead, in their order, then no model, each with the people for whom it
/// does.
fn leads<'q>(questionnaire: &'q Questionnaire, leaders: &[Option<&'q Model>]) -> Vec<Leader<'q>> {
    let models = questionnaire.models().iter().map(Some).chain([None]);
    let lead = |model: Option<&'q Model>| {
        let index = model.map(|model| model.index);
        let people = leaders.iter().enumerate();
        let people = people.filter(|(_, leader)| leader.map(|leader| leader.index) == index);
        Leader { model, people: people.map(|(place, _)| place).collect() }
    };
    models.map(lead).filter(|lead| !lead.people.is_empty()).collect()
}
