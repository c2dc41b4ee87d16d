//! Quantities, days, moments: exact, and an error where they cannot be.

use model::{Dossier, Quantity, Unit, Value};

use super::{Defect, Expression, Truth, compiled, day, defect, instant, morning, said, truth, word};
use model::schema::{self, Kind, Type};

fn value(source: &str, facts: &Dossier) -> Option<Value> {
    let expression = Expression::compile_value(source, &[]).unwrap_or_else(|fault| panic!("{fault}"));
    expression.evaluate_value(facts, morning(), &[]).unwrap()
}

fn quantity(n: i64, unit: Unit) -> Option<Value> {
    Some(Value::Quantity(Quantity { n, unit }))
}

fn kind(name: &str) -> &'static Kind {
    schema::KINDS.iter().copied().find(|kind| kind.name == name).unwrap()
}

#[test]
fn quantities_mean_the_same_in_rules_as_in_facts() {
    let none = Dossier::default();
    assert_eq!(value("feet(8)", &none), quantity(2438, Unit::Millimetre));
    assert_eq!(value("metres(180)", &none), quantity(180_000, Unit::Millimetre));
    assert_eq!(value("kilometres(2)", &none), quantity(2_000_000, Unit::Millimetre));
    assert_eq!(value("kilograms(15) + grams(1)", &none), quantity(15_001, Unit::Gram));
    assert_eq!(value("days(1) - hours(23) - minutes(59)", &none), quantity(60_000_000, Unit::Microsecond));
    assert_eq!(value("2 * 3 + -1", &none), quantity(5, Unit::Count));
    assert_eq!(value("metres(50) * 3", &none), quantity(150_000, Unit::Millimetre));
    assert_eq!(value("3 * metres(50)", &none), quantity(150_000, Unit::Millimetre));
}

#[test]
fn days_and_moments_are_those_of_the_people_on_the_ground() {
    let none = Dossier::default();
    assert_eq!(value("today", &none), Some(day("2024-03-26")));
    assert_eq!(value("today + days(7)", &none), Some(day("2024-04-02")));
    assert_eq!(value("date('2024-03-01') - days(1)", &none), Some(day("2024-02-29")));
    assert_eq!(value("now + hours(2)", &none), Some(Value::Time(instant("2024-03-26T06:15:00Z"))));
    assert_eq!(value("now - hours(2)", &none), Some(Value::Time(instant("2024-03-26T02:15:00Z"))));
    assert_eq!(value("date('2024-04-02') - today", &none), quantity(7 * 86_400_000_000, Unit::Microsecond));
    let late = super::at("2024-03-26T19:00:00Z");
    let today = Expression::compile_value("today", &[]).unwrap();
    assert_eq!(
        today.evaluate_value(&none, late, &[]).unwrap(),
        Some(day("2024-03-27")),
        "midnight at Besham"
    );
}

#[test]
fn shares_of_one_project_compare_without_division() {
    let facts = |funded: i64| {
        let money = |n| Value::Quantity(Quantity { n, unit: Unit::Money });
        said([("projects[dasu].cost", money(500)), ("projects[dasu].security_funded", money(funded))])
    };
    let rule = "projects.exists(p, p.security_funded * 100 >= p.cost)";
    assert_eq!(truth(rule, &facts(5)), Truth::True);
    assert_eq!(truth(rule, &facts(4)), Truth::Unknown, "others may exist");
}

#[test]
fn what_goes_beyond_the_record_is_a_defect() {
    let none = Dossier::default();
    assert!(matches!(defect("9007199254740991 + 1 > 0", &none), Defect::TooLarge { .. }));
    assert!(matches!(defect("9007199254740991 * 9007199254740991 > 0", &none), Defect::TooLarge { .. }));
    assert!(matches!(defect("now + days(100000) > now", &none), Defect::OutOfYears { .. }));
    assert!(matches!(defect("today - days(100000) < today", &none), Defect::OutOfYears { .. }));
    assert!(matches!(defect("today + hours(12) > today", &none), Defect::PartOfADay { .. }));
    let message = defect("now + days(100000) > now", &none).to_string();
    assert!(message.contains("`now + days(100000)`"), "{message}");
}

#[test]
fn a_value_is_unknown_where_its_facts_are() {
    let none = Dossier::default();
    assert_eq!(value("movement.departs_on + days(7)", &none), None);
    assert_eq!(value("vehicles.size()", &none), None);
    let facts = said([("movement.departs_on", day("2024-03-26"))]);
    assert_eq!(value("movement.departs_on + days(7)", &facts), Some(day("2024-04-02")));
}

#[test]
fn a_remedy_reads_the_item_it_is_for() {
    let facts = said([
        ("districts[shangla].notice.given", true.into()),
        ("districts[besham].notice.given", false.into()),
        ("movement.kind", word("single")),
        ("sites[camp].findings[wall].closed", true.into()),
        ("sites[camp].findings.complete", true.into()),
    ]);
    let told = Expression::compile_value("!item.notice.given", &[("item", kind("party"))]).unwrap();
    assert!(matches!(told.takes(), Type::Bool));
    let at = |path: &str| told.evaluate_value(&facts, morning(), &[path.parse().unwrap()]).unwrap();
    assert_eq!(at("districts[shangla]"), Some(false.into()));
    assert_eq!(at("districts[besham]"), Some(true.into()));
    assert_eq!(at("districts[nowhere]"), None);
    assert_eq!(told.evaluate_value(&facts, morning(), &[]).unwrap(), None, "unbound is unknown");
    let both = "item.notice.given || districts.exists(d, d.notice.given)";
    let both = Expression::compile_value(both, &[("item", kind("party"))]).unwrap();
    assert_eq!(both.evaluate_value(&facts, morning(), &[]).unwrap(), Some(true.into()), "beside a list");

    let nested = Expression::compile_value(
        "site.findings.all(f, f.closed) && movement.kind == 'single'",
        &[("other", kind("party")), ("site", kind("site"))],
    );
    let bound = ["districts[shangla]".parse().unwrap(), "sites[camp]".parse().unwrap()];
    assert_eq!(nested.unwrap().evaluate_value(&facts, morning(), &bound).unwrap(), Some(true.into()));
}

#[test]
fn an_expression_tells_its_type_and_what_it_reads() {
    let expression = compiled("movement.kind == 'urgent' || districts.all(d, d.accepted && d.accepted)");
    let names: Vec<&str> = expression.reads().iter().map(|attribute| attribute.name).collect();
    assert_eq!(names, ["kind", "accepted"]);
    let day = Expression::compile_value("movement.departs_on + days(7)", &[]).unwrap();
    assert!(matches!(day.takes(), Type::Day));
    assert_eq!(day.source(), "movement.departs_on + days(7)");
    assert_eq!(day.constant(), None);
    assert_eq!(Expression::compile_value("'radio'", &[]).unwrap().constant(), Some(&word("radio")));
}
