//! Thresholds are read with their unit, their source and their reason, and stated once.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod scratch;

use model::{Quantity, Unit, Value, schema::Type};
use rulebook::{Incompatible, RuleSet, threshold};
use scratch::{book, try_book};

fn limit(of: &str, value: &str) -> String {
    format!("[[threshold]]\nof = \"{of}\"\nvalue = \"{value}\"\nsource = [\"S\"]\nbasis = \"source\"\n")
}

#[test]
fn a_book_of_thresholds_alone_is_read_in_the_units_of_the_schema() {
    let rules =
        RuleSet::compose(vec![book("b", &[limit("corridor", "0.3 km"), limit("stop", "5 min")])]).unwrap();
    let amount = |of: &str| match rules.threshold(of).unwrap().value {
        Value::Quantity(Quantity { n, unit }) => (n, unit),
        ref other => panic!("{other:?}"),
    };
    assert_eq!(amount("corridor"), (300_000, Unit::Millimetre));
    assert_eq!(amount("stop"), (300_000_000, Unit::Microsecond));
    assert_eq!(rules.threshold("late"), None);
}

#[test]
fn every_threshold_is_a_distance_or_a_span() {
    for attribute in threshold::all() {
        assert!(
            matches!(attribute.takes, Type::Quantity(Unit::Millimetre | Unit::Microsecond)),
            "{}",
            attribute.name
        );
    }
}

#[test]
fn what_is_wrong_with_a_threshold_is_said_where_it_stands() {
    let faults = |body: String| try_book("b", &[body]).unwrap_err().to_string();
    let wrong = faults(limit("corridr", "300 m"));
    assert!(wrong.starts_with("b.toml:7:") && wrong.contains("corridor"), "{wrong}");
    let wrong = faults(limit("corridor", "5 min"));
    assert!(wrong.starts_with("b.toml:8:"), "{wrong}");
    let twice = faults(limit("stop", "5 min") + &limit("stop", "6 min"));
    assert!(twice.contains("already there (line 6)"), "{twice}");
    let ours = faults("[[threshold]]\nof = \"stop\"\nvalue = \"5 min\"\nbasis = \"ours\"\n".to_owned());
    assert!(ours.contains("say why in `note`"), "{ours}");
}

#[test]
fn two_books_do_not_give_the_same_threshold() {
    let of = |id: &str, of: &str| book(id, &[limit(of, "5 min")]);
    assert!(RuleSet::compose(vec![of("a", "stop"), of("b", "late")]).is_ok());
    let clash = RuleSet::compose(vec![of("a", "stop"), of("b", "stop")]).unwrap_err();
    assert!(matches!(&clash, Incompatible::Threshold { of, .. } if of == "stop"), "{clash}");
}
