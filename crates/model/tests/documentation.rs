//! `docs/schema.md` is printed from the schema, so that nobody reads of a fact that is not there.
//!
//! When the schema changed on purpose, write the page again: `WRITE_DOCS=1 cargo test -p model --test documentation`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::{env, fmt::Write as _, fs, path::PathBuf};

use model::{
    Unit,
    schema::{Attribute, COMPLETE, DOSSIER, KINDS, Kind, Nature, Type},
};

const HEAD: &str = "\
<!-- Printed from crates/model/src/schema by crates/model/tests/documentation.rs; change it there. -->

# Every fact there is

What can be said about a movement, and what a rule may read. [facts.md](facts.md) says how to write it down; this page lists what there is.
A path leads to a fact: `movement.kind`, `vehicles[bus].bullet_proof`, `districts[shangla].notice.given_on`. A word in brackets is the label of an item in a list, chosen by whoever writes.

**Who may change it** decides what a refusal may propose as its way out:

| | |
|---|---|
";

const TAIL: &str = "
In the real world some facts are never stated, because the room learns them by an act of its own, which is on the record: `movement.kind` by the request, `approved` by an approval,
`notice` and `late_notice` by the notice given, `accepted` by the answer, `no_objection` by the certificate, `alerts` by the level set for an area. A case or an exercise from a file states them with their sources.
";

#[test]
fn the_page_lists_the_schema_as_it_is() {
    let page = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema.md");
    if env::var_os("WRITE_DOCS").is_some() {
        fs::write(&page, printed()).unwrap();
    }
    assert!(
        fs::read_to_string(&page).unwrap() == printed(),
        "docs/schema.md is not what the schema says: WRITE_DOCS=1 cargo test -p model --test documentation"
    );
}

#[test]
fn every_kind_is_reached_from_the_dossier_and_every_fact_says_what_it_means() {
    for kind in KINDS {
        assert!(kind.name == DOSSIER.name || !places(kind.name).is_empty(), "{} is nowhere", kind.name);
        assert!(!kind.doc.is_empty() && kind.attributes.iter().all(|attribute| !attribute.doc.is_empty()));
    }
}

fn printed() -> String {
    let mut page = HEAD.to_owned();
    for nature in [Nature::Plan, Nature::Act, Nature::Finding] {
        writeln!(page, "| {} | {} |", name(nature), who(nature)).unwrap();
    }
    page.push_str(TAIL);
    for kind in KINDS {
        print_kind(&mut page, kind);
    }
    page
}

fn print_kind(page: &mut String, kind: &Kind) {
    writeln!(page, "\n## {}\n\n{}.", kind.name, capital(kind.doc)).unwrap();
    let places = places(kind.name);
    if !places.is_empty() {
        let places: Vec<String> = places.iter().map(|place| format!("`{place}`")).collect();
        writeln!(page, "Stands at {}.", places.join(", ")).unwrap();
    }
    page.push_str("\n| fact | takes | kept as | who may change it | meaning |\n|---|---|---|---|---|\n");
    for attribute in kind.attributes {
        print_row(page, attribute.name, attribute);
        if let Type::List(_) = attribute.takes {
            print_row(page, &format!("{}.{}", attribute.name, COMPLETE.name), &COMPLETE);
        }
    }
}

fn print_row(page: &mut String, fact: &str, Attribute { takes, nature, doc, .. }: &Attribute) {
    let (takes, kept) = (written(*takes), kept_as(*takes));
    writeln!(page, "| `{fact}` | {takes} | {kept} | {} | {doc} |", name(*nature)).unwrap();
}

/// Where things of this kind stand in a dossier.
fn places(wanted: &str) -> Vec<String> {
    fn walk(kind: &Kind, at: &str, wanted: &str, found: &mut Vec<String>) {
        for attribute in kind.attributes {
            let here =
                if at.is_empty() { attribute.name.to_owned() } else { format!("{at}.{}", attribute.name) };
            let (inner, here) = match attribute.takes {
                Type::Record(inner) => (inner, here),
                Type::List(inner) => (inner, format!("{here}[label]")),
                _ => continue,
            };
            if inner.name == wanted {
                found.push(here.clone());
            }
            walk(inner, &here, wanted, found);
        }
    }
    let mut found = Vec::new();
    walk(&DOSSIER, "", wanted, &mut found);
    found
}

fn name(nature: Nature) -> &'static str {
    match nature {
        Nature::Plan => "plan",
        Nature::Act => "act",
        Nature::Finding => "finding",
    }
}

fn who(nature: Nature) -> &'static str {
    match nature {
        Nature::Plan => "The plan says so, and whoever plans can say otherwise.",
        Nature::Act => {
            "Somebody does it or does not: a notice, an answer, a briefing, a payment. Whoever owes it can still do it."
        }
        Nature::Finding => {
            "The world is so. Evidence can be obtained where there is none; what was found cannot be wished away, by anybody."
        }
    }
}

fn written(takes: Type) -> String {
    match takes {
        Type::Word([]) => "a word".to_owned(),
        Type::Word(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
            format!("one of {}", words.join(", "))
        }
        Type::Record(kind) => format!("[{0}](#{0})", kind.name),
        Type::List(kind) => format!("a list of [{0}](#{0})", kind.name),
        takes => takes.to_string().replace('"', "`"),
    }
}

fn kept_as(takes: Type) -> &'static str {
    match takes {
        Type::Bool => "boolean",
        Type::Word(_) => "word",
        Type::Quantity(Unit::Count) => "whole number",
        Type::Quantity(Unit::Money) => "whole units of the project's currency",
        Type::Quantity(Unit::Millimetre) => "mm",
        Type::Quantity(Unit::Gram) => "g",
        Type::Quantity(Unit::Microsecond) => "µs",
        Type::Time => "µs since 1970-01-01T00:00:00Z",
        Type::Day => "day",
        Type::Place => "1e-7 degree, WGS 84",
        Type::Record(_) | Type::List(_) => "",
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
