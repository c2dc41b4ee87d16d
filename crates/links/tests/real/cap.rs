//! Alerts of Environment Canada, USGS, NOAA and the tsunami warning centre, from Google's library.

use links::cap::{self, Category, Certainty, Scope, Severity, Status, Urgency};

use crate::{mutilated, shared};

#[test]
fn every_alert_is_read_and_written_but_the_invalid_one() {
    for (name, bytes) in shared("cap") {
        let read = cap::read(&bytes);
        if name == "invalid.cap" {
            assert_eq!(read.unwrap_err().to_string(), "`scope` is missing or empty");
            continue;
        }
        let mut alert = read.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!((alert.status, alert.scope), (Status::Actual, Scope::Public), "{name}");
        let text = String::from_utf8_lossy(&bytes);
        assert_eq!(alert.signed, text.contains("<ds:Signature") || text.contains("<Signature"), "{name}");
        (alert.signed, alert.remarks) = (false, Vec::new());
        let written = cap::write(&alert).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(cap::read(written.as_bytes()).unwrap(), alert, "{name}");
    }
}

#[test]
fn the_alerts_say_what_their_agencies_meant() {
    let all = shared("cap");
    let find = |name: &str| all.iter().find(|(file, _)| file == name).map(|(_, bytes)| cap::read(bytes));
    let Some(canada) = find("canada.cap") else { return };
    let canada = canada.unwrap();
    assert_eq!((canada.infos.len(), canada.codes.len()), (2, 3));
    assert_eq!((canada.infos[0].language.as_str(), canada.infos[1].language.as_str()), ("en-CA", "fr-CA"));
    assert_eq!(canada.sent, "2012-05-02T23:21:04Z".parse().unwrap());
    let latin = find("earthquake-iso8859-1.cap").unwrap().unwrap();
    assert_eq!(latin.infos[0].categories, [Category::Geo]);
    assert!(
        latin.infos.iter().any(|info| info.description.chars().any(|char| char > '\u{7f}')),
        "it is not ASCII"
    );
    let errors = find("noaa_errors.cap").unwrap().unwrap_or_else(|error| panic!("{error}"));
    let info = &errors.infos[0];
    assert_eq!(
        (info.urgency, info.severity, info.certainty),
        (Urgency::Unknown, Severity::Unknown, Certainty::Unknown)
    );
    assert_eq!(
        errors.remarks.iter().filter(|it| it.contains("taken as unknown")).count(),
        3,
        "{:?}",
        errors.remarks
    );
}

#[test]
fn no_mutilation_of_an_alert_makes_a_decoder_panic() {
    mutilated(&shared("cap"), |bytes| {
        if let Ok(alert) = cap::read(bytes) {
            let _ = cap::write(&alert);
        }
    });
}
