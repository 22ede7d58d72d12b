//! The project for Salesforce, read by a parser of XML that did not write it.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use roxmltree::{Document, Node};
use salesmodel::render::crm::{Order, Pipelines};
use serde_json::Value;

use super::{everywhere, looks_like, orders, unnamed, write};
use crate::support::b2b;

const NAMESPACE: &str = "http://soap.sforce.com/2006/04/metadata";

/// A stage of the value set as Salesforce reads it.
#[derive(Debug, PartialEq)]
pub(super) struct StandardValue {
    pub(super) full_name: String,
    pub(super) label: String,
    pub(super) description: Option<String>,
    closed: bool,
    category: String,
    percent: u64,
    won: bool,
}

/// A project, read back.
#[derive(Debug)]
pub(super) struct Project {
    pub(super) stages: Vec<StandardValue>,
    /// By label: the API name of the record type, and the stages of its process.
    pub(super) pipelines: BTreeMap<String, (String, Vec<String>)>,
}

/// Reads a project, and checks the order of elements that its schema demands.
pub(super) fn read(files: &BTreeMap<String, String>) -> Project {
    let project: Value =
        serde_json::from_str(&files["sfdx-project.json"]).expect("one JSON document");
    assert_eq!(project["packageDirectories"][0]["path"], "force-app");
    assert!(project["sourceApiVersion"].as_str().is_some_and(|version| version.ends_with(".0")));

    let base = "force-app/main/default/";
    let named = |folder: &str, kind: &str| -> BTreeMap<String, &String> {
        let stem = |path: &str| {
            let name = path.strip_prefix(base)?.strip_prefix(folder)?.strip_prefix('/')?;
            Some(name.strip_suffix(&format!(".{kind}-meta.xml"))?.to_owned())
        };
        files.iter().filter_map(|(path, text)| Some((stem(path)?, text))).collect()
    };
    let sets = named("standardValueSets", "standardValueSet");
    let processes = named("objects/Opportunity/businessProcesses", "businessProcess");
    let records = named("objects/Opportunity/recordTypes", "recordType");
    assert_eq!(sets.keys().collect::<Vec<_>>(), ["OpportunityStage"]);
    let permissions = named("permissionsets", "permissionset");
    let of_pipelines = processes.len() + records.len() + permissions.len();
    assert_eq!(files.len(), 2 + of_pipelines, "{:?}", files.keys());

    let stages = stages(sets["OpportunityStage"]);
    let mut pipelines = BTreeMap::new();
    for (name, text) in records {
        let record = parse(text, "RecordType");
        let record = record.root_element();
        assert_eq!(names(&record), ["fullName", "active", "businessProcess", "label"]);
        assert_eq!(text_of(&record, "fullName"), name);
        assert_eq!(text_of(&record, "active"), "true");
        let is_name = |name: &str| {
            let mut chars = name.chars();
            chars.next().is_some_and(|c| c.is_ascii_alphabetic())
                && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
                && !name.contains("__")
                && !name.ends_with('_')
                && name.len() <= 80
        };
        assert!(is_name(&name), "{name}");
        let process = text_of(&record, "businessProcess");
        let values = process_values(&process, processes[&process]);
        let label = text_of(&record, "label");
        let permission = parse(permissions[&name], "PermissionSet");
        let permission = permission.root_element();
        let order = ["hasActivationRequired", "label", "recordTypeVisibilities"];
        assert_eq!(names(&permission), order);
        assert_eq!(text_of(&permission, "label"), label);
        let shows = permission.last_element_child().expect("it shows something");
        assert_eq!(text_of(&shows, "recordType"), format!("Opportunity.{name}"));
        assert_eq!(text_of(&shows, "visible"), "true");
        assert!(pipelines.insert(label, (name, values)).is_none());
    }
    assert_eq!((pipelines.len(), pipelines.len()), (processes.len(), permissions.len()));
    Project { stages, pipelines }
}

/// Whether the value set has all stages of a pipeline, in the order of the pipeline: people
/// see the order of the set.
pub(super) fn picks_in_order(project: &Project, (_, values): &(String, Vec<String>)) -> bool {
    let place = |name: &String| project.stages.iter().position(|stage| stage.full_name == *name);
    let places: Vec<Option<usize>> = values.iter().map(place).collect();
    places.iter().all(Option::is_some) && places.is_sorted()
}

fn parse<'t>(text: &'t str, root: &str) -> Document<'t> {
    assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<"), "{text}");
    let document = Document::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let element = document.root_element();
    assert_eq!(element.tag_name().name(), root);
    assert_eq!(element.tag_name().namespace(), Some(NAMESPACE));
    document
}

fn stages(text: &str) -> Vec<StandardValue> {
    let set = parse(text, "StandardValueSet");
    let set = set.root_element();
    assert_eq!(text_of(&set, "sorted"), "false");
    assert_eq!(names(&set)[0], "sorted");
    let values = set.children().filter(|child| child.has_tag_name((NAMESPACE, "standardValue")));
    let values: Vec<StandardValue> = values
        .map(|value| {
            let order = ["fullName", "default", "description", "label", "closed"];
            let order = order.into_iter().chain(["forecastCategory", "probability", "won"]);
            let named = names(&value);
            let expected: Vec<&str> = order.filter(|name| named.contains(name)).collect();
            assert_eq!(named, expected);
            assert_eq!(text_of(&value, "default"), "false");
            let has_description = named.contains(&"description");
            StandardValue {
                full_name: text_of(&value, "fullName"),
                label: text_of(&value, "label"),
                description: has_description.then(|| text_of(&value, "description")),
                closed: text_of(&value, "closed") == "true",
                category: text_of(&value, "forecastCategory"),
                percent: text_of(&value, "probability").parse().expect("a whole number"),
                won: text_of(&value, "won") == "true",
            }
        })
        .collect();
    let names: Vec<&String> = values.iter().map(|value| &value.full_name).collect();
    let labels: Vec<&String> = values.iter().map(|value| &value.label).collect();
    for all in [names, labels] {
        let unique: BTreeSet<String> = all.iter().map(|name| name.to_lowercase()).collect();
        assert_eq!(unique.len(), all.len(), "{all:?}");
        assert!(all.iter().all(|name| name.encode_utf16().count() <= 255));
    }
    assert!(values.len() <= 100);
    values
}

/// The values of a process, each with the `default` that the schema demands.
fn process_values(name: &str, text: &str) -> Vec<String> {
    let process = parse(text, "BusinessProcess");
    let process = process.root_element();
    assert_eq!(text_of(&process, "fullName"), name);
    assert_eq!(text_of(&process, "isActive"), "true");
    assert_eq!(names(&process)[..3], ["fullName", "isActive", "values"]);
    process
        .children()
        .filter(|child| child.has_tag_name((NAMESPACE, "values")))
        .map(|value| {
            assert_eq!(names(&value), ["fullName", "default"]);
            assert_eq!(text_of(&value, "default"), "false");
            text_of(&value, "fullName")
        })
        .collect()
}

fn names<'d>(node: &Node<'d, 'd>) -> Vec<&'d str> {
    let elements = node.children().filter(Node::is_element);
    elements.map(|child| child.tag_name().name()).collect()
}

fn text_of(node: &Node<'_, '_>, name: &str) -> String {
    let mut all = node.children().filter(|child| child.has_tag_name((NAMESPACE, name)));
    let child = all.next().unwrap_or_else(|| panic!("no {name}"));
    assert!(all.next().is_none(), "two of {name}");
    child.text().unwrap_or_default().to_owned()
}

#[test]
fn every_result_is_a_project_that_holds_together() {
    everywhere(|questionnaire, given, sale, after| {
        for (pipelines, expected) in orders(sale, after) {
            let written = write("salesforce", questionnaire, given, &unnamed(pipelines));
            let written = written.unwrap_or_else(|refused| panic!("{given:?}: {refused:?}"));
            let project = read(&written.files);

            let (open, ends) = project.stages.split_at(project.stages.len() - 2);
            let end =
                |end: &StandardValue| (end.closed, end.won, end.category.clone(), end.percent);
            assert_eq!((&*ends[0].full_name, &*ends[0].label), ("Closed Won", "Closed Won"));
            assert_eq!(end(&ends[0]), (true, true, "Closed".to_owned(), 100));
            assert_eq!((&*ends[1].full_name, &*ends[1].label), ("Closed Lost", "Closed Lost"));
            assert_eq!(end(&ends[1]), (true, false, "Omitted".to_owned(), 0));
            assert!(open.iter().map(|stage| stage.percent).is_sorted(), "{given:?}");

            assert_eq!(project.pipelines.len(), expected.len());
            let mut used = BTreeSet::new();
            for (label, stages) in expected {
                let (_, values) = &project.pipelines[label];
                let place = |name: &String| {
                    let place = project.stages.iter().position(|stage| stage.full_name == *name);
                    place.unwrap_or_else(|| panic!("{name} is not in the set"))
                };
                // The set decides the order in which people see the stages.
                let places: Vec<usize> = values.iter().map(place).collect();
                assert!(places.is_sorted(), "{given:?}: {values:?}");
                let (open, ends) = values.split_at(values.len() - 2);
                assert_eq!(ends, ["Closed Won", "Closed Lost"]);
                assert_eq!(open.len(), stages.len());
                for (name, stage) in open.iter().zip(stages) {
                    let value = &project.stages[place(name)];
                    assert_eq!(value.label, stage.name);
                    let category = if stage.percent.is_some() { "Pipeline" } else { "Omitted" };
                    let expected = (false, false, category.to_owned(), stage.percent.unwrap_or(0));
                    assert_eq!(end(value), expected, "{given:?}: {name}");
                    let text = value.description.as_ref().expect("it is short enough");
                    assert!(text.starts_with(&stage.text), "{text}");
                }
                used.extend(values.clone());
            }
            let all: BTreeSet<String> =
                project.stages.iter().map(|stage| stage.full_name.clone()).collect();
            assert_eq!(all, used, "{given:?}: no stage is there for nothing");
        }
    });
}

/// Any name leads to a name that Salesforce accepts for a file, and two names never lead to
/// the same one.
#[test]
fn every_name_of_a_pipeline_has_an_api_name() {
    let questionnaire = b2b();
    let given = ["partners", "95%", "one", "2"];
    let [long, longest] = ["é", "n"].map(|letter| letter.repeat(80));
    let names = [
        "Acme",
        "顧客",
        "新規",
        "Müller",
        "Möller",
        "2026",
        "🚀 to the moon",
        "<&>",
        "_",
        &long,
        &longest,
    ];
    let mut taken = BTreeSet::new();
    for name in names {
        for pipelines in [Pipelines::Sale, Pipelines::AfterSale] {
            let order = Order { pipelines, name: Some(name) };
            let written = write("salesforce", &questionnaire, &given, &order);
            let project = read(&written.unwrap_or_else(|refused| panic!("{refused:?}")).files);
            let (label, (api_name, _)) = project.pipelines.first_key_value().expect("one");
            assert_eq!(label, name);
            // As many letters as there is room for, and the number.
            assert_eq!(api_name.len() == 80, name == longest, "{api_name}");
            taken.insert(api_name.clone());
        }
    }
    assert_eq!(taken.len(), names.len() * 2, "{taken:?}");
}

/// The files against Salesforce's own schema, if the machine has it: `SALESFORCE_XSD` is
/// the path of an XSD made from the WSDL of the Metadata API. Without it, or without
/// xmllint, the test says so and passes.
#[test]
#[expect(clippy::print_stderr, reason = "a test that does nothing has to say so")]
fn every_file_fits_the_schema() {
    let xmllint = || Command::new("xmllint").arg("--version").output().ok();
    let (Some(schema), Some(_)) = (std::env::var_os("SALESFORCE_XSD"), xmllint()) else {
        eprintln!("left out: there is no SALESFORCE_XSD, or xmllint is not installed");
        return;
    };
    let schema = std::fs::read_to_string(schema).expect("the schema can be read");
    // The schema has no element for the file of a permission set, though it has the type.
    let (schema, end) = schema.split_at(schema.rfind("</").expect("it is XML"));
    let element = "<xsd:element name=\"PermissionSet\" type=\"tns:PermissionSet\"/>";
    let folder = crate::support::folder();
    let xsd = folder.path().join("schema.xsd");
    std::fs::write(&xsd, [schema, element, end].concat()).expect("the folder takes a file");
    let mut paths = Vec::new();
    everywhere(|questionnaire, given, _, _| {
        let order = unnamed(Pipelines::All);
        let first = write("salesforce", questionnaire, given, &order).expect("it fits");
        let order = Order { name: Some("A & \"B\" <C>"), ..order };
        let other = ["both", "95%", "every-deal", "everyone"];
        let second = super::write_into(&first.files, "salesforce", &b2b(), &other, &order);
        let second = second.unwrap_or_else(|refused| panic!("{refused:?}"));
        for (path, text) in first.files.iter().chain(&second.files) {
            if path.ends_with(".xml") {
                let path = folder.path().join(format!("{}.xml", paths.len()));
                std::fs::write(&path, text).expect("the folder takes a file");
                paths.push(path);
            }
        }
    });
    let run = Command::new("xmllint").args(["--noout", "--schema"]).arg(&xsd).args(&paths).output();
    let run = run.expect("it was there");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(paths.len() > 4000, "{}", paths.len());
}

#[test]
fn a_project_looks_like_this() {
    let order = Order { pipelines: Pipelines::AfterSale, name: Some("Renewals & more") };
    let given = ["partners", "95%", "one", "2"];
    let written = write("salesforce", &b2b(), &given, &order).expect("it fits");
    for (path, text) in &written.files {
        looks_like(&format!("salesforce/{path}"), text);
    }
    insta::assert_snapshot!(written.remarks.join("\n"), @r"
    all pipelines of an organisation share one list of stages, so this changes each stage of the same name there: write further pipelines into this folder, and try it in a sandbox first, because sources differ on whether a deployment deactivates stages that it does not name
    people see a pipeline when they are assigned its permission set, which has the name of its record type
    ");
}
