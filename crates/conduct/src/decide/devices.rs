//! Devices that report from the road: enrolled, and revoked at once.

use model::{
    Digest, Instant, Path, Word,
    id::{DeviceId, MovementId, TextId},
    party::Role,
};

use super::draft::Draft;
use crate::{
    Rejection, What,
    device::{Device, DeviceSort, MOST, Sealed, Served},
    person::Former,
};

pub(super) struct Enrolment {
    pub serves: Path,
    pub sort: DeviceSort,
    pub credential: Digest,
    pub until: Option<Instant>,
    pub consent: Option<TextId>,
    pub language: Option<Word>,
}

pub(super) fn enrol(draft: &mut Draft<'_>, device: DeviceId, enrolment: Enrolment) -> Result<(), Rejection> {
    draft.requires(&[Role::DutyOfficer], "needed-duty-officer")?;
    let Enrolment { serves, sort, credential, until, consent, language } = enrolment;
    let served = Served::by(&serves).ok_or(Rejection::Device("device-serves-nobody"))?;
    if served == Served::Principal && consent.is_none() {
        return Err(Rejection::Device("device-without-consent"));
    }
    if until.is_some_and(|until| until <= draft.now) {
        return Err(Rejection::Device("device-over"));
    }
    let devices = &draft.state.devices;
    if devices.len() >= MOST {
        return Err(Rejection::Device("device-too-many"));
    }
    // A credential that was revoked is known to whoever had it.
    if devices.contains_key(&device) || draft.state.credentials.contains_key(&credential) {
        return Err(Rejection::Device("device-credential-taken"));
    }
    draft.emit(What::DeviceEnrolled { device, serves, sort, credential, until, consent, language });
    Ok(())
}

/// What is anchored was reported, whatever became of the movement or the device meanwhile.
pub(super) fn seal(
    draft: &mut Draft<'_>,
    movement: Option<MovementId>,
    tracks: Vec<Sealed>,
) -> Result<(), Rejection> {
    draft.requires(&[Role::System], "needed-system")?;
    if let Some(id) = movement {
        draft.known(id)?;
    }
    if !tracks.is_empty() {
        draft.emit(What::TrackSealed { movement, tracks });
    }
    Ok(())
}

/// A device goes with whoever carried it: their successor, who is ordered by the same label, is not followed by it.
pub(super) fn goes_with(draft: &mut Draft<'_>, former: &Former) {
    let Some(serves) = former.person.ordered_as() else { return };
    let is_theirs = |device: &Device| device.since < former.until;
    let theirs = draft.state.devices_for(&serves).filter(|(_, device)| is_theirs(device));
    let theirs: Vec<_> = theirs.map(|(device, _)| device).collect();
    for device in theirs {
        draft.emit(What::DeviceRevoked { device, because: None });
    }
}

pub(super) fn revoke(draft: &mut Draft<'_>, device: DeviceId, because: TextId) -> Result<(), Rejection> {
    draft.requires(&[Role::DutyOfficer, Role::Administrator], "needed-duty-or-administrator")?;
    if !draft.state.devices.contains_key(&device) {
        return Err(Rejection::NoSuch("no-such-device"));
    }
    draft.emit(What::DeviceRevoked { device, because: Some(because) });
    Ok(())
}
