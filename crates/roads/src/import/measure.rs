//! Numbers with units as mappers write them, read exactly: digits become integers without passing through a float.
//!
//! What is not understood is told apart from what states nothing: a limit that nobody could read is not "no limit".

use model::Span;

/// What a text about a limit says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Limit {
    /// There is none.
    Free,
    /// Nothing is stated.
    Unstated,
    /// This, in the unit asked for.
    At(u32),
    /// Something that is not understood.
    Unread,
}

/// What says that nothing is stated: a sign that is missing, or one that changes.
const UNSTATED: [&str; 8] =
    ["default", "below_default", "unsigned", "no_indications", "no_sign", "variable", "signals", "unknown"];
/// What says that there is no limit.
const FREE: [&str; 3] = ["none", "unlimited", "no"];

/// Thousandths of a millimetre in a unit of length.
const LENGTHS: [(&[&str], u64); 5] = [
    (&["", "m", "meter", "meters", "metre", "metres"], 1_000_000),
    (&["cm"], 10_000),
    (&["mm"], 1_000),
    (&["'", "ft", "feet", "foot"], 304_800),
    (&["\"", "''", "in", "inch", "inches"], 25_400),
];
/// A longer limit is a mistake: the longest road train has 53.5 m.
const LONGEST_MM: u64 = 200_000;

/// Milligrams and so on would be overdone: grams in a unit of weight.
const WEIGHTS: [(&[&str], u64); 5] = [
    (&["", "t", "ton", "tons", "tonne", "tonnes", "mt"], 1_000_000),
    (&["kg"], 1_000),
    (&["st"], 907_185),
    (&["lt"], 1_016_047),
    (&["lb", "lbs"], 454),
];
/// A greater limit is a mistake, most often kilograms written without their unit.
const HEAVIEST_KG: u64 = 400_000;

/// A speed is in km/h unless it says otherwise; metres an hour in each unit.
const SPEEDS: [(&[&str], u64); 3] =
    [(&["", "km/h", "kmh", "kph"], 1_000), (&["mph"], 1_609), (&["knots", "kn"], 1_852)];
/// A speed where a sign says that there is no limit, and at walking pace, in km/h.
/// Source: OSRM's car profile (`none`), the German administrative order on living streets (7).
const UNLIMITED_KMH: u32 = 140;
const WALK_KMH: u32 = 7;
const FASTEST_KMH: u64 = 250;
/// What "urban", "rural" and so on mean unless a country says otherwise, in km/h. Source: OSRM's car profile.
const BY_PLACE: [(&str, u32); 5] =
    [("urban", 50), ("rural", 90), ("trunk", 110), ("motorway", 130), ("living_street", 10)];

/// A height, width or length in millimetres, rounded down.
pub(crate) fn length_mm(text: &str) -> Limit {
    lowest(text, |text| {
        amounts(text, &LENGTHS).map(|n| n / 1_000).filter(|&mm| (1..=LONGEST_MM).contains(&mm))
    })
}

/// A weight in kilograms, rounded down.
pub(crate) fn weight_kg(text: &str) -> Limit {
    lowest(text, |text| {
        amounts(text, &WEIGHTS).map(|n| n / 1_000).filter(|&kg| (1..=HEAVIEST_KG).contains(&kg))
    })
}

/// A speed limit in km/h, rounded to the nearest.
pub(crate) fn speed_kmh(text: &str) -> Limit {
    let limit = lowest(text, |text| {
        if text == "walk" {
            return Some(u64::from(WALK_KMH));
        }
        let by_place = text.split_once(':').and_then(|(_, place)| BY_PLACE.iter().find(|(p, _)| *p == place));
        by_place.map(|&(_, kmh)| u64::from(kmh)).or_else(|| {
            let kmh = (amounts(text, &SPEEDS)? + 500) / 1_000;
            (1..=FASTEST_KMH).contains(&kmh).then_some(kmh)
        })
    });
    if limit == Limit::Free { Limit::At(UNLIMITED_KMH) } else { limit }
}

/// The lowest of several values with `;` or `|` between them.
fn lowest(text: &str, read: impl Fn(&str) -> Option<u64>) -> Limit {
    let mut lowest = Limit::Unstated;
    for part in text.split([';', '|']) {
        let part = part.trim().to_ascii_lowercase();
        let read = if FREE.contains(&part.as_str()) {
            Limit::Free
        } else if part.is_empty() || UNSTATED.contains(&part.as_str()) {
            Limit::Unstated
        } else {
            read(&part).and_then(|n| u32::try_from(n).ok()).map_or(Limit::Unread, Limit::At)
        };
        lowest = match (lowest, read) {
            (Limit::Unread, _) | (_, Limit::Unread) => Limit::Unread,
            (Limit::At(a), Limit::At(b)) => Limit::At(a.min(b)),
            (at @ Limit::At(_), _) | (_, at @ Limit::At(_)) => at,
            (Limit::Unstated, other) => other,
            (Limit::Free, _) => Limit::Free,
        };
    }
    lowest
}

/// `10'6"`, `10 ft 6 in`, `3.2 m`: the sum of amounts with their units, each unit smaller than the one before it.
fn amounts(text: &str, units: &[(&[&str], u64)]) -> Option<u64> {
    let (mut rest, mut sum, mut unit_before) = (text, 0_u64, u64::MAX);
    while !rest.is_empty() {
        let (thousandths, after) = decimal(rest)?;
        let after = after.trim_start();
        let end = after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len());
        let (name, after) = after.split_at(end);
        let &(_, unit) =
            units.iter().find(|(names, _)| names.contains(&name.trim().trim_end_matches('.')))?;
        if unit >= unit_before {
            return None;
        }
        sum = sum.checked_add(thousandths.checked_mul(unit)? / 1_000)?;
        (rest, unit_before) = (after, unit);
    }
    (unit_before < u64::MAX).then_some(sum)
}

/// A number in thousandths, rounded down, and what stands after it. Its point may be a comma.
fn decimal(text: &str) -> Option<(u64, &str)> {
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (whole, rest) = text.split_at(digits(text));
    if whole.is_empty() || whole.len() > 9 {
        return None;
    }
    let whole: u64 = whole.parse().ok()?;
    let Some(after) = rest.strip_prefix(['.', ',']) else { return Some((whole * 1_000, rest)) };
    let (decimals, rest) = after.split_at(digits(after));
    if decimals.is_empty() {
        return None;
    }
    let thousandths: String = decimals.chars().chain("000".chars()).take(3).collect();
    Some((whole * 1_000 + thousandths.parse::<u64>().ok()?, rest))
}

/// How long a ferry takes: `01:30`, `1:30:00`, `90` (minutes) or `PT1H30M`.
pub(crate) fn duration(text: &str) -> Option<Span> {
    /// Longer than any ferry.
    const LONGEST: i64 = 30 * 86_400;
    let text = text.trim();
    let seconds = if text.starts_with('P') {
        text.parse::<jiff::SignedDuration>().ok()?.as_secs()
    } else {
        let parts: Option<Vec<i64>> = text.split(':').map(|part| plain(part.trim())).collect();
        match parts?.as_slice() {
            [minutes] => minutes * 60,
            [hours, minutes] if *minutes < 60 => hours * 3_600 + minutes * 60,
            [hours, minutes, seconds] if *minutes < 60 && *seconds < 60 => {
                hours * 3_600 + minutes * 60 + seconds
            }
            _ => return None,
        }
    };
    (1..=LONGEST).contains(&seconds).then_some(Span(seconds * 1_000_000))
}

fn plain(text: &str) -> Option<i64> {
    let is_plain = (1..=6).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if is_plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn heights_are_read_in_every_way_mappers_write_them() {
        for (text, mm) in [
            ("3.2", 3_200),
            ("3,2", 3_200),
            ("3.2 m", 3_200),
            ("3.2m", 3_200),
            ("4 metres", 4_000),
            ("320 cm", 3_200),
            ("10'6\"", 3_200),
            ("10' 6''", 3_200),
            ("10ft 6in", 3_200),
            ("10 ft", 3_048),
            ("10.5 ft", 3_200),
            ("126\"", 3_200),
            ("3.5;3.2", 3_200),
            ("none;3.2", 3_200),
        ] {
            assert_eq!(length_mm(text), Limit::At(mm), "{text}");
        }
    }

    #[test]
    fn weights_are_tonnes_unless_they_say_otherwise() {
        for (text, kg) in [
            ("7.5", 7_500),
            ("7.5 t", 7_500),
            ("7.5t", 7_500),
            ("7500 kg", 7_500),
            ("3 tonnes", 3_000),
            ("10 st", 9_071),
            ("40000 lbs", 18_160),
        ] {
            assert_eq!(weight_kg(text), Limit::At(kg), "{text}");
        }
        assert_eq!(weight_kg("7500"), Limit::Unread, "7,500 tonnes is no limit: the unit is missing");
    }

    #[test]
    fn speeds_are_kilometres_an_hour_unless_they_say_otherwise() {
        for (text, kmh) in [
            ("50", 50),
            ("50 km/h", 50),
            ("30 mph", 48),
            ("30mph", 48),
            ("PT:urban", 50),
            ("walk", 7),
            ("none", 140),
        ] {
            assert_eq!(speed_kmh(text), Limit::At(kmh), "{text}");
        }
    }

    #[test]
    fn no_limit_nothing_stated_and_nothing_understood_are_three_things() {
        assert_eq!(length_mm("none"), Limit::Free);
        assert_eq!(length_mm("default"), Limit::Unstated);
        assert_eq!(length_mm("  "), Limit::Unstated);
        for text in [
            "low",
            "3.2 furlongs",
            "3.",
            "-3",
            "3 m 4 m",
            "6\"10'",
            "1e3",
            "0",
            "٣",
            "3.2 m high",
            "9999999999",
        ] {
            assert_eq!(length_mm(text), Limit::Unread, "{text}");
        }
        assert_eq!(length_mm("3.5;low"), Limit::Unread, "half understood is not understood");
    }

    #[test]
    fn a_ferry_takes_hours_and_minutes() {
        for (text, minutes) in [("01:30", 90), ("90", 90), ("1:30:00", 90), ("PT1H30M", 90), ("00:05", 5)] {
            assert_eq!(duration(text), Some(Span::minutes(minutes)), "{text}");
        }
        for text in ["", "0", "1:75", "soon", "-5", "P1Y", "99999:00", "1:2:3:4"] {
            assert_eq!(duration(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_not_and_nothing_breaks(text in "\\PC{0,24}") {
            let _ = (length_mm(&text), weight_kg(&text), speed_kmh(&text), duration(&text));
        }

        #[test]
        fn any_text_of_digits_points_and_units_is_read_or_not(text in "[0-9.,'\"; mtkgfin:h/]{0,24}") {
            let _ = (length_mm(&text), weight_kg(&text), speed_kmh(&text), duration(&text));
        }

        #[test]
        fn millimetres_written_as_metres_come_back(mm in 1_u32..=200_000) {
            let text = format!("{}.{:03} m", mm / 1_000, mm % 1_000);
            prop_assert_eq!(length_mm(&text), Limit::At(mm));
        }

        #[test]
        fn feet_and_inches_come_back_within_a_millimetre(feet in 1_u32..=60, inches in 0_u32..12) {
            let exact = (feet * 12 + inches) * 254 / 10;
            prop_assert_eq!(length_mm(&format!("{feet}'{inches}\"")), Limit::At(exact));
        }

        #[test]
        fn kilograms_come_back_in_either_unit(kg in 1_u32..=400_000) {
            prop_assert_eq!(weight_kg(&format!("{kg} kg")), Limit::At(kg));
            prop_assert_eq!(weight_kg(&format!("{}.{:03}", kg / 1_000, kg % 1_000)), Limit::At(kg));
        }
    }
}
