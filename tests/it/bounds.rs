//! Values just on one side of a bound, and just on the other.

use salesmodel::date::Date;
use salesmodel::pipeline::Phase;
use salesmodel::problem::Kind;
use salesmodel::questionnaire::Questionnaire;
use salesmodel::{diagnosis, space};

use crate::support::{answers, folder, rendered, run_in};

/// A questionnaire with these stages, each given as the rest of its mapping.
fn with_stages(stages: &[&str]) -> String {
    let mut yaml = "format: 1\nid: own\nversion: '1'\nlang: en\ntitle: T\nlead_at: 4\n\
                    hybrid_at: 60\nquestions:\n- {id: q, text: T, options: [\
                    {id: a, label: A, points: {m: 5}}, {id: b, label: B, points: {m: 4, n: 3}}, \
                    {id: c, label: C, points: {n: 3}}]}\n\
                    models:\n- {id: m, name: M}\n- {id: n, name: N}\nstages:\n"
        .to_owned();
    let mut always = Vec::new();
    for (i, rest) in stages.iter().enumerate() {
        yaml += &format!("- {{id: s{i}, name: S{i}, goal: G, exit: E, {rest}}}\n");
        always.push(format!("s{i}"));
    }
    yaml + &format!("always: [{}]\n", always.join(", "))
}

fn kinds(yaml: &str) -> Vec<Kind> {
    match Questionnaire::parse("own", yaml) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.list.iter().map(|problem| problem.kind).collect(),
    }
}

/// A probability may be the same as the one before, but must not fall, not even by one
/// step.
#[test]
fn a_probability_falls_by_exactly_one_step() {
    let stages = |percents: [u8; 3]| {
        let rest = percents.map(|percent| format!("probability: {percent}"));
        with_stages(&rest.each_ref().map(String::as_str))
    };
    for (percents, expected) in [
        ([10, 20, 30], vec![]),
        ([20, 20, 20], vec![]),
        ([30, 20, 30], vec![Kind::BadProbability]),
        ([20, 30, 20], vec![Kind::BadProbability]),
        ([10, 90, 80], vec![Kind::BadProbability]),
        // Both are below the highest before them.
        ([30, 20, 10], vec![Kind::BadProbability, Kind::BadProbability]),
    ] {
        assert_eq!(kinds(&stages(percents)), expected, "{percents:?}");
    }
    let at = |percent: u16| with_stages(&[&format!("probability: {percent}")]);
    for (percent, good) in
        [(0, false), (5, false), (10, true), (90, true), (95, false), (100, false)]
    {
        assert_eq!(kinds(&at(percent)).is_empty(), good, "{percent}");
    }
}

/// If two stages close the deal, it is open up to the second; if two open it, from the
/// first.
#[test]
fn a_deal_is_open_from_the_first_that_opens_it_to_the_last_that_closes_it() {
    let yaml = with_stages(&[
        "probability: 10",
        "opens_deal: true, probability: 10",
        "opens_deal: true, probability: 20",
        "closes_deal: true, probability: 30",
        "probability: 40",
        "closes_deal: true, probability: 50",
        "probability: 60",
    ]);
    let questionnaire = Questionnaire::parse("own", &yaml).unwrap_or_else(|e| panic!("{e}"));
    let diagnosis = diagnosis::score(answers(&questionnaire, &["a"])).expect("m leads");
    let phases: Vec<Phase> = diagnosis.pipeline.iter().map(|stage| stage.phase).collect();
    use Phase::{AfterSale, Prospecting, Sale};
    assert_eq!(phases, [Prospecting, Sale, Sale, Sale, Sale, Sale, AfterSale]);
    let percents: Vec<Option<u8>> =
        diagnosis.pipeline.iter().map(|stage| stage.probability()).collect();
    assert_eq!(percents, [None, Some(10), Some(20), Some(30), Some(40), Some(50), None]);
    // The stages of an open deal must have probabilities.
    let missing = yaml.replace("probability: 40", "owner: O");
    assert_eq!(kinds(&missing), [Kind::BadProbability]);
    let outside = yaml.replace("probability: 60", "owner: O");
    assert_eq!(kinds(&outside), []);
}

/// A model that can just reach the points that it needs can lead, and can be in the mix; if
/// it needs one more, it cannot.
#[test]
fn what_is_just_enough_is_enough() {
    let yaml = with_stages(&[]).replace("stages:\nalways: []\n", "");
    for (lead_at, a, b, c) in [
        (3, Some("m"), Some("m"), Some("n")),
        (4, Some("m"), Some("m"), None),
        (5, Some("m"), None, None),
    ] {
        let yaml = yaml.replace("lead_at: 4", &format!("lead_at: {lead_at}"));
        let questionnaire = Questionnaire::parse("own", &yaml).unwrap_or_else(|e| panic!("{e}"));
        for (given, leader) in [("a", a), ("b", b), ("c", c)] {
            let found = diagnosis::score(answers(&questionnaire, &[given]));
            let found = found.map(|diagnosis| diagnosis.leader().model.id.to_string()).ok();
            assert_eq!(found.as_deref(), leader, "{given} with {lead_at}");
        }
        let space = space::explore(&questionnaire);
        let leads = |model: usize| space.models[model].leads > 0;
        assert_eq!((leads(0), leads(1)), (true, lead_at <= 3), "{lead_at}");
    }
    // Three of four points are 75 percent.
    for (hybrid_at, mixed) in [(74, true), (75, true), (76, false)] {
        let yaml = yaml.replace("hybrid_at: 60", &format!("hybrid_at: {hybrid_at}"));
        let questionnaire = Questionnaire::parse("own", &yaml).unwrap_or_else(|e| panic!("{e}"));
        let diagnosis = diagnosis::score(answers(&questionnaire, &["b"])).expect("m leads");
        assert_eq!(!diagnosis.mix().is_empty(), mixed, "{hybrid_at}");
        assert_eq!(diagnosis.margin(), 1);
    }
}

/// The author is told if more than a fifth of all combinations end in a tie.
#[test]
fn a_fifth_of_ties_is_not_yet_too_many() {
    // With unsure, with which no model leads, there are 10 and 24 combinations.
    for (options, ties, is_said) in [(9, 2, false), (23, 5, true)] {
        let points = |i: usize| if i < ties { "m: 5, n: 5" } else { "m: 5" };
        let options: Vec<String> = (0..options)
            .map(|i| format!("{{id: o{i}, label: O{i}, points: {{{}}}}}", points(i)))
            .collect();
        let yaml = format!(
            "format: 1\nid: own\nversion: '1'\nlang: en\ntitle: T\nlead_at: 4\nhybrid_at: 60\n\
             questions:\n- {{id: q, text: T, options: [{}]}}\n\
             models:\n- {{id: m, name: M}}\n- {{id: n, name: N}}\n",
            options.join(", ")
        );
        let questionnaire = Questionnaire::parse("own", &yaml).unwrap_or_else(|e| panic!("{e}"));
        let space = space::explore(&questionnaire);
        assert_eq!(space.counted, options.len() as u128 + 1);
        let folder = folder();
        std::fs::write(folder.path().join("own.yaml"), yaml).expect("there is room");
        let run = run_in(folder.path(), &["questions", "check", "own.yaml"]);
        let said = run.stdout + &run.stderr;
        assert_eq!(said.contains("of the combinations end in a tie"), is_said, "{said}");
    }
}

#[test]
fn a_day_has_its_year_month_and_day() {
    let day = Date::read("2026-11-05").expect("it is a day");
    assert_eq!((day.year(), day.month(), day.day()), (2026, 11, 5));
}

/// Eight stages of an open deal are reported as many, and seven are not; those after the
/// sale do not count.
#[test]
fn a_pipeline_is_long_from_eight_stages_on() {
    for (open, after, is_long) in [(7, 0, false), (7, 2, false), (8, 0, true), (8, 2, true)] {
        let mut stages = vec!["probability: 50"; open - 1];
        stages.push("closes_deal: true, probability: 60");
        stages.extend(vec!["owner: O"; after]);
        let yaml = with_stages(&stages);
        let questionnaire = Questionnaire::parse("own", &yaml).unwrap_or_else(|e| panic!("{e}"));
        let diagnosis = diagnosis::score(answers(&questionnaire, &["a"])).expect("m leads");
        let phases = diagnosis.pipeline.iter().map(|stage| stage.phase);
        assert_eq!(phases.filter(|phase| *phase != Phase::AfterSale).count(), open);
        let text = rendered(&diagnosis, "text", 80);
        let says = format!("For one CRM pipeline, {open} stages is a lot.");
        assert_eq!(text.contains(&says), is_long, "{open} and {after}:\n{text}");
    }
}

/// A runner-up with 85 percent of the points of the leader is close.
#[test]
fn a_runner_up_is_close_from_85_percent_on() {
    for (points, is_close) in [(84, false), (85, true), (99, true)] {
        let yaml = format!(
            "format: 1\nid: own\nversion: '1'\nlang: en\ntitle: T\nlead_at: 4\nhybrid_at: 60\n\
             questions:\n- {{id: q, text: T, options: [{{id: a, label: A, points: {{m: 100, n: \
             {points}}}}}, {{id: b, label: B, points: {{n: 9}}}}]}}\n\
             models:\n- {{id: m, name: M}}\n- {{id: n, name: N}}\n"
        );
        let questionnaire = Questionnaire::parse("own", &yaml).unwrap_or_else(|e| panic!("{e}"));
        let diagnosis = diagnosis::score(answers(&questionnaire, &["a"])).expect("m leads");
        let text = rendered(&diagnosis, "text", 80);
        assert_eq!(text.contains("It is close: "), is_close, "{points}:\n{text}");
    }
}

/// A page names four answers that would change the result, and a report one.
#[test]
fn four_changes_are_named_on_a_page_and_one_in_a_report() {
    let question = |id: &str| {
        format!(
            "- {{id: {id}, text: T, options: [{{id: a, label: A, points: {{m: 1}}}}, \
             {{id: b, label: B, points: {{n: 9}}}}]}}\n"
        )
    };
    for (count, on_page) in [(3, 3), (4, 4), (5, 4), (6, 4)] {
        let ids = &["q1", "q2", "q3", "q4", "q5", "q6"][..count];
        let yaml = format!(
            "format: 1\nid: own\nversion: '1'\nlang: en\ntitle: T\nlead_at: 1\nhybrid_at: 60\n\
             questions:\n{}models:\n- {{id: m, name: M}}\n- {{id: n, name: N}}\n",
            ids.iter().map(|id| question(id)).collect::<String>()
        );
        let questionnaire = Questionnaire::parse("own", &yaml).unwrap_or_else(|e| panic!("{e}"));
        let given = answers(&questionnaire, &vec!["a"; count]);
        let diagnosis = diagnosis::score(given).expect("m leads");
        for (format, named) in [("html", on_page), ("text", 1)] {
            let shown = rendered(&diagnosis, format, 80);
            assert_eq!(shown.matches(", and N leads.").count(), named, "{count}: {shown}");
        }
    }
}
