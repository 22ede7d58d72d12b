//! One spelling for names and words that people and programs write in many: the
//! header of a column, the value of a cell, the key of a mapping file.
//!
//! Folded texts are compared and never shown. Two texts that fold to the same are the
//! same name; nothing that is merely similar is.

use unicode_normalization::UnicodeNormalization;

/// A text without what people vary when they write one name: case (ß is ss, and the
/// two small sigmas are one), accents, and blanks, underscores and dashes.
///
/// Between two digits a separator counts, as one blank, and so does the dash of a
/// negative number: `2-3` is not 23, and `-5` is not 5. A text of nothing but dashes
/// or underscores is `-`, because it says something that an empty one does not.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut separated = false;
    let mut dashed = false;
    for c in text.nfd() {
        if is_separator(c) {
            separated = true;
            dashed |= !c.is_whitespace();
            continue;
        }
        if is_accent(c) {
            continue;
        }
        if separated && c.is_numeric() {
            if folded.ends_with(char::is_numeric) {
                folded.push(' ');
            } else if folded.is_empty() && dashed {
                folded.push('-');
            }
        }
        separated = false;
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else {
            // By way of the capital, which ß and both sigmas share with other spellings.
            let lower = c.to_lowercase().flat_map(char::to_uppercase);
            folded.extend(lower.flat_map(char::to_lowercase).filter(|c| !is_accent(*c)));
        }
    }
    if folded.is_empty() && dashed {
        folded.push('-');
    }
    folded
}

/// What may separate two words of a name, or be left out.
fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '_' | '-' | '\u{AD}' | '\u{200B}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FEFF}'
        )
}

/// The marks of Latin, Greek and Cyrillic letters. Marks of other scripts are letters
/// in their own right: a vowel in Hindi, a voiced consonant in Japanese.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}')
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn one_name_has_one_spelling() {
        let names: [&[&str]; 8] = [
            &["Lead Source", "lead_source", "LeadSource", "LEAD-SOURCE", "\u{FEFF}lead  source "],
            &["Montant négocié", "montant negocie", "MONTANT NE\u{301}GOCIE\u{301}"],
            &["Straße", "STRASSE", "strasse"],
            &["Πελάτης", "ΠΕΛΑΤΗΣ", "πελάτησ"],
            &["2-3", "2 3", "2 – 3", "2_3"],
            &["Top 10", "top10", "TOP-10"],
            &["-5", "\u{2212}5", "- 5"],
            &["-", "—", " _ "],
        ];
        for (i, spellings) in names.iter().enumerate() {
            for spelling in *spellings {
                assert_eq!(fold(spelling), fold(spellings[0]), "{spelling:?}");
            }
            for other in &names[..i] {
                assert_ne!(fold(spellings[0]), fold(other[0]));
            }
        }
    }

    #[test]
    fn what_differs_stays_different() {
        let pairs = [
            ("2-3", "23"),
            ("-5", "5"),
            ("-", ""),
            ("कि", "कु"),
            ("か", "が"),
            ("Web", "Webinar"),
            ("n.v.t.", "nvt"),
            ("10%", "10"),
        ];
        for (one, other) in pairs {
            assert_ne!(fold(one), fold(other), "{one:?} and {other:?}");
        }
        assert_eq!(fold(" \u{A0}\t"), "");
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for c in '\0'..=char::MAX {
            let once = fold(&format!("a{c}b1 {c} 2"));
            assert_eq!(fold(&once), once, "U+{:04X}", u32::from(c));
        }
    }
}
