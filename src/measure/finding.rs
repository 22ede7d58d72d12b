//! What was found for a question: an answer with its evidence, or why there is none.

use super::book::Import;
use super::known::SourceClass;
use crate::answers::{Period, Reply, Trust, WHY_LOWER_BOUND};
use crate::date::Date;
use crate::questionnaire::Question;

/// What was found for one question.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Finding<'q> {
    /// The question.
    pub question: &'q Question,
    /// The answer; `None` if the question was not measured.
    pub answer: Option<Reply<'q>>,
    /// The number in the unit of the question, where one was found, even if it decides no
    /// answer.
    pub value: Option<f64>,
    /// How many deals (for revenue: deals or invoices) it rests on.
    pub of: u64,
    /// What was counted, by name.
    pub counts: Vec<(String, u64)>,
    /// The part of the deals of which the fact is known, 0 to 1.
    pub coverage: Option<f64>,
    /// Where the number could lie if next year's deals were drawn like these, in the
    /// unit of the number; for leads, the percent of known leads that came in.
    pub interval: Option<[f64; 2]>,
    /// How far the answer can be trusted.
    pub trust: Trust,
    /// The columns that it rests on.
    pub from: Vec<String>,
    /// Why there is no answer.
    pub why: Option<Why>,
    /// More, to be shown.
    pub detail: FindingDetail,
}

/// Why a question was not measured.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Why {
    /// The questionnaire does not say how.
    NoMeasure,
    /// No column holds the fact.
    NoColumn,
    /// There is no file of deals, and this needs one.
    NoDeals,
    /// Too few deals.
    FewDeals,
    /// The fact is known of too few of them.
    FewKnown,
    /// Deals were imported in the period or the year before.
    Import(Import),
    /// The file does not reach back far enough; its first win, and the day that it must
    /// reach.
    NoHistory(Date, Date),
    /// The deals are in several currencies; the percent that the largest has.
    Currencies(u64),
    /// A lower bound, and nothing shows that renewals are deals.
    LowerBound,
    /// Deals and invoices give different answers.
    Differ,
    /// Nobody but the owner is ever recorded.
    UnusedField,
    /// A field of collaborators, and no column of the owner, who is not among them.
    NoOwner,
    /// Few deals with several people, and nothing proves that the others were recorded.
    LowUnproven,
    /// Without the person who is on nearly every deal, the answer is another; the
    /// percent of deals they are on.
    Everywhere(u64),
    /// New business and the rest give different answers.
    Split,
    /// A column of one contact always says one.
    OneContact,
    /// So few deals have a second contact that the CRM must have filled the field.
    FilledByCrm,
    /// A number that several answers share: only people can say which.
    AskWhich,
    /// What was found is not an option of the question.
    NoOption,
}

impl Why {
    /// Its name for programs.
    pub fn id(&self) -> &'static str {
        match self {
            Why::NoMeasure => "no-measure",
            Why::NoColumn => "no-column",
            Why::NoDeals => "no-deals",
            Why::FewDeals => "few-deals",
            Why::FewKnown => "few-known",
            Why::Import(_) => "import",
            Why::NoHistory(..) => "no-history",
            Why::Currencies(_) => "currencies",
            Why::LowerBound => WHY_LOWER_BOUND,
            Why::Differ => "differ",
            Why::UnusedField => "unused-field",
            Why::NoOwner => "no-owner",
            Why::LowUnproven => "low-unproven",
            Why::Everywhere(_) => "everywhere",
            Why::Split => "split",
            Why::OneContact => "one-contact",
            Why::FilledByCrm => "filled-by-crm",
            Why::AskWhich => "ask-which",
            Why::NoOption => "no-option",
        }
    }
}

/// What is shown beside an answer.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum FindingDetail {
    /// Nothing.
    None,
    /// Of leads.
    Leads(LeadDetail),
    /// Of revenue.
    Revenue(RevenueDetail),
    /// Of people on deals: new business and the rest, where they were looked at apart.
    Split(Option<[SplitPart; 2]>),
}

/// New business, or the rest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SplitPart {
    /// How many deals.
    pub deals: u64,
    /// The number, in the unit of the question.
    pub value: f64,
}

/// Where leads came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LeadDetail {
    /// The deals with new customers that were closed in the period.
    pub closed: u64,
    /// Whether lost deals are among them.
    pub has_lost: bool,
    /// By class: how many, and how many of them were won.
    pub classes: Vec<(SourceClass, u64, u64)>,
    /// Sources that only the company can classify, and unknown ones, with how often each
    /// occurs.
    pub open: Vec<OpenSource>,
    /// Deals without a source, or with one that says nothing.
    pub silent: u64,
    /// Deals left out because nobody knows whether their customer is new.
    pub unknown_customers: u64,
}

/// A lead source without a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSource {
    /// As the file has it.
    pub value: String,
    /// How many deals have it.
    pub count: u64,
    /// A known one that is spelt much like it, with its class.
    pub near: Option<(String, SourceClass)>,
}

/// Revenue from existing customers.
#[derive(Clone, Debug, PartialEq)]
pub struct RevenueDetail {
    /// What it was taken from.
    pub basis: Basis,
    /// The twelve months.
    pub period: Period,
    /// The amount from existing customers, in whole units rounded.
    pub existing: i64,
    /// All of it.
    pub total: i64,
    /// The currency, where the file says it.
    pub currency: Option<String>,
    /// The percent that the largest customer has.
    pub largest: f64,
    /// What the other file gives, where there are two.
    pub other: Option<(Basis, f64)>,
}

/// What revenue was taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Invoices: all that was sold.
    Invoices,
    /// Won deals: a lower bound.
    Deals,
    /// Won deals, and every order is one.
    Orders,
}

impl<'q> Finding<'q> {
    /// No answer, and why.
    pub(super) fn open(question: &'q Question, why: Why) -> Self {
        Finding {
            question,
            answer: None,
            value: None,
            of: 0,
            counts: Vec::new(),
            coverage: None,
            interval: None,
            trust: Trust::Open,
            from: Vec::new(),
            why: Some(why),
            detail: FindingDetail::None,
        }
    }

    /// No answer and no number, because the number would mislead.
    pub(super) fn without_number(self, why: Why) -> Self {
        Finding { of: self.of, from: self.from, ..Finding::open(self.question, why) }
    }

    /// The same evidence without an answer.
    pub(super) fn without_answer(mut self, why: Why) -> Self {
        self.answer = None;
        self.trust = Trust::Open;
        self.why = Some(why);
        self
    }
}

/// Clear, if it is.
pub(super) fn clear_if(clear: bool) -> Trust {
    if clear { Trust::Clear } else { Trust::Leaning }
}

/// A share in percent, rounded half up to hundredths from whole numbers, so that its
/// class and its number come from one value.
pub(super) fn percent(part: i128, whole: i128) -> f64 {
    let hundredths = (part * 20_000 + whole).div_euclid(whole * 2);
    hundredths as f64 / 100.0
}

/// A figure to hundredths.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
