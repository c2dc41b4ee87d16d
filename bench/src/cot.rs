//! What a TAK client says: where it is, and a ping, which is answered once whatever came before it is durable.

use std::fmt::Write as _;

use e2e::clock;
use model::Place;

/// What an ATAK telephone sends each second or so: some 500 bytes.
pub fn position(text: &mut String, uid: &str, at: Place, times: &[String; 2]) {
    let [time, stale] = times;
    // North and east of the origin. In whole numbers: who reports shares the processor with who is measured.
    let [(lat, lat_e7), (lon, lon_e7)] =
        [at.lat_e7(), at.lon_e7()].map(|e7| (e7 / 10_000_000, e7 % 10_000_000));
    // Writing to a string does not fail.
    let _ = write!(
        text,
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?><event version='2.0' uid='{uid}' type='a-f-G-U-C' \
         how='m-g' time='{time}' start='{time}' stale='{stale}'><point lat='{lat}.{lat_e7:07}' lon='{lon}.{lon_e7:07}' hae='900.0' ce='5.0' \
         le='9999999.0'/><detail><takv os='34' version='5.2' device='PHONE' platform='ATAK-CIV'/><contact \
         callsign='LEAD' endpoint='*:-1:stcp'/><track speed='10.0' course='45.0'/><status battery='80'/></detail></event>"
    );
}

/// A ping.
pub fn ping(text: &mut String, times: &[String; 2]) {
    let [time, stale] = times;
    // Writing to a string does not fail.
    let _ = write!(
        text,
        "<event version='2.0' uid='ping' type='t-x-c-t' how='m-g' time='{time}' start='{time}' stale='{stale}'>\
         <point lat='0' lon='0' hae='0' ce='9999999' le='9999999'/><detail/></event>"
    );
}

/// When it is said, and until when it holds.
#[must_use]
pub fn now() -> [String; 2] {
    [clock::seconds_ahead(0), clock::seconds_ahead(60)]
}
