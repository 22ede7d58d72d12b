//! How the answer to a question can be measured from a firm's own records.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Unit;

/// How the answer to a question is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Measure {
    /// Who made the first contact. The ids of the options must be among inbound,
    /// outbound, both, referrals and partners.
    LeadSource,
    /// The percentage of twelve months' revenue from customers who had bought before
    /// them.
    ExistingRevenue,
    /// The percentage of won deals that two or more people worked on together.
    SharedDeals,
    /// The median number of contacts on a won deal.
    ContactsPerDeal,
}

impl Measure {
    /// Every measure.
    pub const ALL: [Measure; 4] = [
        Measure::LeadSource,
        Measure::ExistingRevenue,
        Measure::SharedDeals,
        Measure::ContactsPerDeal,
    ];

    /// Its name in a file.
    pub fn id(self) -> &'static str {
        match self {
            Measure::LeadSource => "lead-source",
            Measure::ExistingRevenue => "existing-revenue",
            Measure::SharedDeals => "shared-deals",
            Measure::ContactsPerDeal => "contacts-per-deal",
        }
    }

    /// The unit of what it finds, which the question must have; `None` if it finds a word.
    pub fn unit(self) -> Option<Unit> {
        match self {
            Measure::LeadSource => None,
            Measure::ExistingRevenue | Measure::SharedDeals => Some(Unit::Percent),
            Measure::ContactsPerDeal => Some(Unit::Count),
        }
    }
}

/// The ids that the options of a question about lead sources can have.
pub(crate) const LEAD_SOURCES: [&str; 5] = ["inbound", "outbound", "both", "referrals", "partners"];
