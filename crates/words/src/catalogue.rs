//! A language's messages, read once.

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

use crate::{Language, files};

/// Every message in one language.
pub struct Catalogue {
    language: Language,
    messages: FluentBundle<FluentResource>,
}

static CATALOGUES: LazyLock<[Catalogue; 3]> = LazyLock::new(|| Language::ALL.map(Catalogue::read));

impl Catalogue {
    /// The catalogue of a language.
    #[must_use]
    pub fn of(language: Language) -> &'static Catalogue {
        let [english, urdu, chinese] = &*CATALOGUES;
        match language {
            Language::English => english,
            Language::Urdu => urdu,
            Language::Chinese => chinese,
        }
    }

    /// The English catalogue, for texts that machines keep and developers read.
    #[must_use]
    pub fn english() -> &'static Catalogue {
        Catalogue::of(Language::English)
    }

    /// Its language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    fn read(language: Language) -> Catalogue {
        let locale: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut messages = FluentBundle::new_concurrent(vec![locale]);
        // Fluent sets what it puts in apart, so that a plate or a date keeps its order within a line that runs from
        // right to left. In lines that run from left to right the marks would only be in the way of copying.
        messages.set_use_isolating(language.is_right_to_left());
        for (_, text) in files(language) {
            // What cannot be read is left out here and found by a test.
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(read, _)| read);
            messages.add_resource_overriding(resource);
        }
        Catalogue { language, messages }
    }

    /// The message called `id`.
    #[must_use]
    pub fn say(&self, id: &str) -> String {
        self.said(id, None, None)
    }

    /// The message called `id` about these variables.
    #[must_use]
    pub fn say_with<const N: usize>(&self, id: &str, about: [(&str, FluentValue<'_>); N]) -> String {
        self.said(id, None, Some(&about.into_iter().collect()))
    }

    /// An attribute of the message called `id`, about these variables.
    #[must_use]
    pub fn say_part<const N: usize>(
        &self,
        id: &str,
        part: &str,
        about: [(&str, FluentValue<'_>); N],
    ) -> String {
        self.said(id, Some(part), Some(&about.into_iter().collect()))
    }

    /// Texts as one text, with what this language puts between the things of a list.
    #[must_use]
    pub fn list(&self, texts: &[String]) -> String {
        texts.join(&self.say("between-items"))
    }

    /// A message that is not there is named: a person sees that something is missing, and nothing fails.
    fn said(&self, id: &str, part: Option<&str>, about: Option<&FluentArgs<'_>>) -> String {
        let message = self.messages.get_message(id);
        let pattern = match part {
            None => message.and_then(|message| message.value()),
            Some(part) => message.and_then(|message| Some(message.get_attribute(part)?.value())),
        };
        let Some(pattern) = pattern else { return id.to_owned() };
        self.messages.format_pattern(pattern, about, &mut Vec::new()).into_owned()
    }
}

impl std::fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Catalogue({})", self.language.tag())
    }
}
