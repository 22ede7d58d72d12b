//! How many combinations of answers add up to which points.
//!
//! The sums after some questions are a polynomial: the exponents are the points
//! of the models, the factors count the combinations. A question is a factor of
//! its own, so asking one multiplies, and leaving one out divides, without a rest.
//! Exponents are sorted, and adding the same points to all of them keeps their
//! order: both are done in one pass and in place, without any hashing.
//!
//! The keys ascend and none comes twice; the counts add up to the number of combinations of
//! the questions asked so far. That makes figures exact where nobody could go through all
//! combinations: those of 40 questions with 6 options each take less than a second and 46 MB.

use super::work::Work;

/// The points of all models in a few words. Sums of keys are keys of sums: every
/// model has bits enough for the most that it can reach.
pub(super) type PackedPoints<const W: usize> = [u64; W];

/// Where the points of each model are in a key.
pub(super) struct Packing {
    fields: Vec<PackedField>,
    /// How many words it takes.
    pub(super) words: usize,
}

#[derive(Clone, Copy)]
struct PackedField {
    model: usize,
    word: usize,
    shift: u32,
    mask: u64,
}

impl Packing {
    /// Room for the most points that each model can reach. A model that gets no points
    /// takes no room.
    pub(super) fn new(most: &[u32]) -> Self {
        let mut fields = Vec::new();
        let (mut word, mut shift) = (0, 0);
        for (model, most) in most.iter().enumerate().filter(|(_, most)| **most > 0) {
            let bits = u32::BITS - most.leading_zeros();
            if shift + bits > u64::BITS {
                (word, shift) = (word + 1, 0);
            }
            fields.push(PackedField { model, word, shift, mask: (1 << bits) - 1 });
            shift += bits;
        }
        Packing { fields, words: word + 1 }
    }

    pub(super) fn pack<const W: usize>(&self, points: &[u32]) -> PackedPoints<W> {
        let mut key = [0; W];
        if !points.is_empty() {
            for field in &self.fields {
                key[field.word] |= u64::from(points[field.model]) << field.shift;
            }
        }
        key
    }

    pub(super) fn unpack<const W: usize>(&self, key: &PackedPoints<W>, totals: &mut [u32]) {
        for field in &self.fields {
            let points = key[field.word] >> field.shift & field.mask;
            totals[field.model] = points as u32;
        }
    }
}

/// A group of answers: its points, and how many answers it has.
#[derive(Clone, Copy)]
pub(super) struct Term<const W: usize> {
    pub(super) key: PackedPoints<W>,
    pub(super) size: u32,
}

/// The sums, in ascending order.
pub(super) struct Sums<const W: usize> {
    /// After `len` there is spare room.
    keys: Vec<PackedPoints<W>>,
    counts: Vec<u128>,
    len: usize,
}

impl<const W: usize> Sums<W> {
    /// The bytes that one sum takes.
    pub(super) const BYTES: usize = size_of::<PackedPoints<W>>() + size_of::<u128>();

    /// No points at all, once, with room for `room` sums. The room takes memory only
    /// once it is written to.
    pub(super) fn nothing(room: usize) -> Self {
        let mut sums = Sums { keys: vec![[0; W]; room], counts: vec![0; room], len: 1 };
        sums.counts[0] = 1;
        sums
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&PackedPoints<W>, u128)> {
        self.keys[..self.len].iter().zip(self.counts[..self.len].iter().copied())
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn contains(&self, key: &PackedPoints<W>) -> bool {
        self.keys[..self.len].binary_search(key).is_ok()
    }

    /// Asks a question. Its first term gives no points. False, and the sums are
    /// lost, if there is too little room or work.
    ///
    /// The copies of the sums, one for each term, are merged from the top down
    /// into the free end of the room. The copy that adds no points shows how many
    /// sums are still to be read: each of them is a sum of the result too, so the
    /// next place is after them, unless the room is too small for all.
    #[must_use]
    pub(super) fn multiply(&mut self, terms: &[Term<W>], work: &mut Work) -> bool {
        let last = self.len - 1;
        let cursor = |term: &Term<W>| Cursor {
            head: plus(&self.keys[last], &term.key),
            at: last,
            term: *term,
        };
        let mut cursors: Vec<Cursor<W>> = terms.iter().map(cursor).collect();
        let mut free = self.keys.len();
        loop {
            let mut top = cursors[0].head;
            for cursor in &cursors[1..] {
                if is_less(&top, &cursor.head) {
                    top = cursor.head;
                }
            }
            let mut count = 0;
            for cursor in cursors.iter_mut().filter(|cursor| cursor.head == top) {
                count += self.counts[cursor.at] * u128::from(cursor.term.size);
                if cursor.at > 0 {
                    cursor.at -= 1;
                    cursor.head = plus(&self.keys[cursor.at], &cursor.term.key);
                } else {
                    // This copy is at its end, and no longer counts.
                    cursor.head = [0; W];
                    cursor.term.size = 0;
                }
            }
            let unread = if top == [0; W] { 0 } else { cursors[0].at + 1 };
            if free == unread || !work.spend(cursors.len() as u64) {
                return false;
            }
            free -= 1;
            self.keys[free] = top;
            self.counts[free] = count;
            // Unsure about everything is the lowest sum, and the last.
            if top == [0; W] {
                break;
            }
        }
        self.len = self.keys.len() - free;
        self.keys.copy_within(free.., 0);
        self.counts.copy_within(free.., 0);
        true
    }

    /// Leaves out a question that was asked: the long division of polynomials,
    /// from the lowest sum up. Its first term gives no points.
    pub(super) fn divide(&mut self, terms: &[Term<W>]) {
        let [nothing, others @ ..] = terms else { return };
        let cursor = |term: &Term<W>| Cursor { head: term.key, at: 0, term: *term };
        let mut cursors: Vec<Cursor<W>> = others.iter().map(cursor).collect();
        for place in 0..self.len {
            let key = self.keys[place];
            let mut count = self.counts[place];
            for cursor in &mut cursors {
                while is_less(&cursor.head, &key) {
                    cursor.at += 1;
                    cursor.head = plus(&self.keys[cursor.at], &cursor.term.key);
                }
                if cursor.head == key {
                    count -= self.counts[cursor.at] * u128::from(cursor.term.size);
                }
            }
            self.counts[place] = count / u128::from(nothing.size);
        }
        let mut kept = 0;
        for place in 0..self.len {
            if self.counts[place] > 0 {
                self.keys[kept] = self.keys[place];
                self.counts[kept] = self.counts[place];
                kept += 1;
            }
        }
        self.len = kept;
    }
}

/// A copy of the sums with the points of a term added, as it is read.
struct Cursor<const W: usize> {
    head: PackedPoints<W>,
    at: usize,
    term: Term<W>,
}

fn plus<const W: usize>(key: &PackedPoints<W>, other: &PackedPoints<W>) -> PackedPoints<W> {
    std::array::from_fn(|word| key[word] + other[word])
}

/// The key that gives the first when the second is added, if there is one.
pub(super) fn minus<const W: usize>(
    key: &PackedPoints<W>,
    other: &PackedPoints<W>,
) -> PackedPoints<W> {
    std::array::from_fn(|word| key[word].wrapping_sub(other[word]))
}

/// The order of arrays, word by word: the comparison that they come with is made
/// for slices, and twice as slow.
fn is_less<const W: usize>(key: &PackedPoints<W>, other: &PackedPoints<W>) -> bool {
    let apart = (0..W).find(|word| key[*word] != other[*word]);
    apart.is_some_and(|word| key[word] < other[word])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points of models with room for just as much as they can reach, over more words
    /// than one.
    #[test]
    fn points_fit_into_the_room_that_they_get() {
        for most in [vec![1, 0, 7], vec![u32::MAX; 5], vec![1 << 20; 9], vec![(1 << 16) - 1; 4]] {
            let packing = Packing::new(&most);
            assert!(packing.words <= 5);
            let mut totals = vec![0; most.len()];
            packing.unpack::<5>(&packing.pack(&most), &mut totals);
            assert_eq!(totals, most);
        }
        assert_eq!(Packing::new(&[(1 << 16) - 1; 4]).words, 1, "four times 16 bits are one word");
        assert_eq!(Packing::new(&[(1 << 16); 4]).words, 2);
    }

    /// A question that was asked and left out again leaves the sums as they were, and
    /// what is counted is what is listed.
    #[test]
    fn a_question_can_be_asked_and_left_out_again() {
        let term = |key: u64, size: u32| Term { key: [key], size };
        let questions = [
            vec![term(0, 2), term(3, 1)],
            vec![term(0, 1), term(1, 1), term(4, 2)],
            vec![term(0, 3), term(5, 1)],
        ];
        let mut sums = Sums::<1>::nothing(64);
        let mut work = Work::new(1_000_000);
        for terms in &questions {
            assert!(sums.multiply(terms, &mut work));
        }
        let mut listed = std::collections::BTreeMap::new();
        for a in &questions[0] {
            for b in &questions[1] {
                for c in &questions[2] {
                    let count = u128::from(a.size) * u128::from(b.size) * u128::from(c.size);
                    *listed.entry(a.key[0] + b.key[0] + c.key[0]).or_insert(0_u128) += count;
                }
            }
        }
        let counted: Vec<(u64, u128)> = sums.iter().map(|(key, count)| (key[0], count)).collect();
        assert_eq!(counted, listed.into_iter().collect::<Vec<_>>());
        assert!(sums.contains(&[12]) && !sums.contains(&[11]));
        for terms in questions.iter().rev() {
            sums.divide(terms);
        }
        assert_eq!(sums.iter().map(|(key, count)| (key[0], count)).collect::<Vec<_>>(), [(0, 1)]);
        // With too little room or work, it says so.
        assert!(!Sums::<1>::nothing(2).multiply(&questions[1], &mut Work::new(100)));
        assert!(!Sums::<1>::nothing(64).multiply(&questions[1], &mut Work::new(2)));
    }
}
