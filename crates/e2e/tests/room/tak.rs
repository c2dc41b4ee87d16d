//! TAK clients connect with what they were given when they were enrolled, and report: durable before it is shown. Strangers,
//! floods and garbage cost their own connections and nobody else's.

use std::{
    net::{SocketAddr, TcpStream},
    path::Path,
    process::Command,
    time::Instant,
};

use e2e::{
    binary::safeconduct,
    clock,
    events::{self, Events},
    orders::{fact, order},
    room::Room,
    tak::{Client, Package},
    unit::Scene,
};
use serde_json::{Value, json};

/// How a room hears TAK clients, at a free port each.
const HEARS: [&str; 7] =
    ["--clock-is-kept", "--site", "http://localhost", "--cot-tls", "127.0.0.1:0", "--cot-tcp", "127.0.0.1:0"];

fn serve(dir: &Path) -> Room {
    Room::serve_as(dir, &HEARS)
}

fn over_tls(scene: &Scene) -> SocketAddr {
    scene.room().listens_for("TAK clients are heard over TLS")
}

/// A device of the unit's, as it was enrolled.
fn enrolled(scene: &Scene, serves: &str) -> Value {
    scene.the("duty-officer").post("/devices", &json!({"serves": serves, "sort": "tak"})).is(201).json()
}

fn revoke(scene: &Scene, device: &Value) {
    let because = json!({"reason": "it was lost"});
    let device = device["device"].as_str().unwrap();
    scene.the("administrator").post(&format!("/devices/{device}/revocation"), &because).is(200);
}

/// A movement on the road, with one car.
fn under_way(scene: &Scene, number: &str) -> String {
    let urgent = json!({"number": number, "facts": order(), "reason": "a fall on the site"});
    scene.the("duty-officer").post("/urgent-movements", &urgent).is(201).movement()
}

fn positions(scene: &Scene, movement: &str) -> Vec<Value> {
    let seen = scene.the("duty-officer").read(&format!("/movements/{movement}/positions"));
    seen.as_array().unwrap().clone()
}

/// A position, as ATAK sends it, so many seconds ago.
fn position(uid: &str, lat: &str, ago: i64) -> String {
    let (at, stale) = (clock::seconds_ahead(-ago), clock::seconds_ahead(60));
    format!(
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?><event version='2.0' uid='{uid}' type='a-f-G-U-C' \
         how='m-g' time='{at}' start='{at}' stale='{stale}'><point lat='{lat}' lon='72.88' hae='900.0' ce='5.0' \
         le='9999999.0'/><detail><takv os='34' version='5.2' device='PHONE' platform='ATAK-CIV'/><contact \
         callsign='LEAD' endpoint='*:-1:stcp'/><track speed='10.0' course='45.0'/><status battery='80'/></detail></event>"
    )
}

fn ping(uid: &str) -> String {
    let (at, stale) = (clock::seconds_ahead(0), clock::seconds_ahead(10));
    format!(
        "<event version='2.0' uid='{uid}-ping' type='t-x-c-t' how='m-g' time='{at}' start='{at}' stale='{stale}'>\
         <point lat='0' lon='0' hae='0' ce='9999999' le='9999999'/><detail/></event>"
    )
}

/// A call for help, or that it is over.
fn emergency(uid: &str, over: bool) -> String {
    let (at, stale) = (clock::seconds_ahead(0), clock::seconds_ahead(60));
    let (kind, call) = if over {
        ("can", "<emergency cancel='true'>LEAD</emergency>")
    } else {
        ("tbl", "<emergency type='911 Alert'>LEAD</emergency>")
    };
    format!(
        "<event version='2.0' uid='{uid}-9-1-1' type='b-a-o-{kind}' how='m-g' time='{at}' start='{at}' stale='{stale}'>\
         <point lat='34.95' lon='72.88' hae='900.0' ce='5.0' le='9999999.0'/><detail><link uid='{uid}' type='a-f-G-U-C' \
         relation='p-p'/><contact callsign='LEAD-Alert'/>{call}</detail></event>"
    )
}

fn moved(page: &Events, movement: &str) {
    page.until(|event| event.kind == "moved" && event.data["movements"] == json!([movement]));
}

/// What was counted.
fn counted(scene: &Scene, counter: &str) -> u64 {
    let metrics = scene.nobody().get("/metrics").is(200).text();
    let line = metrics.lines().find_map(|line| line.strip_prefix(&format!("safeconduct_{counter}_total ")));
    line.unwrap_or_else(|| panic!("{counter}: {metrics}")).parse().unwrap()
}

#[test]
fn a_client_enrolled_by_its_package_reports_and_is_seen_and_calls_for_help() {
    let scene = Scene::open_by(serve);
    let movement = under_way(&scene, "TAK-1");
    let enrolled = enrolled(&scene, "vehicles[test-car]");
    assert_eq!(enrolled.get("token"), None, "it shows a certificate");
    let page = Events::of(&scene.the("commander"), None);
    let mut client = Client::over_tls(over_tls(&scene), &Package::of(&enrolled));
    client.hears("t-x-takp-v");
    client.says(ping("ANDROID-1"));
    client.hears("t-x-c-t-r");
    assert_eq!(positions(&scene, &movement), Vec::<Value>::new(), "nothing reported yet");

    client.says(position("ANDROID-1", "34.93", 20));
    moved(&page, &movement);
    let seen = &positions(&scene, &movement)[0];
    assert_eq!((&seen["place"], &seen["battery_percent"]), (&json!([72.88, 34.93]), &json!(80)));
    assert_eq!((&seen["serves"], &seen["speed_kmh"]), (&json!("vehicles[test-car]"), &json!(36)));
    assert_eq!(seen["emergency"], json!(false));

    // Of several one after the other, from before it is sent until the page hears of it and has read it.
    let took = (1..=9).map(|n| {
        let (began, lat) = (Instant::now(), format!("34.93{n}"));
        client.says(position("ANDROID-1", &lat, 19 - n));
        moved(&page, &movement);
        let place = positions(&scene, &movement)[0]["place"].clone();
        assert!((place[1].as_f64().unwrap() - lat.parse::<f64>().unwrap()).abs() < 1e-6, "{n}: {place}");
        began.elapsed()
    });
    let took = events::median(took.collect());
    assert!(took < events::PROMISED, "{took:?}");

    client.says(emergency("ANDROID-1", false));
    moved(&page, &movement);
    assert_eq!(positions(&scene, &movement)[0]["emergency"], json!(true));
    // It goes on saying where it is, and calls until it says that it is over.
    client.says(position("ANDROID-1", "34.951", 0));
    moved(&page, &movement);
    let seen = &positions(&scene, &movement)[0];
    assert_eq!((&seen["emergency"], &seen["place"]), (&json!(true), &json!([72.88, 34.951])));
    client.says(emergency("ANDROID-1", true));
    moved(&page, &movement);
    assert_eq!(positions(&scene, &movement)[0]["emergency"], json!(false));

    // What others told the client is not where it is.
    client.says(position("ANDROID-2", "35.5", 0));
    client.says(ping("ANDROID-1"));
    client.hears("t-x-c-t-r");
    assert_eq!(counted(&scene, "tak_of_another"), 1);
    assert_eq!(positions(&scene, &movement)[0]["place"], json!([72.88, 34.95]));
    scene.close();
}

#[test]
fn a_connection_changes_to_protobuf_when_its_client_asks() {
    let scene = Scene::open_by(serve);
    let enrolled = enrolled(&scene, "vehicles[test-car]");
    let mut client = Client::over_tls(over_tls(&scene), &Package::of(&enrolled));
    let offer = String::from_utf8(client.hears("t-x-takp-v")).unwrap();
    let uid = offer.split_once("uid=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
    client.hears("</event>");
    let (at, stale) = (clock::seconds_ahead(0), clock::seconds_ahead(60));
    let asks = |uid: &str| {
        format!(
            "<event version='2.0' uid='{uid}' type='t-x-takp-q' how='m-g' time='{at}' start='{at}' stale='{stale}'>\
             <point lat='0' lon='0' hae='0' ce='9999999' le='9999999'/><detail><TakControl><TakRequest version='1'/>\
             </TakControl></detail></event>"
        )
    };
    // Who asks by another identifier than that of the offer asked somebody else.
    client.says(asks("another"));
    client.says(ping("ANDROID-1"));
    assert!(client.hears("</event>").starts_with(b"<event"));
    client.says(asks(&uid));
    client.hears("t-x-takp-r");
    client.hears("</event>");
    client.says(ping("ANDROID-1"));
    let pong = client.hears("t-x-c-t-r");
    assert_eq!(pong[0], 0xbf, "{:?}", String::from_utf8_lossy(&pong));
    scene.close();
}

#[test]
fn a_package_is_what_the_clients_take_in_and_openssl_opens_it() {
    let scene = Scene::open_by(serve);
    let package = Package::of(&enrolled(&scene, "vehicles[test-car]"));
    let text = |name: &str| String::from_utf8(package.file(name).to_vec()).unwrap();
    let port = over_tls(&scene).port();
    let manifest = text("MANIFEST/manifest.xml");
    for (file, _) in package.files.iter().filter(|(file, _)| !file.contains('/')) {
        assert!(manifest.contains(&format!("zipEntry=\"{file}\"")), "{manifest}");
    }
    let settings = text(".pref");
    for said in [
        format!(">localhost:{port}:ssl<"),
        ">cert/safeconduct-room.p12<".to_owned(),
        ">cert/safeconduct-device.p12<".to_owned(),
        format!(">{}<", package.password),
        ">test-car<".to_owned(),
    ] {
        assert!(settings.contains(&said), "{said}: {settings}");
    }
    // ATAK reads them with OpenSSL: of the room the authorities without a key, of the device the certificate with its key.
    let dir = tempfile::tempdir().unwrap();
    let openssl = |name: &str, what: &[&str]| {
        let file = dir.path().join(name);
        std::fs::write(&file, package.file(name)).unwrap();
        let mut openssl = Command::new("openssl");
        openssl
            .args(["pkcs12", "-legacy", "-passin", &format!("pass:{}", package.password), "-in"])
            .arg(file);
        let said = openssl.args(what).output().expect("openssl, as `apt install openssl` puts it");
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        String::from_utf8(said.stdout).unwrap()
    };
    let authorities = openssl("safeconduct-room.p12", &["-cacerts", "-nokeys"]);
    assert_eq!(authorities.matches("BEGIN CERTIFICATE").count(), 1, "{authorities}");
    let own = openssl("safeconduct-device.p12", &["-clcerts", "-nodes"]);
    assert!(own.contains("BEGIN CERTIFICATE") && own.contains("BEGIN PRIVATE KEY"), "{own}");
    assert!(
        !own.contains("test-car"),
        "a certificate goes over the wire in the clear and names nobody: {own}"
    );
    scene.close();
}

#[test]
fn a_revoked_device_is_cut_off_at_once_and_comes_in_no_more() {
    let scene = Scene::open_by(serve);
    let movement = under_way(&scene, "TAK-2");
    let enrolled = enrolled(&scene, "vehicles[test-car]");
    let package = Package::of(&enrolled);
    let mut client = Client::over_tls(over_tls(&scene), &package);
    client.hears("t-x-takp-v");
    revoke(&scene, &enrolled);
    assert!(client.ends(), "its connection is still open");
    let mut again = Client::over_tls(over_tls(&scene), &package);
    again.tries_to_say(position("ANDROID-1", "34.93", 0));
    assert!(again.ends(), "it was let in again");
    assert_eq!((counted(&scene, "tak_revoked"), counted(&scene, "tak_not_enrolled")), (1, 1));
    assert_eq!(positions(&scene, &movement), Vec::<Value>::new());
    scene.close();
}

#[test]
fn who_shows_no_certificate_of_the_rooms_is_turned_away_in_the_handshake() {
    let scene = Scene::open_by(serve);
    let package = Package::of(&enrolled(&scene, "vehicles[test-car]"));
    let mut nobody = Client::with(over_tls(&scene), package.without_certificate());
    nobody.tries_to_say(position("ANDROID-1", "34.93", 0));
    assert!(nobody.ends());
    let mut plain = Client::clear(over_tls(&scene));
    plain.tries_to_say(position("ANDROID-1", "34.93", 0));
    assert!(plain.ends());
    assert_eq!(counted(&scene, "tak_stranger"), 2);
    assert_eq!(counted(&scene, "reports_kept"), 0);
    scene.close();
}

#[test]
fn the_newest_connection_of_a_device_takes_the_place_of_the_older_one() {
    let scene = Scene::open_by(serve);
    let package = Package::of(&enrolled(&scene, "vehicles[test-car]"));
    let mut older = Client::over_tls(over_tls(&scene), &package);
    older.hears("t-x-takp-v");
    let mut newer = Client::over_tls(over_tls(&scene), &package);
    newer.hears("t-x-takp-v");
    assert!(older.ends());
    newer.says(ping("ANDROID-1"));
    newer.hears("t-x-c-t-r");
    assert_eq!(counted(&scene, "tak_replaced"), 1);
    scene.close();
}

#[test]
fn those_who_connect_and_say_nothing_keep_nobody_out_however_many_they_are() {
    let scene = Scene::open_by(serve);
    let movement = under_way(&scene, "TAK-3");
    let package = Package::of(&enrolled(&scene, "vehicles[test-car]"));
    let page = Events::of(&scene.the("commander"), None);
    let at = over_tls(&scene);
    // More than may dawdle at a time, each with a handshake begun and not gone on with.
    let _stalled: Vec<TcpStream> = (0..600)
        .map(|_| {
            let mut stream = TcpStream::connect(at).unwrap();
            std::io::Write::write_all(&mut stream, &[0x16, 0x03, 0x01]).unwrap();
            stream
        })
        .collect();
    let mut client = Client::over_tls(at, &package);
    client.says(position("ANDROID-1", "34.93", 0));
    moved(&page, &movement);
    assert_eq!(positions(&scene, &movement)[0]["place"], json!([72.88, 34.93]));
    assert!(counted(&scene, "tak_made_way") >= 88, "{}", counted(&scene, "tak_made_way"));
    // Once a minute at most, however many make way.
    scene.close_having_complained(&["do not say who they are"]);
}

#[test]
fn garbage_and_what_is_too_large_cost_their_own_connection_or_event_and_nobody_elses() {
    let scene = Scene::open_by(serve);
    let at = over_tls(&scene);
    let [mut steady, mut garbage, mut large] =
        ["vehicles[test-car]", "crew[test-driver]", "commanders[test-commander]"]
            .map(|serves| Client::over_tls(at, &Package::of(&enrolled(&scene, serves))));
    for client in [&mut steady, &mut garbage, &mut large] {
        client.hears("t-x-takp-v");
    }
    // What came before the garbage came all the same.
    garbage.says(format!("{}GET / HTTP/1.1\r\n\r\n", position("ANDROID-2", "34.93", 0)));
    assert!(garbage.ends());
    assert_eq!((counted(&scene, "tak_lost"), counted(&scene, "reports_kept")), (1, 1));
    // An event that is too large is passed over; so is one that is none.
    let padding = "x".repeat(1 << 20);
    large.says(
        ping("ANDROID-3").replace("<detail/>", &format!("<detail><remarks>{padding}</remarks></detail>")),
    );
    large.says("<event version='2.0'/>");
    large.says(ping("ANDROID-3"));
    large.hears("t-x-c-t-r");
    assert_eq!(counted(&scene, "tak_refused"), 2);
    // One without an end is none of it.
    let endless = vec![b' '; 1 << 20];
    let mut said = large.tries_to_say("<event version='2.0' ");
    for _ in 0..20 {
        said = said && large.tries_to_say(&endless);
    }
    assert!(large.ends() && counted(&scene, "tak_lost") == 2);
    steady.says(ping("ANDROID-1"));
    steady.hears("t-x-c-t-r");
    scene.close();
}

#[test]
fn what_was_shown_of_a_client_survives_a_power_cut() {
    let scene = Scene::open_by(serve);
    let movement = under_way(&scene, "TAK-4");
    let package = Package::of(&enrolled(&scene, "vehicles[test-car]"));
    let page = Events::of(&scene.the("commander"), None);
    let mut client = Client::over_tls(over_tls(&scene), &package);
    for second in 0..40 {
        client.says(position("ANDROID-1", &format!("34.{second:02}"), 40 - second));
    }
    moved(&page, &movement);
    let shown = positions(&scene, &movement)[0]["at"].as_str().unwrap().to_owned();
    let scene = scene.killed_and_opened_again_by(serve);
    let kept = positions(&scene, &movement)[0]["at"].as_str().unwrap().to_owned();
    assert!(kept >= shown, "{kept} is before {shown}, which was seen");
    // With the same certificate it comes back: authorities are kept over closing.
    let mut client = Client::over_tls(over_tls(&scene), &package);
    client.says(ping("ANDROID-1"));
    client.hears("t-x-c-t-r");
    scene.close();
}

#[test]
fn without_tls_each_event_carries_its_devices_credential_and_nobody_is_told_anything() {
    let scene = Scene::open_by(|dir| Room::serve_as(dir, &["--clock-is-kept", "--cot-tcp", "127.0.0.1:0"]));
    let movement = under_way(&scene, "TAK-5");
    let enrolled = enrolled(&scene, "vehicles[test-car]");
    assert_eq!(enrolled.get("package"), None, "nobody is heard over TLS");
    let token = enrolled["token"].as_str().unwrap().to_owned();
    let page = Events::of(&scene.the("commander"), None);
    let at = scene.room().listens_for("heard without TLS");
    let mut client = Client::clear(at);
    client.says(position(&token, "34.93", 0));
    moved(&page, &movement);
    assert_eq!(positions(&scene, &movement)[0]["place"], json!([72.88, 34.93]));
    // Whoever is nobody's device has ten seconds to be somebody's.
    let mut nobody = Client::clear(at);
    nobody.says(position("ANDROID-1", "34.94", 0));
    assert!(nobody.ends());
    revoke(&scene, &enrolled);
    client.tries_to_say(position(&token, "34.95", 0));
    assert!(client.ends());
    let counters = ["tak_stranger", "tak_not_enrolled", "reports_not_enrolled", "reports_kept"];
    assert_eq!(counters.map(|counter| counted(&scene, counter)), [1, 1, 2, 1]);
    let dir = scene.dir().to_str().unwrap().to_owned();
    let _dir = scene.closed();
    let anywhere =
        safeconduct(["serve", "--data", &dir, "--listen", "127.0.0.1:0", "--cot-tcp", "0.0.0.0:0"]);
    assert_eq!(anywhere.code, Some(2), "{anywhere:?}");
    assert!(anywhere.err.contains("--cot-tls"), "{anywhere:?}");
}

#[test]
fn atak_fetches_its_package_by_the_link_it_was_enrolled_with_a_few_times_and_no_more() {
    let scene = Scene::open_by(serve);
    let enrolled = enrolled(&scene, "vehicles[test-car]");
    let link = &enrolled["setup"][0];
    assert_eq!(link["app"], "atak");
    assert!(link["qr"].as_str().unwrap().starts_with("<svg"));
    let url = link["url"].as_str().unwrap().strip_prefix("tak://com.atakmap.app/import?url=").unwrap();
    let secret = url.rsplit_once("%2Fpackages%2F").unwrap().1;
    assert!(url.starts_with("http%3A%2F%2Flocalhost%2Fapi%2Fv1%2Fpackages%2F"), "{url}");
    // A browser fetches it for those that import files.
    let file = &enrolled["setup"][1];
    assert_eq!((&file["app"], file["url"].as_str().unwrap().ends_with(secret)), (&json!("package"), true));
    let zip = enrolled["package"]["zip"].as_str().unwrap();
    for _ in 0..3 {
        let fetched = scene.nobody().get(&format!("/packages/{secret}")).is(200);
        assert_eq!(fetched.header("content-type"), Some("application/zip"));
        assert_eq!(base64(&fetched.body), zip);
    }
    scene.nobody().get(&format!("/packages/{secret}")).is_problem(404, "not-there");
    scene.close();
}

#[test]
fn a_telephone_is_set_up_by_a_link_of_its_app_that_reports_where_the_room_is() {
    let scene = Scene::open_by(serve);
    let phone = json!({"serves": "vehicles[test-car]", "sort": "phone"});
    let made = scene.the("duty-officer").post("/devices", &phone).is(201).json();
    let token = made["token"].as_str().unwrap();
    let links: Vec<_> =
        made["setup"].as_array().unwrap().iter().map(|link| link["url"].as_str().unwrap()).collect();
    let to = "http%3A%2F%2Flocalhost%2Fapi%2Fv1%2Freports";
    assert_eq!(links[0], format!("org.traccar.client://config?url={to}&id={token}"));
    assert!(links[1].starts_with("owntracks:///config?inline="), "{links:?}");
    assert!(
        links[2].starts_with(&format!("http://localhost/api/v1/reports?id={token}&lat={{0}}")),
        "{links:?}"
    );
    scene.close();
}

fn base64(bytes: &[u8]) -> String {
    use base64::{Engine as _, prelude::BASE64_STANDARD};
    BASE64_STANDARD.encode(bytes)
}

/// From Rawalpindi to Dasu, in the north; and on the N-35 between Thakot and Besham.
const ENDS: &str = "from=33.60,73.04&to=35.29,73.22";
const ON_THE_WAY: &str = "34.86,72.905";

#[test]
fn a_client_is_told_of_its_own_movement_and_that_it_is_over_and_nobody_elses_is_told_anything() {
    let scene = Scene::open_by(serve);
    let duty = scene.the("duty-officer");
    let at = over_tls(&scene);
    let [package, others] = ["commanders[test-commander]", "commanders[somebody-else]"]
        .map(|serves| Package::of(&enrolled(&scene, serves)));
    let [mut own, mut other] = [&package, &others].map(|package| Client::over_tls(at, package));
    let named = [fact("points[lion].at", ON_THE_WAY), fact("points[lion].sort", "checkpoint")];
    let facts = [order(), named.to_vec()].concat();
    let urgent = json!({"number": "TAK-6", "facts": facts, "reason": "a fall on the site"});
    let movement = duty.post("/urgent-movements", &urgent).is(201).movement();
    let offered = duty.read(&format!("/movements/{movement}/ways?{ENDS}"));
    let plan = json!({"revision": offered["revision"], "drives": offered["ways"][0]["drives"]});
    duty.put(&format!("/movements/{movement}/way"), &plan).is(200);
    let way = format!("uid=\"safeconduct.{movement}.way\"");
    let told =
        String::from_utf8(own.hears(&way)).unwrap() + &String::from_utf8(own.hears("</event>")).unwrap();
    assert!(told.contains("type=\"b-m-r\"") && told.contains("Movement TAK-6"), "{told}");
    assert!(told.contains("point=\"33.6") && told.contains("callsign=\"Destination\""), "{told}");

    // A point that the order names lies where the watch looks for it.
    let point = String::from_utf8(own.hears("</event>")).unwrap();
    assert!(point.contains(&format!("safeconduct.{movement}.point.lion")), "{point}");
    assert!(point.contains("type=\"b-m-p-c\"") && point.contains("lion (checkpoint)"), "{point}");

    duty.post("/dangers/closures", &json!({"place": ON_THE_WAY, "within_m": 1000})).is(200);
    let closed = String::from_utf8(own.hears("type=\"u-d-c-c\"")).unwrap();
    assert!(closed.contains(&format!("safeconduct.{movement}.danger.")), "{closed}");
    // The alert about it comes as a message, not as somebody's call for help.
    own.hears("type=\"b-t-f\"");
    own.hears("ALERT about movement TAK-6");

    scene.the("commander").post(&format!("/movements/{movement}/arrival"), &json!({})).is(200);
    own.hears("type=\"t-x-d-d\"");
    own.hears(format!("<link uid=\"safeconduct.{movement}."));
    // A client that was away meanwhile is told of each thing that may still lie on its map.
    drop(own);
    let mut again = Client::over_tls(at, &package);
    let mut taken_off = String::new();
    for _ in 0..3 {
        again.hears("type=\"t-x-d-d\"");
        taken_off += &String::from_utf8(again.hears("</event>")).unwrap();
    }
    for what in ["danger.", "point.lion", "way"] {
        assert!(taken_off.contains(&format!("safeconduct.{movement}.{what}")), "{what}: {taken_off}");
    }
    // Up to here the other client was told nothing but that its connection holds.
    other.says(ping("ANDROID-2"));
    let told = String::from_utf8(other.hears("t-x-c-t-r")).unwrap();
    assert!(!told.contains("safeconduct"), "{told}");
    scene.close();
}

#[test]
fn an_alert_is_on_the_map_of_its_own_movements_client_until_it_is_closed_and_on_nobody_elses() {
    let scene = Scene::open_by(serve);
    let movement = under_way(&scene, "TAK-7");
    let at = over_tls(&scene);
    let [mut car, mut own, mut other] =
        ["vehicles[test-car]", "commanders[test-commander]", "commanders[somebody-else]"]
            .map(|serves| Client::over_tls(at, &Package::of(&enrolled(&scene, serves))));
    // A second one of the commander's, whose reader reads Chinese.
    let duty = scene.the("duty-officer");
    let reads =
        |language: &str| json!({"serves": "commanders[test-commander]", "sort": "tak", "language": language});
    duty.post("/devices", &reads("Chinese")).is_problem(422, "malformed");
    let read = duty.post("/devices", &reads("zh")).is(201).json();
    let mut in_chinese = Client::over_tls(at, &Package::of(&read));
    let listed = duty.read("/devices").as_array().unwrap().iter().filter(|it| it["language"] == "zh").count();
    assert_eq!(listed, 1);
    let page = Events::of(&scene.the("commander"), None);
    car.says(position("ANDROID-1", "34.93", 5));
    moved(&page, &movement);
    car.says(emergency("ANDROID-1", false));
    let spot = String::from_utf8(own.hears("type=\"b-m-p-s-m\"")).unwrap();
    assert!(spot.contains("type=\"b-t-f\""), "the message comes as well: {spot}");
    let spot = String::from_utf8(own.hears("</event>")).unwrap();
    assert!(spot.contains("lat=\"34.95\"") && spot.contains("somebody calls for help"), "{spot}");
    assert!(spot.contains("where test-car was last, at 20"), "{spot}");
    in_chinese.hears("关于行动 TAK-7 的警报");
    let alert = scene.the("duty-officer").read("/alerts")[0]["id"].as_str().unwrap().to_owned();
    let closed = json!({"verdict": "true"});
    scene.the("duty-officer").post(&format!("/alerts/{alert}/closure"), &closed).is(200);
    own.hears("type=\"t-x-d-d\"");
    own.hears(format!("<link uid=\"safeconduct.{movement}.alert.{alert}\""));
    // Up to here the other client was told nothing but that its connection holds.
    other.says(ping("ANDROID-3"));
    let told = String::from_utf8(other.hears("t-x-c-t-r")).unwrap();
    assert!(!told.contains("safeconduct"), "{told}");
    scene.close();
}
