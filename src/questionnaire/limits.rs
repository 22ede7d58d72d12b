//! How much a questionnaire may hold: far more than anybody can use, and little enough for
//! every check to end in time. The check refuses more, and the JSON Schema has the same
//! limits.

/// The most questions.
pub(crate) const MOST_QUESTIONS: usize = 1000;

/// The most options of one question.
pub(crate) const MOST_OPTIONS: usize = 200;

/// The most models.
pub(crate) const MOST_MODELS: usize = 50;

/// The most stages, and the most names in one list of them.
pub(crate) const MOST_STAGES: usize = 200;

/// The most notes for combinations of answers.
pub(crate) const MOST_NOTES: usize = 200;

/// The most reasons for lost deals.
pub(crate) const MOST_LOST_REASONS: usize = 100;

/// The most points that one option can give one model. Larger numbers could say nothing
/// that smaller ones cannot, and with these, sums stay far from the limits of a `u32`.
pub(crate) const MOST_POINTS: u32 = 1000;

/// The most points that a model can be asked to have before it leads.
pub(crate) const MOST_TO_LEAD: u32 = MOST_POINTS * MOST_POINTS;

/// The largest bound of a range.
pub(crate) const LARGEST_BOUND: f64 = 1e15;
