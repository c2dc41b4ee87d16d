//! The ways CEL itself lets an unknown, an absence or a mistake pass as yes: each must be shut.

use model::{Dossier, Node};

use super::{Truth, claim, compiled, defect, fault, morning, said, say, truth};
use crate::expression::Defect;

#[test]
fn a_missing_fact_is_not_the_absence_of_a_duty() {
    let nothing = Dossier::default();
    assert!(fault("!has(movement.approved)").2.contains("has"));
    assert_eq!(truth("!movement.inter_city", &nothing), Truth::Unknown);
    assert_eq!(truth("!(movement.inter_city == true)", &nothing), Truth::Unknown);
    assert_eq!(truth("movement.kind != 'urgent'", &nothing), Truth::Unknown);
    assert_eq!(truth("!(movement.kind in ['urgent'])", &nothing), Truth::Unknown);
    assert_eq!(truth("movement.approved || !movement.approved", &nothing), Truth::Unknown);
}

#[test]
fn nothing_at_all_is_not_everything() {
    assert!(fault("[].all(x, x.approved)").2.contains("list of the dossier"));
    assert_eq!(truth("districts.all(d, d.accepted)", &Dossier::default()), Truth::Unknown);
    assert_eq!(truth("!districts.exists(d, !d.accepted)", &Dossier::default()), Truth::Unknown);
    let mut empty = Dossier::default();
    empty.mention(&"districts".parse().unwrap()).unwrap();
    assert_eq!(truth("districts.all(d, d.accepted)", &empty), Truth::Unknown, "empty, and nobody vouches");
}

#[test]
fn a_type_fault_hides_behind_no_connective() {
    for source in [
        "false && movement.kind == 1",
        "true || movement.departs_on > now",
        "movement.approved || 1",
        "false && vehicles.size() > 'two'",
        "null == 1",
        "true || null == 1",
        "true || nonsense",
        "vehicles.exists(v, true || v.nonsense)",
    ] {
        fault(source);
    }
}

#[test]
fn an_overflow_hides_behind_no_settled_side() {
    let facts = said([("movement.departs_on", super::day("2199-12-30"))]);
    for source in [
        "movement.departs_on + days(7) > today",
        "false && movement.departs_on + days(7) > today",
        "true || movement.departs_on + days(7) > today",
        "false && !(movement.departs_on + days(7) > today)",
    ] {
        assert!(matches!(defect(source, &facts), Defect::OutOfYears { .. }), "{source}");
    }
}

#[test]
fn two_sources_that_disagree_prove_nothing_either_way() {
    let mut facts = said([("vehicles.complete", true.into())]);
    say(&mut facts, "vehicles[bus].bullet_proof", claim("laboratory-1", true));
    say(&mut facts, "vehicles[bus].bullet_proof", claim("agency-2", false));
    for source in [
        "vehicles.all(v, v.bullet_proof)",
        "vehicles.exists(v, v.bullet_proof)",
        "vehicles.all(v, !v.bullet_proof)",
        "vehicles.all(v, v.bullet_proof == v.bullet_proof)",
    ] {
        assert_eq!(truth(source, &facts), Truth::Unknown, "{source}");
    }
}

#[test]
fn facts_entered_past_the_schema_are_a_defect_and_never_an_answer() {
    let misshapen = |path: &str, node: Node| {
        let mut facts = said([("movement.approved", true.into())]);
        match path.split_once('.') {
            None => facts.root.0.insert(path.parse().unwrap(), node),
            Some((holder, name)) => match facts.root.0.get_mut(holder) {
                Some(Node::Record(record)) => record.0.insert(name.parse().unwrap(), node),
                _ => unreachable!(),
            },
        };
        facts
    };
    let said = |value: model::Value| Node::Claims(vec![claim("unit", value)]);
    let cases = [
        ("movement.kind != 'urgent'", misshapen("movement.kind", said(true.into()))),
        ("movement.kind != 'urgent'", misshapen("movement.kind", said(super::word("banana")))),
        ("!movement.inter_city", misshapen("movement.inter_city", Node::Record(model::Record::default()))),
        ("movement.approved", misshapen("movement", said(true.into()))),
        ("vehicles.all(v, v.bomb_proof)", misshapen("vehicles", said(true.into()))),
        ("vehicles.size() == 0", misshapen("vehicles", Node::Record(model::Record::default()))),
    ];
    for (source, facts) in cases {
        assert!(matches!(defect(source, &facts), Defect::Misshapen { .. }), "{source}");
        let beside = compiled(&format!("true || {source}"));
        assert!(beside.evaluate(&facts, morning()).is_err(), "{source}, beside a yes");
    }
}
