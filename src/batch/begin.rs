//! The beginning of the input: in which format it is written, and which columns it has.

use std::collections::{HashMap, HashSet};

use super::columns::{Called, Column};
use super::{Error, Options, RowFormat, Wanted, looks};
use crate::answers::RESERVED;
use crate::fold::fold;
use crate::problem::{Advice, Remedy};
use crate::questionnaire::Questionnaire;
use crate::rows::csv::CsvDialect;
use crate::rows::{self, Head, Source, SourceReader};
use crate::wording;

/// The byte before each record of a JSON text sequence (RFC 7464), a format that is not
/// read.
const RECORD: u8 = 0x1E;

/// What the beginning of the input shows.
pub(super) struct Begun {
    pub(super) input: RowFormat,
    /// The header of CSV.
    pub(super) head: Option<Head>,
    /// The columns, or the keys of the first lines and of the documents.
    pub(super) names: Vec<String>,
    /// What the input looks like instead, if none of its names is one that is looked for.
    looks_like: Option<Advice>,
    /// The keys of each source that is a single JSON document (an answers file), by the
    /// name of the source.
    documents: HashMap<String, Vec<String>>,
    /// The names of the JSON sources that are empty.
    pub(super) empty: Vec<String>,
}

/// What an answers file has instead of a key that the first source has.
pub(super) struct Strange {
    /// The key that it lacks.
    pub(super) missing: String,
    /// A key whose meaning is unknown.
    pub(super) other: String,
}

/// The names that are looked for.
struct Wants {
    called: Vec<Called>,
    /// Those that the options name, folded.
    said: HashSet<String>,
}

impl Begun {
    /// Looks at the beginning of the first source, without consuming it, and at those
    /// further sources that are a single JSON document.
    ///
    /// # Errors
    ///
    /// A source cannot be read, or is not what it should be.
    pub(super) fn new(
        open: &mut SourceReader,
        further: &mut [Source],
        languages: &[&Questionnaire],
        options: &Options,
    ) -> Result<Self, Error> {
        let wants = Wants::new(languages, options);
        let input = match options.input {
            Some(input) => input,
            None => match open.first_byte()? {
                Some(b'{' | b'[' | RECORD) => RowFormat::JsonLines,
                _ => RowFormat::Csv,
            },
        };
        match input {
            RowFormat::Csv => {
                let judge =
                    |names: &[String]| Some(names.iter().filter(|name| wants.has(name)).count());
                let head = Head::first(open, options.delimiter, &judge)?;
                let names = head.names.clone();
                let fits = |name: &str| wants.has(name);
                let looks_like = match names.iter().any(|name| fits(name)) {
                    true => None,
                    false => looks::csv(&head, open, &fits, languages)?,
                };
                let (documents, empty) = (HashMap::new(), Vec::new());
                Ok(Begun { input, head: Some(head), names, looks_like, documents, empty })
            }
            RowFormat::JsonLines => jsonl(open, further, &wants, options.output),
        }
    }

    /// Refuses a further source if its columns are not those of the first, or if its keys
    /// do not answer the same questions.
    ///
    /// # Errors
    ///
    /// The source has other columns or keys, or cannot be read.
    pub(super) fn refuse_another(
        &self,
        open: &mut SourceReader,
        columns: &[Column],
    ) -> Result<(), rows::Error> {
        let Some(first) = &self.head else {
            let is_document = self.documents.contains_key(&*open.name);
            return if is_document { Ok(()) } else { refuse_other_keys(open, columns) };
        };
        // All files have the delimiter of the first one.
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
        Err(rows::Error::input(message, "Diagnose files with other columns separately."))
    }

    /// The answers files that lack a key and have an unknown one, which may be meant for
    /// it: an answer could be lost. A key that is merely missing is a question without an
    /// answer.
    pub(super) fn strange(&self, columns: &[Column]) -> HashMap<String, Strange> {
        let strange = |keys: &Vec<String>| {
            let read = columns.iter().filter(|column| column.place.is_some());
            let missing = read.map(|column| &column.name).find(|name| !keys.contains(name))?;
            let is_known = |key: &&String| {
                let read = columns.iter().any(|column| column.name == **key);
                read || RESERVED.contains(&key.as_str())
            };
            let other = keys.iter().find(|key| !is_known(key))?;
            Some(Strange { missing: missing.clone(), other: other.clone() })
        };
        let documents = self.documents.iter();
        documents.filter_map(|(name, keys)| Some((name.clone(), strange(keys)?))).collect()
    }

    /// The dialect in which CSV is written: that of the input, or our own for JSON Lines.
    pub(super) fn dialect(&self) -> CsvDialect {
        self.head.as_ref().map_or(CsvDialect::OURS, |head| head.dialect)
    }

    /// The syntax of the rows.
    pub(super) fn format(&self) -> rows::RowSyntax {
        match &self.head {
            Some(head) => rows::RowSyntax::Csv(head.dialect),
            None => rows::RowSyntax::JsonLines,
        }
    }

    /// What to do if the columns are not found, judging by what the input looks like.
    pub(super) fn looks_like(&self) -> Option<&Advice> {
        self.looks_like.as_ref()
    }
}

impl Wants {
    fn new(languages: &[&Questionnaire], options: &Options) -> Self {
        let questions = languages[0].questions().iter();
        let named = options.columns.iter().map(|(_, name)| fold(name));
        let by = options.by.iter().map(|name| fold(name));
        Wants {
            called: questions.map(|question| Called::new(question, languages)).collect(),
            said: named.chain(by).filter(|name| !name.is_empty()).collect(),
        }
    }

    /// Whether a name is one of those that are looked for.
    fn has(&self, name: &str) -> bool {
        self.called.iter().any(|called| called.rank(name).is_some())
            || self.said.contains(&fold(name))
    }

    /// Whether these names include all that are looked for.
    fn is_all(&self, names: &HashSet<String>) -> bool {
        let is_there = |called: &Called| names.iter().any(|name| called.rank(name).is_some());
        let folded = || names.iter().map(|name| fold(name));
        self.called.iter().all(is_there)
            && self.said.iter().all(|said| folded().any(|it| it == *said))
    }
}

/// Learns the keys of the first lines, in the order in which they come, and those that
/// further documents add.
fn jsonl(
    open: &mut SourceReader,
    further: &mut [Source],
    wants: &Wants,
    output: Wanted,
) -> Result<Begun, Error> {
    open.skip_mark();
    // For CSV, every key must be known, because each becomes a column. Otherwise, the keys
    // that are looked for are enough.
    let all = output == Wanted::Rows(Some(RowFormat::Csv));
    let enough = |seen: &HashSet<String>| !all && wants.is_all(seen);
    let mut names = rows::first_keys(open, &enough)?;
    if names.is_empty() {
        refuse_what_is_no_line(open)?;
    }
    let looks_like = match names.is_empty() {
        true => looks::broken_lines(open).map(Advice::from),
        false => looks::jsonl(&names).map(Advice::from),
    };
    let mut documents = HashMap::new();
    let mut empty = Vec::new();
    let input = RowFormat::JsonLines;
    if further.is_empty() {
        return Ok(Begun { input, head: None, names, looks_like, documents, empty });
    }
    let first = open.keys_of_document()?;
    let is_document = first.is_some();
    documents.extend(first.map(|keys| (open.name.to_string(), keys)));
    let mut seen: HashSet<String> = names.iter().map(|name| fold(name)).collect();
    for source in further {
        let Some(keys) = rows::keys_of_document(source)? else { continue };
        if keys.is_empty() {
            empty.push(source.name.clone());
            continue;
        }
        if is_document {
            names.extend(keys.iter().filter(|key| seen.insert(fold(key))).cloned());
        }
        documents.insert(source.name.clone(), keys);
    }
    Ok(Begun { input, head: None, names, looks_like, documents, empty })
}

/// Refuses an input whose beginning has no object on a line, and says what it has instead.
fn refuse_what_is_no_line(open: &mut SourceReader) -> Result<(), Error> {
    let name = open.name.clone();
    if open.is_blank()? {
        let hint = "An answers file has an answer a line, and JSON Lines one object a line.";
        return Err(Error::input(format!("{name} is empty")).with_hint(hint));
    }
    match open.first_byte()? {
        Some(b'{') if open.begins_with_long_row() => {
            let most = open.limits.longest_row;
            let message = format!("{name}: the first row is longer than {most} bytes");
            let hint = "The keys of the first row name the columns: put a shorter one first.";
            Err(Error::input(message).with_hint(hint))
        }
        None | Some(b'{') if !open.begins_with_broken_object() => Ok(()),
        Some(b'{') => {
            let message = format!("{name}: an object spans several lines");
            let hint = "JSON Lines has one object a line. Convert it with jq -c . FILE";
            Err(Error::input(message).with_hint(hint))
        }
        Some(RECORD) => {
            let message = format!("{name} has a control character before each record");
            let hint = "JSON Lines has nothing before an object. Take the characters out: \
                        tr -d '\\036' < FILE | salesmodel batch";
            Err(Error::input(message).with_hint(hint))
        }
        _ => {
            let message = format!("{name} does not begin with a JSON object");
            let lines = "JSON Lines has one object a line. ";
            Err(Error::input(message).with_hint(Advice::ending(lines, Remedy::ReadAsCsv)))
        }
    }
}

/// Refuses a further file whose first lines lack a key that is read: every row would count
/// as unsure of that question.
fn refuse_other_keys(open: &mut SourceReader, columns: &[Column]) -> Result<(), rows::Error> {
    open.skip_mark();
    let read: HashSet<&str> =
        columns.iter().filter(|column| column.place.is_some()).map(|it| it.name.as_str()).collect();
    let enough = |seen: &HashSet<String>| read.iter().all(|name| seen.contains(*name));
    let names = rows::first_keys(open, &enough)?;
    if names.is_empty() {
        // No object can be read here: each row is rejected on its own, and says why.
        return Ok(());
    }
    let is_there = |name: &str| names.iter().any(|other| other == name);
    let Some(missing) = columns.iter().find(|it| it.place.is_some() && !is_there(&it.name)) else {
        return Ok(());
    };
    let message = format!(
        "{} has no key {} near its beginning, and the first file has",
        open.name,
        wording::quote(&missing.name)
    );
    let hint = "Every row would count as unsure of it. Diagnose files with other keys separately.";
    Err(rows::Error::input(message, hint))
}
