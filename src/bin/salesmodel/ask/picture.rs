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
    pub(super) keys: String,
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
        let size = size(term);
        let mut theme = PictureTheme {
            picture: self,
            term,
            charset,
            styles,
            size,
            head_help: Help::Shown,
            page: self.items.len(),
            begun: Cell::new(false),
            resized_at: Cell::new(None),
        };
        theme.page = theme.largest_page().unwrap_or_else(|| {
            // In a window as low as that, the choice matters more.
            theme.head_help = Help::Hidden;
            theme.largest_page().unwrap_or(1)
        });
        theme
    }
}

/// The rows and the columns to draw in. The last column stays free: some
/// terminals break the line when it is written to.
fn size(term: &Term) -> (usize, usize) {
    let (rows, columns) = term.size();
    (usize::from(rows), usize::from(columns).saturating_sub(1).clamp(10, Look::WIDEST))
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
    /// The rows and columns that the picture was laid out for.
    size: (usize, usize),
    /// Whether the help of the question is drawn.
    head_help: Help,
    /// How many items a page of the list has.
    page: usize,
    /// Whether the head of the picture stands there and no item yet.
    begun: Cell<bool>,
    /// The active item, once the window has another size.
    resized_at: Cell<Option<usize>>,
}

impl PictureTheme<'_> {
    /// How many items a page of the list has.
    pub(super) fn page(&self) -> usize {
        self.page
    }

    /// The active item, if drawing stopped because the window has another size.
    /// dialoguer divides a list into pages once, so it has to begin anew.
    pub(super) fn resized_at(&self) -> Option<usize> {
        self.resized_at.get()
    }

    /// The most items of which every page fits, with the help of the active one.
    fn largest_page(&self) -> Option<usize> {
        let items = &self.picture.items;
        let heights = |help| -> Vec<usize> {
            items.iter().map(|item| self.item_lines(item, Mark::None, help).len()).collect()
        };
        let (bare, helped) = (heights(Help::Hidden), heights(Help::Shown));
        let free = self.size.0.saturating_sub(self.around());
        let fits = |page: &usize| {
            bare.chunks(*page).zip(helped.chunks(*page)).all(|(bare, helped)| {
                let help = bare.iter().zip(helped).map(|(bare, helped)| helped - bare).max();
                bare.iter().sum::<usize>() + help.unwrap_or(0) <= free
            })
        };
        (1..=items.len()).rev().find(fits)
    }

    fn is_paged(&self) -> bool {
        self.page < self.picture.items.len()
    }

    /// Whether there is room for the help of every item, not of the active one
    /// alone.
    fn has_room_for_help(&self) -> bool {
        let items = self.picture.items.iter();
        let lines: usize =
            items.map(|item| self.item_lines(item, Mark::None, Help::Shown).len()).sum();
        self.around() + lines <= self.size.0
    }

    /// The rows that are not those of items: the head, the keys, a line between
    /// head and items and one before the keys, and the line of the cursor.
    fn around(&self) -> usize {
        self.head().len() + self.keys().len() + 3
    }

    /// Everything above the items.
    fn head(&self) -> Vec<String> {
        let Picture { title, why, text, help, .. } = self.picture;
        let mut lines = self.wrap(self.styles.faint, "", title);
        if let Some(why) = why {
            lines.extend(self.wrap(self.styles.lead, "", why));
        }
        lines.extend(self.wrap(self.styles.strong, "", text));
        if let Some(help) = help
            && self.head_help == Help::Shown
        {
            lines.extend(self.wrap(Style::new(), "", help));
        }
        lines
    }

    fn keys(&self) -> Vec<String> {
        self.wrap(self.styles.faint, "", &self.picture.keys)
    }

    fn item_lines(&self, item: &Item, mark: Mark, help: Help) -> Vec<String> {
        let (mark, style) = match (mark, self.charset) {
            (Mark::Active, Charset::Unicode) => ("\u{276f} ", self.styles.lead),
            (Mark::Active, Charset::Ascii) => ("> ", self.styles.lead),
            (Mark::None, _) => ("  ", Style::new()),
        };
        let mut lines = self.wrap(style, mark, &item.label);
        if let Some(text) = &item.help
            && help == Help::Shown
        {
            lines.extend(self.wrap(self.styles.faint, "    ", text));
        }
        lines
    }

    /// A text in lines of the width, each in the style, behind an indent that
    /// goes on as spaces.
    fn wrap(&self, style: Style, indent: &str, text: &str) -> Vec<String> {
        let further = " ".repeat(indent.chars().count());
        let options = Options::new(self.size.1)
            .initial_indent(indent)
            .subsequent_indent(&further)
            .word_separator(textwrap::WordSeparator::AsciiSpace);
        textwrap::wrap(text, options)
            .into_iter()
            .map(|line| format!("{style}{}{style:#}", line.trim_end()))
            .collect()
    }
}

impl Theme for PictureTheme<'_> {
    /// Draws what stands above the items. dialoguer asks for it before every page
    /// of a long list, to put the number of the page behind it, but only once if
    /// all items fit on one page.
    fn format_select_prompt(&self, f: &mut dyn fmt::Write, _prompt: &str) -> fmt::Result {
        self.begun.set(true);
        let mut head = self.head();
        if self.is_paged() {
            // The number of the page gets a line of its own.
            head.push(String::new());
        }
        write!(f, "{CLEAR}{}", head.join("\n"))
    }

    /// Draws the item at the place that `text` names; before the first one, what
    /// stands above, if it does not stand there yet, and behind the last one of a
    /// page the keys.
    fn format_select_prompt_item(
        &self,
        f: &mut dyn fmt::Write,
        text: &str,
        active: bool,
    ) -> fmt::Result {
        let place: usize = text.parse().map_err(|_| fmt::Error)?;
        let Some(item) = self.picture.items.get(place) else { return Err(fmt::Error) };
        if size(self.term) != self.size {
            if active {
                self.resized_at.set(Some(place));
                return Err(fmt::Error);
            }
            return Ok(());
        }
        let mut lines = Vec::new();
        let begun = self.begun.take();
        if place == 0 && !begun {
            f.write_str(CLEAR)?;
            lines.extend(self.head());
        }
        if place == 0 && !self.is_paged() {
            lines.push(String::new());
        }
        let help = if active || self.has_room_for_help() { Help::Shown } else { Help::Hidden };
        let mark = if active { Mark::Active } else { Mark::None };
        lines.extend(self.item_lines(item, mark, help));
        if (place + 1).is_multiple_of(self.page) || place + 1 == self.picture.items.len() {
            lines.push(String::new());
            lines.extend(self.keys());
        }
        f.write_str(&lines.join("\n"))
    }
}
