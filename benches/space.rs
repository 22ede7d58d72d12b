//! How long it takes to look at a whole answer space: counted exactly as long as
//! there are few different sums, and sampled from there on.
//!
//! `cargo bench --bench space`

use divan::{Bencher, black_box};
use salesmodel::questionnaire::{Builtin, Questionnaire};
use salesmodel::space::{Method, Space, explore};

fn main() {
    divan::main();
}

/// A questionnaire in which every option gives one model one to three points.
fn questionnaire(questions: usize, options: usize, models: usize) -> Questionnaire {
    let mut yaml = String::from(
        "format: 1\nid: drawn\nversion: '1'\nlang: en\ntitle: T\nlead_at: 1\nhybrid_at: 60\nquestions:\n",
    );
    for q in 0..questions {
        yaml.push_str(&format!("  - id: q{q}\n    text: T\n    options:\n"));
        for o in 0..options {
            // Anything without a pattern will do.
            let drawn = (q * options + o + 1) * 2_654_435_761 % 1_000_003;
            let (model, points) = (drawn % models, 1 + drawn / models % 3);
            yaml.push_str(&format!(
                "      - {{id: o{o}, label: L, points: {{m{model}: {points}}}}}\n"
            ));
        }
    }
    yaml.push_str("models:\n");
    for m in 0..models {
        yaml.push_str(&format!("  - {{id: m{m}, name: M}}\n"));
    }
    Questionnaire::parse("drawn", &yaml).expect("it is well-formed")
}

#[divan::bench]
fn the_built_in(bencher: Bencher<'_, '_>) {
    let questionnaire = Builtin::standard().questionnaire();
    bencher.bench_local(|| explore(black_box(&questionnaire)).counted);
}

#[divan::bench(args = [3, 5], sample_count = 20)]
fn forty_questions_of_six_options(bencher: Bencher<'_, '_>, models: usize) {
    bench_drawn(bencher, 40, 6, models);
}

#[divan::bench(args = [8, 10, 12, 15], sample_count = 20)]
fn questions_of_five_options_for_five_models(bencher: Bencher<'_, '_>, questions: usize) {
    bench_drawn(bencher, questions, 5, 5);
}

/// About as much as a file of the largest size can hold.
#[divan::bench(args = [(1000, 14, 50), (80, 200, 3)], sample_count = 20)]
fn the_largest(bencher: Bencher<'_, '_>, (questions, options, models): (usize, usize, usize)) {
    bench_drawn(bencher, questions, options, models);
}

fn bench_drawn(bencher: Bencher<'_, '_>, questions: usize, options: usize, models: usize) {
    let questionnaire = questionnaire(questions, options, models);
    bencher.bench_local(|| {
        let space: Space<'_> = explore(black_box(&questionnaire));
        matches!(space.method, Method::Exact)
    });
}
