//! Text in any encoding, read as UTF-8.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult};

use super::Encoding;

/// How many bytes are decoded at once.
const PIECE: usize = 1 << 15;

/// This many bytes, from the first one on that is not ASCII, show whether a text is UTF-8.
const LOOK: usize = 1 << 12;

/// Replaces bytes that are not text. UTF-8 never has this byte, so the row is rejected and
/// nothing is silently lost.
const WRONG: u8 = 0xFF;

/// Reads another encoding, and gives UTF-8. A byte order mark stays, as that of UTF-8.
pub(super) struct Decoding<R> {
    reader: R,
    decoder: Decoder,
    /// Bytes that were read and not decoded yet.
    waiting: Vec<u8>,
    ended: bool,
    /// Text that was decoded, of which the first `given` bytes were given.
    ready: Vec<u8>,
    given: usize,
    /// Whether the text may still turn out to be UTF-8.
    undecided: bool,
}

impl<R: Read> Decoding<R> {
    /// A reader that continues after some bytes that were already read.
    pub(super) fn new(begun: Vec<u8>, reader: R, encoding: Encoding) -> Self {
        let decoder = encoding.0.new_decoder_without_bom_handling();
        Decoding {
            reader,
            decoder,
            waiting: begun,
            ended: false,
            ready: Vec::new(),
            given: 0,
            undecided: false,
        }
    }

    /// The same for an encoding that somebody named. It refuses a text that is UTF-8,
    /// because that would be read as other letters. Only encodings with one byte a letter
    /// are checked: a text in one of those hardly ever looks like UTF-8 by chance, but a
    /// text with several bytes a letter may.
    pub(super) fn unless_utf8(begun: Vec<u8>, reader: R, encoding: Encoding) -> Self {
        let undecided = encoding.0.is_single_byte();
        Decoding { undecided, ..Decoding::new(begun, reader, encoding) }
    }

    /// Decodes what is waiting, and refuses UTF-8 at its first letter that is not ASCII. What
    /// comes before, which is the same in both, is given first: so rows flow, and what one
    /// read brings changes nothing.
    ///
    /// # Errors
    ///
    /// The text is UTF-8, or cannot be read.
    fn decide(&mut self) -> io::Result<()> {
        match self.waiting.iter().position(|byte| !byte.is_ascii()) {
            Some(0) => {
                self.refuse_utf8()?;
                self.undecided = false;
                self.decode();
            }
            Some(at) => {
                let rest = self.waiting.split_off(at);
                self.decode();
                self.waiting = rest;
            }
            None => self.decode(),
        }
        Ok(())
    }

    /// Refuses the text if it is UTF-8, going by what begins with a byte that is not ASCII.
    fn refuse_utf8(&mut self) -> io::Result<()> {
        self.fill(LOOK)?;
        let look = &self.waiting[..self.waiting.len().min(LOOK)];
        let is_utf8 = match std::str::from_utf8(look) {
            Ok(_) => true,
            // The look may end in the middle of a character.
            Err(error) => error.error_len().is_none() && look.len() == LOOK,
        };
        if is_utf8 {
            let named = self.decoder.encoding().name();
            let why = format!("it is UTF-8, and not {named}: leave the encoding out");
            return Err(io::Error::new(io::ErrorKind::InvalidData, why));
        }
        Ok(())
    }

    /// Reads until this many bytes are waiting, or the text ends.
    fn fill(&mut self, bytes: usize) -> io::Result<()> {
        while !self.ended && self.waiting.len() < bytes {
            let before = self.waiting.len();
            self.waiting.resize(before + PIECE, 0);
            let read = self.reader.read(&mut self.waiting[before..]);
            self.waiting.truncate(before + *read.as_ref().unwrap_or(&0));
            self.ended = read? == 0;
        }
        Ok(())
    }

    /// Decodes all that is waiting; the decoder keeps the beginning of a character at its
    /// end.
    fn decode(&mut self) {
        self.ready.clear();
        self.given = 0;
        let mut at = 0;
        loop {
            let rest = &self.waiting[at..];
            // Each byte becomes three at most; an error takes one more.
            let room = self.decoder.max_utf8_buffer_length_without_replacement(rest.len());
            self.ready.reserve(room.unwrap_or(4 * PIECE) + 1);
            let before = self.ready.len();
            self.ready.resize(self.ready.capacity(), 0);
            let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(
                rest,
                &mut self.ready[before..],
                self.ended,
            );
            self.ready.truncate(before + written);
            at += read;
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => self.ready.push(WRONG),
            }
        }
        self.waiting.clear();
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() {
            if self.ended {
                return Ok(0);
            }
            self.fill(1)?;
            if self.undecided {
                self.decide()?;
            } else {
                self.decode();
            }
        }
        let count = into.len().min(self.ready.len() - self.given);
        into[..count].copy_from_slice(&self.ready[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// A reader that gives at most this many bytes at a time.
    struct Slow(Cursor<Vec<u8>>, usize);

    impl Read for Slow {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(into.len());
            self.0.read(&mut into[..count])
        }
    }

    /// The text of some bytes that are said to be windows-1252; `None` if they are UTF-8.
    /// They are then refused after all that is ASCII.
    fn read(bytes: &[u8]) -> Option<String> {
        let by = |piece: usize| {
            let reader = Slow(Cursor::new(bytes.to_vec()), piece);
            let mut text = Vec::new();
            let mut decoding = Decoding::unless_utf8(Vec::new(), reader, Encoding::WINDOWS_1252);
            match decoding.read_to_end(&mut text) {
                Ok(_) => Some(String::from_utf8(text).expect("it is decoded")),
                Err(error) => {
                    assert_eq!(error.kind(), io::ErrorKind::InvalidData);
                    let ascii = bytes.iter().take_while(|byte| byte.is_ascii()).count();
                    assert_eq!(text.len(), ascii, "in pieces of {piece}");
                    None
                }
            }
        };
        let text = by(1 << 20);
        assert_eq!(by(700), text);
        text
    }

    /// A text is looked at from its first letter on that is not ASCII, wherever that is.
    #[test]
    fn utf8_is_refused_under_another_name() {
        for before in [0, 1, 5_000, PIECE - 1, PIECE, 2 * PIECE + 1] {
            let ascii = "a".repeat(before);
            // The look ends in the middle of a letter of three bytes, but not of one of
            // two.
            for letters in ["\u{20ac}".repeat(3_000), "\u{e9}".repeat(3_000), "\u{e9}".to_owned()] {
                assert_eq!(read((ascii.clone() + &letters).as_bytes()), None, "{before}");
            }
            // Two bytes that may be one letter of UTF-8 or two other letters, and later a
            // byte that is not UTF-8: far on, at the end of the text, and as its end.
            for rest in [[b"x".repeat(3_000), b"\xe9x".to_vec()].concat(), b"\xe9".to_vec()] {
                let text = [ascii.as_bytes(), b"\xc3\xa9", &rest].concat();
                let read = read(&text).expect("it is not UTF-8");
                assert!(read.starts_with(&(ascii.clone() + "\u{c3}\u{a9}")), "{before}");
                assert_eq!(read.chars().count(), text.len());
            }
        }
        assert_eq!(read(b"plain").as_deref(), Some("plain"));
    }

    /// What was read is given before more is waited for.
    #[test]
    fn a_letter_is_given_when_it_is_there() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
        }
        for (letter, encoding) in
            [(&b"a"[..], "shift_jis"), (b"a\0", "utf-16le"), (b"a", "windows-1252")]
        {
            let encoding = Encoding::named(encoding).expect("it is one that is known");
            let mut into = [0; 8];
            let mut decoding = Decoding::unless_utf8(Vec::new(), letter.chain(Broken), encoding);
            assert_eq!(decoding.read(&mut into).expect("a letter is there"), 1);
            assert_eq!(into[0], b'a');
            decoding.read(&mut into).expect_err("no more can be read");
        }
    }
}
