#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use watch::Expected;

use super::*;

fn at(second: i32) -> Instant {
    let began: Instant = "2026-12-11T06:00:00Z".parse().unwrap();
    began.saturating_add(Span::seconds(second))
}

fn word(text: &str) -> Word {
    text.parse().unwrap()
}

/// Two points, planned at ten and twenty minutes; when it will be there.
fn ahead(bridge: i32, end: i32) -> Ahead {
    let expected = |point: &str, planned, estimate| Expected {
        point: word(point),
        planned: Some(at(planned)),
        estimate: Some(at(estimate)),
    };
    Ahead { as_of: Some(at(0)), points: vec![expected("bridge", 600, bridge), expected("end", 1200, end)] }
}

#[test]
fn who_is_not_seen_at_a_point_in_time_is_later_every_minute_there_and_at_every_point_after_it() {
    let (board, id) = (Board::default(), MovementId(uuid::Uuid::nil()));
    board.goes_on(vec![(id, Some(ahead(660, 1260)))], at(0));
    let late = |point: &str, second| board.late(id, &word(point), at(second)).unwrap();
    assert_eq!(late("bridge", 0), Late { by: Span::seconds(60), estimate: Some(at(660)) });
    assert_eq!(late("bridge", 660), Late { by: Span::seconds(60), estimate: Some(at(660)) });
    assert_eq!(late("bridge", 800), Late { by: Span::seconds(200), estimate: Some(at(800)) });
    assert_eq!(late("end", 800), Late { by: Span::seconds(200), estimate: Some(at(1400)) });
    board.goes_on(vec![(id, Some(ahead(500, 1100)))], at(0));
    assert_eq!(board.late(id, &word("end"), at(300)), None, "early is not late");
    board.goes_on(vec![(id, None)], at(0));
    assert_eq!(board.ahead(id, at(0)), None);
}

#[test]
fn pages_are_told_once_an_hour_moved_by_a_minute_also_by_the_clock_alone() {
    let (board, id) = (Board::default(), MovementId(uuid::Uuid::nil()));
    let news = |ahead: Option<Ahead>, second| {
        board.goes_on(ahead.map(|ahead| (id, Some(ahead))).into_iter().collect(), at(second));
        !board.take_news().is_empty()
    };
    assert!(news(Some(ahead(660, 1260)), 0));
    assert!(!news(Some(ahead(690, 1290)), 5));
    assert!(!news(Some(ahead(610, 1210)), 10));
    assert!(news(Some(ahead(720, 1320)), 15));
    assert!(!news(None, 720) && !news(None, 779) && news(None, 780));
}
