//! From codes to the result, by the table of rules and nothing else.
//!
//! The rank of a model is the number of models before it: those with more points, and
//! those with as many that are declared earlier. So no two have the same rank, and
//! leader, runner-up and the order of the mix are comparisons.

use super::chain::{Chain, StepColumn, helper, new, same};
use super::code::kinds;
use super::dialect::Dialect;
use crate::diagnosis::Rules;
use crate::problem::Kind;
use crate::questionnaire::StageReason;

/// The rules with the dialect that they are written in.
pub(super) struct ScoreQuery<'a> {
    pub(super) dialect: &'a Dialect,
    pub(super) rules: &'a Rules,
}

/// The columns of the result, in order.
pub(super) const RESULT: [&str; 9] = [
    "model",
    "hybrid_with",
    "tie",
    "margin",
    "settled",
    "entry",
    "entry_assumed",
    "pipeline",
    "error",
];

/// The separator between the ids of a list.
const BETWEEN: &str = ";";

impl ScoreQuery<'_> {
    /// Adds the steps from codes to what decides the result.
    pub(super) fn add_steps(&self, chain: &mut Chain<'_>) {
        chain.step("sm_points", &self.points());
        chain.step("sm_ranks", &self.ranks());
        chain.step("sm_leader", &self.leader());
        chain.step("sm_mix", &self.mix());
    }

    fn models(&self) -> usize {
        self.rules.models.len()
    }

    fn all(&self, letter: char) -> Vec<StepColumn> {
        (0..self.models()).map(|model| same(helper(letter, model))).collect()
    }

    fn answers(&self) -> Vec<StepColumn> {
        (0..self.rules.questions.len()).map(|question| same(helper('a', question))).collect()
    }

    fn unsure(&self) -> Vec<StepColumn> {
        (0..self.rules.questions.len()).map(|question| same(helper('v', question))).collect()
    }

    /// The points of each model, the questions that are unsure, and what is wrong.
    fn points(&self) -> Vec<StepColumn> {
        let mut columns = self.answers();
        for model in 0..self.models() {
            columns.push(new(helper('p', model), self.points_of(model)));
        }
        let mut wrong = Vec::new();
        for (i, question) in self.rules.questions.iter().enumerate() {
            let answer = helper('a', i);
            let unsure = question.options.len();
            let is_unsure = format!("CASE WHEN {answer} = {unsure} THEN 1 ELSE 0 END");
            columns.push(new(helper('v', i), is_unsure));
            let branches: String = kinds()
                .map(|(code, kind)| {
                    let text = self.dialect.literal(&format!("; {}: {kind}", question.id));
                    format!(" WHEN {code} THEN {text}")
                })
                .collect();
            wrong.push(format!("CASE {answer}{branches} ELSE '' END"));
        }
        columns.push(new(WRONG, wrong.join(" || ")));
        columns
    }

    fn points_of(&self, model: usize) -> String {
        let mut sum = Vec::new();
        for (i, question) in self.rules.questions.iter().enumerate() {
            let answer = helper('a', i);
            let mut seen = vec![0];
            let mut case = String::new();
            for option in &question.options {
                let points = option.points[model];
                if seen.contains(&points) {
                    continue;
                }
                seen.push(points);
                let same: Vec<usize> = (0..question.options.len())
                    .filter(|other| question.options[*other].points[model] == points)
                    .collect();
                case.push_str(&format!(" WHEN {} THEN {points}", is_one_of(&answer, &same)));
            }
            if !case.is_empty() {
                sum.push(format!("CASE{case} ELSE 0 END"));
            }
        }
        if sum.is_empty() { "0".to_owned() } else { sum.join(" + ") }
    }

    fn ranks(&self) -> Vec<StepColumn> {
        let mut columns = [self.answers(), self.unsure(), self.all('p')].concat();
        for model in 0..self.models() {
            let own = helper('p', model);
            let before: Vec<String> = (0..self.models())
                .filter(|other| *other != model)
                .map(|other| {
                    let more = if other < model { ">=" } else { ">" };
                    format!("CASE WHEN {} {more} {own} THEN 1 ELSE 0 END", helper('p', other))
                })
                .collect();
            let rank = if before.is_empty() { "0".to_owned() } else { before.join(" + ") };
            columns.push(new(helper('n', model), rank));
        }
        columns.push(same(WRONG));
        columns
    }

    /// The leader, its points and those of the runner-up.
    fn leader(&self) -> Vec<StepColumn> {
        let mut columns = [self.answers(), self.unsure(), self.all('p'), self.all('n')].concat();
        columns.push(same(WRONG));
        let of_rank = |rank: usize, value: &dyn Fn(usize) -> String| {
            let branches: String = (0..self.models())
                .map(|model| format!(" WHEN {} = {rank} THEN {}", helper('n', model), value(model)))
                .collect();
            format!("CASE{branches} ELSE 0 END")
        };
        columns.push(new(LEADER, of_rank(0, &|model| model.to_string())));
        columns.push(new(MOST, of_rank(0, &|model| helper('p', model))));
        columns.push(new(SECOND, of_rank(1, &|model| helper('p', model))));
        columns
    }

    /// The models in the mix, the entry, and whether there is a result.
    fn mix(&self) -> Vec<StepColumn> {
        let mut columns = [self.answers(), self.unsure(), self.all('p'), self.all('n')].concat();
        columns.extend([WRONG, LEADER, MOST, SECOND].map(same));
        for model in 0..self.models() {
            let points = helper('p', model);
            columns.push(new(
                helper('i', model),
                format!(
                    "CASE WHEN {points} * 100 >= {MOST} * {} THEN 1 ELSE 0 END",
                    self.rules.hybrid_at
                ),
            ));
        }
        columns.push(new(ENTRY, self.entry()));
        let lead_at = self.rules.lead_at;
        columns.push(new(
            DONE,
            format!("CASE WHEN {WRONG} = '' AND {MOST} >= {lead_at} THEN 1 ELSE 0 END"),
        ));
        columns
    }

    /// The model whose entry it is; below 0 where it must be assumed.
    fn entry(&self) -> String {
        let starters: Vec<usize> =
            (0..self.models()).filter(|model| self.rules.models[*model].has_entry).collect();
        let lead_at = self.rules.lead_at;
        let mut case = String::new();
        for model in &starters {
            let mut is_first = vec![format!("{} >= {lead_at}", helper('p', *model))];
            is_first.extend(
                (starters.iter())
                    .filter(|other| *other != model)
                    .map(|other| format!("{} < {}", helper('n', *model), helper('n', *other))),
            );
            case.push_str(&format!(" WHEN {} THEN {model}", is_first.join(" AND ")));
        }
        if case.is_empty() { "-1".to_owned() } else { format!("CASE{case} ELSE -1 END") }
    }

    /// The columns of the result, with their expressions.
    pub(super) fn result(&self) -> [(&'static str, String); 9] {
        let done = |value: String| format!("CASE WHEN {DONE} = 1 THEN {value} END");
        let flag = |condition: &str| format!("CASE WHEN {condition} THEN TRUE ELSE FALSE END");
        let tie = if self.models() > 1 { format!("{MOST} = {SECOND}") } else { "1 = 0".to_owned() };
        let (entry, assumed) = match self.rules.default_entry {
            Some(_) => (self.entry_id(), done(flag(&format!("{ENTRY} < 0")))),
            // Without an entry, nothing was assumed.
            None => {
                (self.entry_id(), format!("CASE WHEN {DONE} = 1 AND {ENTRY} >= 0 THEN FALSE END"))
            }
        };
        let no_leader = self.dialect.literal(Kind::NoLeader.code());
        let error = format!(
            "CASE WHEN {WRONG} <> '' THEN SUBSTR({WRONG}, 3) WHEN {DONE} = 0 THEN {no_leader} END"
        );
        let values = [
            done(self.id_of(LEADER)),
            done(self.list(&self.hybrid_with())),
            done(flag(&tie)),
            done(format!("{MOST} - {SECOND}")),
            done(flag(&self.settled())),
            done(entry),
            assumed,
            done(self.list(&self.pipeline())),
            error,
        ];
        let mut values = values.into_iter();
        RESULT.map(|name| (name, values.next().expect("there is a value for each column")))
    }

    /// The id of the model whose place a column has.
    fn id_of(&self, column: &str) -> String {
        let branches: String = (self.rules.models.iter().enumerate())
            .map(|(i, model)| format!(" WHEN {i} THEN {}", self.dialect.literal(&model.id)))
            .collect();
        format!("CASE {column}{branches} END")
    }

    fn entry_id(&self) -> String {
        let starters = (self.rules.models.iter().enumerate()).filter(|(_, model)| model.has_entry);
        let mut branches: String = starters
            .map(|(i, model)| format!(" WHEN {i} THEN {}", self.dialect.literal(&model.id)))
            .collect();
        if let Some(model) = self.rules.default_entry {
            let id = self.dialect.literal(&self.rules.models[model].id);
            branches.push_str(&format!(" WHEN -1 THEN {id}"));
        }
        if branches.is_empty() {
            let text = self.dialect.text("NULL");
            return text;
        }
        format!("CASE {ENTRY}{branches} END")
    }

    /// Texts that are empty or begin with the separator, as one list.
    fn list(&self, parts: &[String]) -> String {
        if parts.is_empty() {
            "''".to_owned()
        } else {
            format!("SUBSTR({}, 2)", parts.join(" || "))
        }
    }

    /// The models besides the leader, strongest first.
    fn hybrid_with(&self) -> Vec<String> {
        (1..self.models())
            .map(|rank| {
                let branches: String = (self.rules.models.iter().enumerate())
                    .map(|(i, model)| {
                        let id = self.dialect.literal(&format!("{BETWEEN}{}", model.id));
                        let (rank_of, mixed) = (helper('n', i), helper('i', i));
                        format!(" WHEN {rank_of} = {rank} AND {mixed} = 1 THEN {id}")
                    })
                    .collect();
                format!("CASE{branches} ELSE '' END")
            })
            .collect()
    }

    /// Whether the leader stays whatever the answers to the unsure questions are.
    fn settled(&self) -> String {
        let leaders: String = (0..self.models())
            .map(|leader| {
                let rivals = (0..self.models()).filter(|rival| *rival != leader);
                let kept: Vec<String> = rivals.map(|rival| self.keeps(leader, rival)).collect();
                let kept = if kept.is_empty() { "1 = 1".to_owned() } else { kept.join(" AND ") };
                format!(" WHEN {leader} THEN CASE WHEN {kept} THEN 1 ELSE 0 END")
            })
            .collect();
        format!("CASE {LEADER}{leaders} END = 1")
    }

    /// Whether a leader keeps its lead over a rival.
    fn keeps(&self, leader: usize, rival: usize) -> String {
        let mut lead = format!("{} - {}", helper('p', leader), helper('p', rival));
        for (i, question) in self.rules.questions.iter().enumerate() {
            let least = question.least_lead[leader][rival];
            let (sign, size) = if least < 0 { ('-', -least) } else { ('+', least) };
            if least != 0 {
                lead.push_str(&format!(" {sign} {size} * {}", helper('v', i)));
            }
        }
        let enough = if leader < rival { ">= 0" } else { "> 0" };
        format!("{lead} {enough}")
    }

    /// The stages, in their order.
    fn pipeline(&self) -> Vec<String> {
        let mut stages = Vec::new();
        for stage in &self.rules.stages {
            let id = self.dialect.literal(&format!("{BETWEEN}{}", stage.id));
            if stage.reasons.contains(&StageReason::Always) {
                stages.push(id);
                continue;
            }
            let holds: Vec<String> =
                stage.reasons.iter().map(|reason| self.holds(*reason)).collect();
            if !holds.is_empty() {
                stages.push(format!("CASE WHEN {} THEN {id} ELSE '' END", holds.join(" OR ")));
            }
        }
        stages
    }

    fn holds(&self, reason: StageReason) -> String {
        match reason {
            StageReason::Always => "1 = 1".to_owned(),
            StageReason::Entry { model } if self.rules.default_entry == Some(model) => {
                is_one_of_signed(ENTRY, &[model.to_string(), "-1".to_owned()])
            }
            StageReason::Entry { model } => format!("{ENTRY} = {model}"),
            StageReason::Model { model } => format!("{} = 1", helper('i', model)),
            StageReason::Answer { question, option } => {
                format!("{} = {option}", helper('a', question))
            }
        }
    }
}

/// What is wrong with the cells of a row, each after a semicolon and a blank.
const WRONG: &str = "wrong_";
const LEADER: &str = "leader_";
/// The points of the leader, and those of the runner-up, or 0.
const MOST: &str = "most_";
const SECOND: &str = "second_";
const ENTRY: &str = "entry_";
/// 1 if there is a diagnosis.
const DONE: &str = "done_";

fn is_one_of(column: &str, places: &[usize]) -> String {
    let places: Vec<String> = places.iter().map(usize::to_string).collect();
    is_one_of_signed(column, &places)
}

fn is_one_of_signed(column: &str, values: &[String]) -> String {
    match values {
        [one] => format!("{column} = {one}"),
        several => format!("{column} IN ({})", several.join(", ")),
    }
}
