//! Turn restrictions as relations state them: from one way, over a node or ways, into another.

use super::{
    account::{Account, Note},
    pbf::Member,
    tags::Tags,
};
use crate::chart::{EVERY_MODE, Mode};

/// A turn that is forbidden, or the only one that is allowed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Restriction {
    /// `only_*`: every other turn is forbidden.
    pub only: bool,
    /// A turn back onto the road one came by.
    pub back: bool,
    /// The modes it holds for, as bits.
    pub modes: u8,
    /// Ways one comes by: each by itself.
    pub from: Vec<i64>,
    /// What lies between.
    pub via: Via,
    /// Ways one may not turn into, or has to: each by itself.
    pub to: Vec<i64>,
}

/// What lies between.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Via {
    /// A junction.
    Node(i64),
    /// Ways, one after the other.
    Ways(Vec<i64>),
}

/// The keys that state a restriction, and whom it concerns. What is forbidden to public buses is taken to be forbidden
/// to a hired coach.
const KEYS: [(&str, u8); 9] = [
    ("restriction", EVERY_MODE),
    ("restriction:motor_vehicle", EVERY_MODE),
    ("restriction:vehicle", EVERY_MODE),
    ("restriction:motorcar", 0b001),
    ("restriction:bus", 0b010),
    ("restriction:tourist_bus", 0b010),
    ("restriction:psv", 0b010),
    ("restriction:hgv", 0b100),
    ("restriction:goods", 0b100),
];

/// The restriction of a relation; `None`, and why is noted, if it is none for anybody here.
pub(super) fn restriction(
    tags: &Tags<'_>,
    members: &[Member<'_>],
    account: &mut Account,
) -> Option<Restriction> {
    if !matches!(tags.get("type"), Some("restriction")) {
        return None;
    }
    let Some((value, modes, always)) = stated(tags) else {
        account.note(Note::RestrictionsOthers);
        return None;
    };
    let turn = value.strip_prefix("no_").map(|turn| (false, turn));
    let turn = turn.or_else(|| value.strip_prefix("only_").map(|turn| (true, turn)));
    let understood = |turn: &str| {
        matches!(turn, "left_turn" | "right_turn" | "straight_on" | "u_turn" | "entry" | "exit" | "turn")
    };
    let Some((only, turn)) = turn.filter(|(_, turn)| understood(turn)) else {
        account.note(Note::RestrictionUnread);
        return None;
    };
    let modes = modes & !except(tags);
    if modes == 0 {
        account.note(Note::RestrictionsOthers);
        return None;
    }
    let ways = |role: &str| -> Vec<i64> {
        members.iter().filter(|m| m.is_way && m.role == role).map(|m| m.id).collect()
    };
    let junction = members.iter().find(|member| !member.is_way && member.role == "via");
    let via = junction.map_or_else(|| Via::Ways(ways("via")), |node| Via::Node(node.id));
    let (from, to) = (ways("from"), ways("to"));
    // A relation cut off at the border of the extract has lost members, and with them its meaning.
    if from.is_empty() || to.is_empty() || via == Via::Ways(Vec::new()) {
        account.note(Note::RestrictionsBroken);
        return None;
    }
    account.add(Note::RestrictionsAlways, usize::from(always));
    Some(Restriction { only, back: turn == "u_turn", modes, from, via, to })
}

/// The value, whom it concerns, and whether it holds at certain times only.
fn stated<'t>(tags: &Tags<'t>) -> Option<(&'t str, u8, bool)> {
    let mut found: Option<(&str, u8, bool)> = None;
    let mut add = |value: &'t str, modes: u8, always: bool| match &mut found {
        // One relation may state the same turn for several kinds of vehicle.
        Some((first, all, _)) if *first == value => *all |= modes,
        Some(_) => {}
        None => found = Some((value, modes, always)),
    };
    for (key, modes) in KEYS {
        if let Some(value) = tags.get(key) {
            add(value, modes, false);
        }
        if let Some(value) = tags.get_with(key, ":conditional") {
            add(value.split('@').next().unwrap_or_default().trim(), modes, true);
        }
    }
    found
}

/// Whom it does not concern. A hired coach is no public bus, so `psv` excepts nobody here.
fn except(tags: &Tags<'_>) -> u8 {
    let one = |word: &str| match word.trim() {
        "motorcar" => Mode::Car.bit(),
        "bus" | "tourist_bus" => Mode::Bus.bit(),
        "hgv" | "goods" => Mode::Truck.bit(),
        "motor_vehicle" | "vehicle" => EVERY_MODE,
        _ => 0,
    };
    tags.get("except").map_or(0, |except| except.split([';', ',']).map(one).fold(0, |all, one| all | one))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&'static str, &'static str)]) -> Option<Restriction> {
        let member = |id, is_way, role| Member { id, is_way, role };
        let members = [member(1, true, "from"), member(2, false, "via"), member(3, true, "to")];
        let pairs = [("type", "restriction")].into_iter().chain(pairs.iter().copied());
        restriction(&Tags::of(pairs), &members, &mut Account::default())
    }

    #[test]
    fn a_restriction_says_whom_it_concerns() {
        let modes = |pairs: &[(&'static str, &'static str)]| read(pairs).map(|r| r.modes);
        assert_eq!(modes(&[("restriction", "no_left_turn")]), Some(EVERY_MODE));
        assert_eq!(modes(&[("restriction:hgv", "no_left_turn")]), Some(Mode::Truck.bit()));
        assert_eq!(modes(&[("restriction:bicycle", "no_left_turn")]), None);
        let without_buses = EVERY_MODE & !Mode::Bus.bit();
        assert_eq!(modes(&[("restriction", "no_left_turn"), ("except", "bus;bicycle")]), Some(without_buses));
        assert_eq!(modes(&[("restriction", "no_left_turn"), ("except", "psv")]), Some(EVERY_MODE));
    }

    #[test]
    fn one_that_holds_at_certain_hours_holds_always() {
        let at_rush_hour = read(&[("restriction:conditional", "no_left_turn @ (07:00-09:00)")]).unwrap();
        assert_eq!((at_rush_hour.only, at_rush_hour.modes), (false, EVERY_MODE));
    }

    #[test]
    fn only_and_turning_back_are_told_apart() {
        assert!(read(&[("restriction", "only_straight_on")]).unwrap().only);
        assert!(read(&[("restriction", "no_u_turn")]).unwrap().back);
        assert_eq!(read(&[("restriction", "give_way")]), None);
    }
}
