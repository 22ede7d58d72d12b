//! The beginning of the input: how it is written, and which columns it has.

use std::collections::HashSet;

use super::{Error, Format, Options, Wanted};
use crate::questionnaire::Questionnaire;
use crate::rows::csv::Dialect;
use crate::rows::{self, Head, Open};
use crate::wording;

/// What the beginning of the input shows.
pub(super) struct Begun {
    /// The header of CSV.
    pub(super) head: Option<Head>,
    /// The columns, or the keys of the first lines.
    pub(super) names: Vec<String>,
}

impl Begun {
    /// Looks at the beginning of a source, and leaves what stands behind it.
    ///
    /// # Errors
    ///
    /// It cannot be read, or is not what it should be.
    pub(super) fn of(
        open: &mut Open,
        questionnaire: &Questionnaire,
        options: &Options,
    ) -> Result<Self, Error> {
        let wanted = wanted(questionnaire, options);
        match options.input {
            Format::Csv => {
                let ours = |name: &&String| wanted.contains(&name.trim().to_lowercase());
                let judge = |names: &[String]| Some(names.iter().filter(ours).count());
                let head = Head::first(open, options.delimiter, &judge)?;
                let names = head.names.clone();
                Ok(Begun { head: Some(head), names })
            }
            Format::JsonLines => jsonl(open, &wanted, options.output),
        }
    }

    /// A further source must have the columns of the first.
    ///
    /// # Errors
    ///
    /// It has others, or cannot be read.
    pub(super) fn refuse_another(&self, open: &mut Open) -> Result<(), rows::Error> {
        let Some(first) = &self.head else {
            open.skip_mark();
            return Ok(());
        };
        // What the first file shows holds for all.
        let names = Head::first(open, Some(first.dialect.delimiter), &|_| Some(0))?.names;
        let differs = |place: &usize| names.get(*place) != self.names.get(*place);
        let Some(place) = (0..names.len().max(self.names.len())).find(differs) else {
            return Ok(());
        };
        let cell = |names: &[String]| match names.get(place) {
            Some(name) => wording::quote(name),
            None => "nothing".to_owned(),
        };
        let message = format!(
            "the header of {} is not that of the first file: column {} is {}, and there it is {}",
            open.name,
            place + 1,
            cell(&names),
            cell(&self.names)
        );
        Err(rows::Error::input(message, "Diagnose files with other columns by themselves."))
    }

    /// How CSV is written: as the input is, or as we write it.
    pub(super) fn dialect(&self) -> Dialect {
        self.head.as_ref().map_or(Dialect::OURS, |head| head.dialect)
    }

    /// What the rows are.
    pub(super) fn format(&self) -> rows::Format {
        match &self.head {
            Some(head) => rows::Format::Csv(head.dialect),
            None => rows::Format::JsonLines,
        }
    }

    /// What to do about columns that look like another format.
    pub(super) fn hint_of_format(&self) -> Option<String> {
        let first = self.names.first()?.trim_start();
        let looks_like_json = first.starts_with('{') && self.head.is_some();
        looks_like_json.then(|| {
            format!("{} looks like JSON Lines: use --input-format jsonl.", wording::quote(first))
        })
    }
}

/// The names that the columns have that are looked for.
fn wanted(questionnaire: &Questionnaire, options: &Options) -> HashSet<String> {
    let ids = questionnaire.questions().iter().map(|question| question.id.to_string());
    let named = options.columns.iter().map(|(_, name)| name.trim().to_lowercase());
    let by = options.by.iter().map(|name| name.trim().to_lowercase());
    ids.chain(named).chain(by).filter(|name| !name.is_empty()).collect()
}

/// Learns the keys of the first lines, in the order in which they come.
fn jsonl(open: &mut Open, wanted: &HashSet<String>, output: Wanted) -> Result<Begun, Error> {
    open.skip_mark();
    // Columns must all be known; for the rest, ours are enough.
    let all = output == Wanted::Rows(Format::Csv);
    let enough = |seen: &HashSet<String>| {
        let lower: HashSet<String> = seen.iter().map(|name| name.to_lowercase()).collect();
        !all && wanted.is_subset(&lower)
    };
    let names = rows::first_keys(open, &enough)?;
    if names.is_empty() && open.first_byte().is_some_and(|byte| byte != b'{') {
        let message = format!("{} does not begin with a JSON object", open.name);
        let hint = "JSON Lines has one object a line. Use --input-format csv for CSV; a JSON list \
                    becomes lines with jq -c '.[]'.";
        return Err(Error::input(message).hint(hint));
    }
    Ok(Begun { head: None, names })
}
