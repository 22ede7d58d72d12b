//! A page of the quiz without a terminal: what it says, what can be chosen, and
//! what each key does to it.

use salesmodel::questionnaire::Question;

use super::frame::Frame;
use super::keys::Key;
use super::scroll::Scroll;
use super::view::View;

/// What a page says and lets a person choose.
#[derive(Clone, Debug, Default)]
pub(crate) struct QuizPage {
    /// What is shown above the items.
    pub(crate) head: Vec<Block>,
    /// What can be chosen; at least one.
    pub(crate) items: Vec<Item>,
    /// What chooses an item, besides the arrow keys.
    pub(crate) marks: ItemMarks,
    /// The number that can be typed instead, which is the last item.
    pub(crate) field: Option<NumberField>,
    /// The bottom line, which names the keys.
    pub(crate) keys: String,
    /// The bottom line while a number is typed.
    pub(crate) field_keys: String,
    /// The bottom line of a window that has no room for that one.
    pub(crate) few_keys: String,
    /// The bottom line of a list of keys that does not fit.
    pub(crate) list_keys: String,
    /// All keys, each with what it does.
    pub(crate) all_keys: Vec<(String, String)>,
    /// The last line of a list of keys that fits.
    pub(crate) close_keys: String,
    /// What is said of pasted text.
    pub(crate) pasted: String,
    /// What is said of Enter after a digit that had chosen already.
    pub(crate) late_enter: String,
}

/// A paragraph above the items.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) role: BlockRole,
    /// What comes before its first line.
    pub(crate) indent: &'static str,
    pub(crate) text: String,
}

/// What a paragraph is for, which decides how it looks, and what goes first where
/// a window is low: the later in this list, the earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum BlockRole {
    /// The question, or the result.
    Text,
    /// Why it is asked again, or what just happened.
    Why,
    /// Which question this is, of how many.
    Title,
    /// What is known already, or what to do first.
    Fact,
    /// How to find the answer.
    Help,
    /// What the questions are about.
    Intro,
}

/// What can be chosen.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) label: String,
    pub(crate) help: Option<String>,
}

/// The marks before the items, by which they are chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ItemMarks {
    #[default]
    Digits,
    /// Where a digit is a number.
    Letters,
}

impl ItemMarks {
    /// What chooses the options of a question: letters where a digit is a number.
    pub(crate) fn of_question(question: &Question) -> Self {
        match question.unit {
            Some(unit) if unit.sign().is_empty() => ItemMarks::Letters,
            _ => ItemMarks::Digits,
        }
    }

    /// The mark of an item, by its place from 0; `None` if no key is left for it.
    pub(crate) fn mark(self, place: usize) -> Option<char> {
        let place = u32::try_from(place).ok()?;
        match self {
            ItemMarks::Digits => char::from_digit(place + 1, 10),
            ItemMarks::Letters => (place < 26).then(|| char::from_u32(u32::from('a') + place))?,
        }
    }

    /// The place of an item by its mark.
    pub(crate) fn place(self, mark: char) -> Option<usize> {
        let place = match self {
            ItemMarks::Digits => mark.to_digit(10)?.checked_sub(1)?,
            ItemMarks::Letters if mark.is_ascii_alphabetic() => {
                u32::from(mark.to_ascii_lowercase()) - u32::from('a')
            }
            ItemMarks::Letters => return None,
        };
        usize::try_from(place).ok()
    }
}

/// Where a number is typed.
#[derive(Clone, Debug)]
pub(crate) struct NumberField {
    /// The sign after it, such as `%`.
    pub(crate) sign: &'static str,
}

impl NumberField {
    /// The most characters that can be typed: more digits than a number can use.
    const LONGEST: usize = 12;
}

/// What a person did on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// Chose the item at this place.
    Choose(usize),
    /// Typed this number, without its sign.
    Number(String),
    Back,
}

/// A page that somebody is looking at.
#[derive(Debug)]
pub(crate) struct Visit<'p> {
    pub(super) page: &'p QuizPage,
    /// The place of the item that Enter chooses.
    pub(super) active: usize,
    /// What was typed into the field.
    pub(super) typed: String,
    /// The list of all keys, while it is shown.
    pub(super) key_list: Option<Scroll>,
    /// Whether all of that list was in sight when it was drawn last.
    pub(super) whole_list: bool,
    /// What is said about the last thing that was done.
    pub(super) says: Option<String>,
    /// The first item in sight, and how many are.
    pub(super) sight: (usize, usize),
}

impl<'p> Visit<'p> {
    /// A visit that begins with an item, and with a number in the field.
    pub(crate) fn new(page: &'p QuizPage, active: usize, typed: &str) -> Self {
        let typed = typed.to_owned();
        let sight = (0, page.items.len());
        Visit { page, active, typed, key_list: None, whole_list: true, says: None, sight }
    }

    /// Says something until the next key.
    pub(crate) fn say(&mut self, what: String) {
        self.says = Some(what);
    }

    /// Whether what is typed goes into the field.
    pub(super) fn is_in_field(&self) -> bool {
        self.page.field.is_some() && self.active + 1 == self.page.items.len()
    }

    fn character(&mut self, c: char) -> Option<Act> {
        let is_digit = c.is_ascii_digit() || matches!(c, '.' | ',');
        if is_digit && self.page.field.is_some() {
            // Where digits choose answers, they are part of a number only in the field. A
            // digit that chooses nothing begins a number.
            let chooses =
                self.page.marks.place(c).is_some_and(|place| place < self.page.items.len());
            let begins = c.is_ascii_digit() && !chooses;
            if begins && !self.is_in_field() {
                self.typed.clear();
            }
            if begins || self.is_in_field() || self.page.marks == ItemMarks::Letters {
                self.active = self.page.items.len() - 1;
                if self.typed.len() < NumberField::LONGEST {
                    self.typed.push(c);
                }
                return None;
            }
        }
        let place = self.page.marks.place(c)?;
        match self.page.field {
            Some(_) if place + 1 == self.page.items.len() => {
                self.active = place;
                None
            }
            _ => (place < self.page.items.len()).then_some(Act::Choose(place)),
        }
    }
}

impl View for Visit<'_> {
    type Act = Act;

    fn draw(&mut self, frame: &Frame) -> Vec<String> {
        self.lines(frame)
    }

    /// Does what a key does; gives what it settles.
    fn on(&mut self, key: Key) -> Option<Act> {
        self.says = None;
        if let Some(scroll) = &mut self.key_list {
            if self.whole_list || !scroll.moves(key) {
                self.key_list = None;
            }
            return None;
        }
        let last = self.page.items.len().saturating_sub(1);
        let step = self.sight.1.max(1);
        match key {
            Key::Up => self.active = self.active.checked_sub(1).unwrap_or(last),
            Key::Down => self.active = if self.active < last { self.active + 1 } else { 0 },
            Key::Home => self.active = 0,
            Key::End => self.active = last,
            Key::PageUp => self.active = self.active.saturating_sub(step),
            Key::PageDown => self.active = (self.active + step).min(last),
            Key::Esc | Key::Left => return Some(Act::Back),
            Key::Enter if self.is_in_field() => return Some(Act::Number(self.typed.clone())),
            Key::Enter => return Some(Act::Choose(self.active)),
            Key::Backspace if self.is_in_field() => {
                self.typed.pop();
            }
            Key::Char('?') => self.key_list = Some(Scroll::default()),
            Key::Char(c) => return self.character(c),
            Key::Backspace | Key::Interrupt | Key::Suspend => {}
        }
        None
    }

    fn pasted(&mut self) {
        self.say(self.page.pasted.clone());
    }

    fn chosen_already(&mut self) {
        self.say(self.page.late_enter.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(items: usize, marks: ItemMarks, field: Option<NumberField>) -> QuizPage {
        let item = |place: usize| Item { label: format!("Item {place}"), help: None };
        QuizPage { items: (0..items).map(item).collect(), marks, field, ..QuizPage::default() }
    }

    /// What is active, what is typed, and what the last key settled.
    fn played(page: &QuizPage, keys: &[Key]) -> (usize, String, Option<Act>) {
        let mut visit = Visit::new(page, 0, "");
        let mut act = None;
        for key in keys {
            assert_eq!(act, None, "a key comes after the page was settled");
            act = visit.on(*key);
        }
        (visit.active, visit.typed, act)
    }

    fn chars(text: &str) -> Vec<Key> {
        text.chars().map(Key::Char).collect()
    }

    #[test]
    fn arrows_go_round_and_home_and_end_do_not() {
        let page = page(4, ItemMarks::Digits, None);
        for (keys, active) in [
            (vec![Key::Down], 1),
            (vec![Key::Up], 3),
            (vec![Key::Up, Key::Down], 0),
            (vec![Key::End], 3),
            (vec![Key::End, Key::Home], 0),
            (vec![Key::PageDown], 3),
            (vec![Key::End, Key::PageUp], 0),
        ] {
            assert_eq!(played(&page, &keys), (active, String::new(), None), "{keys:?}");
        }
    }

    #[test]
    fn page_keys_move_by_what_is_in_sight() {
        let page = page(30, ItemMarks::Digits, None);
        let mut visit = Visit::new(&page, 0, "");
        visit.sight = (0, 7);
        visit.on(Key::PageDown);
        visit.on(Key::PageDown);
        assert_eq!(visit.active, 14);
        visit.on(Key::PageUp);
        assert_eq!(visit.active, 7);
    }

    #[test]
    fn digits_choose() {
        let page = page(4, ItemMarks::Digits, None);
        assert_eq!(played(&page, &chars("3")).2, Some(Act::Choose(2)));
        for nothing in ["5", "0", "x", "a", ".", " "] {
            assert_eq!(played(&page, &chars(nothing)), (0, String::new(), None), "{nothing}");
        }
    }

    #[test]
    fn letters_choose_where_digits_are_a_number() {
        let page = page(4, ItemMarks::Letters, Some(NumberField { sign: "" }));
        assert_eq!(played(&page, &chars("b")).2, Some(Act::Choose(1)));
        assert_eq!(played(&page, &chars("C")).2, Some(Act::Choose(2)));
        assert_eq!(played(&page, &chars("12.5")), (3, "12.5".to_owned(), None));
        let typed = [chars("37"), vec![Key::Backspace, Key::Enter]].concat();
        assert_eq!(played(&page, &typed).2, Some(Act::Number("3".to_owned())));
        // The letter of the field leads to it.
        assert_eq!(played(&page, &chars("d")), (3, String::new(), None));
        assert_eq!(played(&page, &chars("z")), (0, String::new(), None));
    }

    #[test]
    fn a_percentage_is_typed_in_its_field_alone() {
        let page = page(6, ItemMarks::Digits, Some(NumberField { sign: "%" }));
        assert_eq!(played(&page, &chars("3")).2, Some(Act::Choose(2)));
        assert_eq!(played(&page, &chars("6")), (5, String::new(), None));
        // The field already has the sign after it, so a typed one is ignored.
        let typed = [chars("630%"), vec![Key::Enter]].concat();
        assert_eq!(played(&page, &typed).2, Some(Act::Number("30".to_owned())));
        let out = [chars("63"), vec![Key::Up], chars("1")].concat();
        assert_eq!(played(&page, &out).2, Some(Act::Choose(0)));
    }

    /// A digit that chooses no answer begins a number, and replaces the one that was
    /// there.
    #[test]
    fn a_digit_that_chooses_nothing_begins_a_number() {
        let page = page(6, ItemMarks::Digits, Some(NumberField { sign: "%" }));
        for (keys, number) in [("75", "75"), ("80.5", "80.5"), ("0", "0"), ("99", "99")] {
            let typed = [chars(keys), vec![Key::Enter]].concat();
            assert_eq!(played(&page, &typed).2, Some(Act::Number(number.to_owned())), "{keys}");
        }
        assert_eq!(played(&page, &chars(".")), (0, String::new(), None));
        let mut visit = Visit::new(&page, 0, "62");
        for key in chars("75") {
            visit.on(key);
        }
        assert_eq!(visit.typed, "75");
    }

    #[test]
    fn a_field_takes_no_novel() {
        let page = page(2, ItemMarks::Letters, Some(NumberField { sign: "" }));
        assert_eq!(played(&page, &chars(&"1".repeat(300))).1.len(), NumberField::LONGEST);
    }

    #[test]
    fn esc_and_left_go_back() {
        let page = page(2, ItemMarks::Digits, None);
        for key in [Key::Esc, Key::Left] {
            assert_eq!(played(&page, &[key]).2, Some(Act::Back));
        }
    }

    /// Whatever key ends the list of keys, it does nothing else.
    #[test]
    fn any_key_leaves_the_list_of_keys() {
        let page = page(2, ItemMarks::Digits, None);
        for key in [Key::Enter, Key::Esc, Key::Char('2'), Key::Down] {
            let keys = [Key::Char('?'), key];
            assert_eq!(played(&page, &keys), (0, String::new(), None));
        }
    }
}
