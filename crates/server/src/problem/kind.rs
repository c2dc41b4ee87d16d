//! The kinds of problems. Each has its status; its word stays whatever the language.

use std::borrow::Cow;

use axum::http::StatusCode;
use serde::Serialize;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, Type},
};
use words::Catalogue;

macro_rules! kinds {
    ($($kind:ident $status:ident $type:literal $title:literal $(#[$doc:meta])+,)+) => {
        /// A kind of problem.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
        pub enum Kind {$(
            $(#[$doc])+
            #[serde(rename = $type)]
            $kind,
        )+}

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Kind] = &[$(Kind::$kind),+];

            /// The status it is answered with.
            #[must_use]
            pub const fn status(self) -> StatusCode {
                match self { $(Kind::$kind => StatusCode::$status),+ }
            }

            /// The word of it, as a problem's `type`.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Kind::$kind => $type),+ }
            }

            /// Its title.
            #[must_use]
            pub fn in_words(self, words: &Catalogue) -> String {
                match self { $(Kind::$kind => words.say($title)),+ }
            }
        }
    };
}

impl PartialSchema for Kind {
    fn schema() -> RefOr<Schema> {
        let words = Kind::ALL.iter().map(|kind| kind.word());
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).into()
    }
}

impl ToSchema for Kind {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("ProblemType")
    }
}

kinds! {
    NotJson BAD_REQUEST "/problems/not-json" "problem-not-json"
        /// The body is no JSON, or nests too deep.
        ,
    CutOff BAD_REQUEST "/problems/cut-off" "problem-cut-off"
        /// The body ended before all of it had come.
        ,
    NotSignedIn UNAUTHORIZED "/problems/not-signed-in" "problem-not-signed-in"
        /// Nobody is signed in, or the session has ended.
        ,
    Wrong UNAUTHORIZED "/problems/wrong" "problem-wrong"
        /// Not the password, code or passkey.
        ,
    NotYours FORBIDDEN "/problems/not-yours-to-do" "problem-not-yours-to-do"
        /// Another role does this.
        ,
    Forged FORBIDDEN "/problems/forged" "problem-forged"
        /// Another site had a browser send it.
        ,
    InTheClear FORBIDDEN "/problems/in-the-clear" "problem-in-the-clear"
        /// A proxy passed on what did not come to it over TLS.
        ,
    FactorRequired FORBIDDEN "/problems/factor-required" "problem-factor-required"
        /// The role signs in with a second factor.
        ,
    NotThere NOT_FOUND "/problems/not-there" "problem-not-there"
        /// There is nothing that the reader has to do with.
        ,
    NotLikeThis METHOD_NOT_ALLOWED "/problems/not-like-this" "problem-not-like-this"
        /// The address does not take the method.
        ,
    TooSlow REQUEST_TIMEOUT "/problems/too-slow" "problem-too-slow"
        /// The rest of the body did not come in time.
        ,
    Outdated CONFLICT "/problems/outdated" "problem-outdated"
        /// Somebody changed the order meanwhile.
        ,
    NumberTaken CONFLICT "/problems/number-taken" "problem-number-taken"
        /// Another movement has the number.
        ,
    OutOfPlace CONFLICT "/problems/out-of-place" "problem-out-of-place"
        /// Not possible at this point.
        ,
    NoticeOrder CONFLICT "/problems/notice-order" "problem-notice-order"
        /// One notice or answer comes before another.
        ,
    KeyUsed CONFLICT "/problems/key-used" "problem-key-used"
        /// The idempotency key was used with another request.
        ,
    NameTaken CONFLICT "/problems/name-taken" "problem-name-taken"
        /// Somebody else signs in with the name.
        ,
    NoPasskeys CONFLICT "/problems/no-passkeys" "problem-no-passkeys"
        /// Passkeys are not set up here.
        ,
    NotGood GONE "/problems/not-good" "problem-not-good"
        /// A link or ticket that is no longer good.
        ,
    TooLong PAYLOAD_TOO_LARGE "/problems/too-long" "problem-too-long"
        /// The body is too long.
        ,
    NotThisMedium UNSUPPORTED_MEDIA_TYPE "/problems/not-this-medium" "problem-not-this-medium"
        /// The body is not said to be JSON.
        ,
    AnotherName MISDIRECTED_REQUEST "/problems/another-name" "problem-another-name"
        /// The room is not called what the request calls it.
        ,
    Malformed UNPROCESSABLE_ENTITY "/problems/malformed" "problem-malformed"
        /// The body or the address is JSON or text, but not understood.
        ,
    TooMany TOO_MANY_REQUESTS "/problems/too-many" "problem-too-many"
        /// Too many attempts to sign in.
        ,
    Defect INTERNAL_SERVER_ERROR "/problems/defect" "problem-defect"
        /// A defect of the room's.
        ,
    Busy SERVICE_UNAVAILABLE "/problems/busy" "problem-busy"
        /// Not at the moment.
        ,
    NotWatched SERVICE_UNAVAILABLE "/problems/not-watched" "problem-not-watched"
        /// The room is open and nobody watches those on the road.
        ,
    DiskFull INSUFFICIENT_STORAGE "/problems/disk-full" "problem-disk-full"
        /// The record's disk is full.
        ,
}
