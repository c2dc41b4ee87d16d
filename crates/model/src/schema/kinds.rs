//! The tables. Words are `domain.md`'s; what a rule of another army or of humanitarian practice needs stands
//! beside what the public findings need.

use super::{
    Attribute, Kind,
    Nature::{self, Act, Finding, Plan},
    Type::{self, Bool, Day, List, Quantity, Record, Time, Word},
};
use crate::Span;
use crate::Unit::{Count, Gram, Microsecond, Millimetre, Money};

const fn row(name: &'static str, takes: Type, nature: Nature, doc: &'static str) -> Attribute {
    Attribute { name, takes, nature, doc, fresh_for: None }
}

/// How long a feed's word that it has everything is believed without an expiry. Ours: a day, in which whoever
/// watches a feed has looked at it; the rules of the corridor ask about each day.
const A_DAY: Span = Span::hours(24);

/// A list that comes from a feed: that there is nothing in it is worth something while the feed is fresh.
const fn feed(name: &'static str, of: &'static Kind, nature: Nature, doc: &'static str) -> Attribute {
    Attribute { name, takes: List(of), nature, doc, fresh_for: Some(A_DAY) }
}

/// Means of communication, for PACE and dead ground.
const MEANS: &[&str] = &["radio", "satellite", "mobile", "sms", "landline", "courier", "beacon"];

/// What a rule may read: the root of a dossier.
pub static DOSSIER: Kind = Kind {
    name: "dossier",
    doc: "everything said about one movement",
    attributes: &[
        row("movement", Record(&MOVEMENT), Plan, "the journey itself and its order"),
        row("commanders", List(&PERSON), Plan, "who commands; there must be exactly one"),
        row("principals", List(&PERSON), Plan, "the protected people"),
        row("crew", List(&PERSON), Plan, "drivers, guards and others of the detail"),
        row("vehicles", List(&VEHICLE), Plan, "the convoy, from lead to trail element"),
        row("districts", List(&PARTY), Plan, "jurisdictions the route crosses, in order"),
        row("highway_police", Record(&PARTY), Plan, "the highway police of the route"),
        row("unit_commandant", Record(&PARTY), Plan, "the commandant of the protection unit"),
        row("agencies", List(&AGENCY), Plan, "agencies with a duty in this movement"),
        row("escort", Record(&ESCORT), Plan, "who escorts, and on what footing"),
        row("projects", List(&PROJECT), Plan, "the projects whose people move"),
        row("sites", List(&SITE), Plan, "sites the movement starts from, serves or halts at"),
        row("halts", List(&HALT), Plan, "planned halts"),
        row("points", List(&POINT), Plan, "points along the way, as people name them by voice"),
        row(
            "safe_areas",
            List(&SAFE_AREA),
            Plan,
            "areas in which the movement is to stay for a time, such as a compound overnight",
        ),
        row("watch", Record(&WATCH), Plan, "from where on something on the road is a finding"),
        row("communications", Record(&COMMUNICATIONS), Plan, "the communications plan (PACE)"),
        row(
            "escalation",
            Record(&ESCALATION),
            Plan,
            "after how long an alert that nobody took goes further up",
        ),
        row("dead_ground", List(&DEAD_GROUND), Plan, "stretches of the route where the primary means fails"),
        feed("silences", &SILENCE, Plan, "announced shutdowns and jamming on the way"),
        feed("alerts", &ALERT_LEVEL, Finding, "alert levels of the areas the route crosses"),
        feed("incidents", &INCIDENT, Finding, "incidents near the route; complete only with a fresh feed"),
        feed("sightings", &SIGHTING, Finding, "movements of protected people seen on the road"),
    ],
};

/// Every kind, for the book and the checks.
pub static KINDS: &[&Kind] = &[
    &DOSSIER,
    &MOVEMENT,
    &PERSON,
    &VEHICLE,
    &CERTIFICATE,
    &PARTY,
    &NOTICE,
    &AGENCY,
    &ESCORT,
    &PROJECT,
    &SITE,
    &OPEN_FINDING,
    &HALT,
    &POINT,
    &SAFE_AREA,
    &WATCH,
    &COMMUNICATIONS,
    &ESCALATION,
    &DEAD_GROUND,
    &SILENCE,
    &ALERT_LEVEL,
    &INCIDENT,
    &SIGHTING,
];

static MOVEMENT: Kind = Kind {
    name: "movement",
    doc: "one planned journey of protected people",
    attributes: &[
        row(
            "kind",
            Word(&["single", "standing", "urgent"]),
            Plan,
            "single journey, standing permission or urgent",
        ),
        row(
            "purpose",
            Word(&[
                "shuttle",
                "airport-transfer",
                "hospital",
                "site-visit",
                "transfer",
                "leave",
                "evacuation",
            ]),
            Plan,
            "what the journey is for",
        ),
        row("emergency", Bool, Plan, "it is a medical emergency"),
        row("area", Word(&[]), Plan, "the area it belongs to, such as pk/kp"),
        row("inter_city", Bool, Plan, "it leaves the city or district it starts in"),
        row(
            "begins_on",
            Day,
            Plan,
            "the day notice counts back from: departure, or a standing period's first day",
        ),
        row("ends_on", Day, Plan, "a standing period's last day"),
        row("departs_on", Day, Plan, "the day of departure"),
        row("departs_at", Time, Plan, "the hour of departure"),
        row("arrives_at", Time, Plan, "the planned hour of arrival"),
        row("approved", Bool, Act, "prior approval was given for it"),
        row(
            "road_clearance_asked_at",
            Time,
            Act,
            "when road clearance was asked of whoever grants it, such as a UN mission",
        ),
        row(
            "manifest_given",
            Bool,
            Act,
            "names, passports, schedule, vehicle colour and number, driver were given",
        ),
        row("ticket_verified", Bool, Act, "the flight ticket was verified"),
        row("vehicle_count", Quantity(Count), Plan, "how many vehicles the convoy has"),
        row("largest_march_unit", Quantity(Count), Plan, "vehicles in the largest march unit"),
        row("environment", Word(&["urban", "rural", "expressway"]), Plan, "the road the interval is set for"),
        row("interval", Quantity(Millimetre), Plan, "distance between vehicles, along the route"),
        row("longest_leg", Quantity(Microsecond), Plan, "longest drive between two halts"),
        row("tail_in_contact", Bool, Plan, "the trail element is in contact with the leader"),
    ],
};

static PERSON: Kind = Kind {
    name: "person",
    doc: "a principal or a member of the detail, under an opaque label; names live in the vault",
    attributes: &[
        row(
            "duty",
            Word(&["principal", "commander", "driver", "guard", "medic", "interpreter", "liaison"]),
            Plan,
            "what the person does on this movement",
        ),
        row("vehicle", Word(&[]), Plan, "the label of the vehicle the person rides in"),
        row(
            "seated_in_listed_vehicle",
            Bool,
            Plan,
            "the vehicle the person rides in is one of `vehicles`; follows from the seat of a principal",
        ),
        row("briefed_on", Day, Act, "the day the person was last briefed"),
        row("inspected_on", Day, Act, "the day the person was last inspected"),
    ],
};

static VEHICLE: Kind = Kind {
    name: "vehicle",
    doc: "one vehicle of the convoy",
    attributes: &[
        row("plate", Word(&[]), Plan, "registration plate"),
        row("identity", Word(&[]), Finding, "chassis number, as certificates name it"),
        row("element", Word(&["lead", "main", "trail"]), Plan, "place in the convoy"),
        row("carries_principals", Bool, Plan, "protected people ride in it"),
        row("escorts", Bool, Plan, "it escorts the vehicles that carry protected people"),
        row(
            "hired_as",
            Word(&["none", "coach", "taxi", "rickshaw"]),
            Plan,
            "public hire it belongs to, if any",
        ),
        row(
            "bullet_proof",
            Bool,
            Finding,
            "withstands bullets: every examination of this very vehicle, together",
        ),
        row(
            "bomb_proof",
            Bool,
            Finding,
            "withstands blast: every examination of this very vehicle, together",
        ),
        row(
            "ballistic",
            List(&CERTIFICATE),
            Finding,
            "examinations against bullets (VPAM BRV; EN 1063 is glazing only)",
        ),
        row("blast", List(&CERTIFICATE), Finding, "examinations against blast (VPAM ERV)"),
        row("seats", Quantity(Count), Finding, "seats"),
        row("height", Quantity(Millimetre), Finding, "height, with whatever is on the roof"),
        row("width", Quantity(Millimetre), Finding, "width, without mirrors"),
        row("length", Quantity(Millimetre), Finding, "length"),
        row("weight", Quantity(Gram), Finding, "weight with everybody and everything in it"),
        row("axle_weight", Quantity(Gram), Finding, "weight on its heaviest axle"),
    ],
};

static CERTIFICATE: Kind = Kind {
    name: "certificate",
    doc: "one examination of one vehicle by one issuer; two may contradict each other",
    attributes: &[
        row("issuer", Word(&[]), Finding, "who examined"),
        row("protects", Bool, Finding, "the vehicle passed"),
        row("identity", Word(&[]), Finding, "the vehicle examined, by chassis number"),
        row("standard", Word(&[]), Finding, "the standard examined against, such as vpam-brv or en-1063"),
        row("level", Word(&[]), Finding, "the level reached, such as br6"),
        row("covers", Word(&["vehicle", "glazing"]), Finding, "the whole vehicle, or its glazing only"),
        row("charge", Quantity(Gram), Finding, "the charge withstood, as TNT"),
        row("stand_off", Quantity(Millimetre), Finding, "the distance of that charge"),
    ],
};

static PARTY: Kind = Kind {
    name: "party",
    doc: "somebody who must be told of the movement and answer: a district, the highway police, a commandant",
    attributes: &[
        row("area", Word(&[]), Finding, "the area it answers for, such as pk/kp/shangla"),
        row("enters_at", Time, Plan, "when the movement enters its area"),
        row("notice", Record(&NOTICE), Act, "early notice: date window and resources asked"),
        row("late_notice", Record(&NOTICE), Act, "late notice: hour and route, to those who accepted"),
        row(
            "accepted",
            Bool,
            Act,
            "accepted by a named officer with resources and a telephone; receipt is not enough",
        ),
        row("no_objection", Bool, Act, "its police head issued a no-objection certificate"),
        row("risk_district", Bool, Finding, "it is listed as a risk district"),
    ],
};

static NOTICE: Kind = Kind {
    name: "notice",
    doc: "what a party was told, when and how",
    attributes: &[
        row("given", Bool, Act, "it was told"),
        row("given_on", Day, Act, "the day it was told"),
        row("given_at", Time, Act, "the hour it was told"),
        row(
            "channel",
            Word(&["system", "letter", "mail", "fax", "telephone", "radio", "whatsapp", "by-hand"]),
            Act,
            "how",
        ),
    ],
};

static AGENCY: Kind = Kind {
    name: "agency",
    doc: "an agency with a duty in this movement",
    attributes: &[
        row("duty_written", Bool, Act, "its duty is written down and accepted"),
        row("post_manned", Bool, Act, "its post on the way is manned for the passage"),
    ],
};

static ESCORT: Kind = Kind {
    name: "escort",
    doc: "who escorts the movement",
    attributes: &[
        row(
            "lead",
            Word(&["protection-unit", "police", "army", "paramilitary", "own-guards", "mixed", "none"]),
            Plan,
            "who leads; mixed: several forces, none of them the protection unit",
        ),
        row(
            "under_one_command",
            Bool,
            Act,
            "every element, whoever sent it, takes its orders from the one commander",
        ),
        row("contracted", Bool, Act, "there is a contract with the protection unit"),
    ],
};

static PROJECT: Kind = Kind {
    name: "project",
    doc: "the project whose people move",
    attributes: &[
        row("cost", Quantity(Money), Finding, "cost of the project"),
        row("security_funded", Quantity(Money), Act, "what was paid or secured for security"),
        row(
            "lacks_armour",
            Bool,
            Act,
            "it lacks armoured vehicles for its people, until somebody supplies them",
        ),
        row("lacks_armour_since", Time, Finding, "when that was established"),
    ],
};

static SITE: Kind = Kind {
    name: "site",
    doc: "a place where protected people live or work",
    attributes: &[
        row("area", Word(&[]), Finding, "the area it lies in"),
        row("wall_height", Quantity(Millimetre), Finding, "height of the perimeter wall at its lowest"),
        row("patrol_every", Quantity(Microsecond), Act, "longest time between two mobile patrols"),
        row("head_visited_on", Day, Act, "last visit of the unit's head"),
        row("officer_visited_on", Day, Act, "last visit of a field officer"),
        row("inspected_on", Day, Act, "last vulnerable-establishment inspection"),
        row("compliant", Bool, Finding, "the last inspection found it compliant"),
        row("sealed", Bool, Act, "it is sealed"),
        row("findings", List(&OPEN_FINDING), Finding, "open findings and warnings"),
    ],
};

static OPEN_FINDING: Kind = Kind {
    name: "finding",
    doc: "a finding or written warning about a site",
    attributes: &[
        row("raised_on", Day, Finding, "the day it was raised"),
        row("owned", Bool, Act, "a named person owns it"),
        row("closed", Bool, Act, "it is closed with evidence"),
    ],
};

static HALT: Kind = Kind {
    name: "halt",
    doc: "a planned halt",
    attributes: &[
        row("after", Quantity(Microsecond), Plan, "drive since the start or the halt before"),
        row("clear_view", Quantity(Millimetre), Finding, "clear view around it"),
        row("at", Type::Place, Plan, "where"),
        row("radius", Quantity(Millimetre), Plan, "within how far of it vehicles may stand"),
        row("stay", Quantity(Microsecond), Plan, "how long it is planned to take"),
        row("longest", Quantity(Microsecond), Plan, "how long it may take"),
    ],
};

static POINT: Kind = Kind {
    name: "point",
    doc: "a point along the way",
    attributes: &[
        row(
            "sort",
            Word(&["start", "checkpoint", "phase-line", "safe-haven", "release"]),
            Plan,
            "what sort: the crossing of a phase line is reported by voice, at a safe haven vehicles may stand, at the release point the movement ends",
        ),
        row("at", Type::Place, Plan, "where"),
        row("due", Time, Plan, "when the movement is planned to be there"),
        row("radius", Quantity(Millimetre), Plan, "within how far of it vehicles may stand, where they may"),
    ],
};

static SAFE_AREA: Kind = Kind {
    name: "safe-area",
    doc: "an area in which the movement is to stay for a time; where two are in force at once, the one that began last",
    attributes: &[
        row("at", Type::Place, Plan, "its middle"),
        row("radius", Quantity(Millimetre), Plan, "how far it reaches from there"),
        row("from", Time, Plan, "since when the movement is to stay in it"),
        row("until", Time, Plan, "until when"),
    ],
};

static WATCH: Kind = Kind {
    name: "watch",
    doc: "from where on something on the road is a finding; what is said neither here nor by a rulebook is not watched",
    attributes: &[
        row("corridor", Quantity(Millimetre), Plan, "how far to each side of the way a vehicle may be"),
        row("stop", Quantity(Microsecond), Plan, "how long a vehicle may stand where no halt is planned"),
        row("stop_radius", Quantity(Millimetre), Plan, "within how far a vehicle is taken to stand"),
        row(
            "late",
            Quantity(Microsecond),
            Plan,
            "how much later than planned the movement may be at a point",
        ),
        row(
            "unreported",
            Quantity(Microsecond),
            Plan,
            "how long after a phase line was crossed, or was to be, its report may take",
        ),
        row(
            "interval_least",
            Quantity(Millimetre),
            Plan,
            "least distance to the vehicle in front, along the way",
        ),
        row(
            "interval_most",
            Quantity(Millimetre),
            Plan,
            "most distance to the vehicle in front, along the way",
        ),
        row("spacing_for", Quantity(Microsecond), Plan, "how long a distance may be wrong"),
        row(
            "broken",
            Quantity(Millimetre),
            Plan,
            "distance between two vehicles at which the convoy is broken",
        ),
        row("straggler", Quantity(Millimetre), Plan, "distance at which the last vehicle is left behind"),
        row("silence", Quantity(Microsecond), Plan, "how long a vehicle may be silent"),
        row(
            "separation",
            Quantity(Millimetre),
            Plan,
            "distance to the nearest escort at which principals are alone",
        ),
        row("fastest", Quantity(Millimetre), Plan, "how far nothing on the road gets in an hour"),
        row("vague", Quantity(Millimetre), Plan, "inaccuracy at which a position proves nothing"),
        row("pace", Quantity(Millimetre), Plan, "how far the movement is planned to get in an hour"),
    ],
};

static COMMUNICATIONS: Kind = Kind {
    name: "communications",
    doc: "the plan of means: primary, alternate, contingency, emergency",
    attributes: &[
        row("primary", Word(MEANS), Plan, "primary means"),
        row("alternate", Word(MEANS), Plan, "alternate means"),
        row("contingency", Word(MEANS), Plan, "contingency means"),
        row("emergency", Word(MEANS), Plan, "emergency means"),
    ],
};

static ESCALATION: Kind = Kind {
    name: "escalation",
    doc: "how long after it was raised an alert that nobody took is told further up; at most an hour, and ours where the order says nothing",
    attributes: &[
        row("room", Quantity(Microsecond), Plan, "to the whole room, once more"),
        row("commander", Quantity(Microsecond), Plan, "to whoever commands the movement"),
        row("districts", Quantity(Microsecond), Plan, "to the officers of the districts on its way"),
        row("authority", Quantity(Microsecond), Plan, "to the authority"),
    ],
};

static DEAD_GROUND: Kind = Kind {
    name: "dead-ground",
    doc: "a stretch where the primary means fails",
    attributes: &[
        row("covered_by", Word(MEANS), Plan, "the means of the plan that works there"),
        row("confirmed", Bool, Act, "that means was tried there"),
        row("from", Type::Place, Plan, "where on the way it begins"),
        row("to", Type::Place, Plan, "where on the way it ends"),
    ],
};

static SILENCE: Kind = Kind {
    name: "silence",
    doc: "an announced shutdown or jamming on the way",
    attributes: &[
        row("from", Time, Finding, "it begins"),
        row("until", Time, Finding, "it ends"),
        row("voice_schedule", Bool, Plan, "calls by voice are scheduled through it"),
        row("calls_every", Quantity(Microsecond), Plan, "how often a call by voice is due in it"),
    ],
};

static ALERT_LEVEL: Kind = Kind {
    name: "alert-level",
    doc: "the alert level of one area",
    attributes: &[row("level", Word(&["green", "amber", "red"]), Finding, "the level in force")],
};

static INCIDENT: Kind = Kind {
    name: "incident",
    doc: "something that happened near the route",
    attributes: &[
        row("at", Time, Finding, "when"),
        row(
            "kind",
            Word(&["attack", "explosion", "shooting", "unrest", "landslide", "accident", "closure", "no-go"]),
            Finding,
            "what",
        ),
        row("place", Type::Place, Finding, "where"),
        row("closes_route", Bool, Finding, "the planned route cannot be driven"),
    ],
};

static SIGHTING: Kind = Kind {
    name: "sighting",
    doc: "a movement of protected people seen on the road",
    attributes: &[
        row("at", Time, Finding, "when"),
        row("unarmoured", Bool, Finding, "the vehicle was not armoured"),
        row("reported", Bool, Act, "it was reported"),
    ],
};
