//! The distance between two spellings, fast enough to hold a word against every name.

/// A word that others are held against.
///
/// Counts, as `strsim::osa_distance` does, the letters to insert, leave out, replace or swap with
/// their neighbour, no part of the word being changed twice. Bit-parallel after H. Hyyrö, "A
/// bit-vector algorithm for computing Levenshtein and Damerau edit distances" (2003): one column
/// of the table in a few operations, so that a name costs a nanosecond a letter and not a hundred.
pub struct Spelling<'w> {
    word: &'w str,
    /// For each byte, the places of the word that hold it.
    places: Option<Box<[u64; 256]>>,
}

impl<'w> Spelling<'w> {
    /// Makes ready to hold names against `word`.
    #[must_use]
    pub fn new(word: &'w str) -> Self {
        let fits = word.is_ascii() && (1..=64).contains(&word.len());
        let places = fits.then(|| {
            let mut places = Box::new([0; 256]);
            for (at, byte) in word.bytes().enumerate() {
                places[usize::from(byte)] |= 1 << at;
            }
            places
        });
        Self { word, places }
    }

    /// The number of slips between the word and `name`, blanks in the name not counted.
    #[must_use]
    pub fn distance(&self, name: &str) -> usize {
        let Some(places) = self.places.as_ref().filter(|_| name.is_ascii()) else {
            let name: String = name.chars().filter(|c| *c != ' ').collect();
            return strsim::osa_distance(self.word, &name);
        };
        let last = 1u64 << (self.word.len() - 1);
        let (mut up, mut down) = (u64::MAX, 0u64);
        let (mut diagonal, mut before) = (0u64, 0u64);
        let mut distance = self.word.len();
        for byte in name.bytes().filter(|byte| *byte != b' ') {
            let here = places[usize::from(byte)];
            let swapped = (((!diagonal) & here) << 1) & before;
            diagonal = (((here & up).wrapping_add(up)) ^ up) | here | down | swapped;
            let right_up = down | !(diagonal | up);
            let right_down = diagonal & up;
            distance += usize::from(right_up & last != 0);
            distance -= usize::from(right_down & last != 0);
            let shifted = (right_up << 1) | 1;
            down = shifted & diagonal;
            up = (right_down << 1) | !(shifted | diagonal);
            before = here;
        }
        distance
    }
}

#[cfg(test)]
mod tests {
    use super::Spelling;

    #[test]
    fn distances_are_those_of_strsim() {
        let mut seed = 7u64;
        let mut word = |letters: u64| -> String {
            let mut next = || {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                seed >> 33
            };
            let length = 1 + next() % 14;
            (0..length).map(|_| char::from(b'a' + u8::try_from(next() % letters).unwrap_or(0))).collect()
        };
        for letters in [2, 3, 5, 26] {
            for _ in 0..5_000 {
                let (a, b) = (word(letters), word(letters));
                assert_eq!(Spelling::new(&a).distance(&b), strsim::osa_distance(&a, &b), "{a} {b}");
            }
        }
        let long = "a".repeat(80);
        assert_eq!(Spelling::new(&long).distance("aaa"), 77);
        assert_eq!(Spelling::new("rényi").distance("renyi"), 1);
        assert_eq!(Spelling::new("transcoder").distance("trans coder"), 0);
    }
}
