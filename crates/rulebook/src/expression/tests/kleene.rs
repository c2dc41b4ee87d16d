//! The connectives and quantifiers, table by table.

use model::Dossier;

use super::{Truth, claim, compiled, said, say, truth};
use Truth::{False as F, True as T, Unknown as U};

/// A name for each truth: approved, not inter-city, and nobody knows about the ticket.
const NAMES: [&str; 3] = ["movement.approved", "movement.inter_city", "movement.ticket_verified"];

fn facts() -> Dossier {
    said([("movement.approved", true.into()), ("movement.inter_city", false.into())])
}

#[test]
fn the_connectives_follow_kleenes_tables() {
    let table =
        |operator: &str| NAMES.map(|a| NAMES.map(|b| truth(&format!("{a} {operator} {b}"), &facts())));
    assert_eq!(table("&&"), [[T, F, U], [F, F, F], [U, F, U]]);
    assert_eq!(table("||"), [[T, T, T], [T, F, U], [T, U, U]]);
    assert_eq!(table("=="), [[T, F, U], [F, T, U], [U, U, U]], "also of an unknown with itself");
    assert_eq!(NAMES.map(|a| truth(&format!("!{a}"), &facts())), [F, T, U]);
}

#[test]
fn a_long_chain_is_its_terms_one_after_the_other() {
    assert_eq!(truth("movement.approved && movement.ticket_verified && movement.inter_city", &facts()), F);
    assert_eq!(truth("movement.inter_city || movement.ticket_verified || movement.approved", &facts()), T);
    let expression = compiled("movement.approved && (movement.inter_city && true) && true");
    assert_eq!(expression.evaluate(&facts(), super::morning()).unwrap().step().parts().count(), 4);
}

/// Vehicles of which each is bullet-proof (T), is not (F), or nobody knows (U).
fn convoy(items: &str, complete: Option<bool>) -> Dossier {
    let mut dossier = Dossier::default();
    for (i, item) in items.chars().enumerate() {
        let path = format!("vehicles[v{i}]");
        dossier.mention(&path.parse().unwrap()).unwrap();
        if item != 'U' {
            say(&mut dossier, &format!("{path}.bullet_proof"), claim("lab", item == 'T'));
        }
    }
    if let Some(yes) = complete {
        say(&mut dossier, "vehicles.complete", claim("unit", yes));
    }
    dossier
}

#[test]
fn quantifiers_ask_for_every_item_and_for_the_word_that_there_are_no_others() {
    // items, then all, exists, exists_one: of a complete list, and of one nobody vouches for
    let table = [
        ("", [T, F, F], [U, U, U]),
        ("T", [T, T, T], [U, T, U]),
        ("F", [F, F, F], [F, U, U]),
        ("U", [U, U, U], [U, U, U]),
        ("TT", [T, T, F], [U, T, F]),
        ("TF", [F, T, T], [F, T, U]),
        ("TU", [U, T, U], [U, T, U]),
        ("FF", [F, F, F], [F, U, U]),
        ("FU", [F, U, U], [F, U, U]),
        ("UU", [U, U, U], [U, U, U]),
        ("TTU", [U, T, F], [U, T, F]),
    ];
    let asked = |facts: &Dossier| {
        ["all", "exists", "exists_one"].map(|q| truth(&format!("vehicles.{q}(v, v.bullet_proof)"), facts))
    };
    for (items, complete, open) in table {
        assert_eq!(asked(&convoy(items, Some(true))), complete, "{items}, complete");
        assert_eq!(asked(&convoy(items, None)), open, "{items}, nobody vouches");
        assert_eq!(asked(&convoy(items, Some(false))), open, "{items}, said to be incomplete");
    }
}

#[test]
fn a_list_nobody_mentioned_is_not_an_empty_list() {
    let nothing = Dossier::default();
    for quantifier in ["all", "exists", "exists_one"] {
        assert_eq!(truth(&format!("incidents.{quantifier}(i, i.closes_route)"), &nothing), U);
    }
    assert_eq!(truth("size(incidents) == 0", &nothing), U);
    assert_eq!(truth("incidents.size() == 0", &said([("incidents.complete", true.into())])), T);
}

#[test]
fn a_list_is_complete_only_while_its_word_holds() {
    let mut facts = convoy("T", None);
    let mut word = claim("unit", true);
    word.valid_until = Some(super::instant("2024-03-20T00:00:00Z"));
    say(&mut facts, "vehicles.complete", word);
    assert_eq!(truth("vehicles.all(v, v.bullet_proof)", &facts), U, "expired");
    say(&mut facts, "vehicles.complete", claim("a", true));
    assert_eq!(truth("vehicles.all(v, v.bullet_proof)", &facts), T);
    say(&mut facts, "vehicles.complete", claim("b", false));
    assert_eq!(truth("vehicles.all(v, v.bullet_proof)", &facts), U, "contradicted");
}

#[test]
fn quantifiers_nest_and_keep_their_items_apart() {
    let mut facts = said([
        ("sites.complete", true.into()),
        ("sites[camp].findings[wall].closed", true.into()),
        ("sites[camp].findings.complete", true.into()),
        ("sites[camp].sealed", false.into()),
        ("sites[depot].findings[gate].closed", false.into()),
        ("sites[depot].findings.complete", true.into()),
        ("sites[depot].sealed", true.into()),
    ]);
    let rule = "sites.all(s, s.sealed || s.findings.all(f, f.closed))";
    assert_eq!(truth(rule, &facts), T);
    say(&mut facts, "sites[depot].sealed", claim("b", false));
    assert_eq!(truth(rule, &facts), U);
}
