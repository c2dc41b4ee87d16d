//! Requests of OsmAnd, Traccar Client and OwnTracks.

use links::phones::{Ignored, Posted, Refused, osmand, owntracks, traccar};
use model::{Instant, Report};

use crate::{mutilated, shared};

fn received() -> Instant {
    "2026-01-01T00:00:00Z".parse().unwrap()
}

fn posts(name: &str) -> Vec<String> {
    let file = shared("trackers").into_iter().find(|(file, _)| file == name);
    let text = file.map(|(_, bytes)| String::from_utf8(bytes).unwrap()).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

fn only(posted: &Posted) -> Report {
    assert_eq!(posted.reports.len(), 1, "{posted:?}");
    posted.reports[0]
}

#[test]
fn every_request_of_osmand_is_read_but_the_one_without_a_device() {
    let lines = posts("osmand_requests.txt");
    let read: Vec<_> = lines.iter().map(|line| osmand::read(line, received())).collect();
    if read.is_empty() {
        return;
    }
    assert_eq!(read.len(), 11);
    assert_eq!(read[1], Err(Refused::Missing("id".to_owned())));
    let good: Vec<Posted> = read.iter().filter_map(|it| it.clone().ok()).collect();
    assert_eq!(good.len(), 10);
    assert_eq!(good[0].ignored, [Ignored::Surroundings("cell"), Ignored::Surroundings("wifi")]);
    assert_eq!(only(&good[0]).fix, None);
    // 2016-01-27T18:55:47Z, escaped; milliseconds; a time without a zone.
    assert_eq!(only(&good[1]).at.micros(), 1_453_920_947_000_000);
    assert_eq!(only(&good[2]).at.micros(), 1_442_068_686_579_000);
    assert_eq!(only(&good[3]).at.micros(), 1_401_873_011_000_000);
    assert_eq!(only(&good[6]).at, received());
    let fix = only(&good[7]).fix.unwrap();
    assert_eq!(
        (fix.place.lon_e7(), fix.battery_percent, fix.height_mm),
        (-8_833_330, Some(87), Some(350_059))
    );
    let fix = only(&good[9]).fix.unwrap();
    assert_eq!(
        (fix.place.lat_e7(), fix.course_mdeg, fix.speed_mm_s),
        (407_232_949, Some(7_199), Some(20_578))
    );
}

#[test]
fn every_post_of_traccar_client_is_read_and_a_simulated_one_told() {
    let lines = posts("osmand_json_posts.jsonl");
    let read: Vec<Posted> =
        lines.iter().map(|line| traccar::read(line.as_bytes(), received()).unwrap()).collect();
    if read.is_empty() {
        return;
    }
    let devices: Vec<_> = read.iter().filter_map(|it| it.device.as_deref()).collect();
    assert_eq!(devices, ["48241179", "48241179", "658765", "8737767034"]);
    assert_eq!((only(&read[2]).fix, &read[2].ignored[..]), (None, &[Ignored::Simulated][..]));
    let (first, last) = (only(&read[0]).fix.unwrap(), only(&read[3]).fix.unwrap());
    assert_eq!(
        (first.place.lat_e7(), first.course_mdeg, first.battery_percent),
        (374_219_983, None, Some(100))
    );
    assert_eq!(
        (last.speed_mm_s, last.accuracy_mm, last.battery_percent),
        (Some(18_670), Some(3_800), Some(79))
    );
}

#[test]
fn every_post_of_owntracks_is_read() {
    let lines = posts("owntracks_posts.jsonl");
    let read: Vec<Posted> = lines.iter().map(|line| owntracks::read(line.as_bytes()).unwrap()).collect();
    if read.is_empty() {
        return;
    }
    let devices: Vec<_> = read.iter().filter_map(|it| it.device.as_deref()).collect();
    assert_eq!(devices[..3], ["5t", "JJ", "JJ"]);
    assert_eq!(devices[5], "owntracks/qtripp/865284041968706");
    let fix = only(&read[2]).fix.unwrap();
    // 61 km/h.
    assert_eq!(
        (fix.speed_mm_s, fix.course_mdeg, fix.height_mm),
        (Some(16_944), Some(271_000), Some(167_000))
    );
    assert_eq!(only(&read[5]).at.micros(), 1_736_519_167_000_000);
}

#[test]
fn no_mutilation_of_a_post_makes_a_decoder_panic() {
    mutilated(&shared("trackers"), |bytes| {
        for line in bytes.split(|&byte| byte == b'\n') {
            let _ = osmand::read(&String::from_utf8_lossy(line), received());
            let _ = (traccar::read(line, received()), owntracks::read(line));
        }
    });
}
