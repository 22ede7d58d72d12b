//! A memory for cells that come again and again. Most columns have a few spellings, and
//! comparing sixteen bytes is faster than reading a number: without the memory, a million
//! rows take seven times as long from CSV to CSV, and three times as long to JSON Lines.
//!
//! The invariant: a slot answers only for exactly the bytes of its cell, with their length
//! and their question, so what is remembered is what reading would give. When all the slots
//! for a cell are taken, the cell replaces another one, so the memory never grows.

use super::table::{AnswerTable, CellReading};

/// The longest cell that is remembered, in bytes. This many bytes are always loaded, from
/// the start of the cell on. If fewer follow, the cell is not remembered.
const LONGEST: usize = 16;

/// How many cells are remembered, a power of two.
const SLOTS: usize = 4096;

/// How many slots are tried for a cell.
const PROBES: usize = 8;

/// By the length of a cell: which bits of its two words belong to it.
const MASKS: [[u64; 2]; LONGEST + 1] = {
    let mut masks = [[u64::MAX; 2]; LONGEST + 1];
    let mut length = 0;
    while length < LONGEST {
        let mask = (1_u128 << (8 * length)) - 1;
        masks[length] = [mask as u64, (mask >> 64) as u64];
        length += 1;
    }
    masks
};

#[derive(Clone, Copy)]
struct Slot {
    cell: [u64; 2],
    /// The question, and the length of the cell plus one; 0 if nothing is remembered here.
    key: u32,
    /// What the cell says.
    read: CellReading,
}

/// What cells mean that were read before.
pub(super) struct Memory {
    slots: Box<[Slot; SLOTS]>,
}

impl Memory {
    pub(super) fn new() -> Self {
        let nothing = Slot { cell: [0; 2], key: 0, read: CellReading::Wrong };
        Memory { slots: Box::new([nothing; SLOTS]) }
    }

    /// What the cell between `start` and `end` says.
    #[inline(always)]
    pub(super) fn read(
        &mut self,
        table: &AnswerTable<'_>,
        question: usize,
        bytes: &[u8],
        (start, end): (usize, usize),
    ) -> CellReading {
        let length = end - start;
        let Some(cell) = words(bytes, start, length) else {
            return read(table, question, &bytes[start..end]);
        };
        let key = (question as u32) << 8 | (length as u32 + 1);
        let home = place(cell, key);
        for probe in 0..PROBES {
            let slot = &self.slots[(home + probe) % SLOTS];
            if slot.cell == cell && slot.key == key {
                return slot.read;
            }
            if slot.key == 0 {
                break;
            }
        }
        let read = read(table, question, &bytes[start..end]);
        self.learn(home, Slot { cell, key, read });
        read
    }

    /// Remembers what a cell says.
    #[cold]
    fn learn(&mut self, home: usize, slot: Slot) {
        let free = (0..PROBES).map(|probe| (home + probe) % SLOTS);
        let free = free.into_iter().find(|place| self.slots[*place].key == 0);
        self.slots[free.unwrap_or(home)] = slot;
    }
}

/// A short cell as two machine words, padded with zeros; `None` if it is longer than
/// [`LONGEST`], or if fewer bytes than that follow its start.
#[inline(always)]
pub(super) fn words(bytes: &[u8], start: usize, length: usize) -> Option<[u64; 2]> {
    let mask = MASKS.get(length)?;
    let sixteen = bytes.get(start..)?.first_chunk::<LONGEST>()?;
    let [low, high] = sixteen.as_chunks::<8>().0 else {
        return None;
    };
    Some([u64::from_le_bytes(*low) & mask[0], u64::from_le_bytes(*high) & mask[1]])
}

/// The slot at which the search for a cell begins.
#[inline(always)]
fn place([low, high]: [u64; 2], key: u32) -> usize {
    let mixed = low ^ high.rotate_left(23) ^ (u64::from(key) << 40);
    // Multiplying by the golden ratio spreads a difference anywhere over the highest bits.
    (mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - SLOTS.trailing_zeros())) as usize
}

#[cold]
fn read(table: &AnswerTable<'_>, question: usize, cell: &[u8]) -> CellReading {
    match std::str::from_utf8(cell) {
        Ok(cell) => table.code(question, cell),
        Err(_) => CellReading::Wrong,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two cells have the same words only if they are the same bytes, of the same length.
    #[test]
    fn words_are_those_of_the_cell_alone() {
        let text: Vec<u8> = (1..=40).collect();
        for length in 0..=LONGEST {
            let mut expected = [0; LONGEST];
            expected[..length].copy_from_slice(&text[3..3 + length]);
            let [low, high] = words(&text, 3, length).expect("enough bytes follow");
            assert_eq!([low.to_le_bytes(), high.to_le_bytes()].concat(), expected, "{length}");
        }
        assert_eq!(words(&text, 3, LONGEST + 1), None);
        assert!(words(&text, 24, 16).is_some());
        assert_eq!(words(&text, 25, 1), None, "nothing is read beyond the end");
    }

    /// Any cell has a place, and cells that differ in one bit mostly have another.
    #[test]
    fn places_are_spread() {
        let places: std::collections::BTreeSet<usize> =
            (0..64).map(|bit| place([1 << bit, 0], 1)).collect();
        assert!(places.iter().all(|place| *place < SLOTS));
        assert!(places.len() > 40, "{} places for 64 cells", places.len());
    }
}
