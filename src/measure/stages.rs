//! How far a deal is: won, lost or open, by the words of its export.

use std::collections::{HashMap, HashSet};

use super::choices::Choices;
use super::export_row::ExportRow;
use super::known::Vocabulary;
use super::role::Role;
use crate::fold::fold;

/// How far a deal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DealStatus {
    Won,
    Lost,
    Open,
}

/// The words for stages that were met.
#[derive(Debug, Default)]
pub(super) struct Stages {
    by_word: HashMap<String, StageMeaning>,
}

/// What a word for a stage means.
#[derive(Clone, Debug)]
struct StageMeaning {
    /// How often it was met.
    count: usize,
    /// `None` if nobody knows.
    status: Option<DealStatus>,
    /// Whether [`Choices::won`] or [`Choices::lost`] has it.
    is_chosen: bool,
}

/// The most different words that are remembered.
const MOST_STAGES: usize = 2_000;

impl Stages {
    /// How far the deal of a row is, and whether its columns contradict each other in that.
    pub(super) fn status(&mut self, row: &ExportRow<'_>, choices: &Choices) -> (DealStatus, bool) {
        use DealStatus::{Lost, Open, Won};
        let has = |role: Role| row.layout.column(role).is_some();
        let (stage, is_chosen) = self.stage(row, choices);
        if has(Role::Won) {
            let won = row.truth(Role::Won);
            return match (won, stage) {
                (_, Some(status)) if is_chosen => (status, false),
                (Some(true), Some(Lost)) => (Won, true),
                (Some(true), _) => (Won, false),
                (Some(false), Some(Won)) => (Won, true),
                (None, Some(status)) => (status, false),
                (_, Some(Lost)) => (Lost, false),
                _ if row.truth(Role::Closed) == Some(true) && won == Some(false) => (Lost, false),
                _ => (Open, false),
            };
        }
        // Odoo's stages say no more than won: a lost deal is one that is not active.
        let is_odoo = has(Role::Active) && has(Role::Probability);
        let is_active = row.truth(Role::Active) != Some(false);
        match stage {
            Some(Won) if is_odoo && !is_active => return (Won, true),
            Some(status) => return (status, false),
            None if has(Role::Stage) && !is_odoo => return (Open, false),
            None => {}
        }
        let probability = row.cell(Role::Probability).trim_end_matches('%').trim();
        match (probability.parse() == Ok(100.0_f64), is_active) {
            (true, true) => (Won, false),
            (_, false) => (Lost, false),
            (false, true) => (Open, false),
        }
    }

    /// What the word for the stage of a row means, and whether somebody chose that.
    fn stage(&mut self, row: &ExportRow<'_>, choices: &Choices) -> (Option<DealStatus>, bool) {
        let text = row.cell(Role::Stage);
        let Some(column) = row.layout.column(Role::Stage).filter(|_| !text.is_empty()) else {
            return (None, false);
        };
        if let Some(stage) = self.by_word.get_mut(text) {
            stage.count += 1;
            return (stage.status, stage.is_chosen);
        }
        let folded = fold(text);
        let words = Vocabulary::get();
        let is = |list: &[String]| list.contains(&folded);
        let chosen = |list: &[String]| list.iter().any(|value| fold(value) == folded);
        let (status, is_chosen) = if chosen(&choices.won) {
            (Some(DealStatus::Won), true)
        } else if chosen(&choices.lost) {
            (Some(DealStatus::Lost), true)
        } else if is(&words.won) || (column.given && is(&words.yes)) {
            (Some(DealStatus::Won), false)
        } else if is(&words.lost) {
            (Some(DealStatus::Lost), false)
        } else if is(&words.open) || (column.given && is(&words.no)) {
            (Some(DealStatus::Open), false)
        } else {
            (None, false)
        };
        if self.by_word.len() < MOST_STAGES {
            self.by_word.insert(text.to_owned(), StageMeaning { count: 1, status, is_chosen });
        }
        (status, is_chosen)
    }

    /// Whether nobody knows what one of the words means.
    pub(super) fn has_unknown(&self) -> bool {
        self.by_word.values().any(|stage| stage.status.is_none())
    }

    /// The words whose meaning is wanted, the commonest first.
    pub(super) fn words(
        &self,
        wanted: impl Fn(Option<DealStatus>) -> bool,
    ) -> Vec<(String, usize)> {
        let wanted = self.by_word.iter().filter(|(_, stage)| wanted(stage.status));
        let mut words: Vec<(String, usize)> =
            wanted.map(|(word, stage)| (word.clone(), stage.count)).collect();
        words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        words
    }

    /// The words for won and lost that were chosen and that no deal has.
    pub(super) fn absent(&self, choices: &Choices) -> Vec<String> {
        let met: HashSet<String> = self.by_word.keys().map(|word| fold(word)).collect();
        // With more words than are remembered, it cannot be told.
        let all_known = self.by_word.len() < MOST_STAGES;
        let chosen = choices.won.iter().chain(&choices.lost);
        chosen.filter(|word| all_known && !met.contains(&fold(word))).cloned().collect()
    }
}
