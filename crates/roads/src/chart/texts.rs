//! A table of texts, each once, by number. Number 0 is no text.

use std::collections::HashMap;

/// Texts while a chart is made.
#[derive(Clone, Debug)]
pub(crate) struct Texts {
    numbers: HashMap<String, u32>,
    /// Where each ends in `bytes`.
    pub(super) ends: Vec<u32>,
    pub(super) bytes: Vec<u8>,
}

impl Default for Texts {
    fn default() -> Self {
        Texts { numbers: HashMap::from([(String::new(), 0)]), ends: vec![0], bytes: Vec::new() }
    }
}

impl Texts {
    /// The number of a text. Beyond 4 GiB of them, further ones are no text.
    pub(crate) fn number(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let (Ok(number), Ok(end)) =
            (u32::try_from(self.ends.len()), u32::try_from(self.bytes.len() + text.len()))
        else {
            return 0;
        };
        self.numbers.insert(text.to_owned(), number);
        self.bytes.extend_from_slice(text.as_bytes());
        self.ends.push(end);
        number
    }
}
