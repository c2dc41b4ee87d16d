//! From the tags of a way to what its stretches are like; or why it is no road.

use model::Span;

use super::{
    access::{OneWay, one_way, permits},
    account::{Account, Note},
    measure::{self, Limit},
    months,
    speed::{FERRY_KMH, driven},
    tags::Tags,
};
use crate::{
    Season,
    chart::{Access, CLASSES, Class, Direction, EVERY_MODE, Features, Kind, Limits, Surface},
};

/// A way that may be driven, as its tags describe it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Described {
    /// Its kind; what it states as a condition stands in `stated`.
    pub kind: Kind,
    pub stated: Option<String>,
    pub name: String,
    pub reference: String,
    /// Forward and backward, in km/h.
    pub speeds: [u32; 2],
    /// How long it takes from end to end, if it is a ferry that says so.
    pub duration: Option<Span>,
}

/// The longest name kept, in characters.
const LONGEST_NAME: usize = 200;

/// What a way is like; `None`, and why is noted, if it is no road.
pub(super) fn describe(tags: &Tags<'_>, account: &mut Account) -> Option<Described> {
    // Counted only if the way is kept: nobody asks what was not understood of a footpath.
    let mut noted = Account::default();
    let described = class(tags).and_then(|class| match class {
        Class::Ferry => ferry(tags, &mut noted),
        class => road(class, tags, &mut noted),
    });
    match described {
        Ok(described) => {
            account.merge(noted);
            account.note(Note::Ways);
            Some(described)
        }
        Err(why) => {
            why.iter().for_each(|&why| account.note(why));
            None
        }
    }
}

/// The class of a road or ferry; else why it is none, or nothing if it never was a way to move on.
fn class(tags: &Tags<'_>) -> Result<Class, Option<Note>> {
    let Some(highway) = tags.get("highway") else {
        return if tags.is("route", "ferry") { Ok(Class::Ferry) } else { Err(None) };
    };
    if tags.is("area", "yes") {
        return Err(Some(Note::Areas));
    }
    let class = CLASSES.into_iter().find(|class| class.word() == highway);
    if let Some(class) = class.filter(|class| !matches!(class, Class::Ferry | Class::Drawn)) {
        return Ok(class);
    }
    Err(Some(match highway {
        "footway" | "path" | "steps" | "cycleway" | "pedestrian" | "bridleway" | "corridor" | "platform"
        | "elevator" | "via_ferrata" => Note::Paths,
        "construction" | "proposed" | "planned" | "abandoned" | "disused" | "razed" | "demolished" => {
            Note::NotBuilt
        }
        _ => Note::OtherClass,
    }))
}

fn road(class: Class, tags: &Tags<'_>, account: &mut Account) -> Result<Described, Option<Note>> {
    if tags.is("smoothness", "impassable") {
        return Err(Some(Note::Impassable));
    }
    let (surface, speeds) = driven(class, tags, account);
    let mut described = common(class, surface, Access::Open, tags, account)?;
    let ways = one_way(tags, &mut described.kind.permits, account);
    if ways == OneWay::Neither || is_closed(&described.kind) {
        return Err(Some(Note::ClosedToAll));
    }
    described.speeds = speeds;
    Ok(described)
}

/// A ferry takes vehicles if it says so.
fn ferry(tags: &Tags<'_>, account: &mut Account) -> Result<Described, Option<Note>> {
    let mut described = common(Class::Ferry, Surface::Unstated, Access::Closed, tags, account)?;
    one_way(tags, &mut described.kind.permits, account);
    if is_closed(&described.kind) {
        return Err(Some(Note::FerriesWithout));
    }
    described.duration = tags.get("duration").and_then(measure::duration);
    if described.duration.is_none() {
        account.note(Note::FerryUnread);
    }
    account.note(Note::Ferries);
    described.speeds = [FERRY_KMH; 2];
    Ok(described)
}

fn is_closed(kind: &Kind) -> bool {
    let closed = |direction| kind.permits.closed_to(direction) == EVERY_MODE;
    closed(Direction::Forward) && closed(Direction::Backward)
}

fn common(
    class: Class,
    surface: Surface,
    otherwise: Access,
    tags: &Tags<'_>,
    account: &mut Account,
) -> Result<Described, Option<Note>> {
    let mut kind = Kind {
        class,
        surface,
        features: features(tags, account),
        permits: permits(tags, otherwise, account),
        open: Season::ALL_YEAR,
        limits: Limits::default(),
        stated: 0,
    };
    kind.limits = limits(tags, &mut kind.features, account);
    let stated = conditions(tags, &mut kind, account);
    if kind.open.is_never() {
        return Err(Some(Note::ClosedToAll));
    }
    let text = |key: &str| tags.get(key).unwrap_or_default().chars().take(LONGEST_NAME).collect();
    Ok(Described { kind, stated, name: text("name"), reference: text("ref"), speeds: [0; 2], duration: None })
}

fn features(tags: &Tags<'_>, account: &mut Account) -> Features {
    let mut features = Features::default();
    let mut add = |is_it: bool, feature| {
        if is_it {
            features.add(feature);
        }
    };
    add(tags.has("bridge"), Features::BRIDGE);
    add(tags.has("tunnel"), Features::TUNNEL);
    add(tags.has("toll"), Features::TOLL);
    add(tags.has("ford"), Features::FORD);
    add(matches!(tags.get("junction"), Some("roundabout" | "circular")), Features::ROUNDABOUT);
    account.add(Note::Bridges, usize::from(features.has(Features::BRIDGE)));
    account.add(Note::Tunnels, usize::from(features.has(Features::TUNNEL)));
    features
}

/// The limits of a way or of a barrier on it.
pub(super) fn limits(tags: &Tags<'_>, features: &mut Features, account: &mut Account) -> Limits {
    type Read = fn(&str) -> Limit;
    let mut lowest = |keys: &[&str], read: Read| {
        let mut lowest = 0;
        for value in keys.iter().filter_map(|key| tags.get(key)) {
            match read(value) {
                Limit::At(n) if lowest == 0 || n < lowest => lowest = n,
                Limit::Unread => {
                    features.add(Features::UNREAD_LIMIT);
                    account.note(Note::LimitUnread);
                }
                _ => {}
            }
        }
        lowest
    };
    let limits = Limits {
        height_mm: lowest(&["maxheight", "maxheight:physical", "maxheight:signed"], measure::length_mm),
        width_mm: lowest(&["maxwidth", "maxwidth:physical"], measure::length_mm),
        length_mm: lowest(&["maxlength", "maxlength:hgv"], measure::length_mm),
        weight_kg: lowest(
            &["maxweight", "maxweight:hgv", "maxweightrating", "maxweightrating:hgv", "maxgcweight"],
            measure::weight_kg,
        ),
        axle_kg: lowest(&["maxaxleload"], measure::weight_kg),
    };
    account.add(Note::Limits, usize::from(limits != Limits::default()));
    limits
}

/// What depends on the time: months are read, everything else is kept as it is stated.
fn conditions(tags: &Tags<'_>, kind: &mut Kind, account: &mut Account) -> Option<String> {
    let mut stated = Vec::new();
    for (key, value) in tags.iter() {
        let Some(about) = key.strip_suffix(":conditional") else { continue };
        let season = match about {
            "access" | "vehicle" | "motor_vehicle" if tags.is(about, "no") => {
                // Closed but for some months: what the months open is open as if the ban were not there.
                let season = months::season(value, false);
                if season.is_some() {
                    kind.permits = permits(&tags.without(about), Access::Open, &mut Account::default());
                }
                season
            }
            "access" | "vehicle" | "motor_vehicle" => months::season(value, true),
            // A closure of a single mode, a limit at certain hours.
            _ if is_about_driving(about) => None,
            _ => continue,
        };
        if let Some(season) = season {
            kind.open = kind.open.and(season);
        } else {
            stated.push(format!("{key} = {value}"));
        }
    }
    if kind.open != Season::ALL_YEAR {
        account.note(Note::ClosedMonths);
    } else if ["seasonal", "winter_road", "ice_road"].iter().any(|key| tags.has(key)) {
        kind.features.add(Features::SEASONAL);
        account.note(Note::SeasonUnread);
    }
    if stated.is_empty() {
        return None;
    }
    account.note(Note::ConditionUnread);
    kind.features.add(Features::CONDITIONAL);
    Some(stated.join("; ").chars().take(2 * LONGEST_NAME).collect())
}

fn is_about_driving(about: &str) -> bool {
    ["motorcar", "bus", "hgv", "goods", "oneway", "toll"].contains(&about)
        || about.starts_with("maxweight")
        || about.starts_with("maxheight")
        || about.starts_with("maxlength")
        || about.starts_with("maxwidth")
}
