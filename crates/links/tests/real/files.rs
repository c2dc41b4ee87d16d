//! Tracks of Garmin, Strava, CalTopo and others; recordings of receivers, from gpsd's tests.

use links::{gpx, nmea};

use crate::{mutilated, shared};

#[test]
fn every_gpx_file_is_read_with_as_many_points_as_it_has() {
    for (name, bytes) in shared("gpx") {
        let read = gpx::read(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        let text = String::from_utf8(bytes).unwrap();
        let tracked: usize = read.tracks.iter().flat_map(|track| &track.segments).map(Vec::len).sum();
        let routed: usize = read.routes.iter().map(|route| route.points.len()).sum();
        let count = |tag: &str| text.matches(tag).count();
        assert_eq!((tracked, routed), (count("<trkpt"), count("<rtept")), "{name}");
        assert_eq!(read.waypoints.len(), count("<wpt"), "{name}");
        for route in &read.routes {
            let again = gpx::read(gpx::route(&route.name, &route.points).as_bytes()).unwrap();
            assert_eq!(again.routes[0].points.len(), route.points.len(), "{name}");
        }
        let (reports, timed) = (read.reports().count(), tracked.min(count("<time>")));
        assert!(reports <= tracked && (reports > 0) == (timed > 1), "{name}: {reports} of {tracked}");
    }
}

#[test]
fn the_recordings_of_receivers_say_where_they_were_made() {
    for (name, bytes) in shared("nmea") {
        let (reports, account) = nmea::read(&bytes);
        let near = |lat_e7: i32, lon_e7: i32| {
            reports.iter().all(|report| {
                let place = report.fix.unwrap().place;
                (place.lat_e7() - lat_e7).abs() < 3_000_000 && (place.lon_e7() - lon_e7).abs() < 3_000_000
            })
        };
        // The places and days are in the files' own headings.
        let (day, at) = match name.as_str() {
            "bu353s4.log" => ("2014-12-31", near(-377_800_000, 1_753_000_000)),
            "foretrex-201.log" => ("2010-08-26", near(550_400_000, 102_500_000)),
            "motorola-t805.log" => ("2007-12-18", near(486_656_400, 22_481_200)),
            _ => {
                assert!(reports.is_empty(), "{name} is binary: {account:?}");
                continue;
            }
        };
        assert!(at && !reports.is_empty(), "{name}: {account:?} {:?}", reports.first());
        assert!(reports.iter().all(|report| report.at.to_string().starts_with(day)), "{name}");
        assert!(reports.is_sorted_by(|one, other| one.at < other.at), "{name}");
        assert_eq!((account.malformed, account.wrong_checksum), (0, 0), "{name}: {account:?}");
    }
}

#[test]
fn no_mutilation_of_a_file_makes_a_decoder_panic() {
    mutilated(&shared("gpx"), |bytes| {
        let _ = gpx::read(bytes).map(|read| read.reports().count());
    });
    mutilated(&shared("nmea"), |bytes| {
        let _ = nmea::read(bytes);
    });
}
