//! The page for a board, in HTML: one file without any outside request, for a screen of
//! any width, light or dark, and for paper.

use std::io::{self, Write};

use askama::Template;

use super::content::ReportContent;
use super::{Look, Report};
use crate::words::Direction;

#[derive(Template)]
#[template(path = "html/page.html")]
struct HtmlReport<'r> {
    content: ReportContent<'r>,
    direction: Direction,
}

pub(super) fn write(report: &Report<'_, '_>, _look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let content = ReportContent::new(report);
    let page = HtmlReport { direction: Direction::for_language(content.lang), content };
    writeln!(out, "{}", page.render().map_err(io::Error::other)?)
}
