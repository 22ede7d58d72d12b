//! Gaps and habits of real exports: columns that are there and empty, ids in two
//! lengths, fields that are filled by automation.

use serde_json::{Value, json};

use super::firm::{SELLERS, Truth, csv, deals, truth};
use super::layouts::hubspot;
use super::{evidence, measured, run};
use crate::support::one_line;

type Table = Vec<Vec<String>>;

fn column(table: &Table, name: &str) -> usize {
    table[0].iter().position(|column| column == name).expect("it is there")
}

/// Another column of a table, from what each row has.
fn add(table: &mut Table, name: &str, value: impl Fn(usize, &[String]) -> String) {
    for (i, row) in table.iter_mut().enumerate() {
        let cell = if i == 0 { name.to_owned() } else { value(i, row) };
        row.push(cell);
    }
}

fn change(table: &mut Table, name: &str, value: impl Fn(&[String]) -> String) {
    let index = column(table, name);
    for row in &mut table[1..] {
        row[index] = value(row);
    }
}

fn firm() -> (Table, Truth) {
    let deals = deals(11, 900);
    (hubspot(&deals), truth(&deals))
}

fn found(table: &Table) -> Value {
    measured(&[("deals.csv", csv(table))], &[])
}

#[test]
fn contacts_come_from_the_column_that_is_filled() {
    let (whole, truth) = firm();
    let ids = column(&whole, "Associated Contact IDs");
    let several = |row: &[String]| {
        let ids = row[ids].split(';').filter(|id| !id.is_empty());
        ids.collect::<std::collections::BTreeSet<_>>().len()
    };
    let mut table = whole.clone();
    add(&mut table, "Number of Associated Contacts", |_, row| several(row).to_string());
    let filled = table.clone();
    change(&mut table, "Associated Contact IDs", |_| String::new());
    let evidence = |table: &Table| evidence(&found(table), "contacts").clone();
    let counted = evidence(&table);
    assert_eq!(counted["counts"], json!(truth.contacts));
    assert_eq!(counted["from"], json!(["Number of Associated Contacts"]));
    // A list that is filled is trusted more than the number beside it.
    assert_eq!(evidence(&filled)["from"], json!(["Associated Contact IDs"]));
    let mut one = filled.clone();
    change(&mut one, "Associated Contact IDs", |row| {
        row[ids].split(';').next().unwrap_or_default().to_owned()
    });
    assert_eq!(evidence(&one)["why"], "filled-by-crm");

    let mut named = whole.clone();
    add(&mut named, "Associated Contact", |_, row| {
        let ids = row[ids].split(';').filter(|id| !id.is_empty());
        ids.map(|id| format!("Somebody ({id})")).collect::<Vec<_>>().join(";")
    });
    change(&mut named, "Associated Contact IDs", |_| String::new());
    let listed = evidence(&named);
    assert_eq!(listed["counts"], json!(truth.contacts));
    assert_eq!(listed["from"], json!(["Associated Contact"]));
}

#[test]
fn customers_come_from_the_column_that_is_filled() {
    let (whole, _) = firm();
    let mut table = whole.clone();
    add(&mut table, "Associated Company IDs (Primary)", |_, _| String::new());
    let (before, after) = (found(&whole), found(&table));
    let revenue = |found: &Value| evidence(found, "revenue").clone();
    assert_eq!(revenue(&after), revenue(&before));
    assert_eq!(evidence(&after, "leads"), evidence(&before, "leads"));
    let columns = after["files"][0]["columns"].to_string();
    assert!(columns.contains("Associated Company (Primary)"), "{columns}");
    // One id is enough for the ids to count: a name is never taken for an id.
    add(&mut table, "Unused", |_, _| String::new());
    let ids = column(&table, "Associated Company IDs (Primary)");
    table[500][ids] = "77".to_owned();
    assert_eq!(revenue(&found(&table))["why"], "few-known");
}

/// Worked out by hand, from what Salesforce publishes: each of the last three characters
/// says which of five others are capitals.
#[test]
fn ids_of_15_and_18_characters_are_one() {
    let deals = "Opportunity ID,Stage,Close Date,Opportunity Owner\n\
                 0065e00000AbCdE,Closed Won,2026-04-13,Ada\n\
                 0065e00000abcde,Closed Won,2026-04-14,Ada\n";
    let team = "OpportunityId,ContactId\n0065e00000AbCdEAAV,c1\n0065e00000abcdeAAA,c2\n\
                0065e00000abcdeAAB,c3\n";
    let files = [("deals.csv", deals.into()), ("roles.csv", team.into())];
    let found = measured(&files, &[]);
    // The third has other check characters, so it is another text of 18.
    assert_eq!(found["measured"]["left_out"], json!({"no_deal": 1}), "{found}");
    assert_eq!(found["measured"]["deals"]["won"], 2);
    assert_eq!(evidence(&found, "contacts")["of"], 2);
}

#[test]
fn everybody_who_is_on_every_deal_is_looked_away_from() {
    let (whole, _) = firm();
    for always in [vec!["Desk"], vec!["Desk", "Boss"]] {
        let mut table = whole.clone();
        let index = column(&table, "Deal Collaborator");
        change(&mut table, "Deal Collaborator", |row| {
            [&[row[index].as_str()], always.as_slice()].concat().join(";")
        });
        let found = found(&table);
        assert_eq!(evidence(&found, "sellers")["why"], "everywhere", "{always:?}");
    }
}

#[test]
fn collaborators_without_an_owner_prove_nothing() {
    let (mut table, _) = firm();
    let index = column(&table, "Deal owner");
    table[0][index] = "Somebody".to_owned();
    assert_eq!(evidence(&found(&table), "sellers")["why"], "no-owner");
    table[0][index] = "hubspot_owner_id".to_owned();
    assert_eq!(evidence(&found(&table), "sellers")["answer"], "some-deals");
    assert!(!SELLERS.is_empty());
}

/// A recent import that matters is not hidden by a larger one of long ago.
#[test]
fn each_day_of_an_import_counts() {
    let (mut table, _) = firm();
    let (won, date) = (column(&table, "Is Closed Won"), column(&table, "Close Date"));
    let wins: Vec<usize> = (1..table.len()).filter(|i| table[*i][won] == "true").collect();
    let (old, new) = (wins.len() / 3, wins.len() / 8);
    for (n, row) in wins.into_iter().enumerate() {
        if n < old {
            table[row][date] = "2019-03-04".to_owned();
        } else if n < old + new {
            table[row][date] = "2026-02-03".to_owned();
        }
    }
    let found = found(&table);
    assert_eq!(evidence(&found, "leads")["why"], "import");
    assert_eq!(evidence(&found, "revenue")["why"], "import");
}

#[test]
fn amounts_with_the_signs_of_two_currencies_are_not_added() {
    let (mut table, _) = firm();
    let currency = column(&table, "Currency");
    let amount = column(&table, "Amount");
    table[0][currency] = "Anything".to_owned();
    let whole = evidence(&found(&table), "revenue").clone();
    let with = |sign: &dyn Fn(usize) -> &'static str| {
        let mut table = table.clone();
        for (i, row) in table.iter_mut().enumerate().skip(1) {
            row[amount] = format!("{}{}", sign(i), row[amount]);
        }
        evidence(&found(&table), "revenue").clone()
    };
    assert_eq!(with(&|i| if i % 2 == 0 { "$" } else { "€" })["why"], "currencies");
    assert_eq!(with(&|_| "kr ")["value"], whole["value"]);
    // A cell without a sign is not in another currency.
    assert_eq!(with(&|i| if i % 2 == 0 { "kr " } else { "" })["value"], whole["value"]);
}

/// Odoo's labels: a lost lead keeps its stage, and is not active any more.
#[test]
fn odoo_says_lost_by_not_being_active() {
    let mut rows = String::from(
        "External ID,Opportunity,Customer,Salesperson,Stage,Active,Probability,\
         Expected Revenue,Closed Date,Source\n",
    );
    for i in 0..60 {
        let (stage, active, probability, source) = match i % 3 {
            0 => ("Won", "True", 100, "Website"),
            1 => ("Proposition", "False", 0, "Cold Call"),
            _ => ("Qualified", "True", 40, "Website"),
        };
        let (month, day) = (i / 3 % 6 + 1, i / 3 + 1);
        rows.push_str(&format!(
            "lead_{i},Deal {i},Firm {i},Ada,{stage},{active},{probability},100,2026-0{month}-{day:02},{source}\n"
        ));
    }
    let found = measured(&[("leads.csv", rows.into_bytes())], &[]);
    let leads = evidence(&found, "leads");
    assert_eq!(leads["counts"], json!({"inbound": 20, "outbound": 20}), "{leads}");
    assert_eq!(leads["answer"], "both");
}

#[test]
fn rows_are_chosen_among_the_deals() {
    let (table, _) = firm();
    let files = [
        ("deals.csv", csv(&table)),
        ("calls.csv", b"Deal - ID,User,Date,Region\n1,Ada,2026-01-01,North\n".to_vec()),
    ];
    let said = run(&files, &["--only", "Region=North"]);
    assert_eq!(said.code, 2, "{}", said.stdout);
    assert!(said.stderr.contains("no column is called \"Region\""), "{}", said.stderr);
    let said = run(&files[..1], &["--only", "Pipeline=Salse"]);
    assert_eq!(said.code, 2);
    assert!(said.stderr.contains("--only leaves none of the 900 rows"), "{}", said.stderr);
    let invoices = "Invoice number,Customer,Invoice date,Amount,Country\n\
                    1,A,2024-01-01,10,NL\n2,A,2026-01-01,10,NL\n3,B,2026-01-01,90,BE\n";
    let of = |args: &[&str]| {
        let found = measured(&[("invoices.csv", invoices.into())], args);
        evidence(&found, "revenue")["value"].clone()
    };
    assert_eq!((of(&[]), of(&["--only", "Country=NL"])), (json!(10.0), json!(100.0)));
}

#[test]
fn rows_that_name_nobody_are_deals_of_their_own() {
    let rows = "Status,Close date,Amount\nWon,2026-03-02,100\nWon,2026-03-02,100\n";
    let found = measured(&[("deals.csv", rows.into())], &[]);
    assert_eq!(found["measured"]["deals"]["won"], 2);
    let rows = "Deal,Status,Close date\nA,Won,2026-03-02\nA,Won,2026-03-02\nB,Won,2026-03-02\n";
    let files = [("deals.csv", rows.into())];
    assert_eq!(measured(&files, &[])["measured"]["deals"]["won"], 2);
    let said = run(&files, &[]).stdout;
    assert!(said.contains("Rows that repeat a deal and count once: 1."), "{said}");
}

#[test]
fn a_date_that_is_none_is_shown() {
    for (date, says) in [
        ("1/2/26", "One has \"1/2/26\""),
        ("2031-01-01", "Dated in the future: 1. See --until"),
        ("", "--column date=NAME"),
    ] {
        let rows = format!("Deal,Status,Close date\nA,Won,{date}\n");
        let said = run(&[("deals.csv", rows.into_bytes())], &[]);
        assert_eq!(said.code, 1);
        assert!(said.stderr.contains(says), "{}", said.stderr);
    }
}

/// An export that was saved from a Dutch spreadsheet.
#[test]
fn a_sheet_that_was_saved_in_another_language_is_read() {
    let mut rows = String::from("Record ID;Deal Stage;Is Closed Won;Close Date;Amount;Company\n");
    for i in 0..24 {
        let (stage, won) = if i % 2 == 0 { ("Contract", "WAAR") } else { ("Bezoek", "ONWAAR") };
        let (year, month) = (2024 + i / 12, i % 12 + 1);
        let day = format!("{:02}.{month:02}.{year}, 09:15", i + 1);
        rows.push_str(&format!("{i};{stage};{won};{day};\"€ 1.{i:02}0,-\";C{}\n", i % 4));
    }
    // A day that programs write for a missing date does not count as history.
    rows.push_str("99;Contract;WAAR;01.01.1970;5;C9\n");
    let found = measured(&[("deals.csv", rows.into_bytes())], &[]);
    assert_eq!(found["measured"]["deals"]["won"], 12, "{found}");
    assert_eq!(found["measured"]["period"]["to"], "2025-11-23");
    assert_eq!(found["measured"]["left_out"]["no_date"], 1);
    assert_eq!(evidence(&found, "revenue")["of"], 6);
}

/// A second pipeline may have its own stage for won deals: it is not guessed, but reported.
#[test]
fn stages_that_nobody_knows_are_named() {
    let rows = "Deal,Stage,Close date\nA,Won,2026-03-02\nB,Signed,2026-03-03\n\
                C,Signed,2026-03-04\nD,Lost,2026-03-05\nE,Talking,2026-03-05\n";
    let said = |args: &[&str]| {
        let said = run(&[("deals.csv", rows.into())], args).stdout;
        one_line(&said)
    };
    let without = said(&[]);
    assert!(without.contains("counted as open: Signed (2), Talking (1)."), "{without}");
    let with = said(&["--won", "Signed"]);
    assert!(with.contains("counted as open: Talking (1).") && with.contains("3 won"), "{with}");
}

/// Won deals show the least that existing customers can have, so invoices that show less
/// are about something else.
#[test]
fn invoices_below_the_least_contradict_the_deals() {
    let mut deals = String::from("id,Customer,Stage,Close Date,Amount\n");
    let mut invoices = String::from("Invoice number,Customer,Invoice date,Amount\n");
    for i in 0..20 {
        let day = i + 1;
        deals.push_str(&format!("a{i},C{i},Won,2024-01-{day:02},100\n"));
        let customer = if i < 8 { format!("C{i}") } else { format!("N{i}") };
        deals.push_str(&format!("b{i},{customer},Won,2026-05-{day:02},100\n"));
        invoices.push_str(&format!("{i},C{i},2024-01-{day:02},100\n"));
        invoices.push_str(&format!("{},N{i},2026-05-{day:02},100\n", 100 + i));
    }
    let files = [("deals.csv", deals.into_bytes()), ("invoices.csv", invoices.into_bytes())];
    let alone = measured(&files[..1], &[]);
    assert_eq!(evidence(&alone, "revenue")["why"], "lower-bound");
    assert_eq!(evidence(&alone, "revenue")["value"], 40.0);
    let both = measured(&files, &[]);
    assert_eq!(evidence(&both, "revenue")["why"], "differ");
}
