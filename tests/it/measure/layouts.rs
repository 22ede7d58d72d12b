//! One firm in many layouts: each leads to the truth if it has the fact, and to the reason
//! if it does not.

use serde_json::{Value, json};

use super::firm::{Deal, Outcome, SELLERS, Truth, csv, deals, people, truth};
use super::{evidence, measured};
use crate::support::one_line;

fn amount(deal: &Deal) -> String {
    format!("{}.{:02}", deal.cents / 100, deal.cents % 100)
}

fn strings(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

/// Deals as HubSpot exports them with its names for people.
pub(super) fn hubspot(deals: &[Deal]) -> Vec<Vec<String>> {
    let mut table = vec![strings(&[
        "Record ID",
        "Deal Name",
        "Pipeline",
        "Deal Stage",
        "Amount",
        "Currency",
        "Close Date",
        "Deal owner",
        "Deal Collaborator",
        "Lead Source",
        "Is Closed Won",
        "Associated Company (Primary)",
        "Associated Contact IDs",
    ])];
    for deal in deals {
        let (stage, won) = match deal.outcome {
            Outcome::Won => ("Closed Won", "true"),
            Outcome::Lost => ("Closed Lost", "false"),
            Outcome::Open => ("Contract Sent", "false"),
        };
        let helpers: Vec<&str> = deal.helpers.iter().map(|seller| SELLERS[*seller]).collect();
        let contacts: Vec<String> = deal.contacts.iter().map(u32::to_string).collect();
        table.push(vec![
            deal.id.to_string(),
            deal.title.clone(),
            "Sales".to_owned(),
            stage.to_owned(),
            amount(deal),
            "DKK".to_owned(),
            format!("{} 14:05", deal.closed.iso()),
            SELLERS[deal.owner].to_owned(),
            helpers.join(";"),
            deal.source.to_owned(),
            won.to_owned(),
            format!("Customer {}", deal.customer),
            contacts.join(";"),
        ]);
    }
    table
}

/// A Salesforce report with contact roles: a row for each contact, no id, the month first,
/// a footer, and Latin-1.
fn salesforce_report(deals: &[Deal]) -> Vec<u8> {
    let mut text = String::from(
        "\"Opportunity Owner\",\"Account Name\",\"Opportunity Name\",\"Stage\",\"Amount\",\
         \"Close Date\",\"Lead Source\",\"Contact Name\"\n",
    );
    for deal in deals {
        let stage = match deal.outcome {
            Outcome::Won => "Closed Won",
            Outcome::Lost => "Closed Lost",
            Outcome::Open => "Prospecting",
        };
        for contact in &deal.contacts {
            text.push_str(&format!(
                "\"{}\",\"Customer {}\",\"{}\",\"{stage}\",\"{}\",\"{}\",\"{}\",\"Person {contact}\"\n",
                SELLERS[deal.owner],
                deal.customer,
                deal.title,
                amount(deal),
                deal.closed.us(),
                deal.source,
            ));
        }
    }
    text.push_str("\n\n\"Opportunities\"\n\"Confidential Information - Do Not Distribute\"\n");
    text.chars().map(|c| u8::try_from(u32::from(c)).expect("it is Latin-1")).collect()
}

/// Salesforce's data export: three files that refer to each other.
fn salesforce_export(deals: &[Deal]) -> [(&'static str, Vec<u8>); 3] {
    let id = |deal: &Deal| format!("0065000000{}AAA", deal.id);
    let user = |seller: usize| format!("005500000000{seller}AAA");
    let mut opportunities = vec![strings(&[
        "Id",
        "IsDeleted",
        "AccountId",
        "Name",
        "StageName",
        "Amount",
        "CloseDate",
        "LeadSource",
        "IsClosed",
        "IsWon",
        "OwnerId",
        "ContactId",
    ])];
    let mut roles = vec![strings(&["Id", "OpportunityId", "ContactId", "IsDeleted"])];
    let mut team = vec![strings(&["Id", "OpportunityId", "UserId", "IsDeleted"])];
    for deal in deals {
        let flag = |is: bool| if is { "1" } else { "0" }.to_owned();
        opportunities.push(vec![
            id(deal),
            flag(false),
            format!("001500000{}AAA", 1_000 + deal.customer),
            deal.title.clone(),
            "Some stage".to_owned(),
            amount(deal),
            format!("{} 00:00:00", deal.closed.iso()),
            deal.source.to_owned(),
            flag(deal.outcome != Outcome::Open),
            flag(deal.outcome == Outcome::Won),
            user(deal.owner),
            "000000000000000AAA".to_owned(),
        ]);
        for contact in &deal.contacts {
            let contact = format!("00350000000{}AAA", 10 + contact);
            roles.push(vec!["00K".to_owned(), id(deal), contact, flag(false)]);
        }
        for seller in people(deal) {
            team.push(vec!["00q".to_owned(), id(deal), user(seller), flag(false)]);
        }
        // Somebody who was removed from the deal again.
        team.push(vec!["00q".to_owned(), id(deal), user(9), flag(true)]);
    }
    [
        ("OpportunityTeamMember.csv", csv(&team)),
        ("Opportunity.csv", csv(&opportunities)),
        ("OpportunityContactRole.csv", csv(&roles)),
    ]
}

/// Pipedrive: deals, and activities that name the deal by its title. Everybody on a deal
/// has two done activities; others have one, one that is still to do, or some after the day
/// on which the deal was won.
fn pipedrive(deals: &[Deal]) -> [(&'static str, Vec<u8>); 2] {
    let mut table = vec![strings(&[
        "Deal - ID",
        "Deal - Title",
        "Deal - Owner",
        "Deal - Value",
        "Deal - Currency of Value",
        "Deal - Organization",
        "Deal - Participants",
        "Deal - Stage",
        "Deal - Status",
        "Deal - Won time",
        "Deal - Lost time",
        "Deal - Expected close date",
        "Deal - Source channel",
    ])];
    let mut activities = vec![strings(&[
        "Activity - Due date",
        "Activity - Done",
        "Activity - Assigned to user",
        "Deal - Title",
    ])];
    for deal in deals {
        let closed = format!("{} 10:00:00", deal.closed.iso());
        let (status, won, lost) = match deal.outcome {
            Outcome::Won => ("Won", closed.as_str(), ""),
            Outcome::Lost => ("Lost", "", closed.as_str()),
            Outcome::Open => ("Open", "", ""),
        };
        let contacts: Vec<String> =
            deal.contacts.iter().map(|contact| format!("Person {contact}")).collect();
        table.push(vec![
            deal.id.to_string(),
            deal.title.clone(),
            SELLERS[deal.owner].to_owned(),
            amount(deal),
            "DKK".to_owned(),
            format!("Customer {}", deal.customer),
            contacts.join(", "),
            "Proposal Made".to_owned(),
            status.to_owned(),
            won.to_owned(),
            lost.to_owned(),
            "2019-01-01".to_owned(),
            deal.source.to_owned(),
        ]);
        let mut act = |day: i64, done: &str, seller: &str| {
            let day = super::firm::Day(day).iso();
            activities.push(vec![day, done.to_owned(), seller.to_owned(), deal.title.clone()]);
        };
        for (i, seller) in (0..).zip(people(deal)) {
            act(deal.created.0 + i, "Done", SELLERS[seller]);
            act(deal.closed.0 - i, "Done", SELLERS[seller]);
        }
        act(deal.created.0 + 1, "Done", "Handed Over");
        act(deal.created.0 + 2, "To do", "Handed Over");
        act(deal.closed.0 + 1, "Done", "After Sales");
        act(deal.closed.0 + 2, "Done", "After Sales");
    }
    [("activities.csv", csv(&activities)), ("deals.csv", csv(&table))]
}

/// A spreadsheet made by hand: title lines, semicolons, a decimal comma, a total, and its
/// own words.
fn sheet(deals: &[Deal]) -> Vec<u8> {
    let mut text = String::from("Verkaufte Projekte\n\nNr;Kunde;Stand;Abschluss;Summe;Herkunft\n");
    for deal in deals {
        let status = match deal.outcome {
            Outcome::Won => "Unterschrieben",
            Outcome::Lost => "Abgesagt",
            Outcome::Open => "Angebot",
        };
        let (units, cents) = (deal.cents / 100, deal.cents % 100);
        text.push_str(&format!(
            "{};Customer {};{status};{};{}.{:03},{cents:02} kr;{}\n",
            deal.id,
            deal.customer,
            deal.closed.german(),
            units / 1000,
            units % 1000,
            deal.source
        ));
    }
    text.push_str(";Gesamt;;;99.999.999,00 kr;\n");
    text.into_bytes()
}

/// Checks what every layout has.
fn counted(found: &Value, truth: &Truth) {
    let deals = &found["measured"]["deals"];
    assert_eq!(deals["won"], truth.won);
    assert_eq!(deals["in_period"], truth.in_period);
    let period = json!({"from": "2025-07-01", "to": "2026-06-30"});
    assert_eq!(found["measured"]["period"], period);
    let leads = evidence(found, "leads");
    assert_eq!(leads["counts"], json!(truth.classes));
    let known: u64 = truth.classes.values().sum();
    assert_eq!(leads["of"], known);
    let coverage = (known as f64 / truth.new_closed as f64 * 100.0).round() / 100.0;
    assert_eq!(leads["coverage"], coverage);
    assert_eq!(leads["answer"], "inbound", "{leads}");
    let revenue = evidence(found, "revenue");
    assert_eq!(revenue["value"], truth.existing as f64 / 100.0);
    assert_eq!(revenue["answer"], "most", "{revenue}");
}

fn sellers(found: &Value, truth: &Truth) {
    let sellers = evidence(found, "sellers");
    assert_eq!(sellers["counts"]["shared"], truth.shared, "{sellers}");
    assert_eq!(sellers["value"], truth.shared_percent as f64 / 100.0);
    assert_eq!(sellers["answer"], "some-deals");
}

fn contacts(found: &Value, truth: &Truth) {
    let contacts = evidence(found, "contacts");
    assert_eq!(contacts["counts"], json!(truth.contacts), "{contacts}");
    assert_eq!(contacts["value"], truth.median);
    assert_eq!(contacts["answer"], "one-or-two");
}

fn not_measured(found: &Value, question: &str, why: &str) {
    let evidence = evidence(found, question);
    assert_eq!(evidence["answer"], Value::Null, "{evidence}");
    assert_eq!(evidence["why"], why, "{evidence}");
    assert_eq!(evidence["trust"], "open");
}

#[test]
fn every_layout_gives_the_truth() {
    let deals = deals(11, 900);
    let truth = truth(&deals);
    assert!(truth.in_period > 100 && truth.existing > 5_000 && truth.existing < 9_000, "{truth:?}");

    let found = measured(&[("deals.csv", csv(&hubspot(&deals)))], &[]);
    counted(&found, &truth);
    sellers(&found, &truth);
    contacts(&found, &truth);

    let found = measured(&salesforce_export(&deals), &[]);
    counted(&found, &truth);
    sellers(&found, &truth);
    contacts(&found, &truth);

    let found = measured(&pipedrive(&deals), &[]);
    counted(&found, &truth);
    sellers(&found, &truth);
    contacts(&found, &truth);

    let report = salesforce_report(&deals);
    let found = measured(&[("report.csv", report.clone())], &[]);
    counted(&found, &truth);
    contacts(&found, &truth);
    not_measured(&found, "sellers", "no-column");
    assert_eq!(found["files"][0]["encoding"], "windows-1252");
    let said = super::run(&[("report.csv", report)], &[]).stdout;
    let said = one_line(&said);
    assert!(said.contains("report.csv is not UTF-8, and was read as windows-1252"), "{said}");
    assert!(said.contains("Deals without a contact are not in it"), "{said}");

    let args = [
        "--column",
        "id=Nr",
        "--column",
        "customer=Kunde",
        "--column",
        "won=Stand",
        "--column",
        "date=Abschluss",
        "--column",
        "amount=Summe",
        "--column",
        "source=Herkunft",
        "--won",
        "Unterschrieben",
        "--lost",
        "Abgesagt",
    ];
    let found = measured(&[("projekte.csv", sheet(&deals))], &args);
    counted(&found, &truth);
    not_measured(&found, "sellers", "no-column");
    not_measured(&found, "contacts", "no-column");
    assert_eq!(found["files"][0]["header"], 3);
}

/// Two halves of an export lead to the same firm, and so does an export that repeats every
/// row.
#[test]
fn halves_and_repetitions_are_one_firm() {
    let deals = deals(5, 700);
    let table = hubspot(&deals);
    let (first, second) = table.split_at(300);
    let second = [&table[..1], second].concat();
    let whole = measured(&[("deals.csv", csv(&table))], &[]);
    let halves = measured(&[("1.csv", csv(first)), ("2.csv", csv(&second))], &[]);
    let twice = measured(&[("1.csv", csv(&table)), ("2.csv", csv(&table))], &[]);
    assert_eq!(halves["measured"], whole["measured"]);
    assert_eq!(twice["measured"], whole["measured"]);
}

/// The exports in `docs/measure.md` are from this firm, too. `SNAPSHOTS=overwrite` writes
/// them anew.
#[test]
fn the_examples_are_the_firm() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/measure");
    let deals = deals(11, 400);
    let mut files = vec![("hubspot/deals.csv".to_owned(), csv(&hubspot(&deals)))];
    let of = |folder: &str, files: &[(&str, Vec<u8>)]| -> Vec<(String, Vec<u8>)> {
        files.iter().map(|(name, bytes)| (format!("{folder}/{name}"), bytes.clone())).collect()
    };
    files.extend(of("salesforce", &salesforce_export(&deals)));
    files.extend(of("pipedrive", &pipedrive(&deals)));
    for (name, bytes) in files {
        let path = folder.join(name);
        if std::env::var("SNAPSHOTS").is_ok_and(|how| how == "overwrite") {
            std::fs::create_dir_all(path.parent().expect("it is in a folder"))
                .and_then(|()| std::fs::write(&path, &bytes))
                .expect("the folder takes files");
        }
        let written = std::fs::read(&path).expect("the example is there");
        assert!(written == bytes, "{} is not the firm", path.display());
    }
}
