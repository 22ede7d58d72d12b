//! How long one diagnosis takes in the library, and the whole answer space.
//!
//! `cargo bench --bench diagnosis`

use divan::{Bencher, black_box};
use salesmodel::answers::{Answers, Draft};
use salesmodel::date::Date;
use salesmodel::diagnosis;
use salesmodel::questionnaire::{Builtin, Questionnaire};
use salesmodel::render::{Format, Look, Report};

fn main() {
    divan::main();
}

fn answers<'q>(questionnaire: &'q Questionnaire, given: &[Option<usize>]) -> Answers<'q> {
    let mut draft = Draft::new(questionnaire);
    for (question, option) in questionnaire.questions().iter().zip(given) {
        draft.give(option.map_or(question.unsure(), |option| question.choose(option)));
    }
    draft.complete().expect("every question is answered")
}

/// Every combination of answers that names a model.
fn space(questionnaire: &Questionnaire) -> Vec<Answers<'_>> {
    let mut space = vec![Vec::new()];
    for question in questionnaire.questions() {
        let options = (0..question.options.len()).map(Some).chain([None]);
        space = options
            .flat_map(|option| {
                space.iter().map(move |before| [before.as_slice(), &[option]].concat())
            })
            .collect();
    }
    space.iter().map(|given| answers(questionnaire, given)).collect()
}

/// One diagnosis with a long pipeline: score, mix, settled, what-if, stages.
#[divan::bench]
fn one_diagnosis(bencher: Bencher<'_, '_>) {
    let questionnaire = Builtin::standard().questionnaire();
    let answers = answers(&questionnaire, &[Some(1), Some(1), Some(2), Some(1)]);
    bencher
        .with_inputs(|| answers.clone())
        .bench_values(|answers| diagnosis::score(black_box(answers)).is_ok());
}

#[divan::bench]
fn the_whole_space(bencher: Bencher<'_, '_>) {
    let questionnaire = Builtin::standard().questionnaire();
    let space = space(&questionnaire);
    bencher
        .counter(divan::counter::ItemsCount::new(space.len()))
        .with_inputs(|| space.clone())
        .bench_values(|space| {
            space.into_iter().filter_map(|answers| diagnosis::score(answers).ok()).count()
        });
}

/// What a start costs: the built-in as it is prepared, and read from its YAML.
#[divan::bench]
fn read_prepared() -> Questionnaire {
    black_box(Builtin::standard()).questionnaire()
}

#[divan::bench]
fn read_yaml() -> Questionnaire {
    Questionnaire::parse("b2b.yaml", black_box(Builtin::standard().source))
        .expect("it is well-formed")
}

#[divan::bench(args = ["text", "json"])]
fn render(bencher: Bencher<'_, '_>, format: &str) {
    let questionnaire = Builtin::standard().questionnaire();
    let answers = answers(&questionnaire, &[Some(1), Some(1), Some(2), Some(1)]);
    let diagnosis = diagnosis::score(answers).expect("a model leads");
    let report = Report::new(&diagnosis, Date::EPOCH);
    let look = Look::default();
    let format = Format::named(format).expect("there is such a format");
    bencher.bench_local(|| {
        let mut bytes = Vec::new();
        format.write(&report, &look, &mut bytes).expect("memory can be written");
        bytes
    });
}
