//! The pipeline as a picture for a slide, in SVG. What a program needs is in
//! attributes, because office programs know little of style sheets.

use std::fmt;
use std::io::{self, Write};

use askama::Template;
use askama::filters::{Escaper, Html};

use super::content::{self, PhaseOfPage};
use super::drawing::{Alternative, Detail, Drawing, DrawingFrame, TextBlock, lines};
use super::sentences::{self, words};
use super::{Look, Report};
use crate::pipeline::Phase;
use crate::words::Direction;

/// The widths of a slide, how many cards go side by side in it, and how much they
/// say: the first that is no higher than 16 to 9 is taken, the last where all
/// are higher.
const SLIDES: [(u32, u32, Detail); 4] = [
    (1280, 5, Detail::Goals),
    (1280, 5, Detail::Names),
    (1600, 6, Detail::Names),
    (1920, 7, Detail::Names),
];

/// The room around the picture.
const MARGIN: u32 = 40;

/// The size of the sentence above the picture.
const TITLE: u32 = 28;

#[derive(Template)]
#[template(path = "drawing/slide.svg")]
struct Slide<'r> {
    lang: &'r str,
    direction: Direction,
    width: u32,
    height: u32,
    heading: TextBlock,
    alternative: Alternative,
    drawing: Drawing,
}

pub(super) fn write(report: &Report<'_, '_>, _look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let phases = content::phases(report.diagnosis);
    let slides = SLIDES.map(|shape| Slide::new(report, &phases, shape));
    let fits = |slide: &&Slide<'_>| slide.height * 16 <= slide.width * 9;
    let slide = slides.iter().find(fits).unwrap_or(&slides[SLIDES.len() - 1]);
    writeln!(out, "{}", slide.render().map_err(io::Error::other)?)
}

impl<'r> Slide<'r> {
    fn new(
        report: &Report<'r, '_>,
        phases: &[PhaseOfPage<'_>],
        (width, columns, detail): (u32, u32, Detail),
    ) -> Self {
        let questionnaire = report.diagnosis.questionnaire();
        let words = words(report.diagnosis);
        let direction = Direction::for_language(questionnaire.lang());
        let inner = width - 2 * MARGIN;
        let start = match direction {
            Direction::Rightwards => MARGIN,
            Direction::Leftwards => width - MARGIN,
        };
        let verdict = sentences::verdict_alone(report);
        let heading = lines(&verdict, start, MARGIN - TITLE / 4, TITLE, inner);
        let alternative = Alternative::new(words, phases);
        let draw = |y| {
            let frame = DrawingFrame { x: MARGIN, y, width: inner, columns, direction, detail };
            Drawing::new(phases, frame)
        };
        let top = heading.bottom() + MARGIN / 2;
        let bottom = draw(top).bottom + MARGIN;
        // What is left of the slide is shared above and below the picture.
        let height = bottom.max(width * 9 / 16);
        let drawing = draw(top + (height - bottom) / 2);
        Slide {
            lang: questionnaire.lang(),
            direction,
            width,
            height,
            heading,
            alternative,
            drawing,
        }
    }
}

/// Escapes any text so that XML holds it literally, except for the characters that
/// XML cannot write.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct XmlEscape;

impl Escaper for XmlEscape {
    fn write_escaped_str<W: fmt::Write>(&self, mut out: W, text: &str) -> fmt::Result {
        text.chars().try_for_each(|c| self.write_escaped_char(&mut out, c))
    }

    fn write_escaped_char<W: fmt::Write>(&self, out: W, c: char) -> fmt::Result {
        let c = if matches!(c, '\u{FFFE}' | '\u{FFFF}') { '\u{FFFD}' } else { c };
        Html.write_escaped_char(out, c)
    }
}
