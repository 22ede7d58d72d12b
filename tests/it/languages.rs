//! Languages: every message exists in each of them, a translation changes words and nothing
//! else, and the right one is chosen.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use salesmodel::diagnosis;
use salesmodel::questionnaire::{BUILTINS, Builtin};
use salesmodel::words::{self, LANGUAGES, STANDARD};
use serde_json::Value;

use crate::support::{
    Run, answers, command, failure, finish, folder, rendered, run, run_in, run_with_input, space,
    with,
};

/// The messages of a file of words, each with the values that it is filled in with.
fn messages(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let resource = fluent_syntax::parser::parse(source).expect("the words are Fluent");
    let mut messages = BTreeMap::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else { continue };
        let mut variables = BTreeSet::new();
        let pattern = message.value.expect("every message says something");
        collect(&pattern, &mut variables);
        let name = message.id.name.to_owned();
        assert!(messages.insert(name, variables).is_none(), "{} twice", message.id.name);
    }
    messages
}

fn collect(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => collect_inline(inline, variables),
            Expression::Select { selector, variants } => {
                collect_inline(selector, variables);
                for variant in variants {
                    collect(&variant.value, variables);
                }
            }
        }
    }
}

fn collect_inline(inline: &InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    if let InlineExpression::VariableReference { id } = inline {
        variables.insert(id.name.to_owned());
    }
}

#[test]
fn every_language_says_the_same_messages() {
    let english = messages(words::Words::for_language(STANDARD).source);
    let tags: Vec<&str> = LANGUAGES.iter().map(|words| words.tag).collect();
    assert!(tags.contains(&STANDARD) && tags.len() > 1, "{tags:?}");
    for language in LANGUAGES {
        assert_eq!(messages(language.source), english, "{}", language.tag);
    }
}

/// A message that is never used, and one that is used and does not exist, are mistakes.
#[test]
fn every_message_is_said() {
    let mut code = String::new();
    read_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut code);
    for message in messages(words::Words::for_language(STANDARD).source).keys() {
        assert!(code.contains(&format!("\"{message}\"")), "nothing says {message}");
    }
}

fn read_all(folder: &Path, code: &mut String) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            read_all(&path, code);
        } else {
            code.push_str(&fs::read_to_string(&path).expect("the code is text"));
        }
    }
}

/// Each built-in has words in every language that the tool speaks, with nothing
/// missing and nothing out of date.
#[test]
fn every_questionnaire_is_whole_in_every_language() {
    for built in BUILTINS {
        let original = built.questionnaire();
        for language in LANGUAGES.iter().filter(|language| language.tag != original.lang()) {
            let translation = (built.translations.iter())
                .find(|translation| translation.lang == language.tag)
                .unwrap_or_else(|| panic!("{} has no words in {}", built.name, language.tag));
            let translated = original
                .translate("translation", translation.source)
                .unwrap_or_else(|problems| panic!("{problems}"));
            assert_eq!(translated.gaps, [], "{} in {}", built.name, language.tag);
            let prepared = built.in_language(language.tag).expect("it was found above");
            assert_eq!(format!("{prepared:?}"), format!("{:?}", translated.questionnaire));
        }
    }
}

/// In another language, the words of a result are different, and the rest is the same.
#[test]
fn a_language_changes_words_and_nothing_else() {
    for built in BUILTINS {
        let original = built.questionnaire();
        for translation in built.translations {
            let translated = built.in_language(translation.lang).expect("it is there");
            for given in space(&original) {
                let Ok(written) = diagnosis::score(answers(&original, &given)) else { continue };
                let carried = written.answers.in_words_of(&translated);
                let carried = diagnosis::score(carried).expect("other words change no score");
                let read = |diagnosis| -> Value {
                    serde_json::from_str(&rendered(diagnosis, "json", 80)).expect("it is JSON")
                };
                let (mut written, mut carried) = (read(&written), read(&carried));
                assert_eq!(carried["lang"], translation.lang);
                assert_ne!(written["model"]["summary"], carried["model"]["summary"]);
                take_words(&mut written);
                take_words(&mut carried);
                assert_eq!(written, carried, "{given:?}");
            }
        }
    }
}

fn take_words(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for key in ["lang", "name", "summary", "roles", "metrics", "pitfalls", "first_steps"] {
                map.remove(key);
            }
            for key in ["goal", "exit", "text", "owner", "label", "help"] {
                map.remove(key);
            }
            map.values_mut().for_each(take_words);
        }
        Value::Array(items) => items.iter_mut().for_each(take_words),
        _ => {}
    }
}

/// No report in another language has an English word of the tool left in it, for any
/// combination of answers.
#[test]
fn no_english_is_left_in_a_report() {
    let english = ["in the lead", "in the mix", "half and half", "Why", "Pipeline to", "First s"];
    let english = english.iter().chain(&["because", "Answer", "unsure", "Your", "leading"]);
    for words in LANGUAGES.iter().filter(|words| words.tag != "en") {
        let builtin = Builtin::named("b2b").expect("it is built in");
        let other = builtin.in_language(words.tag).expect("it is translated");
        for given in space(&other) {
            let Ok(diagnosis) = diagnosis::score(answers(&other, &given)) else { continue };
            for width in [40, 80] {
                let report = rendered(&diagnosis, "text", width);
                for word in english.clone() {
                    assert!(!report.contains(word), "{}, {given:?}: {word}\n{report}", words.tag);
                }
                assert!(report.lines().all(|line| line.chars().count() <= width), "{report}");
            }
        }
    }
}

fn with_locale(variables: &[(&str, &str)], args: &[&str]) -> Run {
    finish(command().env_remove("LC_ALL").envs(variables.iter().copied()).args(args), "")
}

#[test]
fn the_language_is_the_one_asked_for_else_that_of_the_system() {
    let dutch = "Je antwoorden (";
    let english = "Your answers (";
    for (variables, more, expected) in [
        (&[("LANG", "nl_NL.UTF-8")][..], &[][..], dutch),
        (&[("LANG", "nl_BE")], &[], dutch),
        (&[("LANG", "fr_FR.UTF-8")], &[], english),
        (&[], &[], english),
        (&[("LC_ALL", "C"), ("LANG", "nl_NL.UTF-8")], &[], english),
        (&[("LC_ALL", "nl_NL"), ("LC_MESSAGES", "en_US"), ("LANG", "en_US")], &[], dutch),
        (&[("LC_MESSAGES", "nl_NL"), ("LANG", "en_US")], &[], dutch),
        (&[("LC_MESSAGES", ""), ("LANG", "nl_NL")], &[], dutch),
        (&[("LANG", "en_US.UTF-8")], &["--lang", "nl"], dutch),
        (&[("LANG", "nl_NL.UTF-8")], &["-l", "en"], english),
        (&[("LANG", "nl_NL.UTF-8")], &["--lang=en-GB"], english),
        (&[("LANG", "no such thing")], &[], english),
    ] {
        let run = with_locale(variables, &with(more));
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{variables:?}");
        assert!(run.stdout.starts_with(expected), "{variables:?} {more:?}: {}", run.stdout);
    }
}

#[test]
fn programs_read_english_unless_they_ask() {
    let plain = run(&with(&["-f", "json"]));
    let locale = with_locale(&[("LANG", "nl_NL.UTF-8")], &with(&["-f", "json"]));
    assert_eq!(plain.stdout, locale.stdout);
    for args in [&["models", "-f", "json"][..], &["schema", "answers"]] {
        let dutch = with_locale(&[("LANG", "nl_NL.UTF-8")], args);
        assert_eq!(dutch.stdout, run(args).stdout, "{args:?}");
    }
    let models = with_locale(&[("LANG", "nl_NL.UTF-8")], &["models"]);
    assert!(models.stdout.contains("Relatiegerichte verkoop."), "{}", models.stdout);
    let asked: Value = serde_json::from_str(&run(&with(&["-f", "json", "-l", "nl"])).stdout)
        .expect("one JSON document");
    assert_eq!(asked["lang"], "nl");
    assert_eq!(asked["pipeline"][0]["name"], "Prospects zoeken");
    let repeat = asked["command"].as_str().expect("it can be repeated");
    assert!(repeat.starts_with("salesmodel -l nl --leads outbound"), "{repeat}");
    // A result that is saved along with a Dutch report is still for programs.
    let folder = folder();
    let saved = folder.path().join("saved.json");
    let path = saved.to_str().expect("a temporary path is UTF-8");
    let run = with_locale(&[("LANG", "nl_NL.UTF-8")], &with(&["--save", path]));
    assert!(run.stdout.contains("Bij jou staat Teamverkoop"), "{}", run.stdout);
    assert_eq!(fs::read_to_string(&saved).expect("it was saved"), plain.stdout);
}

/// The name of a subcommand does not count as one if a flag takes it as its value.
#[test]
fn a_company_may_be_called_like_a_subcommand() {
    let run = run(&[&["--company", "questions"], &with(&["-l", "nl"])[..]].concat());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.contains("Bij questions staat Teamverkoop"), "{}", run.stdout);
}

#[test]
fn a_language_that_is_not_there_is_an_error() {
    let run = run(&with(&["--lang", "fr"]));
    let message = failure(&run, 2);
    assert_eq!(message, "error: --lang: b2b has no words in \"fr\"\nIt has words in en and nl.\n");
    for lang in ["", "--lang", "\u{1b}[31m"] {
        assert_eq!(crate::support::run(&with(&["--lang", lang])).code, 2, "{lang:?}");
    }
}

/// The quiz by lines speaks the language, and takes its yes and no.
#[test]
fn the_plain_quiz_speaks_dutch() {
    let quiz = run_with_input(&["--plain", "-l", "nl"], "zz\n");
    assert_eq!(quiz.code, 2);
    assert!(
        quiz.stderr.contains("\"zz\" is geen antwoord op deze vraag. Geef een nummer"),
        "{}",
        quiz.stderr
    );
    let quiz = run_with_input(&["--plain", "-l", "nl"], "b\nj\n");
    assert_eq!((quiz.code, quiz.stdout.as_str()), (130, ""), "{}", quiz.stderr);
    assert!(quiz.stderr.contains("Stoppen zonder resultaat? j of n: "), "{}", quiz.stderr);
}

/// Numbers have the decimal sign of the language where people read them, and a point
/// where programs do.
#[test]
fn numbers_are_written_as_the_language_writes_them() {
    let folder = folder();
    let answers = |name: &str, revenue: &str| {
        let text = format!("leads: inbound\nrevenue: {revenue}\nsellers: one\ncontacts: 2.5\n");
        fs::write(folder.path().join(name), text).expect("there is room");
    };
    answers("ann.yaml", "45.89%");
    answers("bob.yaml", "12,5%");
    answers("cas.yaml", "70.25%");
    let said = |args: &[&str]| {
        let run = run_in(folder.path(), args);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{args:?}");
        run.stdout
    };
    let people = ["compare", "ann.yaml", "bob.yaml", "cas.yaml"];
    for (lang, number, other) in [("en", "45.89%", "45,89%"), ("nl", "45,89%", "45.89%")] {
        for args in [&["--from", "ann.yaml", "-f", "text"][..], &people[..3], &people] {
            let text = said(&[args, &["-l", lang]].concat());
            assert!(text.contains(number) && !text.contains(other), "{args:?} {lang}: {text}");
        }
        let deals = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/measure/hubspot/deals.csv");
        let deals = deals.to_str().expect("it is UTF-8");
        let measured = said(&["measure", deals, "-l", lang]);
        let (share, amount) = match lang {
            "en" => ("56.58%", "1,037,559"),
            _ => ("56,58%", "1.037.559"),
        };
        assert!(measured.contains(share) && measured.contains(amount), "{measured}");
        let result = said(&["--from", "ann.yaml", "-l", lang, "-f", "json"]);
        let result: Value = serde_json::from_str(&result).expect("it is JSON");
        assert_eq!(result["values"]["revenue"], 45.89);
    }
}
