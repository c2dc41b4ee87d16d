//! What must not compile, where it says so, and what it says to write instead.

use super::{Expression, compiled, fault};

#[track_caller]
fn refused(source: &str, says: &str) {
    let (_, _, message) = fault(source);
    assert!(message.contains(says), "`{source}`: {message}");
}

#[test]
fn an_undeclared_name_or_unknown_attribute_says_which_there_are() {
    refused("convoy.size() == 1", "there are movement, commanders");
    refused("movement.departure == today", "a movement has kind, purpose");
    refused("vehicles.all(v, v.bulletproof)", "`v` has no `bulletproof`: a vehicle has plate, identity");
    refused("districts.all(d, d.notice.read)", "`d.notice` has no `read`: a notice has given");
    refused("vehicles.bullet_proof", "vehicles.all(x, x.bullet_proof)");
    refused("movement.kind.name == 'x'", "`movement.kind` is a word and has no attributes");
    refused("vehicles.complete.x", "yes or no and has no attributes");
    refused("v.bullet_proof", "there is no `v`");
    refused(".movement.approved", "there is no `.movement`");
    refused("now.year == 1", "`now` has no attributes");
}

#[test]
fn a_fault_names_its_line_and_column() {
    let (line, column, _) = fault("movement.approved &&\n  movement.departure == today");
    assert_eq!((line, column), (2, 12));
    assert_eq!(fault("vehicles.all(v, v.x)").1, 19);
    assert_eq!(fault("movement.vehicle_count < days(1)").1, 24, "at the operator");
    assert_eq!(fault("movement.kind == 'group'").1, 18, "at the word");
    let fault = Expression::compile("true &&\n\n nonsense").unwrap_err();
    assert_eq!((fault.line, fault.column, fault.offset), (3, 2, 10));
}

#[test]
fn only_like_compares_with_like() {
    refused("movement.departs_on > now", "use `today` with days and `now` with moments");
    refused("movement.interval >= 50", "metres(50)");
    refused("movement.longest_leg <= 2", "days(7) or hours(72)");
    refused("movement.interval >= kilograms(1)", "a length");
    refused("movement.departs_on >= '2024-03-26'", "date('2024-03-26')");
    refused("movement.approved == 1", "yes or no");
    refused("movement.approved == 'yes'", "yes or no");
    refused("movement.departs_on >= days(7)", "subtract two days");
    refused("movement == movement", "say which attribute");
    refused("vehicles == vehicles", "it is a list of vehicle");
    refused("incidents.all(i, i.place == i.place)", "a place cannot be compared");
    refused("movement.kind < 'single'", "no order");
    refused("true > false", "no order");
}

#[test]
fn a_word_must_be_one_the_attribute_can_take() {
    refused(
        "movement.kind == 'urgnt'",
        "`movement.kind` is never `urgnt`: it is one of single, standing, urgent",
    );
    refused("'urgnt' != movement.kind", "one of single");
    refused("movement.kind in ['single', 'double']", "never `double`");
    refused("movement.area == 'two words'", "is not a word");
    compiled("movement.area == 'pk/kp' && movement.kind in ['single']");
}

#[test]
fn only_yes_or_no_is_joined_negated_asked_or_required() {
    refused("movement.kind", "must be yes or no");
    refused("movement.departs_on", "must be yes or no");
    refused("!movement.kind", "`!` takes yes or no, and `movement.kind` is a word: compare it");
    refused("movement.approved && movement.vehicle_count", "`&&` takes yes or no");
    refused("true || 1", "`||` takes yes or no");
    refused("vehicles.all(v, v.plate)", "`all` takes yes or no");
    refused("'yes'", "must be yes or no");
    refused("movement.approved && movement", "say which attribute");
}

#[test]
fn only_what_has_a_meaning_is_calculated() {
    refused("movement.departs_on + movement.departs_on == today", "cannot be calculated");
    refused("movement.departs_on - 7 >= today", "days(7)");
    refused("movement.interval * movement.interval >= metres(1)", "cannot be calculated");
    refused("movement.kind + 'x' == 'y'", "cannot be calculated");
    refused("days(1) - movement.departs_on > today", "cannot be calculated");
    refused("vehicles.size() / 2 > 1", "no division");
    refused("vehicles.size() % 2 == 1", "no remainder");
    refused("-vehicles.size() < 0", "minus");
    refused("now + now > now", "cannot be calculated");
    refused("now + (now - movement.departs_at) > now", "counts twice");
    refused("(now - movement.departs_at) * 2 > days(1)", "cannot be multiplied");
    refused("today + (now - movement.departs_at) > today", "whole days only");
    refused("today * 2 > today", "cannot be calculated");
}

#[test]
fn what_is_not_in_the_language_says_what_to_write_instead() {
    refused("has(movement.approved)", "`has` would turn it into a no");
    refused("movement.approved == null", "a missing fact is unknown already");
    refused("movement.approved ? true : false", "(a && b) || (!a && c)");
    refused("vehicles[0].bullet_proof", "items are not numbered");
    refused("movement.interval >= 4.6", "use a smaller unit");
    refused("vehicles.size() > 1u", "without `u`");
    refused("movement.area == b'pk'", "without `b`");
    refused("{'a': 1} == {'a': 1}", "braces build nothing");
    refused("movement.kind{a: 1} == 1", "braces build nothing");
    refused("[true].all(x, x)", "asks a list of the dossier");
    refused("[1] == [1]", "only after `in`");
    refused("movement.kind in vehicles", "after `in` stands a list of values");
    refused("movement.kind in []", "nothing is in an empty list");
    refused("movement.kind in [movement.kind]", "fixed values only");
    refused("movement.area.startsWith('pk')", "compared whole");
    refused("vehicles.map(v, v.plate).size() > 0", "asks a list of the dossier");
    refused("vehicles.filter(v, v.bomb_proof) == 1", "there are no new lists");
    refused("all(vehicles, v, v.bomb_proof)", "ask the list itself");
    refused("duration('1h') > hours(1)", "days(7)");
    refused("explode()", "there are date, days");
    refused("movement.?approved", "cannot be read");
}

#[test]
fn functions_take_fixed_values_of_the_right_kind() {
    refused("movement.interval >= metres(movement.vehicle_count)", "one whole number");
    refused("movement.interval >= metres()", "one whole number");
    refused("movement.interval >= metres('5')", "one whole number");
    refused("movement.interval >= kilometres(9007199254740991)", "too large");
    refused("vehicles.size() == 9007199254740992", "9007199254740991");
    refused("today >= date('2024-02-30')", "not a day");
    refused("today >= date('yesterday')", "not a day");
    refused("today >= date(20240326)", "date('2024-03-26')");
    refused("size() == 1", "takes one list");
    refused("size(movement) == 1", "is not a list");
    refused("movement.approved.all(x, true)", "is not a list");
}

#[test]
fn an_item_has_a_name_of_its_own() {
    refused("vehicles.all(vehicles, true)", "already means something");
    refused("vehicles.all(now, true)", "already means something");
    refused("sites.all(s, s.findings.all(s, s.closed))", "already means something");
    refused("vehicles.all(v.x, true)", "plain name");
    refused("vehicles.all(v)", "takes a name for each item");
    refused("vehicles.all(v, v.bomb_proof) && v.bomb_proof", "there is no `v`");
}
