//! Devices that report from the road: bound to one thing for a time, revoked at once, never of people who did not agree.

use conduct::{Act, Rejection, device::DeviceSort};
use model::{
    Digest, Instant, Span,
    id::{DeviceId, TextId},
    party::Role,
};
use uuid::Uuid;

use crate::room::{Room, kinds, path, text};

fn device(n: u128) -> DeviceId {
    DeviceId(Uuid::from_u128(n))
}

fn credential(n: u8) -> Digest {
    Digest([n; 32])
}

fn enrol(n: u8, serves: &str, until: Option<Instant>, consent: Option<TextId>) -> Act {
    let (device, serves) = (device(n.into()), path(serves));
    Act::EnrolDevice {
        device,
        serves,
        sort: DeviceSort::Phone,
        credential: credential(n),
        until,
        consent,
        language: None,
    }
}

#[test]
fn a_device_reports_from_its_enrolment_until_its_time_is_over_or_it_is_revoked() {
    let mut room = Room::usual();
    let until = room.now.saturating_add(Span::minutes(60));
    room.does(Role::DutyOfficer, enrol(1, "vehicles[SPU-7]", Some(until), None));
    room.does(Role::DutyOfficer, enrol(2, "crew[driver]", None, None));
    let known = |room: &Room, n, at| room.state.reporting(&credential(n), at).map(|(id, _)| id);
    let (now, last) = (room.now, room.now.saturating_add(Span::minutes(59)));
    assert_eq!((known(&room, 1, now), known(&room, 1, last)), (Some(device(1)), Some(device(1))));
    assert_eq!((known(&room, 1, until), known(&room, 2, until)), (None, Some(device(2))));
    assert_eq!(known(&room, 3, now), None);

    let events = room.does(Role::Administrator, Act::RevokeDevice { device: device(2), because: text(1) });
    assert_eq!(kinds(&events), ["device-revoked"]);
    assert_eq!(known(&room, 2, now), None, "at once");
}

#[test]
fn no_credential_is_given_twice_even_after_it_was_revoked() {
    let mut room = Room::usual();
    room.does(Role::DutyOfficer, enrol(1, "vehicles[SPU-7]", None, None));
    room.does(Role::DutyOfficer, Act::RevokeDevice { device: device(1), because: text(1) });
    let again = room.refuses(Role::DutyOfficer, enrol(1, "vehicles[SPU-7]", None, None));
    assert_eq!(again, Rejection::Device("device-credential-taken"));
    let because = text(1);
    let revoked = room.refuses(Role::DutyOfficer, Act::RevokeDevice { device: device(1), because });
    assert_eq!(revoked, Rejection::NoSuch("no-such-device"));
}

#[test]
fn a_principal_is_tracked_only_with_consent_and_nobody_who_is_not_of_the_unit() {
    let mut room = Room::usual();
    let unasked = room.refuses(Role::DutyOfficer, enrol(1, "principals[P-1]", None, None));
    assert_eq!(unasked, Rejection::Device("device-without-consent"));
    room.does(Role::DutyOfficer, enrol(1, "principals[P-1]", None, Some(text(1))));
    for serves in ["sites[camp-2]", "vehicles", "districts[shangla]", "vehicles[SPU-7].plate"] {
        let refused = room.refuses(Role::DutyOfficer, enrol(2, serves, None, None));
        assert_eq!(refused, Rejection::Device("device-serves-nobody"), "{serves}");
    }
    let over = room.refuses(Role::DutyOfficer, enrol(3, "vehicles[SPU-7]", Some(room.now), None));
    assert_eq!(over, Rejection::Device("device-over"));
}

#[test]
fn only_a_duty_officer_enrols_devices() {
    let mut room = Room::usual();
    for role in [Role::Sponsor, Role::Commander, Role::Administrator, Role::Authority, Role::Principal] {
        let refused = room.refuses(role, enrol(1, "vehicles[SPU-7]", None, None));
        assert!(matches!(refused, Rejection::NotAllowed { .. }), "{role:?}");
    }
}
