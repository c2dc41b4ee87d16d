//! What a followed movement keeps of calls for help that go on.

use model::{Place, Report, Signal, Span, Word};
use uuid::Uuid;
use watch::{
    Order, Thresholds,
    order::{Binding, Part, Vehicle},
};

use super::*;

fn at(second: i32) -> Instant {
    Instant::from_micros(1_790_000_000_000_000).unwrap().saturating_add(Span::seconds(second))
}

fn word(text: &str) -> Word {
    text.parse().unwrap()
}

/// One car, with a device, that drives nowhere in particular.
fn in_force() -> InForce {
    let bindings = vec![Binding { device: DeviceId(Uuid::nil()), from: at(0), until: None }];
    let car = Vehicle { label: word("coach"), part: Part::Main, principals: true, escort: false, bindings };
    let order = Order {
        line: Vec::<Place>::new(),
        beside: Vec::new(),
        departure: at(0),
        planned_departure: None,
        speed_mm_s: 10_000,
        points: Vec::new(),
        vehicles: vec![car],
        within: Vec::new(),
        exempt: [],
        dead_ground: Vec::new(),
        silences: Vec::new(),
        deaf: Vec::new(),
        thresholds: Thresholds::default(),
    };
    let fences = Arc::new(Fences::new(Vec::new()).unwrap());
    let plan = Arc::new(Plan::new(order, &fences).unwrap());
    InForce { since: at(0), named: (Digest([0; 32]), Digest([0; 32])), plan, fences }
}

/// The beacon's clock is an hour slow: what counts is when each was heard.
#[test]
fn a_beacon_that_goes_on_for_a_day_is_found_as_heard_and_takes_no_more_room_for_it() {
    let mut followed = Followed::again(vec![in_force()], &[], None, at(0));
    for second in (0..86_400).step_by(10) {
        let (reference, received) = (1 + u64::try_from(second).unwrap(), at(second + 3600));
        let report = Report { at: at(second), fix: None, signal: Some(Signal::Emergency) };
        let what = What::Device { device: DeviceId(Uuid::nil()), report };
        followed.hear(&[Heard { reference, received, what }]);
        assert!(followed.calls.len() < MANY_CALLS);
    }
    let found = followed.findings();
    assert_eq!((found[0].since, found[0].found), (at(0), at(86_390 + 3600)));
}
