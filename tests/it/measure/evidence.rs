//! The evidence for an answer, counted by hand: how many deals of how many, the interval,
//! and whether the answer is clear.

use salesmodel::answers::Trust;
use salesmodel::measure::{FindingDetail, Why};

use super::look::{choices, look, of, report, says};
use super::thresholds::{Column, deals};

/// A day in the first eight months of 2026, spread so that no tenth of the deals is on one
/// day.
fn day(i: usize) -> String {
    format!("2026-{:02}-{:02}", i / 28 % 8 + 1, i % 28 + 1)
}

/// Each value, as often as the number with it says.
fn repeated<T: Copy>(values: &[(T, usize)]) -> Vec<T> {
    values.iter().flat_map(|(value, times)| std::iter::repeat_n(*value, *times)).collect()
}

/// Deals with new customers, with this many for each source.
fn with_sources(sources: &[(&str, usize)], more: &[Column<'_>]) -> String {
    let all = repeated(sources);
    let source = |i: usize| all[i].to_owned();
    let columns: Vec<Column<'_>> =
        [("Close Date", &day as &dyn Fn(usize) -> String), ("Lead Source", &source)]
            .into_iter()
            .chain(more.iter().copied())
            .collect();
    deals(all.len(), &columns)
}

/// Six sources are named of those that do not show who made the first contact.
#[test]
fn six_sources_are_named() {
    for (count, named, more) in [(5, 5, false), (6, 6, false), (7, 6, true)] {
        let names = ["Aa", "Bb", "Cc", "Dd", "Ee", "Ff", "Gg"];
        let sources: Vec<(&str, usize)> =
            names[..count].iter().map(|name| (*name, 1)).chain([("Web Form", 30)]).collect();
        let said = report(with_sources(&sources, &[]));
        let list = said.split("who made the first contact: ").nth(1).expect("it is said");
        let list = list.split(". Say who did").next().expect("a text has a beginning");
        assert_eq!(list.matches(" (1)").count(), named, "{list}");
        assert_eq!(list.ends_with(", ..."), more, "{list}");
    }
}

#[test]
fn the_evidence_of_leads_is_counted() {
    // Every third one is won, the last among them.
    let stage = |i: usize| ["Closed Lost", "Closed Lost", "Closed Won"][i % 3].to_owned();
    let sources = [("Web Form", 34), ("Word of mouth", 10), ("Cold Call", 6), ("Fair", 7), ("", 3)];
    let text = with_sources(&sources, &[("Deal Stage", &stage)]);
    look(&[("deals.csv", &text)], &choices(), |_, measured| {
        let leads = of(measured, "leads");
        let counts: Vec<_> = leads.counts.iter().map(|(id, n)| (id.as_str(), *n)).collect();
        assert_eq!(counts, [("inbound", 34), ("outbound", 6), ("referrals", 10)]);
        assert_eq!((leads.of, leads.coverage), (50, Some(0.83)));
        // 44 of 50 by the quadratic equation of Wilson's interval.
        assert_eq!(leads.interval, Some([76.2, 94.38]));
        assert_eq!(leads.from, ["Lead Source"]);
        let FindingDetail::Leads(detail) = &leads.detail else { panic!("leads") };
        assert_eq!((detail.closed, detail.silent, detail.has_lost), (60, 3, true));
        let open: Vec<_> = detail.open.iter().map(|it| (it.value.as_str(), it.count)).collect();
        assert_eq!(open, [("Fair", 7)]);
        let classes: Vec<_> =
            detail.classes.iter().map(|(class, closed, won)| (class.id(), *closed, *won)).collect();
        let of_class = |id: &str| classes.iter().find(|(class, ..)| *class == id).copied();
        assert_eq!(of_class("inbound"), Some(("inbound", 34, 11)));
        assert_eq!(of_class("outbound"), Some(("outbound", 6, 2)));
        assert_eq!(of_class("partners"), Some(("partners", 0, 0)));
    });
    let won = with_sources(&[("Web Form", 30)], &[]);
    look(&[("deals.csv", &won)], &choices(), |_, measured| {
        let FindingDetail::Leads(detail) = &of(measured, "leads").detail else { panic!("leads") };
        assert!(!detail.has_lost);
    });
    // If no source is known, nothing shows how different it could be.
    let unknown = with_sources(&[("Fair", 30)], &[]);
    look(&[("deals.csv", &unknown)], &choices(), |_, measured| {
        let leads = of(measured, "leads");
        assert_eq!((says(leads).as_str(), leads.of, leads.interval), ("few-known", 0, None));
        assert_eq!(leads.coverage, Some(0.0));
    });
}

/// An answer is clear if it stays the same within its interval, and if everything unknown
/// were otherwise. The numbers are those with which it just is clear, and just is not.
#[test]
fn an_answer_about_leads_is_clear_where_nothing_could_change_it() {
    let trust = |[inbound, referrals, outbound, unknown]: [usize; 4]| {
        let sources = [
            ("Web Form", inbound),
            ("Word of mouth", referrals),
            ("Cold Call", outbound),
            ("Fair", unknown),
        ];
        look(&[("deals.csv", &with_sources(&sources, &[]))], &choices(), |_, measured| {
            let leads = of(measured, "leads");
            let answer = leads.answer.map_or("none".to_owned(), |reply| reply.id().to_owned());
            (answer, leads.trust)
        })
    };
    let inbound = |trust: Trust| ("inbound".to_owned(), trust);
    let outbound = |trust: Trust| ("outbound".to_owned(), trust);
    assert_eq!(trust([60, 0, 0, 0]), inbound(Trust::Clear));
    // 210 of 280 contacted the company; with 80 more that did not, it would be 58 percent
    // of 360.
    assert_eq!(trust([210, 0, 70, 0]), inbound(Trust::Clear));
    assert_eq!(trust([210, 0, 70, 80]), inbound(Trust::Leaning));
    // The other way round: 70 of 280, and with the unknown ones 150 of 360 or 130 of 340.
    assert_eq!(trust([70, 0, 210, 80]), outbound(Trust::Leaning));
    assert_eq!(trust([70, 0, 210, 60]), outbound(Trust::Clear));
    // 40 of 60 means inbound, but could be 54 percent.
    assert_eq!(trust([40, 0, 20, 0]), inbound(Trust::Leaning));
    // Among the inbound sources, the second may really be the first.
    assert_eq!(trust([100, 95, 0, 0]), inbound(Trust::Leaning));
    assert_eq!(trust([100, 40, 0, 60]), inbound(Trust::Leaning));
    assert_eq!(trust([100, 40, 0, 59]), inbound(Trust::Clear));
}

/// Deals with these numbers of contacts: how many contacts, on how many deals.
fn with_contacts(counts: &[(usize, usize)], more: &[Column<'_>]) -> String {
    let all = repeated(counts);
    let contacts = |i: usize| (0..all[i]).map(|n| n.to_string()).collect::<Vec<_>>().join(";");
    let columns: Vec<Column<'_>> =
        [("Close Date", &day as &dyn Fn(usize) -> String), ("Associated Contact IDs", &contacts)]
            .into_iter()
            .chain(more.iter().copied())
            .collect();
    deals(all.len(), &columns)
}

#[test]
fn the_evidence_of_contacts_is_counted() {
    let evidence = |counts: &[(usize, usize)]| {
        look(&[("deals.csv", &with_contacts(counts, &[]))], &choices(), |_, measured| {
            let contacts = of(measured, "contacts");
            let counts: Vec<(String, u64)> = contacts.counts.clone();
            (
                says(contacts),
                contacts.of,
                contacts.coverage,
                counts,
                contacts.interval,
                contacts.trust,
            )
        })
    };
    let counts = |counts: &[(&str, u64)]| -> Vec<(String, u64)> {
        counts.iter().map(|(count, deals)| ((*count).to_owned(), *deals)).collect()
    };
    let two = "one-or-two Some(2.0)".to_owned();
    // If the 42 unknown ones had many contacts, the median would be a deal with three.
    let (of_two, of_three) = (counts(&[("2", 65), ("3", 35)]), Some([2.0, 2.0]));
    assert_eq!(
        evidence(&[(2, 65), (3, 35), (0, 42)]),
        (two.clone(), 100, Some(0.7), of_two.clone(), of_three, Trust::Leaning)
    );
    assert_eq!(
        evidence(&[(2, 65), (3, 35), (0, 10)]),
        (two.clone(), 100, Some(0.91), of_two, of_three, Trust::Clear)
    );
    // The median of 31 and of 33 deals is the 16th and the 17th.
    assert_eq!(evidence(&[(1, 15), (2, 16)]).0, two);
    assert_eq!(evidence(&[(1, 16), (2, 17)]).0, two);
    assert_eq!(evidence(&[(1, 17), (2, 16)]).0, "one-or-two Some(1.0)");
    assert_eq!(evidence(&[(1, 16), (2, 16)]).0, "one-or-two Some(1.5)");
}

/// A deal after the first one of its customer is not new business.
#[test]
fn new_business_and_the_rest_are_looked_at_apart() {
    let customer = |i: usize| format!("Customer {}", i % 30);
    let sellers = |i: usize| if i < 30 { "" } else { ["Bo", "Cid"][i % 2] }.to_owned();
    let columns: [Column<'_>; 3] = [
        ("Associated Company (Primary)", &customer),
        ("Deal owner", &|_| "Ann".to_owned()),
        ("Deal Collaborator", &sellers),
    ];
    let text = with_contacts(&[(2, 30), (4, 30)], &columns);
    look(&[("deals.csv", &text)], &choices(), |_, measured| {
        for (question, new, rest) in [("contacts", 2.0, 4.0), ("sellers", 0.0, 100.0)] {
            let finding = of(measured, question);
            assert_eq!(finding.why, Some(Why::Split), "{question}");
            let FindingDetail::Split(Some(parts)) = &finding.detail else { panic!("parts") };
            let parts = parts.map(|part| (part.deals, part.value));
            assert_eq!(parts, [(30, new), (30, rest)], "{question}");
        }
    });
}

/// Deals without any activity may all have been shared.
#[test]
fn the_evidence_of_sellers_is_counted() {
    let evidence = |all: usize, known: usize, shared: usize| {
        let columns: [Column<'_>; 2] =
            [("Close Date", &day), ("Deal owner", &|_| "Ann".to_owned())];
        let mut acts = String::from("Deal Name,Assigned to,Due date,Done\n");
        for i in 0..known {
            let second = ["Bo", "Cid"][i % 2];
            for who in ["Ann", second] {
                if who == "Ann" || i < shared {
                    acts += &format!("Deal {i},{who},2026-01-01,Done\n").repeat(2);
                }
            }
        }
        let files = [("deals.csv", &*deals(all, &columns)), ("activities.csv", &*acts)];
        look(&files, &choices(), |_, measured| {
            let sellers = of(measured, "sellers");
            (
                says(sellers),
                sellers.counts.clone(),
                sellers.coverage,
                sellers.interval,
                sellers.trust,
            )
        })
    };
    let shared = |deals: u64| vec![("shared".to_owned(), deals)];
    let (none, some) = ("one Some(0.0)".to_owned(), "some-deals Some(40.0)".to_owned());
    assert_eq!(
        evidence(100, 70, 0),
        (none.clone(), shared(0), Some(0.7), Some([0.0, 3.7]), Trust::Leaning)
    );
    assert_eq!(evidence(100, 81, 0), (none, shared(0), Some(0.81), Some([0.0, 3.7]), Trust::Clear));
    assert_eq!(
        evidence(100, 100, 40),
        (some, shared(40), Some(1.0), Some([30.94, 49.8]), Trust::Clear)
    );
}

/// The revenue from invoices: each row is a customer, whether it bought before, and what it
/// paid.
fn revenue(rows: &[(&str, bool, &str)]) -> (String, String, Option<f64>, Trust) {
    let mut text =
        String::from("Invoice number,Customer,Invoice date,Amount\n0,First,2024-01-02,1\n");
    for (i, (customer, is_old, amount)) in rows.iter().enumerate() {
        if *is_old {
            text += &format!("a{i},{customer},2025-01-01,1\n");
        }
        text += &format!("b{i},{customer},{},{amount}\n", day(i));
    }
    look(&[("invoices.csv", &text)], &choices(), |_, measured| {
        let revenue = of(measured, "revenue");
        let detail = match &revenue.detail {
            FindingDetail::Revenue(it) => {
                format!("{} of {}, {}%", it.existing, it.total, it.largest)
            }
            _ => String::new(),
        };
        (says(revenue), detail, revenue.coverage, revenue.trust)
    })
}

#[test]
fn the_evidence_of_revenue_is_counted() {
    let names: Vec<String> = (0..40).map(|i| format!("C{i}")).collect();
    // This many existing and this many new customers, and one that is larger.
    let of =
        |old: (usize, &'static str), new: (usize, &'static str), large: (bool, &'static str)| {
            let mut rows = vec![("Large", large.0, large.1)];
            for (i, name) in names.iter().enumerate().take(old.0 + new.0) {
                rows.push((name, i < old.0, if i < old.0 { old.1 } else { new.1 }));
            }
            revenue(&rows)
        };
    // 520 of 1000; without the largest, 420 of 900, which is less than half.
    assert_eq!(
        of((14, "30"), (16, "30"), (true, "100")),
        ("most Some(52.0)".to_owned(), "520 of 1000, 10%".to_owned(), Some(1.0), Trust::Leaning)
    );
    // 600 of 1000, and 500 of 900.
    assert_eq!(
        of((20, "25"), (20, "20"), (true, "100")),
        ("most Some(60.0)".to_owned(), "600 of 1000, 10%".to_owned(), Some(1.0), Trust::Clear)
    );
    // Without a large new customer, it is 480 of 900 instead of 1000.
    assert_eq!(of((20, "24"), (20, "21"), (false, "100")).0, "some Some(48.0)");
    assert_eq!(of((20, "24"), (20, "21"), (false, "100")).3, Trust::Leaning);
    // Halves are rounded up.
    assert_eq!(of((1, "1.5"), (1, "0.49"), (false, "3.5")).1, "2 of 5, 63.75%");
}

/// Credit notes can leave nothing to take a share of, or a share of more than all.
#[test]
fn a_share_of_nothing_is_none() {
    for rows in [
        [("Old", true, "0"), ("New", false, "0")],
        [("Old", true, "-50"), ("New", false, "100")],
        [("Old", true, "100"), ("New", false, "-50")],
        [("Old", true, "-100"), ("New", false, "50")],
    ] {
        assert_eq!(revenue(&rows).0, "few-deals", "{rows:?}");
    }
    assert_eq!(revenue(&[("Old", true, "100"), ("New", false, "0")]).0, "nearly-all Some(100.0)");
    assert_eq!(revenue(&[("Old", true, "0"), ("New", false, "100")]).0, "little Some(0.0)");
}

/// Existing customers are those from before the first day of the twelve months, which end
/// on the last win; a deal without an amount does not make a customer.
#[test]
fn a_customer_of_before_bought_before_the_first_day() {
    let of = |day: &str, amount: &str, more: &str| {
        let text = format!(
            "Deal Name,Deal Stage,Close Date,Associated Company (Primary),Amount\n\
             A,Won,2024-01-02,First,1\nB,Won,{day},Old,{amount}\nC,Won,2026-06-30,Old,60\n\
             D,Won,2026-06-30,New,40\n{more}"
        );
        look(&[("deals.csv", &text)], &choices(), |_, measured| {
            let revenue = of(measured, "revenue");
            (says(revenue), revenue.coverage)
        })
    };
    let most = |coverage: f64| ("most Some(60.0)".to_owned(), Some(coverage));
    assert_eq!(of("2025-06-30", "1", ""), most(1.0));
    assert_eq!(of("2025-07-01", "1", "").0, "lower-bound");
    assert_eq!(of("2025-06-30", "0", "").0, "lower-bound");
    assert_eq!(of("2025-06-30", "", ""), most(1.0));
    assert_eq!(of("2025-06-30", "1", "E,Won,2026-06-30,New,\n").1, Some(0.67));
}

/// A question that is not measured still names the columns that were looked for.
#[test]
fn a_question_without_a_number_says_where_it_was_looked_for() {
    look(&[("deals.csv", &deals(3, &[("Amount", &|_| "5".to_owned())]))], &choices(), |_, m| {
        let revenue = of(m, "revenue");
        assert_eq!((says(revenue).as_str(), revenue.value), ("no-history", None));
        assert_eq!(revenue.from, ["Amount", "Associated Company (Primary)"]);
    });
}
