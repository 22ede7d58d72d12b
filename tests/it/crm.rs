//! Pipelines for CRMs: for every combination of answers, each format is read back by a
//! reader of its own, and must say what the JSON of the same result says.
//!
//! `limits` tries what should never reach a CRM, `command` the flags and the folder,
//! `twice` a second export into the same CRM, and `posted` the commands of `docs/crm.md`
//! against stand-ins for the CRMs.

mod command;
mod hubspot;
mod limits;
mod odoo;
mod pipedrive;
mod posted;
mod salesforce;
mod twice;

use std::collections::BTreeMap;
use std::path::Path;

use salesmodel::diagnosis;
use salesmodel::questionnaire::{Builtin, Questionnaire};
use salesmodel::render::crm::{Crm, CrmFile, CrmOutput, CrmPlan, Order, Pipelines, Refusal};
use serde_json::Value;
use snapbox::{Data, assert_data_eq};

use crate::support::{answers, json, report, space};

/// What a format makes of a result: its files by path, or one file without a path, and what
/// it has no place for.
struct Written {
    files: BTreeMap<String, String>,
    remarks: Vec<String>,
}

impl Written {
    fn stream(&self) -> &str {
        &self.files[""]
    }
}

/// A pipeline without a name of its own.
fn unnamed(pipelines: Pipelines) -> Order<'static> {
    Order { pipelines, name: None }
}

/// Writes a result for a CRM.
fn write(
    crm: &str,
    questionnaire: &Questionnaire,
    given: &[&str],
    order: &Order<'_>,
) -> Result<Written, Vec<Refusal>> {
    write_into(&BTreeMap::new(), crm, questionnaire, given, order)
}

/// Writes a result for a CRM into a folder that has these files.
fn write_into(
    folder: &BTreeMap<String, String>,
    crm: &str,
    questionnaire: &Questionnaire,
    given: &[&str],
    order: &Order<'_>,
) -> Result<Written, Vec<Refusal>> {
    let diagnosis = diagnosis::score(answers(questionnaire, given)).expect("a model leads");
    let crm = Crm::named(crm).expect("there is such a CRM");
    let plan: CrmPlan<'_> = crm.plan(&report(&diagnosis, None), order)?;
    let text = |bytes| String::from_utf8(bytes).expect("every format is UTF-8");
    let mut remarks = crm.remarks(&plan);
    let files = match crm.output {
        CrmOutput::Stream { write, .. } => {
            let mut bytes = Vec::new();
            write(&plan, &mut bytes).expect("memory can be written");
            BTreeMap::from([(String::new(), text(bytes))])
        }
        CrmOutput::Folder(project) => {
            let wanted = |path: &str| {
                project.reads.iter().any(|read| {
                    path.strip_prefix(read)
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                })
            };
            let present = folder.iter().filter(|(path, _)| wanted(path));
            let present: Vec<CrmFile> = present
                .map(|(path, text)| CrmFile {
                    path: path.clone(),
                    bytes: text.clone().into_bytes(),
                })
                .collect();
            let made = (project.files)(&plan, &present)?;
            remarks.extend(made.remarks);
            made.files.into_iter().map(|file| (file.path, text(file.bytes))).collect()
        }
    };
    Ok(Written { files, remarks })
}

/// A stage as the JSON of the result has it, to compare the pipeline of a CRM with.
#[derive(Clone, Debug, PartialEq)]
struct Expected {
    id: String,
    name: String,
    text: String,
    percent: Option<u64>,
}

/// The stages of both pipelines, from the JSON and from what is known of the built-ins: an
/// upsell ends in the stages named here.
fn expected(result: &Value, upsell: &[&str]) -> (Vec<Expected>, Vec<Expected>) {
    let stages = result["pipeline"].as_array().expect("a list");
    let stage = |stage: &Value| Expected {
        id: stage["id"].as_str().expect("a text").to_owned(),
        name: stage["name"].as_str().expect("a text").to_owned(),
        text: stage["goal"].as_str().expect("a text").to_owned(),
        percent: stage["probability"].as_u64(),
    };
    let is_after = |stage: &&Value| stage["phase"] == "after-sale";
    let sale = stages.iter().filter(|stage| !is_after(stage)).map(stage).collect();
    let mut after: Vec<Expected> = stages.iter().filter(is_after).map(stage).collect();
    if !after.is_empty() {
        let closing = |stage: &&Value| upsell.iter().any(|id| stage["id"] == *id);
        after.extend(stages.iter().filter(closing).map(stage));
        assert!(after.len() > upsell.len());
    }
    (sale, after)
}

/// Compares a text with a file of `tests/crm`. `SNAPSHOTS=overwrite cargo test` writes
/// those anew.
fn looks_like(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/crm").join(file);
    assert_data_eq!(text, Data::read_from(&path, None).raw());
}

/// Calls a test with every result of the built-in questionnaires, and the stages of its two
/// pipelines; the second list is empty if there is no such pipeline.
fn everywhere(mut test: impl FnMut(&Questionnaire, &[&str], &[Expected], &[Expected])) {
    let (mut all, mut with_two) = (0, 0);
    for (name, upsell) in [("b2b", &["propose", "negotiate"][..]), ("b2c", &["take-order"])] {
        let questionnaire = Builtin::named(name).expect("it is built in").questionnaire();
        for given in space(&questionnaire) {
            let Some(result) = json(&questionnaire, &given) else { continue };
            let (sale, after) = expected(&result, upsell);
            test(&questionnaire, &given, &sale, &after);
            all += 1;
            with_two += usize::from(!after.is_empty());
        }
    }
    assert!(all > 500 && with_two > 100 && with_two < all, "{with_two} of {all}");
}

/// The pipelines of one order, each with its name and its stages.
type Holding<'e> = Vec<(&'static str, &'e [Expected])>;

/// Which pipelines to ask for, and what they have. The one for leads has a test of its own.
fn orders<'e>(sale: &'e [Expected], after: &'e [Expected]) -> Vec<(Pipelines, Holding<'e>)> {
    let (first, second) = (("New business", sale), ("Existing customers", after));
    let deal = sale.iter().position(|stage| stage.percent.is_some()).expect("a deal opens");
    let deal = ("New business", &sale[deal..]);
    let mut orders = vec![(Pipelines::Sale, vec![first]), (Pipelines::Deal, vec![deal])];
    if after.is_empty() {
        orders.push((Pipelines::All, vec![first]));
    } else {
        orders.push((Pipelines::AfterSale, vec![second]));
        orders.push((Pipelines::All, vec![first, second]));
    }
    orders
}

/// A diagnosis without stages after the sale has no second pipeline, and a person who asks
/// for it is told who adds such stages.
#[test]
fn a_pipeline_that_is_not_there_is_refused() {
    let questionnaire = crate::support::b2b();
    let given = ["inbound", "some", "one", "one-or-two"];
    for crm in ["hubspot", "salesforce", "pipedrive"] {
        let refused = write(crm, &questionnaire, &given, &unnamed(Pipelines::AfterSale));
        let [refusal] = refused.err().expect("it is refused").try_into().expect("one reason");
        assert!(refusal.what.contains("no stages after the sale"), "{refusal}");
        assert!(refusal.hint.contains("Relationship selling"), "{}", refusal.hint);
    }
    let all = write("pipedrive", &questionnaire, &given, &unnamed(Pipelines::All));
    let remarks = all.unwrap_or_else(|refused| panic!("{refused:?}")).remarks;
    assert!(
        remarks.iter().any(|remark| remark.contains("sale is the only pipeline")),
        "{remarks:?}"
    );
}

/// The stages before a deal opens, and those after that, are two halves of the sale; the
/// first half says where it belongs.
#[test]
fn prospecting_and_deal_are_the_sale() {
    let mut with_leads = 0;
    everywhere(|questionnaire, given, sale, _| {
        let leads = sale.iter().take_while(|stage| stage.percent.is_none());
        let leads: Vec<&str> = leads.map(|stage| stage.name.as_str()).collect();
        let order = |name| Order { pipelines: Pipelines::Prospecting, name };
        let hubspot = write("hubspot", questionnaire, given, &order(None));
        let pipedrive = write("pipedrive", questionnaire, given, &order(None));
        let odoo = write("odoo", questionnaire, given, &order(Some("Leads")));
        if leads.is_empty() {
            for refused in [hubspot, pipedrive, odoo] {
                let refused = refused.err().expect("there is nothing to write");
                assert!(refused[0].what.contains("before a deal opens"), "{refused:?}");
            }
            return;
        }
        with_leads += 1;
        let [hubspot, pipedrive, odoo] = [hubspot, pipedrive, odoo].map(|written| {
            let written = written.unwrap_or_else(|refused| panic!("{given:?}: {refused:?}"));
            assert!(written.remarks[0].contains("when its deal opens"), "{:?}", written.remarks);
            written
        });
        let json = |written: &Written| -> Value {
            serde_json::from_str(written.stream()).expect("one JSON document")
        };
        let names = |stages: &Value, key: &str| -> Vec<String> {
            let stages = stages.as_array().expect("a list").iter();
            stages.map(|stage| stage[key].as_str().expect("a text").to_owned()).collect()
        };
        let body = json(&hubspot);
        let ends = ["Deal opened", "Disqualified"];
        assert_eq!(body["label"], "Prospecting");
        assert_eq!(names(&body["stages"], "label"), [&leads[..], &ends].concat());
        for stage in body["stages"].as_array().expect("a list") {
            assert_eq!(stage["metadata"], serde_json::json!({}), "leads have no probability");
        }
        let body = json(&pipedrive);
        assert_eq!(body[0]["pipeline"]["is_deal_probability_enabled"], false);
        assert_eq!(names(&body[0]["stages"], "name"), leads);
        let rows = odoo::rows(odoo.stream());
        let rows: Vec<&str> = rows.iter().map(|row| row["name"].as_str()).collect();
        assert_eq!(rows, leads);
    });
    assert!(with_leads > 100, "{with_leads}");
}

/// A message says what a pipeline leaves out, and nothing about what it has.
#[test]
fn stages_after_the_sale_do_not_vanish() {
    everywhere(|questionnaire, given, _, after| {
        let written = write("pipedrive", questionnaire, given, &unnamed(Pipelines::Sale));
        let remarks = written.unwrap_or_else(|refused| panic!("{refused:?}")).remarks;
        let own = after.iter().filter(|stage| stage.percent.is_none());
        for stage in own.clone() {
            assert!(remarks.iter().any(|remark| remark.contains(&stage.name)), "{remarks:?}");
        }
        let said =
            remarks.iter().filter(|remark| remark.contains("the pipeline after-sale)")).count();
        assert_eq!(said, usize::from(own.count() > 0), "{given:?}");
    });
}

/// An offer to an existing customer is decided in the stages in which a deal is more likely
/// won than lost. At a half, it is not.
#[test]
fn an_offer_is_decided_beyond_a_half() {
    let stages = [("Forty", 40), ("Half", 50), ("Sixty", 60), ("Close", 70)];
    let stage = |(name, percent): (&str, u8)| {
        let closes = if name == "Close" { ", closes_deal: true" } else { "" };
        format!(
            "- {{id: {}, name: {name}, goal: G, exit: E, probability: {percent}{closes}}}\n",
            name.to_lowercase()
        )
    };
    let yaml = format!(
        "format: 1\nid: own\nversion: '1'\nlang: en\ntitle: T\nlead_at: 1\nhybrid_at: 60\n\
         questions:\n- {{id: q, text: Q, options: [{{id: a, label: A, points: {{m: 1}}}}, \
         {{id: b, label: B}}]}}\nmodels: [{{id: m, name: M}}]\nstages:\n{}\
         - {{id: after, name: After, goal: G, exit: E}}\n\
         always: [forty, half, sixty, close, after]\n",
        stages.map(stage).concat()
    );
    let questionnaire = Questionnaire::parse("own", &yaml).unwrap_or_else(|e| panic!("{e}"));
    let order = Order { pipelines: Pipelines::AfterSale, name: Some("P") };
    let written = write("odoo", &questionnaire, &["a"], &order);
    let written = written.unwrap_or_else(|refused| panic!("{refused:?}"));
    let names: Vec<String> =
        odoo::rows(written.stream()).iter().map(|row| row["name"].clone()).collect();
    assert_eq!(names[..3], ["After", "Sixty", "Close"], "{names:?}");
}
