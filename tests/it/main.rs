//! All tests that look at salesmodel from outside, in one binary: it links once.
//!
//! From wide and pure to narrow: `space` (every combination of answers against
//! the rules), `knowledge` (the questionnaire files), `problems` (a message for
//! each kind), `answers`, `scoring`, `interview`, `outputs` (the report and the
//! JSON), `command` (streams and exit codes), `transcripts` (the help and the
//! README) and `terminal` (a real pseudo-terminal).

mod answers;
mod command;
mod interview;
mod knowledge;
mod outputs;
mod problems;
mod scoring;
mod space;
mod support;
mod terminal;
mod transcripts;
