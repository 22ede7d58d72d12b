//! The files of Salesforce's metadata, spelt out in structs of their own: their
//! elements stand in the order of its schema, and another order is refused.

use quick_xml::se::Serializer;
use serde::Serialize;

use crate::render::crm::File;
use crate::render::json::write_value;

const NAMESPACE: &str = "http://soap.sforce.com/2006/04/metadata";

/// The version of the API whose published schema these files follow. Later ones
/// have the same elements.
const API_VERSION: &str = "47.0";

/// What makes a folder a project.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Project {
    package_directories: [PackageDirectory; 1],
    source_api_version: &'static str,
}

/// A folder of metadata in a project.
#[derive(Serialize)]
struct PackageDirectory {
    path: &'static str,
    default: bool,
}

/// The stages of all opportunities.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StandardValueSet {
    #[serde(rename = "@xmlns")]
    namespace: &'static str,
    sorted: bool,
    standard_value: Vec<StandardValue>,
}

/// A stage.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StandardValue {
    pub(super) full_name: String,
    pub(super) default: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    pub(super) label: String,
    pub(super) closed: bool,
    pub(super) forecast_category: ForecastCategory,
    pub(super) probability: u8,
    pub(super) won: bool,
}

/// What a forecast does with deals in a stage.
#[derive(Serialize)]
pub(super) enum ForecastCategory {
    Omitted,
    Pipeline,
    Closed,
}

/// The stages that a pipeline picks.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct BusinessProcess {
    #[serde(rename = "@xmlns")]
    namespace: &'static str,
    full_name: String,
    is_active: bool,
    values: Vec<PicklistValue>,
}

/// One of those stages. A value without `default` is refused.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PicklistValue {
    full_name: String,
    default: bool,
}

/// The kind of opportunities that go through a pipeline.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RecordType {
    #[serde(rename = "@xmlns")]
    namespace: &'static str,
    full_name: String,
    active: bool,
    business_process: String,
    label: String,
}

impl StandardValueSet {
    pub(super) fn of(standard_value: Vec<StandardValue>) -> Self {
        StandardValueSet { namespace: NAMESPACE, sorted: false, standard_value }
    }
}

impl BusinessProcess {
    pub(super) fn of(name: &str, values: Vec<String>) -> Self {
        let value = |full_name| PicklistValue { full_name, default: false };
        BusinessProcess {
            namespace: NAMESPACE,
            full_name: name.to_owned(),
            is_active: true,
            values: values.into_iter().map(value).collect(),
        }
    }
}

impl RecordType {
    /// The record type of the business process of the same name.
    pub(super) fn of(name: &str, label: &str) -> Self {
        RecordType {
            namespace: NAMESPACE,
            full_name: name.to_owned(),
            active: true,
            business_process: name.to_owned(),
            label: label.to_owned(),
        }
    }
}

/// The file that makes a folder a project.
pub(super) fn project() -> File {
    let package = PackageDirectory { path: "force-app", default: true };
    let project = Project { package_directories: [package], source_api_version: API_VERSION };
    let mut bytes = Vec::new();
    write_value(&project, &mut bytes).expect("memory can be written");
    File { path: "sfdx-project.json".to_owned(), bytes }
}

/// The file of some metadata: its element is called like its struct.
pub(super) fn file(stem: &str, metadata: &impl Serialize) -> File {
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    let mut serializer = Serializer::new(&mut text);
    serializer.indent(' ', 4);
    metadata.serialize(serializer).expect("a String takes any text, and the structs are elements");
    text.push('\n');
    File { path: format!("force-app/main/default/{stem}-meta.xml"), bytes: text.into_bytes() }
}
