//! Words of messages: somebody's input made safe to repeat, the name that was
//! probably meant, lists.

use std::borrow::Cow;
use std::collections::HashSet;

/// The most names that a sentence lists.
const LISTED: usize = 20;

/// The longest piece of somebody's input that a message repeats, in characters.
const QUOTED: usize = 60;

/// Somebody's input, as a message repeats it: between quotes, cut to a length
/// that fits a line, and with everything escaped that would steer a terminal or that
/// nobody sees, so that two texts that differ never look alike.
pub fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len().min(4 * QUOTED) + 2);
    push_quoted(&mut quoted, text);
    quoted
}

/// Writes somebody's input after a text, as a message repeats it.
pub(crate) fn push_quoted(quoted: &mut String, text: &str) {
    quoted.push('"');
    // Most are plain, and copied whole.
    if text.len() <= QUOTED && is_all_plain(text) {
        quoted.push_str(text);
        quoted.push('"');
        return;
    }
    for (i, c) in text.chars().enumerate() {
        if i == QUOTED {
            quoted.push_str("...");
            break;
        }
        if !is_plain(c) && (steers(c) || is_unseen(c)) {
            quoted.extend(c.escape_default());
        } else {
            quoted.push(c);
        }
    }
    quoted.push('"');
}

/// A text as a terminal may show it: with everything escaped that would steer
/// one, but for line feeds.
pub fn harmless(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    push_harmless(&mut shown, text);
    shown
}

/// Writes a text after another one, as a terminal may show it.
pub(crate) fn push_harmless(shown: &mut String, text: &str) {
    if is_all_plain(text) {
        return shown.push_str(text);
    }
    for c in text.chars() {
        if !is_plain(c) && c != '\n' && steers(c) {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
}

/// A text as a terminal may show it on one line.
pub fn harmless_line(text: &str) -> String {
    harmless(text).replace('\n', "\\n")
}

/// A name before a number with a percent sign. A name that is read from right to left
/// gets marks around it (first strong isolate, pop directional isolate), without which
/// the sign jumps to the other side of the number.
pub(crate) fn isolated(name: &str) -> Cow<'_, str> {
    if name.chars().any(is_leftward) {
        Cow::Owned(format!("\u{2068}{name}\u{2069}"))
    } else {
        Cow::Borrowed(name)
    }
}

/// Whether a character is of a script that is read from right to left: the blocks that
/// Unicode keeps for those.
fn is_leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Whether a character changes what a terminal does or how it orders what
/// follows: control characters, line separators, and the controls of bidirectional
/// text (Unicode's property `Bidi_Control`).
pub fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}'
            | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a text has only such characters as most texts have: then it is copied whole.
fn is_all_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Whether a character is one of those that most texts have, which needs no second look.
fn is_plain(c: char) -> bool {
    c == ' ' || c.is_ascii_graphic()
}

/// Whether a character leaves no mark of its own, or looks like a space and is none:
/// Unicode's property `Default_Ignorable_Code_Point` without the selectors of emoji,
/// and every white space but the space itself and the wide one of East Asian text.
pub(crate) fn is_unseen(c: char) -> bool {
    let is_other_space = c.is_whitespace() && !matches!(c, ' ' | '\u{3000}');
    is_other_space
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{206F}'
            | '\u{3164}' | '\u{FE00}'..='\u{FE0E}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// What to do about a name that nothing has: the nearest one, or all that there
/// are. `noun` is the plural of what they name.
pub fn suggestion<'a>(
    typed: &str,
    noun: &str,
    names: impl IntoIterator<Item = &'a str> + Clone,
) -> String {
    match nearest(typed, names.clone()) {
        Some(near) => format!("Did you mean {}?", harmless_line(near)),
        None => match all_of(names).as_str() {
            "" => format!("There are no {noun}."),
            all => format!("The {noun} are {all}."),
        },
    }
}

/// The name nearest to a mistyped one, if any is near enough to be meant.
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = Typed::new(typed)?;
    let mut best = None;
    for name in names {
        let lower = name.to_lowercase();
        typed.compare(name, &lower, &Letters::new(&lower), &mut best);
    }
    best.map(|(_, name)| name)
}

/// Names with which many mistyped ones are compared.
#[derive(Debug)]
pub(crate) struct Names(Vec<(String, Letters)>);

impl Names {
    /// Names in lower case. Of names that come equally near, the first is meant.
    pub(crate) fn new(names: Vec<String>) -> Self {
        let counted = |name: String| (Letters::new(&name), name);
        Names(names.into_iter().map(counted).map(|(letters, name)| (name, letters)).collect())
    }

    /// The name nearest to a mistyped one, if any is near enough to be meant.
    pub(crate) fn nearest(&self, typed: &str) -> Option<&str> {
        let typed = Typed::new(typed)?;
        let mut best = None;
        for (name, letters) in &self.0 {
            typed.compare(name, name, letters, &mut best);
        }
        best.map(|(_, name)| name)
    }
}

/// A text in lower case, without a copy where it is that already.
pub(crate) fn lower(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.to_lowercase())
    }
}

/// A mistyped name.
struct Typed<'t> {
    lower: Cow<'t, str>,
    letters: Letters,
}

impl<'t> Typed<'t> {
    fn new(typed: &'t str) -> Option<Self> {
        // A long text is not a typing error, and the distance costs time by its length.
        if typed.len() > QUOTED && typed.chars().count() > QUOTED {
            return None;
        }
        let lower = lower(typed);
        let letters = Letters::new(&lower);
        Some(Typed { lower, letters })
    }

    /// Takes a name for the best one so far if it comes nearer: a third of the letters
    /// may be wrong, and a beginning may be all there is.
    #[inline]
    fn compare<'n>(
        &self,
        name: &'n str,
        lower: &str,
        letters: &Letters,
        best: &mut Option<(usize, &'n str)>,
    ) {
        // Most names are longer or shorter and begin with another letter, which is seen
        // before anything else.
        let ours = &self.letters;
        let third = ours.length.max(3) / 3;
        if ours.length.abs_diff(letters.length) <= third || ours.first == letters.first {
            self.compare_letters(name, lower, letters, third, best);
        }
    }

    fn compare_letters<'n>(
        &self,
        name: &'n str,
        lower: &str,
        letters: &Letters,
        third: usize,
        best: &mut Option<(usize, &'n str)>,
    ) {
        let length = self.letters.length;
        let begins =
            length >= 3 && (name.starts_with(&*self.lower) || self.lower.starts_with(name));
        let allowed = if begins { usize::MAX } else { third };
        let least = best.map_or(usize::MAX, |(least, _)| least);
        let beats = |errors: usize| errors <= allowed && errors < least;
        // Most of the others are made of other letters, which is seen a hundred times as fast.
        let may_beat = beats(length.abs_diff(letters.length))
            && beats(self.letters.least_missing(letters))
            && beats(self.letters.least_errors(letters));
        if name.is_empty() || !may_beat {
            return;
        }
        let errors = strsim::damerau_levenshtein(&self.lower, lower);
        if beats(errors) {
            *best = Some((errors, name));
        }
    }
}

/// How often a text has each letter, with letters that share a place counted together.
#[derive(Debug)]
struct Letters {
    counts: [u8; 32],
    /// Those that it has at all, a bit each.
    present: u32,
    length: usize,
    /// The first byte, where there is one.
    first: Option<u8>,
}

impl Letters {
    fn new(text: &str) -> Self {
        let first = text.as_bytes().first().copied();
        let mut letters = Letters { counts: [0; 32], present: 0, length: 0, first };
        for c in text.chars() {
            let count = &mut letters.counts[c as usize % 32];
            *count = count.saturating_add(1);
            letters.present |= 1 << (c as u32 % 32);
            letters.length += 1;
        }
        letters
    }

    /// The fewest errors that can lie between two texts, by a quick look: each letter that
    /// only one of them has is one.
    fn least_missing(&self, other: &Letters) -> usize {
        let more = (self.present & !other.present).count_ones();
        let less = (other.present & !self.present).count_ones();
        more.max(less) as usize
    }

    /// The fewest errors that can lie between two texts: a letter of one that the other
    /// does not have is one.
    fn least_errors(&self, other: &Letters) -> usize {
        let (mut more, mut less) = (0_usize, 0_usize);
        for (ours, theirs) in self.counts.iter().zip(&other.counts) {
            more += usize::from(ours.saturating_sub(*theirs));
            less += usize::from(theirs.saturating_sub(*ours));
        }
        more.max(less)
    }
}

/// Names as a sentence lists them: `a, b or c`.
pub fn one_of(names: impl IntoIterator<Item: AsRef<str>>) -> String {
    list(names, "or")
}

/// Names as a sentence lists them: `a, b and c`.
pub fn all_of(names: impl IntoIterator<Item: AsRef<str>>) -> String {
    list(names, "and")
}

/// Names as a sentence lists them, each once, with a word before the last.
fn list(names: impl IntoIterator<Item: AsRef<str>>, word: &str) -> String {
    let mut seen = HashSet::new();
    let names = names.into_iter().filter(|name| !name.as_ref().trim().is_empty());
    let mut names = names.filter(|name| seen.insert(name.as_ref().to_owned()));
    let listed: Vec<String> =
        names.by_ref().take(LISTED).map(|name| listed(name.as_ref())).collect();
    let more = names.count();
    if more > 0 {
        return format!("{} {word} {more} more", listed.join(", "));
    }
    match listed.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} {word} {last}", first.join(", ")),
    }
}

/// The longest name that a list shows whole, in characters: the name of a column can be
/// as long as a row.
const WHOLE: usize = 200;

/// A name in a list. What a file calls by it may not have been checked yet.
fn listed(name: &str) -> String {
    match name.char_indices().nth(WHOLE) {
        Some((end, _)) => harmless_line(&name[..end]) + "...",
        None => harmless_line(name),
    }
}

#[cfg(test)]
mod tests {
    use super::{all_of, harmless, nearest, quote, suggestion};

    #[test]
    fn a_name_is_listed_once() {
        assert_eq!(all_of(["a", "b", "a"]), "a and b");
        assert_eq!(all_of(["a", "a"]), "a");
    }

    /// A list of names stays readable, however long one of them is.
    #[test]
    fn long_names_are_cut_in_lists() {
        let long = "\u{e9}".repeat(201);
        let listed = all_of(["a", &long, &long[2..]]);
        let whole = "\u{e9}".repeat(200);
        assert_eq!(listed, format!("a, {whole}... and {whole}"));
    }

    /// Twenty names are listed, and what is more is counted.
    #[test]
    fn a_list_has_at_most_twenty_names() {
        let names: Vec<String> = (1..=22).map(|i| format!("n{i}")).collect();
        let listed = |count: usize| all_of(names[..count].iter().map(String::as_str));
        assert!(listed(20).ends_with(", n19 and n20"), "{}", listed(20));
        assert!(listed(21).ends_with(", n19, n20 and 1 more"), "{}", listed(21));
        assert!(listed(22).ends_with(", n19, n20 and 2 more"), "{}", listed(22));
    }

    /// Sixty characters are repeated, whatever they are, and a longer text is no typing error.
    #[test]
    fn a_quote_has_at_most_sixty_characters() {
        for letter in ["x", "\u{e9}"] {
            let text = |count: usize| letter.repeat(count);
            assert_eq!(quote(&text(60)), format!("\"{}\"", text(60)));
            assert_eq!(quote(&text(61)), format!("\"{}...\"", text(60)));
            let name = text(58);
            assert_eq!(nearest(&text(60), [&*name]), Some(&*name));
            assert_eq!(nearest(&text(61), [&*name]), None);
        }
    }

    /// A name in a sentence may come from a file that is not checked yet.
    #[test]
    fn names_in_sentences_are_harmless_and_not_blank() {
        let hostile = "s\u{1b}[31m\ttart\n\u{202e}";
        let shown = "s\\u{1b}[31m\\ttart\\n\\u{202e}";
        assert_eq!(all_of([hostile, "", " ", "end"]), format!("{shown} and end"));
        assert_eq!(suggestion("x", "stages", [hostile, ""]), format!("The stages are {shown}."));
        assert_eq!(
            suggestion(&hostile[1..], "stages", [hostile]),
            format!("Did you mean {shown}?")
        );
        assert_eq!(suggestion("x", "stages", [""]), "There are no stages.");
    }

    /// The quick looks leave out no name that comes near: every slip of one letter in every
    /// name finds what comparing it with all of them letter by letter finds.
    #[test]
    fn quick_looks_change_no_suggestion() {
        let names =
            ["inbound", "outbound", "referrals", "nearly-all", "every-deal", "\u{e9}t\u{e9}"];
        let by_letters = |typed: &str| {
            let length = typed.chars().count();
            let near = names.iter().filter_map(|name| {
                let errors = strsim::damerau_levenshtein(typed, name);
                let begins = length >= 3 && (name.starts_with(typed) || typed.starts_with(name));
                (begins || errors <= length.max(3) / 3).then_some((errors, *name))
            });
            near.min_by_key(|(errors, _)| *errors).map(|(_, name)| name)
        };
        let mut tried = 0;
        for name in names {
            let letters: Vec<char> = name.chars().collect();
            for at in 0..letters.len() {
                let (before, after) = (&letters[..at], &letters[at..]);
                let next = after.get(1).copied().unwrap_or('x');
                for slip in [
                    [before, &after[1..]].concat(),
                    [before, &['q'], after].concat(),
                    [before, &['q', 'z'], &after[1..]].concat(),
                    [before, &[next, after[0]], after.get(2..).unwrap_or_default()].concat(),
                    after.to_vec(),
                    before.to_vec(),
                ] {
                    let typed: String = slip.into_iter().collect();
                    assert_eq!(nearest(&typed, names), by_letters(&typed), "{typed}");
                    tried += 1;
                }
            }
        }
        assert!(tried > 250, "{tried}");
    }

    /// White space, joiners, fillers, marks and tags that nobody sees, each in a text
    /// that looks like `85%` without it.
    #[test]
    fn quotes_show_what_nobody_sees() {
        for c in "\u{A0}\u{AD}\u{61C}\u{200B}\u{200C}\u{200D}\u{200E}\u{202F}\u{2009}\u{2060}\u{2062}\u{3164}\
                  \u{FEFF}\u{180E}\u{E0041}\u{E0101}"
            .chars()
        {
            let shown = format!("\"8\\u{{{:x}}}5%\"", u32::from(c));
            assert_eq!(quote(&format!("8{c}5%")), shown);
        }
    }

    #[test]
    fn quotes_keep_what_people_write() {
        for text in [
            "M\u{fc}ller & S\u{f6}hne",
            "\u{4f1a}\u{793e}\u{3000}A",
            "e\u{301}",
            "\u{2603}\u{fe0f}",
        ] {
            assert_eq!(quote(text), format!("\"{text}\""));
        }
    }

    #[test]
    fn nothing_harmless_orders_or_controls_what_follows() {
        let controls = (0..0x20).chain(0x7F..0xA0).filter_map(char::from_u32);
        let bidi = "\u{61C}\u{200E}\u{200F}\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2066}\u{2067}\u{2068}\u{2069}";
        for c in controls.chain(bidi.chars()).filter(|c| *c != '\n') {
            assert!(harmless(&c.to_string()).is_ascii(), "{c:?}");
            assert!(!harmless(&c.to_string()).contains(c), "{c:?}");
        }
    }
}
