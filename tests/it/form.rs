//! The quiz as a page: its script comes to the same results as the library, its texts stay
//! texts, and the program reads what it hands back.

mod page;
pub(crate) mod script;
