//! `salesmodel man`: the manual page, one for the command and all subcommands.

use std::io;

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use crate::output::Destination;

/// Prints the page of a command.
pub(crate) fn run(command: Command) -> anyhow::Result<()> {
    Ok(Destination::stdout().write(page(command)?.as_bytes())?)
}

fn page(mut command: Command) -> io::Result<String> {
    command.build();
    let version = format!("salesmodel {}", command.get_version().unwrap_or_default());
    let after = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
    let man = Man::new(command.clone());
    let mut bytes = Vec::new();
    man.render_name_section(&mut bytes)?;
    man.render_synopsis_section(&mut bytes)?;
    man.render_description_section(&mut bytes)?;
    man.render_options_section(&mut bytes)?;
    let mut page = Roff::new()
        // Without a date: the version says how old it is.
        .control("TH", ["SALESMODEL", "1", "\"\"", &version, "User Commands"])
        .to_roff();
    page.push_str(&text(bytes));
    page.push_str(&Roff::new().control("SH", ["COMMANDS"]).to_roff());
    commands(&command, &mut page)?;
    page.push_str(&sections(&after, |roff, heading| {
        roff.control("SH", [heading.to_uppercase().as_str()]);
    }));
    // The library does not write empty lines as manual pages do.
    let page: String = page.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    Ok(page.replace("\n.br\n\n.br\n", "\n.sp\n").replace("\n\n", "\n.sp\n"))
}

/// A part for each subcommand, and for each of theirs.
fn commands(command: &Command, page: &mut String) -> io::Result<()> {
    for command in command.get_subcommands() {
        // Flags that all have are explained once, for the whole command.
        let own = command.clone().subcommand_value_name("COMMAND").mut_args(|arg| {
            let is_help = arg.get_id() == "help";
            arg.hide(is_help)
        });
        let man = Man::new(own);
        let mut bytes = Vec::new();
        man.render_synopsis_section(&mut bytes)?;
        bytes.extend(b".PP\n");
        man.render_description_section(&mut bytes)?;
        man.render_options_section(&mut bytes)?;
        let name = command.get_bin_name().unwrap_or_else(|| command.get_name());
        page.push_str(&Roff::new().control("SS", [name]).to_roff());
        let is_heading = |line: &str| [".SH", ".ie", ".el"].iter().any(|c| line.starts_with(c));
        for line in text(bytes).lines().filter(|line| !is_heading(line)) {
            page.push_str(line);
            page.push('\n');
        }
        let after = command.get_after_long_help().or(command.get_after_help());
        let after = after.map(ToString::to_string).unwrap_or_default();
        page.push_str(&sections(&after, |roff, heading| {
            roff.control("PP", []).text([roman(heading), roman(":")]);
        }));
        commands(command, page)?;
    }
    Ok(())
}

/// A text whose parts begin with a line that ends in a colon, which `head` makes a
/// heading: lists of numbers as lists, everything else as it is.
fn sections(text: &str, head: impl Fn(&mut Roff, &str)) -> String {
    let mut roff = Roff::new();
    let mut is_list = false;
    for line in text.lines().filter(|line| !line.is_empty()) {
        if let Some(heading) = line.strip_suffix(':').filter(|line| !line.starts_with(' ')) {
            head(&mut roff, heading);
            is_list = false;
        } else if let Some((number, meaning)) = number_first(line) {
            roff.control("TP", ["6"]).text([roman(number)]).text([roman(meaning)]);
            is_list = true;
        } else if is_list {
            roff.text([roman(line.trim_start())]);
        } else {
            let line = line.strip_prefix("  ").unwrap_or(line);
            roff.control("nf", []).text([roman(line)]).control("fi", []);
        }
    }
    roff.to_roff()
}

/// A line that says what a number means.
fn number_first(line: &str) -> Option<(&str, &str)> {
    let (number, meaning) = line.trim_start().split_once("  ")?;
    number.parse::<u8>().ok().map(|_| (number, meaning))
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("the texts of the command are UTF-8")
}
