//! Answers as people write them, numbers above all.

use salesmodel::answers::{Bare, Reading};

use super::{b2b, is_harmless};

/// A text as an answer to each question: refused with a message that steers nothing, or
/// a reply that is the same when what it says is read again.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let reading = Reading::new(b2b(), Vec::new);
    for question in b2b().questions() {
        for bare in [Bare::Unsaid, Bare::InUnit, Bare::Fraction] {
            let reply = match reading.read_as(question, text, bare) {
                Ok(reply) => reply,
                Err(problem) => {
                    is_harmless(problem.to_string().as_bytes());
                    continue;
                }
            };
            if let Some(number) = reply.number() {
                assert!(number.is_finite() && number >= 0.0, "{text:?} is {number}");
                let choice = reply.choice().expect("a number means an option");
                let range = choice.range.expect("an option that takes numbers has a range");
                assert!(range.contains(number), "{text:?} is {number}");
            }
            let again = question.read(&reply.given()).expect("what a reply says can be read");
            assert_eq!((again.id(), again.number()), (reply.id(), reply.number()), "{text:?}");
        }
    }
}
