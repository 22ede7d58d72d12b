//! The flags that fix what the library finds wrong: it names no flag itself.

use salesmodel::problem::{Advice, Problem, Remedy};

use crate::command_line::shell_word;

/// A problem in the words for somebody who types commands.
pub(crate) fn worded(mut problem: Problem) -> Problem {
    let Some(remedy) = &problem.remedy else { return problem };
    if let Remedy::AnswerById(id) = remedy {
        problem.what = format!("--{id} is already a flag");
    }
    problem.hint = Some(hint(remedy));
    problem
}

/// What somebody who types commands does to fix something.
fn hint(remedy: &Remedy) -> String {
    match remedy {
        Remedy::AskIt => "Ask its questions with --questionnaire, and give answers with --from.",
        Remedy::TakeItsQuestionnaire => "Name theirs with --questionnaire.",
        Remedy::TakeOriginal => {
            "Name the file of its original, and choose this language with --lang."
        }
        Remedy::AnswerById(id) => {
            return format!("Answer the question with --answer {id}=..., or give it another id.");
        }
        Remedy::Prefix => "Give ours a prefix, for example --prefix new_.",
        Remedy::OtherColumn(id) => {
            return format!("Name another column for one of them, or none with --column {id}=.");
        }
        Remedy::NameColumns(columns) => return name_columns(columns),
        Remedy::NameColumn(meant) => {
            let column = shell_word(&meant.column);
            return format!("Say which one it is: --column {}={column}", meant.name);
        }
        Remedy::SetDelimiter('\t') => "add --delimiter tab",
        Remedy::SetDelimiter(delimiter) => {
            // A mark by itself is easily overlooked, so it has quotes where it needs none.
            let word = shell_word(&delimiter.to_string());
            let quotes = if word.chars().count() == 1 { "'" } else { "" };
            return format!("add --delimiter {quotes}{word}{quotes}");
        }
        Remedy::ReadAsCsv => {
            "Use --input-format csv for CSV; a JSON list becomes lines with jq -c '.[]'."
        }
        Remedy::ReadAsJsonLines => {
            "JSON Lines is read with --input-format jsonl; a JSON list becomes lines with \
             jq -c '.[]'."
        }
        Remedy::NameEncoding(name) => return format!("--encoding {name}."),
        other => return other.to_string(),
    }
    .to_owned()
}

/// Advice in the words for somebody who types commands.
pub(crate) fn advice(advice: &Advice) -> String {
    advice.words.clone() + &advice.remedy.as_ref().map_or(String::new(), hint)
}

/// The flags that name the columns of some questions.
fn name_columns(columns: &[(String, Option<String>)]) -> String {
    let flags = columns.iter().map(|(id, column)| {
        let name = column.as_deref().map_or("NAME".to_owned(), shell_word);
        format!("--column {id}={name}")
    });
    let flags: Vec<String> = flags.collect();
    let first = columns.first().map_or("", |(id, _)| id);
    format!(
        "Name them: {}. Without a name (--column {first}=) it counts as unsure in every row.",
        flags.join(" ")
    )
}
