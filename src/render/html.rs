//! The page for a board, in HTML: one file that asks for nothing else, for a screen
//! of any width in the light and in the dark, and for paper.

use std::io::{self, Write};

use askama::Template;

use super::content::Content;
use super::drawing::{Alternative, Detail, Drawing, Frame};
use super::{Look, Report};
use crate::pipeline::Phase;
use crate::words::Direction;

/// The widths of the picture, in its own pixels, on a page and on a telephone.
const WIDE: u32 = 1200;
const NARROW: u32 = 340;

#[derive(Template)]
#[template(path = "html/page.html")]
struct Page<'r> {
    content: Content<'r>,
    direction: Direction,
    alternative: Alternative,
    /// The pipeline twice: the style sheet shows the one that can be read.
    pictures: [Picture; 2],
}

/// A picture within the page.
struct Picture {
    /// What its ids begin with.
    name: &'static str,
    width: u32,
    drawing: Drawing,
}

pub(super) fn write(report: &Report<'_, '_>, _look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let content = Content::of(report);
    let direction = Direction::of(content.lang);
    let picture = |name, width, columns| {
        let frame = Frame { x: 0, y: 0, width, columns, direction, detail: Detail::Names };
        Picture { name, width, drawing: Drawing::of(&content.phases, frame) }
    };
    let pictures = [picture("wide", WIDE, 5), picture("narrow", NARROW, 1)];
    let words = report.diagnosis.questionnaire().words();
    let alternative = Alternative::of(words, &content.phases);
    let page = Page { content, direction, alternative, pictures };
    writeln!(out, "{}", page.render().map_err(io::Error::other)?)
}
