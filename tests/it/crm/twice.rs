//! Two exports into one CRM, applied to a model of what the CRM does with them: what is
//! there afterwards.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use salesmodel::questionnaire::{Builtin, Questionnaire};
use salesmodel::render::crm::{Order, Pipelines};

use super::{Written, everywhere, odoo, salesforce, unnamed, write, write_into};
use crate::support::b2b;

/// Names that have the same letters to many programs.
const NAMES: [&str; 16] = [
    "Team North",
    "Team-North",
    "Team_North",
    "Team  North",
    "TEAM NORTH",
    "A & B",
    "A / B",
    "A B",
    "AB",
    "顧客",
    "新規",
    "Müller",
    "Möller",
    "2026",
    "Pipeline 2026",
    "b2b sale",
];

fn named(name: &str, pipelines: Pipelines) -> Order<'_> {
    Order { pipelines, name: Some(name) }
}

fn in_dutch(name: &str) -> Questionnaire {
    let builtin = Builtin::named(name).expect("it is built in");
    builtin.in_language("nl").expect("it is translated")
}

/// All the orders that one company could give, each for another pipeline.
fn orders() -> Vec<Order<'static>> {
    let kinds = [Pipelines::Sale, Pipelines::Prospecting, Pipelines::AfterSale];
    let named = NAMES.iter().flat_map(|name| kinds.map(|kind| named(name, kind)));
    named.chain([unnamed(Pipelines::Sale)]).collect()
}

/// A model of Odoo's import: a row with an id that is known changes that stage, and
/// every other row makes one.
#[derive(Clone, Debug, Default, PartialEq)]
struct Odoo(BTreeMap<String, HashMap<String, String>>);

impl Odoo {
    fn import(&mut self, written: &Written) {
        for row in odoo::rows(written.stream()) {
            self.0.insert(row["id"].clone(), row);
        }
    }

    /// The names of the stages of a team in their order.
    fn stages(&self, team: Option<&str>) -> Vec<&str> {
        let of_team = |row: &&HashMap<String, String>| {
            row.get("team_id").or_else(|| row.get("team_ids")).map(String::as_str) == team
        };
        let mut rows: Vec<_> = self.0.values().filter(of_team).collect();
        rows.sort_by_key(|row| row["sequence"].parse::<u32>().expect("a number"));
        rows.into_iter().map(|row| row["name"].as_str()).collect()
    }
}

#[test]
fn no_pipeline_takes_the_stages_of_another_in_odoo() {
    let given = ["outbound", "95%", "every-deal", "everyone"];
    let b2b = b2b();
    let dutch = in_dutch("b2b");
    for crm in ["odoo", "odoo-19"] {
        let mut all = Odoo::default();
        let mut rows = 0;
        for order in orders() {
            let written = write(crm, &b2b, &given, &order).expect("it fits");
            let mut alone = Odoo::default();
            alone.import(&written);
            rows += alone.0.len();
            all.import(&written);
            assert_eq!(all.0.len(), rows, "{order:?} has stages of an earlier one");
        }
        // All of them again, in another language: the same stages in other words.
        let before: Vec<String> = all.0.keys().cloned().collect();
        for order in orders() {
            all.import(&write(crm, &dutch, &given, &order).expect("it fits"));
        }
        assert!(all.0.keys().eq(&before));
        assert!(all.stages(None).contains(&"Onderzoek doen"), "{:?}", all.stages(None));
    }
}

/// Every result, imported twice in two languages: the second time changes rows and adds
/// none.
#[test]
fn every_second_import_adds_nothing_in_odoo() {
    let dutch: Vec<Questionnaire> = ["b2b", "b2c"].map(in_dutch).into();
    everywhere(|questionnaire, given, _, after| {
        let dutch = dutch.iter().find(|dutch| dutch.id() == questionnaire.id());
        let dutch = dutch.expect("it is one of the two");
        let mut odoo = Odoo::default();
        let sale = [Pipelines::Sale, Pipelines::AfterSale];
        for pipelines in &sale[..1 + usize::from(!after.is_empty())] {
            let order = named("A, B", *pipelines);
            let before = odoo.0.len();
            let first = write("odoo", questionnaire, given, &order).expect("it fits");
            odoo.import(&first);
            let added = odoo::rows(first.stream()).len();
            assert_eq!(odoo.0.len(), before + added, "{given:?}");
            odoo.import(&write("odoo", dutch, given, &order).expect("it fits"));
            assert_eq!(odoo.0.len(), before + added, "{given:?}");
        }
        assert_eq!(odoo.stages(Some("A, B")).last(), Some(&"Gewonnen"), "{given:?}");
    });
}

/// Another diagnosis of the same team updates the stages that both have, and leaves the
/// rest.
#[test]
fn a_later_diagnosis_updates_the_stages_of_its_team_in_odoo() {
    let b2b = b2b();
    let mut odoo = Odoo::default();
    let (north, south) = (named("North", Pipelines::Sale), named("South", Pipelines::Sale));
    let first = ["inbound", "little", "one", "one-or-two"];
    for order in [&north, &south] {
        odoo.import(&write("odoo", &b2b, &first, order).expect("it fits"));
    }
    let before = odoo.clone();
    odoo.import(
        &write("odoo", &b2b, &["inbound", "little", "every-deal", "2"], &north).expect("it fits"),
    );
    assert_eq!(odoo.stages(Some("South")), before.stages(Some("South")));
    assert_eq!(
        odoo.stages(Some("North")),
        ["Qualify", "Research", "Present", "Propose", "Negotiate", "Closed won"]
    );
}

/// Writes an export into the folder of a project.
fn deploy(
    folder: &mut BTreeMap<String, String>,
    questionnaire: &Questionnaire,
    given: &[&str],
    order: &Order<'_>,
) -> Vec<String> {
    let written = write_into(folder, "salesforce", questionnaire, given, order);
    let written = written.unwrap_or_else(|refused| panic!("{given:?}: {refused:?}"));
    folder.extend(written.files);
    written.remarks
}

/// Whatever the first and the second export are, the project is consistent after them, and
/// the first pipeline has the stages that it had.
#[test]
fn every_second_export_leaves_the_first_whole_in_salesforce() {
    let b2b = b2b();
    let others: [[&str; 4]; 4] = [
        ["outbound", "nearly-all", "every-deal", "one-or-two"],
        ["inbound", "little", "one", "one-or-two"],
        ["both", "nearly-all", "every-deal", "everyone"],
        ["inbound", "most", "some-deals", "several"],
    ];
    let dutch: Vec<Questionnaire> = ["b2b", "b2c"].map(in_dutch).into();
    let mut turn = 0;
    everywhere(|questionnaire, given, _, _| {
        let first = others[turn % others.len()];
        turn += 1;
        let mut folder = BTreeMap::new();
        deploy(&mut folder, &b2b, &first, &named("Team North", Pipelines::All));
        let before = salesforce::read(&folder);
        deploy(&mut folder, questionnaire, given, &named("Team-North", Pipelines::All));
        // `read` compares every process with the set.
        let after = salesforce::read(&folder);
        for (label, pipeline) in &before.pipelines {
            assert_eq!(&after.pipelines[label], pipeline, "{given:?}");
            assert!(salesforce::picks_in_order(&after, pipeline), "{given:?} after {first:?}");
        }
        // The second time changes nothing more.
        let twice = folder.clone();
        let said = deploy(&mut folder, questionnaire, given, &named("Team-North", Pipelines::All));
        assert_eq!(folder, twice, "{given:?}");
        assert!(said.iter().all(|remark| !remark.contains("redefines")), "{said:?}");
        // In another language they are the same pipelines in other words.
        let dutch = dutch.iter().find(|dutch| dutch.id() == questionnaire.id());
        let dutch = dutch.expect("it is one of the two");
        deploy(&mut folder, dutch, given, &named("Team-North", Pipelines::Sale));
        assert!(folder.keys().eq(twice.keys()), "{given:?}");
        let after = salesforce::read(&folder);
        assert!(
            after.pipelines.values().all(|pipeline| salesforce::picks_in_order(&after, pipeline))
        );
    });
}

/// Without a folder that has the first, every order has files of its own, except for the
/// set, which is the organisation's.
#[test]
fn no_pipeline_takes_the_files_of_another_in_salesforce() {
    let given = ["outbound", "95%", "every-deal", "everyone"];
    let b2b = b2b();
    let mut paths = BTreeSet::new();
    let orders = orders();
    let orders = orders.iter().filter(|order| order.pipelines != Pipelines::Prospecting);
    let mut count = 0;
    for order in orders {
        let written = write("salesforce", &b2b, &given, order).expect("it fits");
        // Some systems do not distinguish capital letters from small ones.
        paths.extend(written.files.keys().map(|path| path.to_lowercase()));
        count += 3;
        assert_eq!(paths.len(), 2 + count, "{order:?}");
    }
}

#[test]
fn what_the_set_redefines_is_said() {
    let b2b = b2b();
    let mut folder = BTreeMap::new();
    let inbound = ["inbound", "little", "every-deal", "one-or-two"];
    deploy(&mut folder, &b2b, &inbound, &named("Inbound", Pipelines::Sale));
    // In the first pipeline, Research comes after the deal was opened, and in this one
    // before.
    let accounts = ["outbound", "little", "every-deal", "everyone"];
    let said = deploy(&mut folder, &b2b, &accounts, &named("Accounts", Pipelines::Sale));
    insta::assert_snapshot!(said[said.len() - 2..].join("\n"), @r#"
    the list of stages keeps those that the folder had: "Qualify"
    the list of stages redefines these for other pipelines: "Research" of Inbound_57fb02cdb9 gets forecastCategory "Omitted" instead of "Pipeline", probability "0" instead of "10"
    "#);
    let set = salesforce::read(&folder);
    assert_eq!(set.pipelines.len(), 2);
    // A pipeline that changes its own stages changes nothing for others.
    let mut folder = BTreeMap::new();
    let order = unnamed(Pipelines::Sale);
    deploy(&mut folder, &b2b, &inbound, &order);
    let said = deploy(&mut folder, &in_dutch("b2b"), &inbound, &order);
    assert!(said.iter().all(|remark| !remark.contains("redefines")), "{said:?}");
    assert_eq!(salesforce::read(&folder).stages[0].label, "Kwalificeren");
}

/// A process of the folder that uses a stage which no list has is named, and so is a file
/// that cannot be read; nothing is written.
#[test]
fn a_folder_that_would_break_is_refused() {
    let b2b = b2b();
    let given = ["inbound", "little", "one", "one-or-two"];
    let process = |values: &[&str]| {
        let values = values.iter().map(|value| {
            format!("<values><fullName>{value}</fullName><default>false</default></values>")
        });
        format!(
            "<BusinessProcess xmlns=\"http://soap.sforce.com/2006/04/metadata\">\
             <isActive>true</isActive>{}</BusinessProcess>",
            values.collect::<String>()
        )
    };
    let path = "force-app/main/default/objects/Opportunity/businessProcesses/\
                Old_one.businessProcess-meta.xml";
    let set = "force-app/main/default/standardValueSets/OpportunityStage.standardValueSet-meta.xml";
    let refused = |path: &str, text: &str| {
        let folder = BTreeMap::from([(path.to_owned(), text.to_owned())]);
        let order = unnamed(Pipelines::Sale);
        let refused = write_into(&folder, "salesforce", &b2b, &given, &order).err();
        let lines = refused.expect("it is refused").into_iter();
        lines.map(|refusal| format!("{refusal}\n  {}\n", refusal.hint)).collect::<String>()
    };
    let values = ["Prospecting", "Proposal%2FPrice Quote", "qualify", "Closed Won"];
    let all = [
        refused(path, &process(&values)),
        refused(path, "<BusinessProcess>"),
        refused(set, "mine"),
        refused(set, "<!DOCTYPE x [<!ENTITY a \"b\">]><StandardValueSet/>"),
    ];
    insta::assert_snapshot!(all.concat(), @r#"
    the process "Old_one" of the folder picks stages that its list of stages does not have: "Prospecting" and "Proposal/Price Quote"
      Retrieve StandardValueSet:OpportunityStage from the organisation into the folder first, or name a new folder.
    force-app/main/default/objects/Opportunity/businessProcesses/Old_one.businessProcess-meta.xml in the folder cannot be read: the root node was opened but never closed
      Fix or delete it, or name a new folder.
    force-app/main/default/standardValueSets/OpportunityStage.standardValueSet-meta.xml in the folder cannot be read: unknown token at 1:1
      Fix or delete it, or name a new folder.
    force-app/main/default/standardValueSets/OpportunityStage.standardValueSet-meta.xml in the folder cannot be read: XML with DTD detected
      Fix or delete it, or name a new folder.
    "#);
}

/// The stages that an organisation has in its list stay as they are written, and in their
/// order.
#[test]
fn stages_of_the_organisation_stay() {
    let value = |name: &str, more: &str| {
        format!(
            "<standardValue>\n    <fullName>{name}</fullName>\n    <default>false</default>{more}\n\
             </standardValue>"
        )
    };
    let old = [
        value("Prospecting", ""),
        value("Proposal/Price Quote", "<label>Angebot &amp; Preis</label>"),
        value("Closed Won", ""),
        value("Dead", "<closed>true</closed>"),
    ];
    let set = "force-app/main/default/standardValueSets/OpportunityStage.standardValueSet-meta.xml";
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<StandardValueSet \
         xmlns=\"http://soap.sforce.com/2006/04/metadata\"><sorted>false</sorted>{}</StandardValueSet>",
        old.concat()
    );
    let project = r#"{"packageDirectories": [{"path": "force-app"}], "namespace": "mine"}"#;
    let mut folder = BTreeMap::from([
        (set.to_owned(), text),
        ("sfdx-project.json".to_owned(), project.to_owned()),
        ("README.md".to_owned(), "mine".to_owned()),
    ]);
    let given = ["inbound", "little", "one", "one-or-two"];
    let said = deploy(&mut folder, &b2b(), &given, &unnamed(Pipelines::Sale));
    assert!(said.last().is_some_and(|said| said.contains("\"Prospecting\"")), "{said:?}");
    assert_eq!(folder["sfdx-project.json"], project, "a project of somebody else stays");
    for kept in [&old[0], &old[1], &old[3]] {
        assert!(folder[set].contains(kept.as_str()), "{}", folder[set]);
    }
    let document = roxmltree::Document::parse(&folder[set]).expect("it is XML");
    let names = document.descendants().filter(|node| node.tag_name().name() == "fullName");
    let names: Vec<&str> = names.filter_map(|name| name.text()).collect();
    assert_eq!(
        names,
        [
            "Prospecting",
            "Proposal/Price Quote",
            "Qualify",
            "Present",
            "Propose",
            "Negotiate",
            "Dead",
            "Closed Won",
            "Closed Lost"
        ]
    );
}
