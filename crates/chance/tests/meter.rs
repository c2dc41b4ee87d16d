//! The meter on habits whose answer is known.

use chance::meter::{Conclusion, Guesser, read};
use proptest::prelude::*;

#[test]
fn the_same_road_every_day_is_found_out_after_nine_movements() {
    // Eight guesses, all right: Wilson's interval is then just narrower than half the scale.
    assert_eq!(read(&[3; 8], 4).conclusion(4), Conclusion::TooFewToTell);
    let reading = read(&[3; 9], 4);
    assert_eq!(reading.conclusion(4), Conclusion::Predictable);
    let (guesser, rate) = reading.best.unwrap();
    assert_eq!((guesser, rate.right, rate.of), (Guesser::Commonest, 8, 8));
    assert_eq!((reading.taken, reading.evenness), (1, Some(0)));
}

#[test]
fn an_even_use_in_a_fixed_order_is_predictable_all_the_same() {
    let weeks: Vec<u32> = (0..42).map(|day| [0, 1, 2, 0, 3, 1, 2][day % 7]).collect();
    let reading = read(&weeks, 4);
    assert_eq!(reading.best.unwrap().0, Guesser::AsBefore(7));
    assert!(reading.evenness.unwrap() > 950, "the choices alone look random");
    assert_eq!(reading.conclusion(4), Conclusion::Predictable);
    let by_turns: Vec<u32> = (0..30).map(|day| day % 2).collect();
    assert_eq!(read(&by_turns, 2).conclusion(2), Conclusion::Predictable);
}

#[test]
fn one_choice_only_is_predictable_and_no_movement_says_nothing() {
    assert_eq!(read(&[0; 20], 1).conclusion(1), Conclusion::Predictable);
    let none = read(&[], 4);
    assert_eq!((none.best, none.conclusion(4)), (None, Conclusion::TooFewToTell));
    assert_eq!(read(&[5], 4).conclusion(4), Conclusion::TooFewToTell);
}

#[test]
fn what_was_drawn_evenly_is_rarely_called_predictable() {
    // Numbers from a hash are as good as drawn. The interval errs in at most one of twenty series.
    use chance::draw::{Lots, Seed, draw};
    let quarters = (0..4).map(|n| (n.to_string(), chance::WHOLE / 4)).collect();
    let lots = Lots::new(quarters).unwrap();
    let taken = |series: u8, day: u8| {
        let mut bytes = [series; 32];
        bytes[0] = day;
        u32::try_from(draw(&Seed::new(bytes), &[], &lots).choice).unwrap()
    };
    let accused = (0..40).filter(|&series| {
        let days: Vec<u32> = (0..60).map(|day| taken(series, day)).collect();
        read(&days, 4).conclusion(4) == Conclusion::Predictable
    });
    // Two of forty are to be expected at most; seven or more come up once in two hundred times.
    assert!(accused.count() < 7);
}

proptest! {
    #[test]
    fn names_of_choices_do_not_matter(taken in prop::collection::vec(0u32..4, 0..40), shift in 0u32..1000) {
        let renamed: Vec<u32> = taken.iter().map(|choice| choice + shift).collect();
        prop_assert_eq!(read(&taken, 4), read(&renamed, 4));
    }

    #[test]
    fn a_rate_lies_in_its_interval(taken in prop::collection::vec(0u32..4, 2..60)) {
        let (_, rate) = read(&taken, 4).best.unwrap();
        let millionths = rate.right as f64 / rate.of as f64 * 1e6;
        prop_assert!(f64::from(rate.low) <= millionths && millionths <= f64::from(rate.high));
    }
}
