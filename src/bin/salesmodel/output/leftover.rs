//! What killed runs have left is undone or removed, with a note.

use std::path::Path;

use super::folder::exchange::Exchange;
use super::temporary::{Left, left_in};
use crate::command_line::one_line;
use crate::failure::{self, reason};
use crate::settings::Settings;

/// Undoes or removes what killed runs have left in a folder, and says so.
pub(super) fn clean(folder: &Path, settings: &Settings) {
    for left in left_in(folder) {
        let name = one_line(&left.path);
        if !left.own {
            let message =
                format!("a run of another user that was killed left {name}, which can be deleted");
            failure::note(&message, settings);
        } else if put_back(folder, &left, settings) {
            let message = match left.remove() {
                Ok(()) => format!("removed {name}, left by a run that was killed"),
                Err(error) => format!(
                    "a run that was killed left {name}, which cannot be removed: {}",
                    reason(&error)
                ),
            };
            failure::note(&message, settings);
        }
    }
}

/// Puts back the files of a folder that a run was replacing when it was killed;
/// false where that fails, and what is needed for it must stay.
fn put_back(folder: &Path, left: &Left, settings: &Settings) -> bool {
    let Some(exchange) = Exchange::kept(&left.path) else { return true };
    let undone = exchange.undo(folder, &left.path);
    let folder = one_line(folder);
    let message = match &undone {
        Ok(()) => format!(
            "a run was killed while it replaced files in {folder}: they are back as they were"
        ),
        Err(error) => format!(
            "a run was killed while it replaced files in {folder}, and {} has those that cannot \
             be put back: {}",
            one_line(&left.path),
            reason(error)
        ),
    };
    failure::warn(&message, settings);
    undone.is_ok()
}
