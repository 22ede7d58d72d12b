//! The end of the quiz: the result in a few sentences, and what to do with it.

use std::ffi::OsStr;
use std::fs;

use salesmodel::render::card::Card;
use salesmodel::render::crm::{CRMS, Crm, CrmOutput};
use salesmodel::render::{Format, JSON, Look, Report, Styles};
use salesmodel::words::Words;

use super::asker::Asker;
use super::crm::Delivery;
use crate::ask::{self, Block, BlockRole, Frame, block};
use crate::failure::Failure;
use crate::output;
use crate::settings::Settings;
use crate::wrote::{self, Use};

/// How many numbered names are tried to find a free one.
const MOST_NAMES: usize = 1000;

/// What comes after the end of a quiz.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Done,
    /// An answer is to be changed.
    Change,
}

/// What somebody can do with a result.
#[derive(Clone, Copy)]
enum Way {
    Read,
    Save,
    Page,
    Crm,
    Change,
    Done,
}

/// In the order of the menu; the last one is proposed.
const WAYS: [(Way, &str); 6] = [
    (Way::Read, "way-read"),
    (Way::Save, "way-save"),
    (Way::Page, "way-page"),
    (Way::Crm, "way-crm"),
    (Way::Change, "way-change"),
    (Way::Done, "way-done"),
];

/// A result at the end of a quiz.
pub(super) struct Ending<'e, 'q> {
    /// In the words for people.
    pub(super) report: Report<'e, 'q>,
    /// The same for a file, which is read anywhere.
    pub(super) for_files: Report<'e, 'q>,
    /// In the words for programs.
    pub(super) for_programs: Report<'e, 'q>,
    pub(super) settings: &'e Settings,
    /// The command that reads a saved result, without the name of the file at its end;
    /// `None` if the questionnaire cannot be read again.
    pub(super) reads: Option<String>,
}

impl Ending<'_, '_> {
    /// Shows the result and does what the person picks until they are done.
    pub(super) fn meet(&self, asker: &mut Asker) -> anyhow::Result<Next> {
        let words = self.words();
        let ways: Vec<String> = WAYS.iter().map(|(_, message)| words.text(message)).collect();
        let card = self.card();
        let mut says: Option<String> = None;
        loop {
            let mut head = card.clone();
            head.extend(says.take().map(|says| block(BlockRole::Why, says)));
            let way = asker.pick(words, &head, &ways)?.map_or(Way::Change, |way| WAYS[way].0);
            says = match way {
                Way::Done => {
                    self.leave(asker, &card)?;
                    return Ok(Next::Done);
                }
                Way::Change => return Ok(Next::Change),
                Way::Read => {
                    asker.read(words, |frame| self.text(frame))?;
                    None
                }
                Way::Save => self.save(asker)?,
                Way::Page => self.page(asker)?,
                Way::Crm => self.crm(asker)?,
            };
        }
    }

    fn words(&self) -> &'static Words {
        self.report.diagnosis.questionnaire().words()
    }

    fn card(&self) -> Vec<Block> {
        let words = self.words();
        let card = Card::new(&self.report);
        let mut head = vec![
            block(BlockRole::Title, words.text("card-title")),
            block(BlockRole::Text, card.verdict),
        ];
        head.extend(card.assumed.map(|assumed| block(BlockRole::Fact, assumed)));
        head.extend(card.before_first_steps.into_iter().map(|note| block(BlockRole::Fact, note)));
        if !card.first_steps.is_empty() {
            head.push(block(BlockRole::Help, words.text("card-steps")));
        }
        for (step, indent) in card.first_steps.into_iter().zip(["1. ", "2. ", "3. "]) {
            head.push(Block { role: BlockRole::Fact, indent, text: step });
        }
        head.extend(card.change.map(|change| block(BlockRole::Fact, change)));
        head
    }

    /// Leaves the result on the screen, and how to come back to it.
    fn leave(&self, asker: &mut Asker, card: &[Block]) -> anyhow::Result<()> {
        if let Some(command) = self.report.command {
            let values = [("command", command.into())];
            asker.say(&self.words().say("card-repeat", values))?;
        }
        asker.leave_behind(card)
    }

    fn text(&self, frame: Option<&Frame>) -> String {
        let mut look = self.settings.look;
        look.styles = frame.map_or(Styles::plain(), |frame| frame.styles);
        if let Some(frame) = frame {
            look.width = frame.columns.saturating_sub(1);
        }
        self.bytes("text", &self.report, &look)
    }

    fn bytes(&self, format: &str, report: &Report<'_, '_>, look: &Look) -> String {
        let format = Format::named(format).expect("it is one of those that there are");
        let mut bytes = Vec::new();
        format.write(report, look, &mut bytes).expect("memory can be written");
        String::from_utf8(bytes).expect("every format is UTF-8")
    }

    fn save(&self, asker: &mut Asker) -> anyhow::Result<Option<String>> {
        let text = self.bytes(JSON.name, &self.for_programs, &self.settings.look.for_file());
        let then = self.reads.as_deref().map_or(Use::Load, Use::Read);
        self.create(asker, "json", &text, then)
    }

    fn page(&self, asker: &mut Asker) -> anyhow::Result<Option<String>> {
        let text = self.bytes("html", &self.for_files, &self.settings.look.for_file());
        self.create(asker, "html", &text, Use::Open)
    }

    /// Writes a new file; says what became of it.
    fn create(
        &self,
        asker: &mut Asker,
        extension: &str,
        text: &str,
        then: Use<'_>,
    ) -> anyhow::Result<Option<String>> {
        let proposed = free(&self.stem(), &format!(".{extension}"));
        let Some(name) = asker.name(self.words(), &proposed)? else { return Ok(None) };
        let written = output::create(OsStr::new(&name), text.as_bytes(), self.settings);
        self.became(asker, &name, written, then)
    }

    fn crm(&self, asker: &mut Asker) -> anyhow::Result<Option<String>> {
        let words = self.words();
        let head = [block(BlockRole::Text, words.text("crm-which"))];
        let label = |crm: &Crm| {
            words.say("crm-way", [("format", crm.name.into()), ("crm", crm.title.into())])
        };
        let mut ways: Vec<String> = CRMS.iter().map(label).collect();
        ways.push(words.text("crm-none"));
        let Some(crm) = asker.pick(words, &head, &ways)?.and_then(|place| CRMS.get(place)) else {
            return Ok(None);
        };
        let proposed = free(&format!("{}-{}", self.stem(), crm.name), &ending(crm));
        let Some(name) = asker.name(words, &proposed)? else { return Ok(None) };
        // An existing file is never written over, unlike one that a flag names.
        let written = if taken(&name) {
            Err(Failure::input(words.say("file-there", [("file", name.as_str().into())])))
        } else {
            Delivery::to(crm, OsStr::new(&name), self.settings)
                .and_then(|delivery| delivery.write(&self.for_programs))
        };
        let (written, remarks) = match written {
            Ok(remarks) => (Ok(()), remarks),
            Err(failure) => (Err(failure), Vec::new()),
        };
        let says = self.became(asker, &name, written, Use::Load)?;
        if let Some(says) = says.as_deref().filter(|_| !remarks.is_empty()) {
            self.remark(asker, says, &remarks)?;
        }
        Ok(says)
    }

    /// Shows the person what the CRM cannot store, and leaves it on the screen after the
    /// quiz.
    fn remark(&self, asker: &mut Asker, wrote: &str, remarks: &[String]) -> anyhow::Result<()> {
        if let Asker::Screen(_) = asker {
            remarks.iter().try_for_each(|remark| asker.say(&format!("- {remark}")))?;
        }
        asker.read(self.words(), |frame| match frame {
            Some(frame) => ask::bulleted(frame, wrote, remarks),
            None => remarks.iter().map(|remark| format!("- {remark}\n")).collect(),
        })
    }

    fn became(
        &self,
        asker: &mut Asker,
        name: &str,
        written: Result<(), Failure>,
        then: Use<'_>,
    ) -> anyhow::Result<Option<String>> {
        let words = self.words();
        let says = match written {
            Ok(()) => wrote::line(words, OsStr::new(name), then),
            Err(_) if taken(name) => words.say("file-there", [("file", name.into())]),
            Err(failure) => failure.to_string(),
        };
        asker.say(&says)?;
        Ok(Some(says))
    }

    /// What the names of files begin with: the company, or `sales-model` without one.
    fn stem(&self) -> String {
        let company = self.report.company.unwrap_or_default().to_lowercase();
        let words: Vec<&str> =
            company.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let stem: String = words.join("-").chars().take(60).collect();
        if stem.is_empty() { "sales-model".to_owned() } else { stem }
    }
}

/// The extension of a file for a CRM; empty for a folder.
fn ending(crm: &Crm) -> String {
    match crm.output {
        CrmOutput::Stream { extension, .. } => format!(".{extension}"),
        CrmOutput::Folder(_) => String::new(),
    }
}

/// The first name of a numbered series that is free.
fn free(stem: &str, extension: &str) -> String {
    let numbered = (2..MOST_NAMES).map(|number| format!("{stem}-{number}{extension}"));
    let first = format!("{stem}{extension}");
    let mut names = [first.clone()].into_iter().chain(numbered);
    names.find(|name| !taken(name)).unwrap_or(first)
}

fn taken(name: &str) -> bool {
    fs::symlink_metadata(name).is_ok()
}
