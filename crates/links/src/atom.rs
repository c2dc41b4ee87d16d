//! A list of what there is to fetch, as an Atom feed (RFC 4287): what readers of alerts look at, who then fetch the alerts
//! that are new to them (OASIS, *Example Practices: CAP Feeds*).

use crate::xml::{Element, document};

/// A feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// What it is called for ever: an IRI.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Who says all of it.
    pub author: String,
    /// Where it is.
    pub href: String,
    /// When it last changed, as RFC 3339 has it.
    pub updated: String,
    /// The language of its titles, as BCP 47 has it.
    pub language: String,
    /// What there is, the newest first.
    pub entries: Vec<Entry>,
}

/// One thing to fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is called for ever: an IRI.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Since when it is as it is, as RFC 3339 has it.
    pub updated: String,
    /// Of which sort it is, as a machine reads it.
    pub category: String,
    /// Its media type.
    pub media_type: String,
    /// Where it is.
    pub href: String,
}

/// Writes a feed.
#[must_use]
pub fn write(feed: &Feed) -> String {
    let root = Element::new("feed")
        .with("xmlns", "http://www.w3.org/2005/Atom")
        .with("xml:lang", feed.language.as_str())
        .holding(says("id", &feed.id))
        .holding(says("title", &feed.title))
        .holding(says("updated", &feed.updated))
        .holding(Element::new("author").holding(says("name", &feed.author)))
        .holding(link("self", "application/atom+xml", &feed.href));
    document(&feed.entries.iter().map(entry).fold(root, Element::holding))
}

fn entry(it: &Entry) -> Element {
    Element::new("entry")
        .holding(says("id", &it.id))
        .holding(says("title", &it.title))
        .holding(says("updated", &it.updated))
        .holding(Element::new("category").with("term", it.category.as_str()))
        .holding(link("alternate", &it.media_type, &it.href))
}

fn says(name: &str, text: &str) -> Element {
    Element::new(name).saying(text)
}

fn link(rel: &str, media_type: &str, href: &str) -> Element {
    Element::new("link").with("rel", rel).with("type", media_type).with("href", href)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::Limits;

    #[test]
    fn a_feed_says_what_each_must_and_names_with_signs_of_xml_stay_names() {
        let entry = Entry {
            id: "urn:uuid:0190b1a0-0000-7000-8000-000000000001#1-2026-12-11T01:00:00Z".to_owned(),
            title: "An <alert> & more".to_owned(),
            updated: "2026-12-11T01:00:00Z".to_owned(),
            category: "Alert".to_owned(),
            media_type: "application/cap+xml".to_owned(),
            href: "/alerts/1?a=\"b\"&c".to_owned(),
        };
        let feed = Feed {
            id: "ni:///sha-256;UyaQV-Ev4rdLoHyJJWCi11OHfrYv9E1aGQAlMO2X_-Q#cap".to_owned(),
            title: "Alerts".to_owned(),
            author: "unit.example/log".to_owned(),
            href: "/alerts".to_owned(),
            updated: entry.updated.clone(),
            language: "en".to_owned(),
            entries: vec![entry.clone()],
        };
        let written = write(&feed);
        let limits = Limits { bytes: 10_000, depth: 5, elements: 100, attributes: 5 };
        let root = Element::read(&written, limits).unwrap();
        // RFC 4287, 4.1.1 and 4.1.2: exactly one of each, and an author of the feed for all entries.
        for name in ["id", "title", "updated", "author"] {
            assert_eq!(root.children(name).count(), 1, "{name}");
        }
        let [read] = &root.children("entry").collect::<Vec<_>>()[..] else { panic!("{written}") };
        for (name, said) in [("id", &entry.id), ("title", &entry.title), ("updated", &entry.updated)] {
            assert_eq!(read.children(name).collect::<Vec<_>>(), [&says(name, said)]);
        }
        let alternate = link("alternate", "application/cap+xml", &entry.href);
        assert_eq!(read.children("link").collect::<Vec<_>>(), [&alternate]);
    }
}
