//! salesmodel tells a company which sales model describes it, and which pipeline
//! stages to start with.
//!
//! A questionnaire asks, people answer, the answers are scored, and what comes out can
//! be written in many formats:
//!
//! ```
//! use std::error::Error;
//!
//! use salesmodel::answers::Draft;
//! use salesmodel::date::Date;
//! use salesmodel::diagnosis;
//! use salesmodel::questionnaire::Builtin;
//! use salesmodel::render::Report;
//!
//! fn main() -> Result<(), Box<dyn Error>> {
//!     let questionnaire = Builtin::standard().questionnaire();
//!     let mut draft = Draft::new(&questionnaire);
//!     let answers = ["outbound", "30%", "every-deal", "2"];
//!     for (question, answer) in questionnaire.questions().iter().zip(answers) {
//!         draft.give(question.read(answer)?);
//!     }
//!     let diagnosis = diagnosis::score(draft.complete()?)?;
//!     assert_eq!(diagnosis.leader().model.name, "Team selling");
//!     assert_eq!(diagnosis.pipeline[0].stage.name, "Prospect");
//!
//!     let today = Date::new(2026, 11, 26).expect("November has thirty days");
//!     let json = Report::new(&diagnosis, today).to_json();
//!     assert!(json.starts_with("{\n  \"version\": 1,"));
//!     Ok(())
//! }
//! ```
//!
//! Most programs need no more than [`questionnaire`], [`answers`], [`diagnosis`] and
//! [`render`]. [`batch`] does the same for the rows of a file, [`sql`] for those of a
//! database, [`interview`] for a person who is asked one question after another, and
//! [`measure`] finds the answers in an export of a CRM.
//!
//! Errors own what they say, so that `?` takes them anywhere. They name no flag of the
//! command: where a program can offer a way to fix something, it finds a
//! [`Remedy`](problem::Remedy) or a [`Kind`](problem::Kind) to go by. Fields may be added
//! to what is marked `#[non_exhaustive]`. Implementations of the traits of `schemars` are
//! there for [`schema`] alone and may change with any version.
//!
//! # The map
//!
//! What is known about selling is data: the files in `questions/`, whose opening
//! comments explain the format. The code knows how to ask, score and show, and nothing
//! about any model.
//!
//! Data runs one way:
//!
//! ```text
//! questions/*.yaml -> document -> questionnaire::file -> check -> Questionnaire
//! NAME.nl.yaml + Questionnaire -> translation -> the same in other words
//! flags, saved answers, the quiz, rows -> Draft -> Answers
//! Questionnaire + Answers -> diagnosis::score -> Diagnosis -> render -> a writer
//! Diagnosis + Diagnosis -> Comparison -> render -> a writer
//! a CRM export + questions/measure -> rows -> measure -> Answers with evidence
//! a file of meanings + Questionnaire -> mapping -> what the words of rows and exports mean
//! diagnosis::Rules -> sql, the page that asks -> the same result elsewhere
//! Questionnaire -> space::explore -> Space -> checkup -> problems, for its author
//! ```
//!
//! Each module uses those above it in this list, and none below. Those without a link
//! are public for the command alone, and not part of what the library promises:
//!
//! | module | holds |
//! |---|---|
//! | `wording` | what messages are put together with: quoting, suggestions, lists |
//! | `fold` | one spelling for names that are written in many |
//! | [`words`] | the tool's own words in a quiz and a report, by language |
//! | [`date`] | days of the calendar |
//! | [`problem`] | what is wrong with somebody's input, where, and what to do |
//! | `document` | YAML and JSON as a tree that remembers its places |
//! | [`rows`] | CSV and JSON Lines as rows: bytes, encodings, headers; no questions |
//! | [`questionnaire`] | the checked questions, models and stages, and the built-ins |
//! | [`answers`] | what people answer, proven to belong to a questionnaire |
//! | [`mapping`] | what people say that the values of a column mean |
//! | [`measure`] | a CRM export as answers, each with its evidence |
//! | [`interview`] | the quiz as a state machine, without a terminal |
//! | [`pipeline`] | the stages of a diagnosis, composed, with their phases |
//! | [`diagnosis`] | scoring: who leads, the mix, why, and what would change it |
//! | [`comparison`] | two diagnoses side by side, and what several people answer beside what was measured |
//! | [`space`] | all answers to a questionnaire together: how often each model leads, what never happens |
//! | [`checkup`] | all that can be said about a questionnaire file to its author |
//! | [`sql`] | the scoring as a query, for answers in a database |
//! | [`render`] | the outputs, a small file each |
//! | [`batch`] | many rows from CSV and JSON Lines, each out again with its diagnosis |
//! | [`schema`] | JSON Schemas of what is read and written, from the types that do it |
//!
//! The command is in `src/bin/salesmodel`: `args` (the command line, a struct for each
//! command) and `scan` (what must be known before it is parsed), `settings` (the only
//! reader of the environment) and `clock` (the day), `commands` (a file each), `ask` and
//! `ask_plain` (the quiz on a screen and by lines), `alternate` (the screen that a quiz
//! takes), `interrupt` (a quiz that is left or suspended), `signals` (what ends the
//! program from outside), `source` (questionnaires and other texts), `output`,
//! `extension`, `wrote` and `stdout` (files), `command_line` (commands as people type
//! them), `shell` (the shells) and `complete` (what they propose), `failure` (how a message is
//! shown, and exit codes), `remedy` (the flags that fix what the library finds wrong). The library
//! knows nothing of any of that: it does not print, read the environment, or end the
//! program.
//!
//! # Where to add what
//!
//! What else goes with it (words in another language, a picture of a page, a line of
//! help), `cargo test` names. It does not name the prose and the tables of the README, of
//! `docs` and of `CHANGELOG.md`, the comments on the format in `questions/b2b.yaml` and
//! `questions/templates/new.yaml`, what the help says of the environment, and lists in
//! `.ci/browser/form.js` and `benches/batch`: a search for one of its kind finds those.
//! With `SNAPSHOTS=overwrite TRYCMD=overwrite`, the tests write what they expect anew.
//!
//! | to add | touch |
//! |---|---|
//! | a question, an option, its points, a model, a stage, a win probability, the threshold to lead (`lead_at`) or of the mix (`hybrid_at`) | the questionnaire file, and its words in other languages |
//! | a key of a questionnaire file | `src/questionnaire/file.rs`, its check in `src/questionnaire/check.rs` or that folder, and its type in `src/questionnaire.rs` or that folder; a text for people also `src/questionnaire/translation/slots.rs` |
//! | a built-in questionnaire | a new file in `questions/` |
//! | a language | `questions/words/TAG.ftl`, and `questions/NAME.TAG.yaml` for each built-in |
//! | a word or sentence of a quiz, a report or a page | `questions/words/en.ftl` and each other language |
//! | another wording of a message | where it arises: search `src` and `questions/words` for a part of it; why a kind of problem matters, `src/problem/kind.rs`; what helps, `src/problem/remedy.rs`, and as a flag `src/bin/salesmodel/remedy.rs` |
//! | a column name of a CRM export, a word of its values, a lead source | its line in `questions/measure` |
//! | a class of lead sources | [`measure::SourceClass`] in `src/measure/known.rs`, its sources in `questions/measure/sources.yaml`, `src/questionnaire/measure.rs`, and the options of that question; one where the seller makes the first contact also `src/measure/leads.rs` and `src/render/measure/sentences.rs` |
//! | a figure that is measured | its file in `src/measure`, `src/measure/finding.rs`, and what says it: `src/render/measure/sentences.rs`, `src/render/measure/json.rs`, and for an answers file `src/answers/measured.rs` and `src/render/measure/yaml.rs`; one of a whole export: `src/measure/book.rs` and `src/render/measure/text.rs` |
//! | a bound of what is measured | `src/measure/thresholds.rs` |
//! | a unit of numbers | `src/questionnaire/unit.rs`; one with a sign also `src/sql/number.rs` (which knows one sign, of one character), `src/rows/csv.rs` (where `+5` with another is a formula) and, for speed, `src/sql/cells.rs` |
//! | how a number is read | `src/answers/number.rs`, its pattern in `src/questionnaire/unit.rs`, and the same in `src/sql/number.rs` and `src/render/form/rules.js` |
//! | a rule of scoring or of the pipeline | `src/diagnosis/outcome.rs` or `src/pipeline.rs`, its sentence in `src/diagnosis/rules.rs`, the same in `src/sql/score.rs` and `src/render/form/rules.js`, and what it proves in `src/space/search.rs` |
//! | first steps and notes | `src/diagnosis/advice.rs`, and the same in `src/render/form/rules.js` |
//! | an output format | a file in `src/render` (with a template in a folder beside it), and its line in [`render::FORMATS`] |
//! | a format that needs escaping of its own | an escaper in that file, and its line in `askama.toml` |
//! | a part of the page | `src/render/html/page.html`, and the same in `src/render/form/result.js` |
//! | a CRM to write pipelines for | a file in `src/render/crm`, its line in [`render::crm::CRMS`], a test that reads it back in `tests/it/crm`, and its arm in `tests/it/crm/limits.rs` |
//! | a CRM whose exports are measured | its names and words in `questions/measure` |
//! | a column of a batch | its line in `src/batch/output.rs`, its key in `src/batch/line.rs`, its value in `src/sql/score.rs`, and in `src/sql/check.rs` |
//! | an encoding of rows | nothing: `src/rows/encoding.rs` knows those that browsers know |
//! | a kind of file that people take for text | its line in `src/document/encoding.rs` |
//! | a check of questionnaires | what refuses a file: `src/questionnaire/check.rs` or a file in its folder; what only warns: `src/checkup.rs` or a file in its folder, of labels `src/questionnaire/check/labels.rs`; and a [`problem::Kind`] if it is a new kind |
//! | a finding about all answers together | `src/space/finding.rs`, and its words in `src/checkup/meaning.rs` |
//! | a type of file or of JSON | its line in [`schema::SCHEMAS`] |
//! | a kind of problem | `src/problem/kind.rs`, and a file that shows it in `tests/problems`; one that an answer can have also `src/sql/code.rs` |
//! | a dialect of SQL | its entry in `src/sql/dialect.rs`, and the words that it reserves in `src/sql/reserved.txt`; one that tests run also `tests/it/sql/servers.rs` and `.ci/more` |
//! | a shell to complete in | `src/bin/salesmodel/shell.rs` |
//! | a flag | the struct of its command in `src/bin/salesmodel/args` (those of several commands: `shared.rs` or `columns.rs` there), and what reads it in `src/bin/salesmodel/commands`: a file of the command's name, or one in its folder; where the library acts on it, an option there; what must be known before parsing, `src/bin/salesmodel/scan.rs` |
//! | a command | a struct in `src/bin/salesmodel/args`, its `mod` and its variant in `src/bin/salesmodel/args.rs`, a file in `src/bin/salesmodel/commands`, and its `mod` and its arm in `src/bin/salesmodel/commands.rs` |
//! | a variable of the environment | `src/bin/salesmodel/settings.rs`, what reads that setting, and the list in `tests/it/malice/outputs.rs` |
//! | an exit code | `src/bin/salesmodel/failure.rs`, the lists of the commands that end with it (`src/bin/salesmodel/args.rs`, `src/bin/salesmodel/args/batch.rs`, `src/bin/salesmodel/args/measure.rs`) and `docs/scripts.md` |

pub mod answers;
pub mod batch;
pub mod checkup;
pub mod comparison;
pub mod date;
pub mod diagnosis;
#[doc(hidden)]
pub mod document;
#[doc(hidden)]
pub mod fold;
pub mod interview;
pub mod mapping;
pub mod measure;
pub mod pipeline;
pub mod problem;
pub mod questionnaire;
pub mod render;
pub mod rows;
pub mod schema;
pub mod space;
pub mod sql;
#[doc(hidden)]
pub mod wording;
pub mod words;
