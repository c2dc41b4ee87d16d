//! What an author puts into other languages than that of the file.

use std::collections::BTreeMap;

use words::Language;

use super::Entry;

impl Entry<'_> {
    /// A text in the other languages of the catalogue.
    #[must_use]
    pub fn text_in(&self) -> BTreeMap<Language, String> {
        let others = [Language::Urdu, Language::Chinese];
        let Some(table) = self.table() else { return BTreeMap::new() };
        table.only(&others.map(Language::tag));
        let text_in = |language: Language| {
            let entry = table.get(language.tag())?;
            let text = entry.text()?.trim();
            if text.is_empty() {
                entry.note("an empty text says nothing: write it, or leave the language out");
            }
            Some((language, text.to_owned()))
        };
        others.into_iter().filter_map(text_in).collect()
    }
}
