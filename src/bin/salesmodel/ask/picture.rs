//! A page of the quiz as lines, laid out for the size that the window has at that
//! moment. What fits nowhere is left out in the order of its importance, and the
//! item that Enter chooses is always in sight.

use salesmodel::render::{Charset, Style};

use super::frame::{Frame, NARROW, clipped};
use super::key_list;
use super::page::{Block, BlockRole, Item, QuizPage, Visit};

/// How much of a page is drawn.
#[derive(Clone, Copy, Debug)]
struct PagePlan {
    /// The least important part of the head that is drawn; `None` leaves the whole head
    /// out.
    head: Option<BlockRole>,
    /// Which items are drawn with their help.
    help: Help,
    spacing: Spacing,
    items: Items,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Help {
    All,
    Active,
    None,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Spacing {
    /// Empty lines around the items, and every paragraph whole.
    Airy,
    /// No empty lines, and every paragraph whole but the title.
    Dense,
    /// No empty lines, and a line for each paragraph but the question.
    Tight,
    /// No empty lines, a line for each paragraph, and nothing about keys.
    Bare,
}

/// The items that must be in sight.
#[derive(Clone, Copy, Debug)]
enum Items {
    All,
    /// The active one and at least this many lines more.
    Some(usize),
}

/// The ways to draw a page, the best first. The first one that fits is taken, and
/// the last one if none does.
const PLANS: [PagePlan; 12] = {
    const fn plan(head: Option<BlockRole>, help: Help, spacing: Spacing, items: Items) -> PagePlan {
        PagePlan { head, help, spacing, items }
    }
    const TITLE: Option<BlockRole> = Some(BlockRole::Title);
    [
        plan(Some(BlockRole::Intro), Help::All, Spacing::Airy, Items::All),
        plan(Some(BlockRole::Intro), Help::Active, Spacing::Airy, Items::All),
        plan(Some(BlockRole::Help), Help::Active, Spacing::Airy, Items::All),
        plan(Some(BlockRole::Fact), Help::Active, Spacing::Airy, Items::All),
        plan(Some(BlockRole::Fact), Help::Active, Spacing::Airy, Items::Some(2)),
        plan(Some(BlockRole::Fact), Help::None, Spacing::Dense, Items::Some(0)),
        plan(Some(BlockRole::Fact), Help::None, Spacing::Tight, Items::All),
        plan(Some(BlockRole::Fact), Help::None, Spacing::Tight, Items::Some(0)),
        plan(TITLE, Help::None, Spacing::Tight, Items::Some(0)),
        plan(Some(BlockRole::Text), Help::None, Spacing::Tight, Items::Some(0)),
        plan(Some(BlockRole::Text), Help::None, Spacing::Bare, Items::Some(0)),
        plan(None, Help::None, Spacing::Bare, Items::Some(0)),
    ]
};

impl Visit<'_> {
    /// The page as lines, as many as the window has at most.
    pub(super) fn lines(&mut self, frame: &Frame) -> Vec<String> {
        let mut lines = match &mut self.key_list {
            Some(scroll) => {
                let mut lines = key_list::lines(self.page, frame);
                let close = frame.wrap(frame.styles.faint, "", &self.page.close_keys);
                self.whole_list = lines.len() + close.len() <= frame.rows;
                if self.whole_list {
                    lines.extend(close);
                    lines
                } else {
                    scroll.draw(frame, &lines, &self.page.list_keys)
                }
            }
            None => self.picture(frame),
        };
        lines.truncate(frame.rows);
        lines
    }

    fn picture(&mut self, frame: &Frame) -> Vec<String> {
        let fits = |plan: &&PagePlan| {
            let free = frame.rows.saturating_sub(self.around(frame, plan));
            let heights = self.heights(frame, plan);
            match plan.items {
                Items::All => heights.iter().sum::<usize>() <= free,
                Items::Some(more) => heights.iter().max().copied().unwrap_or(0) + more <= free,
            }
        };
        let plan = PLANS.iter().find(fits).unwrap_or(&PLANS[PLANS.len() - 1]);
        let free = frame.rows.saturating_sub(self.around(frame, plan));
        self.sight = self.in_sight(&self.heights(frame, plan), free);
        let (first, count) = self.sight;
        let items = &self.page.items;
        let below = items.len().saturating_sub(first + count);

        let mut lines = self.head(frame, plan);
        if plan.spacing == Spacing::Airy {
            lines.push(frame.more(['\u{2191}', '^'], first));
        }
        for (place, item) in items.iter().enumerate().skip(first).take(count) {
            lines.extend(self.item(frame, plan, place, item));
        }
        if plan.spacing == Spacing::Airy {
            lines.push(frame.more(['\u{2193}', 'v'], below));
        }
        lines.extend(self.keys(frame, plan));
        lines
    }

    /// The rows that are not part of an item.
    fn around(&self, frame: &Frame, plan: &PagePlan) -> usize {
        let gaps = if plan.spacing == Spacing::Airy { 2 } else { 0 };
        self.head(frame, plan).len() + gaps + self.keys(frame, plan).len()
    }

    /// The rows of each item. The help of the active one counts for all, so that
    /// moving about does not change the plan.
    fn heights(&self, frame: &Frame, plan: &PagePlan) -> Vec<usize> {
        let items = &self.page.items;
        let height = |item: &Item, help| item_lines(frame, item, "", Style::PLAIN, help).len();
        let bare: Vec<usize> = items.iter().map(|item| height(item, Help::None)).collect();
        let helped: Vec<usize> = items.iter().map(|item| height(item, Help::All)).collect();
        match plan.help {
            Help::All => helped,
            Help::None => bare,
            Help::Active => {
                let most = bare.iter().zip(&helped).map(|(bare, helped)| helped - bare).max();
                let mut heights = bare;
                if let Some(height) = heights.get_mut(self.active) {
                    *height += most.unwrap_or(0);
                }
                heights
            }
        }
    }

    /// The first item in sight and how many are: those from before, moved as little
    /// as it takes to have the active one among them.
    fn in_sight(&self, heights: &[usize], free: usize) -> (usize, usize) {
        let count_from = |first: usize| {
            let mut rows = 0;
            let fitting = heights[first..].iter().take_while(|height| {
                rows += **height;
                rows <= free
            });
            fitting.count().max(1)
        };
        if heights.is_empty() {
            return (0, 0);
        }
        let mut first = self.sight.0.min(self.active);
        while first + count_from(first) <= self.active {
            first += 1;
        }
        // Where there is room at the end, items from before fill it.
        while first > 0 && (first - 1) + count_from(first - 1) >= heights.len() {
            first -= 1;
        }
        (first, count_from(first))
    }

    fn head(&self, frame: &Frame, plan: &PagePlan) -> Vec<String> {
        let Some(least) = plan.head else { return Vec::new() };
        let QuizPage { head, .. } = self.page;
        let shown = head.iter().filter(|block| block.role <= least);
        let mut lines: Vec<String> =
            shown.flat_map(|block| block_lines(frame, block, plan.spacing)).collect();
        if let Some(says) = &self.says {
            let says = Block { role: BlockRole::Why, indent: "", text: says.clone() };
            lines.extend(block_lines(frame, &says, plan.spacing));
        }
        lines
    }

    fn keys(&self, frame: &Frame, plan: &PagePlan) -> Vec<String> {
        let style = frame.styles.faint;
        let keys = if self.is_in_field() { &self.page.field_keys } else { &self.page.keys };
        match plan.spacing {
            Spacing::Airy => frame.wrap(style, "", keys),
            Spacing::Dense | Spacing::Tight if frame.fits(keys) => {
                vec![frame.cut(style, "", keys)]
            }
            Spacing::Dense | Spacing::Tight => vec![frame.cut(style, "", &self.page.few_keys)],
            Spacing::Bare => Vec::new(),
        }
    }

    fn item(&self, frame: &Frame, plan: &PagePlan, place: usize, item: &Item) -> Vec<String> {
        let active = place == self.active;
        let pointer = match (active, frame.charset) {
            (true, Charset::Unicode) => "\u{276f} ",
            (true, Charset::Ascii) => "> ",
            (false, _) => "  ",
        };
        let mark = match self.page.marks.mark(place) {
            Some(mark) => format!("{mark}. "),
            None => "   ".to_owned(),
        };
        let help = match plan.help {
            Help::Active if active => Help::All,
            Help::Active => Help::None,
            other => other,
        };
        let field = match &self.page.field {
            Some(field) if place + 1 == self.page.items.len() => {
                let typed = match (self.typed.as_str(), active) {
                    ("", false) => "...".to_owned(),
                    (typed, true) => format!("{typed}_"),
                    (typed, false) => typed.to_owned(),
                };
                format!(" {typed} {}", field.sign)
            }
            _ => String::new(),
        };
        let item = Item { label: format!("{}{field}", item.label), help: item.help.clone() };
        let style = if active { frame.styles.lead } else { Style::PLAIN };
        item_lines(frame, &item, &format!("{pointer}{mark}"), style, help)
    }
}

impl Frame {
    /// How many items are out of sight in a direction.
    fn more(&self, [unicode, ascii]: [char; 2], count: usize) -> String {
        let arrow = if self.charset == Charset::Unicode { unicode } else { ascii };
        match count {
            0 => String::new(),
            count => self.cut(self.styles.faint, "  ", &format!("{arrow} {count}")),
        }
    }
}

/// Paragraphs without anything to choose, in as many rows as the window has.
pub(crate) fn head_alone(head: &[Block], frame: &Frame) -> Vec<String> {
    let ways = [
        (BlockRole::Intro, Spacing::Airy),
        (BlockRole::Fact, Spacing::Airy),
        (BlockRole::Fact, Spacing::Tight),
        (BlockRole::Title, Spacing::Tight),
        (BlockRole::Text, Spacing::Tight),
    ];
    let drawn = |(least, spacing): (BlockRole, Spacing)| -> Vec<String> {
        let shown = head.iter().filter(|block| block.role <= least);
        shown.flat_map(|block| block_lines(frame, block, spacing)).collect()
    };
    let fitting = ways.into_iter().map(drawn).find(|lines| lines.len() <= frame.rows);
    fitting.unwrap_or_else(|| {
        let mut lines = drawn((BlockRole::Text, Spacing::Tight));
        lines.truncate(frame.rows);
        lines
    })
}

fn block_lines(frame: &Frame, block: &Block, spacing: Spacing) -> Vec<String> {
    let styles = &frame.styles;
    let style = match block.role {
        BlockRole::Text => styles.strong,
        BlockRole::Why => styles.lead,
        BlockRole::Title => styles.faint,
        BlockRole::Fact | BlockRole::Help | BlockRole::Intro => Style::PLAIN,
    };
    let is_whole = match block.role {
        BlockRole::Text => true,
        BlockRole::Title => spacing == Spacing::Airy,
        _ => matches!(spacing, Spacing::Airy | Spacing::Dense),
    };
    if is_whole {
        frame.wrap(style, block.indent, &block.text)
    } else {
        vec![frame.cut(style, block.indent, &block.text)]
    }
}

/// The columns of a pointer, and those of a pointer and a mark.
const POINTER: usize = 2;
const BEFORE: usize = 5;

/// An item in lines: its pointer and its mark, its label, and its help below. Where
/// there is little room, the mark goes, and where there is less, the pointer.
fn item_lines(frame: &Frame, item: &Item, before: &str, style: Style, help: Help) -> Vec<String> {
    let indent = match frame.width() {
        0..=3 => 0,
        4..NARROW => POINTER,
        _ => BEFORE,
    };
    let spaces = " ".repeat(indent);
    let mut before = clipped(before, indent);
    let mut lines = Vec::new();
    for line in textwrap::wrap(&item.label, frame.options(frame.width() - indent)) {
        let before = std::mem::replace(&mut before, &spaces);
        lines.push(frame.styled(style, format!("{before}{line}").trim_end()));
    }
    if let Some(text) = &item.help
        && help == Help::All
    {
        lines.extend(frame.wrap(frame.styles.faint, &spaces, text));
    }
    lines
}

#[cfg(test)]
mod tests;
