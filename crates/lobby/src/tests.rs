use std::time::{Duration, Instant};

use super::*;

const STORM: [u8; 4] = [203, 0, 113, 7];
const HONEST: [u8; 4] = [198, 51, 100, 1];

/// Whether somebody else was given the place. Nothing is waited for.
fn is_lost(place: &Place) -> bool {
    let waiting = place.lobby.waiting();
    !waiting.of.get(&place.of).is_some_and(|places| places.contains_key(&place.number))
}

#[test]
fn a_storm_from_one_address_drives_out_itself_and_nobody_else() {
    let lobby = Lobby::of(100);
    let (slow, _) = lobby.enter(HONEST.into());
    let storm: Vec<_> = (0..10_000).map(|_| lobby.enter(STORM.into())).collect();
    assert!(!is_lost(&slow), "it has dawdled longest of all, and is not of the storm");
    assert_eq!(storm.iter().filter(|(_, crowded)| *crowded).count(), 10_000 - 99);
    assert!(storm[..9_901].iter().all(|(place, _)| is_lost(place)));
    assert!(storm[9_901..].iter().all(|(place, _)| !is_lost(place)));
    // Whoever comes now comes in at the cost of the storm, and stays.
    let others: Vec<_> = (2..40).map(|n| lobby.enter([198, 51, 100, n].into()).0).collect();
    drop((0..1_000).map(|_| lobby.enter(STORM.into()).0).collect::<Vec<_>>());
    assert!(!is_lost(&slow) && others.iter().all(|other| !is_lost(other)));
}

#[test]
fn many_telephones_behind_one_address_are_let_in_while_there_is_room() {
    let lobby = Lobby::of(100);
    let phones: Vec<_> = (0..60).map(|_| lobby.enter(HONEST.into())).collect();
    let storm: Vec<_> = (0..1_000).map(|_| lobby.enter(STORM.into())).collect();
    // The storm is brought down to as many as they are; from then on the oldest of either makes way.
    let held = |of: &[(Place, bool)]| of.iter().filter(|(place, _)| !is_lost(place)).count();
    assert!(phones.iter().all(|(_, crowded)| !crowded));
    assert_eq!((held(&phones), held(&storm)), (49, 51));
    drop(storm);
    let more: Vec<_> = (0..51).map(|_| lobby.enter(HONEST.into())).collect();
    assert_eq!((held(&phones), held(&more)), (49, 51), "there was room for each");
}

#[test]
fn where_every_address_holds_as_many_the_longest_dawdler_makes_way() {
    let lobby = Lobby::of(3);
    let [first, second, third] = [1, 2, 3].map(|n| lobby.enter([192, 0, 2, n].into()).0);
    let (_fourth, crowded) = lobby.enter([192, 0, 2, 4].into());
    assert!(crowded && is_lost(&first) && !is_lost(&second) && !is_lost(&third));
}

#[test]
fn the_addresses_of_a_network_of_ipv6_are_one_and_an_ipv4_address_is_the_same_written_either_way() {
    let of = |text: &str| Neighbours::of(text.parse().unwrap());
    assert_eq!(of("2001:db8:0:1::1"), of("2001:db8:0:1:ffff::2"));
    assert_ne!(of("2001:db8:0:1::1"), of("2001:db8:0:2::1"));
    assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
}

#[test]
fn a_place_that_is_given_back_is_free_and_one_that_was_lost_is_not_given_back_twice() {
    let lobby = Lobby::of(2);
    let [lost, kept] = [1, 2].map(|_| lobby.enter(STORM.into()).0);
    let (newest, _) = lobby.enter(HONEST.into());
    assert!(is_lost(&lost));
    drop(lost);
    assert_eq!(lobby.count(), 2);
    drop(kept);
    assert_eq!(lobby.count(), 1);
    let (_fills, crowded) = lobby.enter(STORM.into());
    assert!(!crowded);
    drop(newest);
    assert_eq!(lobby.count(), 1);
}

#[test]
fn nobody_makes_way_where_nobody_is() {
    let lobby = Lobby::of(2);
    assert!(!lobby.makes_way());
    let (place, _) = lobby.enter(STORM.into());
    assert!(lobby.makes_way() && is_lost(&place) && !lobby.makes_way());
    assert_eq!(lobby.count(), 0);
}

#[tokio::test]
async fn who_has_to_make_way_is_told_also_before_they_listen() {
    let lobby = Lobby::of(1);
    let (place, _) = lobby.enter(STORM.into());
    let _newer = lobby.enter(HONEST.into());
    place.is_needed().await;
}

#[test]
fn a_log_is_told_once_a_minute_and_of_how_many() {
    let (notice, began) = (Notice::default(), Instant::now());
    let after = |seconds| began + Duration::from_secs(seconds);
    assert_eq!(notice.again(began), Some(1));
    assert!((0..60).all(|second| notice.again(after(second)).is_none()));
    assert_eq!((notice.again(after(60)), notice.again(after(61))), (Some(61), None));
}
