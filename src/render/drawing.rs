//! The pipeline as a picture: a band for each phase with a card for each stage, laid
//! out in whole pixels. What it looks like in SVG is up to its template.

mod measure;

use super::content::{PhaseOfPage, StageOfPage};
use crate::pipeline::Phase;
use crate::wording;
use crate::words::{Direction, Words};
use measure::{keeps_words, wrap};

/// The room around the cards of a band, and between bands.
const PADDING: u32 = 16;

/// The room between cards, with an arrow in it.
const GAP: u32 = 22;

/// Half the length of an arrow; it is twice as wide as it is long.
const ARROW: u32 = 4;

/// The room around the text of a card.
const INSET: u32 = 14;

/// The sizes of the font: headings, numbers and percentages, goals, and names of
/// stages, which get the largest that cuts no word.
const HEADING: u32 = 18;
const NUMBER: u32 = 17;
const GOAL: u32 = 16;
const NAMES: [u32; 4] = [22, 20, 18, 16];

/// The most lines that a name may take in one of the larger sizes.
const FEW_LINES: usize = 3;

/// The height of the bar that shows a probability.
const BAR: u32 = 6;

/// Where a pipeline is drawn; the height follows from what is in it.
#[derive(Clone, Copy)]
pub(super) struct DrawingFrame {
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) width: u32,
    /// The most cards beside each other.
    pub(super) columns: u32,
    /// Which way the language reads.
    pub(super) direction: Direction,
    pub(super) detail: Detail,
}

/// How much a card says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// The name of its stage.
    Names,
    /// The name and what the stage is for.
    Goals,
}

/// A picture.
pub(super) struct Drawing {
    pub(super) bands: Vec<Band>,
    /// Where its last band ends.
    pub(super) bottom: u32,
}

/// A phase of the pipeline.
pub(super) struct Band {
    pub(super) phase: Phase,
    pub(super) area: Area,
    pub(super) heading: TextBlock,
    pub(super) cards: Vec<StageCard>,
    /// The points of the arrows between its cards.
    pub(super) arrows: Vec<String>,
}

/// A stage.
pub(super) struct StageCard {
    pub(super) area: Area,
    pub(super) number: TextBlock,
    pub(super) name: TextBlock,
    pub(super) goal: Option<TextBlock>,
    pub(super) chance: Option<Chance>,
}

/// The probability of a stage.
pub(super) struct Chance {
    pub(super) label: TextBlock,
    pub(super) whole: Area,
    pub(super) part: Area,
}

/// A rectangle.
#[derive(Clone, Copy)]
pub(super) struct Area {
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// Lines of text that begin (or, for a percentage, end) at one x.
pub(super) struct TextBlock {
    pub(super) x: u32,
    pub(super) size: u32,
    pub(super) lines: Vec<TextLine>,
}

/// A line of text on its baseline.
pub(super) struct TextLine {
    pub(super) y: u32,
    pub(super) text: String,
}

/// The text alternative of a picture, for people who cannot see it.
pub(super) struct Alternative {
    pub(super) title: String,
    pub(super) description: String,
}

impl Drawing {
    pub(super) fn new(phases: &[PhaseOfPage<'_>], frame: DrawingFrame) -> Self {
        let mut pen = Pen::new(phases, frame);
        let bands: Vec<Band> = phases.iter().map(|phase| pen.band(phase)).collect();
        let bottom = bands.last().map_or(frame.y, |band| band.area.y + band.area.height);
        Drawing { bands, bottom }
    }
}

impl Alternative {
    pub(super) fn new(words: &Words, phases: &[PhaseOfPage<'_>]) -> Self {
        let stages: usize = phases.iter().map(|phase| phase.stages.len()).sum();
        let title = words.say("picture-title", [("stages", stages.into())]);
        let phase = |phase: &PhaseOfPage<'_>| {
            let stages = phase.stages.iter().map(|stage| match stage.probability {
                Some(percent) => {
                    let name = wording::isolated(stage.name);
                    format!("{} {name} ({percent}%)", stage.number)
                }
                None => format!("{} {}", stage.number, stage.name),
            });
            let stages = stages.collect::<Vec<_>>().join(", ");
            let heading = phase.heading.as_str().into();
            words.say("picture-phase", [("phase", heading), ("stages", stages.into())])
        };
        let description = phases.iter().map(phase).collect::<Vec<_>>().join(" ");
        Alternative { title, description }
    }
}

/// Lines below each other, the first of them right below `top`.
pub(super) fn lines(text: &str, x: u32, top: u32, size: u32, width: u32) -> TextBlock {
    let lines = wrap(text, size, width).into_iter().zip(0..);
    let lines = lines.map(|(text, i)| TextLine { y: top + size + i * line_height(size), text });
    TextBlock { x, size, lines: lines.collect() }
}

impl TextBlock {
    /// Where the lines end.
    pub(super) fn bottom(&self) -> u32 {
        // Letters such as g reach below the baseline.
        self.lines.last().map_or(0, |line| line.y + self.size / 3)
    }
}

fn line_height(size: u32) -> u32 {
    size * 5 / 4
}

/// What is the same for all bands, and where the next one begins.
struct Pen {
    frame: DrawingFrame,
    columns: u32,
    card: u32,
    name: u32,
    top: u32,
}

impl Pen {
    fn new(phases: &[PhaseOfPage<'_>], frame: DrawingFrame) -> Self {
        let columns = phases.iter().map(|phase| columns(phase.stages.len(), frame.columns));
        let columns = columns.max().unwrap_or(1).max(3.min(frame.columns));
        let card = (frame.width - 2 * PADDING - (columns - 1) * GAP) / columns;
        let inner = card - 2 * INSET;
        let names: Vec<&str> =
            phases.iter().flat_map(|phase| &phase.stages).map(|stage| stage.name).collect();
        let fits = |size: &&u32| {
            names.iter().all(|name| {
                keeps_words(name, **size, inner) && wrap(name, **size, inner).len() <= FEW_LINES
            })
        };
        let name = *NAMES.iter().find(fits).unwrap_or(&NAMES[NAMES.len() - 1]);
        Pen { frame, columns, card, name, top: frame.y }
    }

    fn band(&mut self, phase: &PhaseOfPage<'_>) -> Band {
        let (top, width) = (self.top, self.frame.width);
        let x = self.across(PADDING, 0);
        let heading = lines(&phase.heading, x, top + 10, HEADING, width - 2 * PADDING);
        let mut bottom = heading.bottom() + 10;
        let mut cards: Vec<StageCard> = Vec::new();
        let mut arrows = Vec::new();
        // Rows of nearly the same length look better than full ones and a rest.
        let length = columns(phase.stages.len(), self.columns) as usize;
        for row in phase.stages.chunks(length) {
            let first = cards.len();
            if first > 0 {
                bottom += GAP;
            }
            let row: Vec<StageCard> =
                row.iter().zip(0..).map(|(s, i)| self.card(s, i, bottom)).collect();
            let height = row.iter().map(|card| card.area.height).max().unwrap_or(0);
            cards.extend(row);
            for (column, card) in cards[first..].iter_mut().enumerate() {
                card.stretch(height);
                match column {
                    0 if first == 0 => {}
                    0 => arrows.push(arrow_from_above(&card.area)),
                    _ => arrows.push(self.arrow_from_beside(&card.area)),
                }
            }
            bottom += height;
        }
        let height = bottom + PADDING - top;
        self.top = top + height + PADDING;
        Band {
            phase: phase.phase,
            area: Area { x: self.frame.x, y: top, width, height },
            heading,
            cards,
            arrows,
        }
    }

    fn card(&self, stage: &StageOfPage<'_>, column: u32, y: u32) -> StageCard {
        let x = PADDING + column * (self.card + GAP);
        let area = Area { x: self.across(x, self.card), y, width: self.card, height: 0 };
        let (start, end) = (self.across(x + INSET, 0), self.across(x + self.card - INSET, 0));
        let inner = self.card - 2 * INSET;
        let top = y + INSET - 4;
        let number = lines(&stage.number.to_string(), start, top, NUMBER, inner);
        let name = lines(stage.name, start, number.bottom() + 4, self.name, inner);
        let goal = (self.frame.detail == Detail::Goals)
            .then(|| lines(stage.goal, start, name.bottom() + 6, GOAL, inner));
        let mut height = goal.as_ref().unwrap_or(&name).bottom() + INSET - y;
        let chance = stage.probability.map(|percent| {
            let whole = Area { x: start.min(end), y: y + height, width: inner, height: BAR };
            height += BAR + INSET;
            let part = inner * u32::from(percent) / 100;
            let part_x = self.across(x + INSET, part);
            Chance {
                label: lines(&format!("{percent}%"), end, top, NUMBER, inner),
                whole,
                part: Area { x: part_x, width: part, ..whole },
            }
        });
        StageCard { area: Area { height, ..area }, number, name, goal, chance }
    }

    /// The points of an arrow to a card from the one before it.
    fn arrow_from_beside(&self, to: &Area) -> String {
        let y = to.y + to.height / 2;
        let (tail, tip) = match self.frame.direction {
            Direction::Rightwards => (to.x - GAP / 2 - ARROW, to.x - GAP / 2 + ARROW),
            Direction::Leftwards => {
                let middle = to.x + to.width + GAP / 2;
                (middle + ARROW, middle - ARROW)
            }
        };
        format!("{tail},{} {tip},{y} {tail},{}", y - 2 * ARROW, y + 2 * ARROW)
    }

    /// The left edge of something this wide that is this far from where reading begins.
    fn across(&self, start: u32, width: u32) -> u32 {
        match self.frame.direction {
            Direction::Rightwards => self.frame.x + start,
            Direction::Leftwards => self.frame.x + self.frame.width - start - width,
        }
    }
}

/// The points of an arrow to a card from the row above it.
fn arrow_from_above(to: &Area) -> String {
    let (x, y) = (to.x + to.width / 2, to.y - GAP / 2);
    let (tail, tip) = (y - ARROW, y + ARROW);
    format!("{},{tail} {x},{tip} {},{tail}", x - 2 * ARROW, x + 2 * ARROW)
}

impl StageCard {
    /// Makes the card as high as its row, with the bar at its foot.
    fn stretch(&mut self, height: u32) {
        let more = height - self.area.height;
        self.area.height = height;
        if let Some(chance) = &mut self.chance {
            chance.whole.y += more;
            chance.part.y += more;
        }
    }
}

/// How many cards go side by side if `most` may.
fn columns(stages: usize, most: u32) -> u32 {
    let stages = u32::try_from(stages).unwrap_or(u32::MAX).max(1);
    stages.div_ceil(stages.div_ceil(most))
}
