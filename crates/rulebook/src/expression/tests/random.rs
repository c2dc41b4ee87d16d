//! Random conditions and dossiers that meet often: few facts, few values, moments a hair apart.

use model::{Claim, Dossier, Instant, Source, Span, Value};
use proptest::prelude::*;

use crate::At;

/// Ten microseconds before midnight at Besham, so that days turn while a property looks.
pub(super) fn eve() -> At {
    At {
        now: "2024-03-26T18:59:59Z".parse::<Instant>().unwrap().saturating_add(Span(999_990)),
        offset: Span::hours(5),
    }
}

const RELATIONS: [&str; 6] = ["==", "!=", "<", "<=", ">", ">="];

fn relation() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&RELATIONS[..])
}

/// A moment; `item` is the name of a district at hand, if there is one.
fn moment(item: Option<&'static str>) -> BoxedStrategy<String> {
    let mut named =
        vec!["now".to_owned(), "movement.departs_at".to_owned(), "movement.arrives_at".to_owned()];
    named.extend(item.map(|d| format!("{d}.enters_at")));
    named.extend(item.map(|d| format!("{d}.notice.given_at")));
    let named = prop::sample::select(named);
    let moved = (named.clone(), prop::sample::select(&["+", "-"][..]), 0..3_i32)
        .prop_map(|(moment, sign, hours)| format!("{moment} {sign} hours({hours})"));
    prop_oneof![named, moved].boxed()
}

fn day(item: Option<&'static str>) -> BoxedStrategy<String> {
    let mut named =
        vec!["today".to_owned(), "movement.departs_on".to_owned(), "date('2024-03-27')".to_owned()];
    named.extend(item.map(|d| format!("{d}.notice.given_on")));
    let named = prop::sample::select(named);
    let moved = (named.clone(), -2..3_i32).prop_map(|(day, days)| format!("{day} + days({days})"));
    prop_oneof![named, moved].boxed()
}

fn leaf(item: Option<&'static str>) -> BoxedStrategy<String> {
    let mut facts = vec!["true", "false", "movement.approved", "movement.inter_city", "districts.complete"];
    let of_item: &[&str] = match item {
        Some("d") => &["d.accepted", "d.notice.given"],
        Some(_) => &["e.accepted", "e.notice.given"],
        None => &[],
    };
    facts.extend(of_item);
    let fact = prop::sample::select(facts).prop_map(str::to_owned);
    let kind = prop::sample::select(
        &[
            "movement.kind == 'single'",
            "movement.kind != 'urgent'",
            "movement.kind in ['single', 'standing']",
        ][..],
    );
    let moments = (moment(item), relation(), moment(item)).prop_map(|(a, r, b)| format!("{a} {r} {b}"));
    let days = (day(item), relation(), day(item)).prop_map(|(a, r, b)| format!("{a} {r} {b}"));
    let until = (moment(item), moment(item), relation(), -2..3_i32)
        .prop_map(|(a, b, r, hours)| format!("{a} - ({b}) {r} hours({hours})"));
    let age = (day(item), day(item), relation(), -2..3_i32)
        .prop_map(|(a, b, r, days)| format!("days({days}) {r} {a} - ({b})"));
    let size = (relation(), 0..4_i32).prop_map(|(r, n)| format!("districts.size() {r} {n}"));
    prop_oneof![4 => fact, 1 => kind.prop_map(str::to_owned), 2 => moments, 2 => days, 1 => until, 1 => age, 1 => size]
        .boxed()
}

/// A condition that compiles.
pub(super) fn condition() -> BoxedStrategy<String> {
    let inner = tree(leaf(Some("e")), 2);
    let asked = |list: &'static str, item: &'static str, body: BoxedStrategy<String>| {
        (prop::sample::select(&["all", "exists", "exists_one"][..]), body)
            .prop_map(move |(quantifier, body)| format!("{list}.{quantifier}({item}, {body})"))
            .boxed()
    };
    let nested = asked("districts", "e", inner);
    let middle = tree(prop_oneof![4 => leaf(Some("d")), 1 => nested].boxed(), 4);
    let outer = asked("districts", "d", middle);
    tree(prop_oneof![2 => leaf(None), 1 => outer].boxed(), 6)
}

fn tree(leaf: BoxedStrategy<String>, size: u32) -> BoxedStrategy<String> {
    leaf.prop_recursive(3, size, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|a| format!("!({a})")),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|terms| format!("({})", terms.join(" && "))),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|terms| format!("({})", terms.join(" || "))),
            (inner.clone(), inner).prop_map(|(a, b)| format!("(({a}) == ({b}))")),
        ]
    })
    .boxed()
}

/// Hours and a few microseconds around the eve.
fn near() -> impl Strategy<Value = Instant> {
    (-3..4_i32, -3..4_i64)
        .prop_map(|(hours, micros)| eve().now.saturating_add(Span::hours(hours)).saturating_add(Span(micros)))
}

fn claims(value: BoxedStrategy<Value>) -> BoxedStrategy<Vec<Claim>> {
    let origin = prop::sample::select(&["a", "b", "c"][..]);
    let observed = prop_oneof![8 => Just(eve().now.saturating_add(Span::hours(-4))), 2 => near()];
    let until = prop_oneof![6 => Just(None), 2 => near().prop_map(Some)];
    let settles = prop_oneof![8 => Just(None), 1 => origin.clone().prop_map(Some)];
    let claim =
        (value, origin, observed, until, settles).prop_map(|(value, by, observed, valid_until, settles)| {
            let source = Source { cite: "B1".parse().unwrap(), by: Some(by.parse().unwrap()) };
            let settles = settles.into_iter().map(|by| by.parse().unwrap()).collect();
            Claim { value, source, observed, valid_until, settles }
        });
    prop_oneof![
        2 => Just(Vec::new()),
        8 => claim.clone().prop_map(|claim| vec![claim]),
        3 => prop::collection::vec(claim, 2..4),
    ]
    .boxed()
}

/// What may be said of the facts a condition reads.
pub(super) fn dossier() -> impl Strategy<Value = Dossier> {
    let yes = || claims(any::<bool>().prop_map(Value::Bool).boxed());
    let time = || claims(near().prop_map(Value::Time).boxed());
    let day = || claims((25..30_i8).prop_map(|d| super::day(&format!("2024-03-{d}"))).boxed());
    let kind =
        claims(prop::sample::select(&["single", "standing", "urgent"][..]).prop_map(super::word).boxed());
    let district = (yes(), yes(), time(), time(), day());
    let movement = (yes(), yes(), kind, time(), time(), day());
    (movement, prop::collection::vec(district, 0..3), yes()).prop_map(|(movement, districts, complete)| {
        let mut facts = Dossier::default();
        let mut enter = |path: &str, claims: Vec<Claim>| {
            claims.into_iter().for_each(|claim| super::say(&mut facts, path, claim));
        };
        enter("movement.approved", movement.0);
        enter("movement.inter_city", movement.1);
        enter("movement.kind", movement.2);
        enter("movement.departs_at", movement.3);
        enter("movement.arrives_at", movement.4);
        enter("movement.departs_on", movement.5);
        enter("districts.complete", complete);
        for (i, district) in districts.into_iter().enumerate() {
            enter(&format!("districts[d{i}].accepted"), district.0);
            enter(&format!("districts[d{i}].notice.given"), district.1);
            enter(&format!("districts[d{i}].enters_at"), district.2);
            enter(&format!("districts[d{i}].notice.given_at"), district.3);
            enter(&format!("districts[d{i}].notice.given_on"), district.4);
        }
        facts
    })
}
