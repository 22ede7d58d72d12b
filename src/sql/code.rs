//! What a cell becomes: the place of an option, one more for unsure, or below 0 what is
//! wrong with it.

use crate::answers::Reply;
use crate::problem::{Kind, Problem};

/// The code of a cell.
pub(super) type CellCode = i32;

/// The kinds of problem that cells have; their codes count down from -1.
const KINDS: [Kind; 5] = [
    Kind::UnknownOption,
    Kind::AmbiguousNumber,
    Kind::BadDigits,
    Kind::NumberOutOfRange,
    Kind::UnexpectedNumber,
];

/// A number whose option is not known yet.
pub(super) const NUMBER: CellCode = -10;

/// What may be a number to some reader or other.
pub(super) const FANCY: CellCode = -11;

/// The code of a kind of problem.
pub(super) fn of_kind(kind: Kind) -> CellCode {
    let place = KINDS.iter().position(|other| *other == kind).expect("cells have no other kinds");
    -1 - CellCode::try_from(place).expect("there are few")
}

/// The codes of all problems, with the names of their kinds.
pub(super) fn kinds() -> impl Iterator<Item = (CellCode, &'static str)> {
    KINDS.iter().map(|kind| (of_kind(*kind), kind.code()))
}

/// The code of what the reading of answers makes of a cell.
pub(super) fn code_of(read: &Result<Reply<'_>, Problem>) -> CellCode {
    match read {
        Ok(reply) => {
            let unsure = reply.question().options.len();
            let place = reply.choice().map_or(unsure, |choice| choice.index);
            CellCode::try_from(place).expect("a question has few options")
        }
        Err(problem) => of_kind(problem.kind),
    }
}
