//! Lines as operators type them, in whatever order and with whatever keyboard.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::collections::BTreeSet;

use proptest::prelude::*;

use links::spoken::{Ground, LONGEST, Point, Spoken, Unread, read};
use model::{Instant, Span, Word};

/// A room of these movements, whose orders all have these points.
struct Known<'a>(&'a [&'a str], &'a [&'a str]);

impl Ground for Known<'_> {
    fn movement(&self, said: &str) -> Option<Word> {
        self.0.iter().find(|number| number.eq_ignore_ascii_case(said)).map(|number| word(number))
    }

    fn points(&self, _: &Word) -> Vec<Word> {
        self.1.iter().map(|point| word(point)).collect()
    }
}

const ROOM: Known<'static> = Known(&["0412", "0915", "SC-7"], &["CP3", "Besham"]);
/// A quarter to ten in the morning, local time.
const NOW: &str = "2026-12-11T04:45:00Z";

fn word(text: &str) -> Word {
    text.parse().unwrap()
}

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn local() -> Span {
    Span::hours(5)
}

fn said(line: &str) -> Result<Spoken, Unread> {
    read(line, at(NOW), local(), &ROOM)
}

fn report(movement: &str, point: Option<(&str, bool)>, when: Option<&str>) -> Result<Spoken, Unread> {
    let point = point.map(|(name, known)| Point { name: word(name), known });
    Ok(Spoken { movement: word(movement), point, by_end: None, at: when.map(at), word: None })
}

#[test]
fn movement_point_and_hour_are_understood_in_the_order_in_which_they_are_said() {
    assert_eq!(said("0412 CP3 0940"), report("0412", Some(("CP3", true)), Some("2026-12-11T04:40:00Z")));
    assert_eq!(said("0412 cp3 9:40"), report("0412", Some(("CP3", true)), Some("2026-12-11T04:40:00Z")));
    assert_eq!(
        said("sc-7, besham, 0440Z"),
        report("SC-7", Some(("Besham", true)), Some("2026-12-11T04:40:00Z"))
    );
    assert_eq!(said("0412 CP3"), report("0412", Some(("CP3", true)), None));
    assert_eq!(said("0412"), report("0412", None, None));
}

#[test]
fn a_line_in_another_order_is_understood_where_one_reading_makes_sense() {
    let expected = report("SC-7", Some(("CP3", true)), Some("2026-12-11T04:40:00Z"));
    for line in ["CP3 SC-7 0940", "0940 SC-7 CP3", "CP3 0940 SC-7", "0940 CP3 SC-7", "SC-7 0940 CP3"] {
        assert_eq!(said(line), expected, "{line}");
    }
    // Both are numbers of movements and hours: the order they are said in decides, where they are in that order.
    assert_eq!(said("0412 CP3 0915"), report("0412", Some(("CP3", true)), Some("2026-12-11T04:15:00Z")));
    assert_eq!(said("CP3 0412 0915"), Err(Unread::Ambiguous));
}

#[test]
fn a_point_the_order_does_not_have_is_taken_as_it_was_said() {
    assert_eq!(said("0412 cp9 0940"), report("0412", Some(("CP9", false)), Some("2026-12-11T04:40:00Z")));
    // A bare hour is an hour before it is a point of that name.
    assert_eq!(said("0412 0930"), report("0412", None, Some("2026-12-11T04:30:00Z")));
}

#[test]
fn an_hour_is_the_latest_that_is_not_in_the_future() {
    assert_eq!(said("0412 CP3 2350"), report("0412", Some(("CP3", true)), Some("2026-12-10T18:50:00Z")));
    assert_eq!(said("0412 CP3 0000"), report("0412", Some(("CP3", true)), Some("2026-12-10T19:00:00Z")));
    assert_eq!(said("0412 CP3 0945"), report("0412", Some(("CP3", true)), Some(NOW)));
    // A watch two minutes ahead means now; three minutes ahead are yesterday.
    assert_eq!(said("0412 CP3 0947"), report("0412", Some(("CP3", true)), Some(NOW)));
    assert_eq!(said("0412 CP3 0948"), report("0412", Some(("CP3", true)), Some("2026-12-10T04:48:00Z")));
}

#[test]
fn digits_are_those_of_the_operators_keyboard() {
    let expected = report("0412", Some(("CP3", true)), Some("2026-12-11T04:40:00Z"));
    for line in
        ["۰۴۱۲ CP۳ ۰۹۴۰", "٠٤١٢ CP٣ ٠٩:٤٠", "０４１２ CP３ ０９：４０", "\u{200f}0412\u{200e}، CP3، 0940"]
    {
        assert_eq!(said(line), expected, "{line}");
    }
}

#[test]
fn a_word_said_beside_is_heard_and_a_mistyped_hour_is_none() {
    let heard = |line: &str| said(line).unwrap();
    assert_eq!(heard("0412 CP3 0940 Rainbow").word.as_deref(), Some("rainbow"));
    assert_eq!(heard("0412 CP3 بہار").word.as_deref(), Some("بہار"));
    assert_eq!(heard("0412 CP3 rainbow").point, Some(Point { name: word("CP3"), known: true }));
    assert_eq!(said("0412 CP3 0960"), Err(Unread::Unknown("0960".into())));
    assert_eq!(said("0412 bravo 0960"), Err(Unread::Unknown("0960".into())));
    assert_eq!(said("0412 CP3 2400"), Err(Unread::Unknown("2400".into())));
    assert_eq!(said("0412 CP3 094O"), Err(Unread::Unknown("094O".into())));
}

#[test]
fn what_makes_no_sense_is_refused_with_what_was_wrong() {
    assert_eq!(said("  "), Err(Unread::Empty));
    assert_eq!(said("CP3 0940"), Err(Unread::NoMovement));
    assert_eq!(said("0412 CP3 0940 rainbow again"), Err(Unread::TooLong));
    assert_eq!(said(&"0".repeat(LONGEST + 1)), Err(Unread::TooLong));
}

fn moment() -> impl Strategy<Value = Instant> {
    (1_500_000_000_i64..4_000_000_000, 0_i64..1_000_000)
        .prop_map(|(s, us)| Instant::from_micros(s * 1_000_000 + us).unwrap())
}

proptest! {
    #[test]
    fn nothing_typed_breaks_it_and_no_hour_is_in_the_future(
        line in "\\PC{0,60}", typed in "[0-9 CPz:.٠-٩۰-۹]{0,24}", now in moment(), ahead in -14_i32..=14,
    ) {
        for line in [line, typed] {
            if let Ok(spoken) = read(&line, now, Span::hours(ahead), &ROOM) {
                prop_assert!(spoken.at.is_none_or(|at| at <= now && now.since(at) < Span::hours(24)));
            }
        }
    }

    #[test]
    fn an_hour_that_was_is_read_back_to_its_minute(now in moment(), ago in 0_i32..1435, ahead in -12_i32..=14) {
        let offset = Span::hours(ahead);
        let then = now.saturating_add(Span::minutes(-ago));
        let local = then.display_local(offset);
        let clock: String = local.chars().skip(11).take(5).filter(char::is_ascii_digit).collect();
        prop_assert_eq!(clock.len(), 4);
        let spoken = read(&format!("SC-7 CP3 {clock}"), now, offset, &ROOM).unwrap();
        let read = spoken.at.unwrap();
        prop_assert!(read <= then && then.since(read) < Span::minutes(1), "{} {} {}", local, read, then);
    }

    #[test]
    fn every_order_of_distinct_parts_is_the_same_report(
        number in "[A-Z]{2}-[0-9]{1,4}", point in "CP[0-9]{1,2}", order in Just(vec![0, 1, 2]).prop_shuffle(),
        hour in 0_u8..24, minute in 0_u8..60, now in moment(),
    ) {
        let parts = [number.clone(), point.clone(), format!("{hour:02}{minute:02}")];
        let line: Vec<&str> = order.iter().map(|n| parts[*n].as_str()).collect();
        let (numbers, points) = ([number.as_str()], [point.as_str()]);
        let ground = Known(&numbers, &points);
        let straight = read(&parts.join(" "), now, local(), &ground);
        prop_assert!(straight.is_ok());
        prop_assert_eq!(read(&line.join(" "), now, local(), &ground), straight);
    }

    #[test]
    fn whatever_keyboard_types_the_digits_it_is_the_same_report(zero in prop::sample::select(vec!['٠', '۰', '０']), now in moment()) {
        let line = "0412 CP3 0915";
        let typed: String = line.chars().map(|c| match c.to_digit(10) {
            Some(n) => char::from_u32(u32::from(zero) + n).unwrap(),
            None => c,
        }).collect();
        prop_assert_eq!(read(&typed, now, local(), &ROOM), read(line, now, local(), &ROOM));
        let readings: BTreeSet<_> = [line, &typed].iter().map(|line| format!("{:?}", read(line, now, local(), &ROOM))).collect();
        prop_assert_eq!(readings.len(), 1);
    }
}

#[test]
fn a_point_is_called_by_the_end_of_its_name_where_one_ends_so_and_where_several_do_they_are_told() {
    const ROOM: Known<'static> =
        Known(&["0412"], &["DEMO-SITE-1", "DEMO-SITE-2", "UP-CP3", "DOWN-CP3", "W-LION", "E-LION"]);
    let said = |line: &str| read(line, at(NOW), local(), &ROOM);
    let known = |name: &str, by_end: &str| {
        let report = report("0412", Some((name, true)), None).unwrap();
        Ok(Spoken { by_end: Some(by_end.to_owned()), ..report })
    };
    assert_eq!(said("0412 site-1"), known("DEMO-SITE-1", "site-1"));
    assert_eq!(said("0412 DEMO-SITE-1"), report("0412", Some(("DEMO-SITE-1", true)), None));
    let which = |points: &[&str]| {
        let points = points.iter().map(|point| word(point)).collect();
        Err(Unread::WhichPoint { said: "CP3".to_owned(), points })
    };
    assert_eq!(said("0412 CP3 0940"), which(&["UP-CP3", "DOWN-CP3"]));
    // Half a part of a name is not its end, and a word that could be the agreed one is told no points.
    assert_eq!(said("0412 ITE-1"), report("0412", Some(("ITE-1", false)), None));
    assert_eq!(said("0412 lion"), report("0412", Some(("LION", false)), None));
}
