//! The quiz as sequences of what a person does, without a terminal.

use salesmodel::answers::Draft;
use salesmodel::interview::{Event, Interview, Step};
use salesmodel::questionnaire::Questionnaire;

use crate::support::b2b;

/// A short form of what is shown: the question with its place and its answer so far.
fn shown(interview: &Interview<'_>) -> String {
    match interview.step() {
        Step::Ask { question, place, reply } => {
            let place = place.map_or("again".to_owned(), |(place, of)| format!("{place} of {of}"));
            let reply = reply.map_or("-", |reply| reply.id());
            format!("{} ({place}): {reply}", question.id)
        }
        Step::Review(answers) => {
            let ids: Vec<&str> = answers.replies().iter().map(|reply| reply.id()).collect();
            format!("review: {}", ids.join(" "))
        }
        Step::Unsettled { question, .. } => format!("unsettled: {}", question.id),
        Step::GaveUp => "gave up".to_owned(),
        Step::Leave => "leave?".to_owned(),
        Step::Done(_) => "done".to_owned(),
        Step::Left => "left".to_owned(),
    }
}

/// Plays a script of words, each an answer or the name of a key, and tells what is shown
/// after each.
fn play<'q>(
    interview: &mut Interview<'q>,
    questionnaire: &'q Questionnaire,
    script: &[&str],
) -> Vec<String> {
    let mut seen = Vec::new();
    for word in script {
        let event = match (*word, interview.step()) {
            ("back", _) => Event::Back,
            ("accept", _) => Event::Accept,
            ("leave", _) => Event::Leave,
            (answer, Step::Ask { question, .. }) => {
                Event::Reply(question.read(answer).expect("the script answers the question"))
            }
            (id, _) => Event::Change(questionnaire.question(id).expect("the script knows ids")),
        };
        interview.on(event);
        seen.push(shown(interview));
    }
    seen
}

#[test]
fn forwards_and_backwards() {
    let questionnaire = b2b();
    let mut interview = Interview::new(Draft::new(&questionnaire));
    assert_eq!(shown(&interview), "leads (1 of 4): -");
    let script = ["both", "some", "back", "back", "outbound", "most", "one", "several", "back"];
    let seen = play(&mut interview, &questionnaire, &script);
    assert_eq!(
        seen,
        [
            "revenue (2 of 4): -",
            "sellers (3 of 4): -",
            "revenue (2 of 4): some",
            "leads (1 of 4): both",
            "revenue (2 of 4): some",
            "sellers (3 of 4): -",
            "contacts (4 of 4): -",
            "review: outbound most one several",
            "contacts (4 of 4): several",
        ]
    );
}

#[test]
fn leaving_is_asked_for_and_can_be_taken_back() {
    let questionnaire = b2b();
    let mut interview = Interview::new(Draft::new(&questionnaire));
    let seen = play(&mut interview, &questionnaire, &["back", "back", "back", "leave", "back"]);
    assert_eq!(seen, ["leave?", "leads (1 of 4): -", "leave?", "left", "left"]);
}

#[test]
fn what_was_answered_before_is_not_asked_and_can_be_changed() {
    let questionnaire = b2b();
    let mut draft = Draft::new(&questionnaire);
    for (id, answer) in [("leads", "inbound"), ("sellers", "85%")] {
        let question = questionnaire.question(id).expect("there is such a question");
        draft.give(question.read(answer).expect("it is an answer"));
    }
    let mut interview = Interview::new(draft);
    assert_eq!(shown(&interview), "revenue (1 of 2): -");
    let script = ["little", "everyone", "sellers", "back", "sellers", "one", "accept"];
    let seen = play(&mut interview, &questionnaire, &script);
    assert_eq!(
        seen,
        [
            "contacts (2 of 2): -",
            "review: inbound little every-deal everyone",
            "sellers (again): every-deal",
            "review: inbound little every-deal everyone",
            "sellers (again): every-deal",
            "review: inbound little one everyone",
            "done",
        ]
    );
}

/// Looking at an answer and choosing it again does not lose its number.
#[test]
fn choosing_the_same_option_keeps_the_number() {
    let questionnaire = b2b();
    let mut draft = Draft::new(&questionnaire);
    let revenue = questionnaire.question("revenue").expect("there is such a question");
    draft.give(revenue.read("30%").expect("it is an answer"));
    let mut interview = Interview::new(draft);
    play(&mut interview, &questionnaire, &["inbound", "one", "unsure", "revenue", "some"]);
    let number = |interview: &Interview<'_>| match interview.step() {
        Step::Review(answers) => answers.replies()[1].number(),
        _ => panic!("the review is shown"),
    };
    assert_eq!(number(&interview), Some(30.0));
    play(&mut interview, &questionnaire, &["revenue", "most"]);
    assert_eq!(number(&interview), None);
}

#[test]
fn a_quiz_without_a_result_goes_back_to_a_question() {
    let questionnaire = b2b();
    let mut interview = Interview::new(Draft::new(&questionnaire));
    play(&mut interview, &questionnaire, &["unsure"; 4]);
    play(&mut interview, &questionnaire, &["accept"]);
    let Step::Done(answers) = interview.step() else { panic!("it was accepted") };
    let none = salesmodel::diagnosis::score(answers).expect_err("nothing was said");
    interview.reopen(none.question_of(&questionnaire));
    assert_eq!(shown(&interview), "leads (again): unsure");
    play(&mut interview, &questionnaire, &["back", "accept"]);
    interview.reopen(none.question_of(&questionnaire));
    assert_eq!(shown(&interview), "unsettled: leads");
    let seen = play(&mut interview, &questionnaire, &["accept", "back"]);
    assert_eq!(seen, ["unsettled: leads", "review: unsure unsure unsure unsure"]);
    interview.on(Event::Accept);
    interview.reopen(none.question_of(&questionnaire));
    let seen = play(&mut interview, &questionnaire, &["leads", "outbound", "accept"]);
    let review = "review: outbound unsure unsure unsure";
    assert_eq!(seen, ["leads (again): unsure", review, "done"]);
    // After reading the result, a person may want to change an answer.
    interview.review();
    assert_eq!(shown(&interview), review);
}

#[test]
fn answers_that_name_no_model_can_be_left() {
    let questionnaire = b2b();
    let mut interview = Interview::new(Draft::new(&questionnaire));
    play(&mut interview, &questionnaire, &["unsure", "unsure", "unsure", "unsure", "accept"]);
    let first = &questionnaire.questions()[0];
    interview.reopen(first);
    play(&mut interview, &questionnaire, &["back", "accept"]);
    interview.reopen(first);
    let seen = play(&mut interview, &questionnaire, &["leave", "back"]);
    assert_eq!(seen, ["gave up", "gave up"]);
}

/// Another number replaces the first, even if it means the same option.
#[test]
fn another_number_takes_the_place_of_the_first() {
    let questionnaire = b2b();
    let mut interview = Interview::new(Draft::new(&questionnaire));
    let script = ["inbound", "30%", "one", "unsure", "revenue", "40%"];
    play(&mut interview, &questionnaire, &script);
    let Step::Review(answers) = interview.step() else { panic!("the review is shown") };
    assert_eq!(answers.replies()[1].number(), Some(40.0));
}

/// A key without a meaning at that place changes nothing.
#[test]
fn what_makes_no_sense_changes_nothing() {
    let questionnaire = b2b();
    let mut interview = Interview::new(Draft::new(&questionnaire));
    let seen = play(&mut interview, &questionnaire, &["accept", "leave", "back", "accept"]);
    assert_eq!(seen, ["leads (1 of 4): -", "leads (1 of 4): -", "leave?", "leave?"]);
}
