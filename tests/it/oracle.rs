//! The rules of the built-in questionnaires as they are told to people: who leads, what is
//! in the mix, how a deal starts, which stages follow, and which notes are given. Nothing
//! here knows of points: any points that obey the rules pass.
//!
//! Every output is checked against this one file: results of the library and of the
//! command, and rows of a batch.

use std::collections::BTreeSet;

use serde_json::Value;

/// What an output says about a diagnosis.
#[derive(Debug, PartialEq)]
pub(crate) struct Seen {
    pub(crate) model: String,
    /// Strongest first.
    pub(crate) mix: Vec<String>,
    pub(crate) tie: bool,
    pub(crate) entry: String,
    pub(crate) assumed: bool,
    pub(crate) pipeline: Vec<String>,
}

impl Seen {
    /// From a result in JSON.
    pub(crate) fn of_result(result: &Value) -> Self {
        let stages = result["pipeline"].as_array().expect("a list").iter();
        Seen {
            model: id(&result["model"]["id"]),
            mix: ids(&result["hybrid_with"]),
            tie: result["tie"].as_bool().expect("true or false"),
            entry: id(&result["entry"]["model"]),
            assumed: result["entry"]["assumed"].as_bool().expect("true or false"),
            pipeline: stages.map(|stage| id(&stage["id"])).collect(),
        }
    }

    /// The leader and the models of its mix.
    fn all(&self) -> BTreeSet<&str> {
        self.mix.iter().map(String::as_str).chain([self.model.as_str()]).collect()
    }
}

fn id(value: &Value) -> String {
    value.as_str().expect("an id").to_owned()
}

fn ids(list: &Value) -> Vec<String> {
    list.as_array().expect("a list").iter().map(id).collect()
}

/// The stages of a table whose condition holds, in its order.
fn stages<'t>(table: &[(&'t str, bool)]) -> Vec<&'t str> {
    table.iter().filter(|row| row.1).map(|row| row.0).collect()
}

/// Answers to the questionnaire for companies that sell to companies.
pub(crate) struct B2b<'a> {
    leads: &'a str,
    revenue: &'a str,
    sellers: &'a str,
    contacts: &'a str,
}

impl<'a> B2b<'a> {
    pub(crate) fn of(given: &[&'a str]) -> Self {
        let [leads, revenue, sellers, contacts] = given else { panic!("four questions") };
        B2b { leads, revenue, sellers, contacts }
    }

    /// The models that one answer alone puts in the lead (R1 to R3).
    fn decisive(&self) -> BTreeSet<&'static str> {
        let facts = [
            ("account-based", self.contacts == "everyone"),
            ("team", self.sellers == "every-deal"),
            ("relationship", self.revenue == "nearly-all"),
        ];
        facts.iter().filter(|fact| fact.1).map(|fact| fact.0).collect()
    }

    /// The models of the lead source, the first of which leads alone (R4).
    fn source(&self) -> &'static [&'static str] {
        match self.leads {
            "inbound" | "referrals" | "partners" => &["inbound"],
            "outbound" => &["outbound"],
            "both" => &["outbound", "inbound"],
            _ => &[],
        }
    }

    /// Whether any model leads (R8).
    pub(crate) fn names_a_model(&self) -> bool {
        !self.decisive().is_empty() || !self.source().is_empty()
    }

    /// How a deal starts, and whether that had to be assumed.
    fn entry(&self) -> (&'static str, bool) {
        match (self.contacts, self.source().first()) {
            ("everyone", _) => ("account-based", false),
            (_, Some(source)) => (source, false),
            (_, None) => ("inbound", true),
        }
    }

    /// Several people of the buyer have a say.
    fn has_stakeholders(&self) -> bool {
        self.contacts == "several" || self.contacts == "everyone"
    }

    /// Customers come back.
    fn has_a_base(&self) -> bool {
        self.revenue == "most" || self.revenue == "nearly-all"
    }

    fn pipeline(&self) -> Vec<&'static str> {
        let entry = self.entry().0;
        let outbound = entry == "outbound";
        let by_account = entry == "account-based";
        stages(&[
            ("prospect", outbound),
            ("make-contact", outbound),
            ("identify-target-account", by_account),
            ("qualify", outbound || entry == "inbound"),
            ("research", self.sellers == "every-deal"),
            ("list-stakeholders", by_account || self.has_stakeholders()),
            ("plan-first-strategy", by_account),
            ("contact-first-stakeholders", by_account),
            ("pitch-first-stakeholders", by_account),
            ("present", true),
            ("propose", true),
            ("negotiate", true),
            ("first-check-in", self.has_a_base()),
            ("upsell", self.has_a_base()),
        ])
    }

    /// The answers that add a stage, whatever the models.
    fn because(&self, stage: &str) -> Option<(&'static str, &'a str)> {
        match stage {
            "research" => Some(("sellers", self.sellers)),
            "list-stakeholders" if self.has_stakeholders() => Some(("contacts", self.contacts)),
            "first-check-in" | "upsell" => Some(("revenue", self.revenue)),
            _ => None,
        }
    }

    /// The answers that lead to a note: alone, or together with another one.
    fn notes(&self) -> Vec<Vec<(&'static str, &'a str)>> {
        let leads = ("leads", self.leads);
        let revenue = ("revenue", self.revenue);
        let contacts = ("contacts", self.contacts);
        let everyone = self.contacts == "everyone";
        let mut notes = Vec::new();
        if ["both", "partners"].contains(&self.leads) {
            notes.push(vec![leads]);
        }
        if ["some", "nearly-all"].contains(&self.revenue) {
            notes.push(vec![revenue]);
        }
        if self.sellers == "some-deals" {
            notes.push(vec![("sellers", self.sellers)]);
        }
        if self.contacts == "several" {
            notes.push(vec![contacts]);
        }
        if everyone && self.source().contains(&"inbound") {
            notes.push(vec![leads, contacts]);
        }
        if everyone && self.revenue == "nearly-all" {
            notes.push(vec![revenue, contacts]);
        }
        notes.sort_unstable();
        notes
    }

    /// Checks what an output says about these answers against the rules.
    pub(crate) fn check(&self, seen: Option<&Seen>) {
        let given = [self.leads, self.revenue, self.sellers, self.contacts];
        let Some(seen) = seen else {
            assert!(!self.names_a_model(), "{given:?} name a model");
            return;
        };
        let (decisive, source) = (self.decisive(), self.source());
        let all = seen.all();
        match decisive.len() {
            0 => {
                let first = source.first().unwrap_or_else(|| panic!("{given:?}: {seen:?}"));
                assert_eq!(seen.model, *first, "{given:?}");
                assert_eq!(seen.tie, self.leads == "both", "{given:?}");
            }
            1 => {
                assert!(decisive.contains(seen.model.as_str()), "{given:?}: {seen:?}");
                assert!(!seen.tie, "{given:?}");
            }
            _ => assert!(decisive.contains(seen.model.as_str()), "{given:?}: {seen:?}"),
        }
        assert!(decisive.is_subset(&all), "{given:?}: {seen:?}");
        if decisive.len() < 2 {
            assert!(source.iter().all(|model| all.contains(model)), "{given:?}: {seen:?}");
        }
        // R9: weak signs do not add up to a model in the mix.
        let recommended = self.leads == "referrals" && self.revenue == "most";
        for model in &all {
            let own = source.contains(model) || decisive.contains(model);
            assert!(own || (*model == "relationship" && recommended), "{given:?}: {seen:?}");
        }
        if decisive.is_empty() {
            assert_eq!(all.contains("relationship"), recommended, "{given:?}: {seen:?}");
        }
        assert_eq!((seen.entry.as_str(), seen.assumed), self.entry(), "{given:?}");
        assert_eq!(seen.pipeline, self.pipeline(), "{given:?}");
    }

    /// Checks everything else that a result in JSON says against the rules.
    pub(crate) fn check_in_full(&self, result: &Value) {
        let given = [self.leads, self.revenue, self.sellers, self.contacts];
        let seen = Seen::of_result(result);
        self.check(Some(&seen));
        let entry = self.entry().0;
        let opens = if entry == "account-based" { "contact-first-stakeholders" } else { "qualify" };
        let always = ["present", "propose", "negotiate"];
        let mut phase = "prospecting";
        let (mut probability, mut first) = (0, None);
        for stage in result["pipeline"].as_array().expect("a list") {
            let name = stage["id"].as_str().expect("an id");
            if name == opens {
                phase = "sale";
            }
            assert_eq!(stage["phase"], phase, "{given:?} {name}");
            if phase == "sale" {
                let percent = stage["probability"].as_u64().expect("a deal that is open has one");
                assert!(percent % 10 == 0 && percent < 100, "{given:?} {name}");
                assert!(percent >= probability && percent > 0, "{given:?} {name}: it falls");
                probability = percent;
                // Desk work does not raise the forecast.
                let first = *first.get_or_insert(percent);
                if ["research", "list-stakeholders"].contains(&name) {
                    assert_eq!(percent, first, "{given:?} {name}");
                }
            } else {
                assert_eq!(stage["probability"], Value::Null, "{given:?} {name}");
            }
            if name == "negotiate" {
                phase = "after-sale";
            }
            let answers = pairs(&stage["because"]);
            let expected: Vec<_> = self.because(name).into_iter().collect();
            assert_eq!(answers, owned(&expected), "{given:?} {name}");
            let from = ids(&stage["from"]);
            let assumed = self.entry().1 && name == "qualify";
            let reasonless = from.is_empty() && answers.is_empty();
            assert_eq!(reasonless, always.contains(&name) || assumed, "{given:?} {name}");
            let all = seen.all();
            assert!(from.iter().all(|model| model == entry || all.contains(model.as_str())));
        }
        let notes = result["notes"].as_array().expect("a list").iter();
        let mut said: Vec<_> = notes
            .map(|note| {
                let first = (id(&note["question"]), id(&note["option"]));
                [vec![first], pairs(&note["with"])].concat()
            })
            .collect();
        said.sort_unstable();
        let expected: Vec<_> = self.notes().iter().map(|note| owned(note)).collect();
        assert_eq!(said, expected, "{given:?}");
    }
}

fn pairs(list: &Value) -> Vec<(String, String)> {
    let pair = |pair: &Value| (id(&pair["question"]), id(&pair["option"]));
    list.as_array().expect("a list").iter().map(pair).collect()
}

fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(question, option)| ((*question).into(), (*option).into())).collect()
}

/// Answers to the questionnaire for companies that sell to consumers.
pub(crate) struct B2c<'a> {
    partners: &'a str,
    first_contact: &'a str,
    minutes: &'a str,
    known: &'a str,
}

impl<'a> B2c<'a> {
    pub(crate) fn of(given: &[&'a str]) -> Self {
        let [partners, first_contact, minutes, known] = given else { panic!("four questions") };
        B2c { partners, first_contact, minutes, known }
    }

    /// Which model leads, if any. It depends on who takes the orders, then on whom the
    /// buyers know, then on who approaches whom, then on how long people talk.
    fn leader(&self) -> Option<&'static str> {
        let partners_talk = self.minutes == "partner";
        let by_partners = self.partners == "most" || (self.partners == "some" && partners_talk);
        let approached = ["us", "both"].contains(&self.first_contact);
        if self.partners == "nearly-all" || (self.partners == "most" && partners_talk) {
            Some("channel")
        } else if self.known == "most" {
            Some("relationship")
        } else if by_partners {
            Some("channel")
        } else if approached {
            Some("direct")
        } else {
            match self.minutes {
                "hardly" | "short" => Some("transactional"),
                "long" => Some("consultative"),
                "partner" => Some("channel"),
                _ => None,
            }
        }
    }

    /// The models for which some answer speaks.
    fn spoken_for(&self) -> BTreeSet<&'static str> {
        let partners = ["some", "most", "nearly-all"].contains(&self.partners);
        let facts = [
            ("channel", partners || self.minutes == "partner"),
            ("relationship", ["some", "most"].contains(&self.known)),
            ("direct", ["us", "both"].contains(&self.first_contact)),
            ("consultative", ["short", "long"].contains(&self.minutes)),
            ("transactional", ["hardly", "short"].contains(&self.minutes)),
        ];
        facts.iter().filter(|fact| fact.1).map(|fact| fact.0).collect()
    }

    /// The models whose fact is strong enough to be in the mix with any leader, except with
    /// one that takes nearly all orders through partners.
    fn strong(&self) -> BTreeSet<&'static str> {
        let facts = [
            ("channel", self.partners == "most"),
            ("relationship", self.known == "most"),
            ("direct", self.first_contact == "us"),
        ];
        facts.iter().filter(|fact| fact.1).map(|fact| fact.0).collect()
    }

    /// The stages of a leader: one buyer, from the first contact to the next order.
    fn pipeline(leader: &str) -> Vec<&'static str> {
        let channel = leader == "channel";
        let direct = leader == "direct";
        let transactional = leader == "transactional";
        let advised = leader == "relationship" || leader == "consultative";
        stages(&[
            ("attract", transactional),
            ("find-partner", channel),
            ("choose-list", direct),
            ("approach", direct),
            ("help-choose", transactional),
            ("meet-partner", channel),
            ("meet-buyer", direct || advised),
            ("advise", advised),
            ("make-offer", !transactional),
            ("run-trial", channel),
            ("take-order", true),
            ("confirm-order", direct),
            ("support-partner", channel),
            ("check-in", advised),
            ("next-sale", advised || transactional),
        ])
    }

    /// Checks what an output says about these answers against the rules.
    pub(crate) fn check(&self, seen: Option<&Seen>) {
        let given = [self.partners, self.first_contact, self.minutes, self.known];
        assert_eq!(seen.map(|seen| seen.model.as_str()), self.leader(), "{given:?}");
        let Some(seen) = seen else { return };
        let all = seen.all();
        assert!(all.is_subset(&self.spoken_for()), "{given:?}: {seen:?}");
        if self.partners != "nearly-all" {
            assert!(self.strong().is_subset(&all), "{given:?}: {seen:?}");
        }
        // People who advise at length when they sell at home do both.
        if self.first_contact == "us" && self.minutes == "long" && seen.model == "direct" {
            assert!(all.contains("consultative"), "{given:?}: {seen:?}");
        }
        assert_eq!((seen.entry.as_str(), seen.assumed), (seen.model.as_str(), false), "{given:?}");
        assert_eq!(seen.pipeline, B2c::pipeline(&seen.model), "{given:?}");
    }
}
