//! Which devices report of which movement, kept from one look to the next: orders and devices change seldom, what moved is asked
//! some times a second.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::Arc,
};

use conduct::{Movement, Stage, State, device};
use model::id::{DeviceId, MovementId};

/// The devices of the movements that are under way.
#[derive(Default)]
pub struct Reporters {
    /// What they were worked out of.
    of: State,
    devices: BTreeMap<MovementId, Vec<DeviceId>>,
}

impl Reporters {
    /// The movements that any of these devices reports of.
    pub(super) fn moved(&mut self, state: &State, devices: &HashSet<DeviceId>) -> BTreeSet<MovementId> {
        self.see(state);
        let moved = |(id, theirs): (&MovementId, &Vec<DeviceId>)| {
            theirs.iter().any(|device| devices.contains(device)).then_some(*id)
        };
        self.devices.iter().filter_map(moved).collect()
    }

    fn see(&mut self, state: &State) {
        let before = std::mem::replace(&mut self.of, state.clone());
        let is_known = before.devices.ptr_eq(&state.devices);
        let mut known = std::mem::take(&mut self.devices);
        for movement in state.open.iter().filter_map(|id| state.movement(*id)) {
            if !matches!(movement.stage, Stage::UnderWay(_)) {
                continue;
            }
            let same =
                known.remove(&movement.id).filter(|_| is_known && is_as_before(&before, state, movement));
            let devices =
                same.unwrap_or_else(|| device::reporting(state, movement).map(|(id, _)| id).collect());
            self.devices.insert(movement.id, devices);
        }
    }
}

/// Whether neither a movement nor the permission it runs under changed.
fn is_as_before(before: &State, now: &State, movement: &Movement) -> bool {
    let is_same = |id| match (before.movement(id), now.movement(id)) {
        (Some(before), Some(now)) => Arc::ptr_eq(before, now),
        (before, now) => before.is_none() && now.is_none(),
    };
    is_same(movement.id) && movement.kind.permission().is_none_or(is_same)
}

#[cfg(test)]
mod tests {
    use conduct::{Event, What, device::DeviceSort, movement::Kind};
    use model::{
        Digest, Dossier, Instant, Path, Word,
        id::TextId,
        party::{Actor, Role},
    };
    use uuid::Uuid;

    use super::*;

    fn movement(n: u8) -> MovementId {
        MovementId(Uuid::from_bytes([n; 16]))
    }

    fn device(n: u8) -> DeviceId {
        DeviceId(Uuid::from_bytes([n; 16]))
    }

    fn with(vehicle: &str) -> Dossier {
        let mut plan = Dossier::default();
        plan.mention(&path(vehicle)).unwrap();
        plan
    }

    fn path(vehicle: &str) -> Path {
        format!("vehicles[{vehicle}]").parse().unwrap()
    }

    fn requested(n: u8, kind: Kind, plan: Dossier) -> What {
        let number: Word = format!("ROAD-{n}").parse().unwrap();
        What::MovementRequested { movement: movement(n), number, kind, plan }
    }

    fn departs(n: u8) -> What {
        let (at, seen) = (Instant::from_micros(0).unwrap(), Dossier::default());
        What::DepartureObserved { movement: movement(n), seen_at: at, seen }
    }

    fn enrolled(n: u8, vehicle: &str) -> What {
        What::DeviceEnrolled {
            device: device(n),
            serves: path(vehicle),
            sort: DeviceSort::Phone,
            credential: Digest([n; 32]),
            until: None,
            consent: None,
            language: None,
        }
    }

    #[test]
    fn what_is_kept_is_what_would_be_worked_out_anew_after_whatever_happened() {
        let agency: Word = "spu".parse().unwrap();
        let by = Actor { person: None, role: Role::DutyOfficer, agency };
        let because = TextId(Uuid::nil());
        // One moves by its own order, another by that of its permission.
        let happened = [
            (enrolled(1, "SPU-1"), &[][..]),
            (requested(1, Kind::Single, with("SPU-1")), &[]),
            (departs(1), &[1]),
            (requested(2, Kind::Standing, with("SPU-2")), &[1]),
            (requested(3, Kind::Run(movement(2)), Dossier::default()), &[1]),
            (departs(3), &[1]),
            (enrolled(2, "SPU-2"), &[1, 3]),
            (
                What::OrderAmended {
                    movement: movement(2),
                    revision: 2,
                    statements: vec![],
                    drop: vec![path("SPU-2")],
                },
                &[1],
            ),
            (What::DeviceRevoked { device: device(1), because: Some(because) }, &[]),
            (enrolled(3, "SPU-1"), &[1]),
            (What::Arrived { movement: movement(1), arrived_at: Instant::from_micros(0).unwrap() }, &[]),
        ];
        let every = [1, 2, 3].map(device).into();
        let (mut state, mut kept) = (State::default(), Reporters::default());
        for (what, moves) in happened {
            let said = format!("{what:?}");
            state.apply(&Event { at: Instant::from_micros(0).unwrap(), by: by.clone(), what });
            let expected: BTreeSet<MovementId> = moves.iter().map(|n| movement(*n)).collect();
            assert_eq!(kept.moved(&state, &every), expected, "{said}");
            assert_eq!(Reporters::default().moved(&state, &every), expected, "{said}");
            assert_eq!(kept.moved(&state, &HashSet::new()), BTreeSet::new());
        }
    }
}
