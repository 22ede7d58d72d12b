//! A memory for the cells that come again and again: most columns have a few
//! spellings, and comparing sixteen bytes is faster than reading a number.

use super::table::{Code, Table};

/// The longest cell that is remembered. So many bytes must be readable behind
/// each cell.
const LONGEST: usize = 16;

/// So many cells are remembered, a power of two.
const SLOTS: usize = 4096;

/// So many places are tried for a cell.
const PROBES: usize = 8;

#[derive(Clone, Copy)]
struct Slot {
    cell: u128,
    question: u16,
    /// The length of the cell and one; nothing is remembered where it is 0.
    length: u16,
    code: Code,
}

/// What some cells turned out to mean.
pub(super) struct Memory {
    slots: Box<[Slot; SLOTS]>,
}

impl Memory {
    pub(super) fn new() -> Self {
        let nothing = Slot { cell: 0, question: 0, length: 0, code: 0 };
        Memory { slots: Box::new([nothing; SLOTS]) }
    }

    /// The answer in a cell of a text; none if it is no answer.
    #[inline(always)]
    pub(super) fn code(
        &mut self,
        table: &Table<'_>,
        question: usize,
        bytes: &[u8],
        (start, end): (usize, usize),
    ) -> Option<Code> {
        let length = end - start;
        if length > LONGEST {
            return read(table, question, &bytes[start..end]);
        }
        let sixteen = bytes.get(start..).and_then(<[u8]>::first_chunk::<LONGEST>)?;
        let all = u128::from_le_bytes(*sixteen);
        let cell = if length == LONGEST { all } else { all & ((1 << (8 * length)) - 1) };
        let (question_id, length) = (question as u16, length as u16 + 1);
        let home = place(cell, question_id, length);
        for probe in 0..PROBES {
            let slot = &self.slots[(home + probe) % SLOTS];
            if slot.cell == cell && slot.length == length && slot.question == question_id {
                return Some(slot.code);
            }
            if slot.length == 0 {
                break;
            }
        }
        self.learn(
            table,
            &bytes[start..end],
            home,
            Slot { cell, question: question_id, length, code: 0 },
        )
    }

    /// Reads a cell, and remembers it if it is an answer.
    #[cold]
    fn learn(
        &mut self,
        table: &Table<'_>,
        cell: &[u8],
        home: usize,
        mut slot: Slot,
    ) -> Option<Code> {
        slot.code = read(table, usize::from(slot.question), cell)?;
        let free = (0..PROBES).map(|probe| (home + probe) % SLOTS);
        let free = free.into_iter().find(|place| self.slots[*place].length == 0);
        self.slots[free.unwrap_or(home)] = slot;
        Some(slot.code)
    }
}

/// Where the search for a cell begins.
#[inline(always)]
fn place(cell: u128, question: u16, length: u16) -> usize {
    let (low, high) = (cell as u64, (cell >> 64) as u64);
    let mixed = low ^ high.rotate_left(23) ^ (u64::from(question) << 48) ^ u64::from(length);
    // The golden ratio spreads what differs anywhere over the highest bits.
    (mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - SLOTS.trailing_zeros())) as usize
}

fn read(table: &Table<'_>, question: usize, cell: &[u8]) -> Option<Code> {
    table.code(question, std::str::from_utf8(cell).ok()?)
}
