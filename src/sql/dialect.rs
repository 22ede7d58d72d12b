//! How the engines differ: one entry each. The statement itself, a chain of plain
//! SELECTs, is the same for all: each of them has `||`, SUBSTR, LENGTH, REPLACE, and TRUE
//! and FALSE, so an engine without those is more than an entry.

/// An engine, with its functions, types and literals.
#[derive(Debug)]
#[non_exhaustive]
pub struct Dialect {
    /// Its name on the command line.
    pub name: &'static str,
    /// How far it was tried, for help.
    pub tried: Tried,
    pub(super) literal: Literal,
    /// The quotation mark around a name, and how it is written within one.
    pub(super) quote: (char, &'static str),
    pub(super) text: &'static str,
    /// A text as a number; what is not a number never gets there.
    pub(super) number: &'static str,
    /// The place of a text in another, from 1; 0 is nowhere.
    pub(super) position: &'static str,
    /// A text without some characters at both ends.
    pub(super) trim: &'static str,
    /// A text with characters replaced one by one, and without those that have no
    /// replacement; `None` if the engine has no such function.
    pub(super) translate: Option<&'static str>,
    pub(super) lower: &'static str,
    pub(super) lowers: Lowers,
    /// What keeps an engine from merging the steps, before a step and at its end. Merging
    /// repeats each step in the next until the query fills the memory.
    pub(super) fence: (&'static str, &'static str),
    /// How `*` leaves columns out; `None` if it cannot.
    pub(super) except: Option<&'static str>,
    pub(super) rows: RowSource,
    /// For an engine whose text functions stop at a U+0000: the condition that a text
    /// holds one.
    pub(super) cut_by_nul: Option<&'static str>,
    /// Whether a quoted name that no column has is a text.
    pub(super) takes_names_for_texts: bool,
}

/// How far a dialect was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tried {
    /// The engine runs in the tests of every change.
    EveryChange,
    /// The engine runs in the longer tests, `.ci/more`.
    LongerTests,
    /// Written from the documentation of the vendor alone: `--check` tests it.
    Never,
}

/// How characters are written that are not plain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Literal {
    /// By a function of this name, between pieces that are plain.
    Function(&'static str),
    /// By escapes, in literals that begin with this. A quote is doubled.
    Doubled(&'static str),
    /// By escapes. A quote is escaped too.
    Escaped,
}

/// Which letters the engine lowers by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lowers {
    /// A to Z alone, or the rest by a locale that we cannot know.
    Ascii,
    /// All, though not all as we do.
    Unicode,
}

/// How a query brings rows of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowSource {
    /// `VALUES` is a query.
    Values,
    /// `VALUES` is a table.
    FromValues,
    /// An array of structs is a table.
    Unnest,
}

/// What most engines have.
const COMMON: Dialect = Dialect {
    name: "",
    tried: Tried::Never,
    literal: Literal::Escaped,
    quote: ('"', "\"\""),
    text: "STRING",
    number: "TRY_CAST({} AS DOUBLE)",
    position: "STRPOS({in}, {of})",
    trim: "TRIM({}, {set})",
    translate: Some("TRANSLATE({}, {from}, {to})"),
    lower: "LOWER({})",
    lowers: Lowers::Unicode,
    fence: ("", ""),
    except: None,
    rows: RowSource::Values,
    cut_by_nul: None,
    takes_names_for_texts: false,
};

/// Every dialect.
pub const DIALECTS: &[Dialect] = &[
    Dialect {
        name: "sqlite",
        tried: Tried::EveryChange,
        literal: Literal::Function("CHAR"),
        text: "TEXT",
        number: "CAST({} AS REAL)",
        position: "INSTR({in}, {of})",
        translate: None,
        lowers: Lowers::Ascii,
        fence: ("MATERIALIZED ", ""),
        cut_by_nul: Some("INSTR({}, CHAR(0)) > 0"),
        takes_names_for_texts: true,
        ..COMMON
    },
    Dialect {
        name: "duckdb",
        tried: Tried::LongerTests,
        literal: Literal::Function("CHR"),
        text: "VARCHAR",
        except: Some("EXCLUDE"),
        ..COMMON
    },
    Dialect {
        name: "postgres",
        tried: Tried::LongerTests,
        literal: Literal::Doubled("E"),
        text: "TEXT",
        number: "CAST({} AS DOUBLE PRECISION)",
        trim: "BTRIM({}, {set})",
        lower: "LOWER({} COLLATE \"C\")",
        lowers: Lowers::Ascii,
        fence: ("", "OFFSET 0"),
        ..COMMON
    },
    Dialect {
        name: "spark",
        tried: Tried::LongerTests,
        literal: Literal::Escaped,
        quote: ('`', "``"),
        text: "STRING",
        position: "INSTR({in}, {of})",
        trim: "TRIM(BOTH {set} FROM {})",
        except: Some("EXCEPT"),
        ..COMMON
    },
    Dialect {
        name: "snowflake",
        tried: Tried::Never,
        literal: Literal::Function("CHR"),
        text: "VARCHAR",
        position: "CHARINDEX({of}, {in})",
        except: Some("EXCLUDE"),
        rows: RowSource::FromValues,
        ..COMMON
    },
    Dialect {
        name: "bigquery",
        tried: Tried::Never,
        literal: Literal::Escaped,
        quote: ('`', "\\`"),
        text: "STRING",
        number: "SAFE_CAST({} AS FLOAT64)",
        except: Some("EXCEPT"),
        rows: RowSource::Unnest,
        ..COMMON
    },
];

impl Dialect {
    /// The dialect of this name.
    pub fn named(name: &str) -> Option<&'static Dialect> {
        DIALECTS.iter().find(|dialect| dialect.name == name)
    }

    /// Whether all columns of a table can be kept without our helper columns.
    pub fn keeps_everything(&self) -> bool {
        self.except.is_some()
    }

    pub(super) fn text(&self, of: &str) -> String {
        format!("CAST({of} AS {})", self.text)
    }

    pub(super) fn number(&self, of: &str) -> String {
        self.number.replace("{}", of)
    }

    pub(super) fn trim(&self, of: &str, set: &str) -> String {
        self.trim.replace("{set}", set).replace("{}", of)
    }

    pub(super) fn position(&self, of: &str, within: &str) -> String {
        self.position.replace("{in}", within).replace("{of}", of)
    }
}
