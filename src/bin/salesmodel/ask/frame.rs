//! The window, and texts as lines that fit it.

use salesmodel::render::{Charset, Look, Style, Styles};
use textwrap::core::display_width;
use textwrap::{Options, WordSeparator};

/// The window, and what it can show.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    pub(crate) charset: Charset,
    pub(crate) styles: Styles,
}

/// With fewer columns, the mark before an item would take too many of them.
pub(super) const NARROW: usize = 16;

impl Frame {
    /// The columns to write in. The last one stays free, because some terminals
    /// break the line when it is written to; where there is only one, nothing does.
    pub(super) fn width(&self) -> usize {
        self.columns.saturating_sub(1).clamp(1, Look::WIDEST)
    }

    /// A text in lines of the width, each in the style, after an indent that goes
    /// on as spaces.
    pub(super) fn wrap(&self, style: Style, indent: &str, text: &str) -> Vec<String> {
        let indent = if self.width() < NARROW { "" } else { indent };
        let further = " ".repeat(display_width(indent));
        let options = self.options(self.width());
        let options = options.initial_indent(indent).subsequent_indent(&further);
        textwrap::wrap(text, options)
            .into_iter()
            .map(|line| self.styled(style, line.trim_end()))
            .collect()
    }

    /// A text in one line, cut where it is longer.
    pub(super) fn cut(&self, style: Style, indent: &str, text: &str) -> String {
        let whole = format!("{indent}{text}");
        if self.fits(&whole) {
            return self.styled(style, &whole);
        }
        let dots = match self.charset {
            Charset::Unicode => "\u{2026}",
            Charset::Ascii => "...",
        };
        let room = self.width().saturating_sub(display_width(dots));
        self.styled(style, &format!("{}{dots}", clipped(&whole, room).trim_end()))
    }

    /// Whether a text fits into one line.
    pub(super) fn fits(&self, text: &str) -> bool {
        display_width(text) <= self.width()
    }

    /// How a text of some width is broken into lines.
    pub(super) fn options(&self, width: usize) -> Options<'_> {
        Options::new(width).word_separator(WordSeparator::AsciiSpace)
    }

    /// A line in a style, cut where it is wider than the window.
    pub(super) fn styled(&self, style: Style, line: &str) -> String {
        format!("{style}{}{style:#}", clipped(line, self.columns))
    }
}

/// As much of a text as fits into some columns.
pub(super) fn clipped(text: &str, columns: usize) -> &str {
    let mut width = 0;
    for (place, c) in text.char_indices() {
        width += display_width(c.encode_utf8(&mut [0; 4]));
        if width > columns {
            return &text[..place];
        }
    }
    text
}
