//! All tests that look at salesmodel from outside, in one binary: it links once.
//!
//! From wide and pure to narrow: `space` (every combination of answers against
//! the rules), `knowledge` (the questionnaire files), `problems` (a message for
//! each kind), `answers`, `scoring`, `interview`, `outputs` (the report and the
//! JSON), `command` (streams and exit codes), `files` (what it reads and writes),
//! `batch` (rows of CSV and JSON Lines), `plain` (the quiz by lines), `transcripts` (the help and the README) and
//! `terminal` (the quiz in a real pseudo-terminal).

mod answers;
mod batch;
mod command;
mod files;
mod interview;
mod knowledge;
mod outputs;
mod plain;
mod problems;
mod scoring;
mod space;
mod support;
mod terminal;
mod transcripts;
