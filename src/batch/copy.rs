//! Copies of few bytes, without asking how many: processors guess wrong which way
//! a copy of changing length goes, and copying too much costs less.
//!
//! What was copied beyond the length is cut off again before anybody reads it, so the
//! output is that of a plain copy. Where too few bytes follow, a plain copy is made.

/// The bytes of a row that are copied at once.
const ROW: usize = 64;

/// The bytes of a tail that are copied at once, in pieces that a compiler copies
/// without calling for help.
const TAIL: usize = 3 * PIECE;
const PIECE: usize = 64;

/// Copies some bytes of a text that has more after them.
#[inline(always)]
pub(super) fn row(out: &mut Vec<u8>, bytes: &[u8], start: usize, end: usize) {
    match bytes[start..].first_chunk::<ROW>() {
        Some(more) if end - start <= ROW => {
            let length = out.len() + (end - start);
            out.extend_from_slice(more);
            out.truncate(length);
        }
        _ => out.extend_from_slice(&bytes[start..end]),
    }
}

/// Texts that are copied again and again.
#[derive(Default)]
pub(super) struct Tails {
    bytes: Vec<u8>,
}

/// The place of such a text; an empty one is none.
#[derive(Clone, Copy, Default)]
pub(super) struct Place {
    start: u32,
    length: u32,
}

impl Place {
    #[inline(always)]
    pub(super) fn is_empty(self) -> bool {
        self.length == 0
    }
}

/// The bytes that a text of a length takes.
pub(super) fn room(length: usize) -> usize {
    length.max(TAIL)
}

impl Tails {
    /// Keeps a text.
    pub(super) fn add(&mut self, text: &[u8]) -> Place {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(text);
        self.bytes.resize(start + room(text.len()), 0);
        Place { start: start as u32, length: text.len() as u32 }
    }

    /// Keeps none of them any more.
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
    }

    /// Copies a text.
    #[inline(always)]
    pub(super) fn write(&self, place: Place, out: &mut Vec<u8>) {
        let (start, length) = (place.start as usize, place.length as usize);
        match self.bytes.get(start..).and_then(<[u8]>::first_chunk::<TAIL>) {
            Some(more) if length <= TAIL => {
                let length = out.len() + length;
                for piece in more.as_chunks::<PIECE>().0 {
                    out.extend_from_slice(piece);
                }
                out.truncate(length);
            }
            _ => out.extend_from_slice(&self.bytes[start..start + length]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As many bytes as were asked for, around the lengths that are copied at once.
    #[test]
    fn copies_have_the_length_that_was_asked_for() {
        let bytes: Vec<u8> = (0..=255).collect();
        for start in [0, 1, 100, 191, 192, 193] {
            for end in start..=bytes.len() {
                let mut out = b"before".to_vec();
                row(&mut out, &bytes, start, end);
                assert_eq!(out, [b"before", &bytes[start..end]].concat(), "{start} to {end}");
            }
        }
        let mut tails = Tails::default();
        let lengths = [0, 1, 63, 64, 65, 191, 192, 193, 250];
        let places = lengths.map(|length| tails.add(&bytes[..length]));
        for (place, length) in places.into_iter().zip(lengths) {
            assert_eq!(place.is_empty(), length == 0);
            let mut out = b"before".to_vec();
            tails.write(place, &mut out);
            assert_eq!(out, [b"before", &bytes[..length]].concat(), "{length}");
        }
    }
}
