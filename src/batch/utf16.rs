//! UTF-16, as Excel saves "Unicode text", read as UTF-8.

use std::io::{self, Read};

/// The byte order marks.
const LITTLE: [u8; 2] = [0xFF, 0xFE];
const BIG: [u8; 2] = [0xFE, 0xFF];

/// How two bytes make a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Little,
    Big,
}

impl Order {
    /// The order that a mark at the beginning of a text says; none if it is no
    /// UTF-16.
    pub(super) fn of(text: &[u8]) -> Option<Self> {
        if text.starts_with(&LITTLE) {
            Some(Order::Little)
        } else if text.starts_with(&BIG) {
            Some(Order::Big)
        } else {
            None
        }
    }
}

/// A reader of UTF-16 that gives UTF-8. Half of a pair without the other becomes
/// three bytes that are no UTF-8, so nothing is lost and its row is rejected.
pub(super) struct Utf16<R> {
    reader: R,
    order: Order,
    /// Bytes that were read and do not make a character yet.
    waiting: Vec<u8>,
    /// UTF-8 that was not given yet, and how much of it was.
    ready: Vec<u8>,
    given: usize,
}

impl<R: Read> Utf16<R> {
    /// A reader behind some bytes that were read already.
    pub(super) fn new(begun: Vec<u8>, reader: R, order: Order) -> Self {
        Utf16 { reader, order, waiting: begun, ready: Vec::new(), given: 0 }
    }

    /// Turns what is waiting into UTF-8, but for the beginning of a character.
    fn decode(&mut self, last: bool) {
        self.ready.clear();
        self.given = 0;
        let mut used = self.waiting.len() / 2 * 2;
        let unit = |pair: &[u8]| match self.order {
            Order::Little => u16::from_le_bytes([pair[0], pair[1]]),
            Order::Big => u16::from_be_bytes([pair[0], pair[1]]),
        };
        if !last && used > 0 && (0xD800..0xDC00).contains(&unit(&self.waiting[used - 2..used])) {
            used -= 2;
        }
        for decoded in char::decode_utf16(self.waiting[..used].chunks_exact(2).map(unit)) {
            match decoded {
                Ok(c) => self.ready.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
                Err(half) => {
                    let half = half.unpaired_surrogate();
                    let six = |shift: u16| 0x80 | ((half >> shift) & 0x3F) as u8;
                    self.ready.extend_from_slice(&[0xE0 | (half >> 12) as u8, six(6), six(0)]);
                }
            }
        }
        self.waiting.drain(..used);
        if last && !self.waiting.is_empty() {
            self.waiting.clear();
            self.ready.push(0xFF);
        }
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() {
            let before = self.waiting.len();
            self.waiting.resize(before + (1 << 15), 0);
            let read = self.reader.read(&mut self.waiting[before..]);
            self.waiting.truncate(before + *read.as_ref().unwrap_or(&0));
            let read = read?;
            self.decode(read == 0);
            if read == 0 && self.ready.is_empty() {
                return Ok(0);
            }
        }
        let count = into.len().min(self.ready.len() - self.given);
        into[..count].copy_from_slice(&self.ready[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}
