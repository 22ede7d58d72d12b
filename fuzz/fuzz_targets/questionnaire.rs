#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| salesmodel_fuzz::questionnaire::run(data));
