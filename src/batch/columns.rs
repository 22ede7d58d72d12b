//! Which column answers which question. A column is known by the id of the question,
//! by its name or by its text in any language; what has two readings is refused.

use super::{Error, Options};
use crate::fold::fold;
use crate::problem::{Advice, ColumnMeant, Remedy};
use crate::questionnaire::{Question, Questionnaire};
use crate::wording;

/// The reserved key of an answers file that names the company.
const COMPANY: &str = "company";

/// The column that answers a question.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    /// Whether the options name it.
    pub(super) is_named: bool,
    /// Its index; `None` if no column answers the question, and every row is unsure.
    pub(super) place: Option<usize>,
}

/// The columns that are read.
#[derive(Debug)]
pub(super) struct Columns {
    /// By question.
    pub(super) answers: Vec<Column>,
    /// The column that names the company.
    pub(super) company: Option<usize>,
    /// What a person should know about the choice.
    pub(super) remarks: Vec<String>,
}

/// The names that the column of a question may have: the id of the question, the id folded,
/// and the folded names and texts of the question in all languages.
pub(super) struct Called {
    id: String,
    folded: String,
    words: Vec<String>,
}

impl Called {
    pub(super) fn new(question: &Question, languages: &[&Questionnaire]) -> Self {
        let words = languages.iter().flat_map(|language| {
            let question = &language.questions()[question.index];
            [fold(question.name()), fold(&question.text)]
        });
        let id = question.id.to_string();
        Called { folded: fold(&id), words: words.collect(), id }
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// How a name fits the question: 0 is the id itself, 1 is the id folded, 2 is the name
    /// or the text in one of the languages. `None` if it does not fit.
    pub(super) fn rank(&self, name: &str) -> Option<usize> {
        let name = name.trim();
        if name == self.id {
            return Some(0);
        }
        let folded = fold(name);
        if folded == self.folded {
            return Some(1);
        }
        (!folded.is_empty() && self.words.contains(&folded)).then_some(2)
    }
}

/// Finds the columns of the questions among names.
struct Search<'s> {
    names: &'s [String],
    options: &'s Options,
    called: Vec<Called>,
    /// By question: the column that was found for it, if any.
    places: Vec<Option<usize>>,
    remarks: Vec<String>,
}

impl Columns {
    /// The columns of the questions.
    ///
    /// # Errors
    ///
    /// The options name a question or a column that does not exist, a question has no
    /// column, one column is meant for two questions, or two columns fit one question
    /// equally well.
    pub(super) fn new(
        names: &[String],
        languages: &[&Questionnaire],
        options: &Options,
    ) -> Result<Self, Error> {
        let questionnaire = languages[0];
        for (id, _) in &options.columns {
            if id != COMPANY {
                super::question_of(questionnaire, id)?;
            }
        }
        let questions = questionnaire.questions();
        let called = questions.iter().map(|question| Called::new(question, languages)).collect();
        let mut search = Search {
            names,
            options,
            called,
            places: vec![None; questions.len()],
            remarks: Vec::new(),
        };
        search.named()?;
        for rank in 0..3 {
            search.by_rank(rank)?;
        }
        search.refuse_missing()?;
        search.refuse_shared()?;
        search.remark_on_others();
        let company = match questionnaire.question(COMPANY) {
            Some(_) => None,
            None => search.company()?,
        };
        let answers = search.called.iter().zip(&search.places).map(|(called, place)| Column {
            name: place.map_or(&called.id, |place| &names[place]).clone(),
            is_named: search.said(&called.id).is_some(),
            place: *place,
        });
        Ok(Columns { answers: answers.collect(), company, remarks: search.remarks })
    }
}

impl Search<'_> {
    /// The name of the column that the options give for a question; empty if no column
    /// answers it.
    fn said(&self, id: &str) -> Option<&str> {
        let said = self.options.columns.iter().find(|(named, _)| named == id);
        said.map(|(_, name)| name.trim())
    }

    /// Takes the columns that the options name.
    fn named(&mut self) -> Result<(), Error> {
        let mut missing = Vec::new();
        for question in 0..self.called.len() {
            let id = self.called[question].id.clone();
            match self.said(&id).filter(|name| !name.is_empty()).map(str::to_owned) {
                None => {}
                Some(name) => match place(self.names, &name)? {
                    Some(place) => self.places[question] = Some(place),
                    None => missing.push((id, name)),
                },
            }
        }
        let Some((_, name)) = missing.first() else { return Ok(()) };
        let quoted = missing.iter().map(|(_, name)| wording::quote(name));
        let message = format!("there is no column {}", wording::one_of(quoted));
        let near = wording::nearest(name, self.names.iter().map(|name| name.trim()));
        let near = near.map_or(String::new(), |near| {
            format!("{} comes nearest to {}. ", wording::quote(near), wording::quote(name))
        });
        Err(Error::usage(message).with_hint(format!("{near}{}", self.columns_there())))
    }

    /// Takes the columns whose names fit with this rank, for questions that have none yet.
    fn by_rank(&mut self, rank: usize) -> Result<(), Error> {
        for question in 0..self.called.len() {
            let called = &self.called[question];
            if self.places[question].is_some() || self.said(&called.id).is_some() {
                continue;
            }
            let taken = |place: &usize| self.places.contains(&Some(*place));
            let found: Vec<usize> = (0..self.names.len())
                .filter(|place| !taken(place) && called.rank(&self.names[*place]) == Some(rank))
                .collect();
            match found.as_slice() {
                [] => {}
                [place] => self.places[question] = Some(*place),
                places => return Err(two(&called.id, places, self.names)),
            }
        }
        Ok(())
    }

    /// Refuses all questions without a column at once, with what to write for them.
    fn refuse_missing(&self) -> Result<(), Error> {
        let is_missing = |(called, place): &(&Called, &Option<usize>)| {
            place.is_none() && self.said(&called.id).is_none()
        };
        let missing: Vec<&Called> = (self.called.iter().zip(&self.places))
            .filter(is_missing)
            .map(|(called, _)| called)
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        let ids = || missing.iter().map(|called| called.id.as_str());
        let free: Vec<&str> = (0..self.names.len())
            .filter(|place| !self.places.contains(&Some(*place)))
            .map(|place| self.names[place].trim())
            // A column with a very long name is not the one that is missing, and nobody
            // would type it.
            .filter(|name| name.len() <= 300)
            .collect();
        // Folded once for all questions: a header may have very many names.
        let folded: Vec<String> = free.iter().map(|name| fold(name)).collect();
        let near = missing.iter().map(|called| {
            // Forms number their questions: "3. People on each deal".
            let longer = |name: &&String| {
                called.words.iter().any(|word| !word.is_empty() && name.contains(word))
            };
            let near = folded.iter().position(|name| longer(&name)).map(|place| free[place]);
            let near = near.or_else(|| wording::nearest(&called.id, free.iter().copied()));
            // "Contact persons" is more than a slip away from "contacts".
            let stem = called.folded.trim_end_matches('s');
            near.or_else(|| Some(free[folded.iter().position(|name| name.contains(stem))?]))
        });
        let near: Vec<Option<&str>> = near.collect();
        let columns = missing.iter().zip(&near).map(|(called, name)| {
            // A column that looks like two questions is proposed for neither: it cannot
            // answer both.
            let alone = near.iter().filter(|other| *other == name).count() == 1;
            (called.id.clone(), name.filter(|_| alone).map(str::to_owned))
        });
        let remedy = Remedy::NameColumns(columns.collect());
        let mut message = format!("no column answers {}", wording::one_of(ids()));
        for called in &missing {
            let its_own = |place: &usize| called.rank(&self.names[*place]).is_some();
            let taken = self.places.iter().position(|place| place.as_ref().is_some_and(its_own));
            if let Some(taken) = taken {
                let other = &self.called[taken].id;
                message.push_str(&format!(": the column of {} is read for {other}", called.id));
            }
        }
        let there = format!("{} ", self.columns_there());
        Err(Error::usage(message).with_hint(Advice::ending(there, remedy)))
    }

    fn columns_there(&self) -> String {
        let shown: Vec<String> =
            self.names.iter().map(|name| wording::harmless_line(name.trim())).collect();
        let named = shown.iter().map(String::as_str).filter(|name| !name.is_empty());
        match wording::all_of(named) {
            all if all.is_empty() => "There are no columns.".to_owned(),
            all => format!("The columns are {all}."),
        }
    }

    /// Refuses a column that would answer two questions.
    fn refuse_shared(&self) -> Result<(), Error> {
        for (question, place) in self.places.iter().enumerate() {
            let Some(place) = *place else { continue };
            let other = self.places[..question].iter().position(|other| *other == Some(place));
            if let Some(other) = other {
                let message = format!(
                    "the column {} would answer both {} and {}",
                    wording::quote(&self.names[place]),
                    self.called[other].id,
                    self.called[question].id
                );
                let remedy = Remedy::OtherColumn(self.called[question].id.clone());
                return Err(Error::usage(message).with_hint(remedy));
            }
        }
        Ok(())
    }

    /// Remarks on columns that are named like a question and are not read.
    fn remark_on_others(&mut self) {
        for (called, place) in self.called.iter().zip(&self.places) {
            let Some(place) = *place else { continue };
            for (other, name) in self.names.iter().enumerate() {
                if !self.places.contains(&Some(other)) && called.rank(name).is_some() {
                    self.remarks.push(not_read(name, &called.id, &self.names[place]));
                }
            }
        }
    }

    /// The column that names the company: the one that the options name, otherwise one that
    /// is called `company`.
    fn company(&self) -> Result<Option<usize>, Error> {
        match self.said(COMPANY) {
            Some("") => Ok(None),
            Some(name) => match place(self.names, name)? {
                Some(place) => Ok(Some(place)),
                None => {
                    let message = format!("there is no column {}", wording::quote(name));
                    Err(Error::usage(message).with_hint(self.columns_there()))
                }
            },
            None => place(self.names, COMPANY),
        }
    }
}

/// The index of the column with exactly this name, otherwise of the one with the same
/// folded name.
///
/// # Errors
///
/// More than one column fits equally well.
pub(super) fn place(names: &[String], name: &str) -> Result<Option<usize>, Error> {
    let folded = fold(name);
    let exact = |place: &usize| names[*place].trim() == name;
    let alike = |place: &usize| fold(&names[*place]) == folded;
    let mut found: Vec<usize> = (0..names.len()).filter(exact).collect();
    if found.is_empty() {
        found = (0..names.len()).filter(alike).collect();
    }
    match found.as_slice() {
        [] => Ok(None),
        [place] => Ok(Some(*place)),
        places => Err(two(name, places, names)),
    }
}

/// The remark on a column that could answer a question, but another one does.
pub(super) fn not_read(name: &str, question: &str, column: &str) -> String {
    let (name, column) = (wording::quote(name), wording::quote(column));
    format!("the column {name} is not read: {question} is answered by the column {column}")
}

fn two(name: &str, places: &[usize], names: &[String]) -> Error {
    let one_name = places.iter().all(|place| names[*place].trim() == names[places[0]].trim());
    if one_name {
        let first = wording::quote(&names[places[0]]);
        let message = format!("the column {first} is there {} times", places.len());
        return Error::usage(message).with_hint("Give each column a name of its own.");
    }
    let quoted = wording::all_of(places.iter().map(|place| wording::quote(&names[*place])));
    let message = format!("the columns {quoted} are all called {name}");
    let column = names[places[0]].trim().to_owned();
    let meant = ColumnMeant { name: name.to_owned(), column };
    Error::usage(message).with_hint(Remedy::NameColumn(Box::new(meant)))
}
