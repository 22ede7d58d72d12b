//! All tests that look at salesmodel from outside, in one binary: it links once.
//!
//! | module | looks at |
//! |---|---|
//! | what is known and how it is scored | |
//! | `knowledge` | the questionnaires that are built in |
//! | `companies` | companies with what a head of sales expects of each |
//! | `space` | every combination of answers to the built-ins, against the rules of the `oracle` |
//! | `scoring` | questionnaires that nobody wrote by hand (`drawn`), scored the slow way |
//! | `rules` | the table of rules, applied by another reader |
//! | `properties`, `bounds` | what holds of any questionnaire; just enough, and just too little |
//! | `space_exploration`, `space_large`, `balance` | all answers together (`salesmodel::space`), and what is said of them |
//! | what people write | |
//! | `answers`, `saved`, `mapping` | answers as words, numbers and files |
//! | `problems` | a message for each kind of problem |
//! | `authors` | `salesmodel questions`: writing, translating and checking questionnaires |
//! | `rows` | CSV and JSON Lines as rows |
//! | `batch` | rows with their diagnosis |
//! | `measure` | exports of CRMs |
//! | `corpus` | files that people and programs get wrong |
//! | what is written | |
//! | `outputs`, `documents` | the report and the JSON; pages and pictures, read back |
//! | `comparison` | results side by side, and several people |
//! | `crm`, `form`, `sql`, `schemas` | each read back by another reader, or run |
//! | `languages` | words and translations |
//! | the command | |
//! | `interview`, `plain`, `terminal` | the quiz: its steps, by lines, on a real screen |
//! | `command`, `files` | streams and exit codes; what is read and written |
//! | `fuzzed` | the inputs that fuzzing found |
//! | `faults` | what fails or is missing: disks, pipes, threads, the environment |
//! | `malice` | texts that mean harm, wherever they enter |
//! | `promises` | the pages that promise something name what is there |
//! | `completion`, `manual` | what a shell proposes; the manual page |
//! | `transcripts`, `readme` | the help, the README and `docs` |
//!
//! `support` is what several of them need.

mod answers;
mod authors;
mod balance;
mod batch;
mod bounds;
mod command;
mod companies;
mod comparison;
mod completion;
mod corpus;
mod crm;
mod documents;
mod drawn;
mod faults;
mod files;
mod form;
mod fuzzed;
mod interview;
mod knowledge;
mod languages;
mod malice;
mod manual;
mod mapping;
mod measure;
mod oracle;
mod outputs;
mod plain;
mod problems;
mod promises;
mod properties;
mod readme;
mod rows;
mod rules;
mod saved;
mod schemas;
mod scoring;
mod space;
mod space_exploration;
mod space_large;
mod sql;
mod support;
mod terminal;
mod transcripts;

/// The list above names every module, and only modules.
#[test]
fn the_list_of_modules_is_true() {
    let this = include_str!("main.rs");
    let mut modules: Vec<&str> =
        this.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';')).collect();
    let list = this.lines().filter(|line| line.starts_with("//!"));
    let mut listed: Vec<&str> = list.flat_map(|line| line.split('`').skip(1).step_by(2)).collect();
    listed.retain(|name| !name.contains([':', ' ']) && *name != "docs");
    modules.sort_unstable();
    listed.sort_unstable();
    assert_eq!(listed, modules);
}
