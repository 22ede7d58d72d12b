//! The kinds of problem: a code for programs, how much it matters, and why.

/// How much a problem matters, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The document cannot be used, or part of it can have no effect.
    Error,
    /// The document can be used, and probably says something that nobody meant.
    Warning,
    /// Worth knowing; not certain, or not wrong.
    Note,
}

impl Severity {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

impl Kind {
    /// Whether it is about what the parts of a questionnaire mean together, which
    /// nobody knows while one of them cannot be read.
    pub(crate) fn judges_the_whole(self) -> bool {
        matches!(self, Kind::BadProbability | Kind::BadBoundary | Kind::NoLeader | Kind::UnmetNote)
    }
}

/// Declares the kinds with their codes, how much they matter and why, and the list
/// of all of them.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $code:literal, $severity:ident, $why:literal;)*) => {
        /// The kinds of problem that a person can cause and fix.
        ///
        /// The kind is for programs and tests; the words are in [`Problem`](super::Problem).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $($(#[$doc])* $kind,)*
        }

        impl Kind {
            /// Every kind, in the order of declaration.
            pub const ALL: &[Kind] = &[$(Kind::$kind,)*];

            /// The name of the kind for programs; it does not change.
            pub fn code(self) -> &'static str {
                match self {
                    $(Kind::$kind => $code,)*
                }
            }

            /// How much it matters, where it is certain.
            pub fn severity(self) -> Severity {
                match self {
                    $(Kind::$kind => Severity::$severity,)*
                }
            }

            /// Why it matters, in a sentence.
            pub fn why(self) -> &'static str {
                match self {
                    $(Kind::$kind => $why,)*
                }
            }
        }
    };
}

kinds! {
    /// The text is not a YAML or JSON document, or goes beyond the limits for one.
    Syntax = "syntax", Error, "Nothing else in the file can be read until this is fixed.";
    /// The bytes of the document are not text in UTF-8.
    Encoding = "encoding", Error, "Letters would be silently lost or changed.";
    /// The document is empty.
    Empty = "empty", Error, "There is nothing to work with.";
    /// A key that nothing reads.
    UnknownKey = "unknown-key", Error, "What it says would be silently ignored.";
    /// A key that must be there is not.
    MissingKey = "missing-key", Error, "No value is assumed for it.";
    /// A mapping names one key twice.
    DuplicateKey = "duplicate-key", Error, "Only one of the two could count.";
    /// A value of another type than the place takes: a list for a text, say.
    WrongType = "wrong-type", Error, "Its meaning would be a guess.";
    /// The file is of a format that this version does not read.
    UnknownFormat = "unknown-format", Error, "Its keys may mean something else.";
    /// A text that is not an id.
    BadId = "bad-id", Error,
        "Ids become flags, columns and file contents, where other characters do harm.";
    /// Two things of one list have the same id.
    DuplicateId = "duplicate-id", Error, "A reference to the id could mean either of them.";
    /// A text that is empty, or that would steer a terminal.
    BadText = "bad-text", Error, "People are shown this text.";
    /// A number outside what its place takes.
    BadNumber = "bad-number", Error, "Scores or forecasts would be wrong.";
    /// A list with too few or too many members.
    BadLength = "bad-length", Error,
        "Too few leave nothing to choose from, and nobody reads too many.";
    /// A name that no model has.
    UnknownModel = "unknown-model", Error, "What is written for it would have no effect.";
    /// A name that no stage has.
    UnknownStage = "unknown-stage", Error, "The stage would be missing from the pipeline.";
    /// A win probability that is missing from an open deal, or that falls.
    BadProbability = "bad-probability", Error,
        "Forecasts use it, and a deal that moves on is never less likely to be won.";
    /// A stage that opens or closes the deal, but not in every pipeline.
    BadBoundary = "bad-boundary", Error, "Whether a deal is open would depend on the mix.";
    /// The ranges of a question make no sense together.
    BadRange = "bad-range", Error, "A number would match no option, or two.";
    /// A measure that never finds what its question takes.
    BadMeasure = "bad-measure", Error, "What is measured would not answer the question.";
    /// A name that no built-in questionnaire has.
    UnknownQuestionnaire = "unknown-questionnaire", Error,
        "People would be sent to a questionnaire that does not exist.";
    /// A note for answers that no result can have.
    UnmetNote = "unmet-note", Error, "Nobody will ever read this note.";
    /// A question that changed in a version that is still to come.
    BadSince = "bad-since", Error,
        "Every answer given today would count as one to an earlier question.";
    /// A label or name that two things of one list have.
    SameWords = "same-words", Warning, "Nobody can tell the two apart.";
    /// A default entry without stages to enter by.
    NoEntry = "no-entry", Error, "A pipeline without an entry begins in the middle.";
    /// A name that no question has.
    UnknownQuestion = "unknown-question", Error, "The question is not asked.";
    /// A name that no note has.
    UnknownNote = "unknown-note", Error, "The note would stay in the words of the original.";
    /// A name that no lost reason has.
    UnknownLostReason = "unknown-lost-reason", Error,
        "The reason would stay in the words of the original.";
    /// An answer that is not an option of its question.
    UnknownOption = "unknown-option", Error, "An answer is never guessed.";
    /// A number for a question, or from a unit, that takes none.
    UnexpectedNumber = "unexpected-number", Error, "No option matches it.";
    /// A number with two readings: a fraction or a percentage, decimals or thousands,
    /// a percentage or a count.
    AmbiguousNumber = "ambiguous-number", Error, "The two readings are far apart.";
    /// A number that is not written in plain digits.
    BadDigits = "bad-digits", Error, "People read it in different ways.";
    /// A number that belongs to no option of the question.
    NumberOutOfRange = "number-out-of-range", Error, "No option matches it.";
    /// A saved result whose number and option say different things.
    Contradiction = "contradiction", Error, "Only one of the two can be true.";
    /// Answers that were given for another questionnaire, or a translation of another.
    OtherQuestionnaire = "other-questionnaire", Error, "The same ids mean something else there.";
    /// No answers can give any model the points that it needs to lead.
    NoLeader = "no-leader", Error, "Every diagnosis would end without a result.";
    /// A model that neither leads nor joins the mix, whatever is answered.
    DeadModel = "dead-model", Error, "Nobody will ever see this model in a result.";
    /// A model that can join the mix but never leads, whatever is answered.
    NeverLeads = "never-leads", Warning, "Its summary, roles and first steps are never shown.";
    /// Answers that lead to a pipeline without stages.
    EmptyPipeline = "empty-pipeline", Error, "The result would have no stage to start with.";
    /// A stage that no pipeline has, whatever is answered.
    UnusedStage = "unused-stage", Warning, "Nobody will ever see this stage.";
    /// Points that change no result, whatever else is answered.
    IdleOption = "idle-option", Warning, "The points look as if they mattered.";
    /// Two options of a question that always lead to the same result.
    SameOptions = "same-options", Warning, "Choosing between them changes nothing.";
    /// A question that changes no result, whatever is answered.
    IdleQuestion = "idle-question", Warning, "Answering it changes nothing.";
    /// Ties are common.
    ManyTies = "many-ties", Note, "Of tied models, only the order in the file says which leads.";
    /// A question whose id is a flag of the command already.
    TakenFlag = "taken-flag", Warning,
        "The flag keeps its meaning and does not answer the question.";
    /// A question whose id is already a key of every answers file.
    ReservedKey = "reserved-key", Warning,
        "In an answers file the key keeps its meaning and does not answer the question.";
    /// The id of a built-in on a questionnaire that is another.
    TakenId = "taken-id", Warning, "Saved results of the two cannot be told apart.";
    /// A comment that may have been meant as part of a text.
    CutText = "cut-text", Warning, "People are shown the text without what follows the #.";
    /// A translation without words that the original has.
    MissingWords = "missing-words", Warning,
        "These words are shown in the language of the original.";
    /// A translation with words that belong to another version of the original.
    StaleWords = "stale-words", Warning,
        "The translation may no longer say what the original says.";
    /// A language in which the tool itself has no words.
    ForeignLanguage = "foreign-language", Note, "Headings and the quiz's own words are in English.";
}
