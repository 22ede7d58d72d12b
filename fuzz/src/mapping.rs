//! Files that say what the values of a column mean.

use salesmodel::mapping::{Mapping, OpenValue, write_form};

use super::{b2b, is_harmless};

/// A text as a mapping; and its lines as the values of a form to fill in, which is a
/// mapping again.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match Mapping::read(b2b(), "map.yaml", text) {
        Ok(mapping) => {
            for question in b2b().questions() {
                for line in mapping.lines(question) {
                    let found = mapping.line(question, &line.value).expect("its value finds it");
                    assert_eq!(found.value, line.value);
                }
            }
        }
        Err(problems) => is_harmless(problems.to_string().as_bytes()),
    }
    let mut values: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    values.sort_by_key(|value| salesmodel::fold::fold(value));
    values.dedup_by_key(|value| salesmodel::fold::fold(value));
    values.truncate(50);
    let open: Vec<OpenValue<'_>> =
        values.iter().map(|value| OpenValue { value, count: 2, near: None }).collect();
    let leads = b2b().question("leads").expect("it is one of the four");
    let mut form = Vec::new();
    write_form(&[(leads, &open, &["inbound"])], "row", &mut form).expect("memory can be written");
    if open.is_empty() {
        return;
    }
    let form = String::from_utf8(form).expect("a form is text");
    let mapping = Mapping::read(b2b(), "form.yaml", &form)
        .unwrap_or_else(|problems| panic!("{problems}\n{form}"));
    for value in values {
        assert!(mapping.line(leads, value).is_some(), "{value:?}\n{form}");
    }
}
