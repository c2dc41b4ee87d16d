//! Conversations with clients, over a wire in memory.

use std::net::{IpAddr, Ipv4Addr};

use links::cot::{
    Point,
    make::{Said as Called, Stop},
};
use lobby::Lobby;
use model::{Place, Report, Signal, Span};
use ops::track::NotTaken;
use tokio::{
    io::{AsyncWriteExt as _, DuplexStream, duplex},
    task::JoinHandle,
};

use super::{
    super::scene::{COACH, LEAD, Scene, begins, device},
    *,
};

/// How much waits on the wire for whoever does not read.
const ON_THE_WIRE: usize = 64 << 10;
/// Within what time something is heard.
const WITHIN: Duration = Duration::from_secs(20);

struct Client {
    wire: DuplexStream,
    stream: Stream,
    heard: Vec<Item>,
    ended: JoinHandle<Option<Counter>>,
}

impl Client {
    /// One that showed the certificate of a device.
    fn of(scene: &Scene, credential: &str) -> Client {
        let device = device(credential);
        let seat = scene.desk.seats.take(device).unwrap();
        Client::connected(scene, Whose::Of(device, seat), SILENT)
    }

    /// One that shows none, and says within that time who it is.
    fn clear(scene: &Scene, within: Duration) -> Client {
        let (place, _) = Lobby::of(64).enter(IpAddr::V4(Ipv4Addr::LOCALHOST));
        let shared = Shared::in_the_lobby(place, time::Instant::now() + within);
        Client::connected(scene, Whose::EachByItself(shared), SILENT)
    }

    fn connected(scene: &Scene, whose: Whose, silent: Duration) -> Client {
        let (wire, other) = duplex(ON_THE_WIRE);
        let desk = Arc::clone(&scene.desk);
        let ended = tokio::spawn(async move { held(&desk, whose, other, silent).await });
        Client { wire, stream: Stream::default(), heard: Vec::new(), ended }
    }

    async fn says(&mut self, what: &[String]) {
        self.wire.write_all(what.concat().as_bytes()).await.unwrap();
    }

    /// Says it and waits until all of it was dealt with.
    async fn says_and_is_heard(&mut self, what: &[String]) {
        self.says(what).await;
        self.says(&[ping()]).await;
        self.hears("t-x-c-t-r").await;
    }

    /// The next event of a sort, and how it came.
    async fn hears(&mut self, kind: &str) -> (Event, Form) {
        let heard = async {
            let mut bytes = vec![0; READ];
            loop {
                let mut heard = std::mem::take(&mut self.heard).into_iter();
                while let Some(item) = heard.next() {
                    if let Item::Event(event, form) = item
                        && event.kind == kind
                    {
                        self.heard = heard.collect();
                        return (event, form);
                    }
                }
                let count = self.wire.read(&mut bytes).await.unwrap();
                assert!(count > 0, "it ended, and no {kind} was said");
                self.stream.hear(&bytes[..count], &mut self.heard).unwrap();
            }
        };
        time::timeout(WITHIN, heard).await.expect(kind)
    }

    async fn ends(self) -> Option<Counter> {
        time::timeout(WITHIN, self.ended).await.expect("it ends").unwrap()
    }
}

fn at(seconds: i32) -> Instant {
    begins().saturating_add(Span::seconds(seconds))
}

fn event(uid: &str, kind: &str, at: Instant, inner: &str) -> String {
    format!(
        "<event version='2.0' uid='{uid}' type='{kind}' how='m-g' time='{at}' start='{at}' stale='{at}'>\
         <point lat='34.93' lon='72.88' hae='900' ce='5' le='9999999'/><detail>{inner}</detail></event>"
    )
}

fn position(uid: &str, at: Instant) -> String {
    event(uid, "a-f-G-U-C", at, "<takv/>")
}

/// As a watch calls over the telephone it is paired with: under an identifier made for it, with the watch as its parent.
fn call_of_a_watch(at: Instant) -> String {
    let link = "<link uid='WEAROS_1' type='a-f-G-U-C' relation='p-p'/>";
    event("17eaa1c4", "b-a-o", at, &format!("{link}<emergency type='Manual Alert: Gunshot'>SP</emergency>"))
}

fn call(uid: &str, at: Instant) -> String {
    event(uid, "b-a-o-tbl", at, "<emergency type='911 Alert'>LEAD</emergency>")
}

fn ping() -> String {
    event("ping", "t-x-c-t", at(0), "")
}

#[tokio::test]
async fn a_watch_that_calls_for_help_over_a_telephone_is_heard_and_is_not_taken_for_it() {
    let scene = Scene::open();
    let mut phone = Client::of(&scene, LEAD);
    let said = [call_of_a_watch(at(-3)), position("ANDROID-1", at(-2)), call_of_a_watch(at(-1))];
    phone.says_and_is_heard(&said).await;
    let kept = [scene.next_kept(), scene.next_kept(), scene.next_kept()];
    let help = Some(Signal::Emergency);
    assert_eq!(kept.map(|it| it.report.signal), [help, None, help]);
    assert!(kept.iter().all(|it| it.device == device(LEAD)));
    phone.says_and_is_heard(&[position("ANDROID-2", at(0))]).await;
    assert_eq!((scene.how_many(), scene.counted(Counter::OfAnother)), (3, 1));
}

#[tokio::test]
async fn by_a_wrong_clock_a_position_is_refused_and_counted_and_a_call_for_help_is_of_the_moment_it_comes() {
    let scene = Scene::open();
    let mut client = Client::of(&scene, LEAD);
    let (ahead, long_ago) = (at(600), at(-31 * 86_400));
    client.says_and_is_heard(&[position("ANDROID-1", ahead), position("ANDROID-1", long_ago)]).await;
    let counted = scene.desk.hatch.counts().so_far();
    assert_eq!((counted.kept, counted.from_the_future, counted.too_old), (0, 1, 1));
    client.says_and_is_heard(&[call("ANDROID-1", ahead), call("ANDROID-1", long_ago)]).await;
    for kept in [scene.next_kept(), scene.next_kept()] {
        assert_eq!((kept.report.signal, kept.report.at), (Some(Signal::Emergency), kept.received));
        assert_eq!(kept.report.fix.unwrap().place.lat_e7(), 349_300_000);
    }
    let counted = scene.desk.hatch.counts().so_far();
    assert_eq!((counted.time_not_believed, counted.from_the_future, counted.too_old), (2, 1, 1));
}

#[tokio::test]
async fn an_event_of_nobodys_device_costs_the_others_on_its_connection_nothing() {
    let scene = Scene::open();
    let mut gateway = Client::clear(&scene, WITHIN);
    let said = [position("ANDROID-9", at(-3)), position(LEAD, at(-2)), position("ANDROID-9", at(-1))];
    gateway.says_and_is_heard(&said).await;
    gateway.says_and_is_heard(&[position(COACH, at(0))]).await;
    assert_eq!([scene.next_kept(), scene.next_kept()].map(|it| it.device), [device(LEAD), device(COACH)]);
    assert_eq!(scene.desk.hatch.counts().so_far().not_enrolled, 2);

    scene.revoke(LEAD);
    gateway.says_and_is_heard(&[position(LEAD, at(0)), position(COACH, at(0))]).await;
    assert_eq!((scene.next_kept().device, scene.how_many()), (device(COACH), 3));
    // When the last of those that were heard on it is revoked it ends.
    scene.revoke(COACH);
    gateway.says(&[position(COACH, at(0))]).await;
    assert_eq!(gateway.ends().await, Some(Counter::NotEnrolled));
    assert_eq!(scene.how_many(), 3);
}

#[tokio::test]
async fn a_connection_on_which_nobody_enrolled_is_heard_ends_by_its_hour() {
    let scene = Scene::open();
    let mut stranger = Client::clear(&scene, Duration::from_millis(50));
    stranger.says(&[position("ANDROID-9", at(0))]).await;
    assert_eq!(stranger.ends().await, Some(Counter::Stranger));
}

/// A device reports as much as it may for now.
fn uses_up(scene: &Scene, credential: &str) {
    let received = scene.desk.now();
    let report = Report { at: received, fix: None, signal: None };
    let one = Fresh { device: device(credential), received, report };
    let hatch = &scene.desk.hatch;
    let mut taken = 0;
    for size in [1_000, 100, 10, 1] {
        while hatch.tries(vec![one; size], received, |_| ()).is_ok() {
            taken += size;
        }
    }
    let again = hatch.tries(vec![one], received, |_| ());
    assert!(matches!(again, Err(NotTaken::TooFast { .. })), "{again:?}");
    for _ in 0..taken {
        scene.next_kept();
    }
}

#[tokio::test]
async fn a_device_that_sends_too_much_holds_up_no_other_on_its_connection_and_its_call_for_help_is_heard() {
    let scene = Scene::open();
    let mut gateway = Client::clear(&scene, WITHIN);
    gateway.says_and_is_heard(&[position(LEAD, at(-9)), position(COACH, at(-9))]).await;
    assert_eq!([scene.next_kept(), scene.next_kept()].map(|it| it.device), [device(LEAD), device(COACH)]);
    uses_up(&scene, LEAD);
    let flood: Vec<String> = (0..100).map(|_| position(LEAD, at(-1))).collect();
    gateway.says_and_is_heard(&[flood, vec![position(COACH, at(-1)), call(LEAD, at(0))]].concat()).await;
    let kept = [scene.next_kept(), scene.next_kept()];
    assert_eq!(kept.map(|it| it.device), [device(COACH), device(LEAD)]);
    assert_eq!(kept[1].report.signal, Some(Signal::Emergency));
    assert!(scene.desk.hatch.counts().so_far().too_fast >= 99);
}

#[tokio::test]
async fn a_device_that_sent_too_much_over_its_own_connection_waits_and_is_heard_then() {
    let scene = Scene::open();
    let mut client = Client::of(&scene, LEAD);
    uses_up(&scene, LEAD);
    client.says_and_is_heard(&[position("ANDROID-1", at(0)), position("ANDROID-1", at(1))]).await;
    assert_eq!([scene.next_kept(), scene.next_kept()].map(|it| it.report.at), [at(0), at(1)]);
}

#[tokio::test]
async fn one_credential_holds_a_few_connections_and_the_oldest_makes_way() {
    let scene = Scene::open();
    let mut open = Vec::new();
    for n in 0..9 {
        let mut client = Client::clear(&scene, WITHIN);
        client.says_and_is_heard(&[position(LEAD, at(n))]).await;
        open.push(client);
    }
    let mut other = Client::clear(&scene, WITHIN);
    other.says_and_is_heard(&[position(COACH, at(0))]).await;
    assert_eq!(open.remove(0).ends().await, Some(Counter::Replaced));
    for client in &mut open {
        client.says_and_is_heard(&[]).await;
    }
    // Whoever left makes room.
    let left = open.pop().unwrap();
    drop(left.wire);
    assert_eq!(time::timeout(WITHIN, left.ended).await.unwrap().unwrap(), None);
    let mut again = Client::clear(&scene, WITHIN);
    again.says_and_is_heard(&[position(LEAD, at(9))]).await;
    for client in &mut open {
        client.says_and_is_heard(&[]).await;
    }
}

#[tokio::test]
async fn a_client_that_reads_nothing_is_let_go_of() {
    let scene = Scene::open();
    let client = Client::of(&scene, LEAD);
    let way = "x".repeat(1_000);
    let events = (0..500).map(|n| spot(&format!("spot-{n}"), &way)).collect();
    scene.desk.seats.tell(device(LEAD), Tidings { events, over: Vec::new() });
    assert_eq!(client.ends().await, Some(Counter::Slow));
}

#[tokio::test]
async fn a_client_that_is_silent_for_too_long_is_let_go_of() {
    let scene = Scene::open();
    let seat = scene.desk.seats.take(device(LEAD)).unwrap();
    let whose = Whose::Of(device(LEAD), seat);
    let client = Client::connected(&scene, whose, Duration::from_millis(20));
    assert_eq!(client.ends().await, Some(Counter::Silent));
}

fn called(uid: &str) -> Called<'_> {
    Called { uid, callsign: "Convoy", now: at(0), stale: at(600) }
}

fn spot(uid: &str, remarks: &str) -> Event {
    let place = Place::from_e7(349_300_000, 728_800_000).unwrap();
    make::spot(
        called(uid),
        Point { place, height_mm: None, circular_mm: Some(5_000), linear_mm: None },
        remarks,
    )
}

#[tokio::test]
async fn a_client_that_changed_to_protobuf_is_told_way_alert_and_removal_in_it() {
    let scene = Scene::open();
    let mut client = Client::of(&scene, LEAD);
    let (offer, _) = client.hears("t-x-takp-v").await;
    client.says(&[links::cot::write(&negotiation::request(&offer.uid, at(0)))]).await;
    client.hears("t-x-takp-r").await;
    let place = |lat| Place::from_e7(lat, 728_800_000).unwrap();
    let stops =
        [("Start", 1), ("", 2), ("Destination", 3)].map(|(name, lat)| Stop { place: place(lat), name });
    let way = make::route(called("way"), &stops);
    let message = make::message(called("alert"), "alert", "ALERT about movement SC-1");
    let events = vec![way, message, spot("spot", "a vehicle stands")];
    scene.desk.seats.tell(device(LEAD), Tidings { events, over: Vec::new() });

    let (way, form) = client.hears("b-m-r").await;
    let named: Vec<_> = way.waypoints().map(|stop| (stop.place, stop.callsign.to_owned())).collect();
    assert_eq!((form, named.len(), &named[2]), (Form::Tak, 3, &(place(3), "Destination".to_owned())));
    let (message, form) = client.hears("b-t-f").await;
    assert_eq!((form, &*message.chat().unwrap().text), (Form::Tak, "ALERT about movement SC-1"));
    let (spot, form) = client.hears("b-m-p-s-m").await;
    let remarks = spot.detail.child("remarks").unwrap().text();
    assert_eq!((form, &*spot.uid, &*remarks), (Form::Tak, "spot", "a vehicle stands"));

    scene.desk.seats.tell(device(LEAD), Tidings::default());
    for uid in ["spot", "way"] {
        let (removal, form) = client.hears("t-x-d-d").await;
        let link = removal.detail.child("link").unwrap();
        assert_eq!((form, link.attribute("uid")), (Form::Tak, Some(uid)));
    }
}
