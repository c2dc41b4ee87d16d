//! The bounds that the module promises.

use proptest::prelude::*;

use super::*;

const HOUR: i64 = 3600;

fn at(seconds: i64) -> Instant {
    Instant::from_micros(seconds * 1_000_000).unwrap()
}

fn v4(n: u32) -> IpAddr {
    IpAddr::V4(n.into())
}

/// How many of the attempts in these seconds are looked at.
fn guesses(throttle: &mut Throttle, seconds: std::ops::Range<i64>, from: impl Fn(i64) -> IpAddr) -> usize {
    seconds.filter(|&second| throttle.attempt("kim", from(second), at(second)).is_ok()).count()
}

#[test]
fn a_name_takes_seventeen_guesses_in_the_first_hour_and_four_in_each_later_one() {
    let mut throttle = Throttle::new();
    let everywhere = |second: i64| v4(u32::try_from(second).unwrap());
    // Four at once, the fifth begins the waits: 1, 2, 4 … 512 s, then 900 s: twelve more by 3600 s.
    let at_once = (0..4).filter(|n| throttle.attempt("kim", v4(*n), at(0)).is_ok()).count();
    assert_eq!(at_once + guesses(&mut throttle, 0..HOUR, everywhere), 17);
    assert_eq!(guesses(&mut throttle, HOUR..2 * HOUR, everywhere), 4);
    assert_eq!(guesses(&mut throttle, 2 * HOUR..3 * HOUR, everywhere), 4);
}

#[test]
fn a_pin_takes_as_many_guesses_as_a_password_and_is_forgiven_once_it_is_right() {
    let mut throttle = Throttle::new();
    let mut tries = |seconds: std::ops::Range<i64>| {
        seconds.filter(|second| throttle.attempt_at_pin([1; 16], at(*second)).is_ok()).count()
    };
    assert_eq!(tries(0..HOUR), 17);
    assert_eq!(tries(HOUR..2 * HOUR), 4);
    assert!(throttle.attempt_at_pin([2; 16], at(0)).is_ok(), "somebody else's");
    throttle.was_pin([1; 16]);
    assert!(throttle.attempt_at_pin([1; 16], at(2 * HOUR)).is_ok());
}

#[test]
fn an_address_is_throttled_whatever_names_it_tries() {
    let mut throttle = Throttle::new();
    let looked_at =
        (0..HOUR).filter(|n| throttle.attempt(&format!("name {n}"), v4(1), at(0)).is_ok()).count();
    assert_eq!(looked_at, 20);
    assert!(throttle.attempt("kim", v4(2), at(0)).is_ok(), "another address is not concerned");
}

#[test]
fn the_owner_gets_in_where_they_did_before_however_others_guess() {
    let mut throttle = Throttle::new();
    let home = throttle.attempt("kim", v4(1), at(0)).unwrap_or_else(|_| panic!("the first attempt"));
    throttle.was_right(&home);
    throttle.signed_in(&home);
    for second in 1..2 * HOUR {
        let _ = throttle.attempt("kim", v4(2), at(second));
        let _ = throttle.attempt("other", v4(1), at(second));
    }
    assert!(throttle.attempt("kim", v4(3), at(2 * HOUR)).is_err());
    assert!(throttle.attempt("kim", v4(1), at(2 * HOUR)).is_ok());
}

#[test]
fn a_success_does_not_forgive_what_strangers_guessed() {
    let mut throttle = Throttle::new();
    for n in 0..4 {
        assert!(throttle.attempt("kim", v4(n), at(0)).is_ok());
    }
    let owner = throttle.attempt("kim", v4(9), at(0)).unwrap_or_else(|_| panic!("the fifth attempt"));
    throttle.was_right(&owner);
    throttle.signed_in(&owner);
    assert!(throttle.attempt("kim", v4(5), at(0)).is_ok(), "the owner's own does not count");
    assert!(throttle.attempt("kim", v4(6), at(0)).is_err());
}

#[test]
fn a_customers_ipv6_network_is_one_address_and_mapped_ipv4_is_ipv4() {
    let parse = |text: &str| place(text.parse().unwrap());
    assert_eq!(parse("2001:db8:1:2:3:4:5:6"), parse("2001:db8:1:2::"));
    assert_ne!(parse("2001:db8:1:3::"), parse("2001:db8:1:2::"));
    assert_eq!(parse("::ffff:192.0.2.1"), parse("192.0.2.1"));
}

#[test]
fn a_flood_of_invented_names_neither_grows_without_bound_nor_washes_the_target_away() {
    let mut throttle = Throttle { capacity: 64, ..Throttle::new() };
    guesses(&mut throttle, 0..600, |second| v4(u32::try_from(second).unwrap()));
    for n in 1000..3000 {
        let _ = throttle.attempt(&format!("name {n}"), v4(n), at(600));
        assert!(throttle.failures.len() <= 64);
    }
    assert!(throttle.attempt("kim", v4(1), at(600)).is_err());
}

#[test]
fn a_clock_set_back_gives_no_guesses_away() {
    let mut throttle = Throttle::new();
    let looked_at = (0..HOUR).filter(|n| throttle.attempt("kim", v4(1), at(-n)).is_ok()).count();
    assert_eq!(looked_at, 5);
}

proptest! {
    /// However attempts are spread over time and addresses, and whenever the owner comes by.
    #[test]
    fn no_schedule_gets_more_than_sixty_eight_guesses_into_an_hour(
        attempts in prop::collection::vec((0..400_i64, 0..8_u32, prop::bool::weighted(0.1)), 1..2000)
    ) {
        let mut throttle = Throttle::new();
        let (mut now, mut guessed) = (0, Vec::new());
        for (pause, from, owner) in attempts {
            now += pause / 20;
            let Ok(attempt) = throttle.attempt("kim", v4(from), at(now)) else { continue };
            if owner && from < 3 {
                throttle.was_right(&attempt);
                throttle.signed_in(&attempt);
            } else {
                guessed.push(now);
            }
        }
        for (n, first) in guessed.iter().enumerate() {
            let within = guessed[n..].iter().take_while(|second| **second < first + HOUR).count();
            prop_assert!(within <= 68, "{within} guesses from {first} s on");
        }
    }
}
