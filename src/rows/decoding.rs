//! Text in any encoding, read as UTF-8.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult};

use super::Encoding;

/// How many bytes are decoded at once.
const PIECE: usize = 1 << 15;

/// Replaces bytes that are not text. UTF-8 never has it, so the row is rejected and
/// nothing is silently lost.
const WRONG: u8 = 0xFF;

/// A reader of another encoding that gives UTF-8. A byte order mark stays, as one of
/// UTF-8.
pub(super) struct Decoding<R> {
    reader: R,
    decoder: Decoder,
    /// Bytes that were read and not decoded yet.
    waiting: Vec<u8>,
    ended: bool,
    /// UTF-8 that was not given yet, and how much of it was.
    ready: Vec<u8>,
    given: usize,
}

impl<R: Read> Decoding<R> {
    /// A reader that continues after some bytes that were already read.
    pub(super) fn new(begun: Vec<u8>, reader: R, encoding: Encoding) -> Self {
        let decoder = encoding.0.new_decoder_without_bom_handling();
        Decoding { reader, decoder, waiting: begun, ended: false, ready: Vec::new(), given: 0 }
    }

    /// Decodes what is waiting, all of it but the beginning of a character.
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
            if self.waiting.is_empty() {
                self.waiting.resize(PIECE, 0);
                let read = self.reader.read(&mut self.waiting);
                self.waiting.truncate(*read.as_ref().unwrap_or(&0));
                self.ended = read? == 0;
            }
            self.decode();
        }
        let count = into.len().min(self.ready.len() - self.given);
        into[..count].copy_from_slice(&self.ready[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}
