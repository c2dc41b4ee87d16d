//! The requests that apps and trackers on the road themselves send, collected from their projects' tests: each is understood as it
//! is, of a device of ours and of now.

use std::{path::Path, process::Command};

use e2e::{clock, events::Events, unit::Scene};
use serde_json::{Value, json};

use super::devices::{basic, enrolled, positions, under_way};

/// What the apps themselves send, as theirs of now: each line's device is one of ours, and its hour, in the form it has, is `at`.
fn of_ours(line: &str, token: &str, at: u64) -> Value {
    let mut sent: Value = serde_json::from_str(line).unwrap();
    if sent["_type"] == "location" {
        sent["tst"] = json!(at);
    } else {
        sent["device_id"] = json!(token);
        sent["location"]["timestamp"] = json!(moment(at, "%Y-%m-%dT%H:%M:%S.000Z"));
    }
    sent
}

fn moment(at: u64, form: &str) -> String {
    let at = jiff::Timestamp::from_second(i64::try_from(at).unwrap()).unwrap();
    jiff::tz::Offset::UTC.to_datetime(at).strftime(form).to_string()
}

/// The same of a query.
fn query_of_ours(query: &str, token: &str, at: u64) -> String {
    let part = |part: &str| match part.split_once('=') {
        Some((name @ ("id" | "deviceid"), _)) => format!("{name}={token}"),
        Some(("timestamp", said)) => {
            let said = match said {
                _ if said.contains('T') => moment(at, "%Y-%m-%dT%H%%3A%M%%3A%SZ"),
                _ if said.contains('+') => moment(at, "%Y-%m-%d+%H%%3A%M%%3A%S"),
                _ if said.len() == 13 => format!("{at}000"),
                _ => at.to_string(),
            };
            format!("timestamp={said}")
        }
        _ => part.to_owned(),
    };
    query.split('&').map(part).collect::<Vec<_>>().join("&")
}

/// Where a query says that it is.
fn place_of(query: &str) -> Option<[f64; 2]> {
    let of = |wanted: &str| {
        let mut parts = query.split('&').filter_map(|part| part.split_once('='));
        parts.find(|(name, _)| *name == wanted).map(|(_, said)| said)
    };
    let (lat, lon) = of("location").and_then(|said| said.split_once(',')).or(of("lat").zip(of("lon")))?;
    Some([lon.parse().ok()?, lat.parse().ok()?])
}

/// The requests that the apps themselves send, by `curl`, of a device of ours: each that says where it is, is answered as kept, and
/// there it is.
#[test]
fn what_the_apps_send_is_understood_as_they_send_it_and_is_where_they_say() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/trackers");
    if !data.is_dir() || Command::new("curl").arg("--version").output().is_err() {
        println!("SKIPPED: there is no ../shared/data/trackers, or no curl");
        return;
    }
    let scene = Scene::open();
    let movement = under_way(&scene, "ROAD-8");
    let (_, token) = enrolled(&scene, "vehicles[test-car]");
    let page = Events::of(&scene.the("duty-officer"), None);
    let site = format!("http://{}/api/v1/reports", scene.nobody().at());
    let curl = |arguments: &[&str]| {
        let run =
            Command::new("curl").args(["-s", "-o", "-", "-w", "\n%{http_code}"]).args(arguments).output();
        let said = String::from_utf8(run.unwrap().stdout).unwrap();
        said.rsplit_once('\n').map(|(body, code)| (body.to_owned(), code.to_owned())).unwrap()
    };
    let (mut asked, mut kept, mut before) = (0, 0, Value::Null);
    let mut look = |(body, code): (String, String), place: Option<[f64; 2]>, of: &str| {
        asked += 1;
        match (code.as_str(), place) {
            ("200", Some([lon, lat])) => {
                kept += 1;
                let seen = || positions(&scene, &movement).first().map(|one| one["place"].clone());
                let off = |seen: &Value, n: usize, said: f64| (seen[n].as_f64().unwrap() - said).abs();
                let is_there = || seen().is_some_and(|at| off(&at, 0, lon) < 1e-6 && off(&at, 1, lat) < 1e-6);
                // It is answered once it is durable, and heard by the room right after.
                if !is_there() {
                    page.until(|event| event.kind == "moved" && is_there());
                }
                before = seen().unwrap();
            }
            // Cells alone, or a place that somebody made up on the telephone: nobody is where no report says it.
            ("200", None) => {
                let seen = positions(&scene, &movement)[0]["place"].clone();
                assert!(seen.is_null() || seen == before, "{of}: seen at {seen}, before at {before}");
            }
            // Of no device.
            ("401", None) if !of.contains("id=") => {}
            // It says what in it is wrong.
            ("422", None) => assert!(body.contains("detail"), "{of}: {body}"),
            _ => panic!("{of}: {code} {body}"),
        }
    };
    // Each later than the one before it: what is older moves nothing.
    let mut at = clock::unix() - 60;
    let authorised = format!("authorization: {}", basic(&token));
    for file in ["osmand_json_posts.jsonl", "owntracks_posts.jsonl"] {
        for line in
            std::fs::read_to_string(data.join(file)).unwrap().lines().filter(|line| !line.trim().is_empty())
        {
            at += 1;
            let sent = of_ours(line, &token, at);
            let (location, coords) = (&sent["location"], &sent["location"]["coords"]);
            let place = match location.is_object() {
                true => [coords["longitude"].as_f64(), coords["latitude"].as_f64()],
                false => [sent["lon"].as_f64(), sent["lat"].as_f64()],
            };
            let place = place[0].zip(place[1]).map(|(lon, lat)| [lon, lat]);
            let place = place.filter(|_| location["mock"] != json!(true));
            let sent = sent.to_string();
            let json = ["-H", "content-type: application/json", "-H", &authorised, "--data-binary", &sent];
            look(curl(&[&json[..], &[&site]].concat()), place, line);
        }
    }
    // Those that say no hour are of now, later than all others.
    let requests = std::fs::read_to_string(data.join("osmand_requests.txt")).unwrap();
    let (timed, of_now): (Vec<_>, Vec<_>) = requests.lines().partition(|line| line.contains("timestamp="));
    for line in timed.into_iter().chain(of_now) {
        let Some((_, query)) = line.split_once('?') else { continue };
        let query = query.split_whitespace().next().unwrap_or_default();
        at += 1;
        let names_a_device =
            query.split('&').any(|part| part.starts_with("id=") || part.starts_with("deviceid="));
        let place = place_of(query).filter(|_| names_a_device);
        look(curl(&["-g", &format!("{site}?{}", query_of_ours(query, &token, at))]), place, line);
    }
    assert!(asked >= 20 && kept * 10 >= asked * 8, "{kept} of {asked} kept");
    scene.close();
}
