//! What the documentation shows is read and behaves as it says.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use model::Span;
use rulebook::{
    At, Rulebook,
    notation::{Document, Sources, Standing},
};

/// The first block of TOML in a page.
fn block(page: &str) -> &str {
    let (_, rest) = page.split_once("```toml\n").unwrap();
    rest.split_once("```").unwrap().0
}

#[test]
fn the_rulebook_of_the_documentation_is_read_and_passes_its_examples() {
    let page = include_str!("../../../docs/rulebook.md");
    let book = match Rulebook::read("docs/rulebook.md", block(page).as_bytes()) {
        Ok(book) => book,
        Err(faults) => panic!("{faults}"),
    };
    let results = book.test();
    assert_eq!(results.len(), 6);
    for result in results {
        assert!(result.passed(), "{result}");
    }
}

#[test]
fn the_facts_of_the_documentation_are_read() {
    let page = include_str!("../../../docs/facts.md");
    let document = Document::parse("docs/facts.md", block(page).as_bytes()).unwrap();
    let root = document.root();
    let sources = Sources::read(&root.get("sources").unwrap().table().unwrap());
    let as_of = At { now: "2024-03-26T00:00:00Z".parse().unwrap(), offset: Span::hours(5) };
    let facts = root.dossier(Standing { sources: &sources, as_of, source: None }, &["sources"]);
    let facts = document.finish(Some(facts)).unwrap_or_else(|faults| panic!("{faults}"));
    let claims = |path: &str| facts.claims(&path.parse().unwrap()).to_vec();
    assert_eq!(claims("movement.interval")[0].value.to_string(), "4.6 m");
    assert_eq!(claims("movement.kind")[0].source.cite.as_str(), "B1");
    assert_eq!(claims("vehicles.complete")[0].source.cite.as_str(), "B6");
    let certificate = &claims("vehicles[bus].ballistic[cert-1].protects")[0];
    assert_eq!(certificate.observed.to_string(), "2023-04-30T19:00:00Z", "a day begins at local midnight");
    assert_eq!(certificate.valid_until.unwrap().to_string(), "2025-04-30T19:00:00Z", "and is included");
    assert_eq!(claims("districts[upper-kohistan].notice.channel")[0].value.to_string(), "whatsapp");
    assert_eq!(claims("highway_police.notice.given")[0].value.to_string(), "no");
}
