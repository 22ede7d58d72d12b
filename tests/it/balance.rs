//! The balance of a questionnaire as text and as JSON, read back.

use salesmodel::checkup;
use salesmodel::render::{Charset, Look, Styles};
use salesmodel::render::{balance, problems};
use salesmodel::space::{Method, Space, explore, sample};
use serde_json::Value;
use textwrap::core::display_width;

use crate::drawn::Drawn;
use crate::support::b2b;

fn text(space: &Space<'_>, width: usize, charset: Charset) -> String {
    let look = Look::new(width, charset, Styles::plain());
    let mut bytes = Vec::new();
    balance::write(space, &look, &mut bytes).expect("memory can be written");
    String::from_utf8(bytes).expect("the text is UTF-8")
}

fn json(space: &Space<'_>) -> String {
    let mut bytes = Vec::new();
    let (checked, _) = checkup::questionnaire("questionnaire", "", &[]);
    let documents = std::iter::once((&checked, Some(space)));
    problems::write_json(documents, &mut bytes).expect("memory can be written");
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

#[test]
fn the_balance_of_the_built_in_reads_well() {
    let questionnaire = b2b();
    let space = explore(&questionnaire);
    let wide = text(&space, 80, Charset::Unicode);
    insta::assert_snapshot!(wide, @r#"
    All 480 combinations of answers were counted, "unsure" among the answers.

    In the lead
      Account-based sales   ████████████████████████  25.0%  120
      Team selling          █████████████████         18.1%   87
      Relationship selling  ███████████               11.9%   57
      Outbound sales        ██████████████            15.0%   72
      Inbound sales         █████████████████████     22.5%  108
      No model              ███████                    7.5%   36

      Tied for the lead: 10.6% (51). The model that comes first in the file leads.

    In the mix, with another model leading
      Account-based sales                                0%    0
      Team selling          ███                        6.9%   33
      Relationship selling  █████                     10.0%   48
      Outbound sales        █████████                 18.3%   88
      Inbound sales         ████████████████████████  44.2%  212

    Size of the mix
      The leader alone  █████████████████████     35.0%  168
      With 1 other      ████████████████████████  39.0%  187
      With 2 others     █████████                 15.4%   74
      With 3 others     █                          2.9%   14
      With 4 others     █                          0.2%    1

    Length of the pipeline
      4 stages   ██████████████            11.2%  54
      5 stages   █████████████             10.6%  51
      6 stages   ███████████████████████   18.8%  90
      7 stages   █████████████████         14.0%  67
      8 stages   ████████████████████████  19.2%  92
      9 stages   █████████                  7.9%  38
      10 stages  ██████████                 8.3%  40
      11 stages  ███                        2.5%  12

    In the pipeline
      Prospect                    ██████                    25.0%  120
      Make contact                ██████                    25.0%  120
      Identify target account     ██████                    25.0%  120
      Qualify                     █████████████████         67.5%  324
      Research                    ██████                    25.0%  120
      List stakeholders           ████████████              47.5%  228
      Plan first strategy         ██████                    25.0%  120
      Contact first stakeholders  ██████                    25.0%  120
      Pitch first stakeholders    ██████                    25.0%  120
      Present                     ████████████████████████  92.5%  444
      Propose                     ████████████████████████  92.5%  444
      Negotiate                   ████████████████████████  92.5%  444
      First check-in              █████████                 38.1%  183
      Upsell                      █████████                 38.1%  183
    "#);
    let narrow = text(&space, 40, Charset::Ascii);
    let first = narrow.split("\n\n").take(2).collect::<Vec<_>>().join("\n\n");
    insta::assert_snapshot!(first, @r#"
    All 480 combinations of answers were
    counted, "unsure" among the answers.

    In the lead
      Account-based sales
        ########################  25.0%  120
      Team selling
        #################         18.1%   87
      Relationship selling
        ###########               11.9%   57
      Outbound sales
        ##############            15.0%   72
      Inbound sales
        #####################     22.5%  108
      No model
        #######                    7.5%   36
    "#);
    for width in [30, 40, 60, 80, 120] {
        for line in text(&space, width, Charset::Unicode).lines() {
            assert!(display_width(line) <= width.min(Look::WIDEST), "{width}: {line}");
            assert_eq!(line.trim_end(), line);
        }
    }
}

/// The sample is the same on every machine and at every time; without stages nothing is
/// said of them.
#[test]
fn the_balance_of_a_sample_is_always_the_same() {
    let points = vec![vec![vec![1, 0], vec![0, 1]], vec![vec![2, 0], vec![0, 3]]];
    let questionnaire = Drawn::of(points).questionnaire();
    let sampled = sample(&questionnaire);
    insta::assert_snapshot!(text(&sampled, 80, Charset::Ascii), @r#"
    There are 9 combinations of answers. Of those, 100,000 were counted, drawn at
    random with seed 1: percentages are right to about 0.3 points.

    In the lead
      Model 0   #######################   44.3%  44,260
      Model 1   ########################  44.6%  44,616
      No model  #####                     11.1%  11,124

      No two models tie for the lead.

    In the mix, with another model leading
      Model 0                            0%  0
      Model 1                            0%  0

    Size of the mix
      The leader alone  ########################  88.9%  88,876
    "#);
}

#[test]
fn shares_are_not_rounded_to_nothing_or_everything() {
    // One combination of 5^8 has a leader.
    let options = vec![vec![1, 0], vec![0, 0], vec![0, 0], vec![0, 0]];
    let mut drawn = Drawn::of(vec![options; 8]);
    drawn.lead_at = 8;
    let questionnaire = drawn.questionnaire();
    let text = text(&explore(&questionnaire), 80, Charset::Ascii);
    insta::assert_snapshot!(text.lines().skip(2).take(4).collect::<Vec<_>>().join("\n"), @r#"
    In the lead
      Model 0   #                          <0.1%        1
      Model 1                                 0%        0
      No model  ########################  >99.9%  390,624
    "#);
}

/// Every number of the JSON is one of the space, and shares add up.
#[test]
fn the_json_says_what_was_counted() {
    let questionnaire = b2b();
    for space in [explore(&questionnaire), sample(&questionnaire)] {
        let report: Value = serde_json::from_str(&json(&space)).expect("the JSON is JSON");
        let value = &report["documents"][0]["space"];
        assert_eq!(value["questionnaire"]["id"], "b2b");
        assert_eq!(value["combinations"], 480);
        match space.method {
            Method::Exact => {
                assert_eq!(value["method"], "exact");
                assert_eq!((&value["samples"], &value["seed"]), (&Value::Null, &Value::Null));
            }
            Method::Sampled { samples, seed } => {
                assert_eq!(value["method"], "sampled");
                assert_eq!(value["samples"], samples);
                assert_eq!(value["seed"], seed);
            }
        }
        let counted = value["counted"].as_u64().expect("a number");
        let holds = |value: &Value, count: u128| {
            assert_eq!(u128::from(value["count"].as_u64().expect("a number")), count);
            let share = value["share"].as_f64().expect("a number");
            assert!((share * counted as f64 - count as f64).abs() < 1e-6);
        };
        let list = |key: &str| value[key].as_array().expect("a list").clone();
        for (value, model) in list("models").iter().zip(&space.models) {
            assert_eq!(value["id"], model.model.id.as_str());
            holds(&value["leads"], model.leads);
            holds(&value["mixed"], model.mixed);
            assert_eq!(value["rare"], Value::Null);
        }
        for (value, stage) in list("stages").iter().zip(&space.stages) {
            assert_eq!(value["id"], stage.stage.id.as_str());
            holds(value, stage.used);
        }
        for (others, (value, count)) in list("mix_sizes").iter().zip(&space.mix_sizes).enumerate() {
            assert_eq!(value["others"], others);
            holds(value, *count);
        }
        for (stages, (value, count)) in
            list("pipeline_lengths").iter().zip(&space.lengths).enumerate()
        {
            assert_eq!(value["stages"], stages);
            holds(value, *count);
        }
        holds(&value["no_leader"], space.no_leader);
        holds(&value["ties"], space.ties);
        assert_eq!(list("models").len(), 5);
        assert_eq!(list("stages").len(), 14);
        assert_eq!((list("mix_sizes").len(), list("pipeline_lengths").len()), (5, 15));
    }
}

/// Counts beyond 2^53 are written out, digit by digit.
#[test]
fn large_counts_lose_no_digit() {
    let options = vec![vec![1, 0], vec![0, 1]];
    let questionnaire = Drawn::of(vec![options; 60]).questionnaire();
    let space = explore(&questionnaire);
    let all = 3u128.pow(60);
    assert_eq!(space.counted, all);
    assert!(json(&space).contains(&format!("\n        \"combinations\": {all},\n")));
    assert!(text(&space, 80, Charset::Ascii).starts_with("All 4.2 x 10^28 combinations "));

    let options = vec![vec![1, 0], vec![0, 1]];
    let questionnaire = Drawn::of(vec![options; 100]).questionnaire();
    let space = explore(&questionnaire);
    assert!(json(&space).contains("\n        \"combinations\": null,\n"));
    assert!(
        text(&space, 80, Charset::Ascii).starts_with("There are more than 10^38 combinations ")
    );
}
