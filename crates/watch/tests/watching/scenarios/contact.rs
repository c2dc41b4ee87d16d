use model::{Signal, Span};
use watch::{
    Element, Rule, Subject,
    order::{Binding, Deaf, Range, Silence},
};

use crate::scene::{Scene, at, device, vehicle};

fn driving(scene: &mut Scene, number: usize, seconds: std::ops::Range<i64>) {
    scene.drive(number, seconds, 20, |second| (second * 10.0, 0.0));
}

#[test]
fn a_vehicle_that_falls_silent_is_missed_after_as_long_as_the_order_allows() {
    let mut scene = Scene::straight(1, 60).watch_all();
    driving(&mut scene, 0, 0..600);
    scene.until(759);
    scene.nothing();
    assert_eq!(scene.watch().next_due(), Some(at(760)));
    scene.until(760);
    let lost = scene.only(Rule::LostContact);
    assert_eq!((lost.since, lost.found, lost.until), (at(580), at(760), None));
    assert_eq!((lost.subject, lost.evidence), (vehicle(0), vec![29]));
    // Any report ends it, even one without a position.
    scene.signal(0, 900, None);
    assert_eq!(scene.only(Rule::LostContact).until, Some(at(900)));
}

#[test]
fn a_vehicle_that_never_reports_is_missed_from_departure_on_and_not_before() {
    let mut scene = Scene::straight(1, 60).watch_all();
    scene.until(179);
    scene.nothing();
    scene.until(180);
    assert_eq!(scene.only(Rule::LostContact).evidence, [] as [u64; 0]);
}

#[test]
fn late_points_that_fill_the_gap_withdraw_the_finding() {
    let mut scene = Scene::straight(1, 60).watch_all();
    driving(&mut scene, 0, 0..600);
    driving(&mut scene, 0, 1200..1500);
    assert_eq!(scene.found(Rule::LostContact).len(), 1);
    let mut late = Scene::straight(1, 60);
    driving(&mut late, 0, 600..1200);
    for mut heard in late.heard {
        heard.received = at(1500);
        heard.reference += 1000;
        scene.heard.push(heard);
    }
    scene.nothing();
}

#[test]
fn silence_in_dead_ground_alerts_nobody_until_it_should_be_out_again() {
    let mut scene = Scene::straight(1, 60).watch_all();
    // A quarter of an hour at the planned speed.
    scene.order.dead_ground = vec![Range { from_mm: 6_000_000, to_mm: 15_000_000 }];
    driving(&mut scene, 0, 0..600);
    // Seen last at 5,800 m in second 580; out at second 1500.
    scene.until(1500 + 178);
    scene.nothing();
    scene.until(1500 + 180);
    let lost = scene.only(Rule::LostContact);
    // To a second: the way is a few millimetres shorter than its kilometres.
    assert!(lost.since == at(580) && at(1680).since(lost.found).0.abs() < 1_000_000, "{lost:?}");
    driving(&mut scene, 0, 1700..1900);
    assert_eq!(scene.only(Rule::LostContact).until, Some(at(1700)));
}

#[test]
fn silence_before_dead_ground_that_could_not_have_been_reached_is_missed() {
    let mut scene = Scene::straight(1, 60).watch_all();
    scene.order.dead_ground = vec![Range { from_mm: 9_000_000, to_mm: 15_000_000 }];
    driving(&mut scene, 0, 0..600);
    scene.until(760);
    assert_eq!(scene.only(Rule::LostContact).found, at(760));
}

fn jammed() -> Scene {
    let mut scene = Scene::straight(3, 60).watch_all();
    scene.order.thresholds.interval_least_mm = None;
    let every = Some(Span::minutes(15));
    scene.order.silences = vec![Silence { from: at(600), until: at(4200), range: None, voice_every: every }];
    for number in 0..3 {
        driving(&mut scene, number, 0..600);
    }
    scene
}

#[test]
fn a_convoy_jammed_under_planned_silence_alerts_nobody_while_it_reports_by_voice() {
    let mut scene = jammed();
    for second in [1400, 2200, 3000, 3800] {
        scene.voice(second, None);
    }
    scene.until(4200 + 179);
    scene.nothing();
    // When it is over each vehicle is to be heard again.
    scene.until(4200 + 180);
    let lost = scene.found(Rule::LostContact);
    assert_eq!(
        lost.iter().map(|lost| (lost.subject.clone(), lost.found)).collect::<Vec<_>>(),
        [0, 1, 2].map(|v| (vehicle(v), at(4380)))
    );
}

#[test]
fn a_voice_report_that_is_missed_under_planned_silence_is_found_for_the_movement() {
    let mut scene = jammed();
    scene.voice(1400, None);
    scene.until(2299);
    scene.nothing();
    scene.until(2300);
    let lost = scene.only(Rule::LostContact);
    assert_eq!((lost.subject, lost.element), (Subject::Movement, Element::Silence(at(600))));
    assert_eq!((lost.since, lost.found), (at(1400), at(2300)));
    scene.voice(2400, None);
    assert_eq!(scene.only(Rule::LostContact).until, Some(at(2400)));
}

#[test]
fn planned_silence_somewhere_else_along_the_way_excuses_nobody() {
    let mut scene = jammed();
    scene.order.silences[0].range = Some(Range { from_mm: 40_000_000, to_mm: 50_000_000 });
    scene.order.silences[0].voice_every = None;
    scene.until(760);
    assert_eq!(scene.found(Rule::LostContact).len(), 3);
}

#[test]
fn a_call_for_help_is_found_and_no_devices_word_ends_it() {
    let mut scene = Scene::straight(1, 60).watch_all();
    driving(&mut scene, 0, 0..100);
    scene.signal(0, 100, Some(Signal::Emergency));
    scene.signal(0, 110, Some(Signal::Emergency));
    scene.signal(0, 120, Some(Signal::EmergencyOver));
    driving(&mut scene, 0, 120..300);
    let call = scene.only(Rule::Emergency);
    assert_eq!((call.since, call.found, call.last, call.until), (at(100), at(110), at(110), None));
    assert_eq!(call.evidence.len(), 2);
    assert_eq!((call.subject, call.element), (vehicle(0), Element::Device(device(0))));
    scene.distress(310, None);
    assert!(scene.found(Rule::Emergency).iter().any(|call| call.subject == Subject::Movement));
}

#[test]
fn a_beacon_calls_once_until_it_was_ended_or_silent_for_five_minutes() {
    let mut scene = Scene::straight(1, 60);
    let since = |scene: &Scene| scene.only(Rule::Emergency).since;
    (0..120).for_each(|n| scene.signal(0, n * 10, Some(Signal::Emergency)));
    assert_eq!((since(&scene), scene.only(Rule::Emergency).found), (at(0), at(1190)));
    scene.signal(0, 1190 + 299, Some(Signal::Emergency));
    assert_eq!(since(&scene), at(0));
    scene.signal(0, 1489 + 300, Some(Signal::Emergency));
    assert_eq!(since(&scene), at(1789));
    scene.signal(0, 1800, Some(Signal::EmergencyOver));
    assert_eq!(since(&scene), at(1789), "it ends nothing");
    scene.signal(0, 1801, Some(Signal::Emergency));
    assert_eq!(since(&scene), at(1801));
    // Most of the beacon's calls were lost, and one comes late: by the hour it was made it joins the others.
    let mut late = Scene::straight(1, 60);
    [0, 450, 200].into_iter().for_each(|second| late.signal(0, second, Some(Signal::Emergency)));
    assert_eq!(since(&late), at(0));
    late.signal(0, 300, Some(Signal::EmergencyOver));
    assert_eq!(since(&late), at(450), "and an end that comes late parts them");
}

#[test]
fn a_second_device_of_a_vehicle_that_calls_while_the_first_goes_on_is_another_call() {
    let mut scene = Scene::straight(1, 60);
    let second = Binding { device: device(5), from: at(-3600), until: None };
    scene.order.vehicles[0].bindings.push(second);
    (0..60).for_each(|n| scene.signal(0, n * 10, Some(Signal::Emergency)));
    scene.signal(5, 305, Some(Signal::Emergency));
    scene.signal(0, 600, Some(Signal::EmergencyOver));
    let found = scene.found(Rule::Emergency);
    let calls: Vec<_> = found.iter().map(|call| (call.element.clone(), call.since, call.found)).collect();
    let of = |number| Element::Device(device(number));
    assert_eq!(calls, [(of(0), at(0), at(590)), (of(5), at(305), at(305))]);
    assert!(found.iter().all(|call| call.subject == vehicle(0)));
}

#[test]
fn an_end_that_a_device_of_no_known_vehicle_says_makes_the_next_call_another() {
    let mut scene = Scene::straight(1, 60);
    scene.calls(8, 10);
    scene.calls(8, 20);
    assert_eq!(scene.only(Rule::Emergency).since, at(10));
    scene.called_off(8, 30);
    scene.calls(8, 40);
    assert_eq!(scene.only(Rule::Emergency).since, at(40));
}

#[test]
fn each_device_of_no_known_vehicle_calls_by_itself() {
    let mut scene = Scene::straight(1, 60);
    (0..60).for_each(|n| scene.calls(8, n * 10));
    scene.calls(9, 300);
    scene.called_off(8, 310);
    scene.calls(9, 320);
    let found = scene.found(Rule::Emergency);
    let calls: Vec<_> = found.iter().map(|call| (call.element.clone(), call.since, call.found)).collect();
    let of = |number| Element::Device(device(number));
    assert_eq!(
        calls,
        [(of(8), at(320), at(590)), (of(9), at(300), at(320))],
        "also those made in the same moment"
    );
    assert!(found.iter().all(|call| call.subject == Subject::Movement));
}

#[test]
fn who_is_silent_while_nobody_listens_is_missed_from_when_somebody_does_again() {
    let mut scene = Scene::straight(2, 60).watch_all();
    scene.order.thresholds.interval_most_mm = None;
    scene.order.thresholds.interval_least_mm = None;
    (0..2).for_each(|vehicle| driving(&mut scene, vehicle, 0..600));
    // Down ten seconds before the first would be missed, and up an hour later.
    scene.order.deaf = vec![Deaf { from: at(750), until: at(4350) }];
    scene.until(4350 + 119);
    scene.nothing();
    // The other is heard as soon as it can be.
    driving(&mut scene, 1, 4360..4600);
    let lost = scene.only(Rule::LostContact);
    assert_eq!((lost.since, lost.found, lost.subject), (at(580), at(4350 + 120), vehicle(0)));
}

#[test]
fn that_nobody_listened_for_a_while_excuses_nobody_before_it_or_long_after() {
    let mut scene = Scene::straight(1, 60).watch_all();
    driving(&mut scene, 0, 0..600);
    let found = |scene: &Scene| scene.only(Rule::LostContact).found;
    scene.until(2000);
    for (from, until, missed) in
        [(760, 900, 760), (759, 761, 761 + 120), (100, 500, 760), (500, 590, 770), (600, 602, 762)]
    {
        scene.order.deaf = vec![Deaf { from: at(from), until: at(until) }];
        assert_eq!(found(&scene), at(missed), "{from} to {until}");
    }
    // Down again before anybody could be missed.
    let deaf = |from, until| Deaf { from: at(from), until: at(until) };
    scene.order.deaf = vec![deaf(700, 800), deaf(900, 1000)];
    assert_eq!(found(&scene), at(1120));
    // Down again and again for a moment each: nobody is never missed.
    scene.order.deaf = (0..40).map(|n| deaf(590 + n * 30, 592 + n * 30)).collect();
    assert!(found(&scene) <= at(1000), "{:?}", found(&scene));
}

#[test]
fn a_call_that_is_due_while_nobody_listens_is_missed_after_it() {
    let mut scene = Scene::straight(1, 60).watch_all();
    let voice_every = Some(Span::minutes(10));
    scene.order.silences = vec![Silence { from: at(600), until: at(6000), range: None, voice_every }];
    driving(&mut scene, 0, 0..600);
    scene.order.deaf = vec![Deaf { from: at(1100), until: at(1300) }];
    scene.until(1300 + 119);
    scene.nothing();
    scene.until(1300 + 120);
    assert_eq!(scene.only(Rule::LostContact).found, at(1420));
}
