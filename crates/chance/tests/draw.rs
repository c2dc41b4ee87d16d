//! A draw as somebody outside checks it: the vectors here were computed with Python's hashlib, as
//! `docs/chance.md` shows.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the report, also outside its test functions")]

use chance::{
    WHOLE,
    draw::{Contribution, Lots, NotProved, Seed, commit, draw, verify},
};
use proptest::prelude::*;

fn hex(bytes: &[u8; 32]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn lots() -> Lots {
    let choices = [("N-35, 06:00", 400_000_000), ("N-35, 09:00", 350_000_000), ("E-35, 06:00", 250_000_000)];
    Lots::new(choices.map(|(name, weight)| (name.to_owned(), weight)).to_vec()).unwrap()
}

fn seed() -> Seed {
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f".parse().unwrap()
}

fn contribution() -> Contribution {
    "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100".parse().unwrap()
}

#[test]
fn the_commitment_and_the_draws_are_those_an_outsider_computes() {
    let commitment = commit(&seed(), &lots());
    assert_eq!(hex(&commitment.0), "43ef6200993379ecbb62b2487ca4377e993c175b557059d6976326aa866a6047");
    let came_out = |seed: &Seed, with: &[Contribution]| {
        let drawn = draw(seed, with, &lots());
        (drawn.choice, drawn.ticket, drawn.number)
    };
    assert_eq!(came_out(&seed(), &[]), (1, 539_591_460, 0));
    assert_eq!(came_out(&seed(), &[contribution()]), (0, 366_127_721, 0));
}

#[test]
fn a_number_that_would_be_unfair_is_passed_over() {
    let seed: Seed = "0000000000000000000000000000000000000000000000000000000000000005".parse().unwrap();
    let drawn = draw(&seed, &[], &lots());
    assert_eq!((drawn.choice, drawn.ticket, drawn.number), (0, 40_541_519, 1));
}

#[test]
fn whoever_checks_finds_an_exchanged_choice_and_a_picked_one() {
    let commitment = commit(&seed(), &lots());
    let drawn = draw(&seed(), &[], &lots());
    assert_eq!(verify(&commitment, &seed(), &[], &lots(), drawn.choice), Ok(drawn));

    let other = (drawn.choice + 1) % 3;
    let picked = NotProved::Picked { claimed: other, drawn: drawn.choice };
    assert_eq!(verify(&commitment, &seed(), &[], &lots(), other), Err(picked));

    let mut choices = lots().choices().to_vec();
    choices.swap(0, 1);
    let swapped = Lots::new(choices).unwrap();
    assert_eq!(verify(&commitment, &seed(), &[], &swapped, drawn.choice), Err(NotProved::Exchanged));
    let another = Seed::new([7; 32]);
    assert_eq!(verify(&commitment, &another, &[], &lots(), drawn.choice), Err(NotProved::Exchanged));
}

#[test]
fn choices_are_drawn_as_often_as_their_weights_say() {
    // 4,000 independent draws: six standard deviations of a binomial are 6 √(n p q) < 190.
    let mut often = [0i64; 3];
    for n in 0..4000u32 {
        let mut bytes = [0; 32];
        bytes[..4].copy_from_slice(&n.to_be_bytes());
        often[draw(&Seed::new(bytes), &[], &lots()).choice] += 1;
    }
    for (often, expected) in often.into_iter().zip([1600, 1400, 1000]) {
        assert!((often - expected).abs() < 190, "{often} instead of about {expected}");
    }
}

proptest! {
    #[test]
    fn no_two_different_draws_share_a_commitment(a: [u8; 32], b: [u8; 32], first in 0..WHOLE, second in 0..WHOLE) {
        let lots = |weight| Lots::new(vec![("a".to_owned(), weight), ("b".to_owned(), WHOLE - weight)]).unwrap();
        let same = a == b && first == second;
        let commits = (commit(&Seed::new(a), &lots(first)), commit(&Seed::new(b), &lots(second)));
        prop_assert_eq!(commits.0 == commits.1, same);
    }

    #[test]
    fn each_contribution_counts(seed: [u8; 32], one: [u8; 32], other: [u8; 32]) {
        prop_assume!(one != other);
        let drawn = |with: &[Contribution]| draw(&Seed::new(seed), with, &lots()).ticket;
        // Tickets of different texts are equal once in a billion.
        let (one, other) = (Contribution(one), Contribution(other));
        prop_assert_ne!(drawn(&[one]), drawn(&[other]));
        prop_assert_ne!(drawn(&[one]), drawn(&[]));
        prop_assert_ne!(drawn(&[one, other]), drawn(&[other, one]));
    }
}
