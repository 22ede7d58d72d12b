//! The command: it reads the arguments, runs what they name, and reports. It is
//! the only part that knows of terminals, files and exit codes.

mod args;
mod ask;
mod ask_plain;
mod commands;
mod complete;
mod extension;
mod failure;
mod interrupt;
mod output;
mod remedy;
mod scan;
mod settings;
mod signals;
mod source;
mod stdout;
mod wrote;

use std::ffi::OsString;
use std::process::ExitCode;

use settings::Settings;

fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    let settings = Settings::read(&args);
    match commands::run(&args, &settings) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failure::report(&error, &settings),
    }
}
