//! All tests that look at salesmodel from outside, in one binary: it links once.
//!
//! From wide and pure to narrow: `space` (every combination of answers against
//! the rules of the `oracle`), `companies` (with what a head of sales expects of
//! them), `knowledge` (the questionnaire files), `problems` (a message for
//! each kind), `answers`, `scoring`, `interview`, `outputs` (the report and the
//! JSON), `documents` (pages and pictures, read back), `comparison`
//! (two results side by side), `crm` (pipelines for CRMs),
//! `mapping` (what values mean), `measure` (answers from exports),
//! `batch` (rows of CSV and JSON Lines), `bounds` (just enough, and just too little), `command` (streams and exit codes), `files` (what it reads and writes),
//! `fuzzed` (what is fuzzed, on its corpus), `properties` (what holds of any questionnaire),
//! `faults` and `malice` (the real process where something fails or means harm),
//! `languages` (words and translations), `authors` (writing questionnaires), `plain` (the quiz by lines), `transcripts`
//! (the help, the README and `docs`) and
//! `terminal` (the quiz in a real pseudo-terminal).

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
