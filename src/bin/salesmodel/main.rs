//! The command: it reads the arguments, runs what they name, and reports. It is
//! the only part that knows of terminals, files and exit codes.

mod alternate;
mod args;
mod ask;
mod ask_plain;
mod clock;
mod command_line;
mod commands;
mod complete;
mod extension;
mod failure;
mod interrupt;
mod output;
mod remedy;
mod scan;
mod settings;
mod shell;
mod signals;
mod source;
mod stdout;
mod wrote;

use std::ffi::OsString;
use std::process::ExitCode;

use scan::Scanned;
use settings::Settings;

fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    let scanned = Scanned::scan(&args);
    let settings = Settings::read(&args, &scanned);
    match commands::run(&args, &scanned, &settings) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failure::report(&error, &settings),
    }
}
