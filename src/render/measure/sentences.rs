//! What was found, in sentences.

use crate::answers::Trust;
use crate::measure::{
    Basis, Book, FEWEST_DEALS, Finding, FindingDetail, KNOWN, LeadDetail, ONE_CURRENCY,
    RevenueDetail, SourceClass, SplitPart, TWO_CONTACTS, Why,
};
use crate::questionnaire::{Measure, Unit};
use crate::wording::{self, harmless};
use crate::words::Words;

/// The most sources that a sentence names.
const SOURCES: usize = 6;

/// An answer as it is shown: by the id of its option, because labels are too long for a
/// line.
pub(super) fn answer(finding: &Finding<'_>, words: &Words) -> String {
    let trust = trust(finding.trust, words);
    let Some(reply) = finding.answer else {
        return match finding.value {
            Some(value) => format!("{trust} ({})", finding.question.figure(value, words)),
            None => trust,
        };
    };
    let more = if is_lower_bound(finding) {
        format!(" {}", words.text("measure-or-more"))
    } else {
        String::new()
    };
    match finding.value {
        Some(value) => {
            format!("{}{more}: {}, {trust}", finding.question.figure(value, words), reply.id())
        }
        None => format!("{}, {trust}", reply.id()),
    }
}

fn trust(trust: Trust, words: &Words) -> String {
    words.say("measure-trust", [("trust", trust.id().into())])
}

/// Whether the number is a lower bound.
pub(super) fn is_lower_bound(finding: &Finding<'_>) -> bool {
    matches!(&finding.detail, FindingDetail::Revenue(detail) if detail.basis == Basis::Deals)
}

/// All that is said of a finding.
pub(super) fn evidence(finding: &Finding<'_>, words: &Words) -> Vec<String> {
    let mut all = match &finding.detail {
        FindingDetail::Leads(detail) => leads(finding, detail, words),
        FindingDetail::Revenue(detail) => revenue(finding, detail, words),
        FindingDetail::Split(parts) => people(finding, *parts, words),
        _ => Vec::new(),
    };
    if let Some(why) = &finding.why {
        all.insert(0, self::why(finding, why, words));
        all.extend(export(finding, why, words));
    }
    all
}

/// Why a question was not measured.
pub(super) fn why(finding: &Finding<'_>, why: &Why, words: &Words) -> String {
    let coverage = || percent(finding.coverage.unwrap_or(0.0));
    match why {
        Why::NoMeasure => words.text("measure-why-no-measure"),
        Why::NoColumn => words.text("measure-why-no-column"),
        Why::NoDeals => words.text("measure-why-no-deals"),
        Why::FewDeals => {
            let of = match &finding.detail {
                FindingDetail::Leads(detail) => detail.closed,
                _ => finding.of,
            };
            let values = [("of", of.into()), ("fewest", FEWEST_DEALS.to_string().into())];
            words.say("measure-why-few-deals", values)
        }
        Why::FewKnown => {
            let values = [("share", coverage().into()), ("least", KNOWN.to_string().into())];
            words.say("measure-why-few-known", values)
        }
        Why::Import(import) => words.say(
            "measure-why-import",
            [
                ("wins", import.wins.to_string().into()),
                ("of", import.of.to_string().into()),
                ("day", import.day.to_string().into()),
            ],
        ),
        Why::NoHistory(first, reach) => words.say(
            "measure-why-no-history",
            [("first", first.to_string().into()), ("reach", reach.to_string().into())],
        ),
        Why::Currencies(share) => words.say(
            "measure-why-currencies",
            [("share", share.to_string().into()), ("least", ONE_CURRENCY.to_string().into())],
        ),
        Why::LowerBound => {
            let value = words.number(&finding.value.unwrap_or(0.0).to_string());
            words.say("measure-why-lower-bound", [("value", value.into())])
        }
        Why::Differ => words.text("measure-why-differ"),
        Why::UnusedField => words.text("measure-why-unused-field"),
        Why::NoOwner => words.text("measure-why-no-owner"),
        Why::LowUnproven => words.text("measure-why-low-unproven"),
        Why::Everywhere(share) => {
            words.say("measure-why-everywhere", [("share", share.to_string().into())])
        }
        Why::Split => words.text("measure-why-split"),
        Why::OneContact => words.text("measure-why-one-contact"),
        Why::FilledByCrm => {
            let least = TWO_CONTACTS.to_string();
            words.say("measure-why-filled-by-crm", [("least", least.into())])
        }
        Why::AskWhich => words.text("measure-why-ask-which"),
        Why::NoOption => words.text("measure-why-no-option"),
    }
}

/// Which export would answer a question that this one does not.
pub(super) fn export(finding: &Finding<'_>, why: &Why, words: &Words) -> Option<String> {
    let helps = !matches!(
        why,
        Why::NoMeasure
            | Why::NoOption
            | Why::AskWhich
            | Why::Split
            | Why::Differ
            | Why::Everywhere(_)
    );
    let message = match finding.question.measure.filter(|_| helps)? {
        Measure::LeadSource => "measure-export-lead-source",
        Measure::ExistingRevenue => "measure-export-existing-revenue",
        Measure::SharedDeals => "measure-export-shared-deals",
        Measure::ContactsPerDeal => "measure-export-contacts-per-deal",
    };
    Some(words.text(message))
}

fn leads(finding: &Finding<'_>, detail: &LeadDetail, words: &Words) -> Vec<String> {
    let mut all = Vec::new();
    let known: u64 = detail.classes.iter().map(|(_, count, _)| count).sum();
    let outbound = detail.classes.iter().find(|(class, ..)| *class == SourceClass::Outbound);
    let outbound = outbound.map_or(0, |(_, count, _)| *count);
    let counted = || detail.classes.iter().filter(|(_, count, _)| *count > 0);
    if let (Some([low, high]), true) = (finding.interval, known > 0) {
        let ways: Vec<String> = counted()
            .filter(|(class, ..)| *class != SourceClass::Outbound)
            .map(|(class, count, _)| {
                let count = count.to_string();
                words.say("measure-count", [("count", count.into()), ("name", class.id().into())])
            })
            .collect();
        let came = known - outbound;
        let inbound = SourceClass::Inbound.id();
        let no_way = words.say("measure-count", [("count", "0".into()), ("name", inbound.into())]);
        all.push(words.say(
            "measure-leads",
            [
                ("came", came.to_string().into()),
                ("known", known.to_string().into()),
                ("share", percent(came as f64 / known as f64).into()),
                ("low", low.round().to_string().into()),
                ("high", high.round().to_string().into()),
                ("ways", if ways.is_empty() { no_way.into() } else { ways.join(", ").into() }),
                ("outbound", outbound.to_string().into()),
            ],
        ));
    }
    all.push(words.say(
        "measure-leads-closed",
        [("closed", detail.closed.into()), ("known", known.to_string().into())],
    ));
    let unknown = (detail.closed - known).to_string();
    match finding.trust {
        Trust::Clear if detail.closed == known => all.push(words.text("measure-leads-all-known")),
        Trust::Clear => {
            all.push(words.say("measure-leads-clear", [("unknown", unknown.into())]));
        }
        Trust::Leaning => {
            all.push(words.say("measure-leads-leaning", [("unknown", unknown.into())]));
        }
        Trust::Open => {}
    }
    if detail.has_lost {
        let won: Vec<String> = counted()
            .map(|(class, count, won)| {
                words.say(
                    "measure-of",
                    [
                        ("name", class.id().into()),
                        ("part", won.to_string().into()),
                        ("whole", count.to_string().into()),
                    ],
                )
            })
            .collect();
        if !won.is_empty() {
            all.push(words.say("measure-leads-won", [("list", won.join(", ").into())]));
        }
    } else {
        all.push(words.text("measure-leads-no-lost"));
    }
    if detail.unknown_customers > 0 {
        let count = detail.unknown_customers.to_string();
        all.push(words.say("measure-leads-no-customer", [("count", count.into())]));
    }
    if !detail.open.is_empty() {
        let named = detail.open.iter().take(SOURCES);
        let mut list: Vec<String> =
            named.map(|source| format!("{} ({})", short(&source.value), source.count)).collect();
        if detail.open.len() > SOURCES {
            list.push("...".to_owned());
        }
        all.push(words.say("measure-leads-open", [("list", list.join(", ").into())]));
    }
    all
}

fn revenue(finding: &Finding<'_>, detail: &RevenueDetail, words: &Words) -> Vec<String> {
    let currency =
        detail.currency.as_deref().map_or(String::new(), |name| format!(" {}", short(name)));
    let message =
        if detail.basis == Basis::Deals { "measure-revenue-deals" } else { "measure-revenue-all" };
    let mut all = vec![words.say(
        message,
        [
            ("existing", grouped(detail.existing, words).into()),
            ("total", format!("{}{currency}", grouped(detail.total, words)).into()),
            ("from", detail.period.from.to_string().into()),
        ],
    )];
    match detail.basis {
        // The reason for not answering already says so.
        Basis::Deals if finding.why == Some(Why::LowerBound) => {}
        Basis::Deals => all.push(words.text("measure-revenue-bound")),
        Basis::Invoices => all.push(words.say(
            "measure-revenue-invoices",
            [
                ("from", detail.period.from.to_string().into()),
                ("to", detail.period.to.to_string().into()),
            ],
        )),
        Basis::Orders => {}
    }
    if let Some((_, value)) = detail.other {
        all.push(words.say(
            "measure-revenue-deals-say",
            [("share", words.number(&value.to_string()).into())],
        ));
    }
    if finding.coverage.is_some_and(|coverage| coverage < 1.0) {
        let share = percent(finding.coverage.unwrap_or(0.0));
        all.push(words.say("measure-revenue-used", [("share", share.into())]));
    }
    let message = match finding.trust {
        Trust::Clear => "measure-revenue-largest-same",
        Trust::Leaning => "measure-revenue-largest-other",
        Trust::Open => return all,
    };
    all.push(words.say(message, [("share", detail.largest.to_string().into())]));
    // The top answer says more than a number can.
    let chosen = finding.answer.and_then(|reply| reply.choice());
    let is_top = |option: &&crate::questionnaire::Choice| {
        option.range.is_some_and(|range| range.below.is_none())
    };
    if let Some(option) = chosen.filter(is_top)
        && let Some(help) = &option.help
    {
        let values = [("option", option.id.as_str().into()), ("help", help.as_str().into())];
        all.push(words.say("measure-option-means", values));
    }
    all
}

fn people(finding: &Finding<'_>, parts: Option<[SplitPart; 2]>, words: &Words) -> Vec<String> {
    let mut all = Vec::new();
    let from = words.all_of(finding.from.iter().map(|name| short(name)));
    let of = finding.of.to_string();
    let is_share = finding.question.unit == Some(Unit::Percent);
    if let (Some([low, high]), true) = (finding.interval, is_share) {
        let shared = finding.counts.first().map_or(0, |(_, count)| *count);
        all.push(words.say(
            "measure-sellers",
            [
                ("shared", shared.to_string().into()),
                ("of", of.into()),
                ("low", low.round().to_string().into()),
                ("high", high.round().to_string().into()),
                ("from", from.into()),
            ],
        ));
    } else if finding.value.is_some() {
        all.push(words.say("measure-contacts", [("of", of.into()), ("from", from.into())]));
        let list: Vec<String> = finding
            .counts
            .iter()
            .take(12)
            .map(|(count, deals)| format!("{count}: {deals}"))
            .collect();
        all.push(words.say("measure-contacts-list", [("list", list.join(", ").into())]));
    }
    if let Some([new, rest]) = parts {
        let of = |part: SplitPart| finding.question.figure(part.value, words);
        all.push(words.say(
            "measure-split",
            [
                ("new", of(new).into()),
                ("new_deals", new.deals.into()),
                ("rest", of(rest).into()),
                ("rest_deals", rest.deals.into()),
            ],
        ));
    }
    all
}

/// What should be known before anything else.
pub(super) fn warnings(book: &Book<'_>, words: &Words) -> Vec<String> {
    let mut all = Vec::new();
    if book.is_old() {
        all.push(words.say("measure-old", [("age", book.age().into())]));
    }
    if let Some(import) = book.import {
        let message =
            if book.import_matters() { "measure-import" } else { "measure-import-before" };
        all.push(words.say(
            message,
            [
                ("wins", import.wins.to_string().into()),
                ("of", import.of.to_string().into()),
                ("day", import.day.to_string().into()),
            ],
        ));
    }
    if !book.absent.is_empty() {
        let names = words.one_of(book.absent.iter().map(|name| wording::quote(name)));
        all.push(words.say("measure-absent", [("values", names.into())]));
    }
    if book.has_contact_rows() {
        all.push(words.text("measure-contact-rows"));
    }
    if book.alike > 0 {
        all.push(words.say("measure-alike", [("count", book.alike.into())]));
    }
    all
}

/// A part of one as a whole percentage.
fn percent(part: f64) -> String {
    (part * 100.0).round().to_string()
}

/// A whole number in groups of three, which a sentence may have and a cell may not.
fn grouped(number: i64, words: &Words) -> String {
    let digits = number.unsigned_abs().to_string();
    let between = words.text("thousands-sign");
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push_str(&between);
        }
        grouped.push(digit);
    }
    if number < 0 { format!("-{grouped}") } else { grouped }
}

/// Somebody's text, short and harmless.
pub(super) fn short(text: &str) -> String {
    let cut: String = text.chars().take(40).collect();
    harmless(&cut).replace('\n', " ")
}
