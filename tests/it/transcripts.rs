//! Transcripts of the command: those of the README, of `docs` and of
//! `tests/transcripts`. `TRYCMD=overwrite cargo test` writes them anew.

#[test]
fn every_transcript_is_true() {
    trycmd::TestCases::new()
        .case("README.md")
        .case("docs/*.md")
        .case("tests/transcripts/*.trycmd")
        // A day after everything in the examples.
        .env("SOURCE_DATE_EPOCH", "1788134400")
        .env("LC_ALL", "C.UTF-8")
        .env("COLUMNS", "80");
}
