//! A query that proves an engine: it scores rows that it brings itself, and compares the
//! results with ours. It returns the rows that differ.

use std::collections::BTreeMap;

use super::chain::Chain;
use super::dialect::{Dialect, RowSource};
use super::sample::{self, SampleRow};
use super::score::RESULT;
use super::{Error, Keep, LARGEST, Options, Scoring, bare, fits, heading};
use crate::answers::{Bare, Draft, Reading};
use crate::diagnosis::{self, rules};
use crate::mapping::Mapping;
use crate::problem::Kind;

/// The query. It returns a row for each of its own that the engine reads or scores in
/// another way: its number, its answers, what was expected and what was found. If it
/// returns none, the engine agrees. It holds the odd cells that ever made two engines
/// differ and all combinations of options, or as many as keep it within [`LARGEST`].
///
/// # Errors
///
/// A question that does not exist, or a questionnaire whose query would be too large.
pub fn check(
    reading: &Reading<'_>,
    dialect: &Dialect,
    said: &[(String, Bare)],
    mapping: &Mapping<'_>,
) -> Result<String, Error> {
    let questionnaire = reading.questionnaire();
    let bare = bare(questionnaire, said)?;
    let rules = rules(questionnaire);
    let options = Options {
        keep: Keep::Columns(vec![NUMBER.to_owned()]),
        columns: (questionnaire.questions().iter())
            .map(|question| (question.id.to_string(), cell(question.index)))
            .collect(),
        bare: said.to_vec(),
        ..Options::new(ROWS, mapping.clone())
    };
    let scoring = Scoring { reading, dialect, rules: &rules, options: &options };
    let mut rows = CheckedRows::new(dialect);
    let mut all = sample::odd_rows(reading, mapping);
    if dialect.cut_by_nul.is_some() {
        all.extend(sample::cut_rows(questionnaire));
    }
    all.extend(sample::combinations(questionnaire));
    for row in all {
        rows.add(row, |row| said_of(reading, &bare, mapping, row));
    }
    // The rest of the query decides how many rows there is room for.
    let write = |rows: &CheckedRows<'_>| {
        let mut chain = Chain::new(dialect, ROWS, &options.keep);
        let questions = questionnaire.questions();
        let cells: Vec<String> = questions.iter().map(|question| cell(question.index)).collect();
        rows.write(&mut chain, &cells);
        let select = scoring.add_to(&mut chain)?;
        let ids = questions.iter().map(|question| question.id.as_str());
        let about = heading(&rules, dialect);
        let shown: Vec<String> = cells
            .iter()
            .zip(ids)
            .map(|(cell, id)| format!("given_.{cell} AS {}", dialect.name(id)))
            .collect();
        Ok(format!(
            "-- {about}\n-- {} rows of its own. It returns those that differ: if there are none, the engine \
             agrees\n\
             {},\nsm_result AS (\n{select}\n),\nsm_found AS (\n  SELECT {NUMBER}, {} AS found_\n  \
             FROM sm_result\n)\nSELECT given_.{NUMBER}, {},\n  said_.expected_, sm_found.found_\n\
             FROM {ROWS} given_\nJOIN {SAID} said_ ON said_.outcome_ = given_.outcome_\n\
             LEFT JOIN sm_found ON sm_found.{NUMBER} = given_.{NUMBER}\n\
             WHERE COALESCE(sm_found.found_, '') <> said_.expected_\n",
            rows.rows.len(),
            chain.steps(),
            found(dialect),
            shown.join(", "),
        ))
    };
    let mut query = write(&rows)?;
    if query.len() > LARGEST {
        let none = write(&CheckedRows::new(dialect))?;
        rows.thin(LARGEST.saturating_sub(none.len()));
        query = write(&rows)?;
    }
    fits(query)
}

const ROWS: &str = "sm_rows";
const SAID: &str = "sm_said";
const NUMBER: &str = "row_";

fn cell(question: usize) -> String {
    format!("cell{question}_")
}

/// The whole result of a row as one text.
fn found(dialect: &Dialect) -> String {
    let shown = RESULT.map(|name| match name {
        "tie" | "settled" | "entry_assumed" => {
            format!("CASE WHEN {name} THEN 'true' WHEN NOT {name} THEN 'false' ELSE '' END")
        }
        "margin" => format!("COALESCE({}, '')", dialect.text(name)),
        _ => format!("COALESCE({name}, '')"),
    });
    shown.join(" || '|' || ")
}

/// Our own result for a row, as the same text.
fn said_of(reading: &Reading<'_>, bare: &[Bare], mapping: &Mapping<'_>, row: &SampleRow) -> String {
    let questionnaire = reading.questionnaire();
    let mut draft = Draft::new(questionnaire);
    let mut wrong = Vec::new();
    for ((question, cell), bare) in questionnaire.questions().iter().zip(row).zip(bare) {
        let cell = cell.as_deref().unwrap_or_default().trim();
        let read = if cell.is_empty() {
            Ok(question.unsure())
        } else {
            let own = reading.read_as(question, cell, *bare);
            let by_line = || mapping.line(question, cell).and_then(|line| line.reply);
            own.or_else(|problem| by_line().ok_or(problem))
        };
        match read {
            Ok(reply) => draft.give(reply),
            Err(problem) => wrong.push(format!("{}: {}", question.id, problem.kind.code())),
        }
    }
    let rejected = |why: &str| format!("{}{why}", "|".repeat(RESULT.len() - 1));
    let Some(answers) = draft.complete().ok().filter(|_| wrong.is_empty()) else {
        return rejected(&wrong.join("; "));
    };
    let Ok(diagnosis) = diagnosis::score(answers) else {
        return rejected(Kind::NoLeader.code());
    };
    let ids = |ids: Vec<&str>| ids.join(";");
    let entry = diagnosis.entry;
    [
        diagnosis.leader().model.id.to_string(),
        ids(diagnosis.mix().iter().map(|score| score.model.id.as_str()).collect()),
        diagnosis.tie().to_string(),
        diagnosis.margin().to_string(),
        diagnosis.settled.to_string(),
        entry.map_or(String::new(), |entry| entry.model.id.to_string()),
        entry.map_or(String::new(), |entry| entry.assumed.to_string()),
        ids(diagnosis.pipeline.iter().map(|stage| stage.stage.id.as_str()).collect()),
        String::new(),
    ]
    .join("|")
}

/// The rows that a query brings, each with our own result.
struct CheckedRows<'d> {
    dialect: &'d Dialect,
    /// As a list of values, without the number before each and the outcome after it.
    rows: Vec<(String, usize)>,
    outcomes: Vec<String>,
    places: BTreeMap<String, usize>,
}

impl<'d> CheckedRows<'d> {
    fn new(dialect: &'d Dialect) -> Self {
        CheckedRows { dialect, rows: Vec::new(), outcomes: Vec::new(), places: BTreeMap::new() }
    }

    fn add(&mut self, row: SampleRow, say: impl Fn(&SampleRow) -> String) {
        let said = say(&row);
        let next = self.outcomes.len();
        let place = *self.places.entry(said.clone()).or_insert(next);
        if place == next {
            self.outcomes.push(said);
        }
        let cells: Vec<String> = row
            .iter()
            .map(|cell| cell.as_ref().map_or("NULL".to_owned(), |cell| self.dialect.literal(cell)))
            .collect();
        self.rows.push((cells.join(", "), place));
    }

    /// Roughly how many bytes the rows and their results take.
    fn size(&self) -> usize {
        let rows: usize = self.rows.iter().map(|(cells, _)| cells.len() + AROUND).sum();
        let outcomes: usize = self.outcomes.iter().map(|outcome| outcome.len() + AROUND).sum();
        rows + outcomes
    }

    /// Takes out rows evenly until there is room for the rest.
    fn thin(&mut self, room: usize) {
        let rows = std::mem::take(&mut self.rows);
        let outcomes = std::mem::take(&mut self.outcomes);
        let (mut few, mut many) = (0, rows.len());
        // The most rows that there is room for: more rows are never fewer bytes.
        while few < many {
            let try_ = (few + many).div_ceil(2);
            self.take(&rows, &outcomes, try_);
            if self.size() <= room { few = try_ } else { many = try_ - 1 }
        }
        self.take(&rows, &outcomes, few);
    }

    /// Takes `wanted` of the rows, spread evenly.
    fn take(&mut self, rows: &[(String, usize)], outcomes: &[String], wanted: usize) {
        let mut places = BTreeMap::new();
        self.rows.clear();
        self.outcomes.clear();
        for i in 0..wanted {
            let (cells, outcome) = &rows[i * rows.len() / wanted];
            let place = *places.entry(*outcome).or_insert_with(|| {
                self.outcomes.push(outcomes[*outcome].clone());
                self.outcomes.len() - 1
            });
            self.rows.push((cells.clone(), place));
        }
    }

    /// Writes the rows and their results as steps.
    fn write(&self, chain: &mut Chain<'_>, cells: &[String]) {
        let rows = self.rows.iter().enumerate();
        let rows = rows.map(|(i, (cells, outcome))| format!("{i}, {cells}, {outcome}")).collect();
        let mut columns = vec![(NUMBER, Type::Number)];
        columns.extend(cells.iter().map(|cell| (cell.as_str(), Type::Text)));
        columns.push(("outcome_", Type::Number));
        chain.given(self.table(ROWS, &columns, rows));
        let outcomes = self.outcomes.iter().enumerate();
        let outcomes =
            outcomes.map(|(i, said)| format!("{i}, {}", self.dialect.literal(said))).collect();
        let columns = [("outcome_", Type::Number), ("expected_", Type::Text)];
        chain.given(self.table(SAID, &columns, outcomes));
    }

    fn table(&self, name: &str, columns: &[(&str, Type)], rows: Vec<String>) -> String {
        let rows: Vec<String> = rows.iter().map(|row| format!("({row})")).collect();
        let rows = rows.join(",\n");
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let names = names.join(", ");
        match self.dialect.rows {
            RowSource::Values => format!("{name} ({names}) AS (\nVALUES {rows}\n)"),
            RowSource::FromValues => {
                format!("{name} ({names}) AS (\nSELECT * FROM VALUES {rows}\n)")
            }
            RowSource::Unnest => {
                let types: Vec<String> =
                    columns.iter().map(|(name, kind)| format!("{name} {}", kind.name())).collect();
                let types = types.join(", ");
                format!("{name} AS (\nSELECT * FROM UNNEST(ARRAY<STRUCT<{types}>>[\n{rows}\n])\n)")
            }
        }
    }
}

/// What is written around a row: parentheses, numbers and a line break.
const AROUND: usize = 18;

/// The type of a column of given rows.
#[derive(Clone, Copy)]
enum Type {
    Number,
    Text,
}

impl Type {
    /// Its name in the one dialect that must be told.
    fn name(self) -> &'static str {
        match self {
            Type::Number => "INT64",
            Type::Text => "STRING",
        }
    }
}
