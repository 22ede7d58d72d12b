//! A page of text for people: paragraphs wrapped to the width, hanging indents,
//! bars.

use std::fmt::Display;
use std::io::{self, Write};

use textwrap::core::display_width;
use textwrap::{Options, WordSeparator};

use super::{Charset, Look, Style};

/// A page that is being put together.
pub(crate) struct Page {
    text: String,
    look: Look,
}

impl Page {
    pub(crate) fn new(look: &Look) -> Self {
        let width = look.width.clamp(Look::NARROWEST, Look::WIDEST);
        Page { text: String::new(), look: Look { width, ..*look } }
    }

    pub(crate) fn look(&self) -> &Look {
        &self.look
    }

    /// An empty line, then a heading.
    pub(crate) fn heading(&mut self, heading: &str) {
        self.gap();
        let heading = styled(self.look.styles.strong, heading);
        self.paragraph("", &heading);
    }

    /// An empty line, unless the page is empty.
    pub(crate) fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// A paragraph after an indent.
    pub(crate) fn paragraph(&mut self, indent: &str, text: &str) {
        let indent_on = " ".repeat(display_width(indent));
        self.wrap(indent, &indent_on, text);
    }

    /// A line that is not wrapped, whatever its length: one to be copied.
    pub(crate) fn verbatim(&mut self, indent: &str, text: &str) {
        self.text.push_str(indent);
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// A list with a mark or number before each member.
    pub(crate) fn list(&mut self, texts: impl IntoIterator<Item = impl AsRef<str>>, mark: Mark) {
        for (i, text) in texts.into_iter().enumerate() {
            let indent = match mark {
                Mark::Number => format!("  {}. ", i + 1),
                Mark::Dash => "  - ".to_owned(),
            };
            self.paragraph(&indent, text.as_ref());
        }
    }

    /// A row of a table with two columns: the left one as wide as `left`, above
    /// the right one where the page is too narrow for both. Spaces before the label
    /// indent both.
    pub(crate) fn row(&mut self, left: usize, label: &str, text: &str) {
        let indent = left + 3;
        if indent * 2 > self.look.width {
            let within = " ".repeat(2 + label.len() - label.trim_start().len());
            self.paragraph(&within, label.trim_start());
            self.paragraph(&format!("{within}  "), text);
        } else {
            let first = format!("  {}", pad(label, left + 1));
            self.wrap(&first, &" ".repeat(indent), text);
        }
    }

    /// Writes the page out.
    pub(crate) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(self.text.as_bytes())
    }

    fn wrap(&mut self, first: &str, further: &str, text: &str) {
        let options = Options::new(self.look.width)
            .initial_indent(first)
            .subsequent_indent(further)
            .word_separator(WordSeparator::AsciiSpace);
        for line in textwrap::wrap(text, options) {
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }
}

/// What comes before each entry of a list.
#[derive(Clone, Copy)]
pub(crate) enum Mark {
    Number,
    Dash,
}

/// A text in a style; without escape sequences where the style is plain.
pub(crate) fn styled(style: Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}

/// A text, padded with spaces to a number of columns.
pub(crate) fn pad(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(display_width(text));
    format!("{text}{}", " ".repeat(missing))
}

/// The widest of some texts, in columns.
pub(crate) fn widest(texts: impl IntoIterator<Item: AsRef<str>>) -> usize {
    texts.into_iter().map(|text| display_width(text.as_ref())).max().unwrap_or(0)
}

/// A bar for a part of a whole, at most `most` columns wide.
pub(crate) fn bar(charset: Charset, part: u32, whole: u32, columns: usize) -> String {
    let block = match charset {
        Charset::Ascii => "#",
        Charset::Unicode => "\u{2588}",
    };
    let filled = u64::from(part) * columns as u64 / u64::from(whole.max(1));
    // A few points are more than none.
    let filled = if part > 0 { filled.max(1) } else { 0 };
    block.repeat(usize::try_from(filled).unwrap_or(columns))
}
