//! What a folder has already: the set of stages, and the processes that pick from
//! it. Both are of the whole organisation, so what is written there must leave the
//! pipelines of others whole.

use roxmltree::{Document, Node};

use super::paths::{PACKAGE, PROCESS_END, PROCESSES, PROJECT, SET};
use crate::render::crm::{CrmFile, Refusal};
use crate::wording::harmless;

/// What a folder has of a project.
#[derive(Default)]
pub(super) struct Present {
    /// Whether it is a project that has the folder of our metadata.
    pub(super) is_project: bool,
    /// The stages of its set, in order.
    pub(super) stages: Vec<PresentValue>,
    /// Its processes.
    pub(super) processes: Vec<PresentProcess>,
}

/// A stage of a set, with what it means.
pub(super) struct PresentValue {
    pub(super) full_name: String,
    /// The stage as it is written.
    pub(super) source: String,
    /// Its elements, by name; those that are missing are not there.
    elements: Vec<(String, String)>,
}

/// A process, with the stages that it picks.
pub(super) struct PresentProcess {
    pub(super) path: String,
    pub(super) name: String,
    pub(super) picks: Vec<String>,
}

impl Present {
    pub(super) fn from_files(files: &[CrmFile]) -> Result<Self, Vec<Refusal>> {
        let mut present = Present::default();
        let mut refused = Vec::new();
        for file in files {
            if let Err(why) = present.read(file) {
                let what = format!("{} in the folder cannot be read: {why}", harmless(&file.path));
                refused.push(Refusal::new(what, "Fix or delete it, or name a new folder."));
            }
        }
        if refused.is_empty() { Ok(present) } else { Err(refused) }
    }

    fn read(&mut self, file: &CrmFile) -> Result<(), String> {
        if file.path == PROJECT {
            self.is_project = has_package(&file.bytes);
            return Ok(());
        }
        let process = file
            .path
            .strip_prefix(PROCESSES)
            .and_then(|name| Some(name.strip_prefix('/')?.strip_suffix(PROCESS_END)?.to_owned()));
        if process.is_none() && file.path != SET {
            return Ok(());
        }
        let text = str::from_utf8(&file.bytes).map_err(|error| error.to_string())?;
        if is_crowded(text) {
            return Err(format!("an element has more than {ATTRIBUTES} attributes"));
        }
        let document = Document::parse(text).map_err(|error| error.to_string())?;
        let root = document.root_element();
        match process {
            Some(name) => {
                let picks = named(root, "values").map(|value| decoded(&text_of(value, "fullName")));
                let picks = picks.collect();
                self.processes.push(PresentProcess { path: file.path.clone(), name, picks });
            }
            None => self.stages = named(root, "standardValue").map(present_value).collect(),
        }
        Ok(())
    }
}

impl PresentProcess {
    pub(super) fn picks(&self, stage: &str) -> bool {
        self.picks.iter().any(|picked| picked.eq_ignore_ascii_case(stage))
    }
}

impl PresentValue {
    /// An element of it, such as its label.
    pub(super) fn element(&self, name: &str) -> Option<&str> {
        let found = self.elements.iter().find(|(other, _)| other == name);
        found.map(|(_, text)| text.as_str())
    }
}

/// The most attributes of an element. The reader compares each with all the others, and
/// metadata of Salesforce has hardly any.
const ATTRIBUTES: usize = 5000;

/// Whether an element may have more. Nothing but text and attributes is between two `<`,
/// and an attribute has its `=`.
fn is_crowded(text: &str) -> bool {
    text.split('<').any(|part| part.bytes().filter(|byte| *byte == b'=').count() > ATTRIBUTES)
}

/// Whether a project has the folder of our metadata.
fn has_package(project: &[u8]) -> bool {
    let Ok(project) = serde_json::from_slice::<serde_json::Value>(project) else { return false };
    let packages = project["packageDirectories"].as_array().map_or(&[][..], Vec::as_slice);
    packages.iter().any(|package| package["path"] == PACKAGE)
}

fn present_value(value: Node<'_, '_>) -> PresentValue {
    let elements = value.children().filter(Node::is_element);
    PresentValue {
        full_name: text_of(value, "fullName"),
        source: value.document().input_text()[value.range()].to_owned(),
        elements: elements
            .map(|element| {
                let text = element.text().unwrap_or_default();
                (element.tag_name().name().to_owned(), text.trim().to_owned())
            })
            .collect(),
    }
}

fn named<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.tag_name().name() == name)
}

fn text_of(node: Node<'_, '_>, name: &'static str) -> String {
    let text = named(node, name).next().and_then(|child| child.text());
    text.unwrap_or_default().trim().to_owned()
}

/// The name of a stage as a process spells it, where some characters are a percent
/// sign with two hexadecimal digits.
fn decoded(name: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = name.as_bytes();
    while let Some((first, more)) = rest.split_first() {
        let code = more.get(..2).filter(|_| *first == b'%');
        let code = code.and_then(|digits| str::from_utf8(digits).ok());
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &more[2..];
            }
            None => {
                bytes.push(*first);
                rest = more;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| name.to_owned())
}
