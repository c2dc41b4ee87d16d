//! A disk that fills up under an open room: nothing more is recorded and everybody is told why, those on duty read on,
//! and what they saw is on the record once there is room again, also if the room was closed or killed meanwhile.

use std::{
    collections::BTreeSet,
    fs,
    time::{Duration, Instant},
};

use e2e::{
    client::Client,
    disk::SmallDisk,
    orders::order,
    room::{Room, verifies_by},
    unit::{furnish, person},
};
use serde_json::{Value, json};

/// Room for the record, the accounts and what is set aside, and some entries more.
const KILOBYTES: u32 = 12 * 1024;
/// The room tries again every five seconds.
const WITHIN: Duration = Duration::from_secs(30);
/// What it tells whoever runs the machine, once.
const STUCK: &str = "nothing can be recorded";

/// A room on a disk of its own.
struct Filling {
    disk: SmallDisk,
    room: Room,
}

fn the(room: &Room, role: &str) -> Client {
    room.nobody().with(&person(role, 0).token)
}

impl Filling {
    /// `None`, and said so, where no disk can be mounted.
    fn open() -> Option<Filling> {
        let Some(disk) = SmallDisk::of(KILOBYTES) else {
            eprintln!("SKIPPED: this user may not mount a small disk, so none was filled");
            return None;
        };
        let dir = disk.path().join("data");
        fs::create_dir(&dir).unwrap();
        furnish(&dir);
        let room = Room::serve_by(&disk.entry(), &disk.path_within().join("data"));
        Some(Filling { disk, room })
    }

    fn the(&self, role: &str) -> Client {
        the(&self.room, role)
    }

    fn requested(&self, number: &str) -> String {
        self.the("sponsor")
            .post("/movements", &json!({"number": number, "facts": order()}))
            .is(201)
            .movement()
    }

    /// Fills the disk, and asks until what was set aside for the log before is used up as well.
    fn fill(&self) -> Value {
        self.disk.fill();
        for nth in 0..10_000 {
            let wanted = json!({"number": format!("FULL-{nth}"), "facts": order()});
            let answer = self.the("sponsor").post("/movements", &wanted);
            if answer.status != 201 {
                return answer.is_problem(507, "disk-full");
            }
        }
        panic!("it was never full")
    }
}

fn waiting(room: &Room) -> u64 {
    room.nobody().read("/healthz")["sights_waiting"].as_u64().unwrap()
}

#[track_caller]
fn until_noted(room: &Room) {
    let began = Instant::now();
    while waiting(room) > 0 {
        assert!(began.elapsed() < WITHIN, "what was seen waits although there is room");
        std::thread::yield_now();
    }
}

/// The parts of a movement that the duty officer has seen, as the principal who travels finds them.
fn seen(room: &Room, movement: &str) -> BTreeSet<String> {
    let sights = the(room, "principal").read(&format!("/movements/{movement}/sights"));
    let duty = &person("duty-officer", 0).id;
    let theirs = sights.as_array().unwrap().iter().filter(|sight| sight["person"] == duty.as_str());
    theirs.map(|sight| sight["part"].as_str().unwrap().to_owned()).collect()
}

/// What the duty officer sees is on the record: all of what they see of another movement of the same order.
#[track_caller]
fn is_noted(room: &Room, movement: &str) {
    until_noted(room);
    let sponsor = the(room, "sponsor");
    let other = sponsor.post("/movements", &json!({"number": "TWIN", "facts": order()})).is(201).movement();
    the(room, "duty-officer").read(&format!("/movements/{other}"));
    let parts = seen(room, &other);
    assert!(!parts.is_empty());
    assert_eq!(seen(room, movement), parts);
}

/// The duty officer looks while nothing can be recorded.
#[track_caller]
fn looks(filling: &Filling, movement: &str) {
    let shown = filling.the("duty-officer").read(&format!("/movements/{movement}"));
    assert_eq!(shown["stage"], "requested", "{shown}");
    assert!(waiting(&filling.room) > 0, "what was seen was not noted, nor does it wait");
}

#[test]
fn a_full_disk_refuses_what_would_be_recorded_and_those_on_duty_read_on() {
    let Some(filling) = Filling::open() else { return };
    let movement = filling.requested("FULL");
    let refused = filling.fill();
    let detail = refused["detail"].as_str().unwrap();
    assert!(detail.contains("nothing was recorded") && detail.contains("Free space"), "{detail}");

    looks(&filling, &movement);
    // Whoever is not on duty would see without a trace: they are told to come back, and why.
    let authority = filling.the("authority").get(&format!("/movements/{movement}"));
    authority.is_problem(507, "disk-full");
    // A sign-in would be a trace as well.
    let sponsor = person("sponsor", 0);
    let given = json!({"name": sponsor.name, "password": sponsor.password, "as": "token"});
    let signing_in = filling.room.nobody().post("/session", &given);
    assert!(matches!(signing_in.status, 200 | 507), "{}", signing_in.text());
    let at = format!("/movements/{movement}/clearance");
    filling.the("duty-officer").does(&at).is_problem(507, "disk-full");

    filling.disk.empty();
    is_noted(&filling.room, &movement);
    filling.requested("ROOM-AGAIN");
    filling.room.close_having_complained(&[STUCK]);
}

#[test]
fn what_was_seen_on_a_full_disk_outlasts_closing_the_room() {
    let Some(filling) = Filling::open() else { return };
    let movement = filling.requested("CLOSED");
    filling.fill();
    looks(&filling, &movement);
    let Filling { disk, room } = filling;
    room.close_having_complained(&[STUCK]);
    let room = reopened(&disk);
    is_noted(&room, &movement);
    room.close();
}

#[test]
fn what_was_seen_on_a_full_disk_outlasts_a_kill() {
    let Some(filling) = Filling::open() else { return };
    let movement = filling.requested("KILLED");
    filling.fill();
    looks(&filling, &movement);
    let Filling { disk, room } = filling;
    room.kill_having_complained(&[STUCK]);
    let room = reopened(&disk);
    is_noted(&room, &movement);
    room.close();
}

/// The same directory, once there is room.
fn reopened(disk: &SmallDisk) -> Room {
    disk.empty();
    let (by, dir) = (disk.entry(), disk.path_within().join("data"));
    verifies_by(&by, &dir);
    Room::serve_by(&by, &dir)
}
