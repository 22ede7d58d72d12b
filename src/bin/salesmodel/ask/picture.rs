//! One picture of the quiz: a title, a text and the items to choose from, laid
//! out for the size that the window has at that moment.

use std::cell::Cell;
use std::fmt;

use anstyle::Style;
use console::Term;
use dialoguer::theme::Theme;
use salesmodel::render::{Charset, Look, Styles};
use textwrap::Options;

/// Puts the cursor into the corner of an empty screen.
const CLEAR: &str = "\x1b[H\x1b[2J";

/// What is shown.
pub(super) struct Picture {
    pub(super) title: String,
    /// Why the person is asked again, if they are.
    pub(super) why: Option<String>,
    pub(super) text: String,
    pub(super) help: Option<String>,
    pub(super) items: Vec<Item>,
    pub(super) keys: &'static str,
}

/// What can be chosen.
pub(super) struct Item {
    pub(super) label: String,
    pub(super) help: Option<String>,
}

impl Picture {
    pub(super) fn theme<'p>(
        &'p self,
        term: &'p Term,
        charset: Charset,
        styles: Styles,
    ) -> PictureTheme<'p> {
        PictureTheme { picture: self, term, charset, styles, begun: Cell::new(false) }
    }

    /// Everything above the items.
    fn head(&self, styles: &Styles, width: usize) -> Vec<String> {
        let mut lines = wrap(styles.faint, "", &self.title, width);
        if let Some(why) = &self.why {
            lines.extend(wrap(styles.lead, "", why, width));
        }
        lines.extend(wrap(styles.strong, "", &self.text, width));
        if let Some(help) = &self.help {
            lines.extend(wrap(Style::new(), "", help, width));
        }
        lines
    }
}

/// Whether an item is the one that Enter chooses.
#[derive(Clone, Copy)]
enum Mark {
    Active,
    None,
}

/// Whether the help of an item is drawn.
#[derive(Clone, Copy, PartialEq)]
enum Help {
    Shown,
    Hidden,
}

/// Draws a picture where dialoguer draws the items of a list.
pub(super) struct PictureTheme<'p> {
    picture: &'p Picture,
    term: &'p Term,
    charset: Charset,
    styles: Styles,
    /// Whether the head of the picture stands there and no item yet.
    begun: Cell<bool>,
}

impl PictureTheme<'_> {
    /// How many items a page of the list may have: as many as fit with the help of
    /// the active one, and never fewer than three.
    pub(super) fn page(&self) -> usize {
        let (rows, width) = self.size();
        let lines = |help| {
            let items = self.picture.items.iter();
            items.map(move |item| self.item_lines(item, Mark::None, help, width).len())
        };
        let tallest = lines(Help::Hidden).max().unwrap_or(1);
        let helped = lines(Help::Shown).max().unwrap_or(1);
        let free = rows.saturating_sub(self.around(width) + helped.saturating_sub(tallest));
        (free / tallest).clamp(3, self.picture.items.len().max(3))
    }

    /// The rows and the columns to draw in. The last column stays free: some
    /// terminals break the line when it is written to.
    fn size(&self) -> (usize, usize) {
        let (rows, columns) = self.term.size();
        (usize::from(rows), usize::from(columns).saturating_sub(1).clamp(10, Look::WIDEST))
    }

    /// Whether there is room for the help of every item, not of the active one
    /// alone.
    fn has_room_for_help(&self, rows: usize, width: usize) -> bool {
        let items = self.picture.items.iter();
        let lines: usize =
            items.map(|item| self.item_lines(item, Mark::None, Help::Shown, width).len()).sum();
        self.around(width) + lines <= rows
    }

    /// The rows that are not those of items: the head, the keys, an empty line
    /// before the items and one before the keys, and the line of the cursor.
    fn around(&self, width: usize) -> usize {
        let head = self.picture.head(&self.styles, width).len();
        head + wrap(Style::new(), "", self.picture.keys, width).len() + 3
    }

    fn item_lines(&self, item: &Item, mark: Mark, help: Help, width: usize) -> Vec<String> {
        let (mark, style) = match (mark, self.charset) {
            (Mark::Active, Charset::Unicode) => ("\u{276f} ", self.styles.lead),
            (Mark::Active, Charset::Ascii) => ("> ", self.styles.lead),
            (Mark::None, _) => ("  ", Style::new()),
        };
        let mut lines = wrap(style, mark, &item.label, width);
        if let Some(text) = &item.help
            && help == Help::Shown
        {
            lines.extend(wrap(self.styles.faint, "    ", text, width));
        }
        lines
    }
}

impl Theme for PictureTheme<'_> {
    /// Draws what stands above the items. dialoguer asks for it before every
    /// page of a long list, but only once if all items fit on one page.
    fn format_select_prompt(&self, f: &mut dyn fmt::Write, _prompt: &str) -> fmt::Result {
        let (_, width) = self.size();
        self.begun.set(true);
        write!(f, "{CLEAR}{}", self.picture.head(&self.styles, width).join("\n"))
    }

    /// Draws the item at the place that `text` names; before the first one, what
    /// stands above, if it does not stand there yet.
    fn format_select_prompt_item(
        &self,
        f: &mut dyn fmt::Write,
        text: &str,
        active: bool,
    ) -> fmt::Result {
        let place: usize = text.parse().map_err(|_| fmt::Error)?;
        let Some(item) = self.picture.items.get(place) else {
            return Err(fmt::Error);
        };
        let (rows, width) = self.size();
        let mut lines = Vec::new();
        let begun = self.begun.take();
        if place == 0 && !begun {
            f.write_str(CLEAR)?;
            lines.extend(self.picture.head(&self.styles, width));
        }
        if place == 0 || begun {
            lines.push(String::new());
        }
        let help =
            if active || self.has_room_for_help(rows, width) { Help::Shown } else { Help::Hidden };
        let mark = if active { Mark::Active } else { Mark::None };
        lines.extend(self.item_lines(item, mark, help, width));
        if place + 1 == self.picture.items.len() {
            lines.push(String::new());
            lines.extend(wrap(self.styles.faint, "", self.picture.keys, width));
        }
        f.write_str(&lines.join("\n"))
    }
}

/// A text in lines of a width, each in the style, behind an indent that goes on
/// as spaces.
fn wrap(style: Style, indent: &str, text: &str, width: usize) -> Vec<String> {
    let further = " ".repeat(indent.chars().count());
    let options = Options::new(width)
        .initial_indent(indent)
        .subsequent_indent(&further)
        .word_separator(textwrap::WordSeparator::AsciiSpace);
    textwrap::wrap(text, options)
        .into_iter()
        .map(|line| format!("{style}{}{style:#}", line.trim_end()))
        .collect()
}
