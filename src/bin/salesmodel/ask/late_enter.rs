//! Enter pressed out of habit after a digit or a letter that had chosen already.
//!
//! By the time it comes, the next page is on the screen, with an item that Enter would
//! choose: an answer that nobody gave.

use super::keys::{Input, Key};
use super::view::View;

/// Whether the next Enter still belongs to the page before.
#[derive(Debug, Default)]
pub(super) struct LateEnter {
    is_due: bool,
}

impl LateEnter {
    /// Passes an input to a view, unless it belongs to the page before; gives what it
    /// settles.
    pub(super) fn heed<V: View>(&mut self, view: &mut V, input: Input) -> Option<V::Act> {
        // However long it takes: people look at the page, then press Enter.
        let is_due = self.is_due && input == Input::Key(Key::Enter);
        self.is_due &= input == Input::Redraw;
        match input {
            Input::Key(_) if is_due => view.chosen_already(),
            Input::Key(key) => {
                let act = view.on(key);
                self.is_due = act.is_some() && matches!(key, Key::Char(_));
                return act;
            }
            Input::Paste => view.pasted(),
            Input::Redraw => {}
        }
        None
    }

    /// Forgets it, once something was typed elsewhere.
    pub(super) fn forget(&mut self) {
        self.is_due = false;
    }
}

#[cfg(test)]
mod tests {
    use super::super::page::{Act, QuizPage, Visit};
    use super::*;
    use crate::ask::item;

    const ENTER: Input = Input::Key(Key::Enter);
    const TWO: Input = Input::Key(Key::Char('2'));

    /// What inputs settle, each on the page that the one before led to.
    fn settled(inputs: &[Input]) -> Vec<Option<Act>> {
        let items = vec![item("First"), item("Second"), item("Third")];
        let page = QuizPage { items, late_enter: "Late.".to_owned(), ..QuizPage::default() };
        let mut late = LateEnter::default();
        let mut visit = Visit::new(&page, 0, "");
        let mut all = Vec::new();
        for input in inputs {
            let act = late.heed(&mut visit, *input);
            if act.is_some() {
                visit = Visit::new(&page, 0, "");
            }
            all.push(act);
        }
        all
    }

    #[test]
    fn enter_after_a_digit_chooses_nothing_and_the_next_one_does() {
        let [first, second] = [Some(Act::Choose(0)), Some(Act::Choose(1))];
        assert_eq!(settled(&[TWO, ENTER]), [second.clone(), None]);
        assert_eq!(
            settled(&[TWO, ENTER, TWO, ENTER, ENTER]),
            [second.clone(), None, second.clone(), None, first.clone()]
        );
        // The window may change its size meanwhile.
        assert_eq!(settled(&[TWO, Input::Redraw, ENTER]), [second, None, None]);
        // After an Enter that chose, another one chooses.
        assert_eq!(settled(&[ENTER, ENTER]), [first.clone(), first]);
    }

    #[test]
    fn any_other_key_ends_it() {
        let second = Some(Act::Choose(1));
        for other in
            [Key::Down, Key::End, Key::Char('x')].map(Input::Key).into_iter().chain([Input::Paste])
        {
            let all = settled(&[TWO, other, ENTER]);
            assert_eq!(all[..2], [second.clone(), None], "{other:?}");
            assert!(matches!(all[2], Some(Act::Choose(_))), "{other:?}");
        }
    }

    #[test]
    fn it_is_said_that_the_digit_was_enough() {
        let page = QuizPage {
            late_enter: "Late.".to_owned(),
            items: vec![item("One")],
            ..QuizPage::default()
        };
        let mut late = LateEnter { is_due: true };
        let mut visit = Visit::new(&page, 0, "");
        late.heed(&mut visit, ENTER);
        assert_eq!(visit.says.as_deref(), Some("Late."));
    }
}
