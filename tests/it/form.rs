//! The quiz as a page: its script comes to the results of the library, its texts stay
//! texts, and what it hands back is read by the program.

mod page;
pub(crate) mod script;
