//! The flags that fix what the library finds wrong: it names no flag itself.

use salesmodel::problem::{Problem, Remedy};

/// A problem as somebody who types commands is told it.
pub(crate) fn worded(mut problem: Problem) -> Problem {
    let Some(remedy) = &problem.remedy else { return problem };
    let hint = match remedy {
        Remedy::AskIt => "Ask its questions with --questionnaire, and give answers with --from.",
        Remedy::TakeItsQuestionnaire => "Name theirs with --questionnaire.",
        Remedy::TakeOriginal => {
            "Name the file of its original, and choose this language with --lang."
        }
        Remedy::AnswerById(id) => {
            let hint =
                format!("Answer the question with --answer {id}=..., or give it another id.");
            problem.what = format!("--{id} is already a flag");
            problem.hint = Some(hint);
            return problem;
        }
        _ => return problem,
    };
    problem.hint = Some(hint.to_owned());
    problem
}

/// What to do about an error, as somebody who types commands is told it: with the flag in
/// the place of the words of the remedy, with which the hint ends.
pub(crate) fn hint(hint: &str, remedy: Option<&Remedy>) -> String {
    let flags = remedy.and_then(|remedy| Some((hint.strip_suffix(&remedy.to_string())?, remedy)));
    let flags = flags.and_then(|(before, remedy)| Some(format!("{before}{}", flag(remedy)?)));
    flags.unwrap_or_else(|| hint.to_owned())
}

/// The flag that fixes something in rows, in a sentence.
fn flag(remedy: &Remedy) -> Option<String> {
    Some(match remedy {
        Remedy::NameColumns(columns) => {
            let flags = columns.iter().map(|(id, column)| {
                let name = column.as_deref().map_or("NAME".to_owned(), for_shell);
                format!("--column {id}={name}")
            });
            let flags: Vec<String> = flags.collect();
            let (first, _) = columns.first()?;
            format!(
                "Name them: {}. Without a name (--column {first}=) every row counts as unsure of \
                 it.",
                flags.join(" ")
            )
        }
        Remedy::NameAnotherColumn(id) => {
            format!("Name another column for one of them, or none with --column {id}=.")
        }
        Remedy::NameColumn(meant) => {
            format!("Say which one it is: --column {}={}", meant.name, for_shell(&meant.column))
        }
        Remedy::PrefixAddedColumns => "Give ours a prefix, for example --prefix new_.".to_owned(),
        Remedy::SetDelimiter('\t') => "add --delimiter tab".to_owned(),
        Remedy::SetDelimiter(delimiter) => format!("add --delimiter '{delimiter}'"),
        Remedy::ReadAsCsv => {
            "Use --input-format csv for CSV; a JSON list becomes lines with jq -c '.[]'.".to_owned()
        }
        Remedy::ReadAsJsonLines => "JSON Lines is read with --input-format jsonl; a JSON list \
                                    becomes lines with jq -c '.[]'."
            .to_owned(),
        Remedy::NameEncoding(name) => format!("--encoding {name}."),
        _ => return None,
    })
}

/// A name as a shell takes it.
fn for_shell(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    if plain { name.to_owned() } else { format!("'{}'", name.replace('\'', "'\\''")) }
}
