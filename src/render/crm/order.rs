//! What can be ordered of a diagnosis.

/// Which pipelines to write, and under which name.
#[derive(Clone, Copy, Debug)]
pub struct Order<'o> {
    /// Which pipelines.
    pub pipelines: Pipelines,
    /// The name of the pipeline; with [`Pipelines::All`] that of the first one, from
    /// which the second gets its own.
    pub name: Option<&'o str>,
}

/// The pipelines that a diagnosis has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pipelines {
    /// The stages before the sale and of the sale, which end in a deal won or lost.
    Sale,
    /// The same without the stages before a deal opens.
    Deal,
    /// The stages before a deal opens, alone: for those who keep companies without
    /// a deal as leads.
    Prospecting,
    /// The stages after the sale, and those in which an offer to a customer is
    /// decided.
    AfterSale,
    /// [`Pipelines::Sale`] and [`Pipelines::AfterSale`].
    All,
}

impl Pipelines {
    /// Each with its name on the command line, and what it holds.
    pub const NAMES: [(Pipelines, &'static str, &'static str); 5] = [
        (Pipelines::Sale, "sale", "the stages from the first contact to won or lost"),
        (Pipelines::Deal, "deal", "the same without the stages before a deal opens"),
        (Pipelines::Prospecting, "prospecting", "those stages alone, to keep them as leads"),
        (Pipelines::AfterSale, "after-sale", "the stages after the sale, up to the next offer"),
        (Pipelines::All, "all", "sale and after-sale, where the format can hold two"),
    ];
}
