//! The shapes of texts and values as the API takes them, for its description: what a pattern here refuses, the room
//! refuses. It may refuse more than a pattern can say: a day that no calendar has, a fact that no schema has.

use std::borrow::Cow;

pub(crate) use access::view::shapes::{AlertLevel, Role};
use serde_json::json;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, Type,
        schema::{AdditionalProperties, SchemaType},
    },
};

/// A shape under a name of its own: every field of that shape refers to it.
macro_rules! shape {
    ($name:ident: $doc:literal, $made:expr) => {
        #[doc = $doc]
        pub(crate) struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let made: ObjectBuilder = $made;
                made.description(Some($doc)).into()
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($name))
            }
        }
    };
}

shape!(
    Word: "A short identifier that people choose: a call sign, a plate, an agency, an area, a rule.",
    pattern("^[A-Za-z0-9._/+:-]{1,64}$").min_length(Some(1)).max_length(Some(64)).examples(["SPU-7"])
);
shape!(
    Area: "An area in lower case that begins with its country's two-letter code.",
    pattern("^[a-z]{2}(/[a-z0-9-]+)*$").max_length(Some(64)).examples(["pk/kp/shangla"])
);
shape!(
    FactPath: "Where a fact or a thing stands.",
    pattern(PATH).max_length(Some(LONGEST_PATH)).examples(["vehicles[SPU-7].plate", "districts[shangla]"])
);
shape!(
    Moment: "A moment, with its offset from UTC (RFC 3339), in the years 1900 to 2199.",
    pattern(MOMENT).format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))).examples(["2026-11-24T09:15:00+05:00"])
);
shape!(
    LatLon: "A place: latitude and longitude in degrees, at most seven decimals.",
    pattern("^[+-]?[0-9]{1,3}([.][0-9]{1,7})?,[+-]?[0-9]{1,3}([.][0-9]{1,7})?$").examples(["34.93,72.88"])
);
shape!(
    Bits256: "256 bits as hexadecimal digits.",
    pattern("^[0-9a-f]{64}$")
);
shape!(
    Sha256: "The SHA-256 of a file.",
    pattern("^sha256:[0-9a-f]{64}$")
);
shape!(
    WaySort: "What a way is among those offered.",
    text().enum_values(Some(["planned", "fastest", "least-exposed", "trade-off", "apart"]))
);
shape!(
    CalendarDay: "A calendar day (ISO 8601) in the years 1900 to 2199.",
    pattern(DAY).format(Some(SchemaFormat::KnownFormat(KnownFormat::Date))).examples(["2026-11-24"])
);
shape!(
    Words: "Somebody's own words; kept in the vault.",
    pattern(r"\S").min_length(Some(1)).max_length(Some(crate::stated::LONGEST)).examples(["the armoured car is in the workshop"])
);
shape!(
    Pin: "Digits, of any keyboard; kept as a hash.",
    text().min_length(Some(4)).max_length(Some(40)).examples(["2580"])
);
shape!(
    DuressWord: "One word of letters; kept as a hash.",
    text().min_length(Some(4)).max_length(Some(60)).examples(["rainbow"])
);
shape!(
    MailAddress: "A mail address; kept in the vault.",
    pattern("^[ -~]*[!-~]+@[!-~]+[ -~]*$").max_length(Some(crate::stated::LONGEST)).examples(["name@example.org"])
);
shape!(
    WebhookAddress: "An `https` address, without name and password; kept in the vault.",
    pattern(":").max_length(Some(crate::stated::LONGEST)).examples(["https://hooks.example.org/path"])
);
shape!(
    Plain: "Yes or no, a whole number, or a text: a word, a moment, a day, a quantity with its unit, a place.",
    ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::Boolean, Type::Integer, Type::String]))
        .minimum(Some(-LARGEST))
        .maximum(Some(LARGEST))
        .examples([json!(true), json!(12), json!("150 m"), json!("34.93,72.88")])
);
shape!(
    WebAuthn: "What a browser reads or writes in WebAuthn's JSON (`parseRequestOptionsFromJSON`, `toJSON`).",
    ObjectBuilder::new()
        .schema_type(Type::Object)
        .additional_properties(Some(AdditionalProperties::FreeForm(true)))
);

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn pattern(pattern: &str) -> ObjectBuilder {
    text().pattern(Some(pattern))
}

/// The largest whole number, without loss in any reader of JSON: `model::value::LARGEST`.
const LARGEST: isize = (1 << 53) - 1;
/// The longest path: twelve steps, each in brackets.
const LONGEST_PATH: usize = model::path::DEEPEST * (model::word::LONGEST + 2);
const PATH: &str = r"^[a-z_]{1,64}([.][a-z_]{1,64}|\[[A-Za-z0-9._/+:-]{1,64}\]){0,11}$";
const DAY: &str = "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
const MOMENT: &str = "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\
    T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]{1,9})?(Z|[+-][0-9]{2}:[0-5][0-9])$";
