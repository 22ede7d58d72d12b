//! The encodings of texts, by their names.

/// How the letters of a text are written as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(pub(super) &'static encoding_rs::Encoding);

impl Encoding {
    /// UTF-8, the default.
    pub const UTF_8: Encoding = Encoding(encoding_rs::UTF_8);

    /// The encoding of most Windows programs that do not write UTF-8. Latin-1 is read as
    /// this as well: they differ only where Latin-1 has control characters.
    pub const WINDOWS_1252: Encoding = Encoding(encoding_rs::WINDOWS_1252);

    /// The encoding that the Encoding Standard of the WHATWG knows by a name, such as
    /// `windows-1252`, `latin1`, `utf-16le` or `shift_jis`; `None` if it knows none.
    pub fn named(name: &str) -> Option<Self> {
        let found = encoding_rs::Encoding::for_label(name.as_bytes()).map(Encoding)?;
        // The standard gives this one for encodings that must not be read at all.
        (found.0 != encoding_rs::REPLACEMENT).then_some(found)
    }

    /// Its name in the standard.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The encoding that a byte order mark at the beginning of a text shows, if there is
    /// one.
    pub(super) fn marked(text: &[u8]) -> Option<Self> {
        encoding_rs::Encoding::for_bom(text).map(|(encoding, _)| Encoding(encoding))
    }
}
