//! Canonical JSON against the examples of RFC 8785 and its reference test data, and against a
//! canonicalizer written by others.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::cast_possible_truncation,
    reason = "a test: there a panic is the report"
)]

use proptest::prelude::*;
use record::canonical::{MAX_BYTES, MAX_DEPTH, MAX_INTEGER};
use record::{CanonicalError, canonical, check_canonical};
use serde_json::{Value, json};

/// Input and expected output of RFC 8785 section 3.2.3 and of the reference test data that hold
/// integers only (`arrays`, `french`, `structures`, `unicode`, `weird`, and `values` without floats).
const VECTORS: [(&str, &str); 6] = [
    (r#"[56, {"d": true, "10": null, "1": [ ]}]"#, r#"[56,{"1":[],"10":null,"d":true}]"#),
    (
        r#"{"peach": "This sorting order", "péché": "is wrong according to French",
            "pêche": "but canonicalization MUST", "sin": "ingnore locale"}"#,
        r#"{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ingnore locale"}"#,
    ),
    (
        r#"{"1": {"f": {"f": "hi","F": 5} ,"\n": 56}, "10": { }, "": "empty", "a": { }, "111": [ { } ], "A": { }}"#,
        r#"{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{}],"A":{},"a":{}}"#,
    ),
    (r#"{"Unnormalized Unicode":"\u0041\u030a"}"#, "{\"Unnormalized Unicode\":\"A\u{30a}\"}"),
    (
        r#"{"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
            "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control",
            "\u00f6": "Latin Small Letter O With Diaeresis"}"#,
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}",
    ),
    (
        r#"{"escaping": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}"#,
        r#"{"escaping":"€$\u000f\nA'B\"\\\\\"/","literals":[null,true,false]}"#,
    ),
];

#[test]
fn the_published_vectors_come_out_byte_for_byte() {
    for (input, expected) in VECTORS {
        let value: Value = serde_json::from_str(input).unwrap();
        assert_eq!(String::from_utf8(canonical(&value).unwrap()).unwrap(), expected);
        assert_eq!(check_canonical(expected.as_bytes()), Ok(()));
        assert!(check_canonical(input.as_bytes()).is_err() || input == expected);
    }
}

#[test]
fn keys_are_ordered_by_utf16_and_not_by_utf8() {
    // U+1F600 is d83d de00 in UTF-16 and so comes before U+FB33, whose UTF-8 is the smaller one.
    assert_eq!(check_canonical("{\"😀\":1,\"\u{fb33}\":2}".as_bytes()), Ok(()));
    let swapped = check_canonical("{\"\u{fb33}\":2,\"😀\":1}".as_bytes());
    assert_eq!(swapped, Err(CanonicalError::KeyOrder { offset: 9 }));
    assert_eq!(check_canonical(br#"{"\n":1,"\u000b":2," ":3,"\\":4,"a":5}"#), Ok(()));
}

#[test]
fn whatever_has_another_spelling_is_refused_where_it_stands() {
    let refused: [(&[u8], CanonicalError); 23] = [
        (b"", CanonicalError::Ended { wanted: "a value" }),
        (b"{ }", CanonicalError::Unexpected { offset: 1, wanted: "\"", found: ' ' }),
        (b"[1, 2]", CanonicalError::Unexpected { offset: 3, wanted: "a value", found: ' ' }),
        (b"1 ", CanonicalError::Unexpected { offset: 1, wanted: "the end", found: ' ' }),
        (b"[1,]", CanonicalError::Unexpected { offset: 3, wanted: "a value", found: ']' }),
        (b"{\"a\":1,}", CanonicalError::Unexpected { offset: 7, wanted: "\"", found: '}' }),
        (b"{\"a\":1,\"a\":1}", CanonicalError::DuplicateKey { offset: 7 }),
        (b"{\"b\":1,\"a\":1}", CanonicalError::KeyOrder { offset: 7 }),
        (b"{\"a\":1,\"\\u0061\":1}", CanonicalError::Escape { offset: 8 }),
        (b"1.0", CanonicalError::Float { offset: 0 }),
        (b"[1e3]", CanonicalError::Float { offset: 1 }),
        (b"-0", CanonicalError::Zero { offset: 0 }),
        (b"01", CanonicalError::Zero { offset: 0 }),
        (b"-", CanonicalError::Ended { wanted: "a digit" }),
        (b"9007199254740992", CanonicalError::Integer { offset: 0 }),
        (b"-9007199254740992", CanonicalError::Integer { offset: 0 }),
        (b"99999999999999999999999999999999", CanonicalError::Integer { offset: 0 }),
        (b"\"\\/\"", CanonicalError::Escape { offset: 1 }),
        (b"\"\\u000A\"", CanonicalError::Escape { offset: 1 }),
        (b"\"\\u001F\"", CanonicalError::Escape { offset: 1 }),
        (b"\"\\ud83d\\ude00\"", CanonicalError::Escape { offset: 1 }),
        (
            b"\"\n\"",
            CanonicalError::Unexpected { offset: 1, wanted: "the closing quote of a string", found: '\n' },
        ),
        (b"\"\xff\"", CanonicalError::Utf8 { offset: 1 }),
    ];
    for (bytes, expected) in refused {
        assert_eq!(check_canonical(bytes), Err(expected), "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn the_largest_integers_pass_and_the_next_ones_are_refused() {
    for integer in [MAX_INTEGER, -MAX_INTEGER] {
        assert_eq!(canonical(&integer).unwrap(), integer.to_string().as_bytes());
        assert_eq!(check_canonical(integer.to_string().as_bytes()), Ok(()));
    }
    for value in
        [json!({"a": [MAX_INTEGER + 1]}), json!({"a": [u64::MAX]}), json!({"a": [1.5]}), json!({"a": [56.0]})]
    {
        let refused = canonical(&value);
        assert!(
            matches!(&refused, Err(CanonicalError::Number { path, .. }) if path == "/a/0"),
            "{refused:?}"
        );
    }
}

#[test]
fn depth_and_length_are_bounded_in_both_directions() {
    let nested = |depth| (0..depth).fold(json!(0), |inner, _| json!([inner]));
    let deepest = canonical(&nested(MAX_DEPTH)).unwrap();
    assert_eq!(check_canonical(&deepest), Ok(()));
    assert!(matches!(canonical(&nested(MAX_DEPTH + 1)), Err(CanonicalError::DeepValue { .. })));
    let deeper = [b"[".as_slice(), &deepest, b"]"].concat();
    assert_eq!(check_canonical(&deeper), Err(CanonicalError::TooDeep { offset: MAX_DEPTH }));
    assert_eq!(check_canonical(&b"[".repeat(MAX_BYTES)), Err(CanonicalError::TooDeep { offset: MAX_DEPTH }));

    let longest = "x".repeat(MAX_BYTES - 2);
    assert_eq!(check_canonical(&canonical(&longest).unwrap()), Ok(()));
    let longer = canonical(&"x".repeat(MAX_BYTES - 1));
    assert_eq!(longer, Err(CanonicalError::TooLong { bytes: MAX_BYTES + 1 }));
}

/// Any value that an entry may hold, with the characters that make escaping and ordering hard.
fn any_value() -> impl Strategy<Value = Value> {
    let text = "[a-c\"\\\\/\u{0}-\u{1f}\u{7f}ö€\u{e000}\u{ffff}😀]{0,4}";
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-MAX_INTEGER..=MAX_INTEGER).prop_map(Value::from),
        text.prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::hash_map(text, inner, 0..6).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_what_is_accepted_and_reads_back_equal(value in any_value()) {
        let bytes = canonical(&value).unwrap();
        prop_assert_eq!(check_canonical(&bytes), Ok(()));
        prop_assert_eq!(serde_json_canonicalizer::to_vec(&value).unwrap(), bytes.clone());
        prop_assert_eq!(serde_json::from_slice::<Value>(&bytes).unwrap(), value);
    }

    #[test]
    fn nothing_else_is_accepted(value in any_value(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        // The check and the writer must agree on every neighbour of a canonical text.
        let mut bytes = canonical(&value).unwrap();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if check_canonical(&bytes).is_ok() {
            let value: Value = serde_json::from_slice(&bytes).unwrap();
            prop_assert_eq!(canonical(&value).unwrap(), bytes);
        }
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), text in ".*") {
        let _ = check_canonical(&bytes);
        let _ = check_canonical(text.as_bytes());
    }
}
