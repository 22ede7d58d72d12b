//! The files of Salesforce's metadata, each from a template of its name: elements
//! are in the order of its schema, because another order is refused.

use askama::Template;
use serde_json::json;

use super::paths::{PACKAGE, PERMISSIONS, PROCESS_END, PROCESSES, PROJECT, RECORD_TYPES, SET};
use super::present::PresentValue;
use crate::document::write_value;
use crate::render::crm::CrmFile;

/// The version of the API whose published schema these files follow. Later ones
/// have the same elements.
const API_VERSION: &str = "47.0";

/// The stages of all opportunities.
#[derive(Template)]
#[template(path = "crm/salesforce/set.xml")]
pub(super) struct ValueSet<'v> {
    pub(super) values: &'v [StageValue],
}

/// A stage of the set.
pub(super) enum StageValue {
    /// One that the folder had, as it is written there.
    Kept(PresentValue),
    /// One of the plan.
    New(StandardValue),
}

/// A stage.
pub(super) struct StandardValue {
    pub(super) full_name: String,
    pub(super) description: Option<String>,
    pub(super) label: String,
    pub(super) closed: bool,
    /// What a forecast does with deals in it: Omitted, Pipeline or Closed.
    pub(super) forecast_category: &'static str,
    pub(super) probability: u8,
    pub(super) won: bool,
}

/// The stages that a pipeline picks. A value without `default` is refused.
#[derive(Template)]
#[template(path = "crm/salesforce/process.xml")]
pub(super) struct BusinessProcess<'v> {
    pub(super) name: &'v str,
    pub(super) values: &'v [String],
}

/// The kind of opportunities that go through the process of the same name.
#[derive(Template)]
#[template(path = "crm/salesforce/record.xml")]
pub(super) struct RecordType<'v> {
    pub(super) name: &'v str,
    pub(super) label: &'v str,
}

/// What lets people see the record type of the same name: it is hidden from all to
/// whom neither this nor their profile shows it.
#[derive(Template)]
#[template(path = "crm/salesforce/permission.xml")]
pub(super) struct PermissionSet<'v> {
    pub(super) name: &'v str,
    pub(super) label: &'v str,
}

impl StageValue {
    pub(super) fn full_name(&self) -> &str {
        match self {
            StageValue::Kept(value) => &value.full_name,
            StageValue::New(value) => &value.full_name,
        }
    }
}

/// The file of a process.
pub(super) fn process_file(process: &BusinessProcess<'_>) -> CrmFile {
    file(format!("{PROCESSES}/{}{PROCESS_END}", process.name), process)
}

/// The file of a record type.
pub(super) fn record_file(record: &RecordType<'_>) -> CrmFile {
    let folder = RECORD_TYPES;
    file(format!("{folder}/{}.recordType-meta.xml", record.name), record)
}

/// The file of a permission set.
pub(super) fn permission_file(permission: &PermissionSet<'_>) -> CrmFile {
    let folder = PERMISSIONS;
    file(format!("{folder}/{}.permissionset-meta.xml", permission.name), permission)
}

/// The file of the set.
pub(super) fn set_file(values: &[StageValue]) -> CrmFile {
    file(SET.to_owned(), &ValueSet { values })
}

fn file(path: String, template: &impl Template) -> CrmFile {
    let text = template.render().expect("a String takes any text, and no template can fail");
    CrmFile { path, bytes: (text + "\n").into_bytes() }
}

/// The file that makes a folder a project.
pub(super) fn project_file() -> CrmFile {
    let project = json!({
        "packageDirectories": [{"path": PACKAGE, "default": true}],
        "sourceApiVersion": API_VERSION,
    });
    let mut bytes = Vec::new();
    write_value(&project, &mut bytes).expect("memory can be written");
    CrmFile { path: PROJECT.to_owned(), bytes }
}
