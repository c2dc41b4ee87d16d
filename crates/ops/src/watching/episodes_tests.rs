//! Made-up findings of made-up orders, in minutes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use model::{Instant, Span};
use watch::{Element, Finding, Measure, Rule, Subject};

use super::Episodes;

fn at(minute: i32) -> Instant {
    let began: Instant = "2026-12-11T06:00:00Z".parse().unwrap();
    began.saturating_add(Span::minutes(minute))
}

fn found(since: i32, found: i32, until: Option<i32>) -> Finding {
    Finding {
        rule: Rule::LeftCorridor,
        subject: Subject::Vehicle("coach".parse().unwrap()),
        element: Element::Whole,
        since: at(since),
        found: at(found),
        until: until.map(at),
        last: at(until.unwrap_or(since)),
        evidence: vec![u64::try_from(since).unwrap()],
        measure: Measure::Nothing,
    }
}

type Times = (Instant, Instant, Option<Instant>);

/// Orders that hold one after the other, the first from the beginning: since when, found when, until when.
fn through(orders: &[(i32, Vec<Finding>)]) -> Vec<Times> {
    let mut episodes = Episodes::default();
    for (number, (since, findings)) in orders.iter().enumerate() {
        let since = (number > 0).then_some(at(*since));
        episodes.add(findings.clone(), since, orders.get(number + 1).map(|next| at(next.0)));
    }
    episodes.into_findings().iter().map(|finding| (finding.since, finding.found, finding.until)).collect()
}

fn times(since: i32, found: i32, until: Option<i32>) -> Times {
    (at(since), at(found), until.map(at))
}

#[test]
fn what_goes_on_is_one_episode_that_began_when_it_began() {
    let of_each = || vec![found(10, 11, None)];
    let one = through(&[(0, of_each()), (20, of_each()), (30, of_each())]);
    assert_eq!(one, [times(10, 11, None)]);
    let over = through(&[(0, of_each()), (20, vec![found(10, 11, Some(25))]), (30, Vec::new())]);
    assert_eq!(over, [times(10, 11, Some(25))]);
}

#[test]
fn what_a_later_order_does_not_find_was_so_until_it_came() {
    assert_eq!(through(&[(0, vec![found(10, 11, None)]), (20, Vec::new())]), [times(10, 11, Some(20))]);
}

#[test]
fn what_only_a_stricter_order_finds_is_established_when_it_begins_to_hold_and_once_only() {
    let strict = || vec![found(10, 11, None)];
    let all = through(&[(0, Vec::new()), (20, strict()), (30, strict())]);
    assert_eq!(all, [times(10, 20, None)]);
}

#[test]
fn a_stricter_order_that_puts_the_beginning_of_what_goes_on_earlier_makes_no_other_episode_of_it() {
    let all = through(&[(0, vec![found(15, 16, None)]), (20, vec![found(10, 11, None)])]);
    assert_eq!(all, [times(15, 16, None)]);
}

#[test]
fn what_was_over_when_a_stricter_order_came_is_another_episode_than_what_that_finds() {
    let all = through(&[(0, vec![found(15, 16, Some(18))]), (20, vec![found(10, 11, None)])]);
    assert_eq!(all, [times(15, 16, Some(18)), times(10, 20, None)]);
}

#[test]
fn an_order_between_that_looks_the_other_way_makes_no_other_episode() {
    let of_each = || vec![found(10, 11, None)];
    let all = through(&[(0, of_each()), (20, Vec::new()), (30, of_each())]);
    assert_eq!(all, [times(10, 11, None)]);
}

#[test]
fn what_began_after_an_order_came_is_another_episode() {
    let second = vec![found(10, 11, Some(22)), found(25, 26, None)];
    let all = through(&[(0, vec![found(10, 11, None)]), (20, second)]);
    assert_eq!(all, [times(10, 11, Some(22)), times(25, 26, None)]);
}

#[test]
fn what_was_over_before_an_order_came_is_none_of_its_findings() {
    assert_eq!(through(&[(0, Vec::new()), (20, vec![found(10, 11, Some(15))])]), []);
}
