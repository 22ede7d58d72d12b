//! What the flags of a batch ask for.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::thread;

use salesmodel::answers::Bare;
use salesmodel::batch::{self, Formulas, Options, Separator, Wanted};
use salesmodel::wording::quote;

use super::meanings;
use crate::args::batch::{BatchArgs, BatchFormat, InputFormat};
use crate::clock::today;
use crate::command_line::STDIN;
use crate::commands::{encoding, files_or_stdin};
use crate::extension;
use crate::failure::Failure;
use crate::settings::Settings;
use crate::source::{Origin, QuestionnaireSource};

/// The most workers: each needs memory, and they wait for each other.
const MOST_WORKERS: usize = 4;

/// How many different unknown values are counted separately.
const MOST_TOLD_APART: usize = 1000;

/// The most unknown values that are written to be filled in.
const MOST_TO_FILL_IN: usize = 100_000;

/// What is to be done.
pub(super) struct Plan {
    /// The files, `-` for standard input.
    pub(super) files: Vec<PathBuf>,
    pub(super) options: Options,
    /// How a summary is written.
    pub(super) shape: SummaryFormat,
    /// What messages call the file of meanings.
    pub(super) map: Option<String>,
    /// Where words that were not understood are written, to be filled in.
    pub(super) map_new: Option<OsString>,
}

/// How a summary is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum SummaryFormat {
    Text,
    Json,
}

impl Plan {
    pub(super) fn new(
        args: &BatchArgs,
        source: &QuestionnaireSource,
        settings: &Settings,
    ) -> Result<Self, Failure> {
        let files = files(args, source, settings)?;
        let input = input_format(args, &files)?;
        let (output, shape) = output_format(args)?;
        let map = args.reading.map.as_deref().map(Path::as_os_str);
        let map = map.map(meanings::read).transpose()?;
        let map_new = args.reading.map_new.clone().map(PathBuf::into_os_string);
        if let Some(name) = &map_new {
            extension::must_be("a mapping", Some(name), &["yaml", "yml"])?;
            meanings::refuse_stdout(name)?;
            meanings::refuse_taken(name)?;
        }
        let mut options = Options::on(today(settings)?);
        options.input = input;
        options.output = output;
        options.encoding = encoding(args.reading.encoding.as_ref())?;
        options.delimiter = args.reading.delimiter.as_deref().map(delimiter).transpose()?;
        options.columns = args.columns.columns()?;
        options.bare = bare(args)?;
        options.map.clone_from(&map);
        options.most_values = if map_new.is_some() { MOST_TO_FILL_IN } else { MOST_TOLD_APART };
        options.separator = separator(args.output.name());
        options.prefix.clone_from(&args.writing.prefix);
        if args.writing.escape_formulas {
            options.formulas = Formulas::Escape;
        }
        options.most_rejected = args.writing.max_errors;
        options.by.clone_from(&args.summary.by);
        options.workers = thread::available_parallelism().map_or(1, usize::from).min(MOST_WORKERS);
        let map = map.map(|(name, _)| name);
        Ok(Plan { files, options, shape, map, map_new })
    }
}

fn files(
    args: &BatchArgs,
    source: &QuestionnaireSource,
    settings: &Settings,
) -> Result<Vec<PathBuf>, Failure> {
    let example = "salesmodel batch companies.csv -o diagnosed.csv";
    let files = files_or_stdin(&args.rows.files, example, settings)?;
    let readers = files.iter().filter(|name| name.as_os_str() == STDIN).count();
    let questionnaire = args.questionnaire.is_stdin();
    if readers > 1 || (readers == 1 && questionnaire && source.written.origin == Origin::Once) {
        let who = if questionnaire { "--questionnaire and the rows" } else { "two files" };
        return Err(Failure::usage(format!("{who} would both read standard input"))
            .with_hint("Let only one of them read it."));
    }
    Ok(files)
}

/// The format of all files, which must be the same; `None` if no name tells it.
fn input_format(args: &BatchArgs, files: &[PathBuf]) -> Result<Option<batch::RowFormat>, Failure> {
    match args.rows.input_format {
        Some(InputFormat::Csv) => return Ok(Some(batch::RowFormat::Csv)),
        Some(InputFormat::Jsonl) => return Ok(Some(batch::RowFormat::JsonLines)),
        None => {}
    }
    let mut format = None;
    for file in files {
        let Some(of_file) = format_of(file.as_os_str(), "--input-format")? else { continue };
        if format.is_some_and(|format| format != of_file) {
            return Err(Failure::usage("the files are not all of one format")
                .with_hint("Diagnose CSV and JSON Lines separately."));
        }
        format = Some(of_file);
    }
    Ok(format)
}

/// The format that the extension of a name tells; `None` for a stream.
fn format_of(name: &OsStr, flag: &str) -> Result<Option<batch::RowFormat>, Failure> {
    match extension::of(name).as_deref() {
        Some("csv" | "tsv" | "tab" | "txt") => Ok(Some(batch::RowFormat::Csv)),
        Some("jsonl" | "ndjson") => Ok(Some(batch::RowFormat::JsonLines)),
        // Answers files, each of which is a row.
        Some("json") if flag == "--input-format" => Ok(Some(batch::RowFormat::JsonLines)),
        None => Ok(None),
        Some(other) => {
            let hint = match other {
                "xlsx" | "xls" | "ods" | "numbers" if flag == "--format" => {
                    "Write .csv, which a spreadsheet opens.".to_owned()
                }
                "xlsx" | "xls" | "ods" | "numbers" => "Save the sheet as CSV.".to_owned(),
                "json" if flag == "--format" => {
                    "Write .jsonl: one JSON object a line. With --summary, .json is a format."
                        .to_owned()
                }
                _ => format!("Use .csv or .jsonl, or say {flag} csv or {flag} jsonl."),
            };
            Err(Failure::usage(format!("rows are not read or written as .{other}")).with_hint(hint))
        }
    }
}

fn output_format(args: &BatchArgs) -> Result<(Wanted, SummaryFormat), Failure> {
    let format = args.format.format;
    let output = args.output.name();
    if args.summary.summary {
        return Ok((Wanted::Totals, shape(format, output)?));
    }
    let rows = match (format, output) {
        (Some(BatchFormat::Text | BatchFormat::Json), _) => {
            return Err(Failure::usage("rows are written as csv or jsonl")
                .with_hint("With --summary, text and json are the formats."));
        }
        (Some(BatchFormat::Csv), _) => Some(batch::RowFormat::Csv),
        (Some(BatchFormat::Jsonl), _) => Some(batch::RowFormat::JsonLines),
        (None, Some(name)) if name != STDIN => format_of(name, "--format")?,
        (None, _) => None,
    };
    let wanted = match (args.writing.full, rows) {
        (true, Some(batch::RowFormat::Csv)) => {
            return Err(Failure::usage("a whole result does not fit into CSV")
                .with_hint("Use --full with -f jsonl."));
        }
        (true, _) => Wanted::FullResults,
        (false, rows) => Wanted::Rows(rows),
    };
    Ok((wanted, SummaryFormat::Text))
}

/// How a summary is written: as the format says, else as the extension does.
fn shape(format: Option<BatchFormat>, output: Option<&OsStr>) -> Result<SummaryFormat, Failure> {
    let extension = output.and_then(extension::of);
    match (format, extension.as_deref()) {
        (Some(BatchFormat::Json), _) | (None, Some("json")) => Ok(SummaryFormat::Json),
        (Some(BatchFormat::Text), _) | (None, None | Some("txt")) => Ok(SummaryFormat::Text),
        (Some(_), _) => Err(Failure::usage("a summary is text or JSON, not rows")
            .with_hint("Use -f text or -f json.")),
        (None, Some(other)) => Err(extension::refused("a summary", other, ["txt", "json"])),
    }
}

/// The separator that the name of an output calls for.
fn separator(name: Option<&OsStr>) -> Separator {
    match name.and_then(extension::of).as_deref() {
        Some("tsv" | "tab") => Separator::Tab,
        Some("csv") => Separator::NoTab,
        _ => Separator::AsRead,
    }
}

/// What the bare numbers of columns are.
fn bare(args: &BatchArgs) -> Result<Vec<(String, Bare)>, Failure> {
    let fractions = args.reading.fraction.iter().map(|id| (id.clone(), Bare::Fraction));
    let mut said: Vec<(String, Bare)> = fractions.collect();
    said.extend(args.columns.bare()?);
    Ok(said)
}

fn delimiter(written: &str) -> Result<u8, Failure> {
    match written.as_bytes() {
        _ if written == "tab" || written == "\\t" => Ok(b'\t'),
        [one] if one.is_ascii() && !one.is_ascii_alphanumeric() && !b"\"\r\n".contains(one) => {
            Ok(*one)
        }
        _ => Err(Failure::usage(format!("{} cannot separate values", quote(written)))
            .with_hint("Use one character other than a letter, digit or quote, or the word tab.")),
    }
}
