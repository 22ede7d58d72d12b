//! The pages of a gap report, read back value by value by readers that know nothing about
//! it, against what was worked out from the answers by hand.

use scraper::{ElementRef, Html, Selector};

use super::gap::{PEOPLE, WITH, compare};
use crate::documents::markdown::{Block, read};

/// The blocks of a page in HTML, as a reader sees them. The mark of a measured answer is in
/// brackets, as in Markdown.
pub(super) fn read_html(page: &str) -> Vec<Block> {
    let page = Html::parse_document(page);
    assert_eq!(page.errors, Vec::<String>::new());
    let all = |selector: &str| Selector::parse(selector).expect("it is a selector");
    let (parts, cells, mark) = (all("h1, h2, h3, p, tr"), all("th, td"), all(".mark"));
    let text = |element: ElementRef<'_>| -> String {
        let text: String = element.text().collect();
        let mark = element.select(&mark).next().map(|mark| mark.text().collect::<String>());
        match mark {
            Some(mark) => text.replace(&mark, &format!("({mark})")),
            None => text,
        }
    };
    let blocks = page.select(&parts).map(|element| match element.value().name() {
        "tr" => Block::Row(element.select(&cells).map(text).collect()),
        "p" => Block::Paragraph(text(element)),
        heading => Block::Heading(heading.as_bytes()[1] - b'0', text(element)),
    });
    blocks.collect()
}

fn rows(rows: &[[&str; 2]]) -> Vec<Block> {
    rows.iter().map(|cells| Block::Row(cells.map(str::to_owned).into())).collect()
}

fn paragraph(text: &str) -> Vec<Block> {
    vec![Block::Paragraph(text.to_owned())]
}

fn heading(level: u8, text: &str) -> Vec<Block> {
    vec![Block::Heading(level, text.to_owned())]
}

/// A name that would break out of either page.
const ANN: &str = "Ann <b>1</b> | *x* _y_ & `z` [l](u) \"q\"";

/// What the questions say, worked out by hand from the answers.
fn questions() -> Vec<Block> {
    let ann = &format!("{ANN} (Founder)");
    let ann_and_p4 = &format!("{ann} and p4");
    [
        heading(2, "Settle first"),
        heading(3, "People on each deal"),
        paragraph("How many of your people work together on each sale before the signature?"),
        paragraph(
            "You gave 3 different answers. One of the 3 who gave an answer agrees with the \
             measurement. The measurement is clear: go by it. Another answer here would put another \
             model in the lead for 5 of 5 people.",
        ),
        rows(&[
            ["Answer", "Who says so"],
            ["One person", "p4"],
            ["Several people, on some deals (measured)", "Bo (Head of sales)"],
            ["Several people, on every deal", ann],
            ["Not sure", "Dee (Marketing)"],
            ["No answer", "Cid"],
            [
                "Measured",
                "45.89% (Several people, on some deals), from 146 deals, interval 38% to 54%, clear",
            ],
        ]),
        heading(3, "Revenue from existing customers"),
        paragraph(
            "How much of the revenue of the last twelve months came from companies that had \
             already bought from you before those twelve months?",
        ),
        paragraph(
            "You gave 2 different answers. 3 of the 4 who gave an answer agree with the \
             measurement. The measurement is clear: go by it. Another answer here would put another \
             model in the lead for 4 of 5 people.",
        ),
        rows(&[
            ["Answer", "Who says so"],
            [
                "55% to 62% (50% to less than 90%) (measured)",
                &format!("{ann}, Bo (Head of sales) and p4"),
            ],
            ["95% (90% or more)", "Cid"],
            ["Not sure", "Dee (Marketing)"],
            ["Measured", "67.93% (50% to less than 90%), clear"],
        ]),
        heading(3, "Lead source"),
        paragraph("Where do most of your leads come from?"),
        paragraph(
            "You gave 2 different answers. 2 of the 4 who gave an answer agree with the \
             measurement. The measurement leans this way: look at more deals before you go by it. \
             Another answer here would put another model in the lead for 3 of 5 people.",
        ),
        rows(&[
            ["Answer", "Who says so"],
            ["They contact us (measured)", &format!("{ann} and Cid")],
            ["We contact them", "Bo (Head of sales) and p4"],
            ["Not sure", "Dee (Marketing)"],
            ["Measured", "They contact us, from 67 deals, leaning"],
        ]),
        heading(2, "Settle after that"),
        heading(3, "Contacts at an account"),
        paragraph("Do you talk to one person at a target account, or to several?"),
        paragraph(
            "You gave 2 different answers. A number was measured, but it does not say which \
             answer is right. None of these answers would change which model leads.",
        ),
        rows(&[
            ["Answer", "Who says so"],
            ["2 (One or two)", ann_and_p4],
            ["Several", "Bo (Head of sales) and Cid"],
            ["Not sure", "Dee (Marketing)"],
            ["Measured", "8, from 60 deals"],
        ]),
    ]
    .concat()
}

fn leaders() -> Vec<Block> {
    [
        heading(2, "Which model leads by your answers"),
        rows(&[
            ["Model", "Whose answers"],
            ["Team selling", &format!("{ANN} (Founder)")],
            ["Relationship selling", "Cid"],
            ["Outbound sales", "Bo (Head of sales) and p4"],
            ["No model yet", "Dee (Marketing)"],
        ]),
        heading(2, "The same, with what was measured"),
        rows(&[["Model", "Whose answers"], ["Inbound sales", "all 5 people"]]),
        paragraph(
            "From what was measured alone, Inbound sales leads; the other answers could change \
             that.",
        ),
    ]
    .concat()
}

fn summary() -> Vec<Block> {
    [
        paragraph(
            "Settle first, because it decides which model leads: \"People on each deal\", \
             \"Revenue from existing customers\" and \"Lead source\".",
        ),
        paragraph("With what was measured, all answers give one leading model: Inbound sales."),
        paragraph(
            "This is not a vote: nothing becomes true because more people say it. Look up what \
             can be measured, and talk about the rest.",
        ),
    ]
    .concat()
}

#[test]
fn every_value_of_the_pages_is_read_back() {
    let mut people = PEOPLE;
    people[0][0] = ANN;
    let verdict = "5 people, 3 different leading models";
    let source = paragraph("2026-11-26. Questionnaire b2b, version 2");

    let (_folder, run) = compare(&people, &[&WITH[..], &["-f", "html"]].concat());
    let expected = [
        paragraph("Veldkamp"),
        heading(1, verdict),
        summary(),
        leaders(),
        questions(),
        source.clone(),
    ];
    are_the_same(&read_html(&run.stdout), &expected.concat());

    let (_folder, run) = compare(&people, &[&WITH[..], &["-f", "markdown"]].concat());
    let expected =
        [heading(1, "Veldkamp"), paragraph(verdict), summary(), questions(), leaders(), source];
    // Markdown tables have no foot.
    let blocks = read(&run.stdout).into_iter().map(|block| match block {
        Block::Paragraph(text) if text.starts_with("Measured: ") => {
            let (label, measured) = text.split_once(": ").expect("it begins so");
            Block::Row(vec![label.to_owned(), measured.to_owned()])
        }
        other => other,
    });
    are_the_same(&blocks.collect::<Vec<_>>(), &expected.concat());
}

fn are_the_same(read: &[Block], expected: &[Block]) {
    for (read, expected) in read.iter().zip(expected) {
        assert_eq!(read, expected);
    }
    assert_eq!(read.len(), expected.len());
}
