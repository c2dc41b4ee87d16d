//! Who may drive where, as tags state it.
//!
//! From the general to the particular: `access`, `vehicle`, `motor_vehicle`, then the mode's own key; each with
//! `:forward` or `:backward` for one way. The most particular one that says something decides. A value that is not
//! understood counts as private: somebody has to look before anybody is sent there.

use super::{
    account::{Account, Note},
    tags::Tags,
};
use crate::chart::{Access, Direction, Mode, Permits};

/// The keys that speak about a mode, the most particular one last. A hired coach is no public bus: what `psv` opens
/// stays closed to it.
fn keys(mode: Mode) -> &'static [&'static str] {
    match mode {
        Mode::Car => &["access", "vehicle", "motor_vehicle", "motorcar"],
        Mode::Bus => &["access", "vehicle", "motor_vehicle", "bus", "tourist_bus"],
        Mode::Truck => &["access", "vehicle", "motor_vehicle", "goods", "hgv"],
    }
}

/// Who may pass, both ways, not counting one-ways; `otherwise` where no tag says anything.
pub(super) fn permits(tags: &Tags<'_>, otherwise: Access, account: &mut Account) -> Permits {
    let mut permits = Permits::OPEN;
    for mode in Mode::ALL {
        for (direction, suffix) in [(Direction::Forward, ":forward"), (Direction::Backward, ":backward")] {
            let stated =
                |key: &&str| [tags.get_with(key, suffix), tags.get(key)].into_iter().flatten().next();
            let values = keys(mode).iter().rev().filter_map(stated);
            let access = values.filter_map(|value| read(value, account)).next().unwrap_or(otherwise);
            permits.set(mode, direction, access);
        }
    }
    permits
}

/// `None` if the value says nothing.
fn read(value: &str, account: &mut Account) -> Option<Access> {
    if matches!(value, "unknown" | "") {
        return None;
    }
    let one = |value: &str| match value.trim() {
        "yes" | "permissive" | "designated" | "public" | "official" | "discouraged" => Some(Access::Open),
        "destination" | "customers" | "delivery" | "visitors" => Some(Access::Destination),
        "private" | "permit" | "residents" | "employees" | "military" => Some(Access::Private),
        "no" | "agricultural" | "forestry" | "emergency" | "restricted" | "closed" | "impassable"
        | "foot" | "psv" | "bus" | "taxi" => Some(Access::Closed),
        _ => None,
    };
    // Of several values the most generous: `agricultural;private` is open to whoever is let in.
    let several: Option<Vec<Access>> = value.split(';').map(one).collect();
    let access = several.and_then(|several| several.into_iter().min());
    Some(access.unwrap_or_else(|| {
        account.note(Note::AccessUnread);
        Access::Private
    }))
}

/// Which ways a road may be driven: everybody's, then what is said about a mode of its own.
pub(super) fn one_way(tags: &Tags<'_>, permits: &mut Permits, account: &mut Account) -> OneWay {
    let implied =
        tags.is("highway", "motorway") || matches!(tags.get("junction"), Some("roundabout" | "circular"));
    let general = match tags.get("oneway") {
        Some("yes" | "true" | "1") => OneWay::Forward,
        Some("-1" | "reverse") => OneWay::Backward,
        Some("no" | "false" | "0" | "alternating") => OneWay::No,
        Some("reversible") => OneWay::Neither,
        other => {
            if other.is_some() {
                account.note(Note::OneWayUnread);
            }
            if implied { OneWay::Forward } else { OneWay::No }
        }
    };
    for mode in Mode::ALL {
        let own: &[&str] = match mode {
            Mode::Car => &["oneway:motor_vehicle", "oneway:motorcar"],
            Mode::Bus => &["oneway:motor_vehicle", "oneway:bus"],
            Mode::Truck => &["oneway:motor_vehicle", "oneway:hgv"],
        };
        let own = own.iter().rev().find_map(|key| match tags.get(key)? {
            "yes" => Some(OneWay::Forward),
            "-1" => Some(OneWay::Backward),
            "no" => Some(OneWay::No),
            _ => None,
        });
        let ways = own.unwrap_or(general);
        if matches!(ways, OneWay::Forward | OneWay::Neither) {
            permits.set(mode, Direction::Backward, Access::Closed);
        }
        if matches!(ways, OneWay::Backward | OneWay::Neither) {
            permits.set(mode, Direction::Forward, Access::Closed);
        }
    }
    general
}

/// Which ways a road may be driven.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum OneWay {
    /// Both.
    No,
    /// As it was drawn.
    Forward,
    /// Against that.
    Backward,
    /// It changes with the hour.
    Neither,
}
