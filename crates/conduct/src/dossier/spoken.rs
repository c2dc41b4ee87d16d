//! The facts and words this crate itself writes or looks for, each parsed once. A slip of the pen here would
//! silently make a fact of nothing, so a test holds every one of them to the schema.

use std::sync::LazyLock;

use model::{Path, Word};

macro_rules! paths {
    ($($name:ident = $text:literal;)*) => {
        $(pub(crate) static $name: LazyLock<Path> = LazyLock::new(|| parsed($text));)*
        #[cfg(test)]
        static PATHS: &[(&str, &LazyLock<Path>)] = &[$(($text, &$name)),*];
    };
}

macro_rules! words {
    ($($name:ident = $text:literal;)*) => {
        $(pub(crate) static $name: LazyLock<Word> = LazyLock::new(|| word($text));)*
        #[cfg(test)]
        static WORDS: &[(&str, &LazyLock<Word>)] = &[$(($text, &$name)),*];
    };
}

paths! {
    KIND = "movement.kind";
    APPROVED = "movement.approved";
    AREA_OF_MOVEMENT = "movement.area";
    BEGINS_ON = "movement.begins_on";
    ENDS_ON = "movement.ends_on";
    DEPARTS_ON = "movement.departs_on";
    DEPARTS_AT = "movement.departs_at";
    ALERTS = "alerts";
    ALERTS_COMPLETE = "alerts.complete";
    DISTRICTS = "districts";
    DISTRICTS_COMPLETE = "districts.complete";
    INCIDENTS = "incidents";
    SITES = "sites";
    VEHICLES = "vehicles";
    COMMANDERS = "commanders";
    CREW = "crew";
    PRINCIPALS = "principals";
    ESCALATION_ROOM = "escalation.room";
    ESCALATION_COMMANDER = "escalation.commander";
    ESCALATION_DISTRICTS = "escalation.districts";
    ESCALATION_AUTHORITY = "escalation.authority";
    HIGHWAY_POLICE = "highway_police";
    UNIT_COMMANDANT = "unit_commandant";
    // Within a party.
    AREA = "area";
    ENTERS_AT = "enters_at";
    ACCEPTED = "accepted";
    NO_OBJECTION = "no_objection";
    NOTICE_GIVEN = "notice.given";
    NOTICE_GIVEN_ON = "notice.given_on";
    NOTICE_GIVEN_AT = "notice.given_at";
    NOTICE_CHANNEL = "notice.channel";
    LATE_NOTICE_GIVEN = "late_notice.given";
    LATE_NOTICE_GIVEN_ON = "late_notice.given_on";
    LATE_NOTICE_GIVEN_AT = "late_notice.given_at";
    LATE_NOTICE_CHANNEL = "late_notice.channel";
    // Within an incident.
    INCIDENT_KIND = "kind";
    INCIDENT_AT = "at";
    INCIDENT_PLACE = "place";
    CLOSES_ROUTE = "closes_route";
    // Within a vehicle.
    HIRED_AS = "hired_as";
    HEIGHT = "height";
    WIDTH = "width";
    LENGTH = "length";
    WEIGHT = "weight";
    AXLE_WEIGHT = "axle_weight";
    // Within an alert level, a vehicle, a person.
    LEVEL = "level";
    PLATE = "plate";
    DUTY = "duty";
    VEHICLE = "vehicle";
}

words! {
    COMPLETE = "complete";
    RECORD = "record";
    ORDER = "order";
    GATE = "gate";
    GUARD = "guard";
    SINGLE = "single";
    STANDING = "standing";
    URGENT = "urgent";
    ROUTE = "route";
    DRAW = "draw";
    COACH = "coach";
    STAND_FAST = "stand-fast";
    DANGER_ON_THE_WAY = "danger-on-the-way";
    REVIEW_OVERDUE = "review-overdue";
    DEPARTED_WITHOUT_AUTHORITY = "departed-without-authority";
    DURESS = "duress";
    HANDOVER_UNCONFIRMED = "handover-unconfirmed";
    MISSED_CALL = "missed-call";
    CALL_FOR_HELP = "call-for-help";
    EMERGENCY = "emergency";
    LATE = "late";
    DELIVERY_FAILED = "delivery-failed";
    ENGINE = "safeconduct-0.1.0";
}

fn parsed(text: &'static str) -> Path {
    text.parse().unwrap_or_else(|_| unreachable!("{text} is a path"))
}

fn word(text: &'static str) -> Word {
    text.parse().unwrap_or_else(|_| unreachable!("{text} is a word"))
}

#[cfg(test)]
mod tests {
    use model::schema::{COMPLETE as COMPLETE_ROW, attribute_at, place_at};

    use super::*;

    #[test]
    fn every_path_written_here_leads_somewhere_in_the_schema() {
        let holders = ["", "districts[x]", "alerts[x]", "vehicles[x]", "crew[x]", "incidents[x]"];
        for (text, path) in PATHS {
            assert_eq!(path.to_string(), *text);
            let leads = |holder: &&str| {
                let at = holder.parse::<Path>().unwrap_or_default().join(path);
                attribute_at(&at).is_ok() || place_at(&at).is_ok()
            };
            assert!(holders.iter().any(leads), "{text} leads nowhere");
        }
    }

    #[test]
    fn every_word_written_here_is_one() {
        for (text, word) in WORDS {
            assert_eq!(word.as_str(), *text);
        }
        assert_eq!(COMPLETE.as_str(), COMPLETE_ROW.name);
        for kind in [&SINGLE, &STANDING, &URGENT] {
            let row = attribute_at(&KIND).unwrap();
            assert!(row.accepts(&KIND, &Word::clone(kind).into()).is_ok());
        }
        let duty = "crew[x].duty".parse().unwrap();
        assert!(attribute_at(&duty).unwrap().accepts(&duty, &Word::clone(&GUARD).into()).is_ok());
    }

    #[test]
    fn the_engine_names_this_version() {
        assert_eq!(ENGINE.as_str(), concat!("safeconduct-", env!("CARGO_PKG_VERSION")));
    }
}
