//! How fast a single car drives. A convoy drives slower: whoever plans it caps these speeds by its own.
//!
//! Source of every figure here: the car profile of OSRM (`profiles/car.lua` of Project-OSRM/osrm-backend, version 26,
//! BSD-2-Clause). A stated limit counts at four fifths, and a bad surface caps both. `track` and `road` are not in
//! that profile: a track drives as its `tracktype` says and at 15 km/h otherwise, which is ours; `road` as
//! unclassified.

use super::{
    account::{Account, Note},
    measure::{Limit, speed_kmh},
    tags::Tags,
};
use crate::chart::{Class, Surface};

/// Of a stated limit, what is driven.
const OF_A_LIMIT: (u32, u32) = (4, 5);
/// A ferry that states no duration.
pub(super) const FERRY_KMH: u32 = 5;

/// What is driven on a class where nothing else is stated, in km/h.
fn of_class(class: Class) -> u32 {
    match class {
        Class::Motorway => 90,
        Class::Trunk => 85,
        Class::Primary => 65,
        Class::Secondary => 55,
        Class::MotorwayLink => 45,
        Class::TrunkLink | Class::Tertiary => 40,
        Class::PrimaryLink => 30,
        Class::SecondaryLink | Class::Unclassified | Class::Residential | Class::Road => 25,
        Class::TertiaryLink => 20,
        Class::Service | Class::Track | Class::Drawn => 15,
        Class::LivingStreet => 10,
        Class::Ferry => FERRY_KMH,
    }
}

/// The surface, and what it caps the speed to.
fn of_surface(surface: &str) -> Option<(Surface, Option<u32>)> {
    Some(match surface {
        "asphalt" | "concrete" | "concrete:plates" | "concrete:lanes" | "paved" | "chipseal" => {
            (Surface::Paved, None)
        }
        "cement" => (Surface::Paved, Some(80)),
        "paving_stones" | "metal" | "bricks" => (Surface::Paved, Some(60)),
        "wood" => (Surface::Paved, Some(40)),
        "sett" => (Surface::Cobbled, Some(40)),
        "cobblestone" | "unhewn_cobblestone" => (Surface::Cobbled, Some(30)),
        "compacted" | "fine_gravel" => (Surface::Gravel, Some(80)),
        "gravel" | "unpaved" | "pebblestone" | "grass_paver" => (Surface::Gravel, Some(40)),
        "ground" | "dirt" | "grass" => (Surface::Earth, Some(40)),
        "clay" => (Surface::Earth, Some(30)),
        "earth" | "stone" | "rocky" | "rock" => (Surface::Earth, Some(20)),
        "laterite" => (Surface::Earth, Some(15)),
        "snow" => (Surface::Soft, Some(30)),
        "sand" | "ice" => (Surface::Soft, Some(20)),
        "mud" => (Surface::Soft, Some(10)),
        _ => return None,
    })
}

fn of_tracktype(tracktype: &str) -> Option<u32> {
    Some(match tracktype {
        "grade1" => 60,
        "grade2" => 40,
        "grade3" => 30,
        "grade4" => 25,
        "grade5" => 20,
        _ => return None,
    })
}

/// `Some(None)` caps nothing; an impassable road is none.
fn of_smoothness(smoothness: &str) -> Option<u32> {
    Some(match smoothness {
        "intermediate" => 80,
        "bad" => 40,
        "very_bad" => 20,
        "horrible" => 10,
        "very_horrible" => 5,
        _ => return None,
    })
}

/// The surface of a road, and the speeds forward and backward, in km/h.
pub(super) fn driven(class: Class, tags: &Tags<'_>, account: &mut Account) -> (Surface, [u32; 2]) {
    let stated = tags.get("surface").map(|surface| (surface, of_surface(surface)));
    if let Some((_, None)) = stated {
        account.note(Note::SurfaceUnread);
    }
    let (surface, surface_cap) = stated.and_then(|(_, read)| read).unwrap_or((Surface::Unstated, None));
    let track_cap = tags.get("tracktype").and_then(of_tracktype);
    let smoothness_cap = tags.get("smoothness").and_then(of_smoothness);
    let caps = [surface_cap, track_cap, smoothness_cap];
    let cap = caps.into_iter().flatten().min().unwrap_or(u32::MAX);
    let usual = match (class, track_cap) {
        (Class::Track, Some(kmh)) => kmh,
        _ => of_class(class),
    };
    let speed = |suffix: &str, account: &mut Account| {
        let stated = tags.get_with("maxspeed", suffix).or_else(|| tags.get("maxspeed"));
        let limit = match stated.map_or(Limit::Unstated, speed_kmh) {
            Limit::At(kmh) => Some((kmh * OF_A_LIMIT.0 / OF_A_LIMIT.1).max(1)),
            Limit::Unread => {
                account.note(Note::SpeedUnread);
                None
            }
            Limit::Free | Limit::Unstated => None,
        };
        limit.unwrap_or(usual).min(cap)
    };
    let speeds = [speed(":forward", account), speed(":backward", account)];
    (surface, speeds)
}
