//! The list of all keys of a page, with what a low window has no room for.

use salesmodel::render::Style;
use textwrap::core::display_width;

use super::frame::Frame;
use super::page::{BlockRole, QuizPage};

/// Every key of a page with what it does, then all that a low window leaves out or cuts
/// above the items: facts, how to find the answer, what the questions are about.
pub(super) fn lines(page: &QuizPage, frame: &Frame) -> Vec<String> {
    let keys = &page.all_keys;
    let widest = keys.iter().map(|(key, _)| display_width(key)).max().unwrap_or(0);
    let mut lines = Vec::new();
    for (key, does) in keys {
        let pad = " ".repeat(widest - display_width(key) + 2);
        if widest + 2 > frame.width() / 2 {
            lines.extend(frame.wrap(frame.styles.strong, "", key));
            lines.extend(frame.wrap(Style::PLAIN, "  ", does));
        } else {
            lines.extend(frame.wrap(Style::PLAIN, &format!("{key}{pad}"), does));
        }
    }
    let mut more = page.head.iter().filter(|block| block.role >= BlockRole::Fact).peekable();
    if more.peek().is_some() {
        lines.push(String::new());
    }
    lines.extend(more.flat_map(|block| frame.wrap(Style::PLAIN, block.indent, &block.text)));
    lines
}

#[cfg(test)]
mod tests {
    use salesmodel::render::{Charset, Styles};

    use super::*;

    /// Half of the window is for the keys and the gap after them; where that is not enough,
    /// what a key does goes under it.
    #[test]
    fn keys_take_half_of_the_window() {
        let page = |key: &str| QuizPage {
            all_keys: vec![(key.to_owned(), "goes on".to_owned())],
            ..QuizPage::default()
        };
        // The last column stays free.
        let frame =
            Frame { rows: 10, columns: 41, charset: Charset::Ascii, styles: Styles::plain() };
        let (beside, under) = ("x".repeat(18), "x".repeat(19));
        assert_eq!(lines(&page(&beside), &frame), [format!("{beside}  goes on")]);
        assert_eq!(lines(&page(&under), &frame), [&*under, "  goes on"]);
    }
}
