//! What is known of exports: the names of columns, the words of their values, and which
//! lead sources are of which class. All of it is data, in `questions/measure`; the classes
//! themselves are options of the question, by id.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::{self, IntoDeserializer, value::MapDeserializer};

use super::role::{FileKind, Role};
use crate::fold::fold;

/// A name of a column, by kind of file and role, best first.
pub(super) struct KnownColumns(HashMap<FileKind, Vec<(Role, Vec<Rank>)>>);

/// Names that are equally good for one role.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rank {
    pub(super) names: Vec<String>,
    #[serde(default)]
    pub(super) holds: Holds,
    pub(super) between: Option<char>,
}

/// What a cell of a column holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Holds {
    /// One thing.
    #[default]
    One,
    /// Several, with a sign between them.
    List,
    /// How many there are.
    Count,
    /// The channel of a first visit to a website.
    Channel,
}

impl Rank {
    /// Whether a folded name is one of this rank.
    pub(super) fn has(&self, folded: &str) -> bool {
        self.names.iter().any(|name| match name.strip_suffix('*') {
            Some(start) => folded.starts_with(start),
            None => name == folded,
        })
    }
}

impl KnownColumns {
    /// The ranks of each role of a kind of file.
    pub(super) fn for_kind(kind: FileKind) -> &'static [(Role, Vec<Rank>)] {
        static COLUMNS: OnceLock<KnownColumns> = OnceLock::new();
        let columns = COLUMNS.get_or_init(|| {
            let text = include_str!(concat!(env!("OUT_DIR"), "/measure/columns.json"));
            let mut kinds: HashMap<FileKind, BTreeMap<Role, Vec<Rank>>> =
                serde_json::from_str(text).expect("the tests read the names of columns");
            for rank in kinds.values_mut().flat_map(BTreeMap::values_mut).flatten() {
                for name in &mut rank.names {
                    let star = if name.ends_with('*') { "*" } else { "" };
                    *name = fold(name.trim_end_matches('*')) + star;
                }
            }
            let roles = |roles: BTreeMap<Role, Vec<Rank>>| roles.into_iter().collect();
            KnownColumns(kinds.into_iter().map(|(kind, of)| (kind, roles(of))).collect())
        });
        columns.0.get(&kind).map_or(&[], Vec::as_slice)
    }
}

/// What values say, folded.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Vocabulary {
    pub(super) won: Vec<String>,
    pub(super) lost: Vec<String>,
    pub(super) open: Vec<String>,
    pub(super) yes: Vec<String>,
    pub(super) no: Vec<String>,
    pub(super) deleted: Vec<String>,
    pub(super) done: Vec<String>,
    existing: Vec<String>,
    new: Vec<String>,
    renewal: Vec<String>,
    pub(super) no_invoice: Vec<String>,
    pub(super) forms: Vec<String>,
    pub(super) nothing: Vec<String>,
}

impl Vocabulary {
    /// The words themselves.
    pub(super) fn get() -> &'static Self {
        static WORDS: OnceLock<Vocabulary> = OnceLock::new();
        WORDS.get_or_init(|| {
            let text = include_str!(concat!(env!("OUT_DIR"), "/measure/words.json"));
            let mut lists: BTreeMap<String, Vec<String>> =
                serde_json::from_str(text).expect("the tests read the words of values");
            lists.values_mut().flatten().for_each(|word| *word = fold(word));
            let lists: MapDeserializer<'_, _, de::value::Error> = lists.into_deserializer();
            Vocabulary::deserialize(lists).expect("the tests read the words of values")
        })
    }

    /// Whether a folded value is the word for true; `None` for neither true nor false.
    pub(super) fn truth(&self, folded: &str) -> Option<bool> {
        let is = |list: &[String]| list.iter().any(|word| word == folded);
        if is(&self.yes) { Some(true) } else { is(&self.no).then_some(false) }
    }

    /// Whether a folded deal type says that the customer is not new.
    pub(super) fn says_existing(&self, folded: &str) -> bool {
        self.existing.iter().any(|word| folded.contains(word.as_str()))
    }

    /// Whether a folded deal type says that the customer is new.
    pub(super) fn says_new(&self, folded: &str) -> bool {
        !self.says_existing(folded) && self.new.iter().any(|word| folded.contains(word.as_str()))
    }

    /// Whether a folded deal type or pipeline says that renewals are deals.
    pub(super) fn says_renewal(&self, folded: &str) -> bool {
        self.renewal.iter().any(|word| folded.contains(word.as_str()))
    }
}

/// Who made the first contact, or brought the buyer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceClass {
    /// The buyer.
    Inbound,
    /// The seller.
    Outbound,
    /// The buyer, because somebody recommended the company.
    Referrals,
    /// A reseller or another partner.
    Partners,
}

impl SourceClass {
    /// Every class, in the order of declaration.
    pub const ALL: [SourceClass; 4] = [
        SourceClass::Inbound,
        SourceClass::Outbound,
        SourceClass::Referrals,
        SourceClass::Partners,
    ];

    /// The id of the option that it is.
    pub fn id(self) -> &'static str {
        match self {
            SourceClass::Inbound => "inbound",
            SourceClass::Outbound => "outbound",
            SourceClass::Referrals => "referrals",
            SourceClass::Partners => "partners",
        }
    }

    /// The class of an option's id.
    pub(crate) fn from_id(id: &str) -> Option<Self> {
        SourceClass::ALL.into_iter().find(|class| class.id() == id)
    }
}

/// What is known of a lead source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KnownSource {
    Class(SourceClass),
    /// Only the company knows.
    Ask,
    /// It says nothing about the buyer.
    Nothing,
}

#[derive(Debug, Deserialize)]
struct SourceFile {
    ask: Vec<String>,
    nothing: Vec<String>,
    channel: BTreeMap<String, SourceClass>,
    #[serde(flatten)]
    classes: BTreeMap<SourceClass, Vec<String>>,
}

/// The lead sources that are known.
pub(super) struct Sources {
    by_value: HashMap<String, KnownSource>,
    in_channel: HashMap<String, KnownSource>,
    /// As they are written, for suggestions.
    written: Vec<(String, SourceClass)>,
}

impl Sources {
    /// The lead sources themselves.
    pub(super) fn get() -> &'static Self {
        static SOURCES: OnceLock<Sources> = OnceLock::new();
        SOURCES.get_or_init(|| {
            let text = include_str!(concat!(env!("OUT_DIR"), "/measure/sources.json"));
            let file: SourceFile =
                serde_json::from_str(text).expect("the tests read the lead sources");
            let mut sources =
                Sources { by_value: HashMap::new(), in_channel: HashMap::new(), written: vec![] };
            for (class, values) in file.classes {
                for value in values {
                    sources.by_value.insert(fold(&value), KnownSource::Class(class));
                    sources.written.push((value, class));
                }
            }
            for (list, known) in
                [(file.ask, KnownSource::Ask), (file.nothing, KnownSource::Nothing)]
            {
                sources.by_value.extend(list.iter().map(|value| (fold(value), known)));
            }
            let channel = file.channel.into_iter();
            sources.in_channel =
                channel.map(|(value, class)| (fold(&value), KnownSource::Class(class))).collect();
            sources
        })
    }

    /// What a folded value means in a column; `None` if nobody knows.
    pub(super) fn known(&self, folded: &str, holds: Holds) -> Option<KnownSource> {
        let channel = self.in_channel.get(folded).filter(|_| holds == Holds::Channel);
        channel.or_else(|| self.by_value.get(folded)).copied()
    }

    /// The known value that is spelt most like an unknown one, with its class.
    pub(super) fn nearest(&self, value: &str) -> Option<(&str, SourceClass)> {
        let names = self.written.iter().map(|(name, _)| name.as_str());
        let name = crate::wording::nearest(value, names)?;
        let (name, class) = self.written.iter().find(|(known, _)| known == name)?;
        Some((name, *class))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_names_of_columns_are_unambiguous() {
        for kind in FileKind::ALL {
            let roles = KnownColumns::for_kind(kind);
            assert!(!roles.is_empty(), "{kind:?} has no names");
            for (role, ranks) in roles {
                let mut seen = HashSet::new();
                for name in ranks.iter().flat_map(|rank| &rank.names) {
                    assert!(!name.is_empty() && seen.insert(name), "{kind:?} {role:?}: {name}");
                }
                for rank in ranks {
                    let is_list = rank.holds == Holds::List;
                    assert_eq!(is_list, rank.between.is_some(), "{kind:?} {role:?} {rank:?}");
                }
            }
        }
    }

    /// A column has one role in a file, so that no cell is read as two things.
    #[test]
    fn a_name_has_one_role() {
        for kind in FileKind::ALL {
            let mut roles: HashMap<&str, Role> = HashMap::new();
            for (role, ranks) in KnownColumns::for_kind(kind) {
                for name in ranks.iter().flat_map(|rank| &rank.names) {
                    let other = roles.insert(name, *role);
                    assert!(other.is_none(), "{kind:?}: {name} is {other:?} and {role:?}");
                }
            }
        }
    }

    /// A deal is of one class, and answers have one more: that both sides begin.
    #[test]
    fn the_classes_are_options_of_the_question() {
        let classes = SourceClass::ALL.map(SourceClass::id);
        let options = crate::questionnaire::LEAD_SOURCES.into_iter().filter(|id| *id != "both");
        assert_eq!(options.collect::<Vec<_>>(), classes);
    }

    #[test]
    fn a_word_says_one_thing() {
        let words = Vocabulary::get();
        for lists in [[&words.won, &words.lost, &words.open].as_slice(), &[&words.yes, &words.no]] {
            let mut seen = HashSet::new();
            for word in lists.iter().copied().flatten() {
                assert!(seen.insert(word), "{word} says two things");
            }
        }
        assert!(words.says_existing(&fold("Existing Business")));
        assert!(!words.says_existing(&fold("New Business")));
        assert!(!words.says_renewal(&fold("Sales Pipeline")));
    }

    #[test]
    fn a_source_has_one_class() {
        let text = include_str!(concat!(env!("OUT_DIR"), "/measure/sources.json"));
        let file: SourceFile = serde_json::from_str(text).expect("it is a file of sources");
        assert!(file.classes.keys().eq(&SourceClass::ALL), "a class without sources");
        let lists = file.classes.values().chain([&file.ask, &file.nothing]);
        let mut seen = HashSet::new();
        for value in lists.flatten() {
            assert!(seen.insert(fold(value)), "{value} has two classes");
        }
    }

    /// The values that CRMs come with, by hand from what they publish.
    #[test]
    fn sources_of_crms_are_known() {
        let sources = Sources::get();
        let class = |value: &str, holds| sources.known(&fold(value), holds);
        for (value, expected) in [
            ("Web", Some(KnownSource::Class(SourceClass::Inbound))),
            ("web-form", Some(KnownSource::Class(SourceClass::Inbound))),
            ("Cold Call", Some(KnownSource::Class(SourceClass::Outbound))),
            ("Purchased List", Some(KnownSource::Class(SourceClass::Outbound))),
            ("word_of_mouth", Some(KnownSource::Class(SourceClass::Referrals))),
            ("Partner Referral", Some(KnownSource::Class(SourceClass::Partners))),
            ("Trade Show", Some(KnownSource::Ask)),
            ("Referrals", Some(KnownSource::Ask)),
            ("Offline Sources", Some(KnownSource::Nothing)),
            ("Wbe", None),
            ("Website contact", None),
        ] {
            assert_eq!(class(value, Holds::One), expected, "{value}");
        }
        let referrals = class("Referrals", Holds::Channel);
        assert_eq!(referrals, Some(KnownSource::Class(SourceClass::Inbound)));
        let near = sources.nearest("Direct mial");
        assert_eq!(near, Some(("Direct Mail", SourceClass::Outbound)));
    }
}
