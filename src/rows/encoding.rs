//! The encodings of texts, by their names.

/// How the letters of a text are written as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(pub(super) &'static encoding_rs::Encoding);

impl Encoding {
    /// UTF-8, the default.
    pub const UTF_8: Encoding = Encoding(encoding_rs::UTF_8);

    /// What most programs of Windows write that do not write UTF-8. Latin-1 is read
    /// as it is, and differs in nothing that anybody prints.
    pub const WINDOWS_1252: Encoding = Encoding(encoding_rs::WINDOWS_1252);

    /// The encoding of a name, as the Encoding Standard of the WHATWG knows it:
    /// `windows-1252`, `latin1`, `utf-16le`, `shift_jis`.
    pub fn named(name: &str) -> Option<Self> {
        let found = encoding_rs::Encoding::for_label(name.as_bytes()).map(Encoding)?;
        // The standard's name for what must not be read at all.
        (found.0 != encoding_rs::REPLACEMENT).then_some(found)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The encoding that a byte order mark at the beginning of a text says.
    pub(super) fn marked(text: &[u8]) -> Option<Self> {
        encoding_rs::Encoding::for_bom(text).map(|(encoding, _)| Encoding(encoding))
    }
}
