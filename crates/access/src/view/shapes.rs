//! Texts of answers that are one of a list, for the API's description: whoever reads it knows every word there is.

use std::borrow::Cow;

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, Type},
};

macro_rules! listed {
    ($($name:ident: $doc:literal [$($word:literal)+];)+) => {$(
        #[doc = $doc]
        #[derive(Debug)]
        pub struct $name;

        impl $name {
            /// Every word there is.
            pub const WORDS: &'static [&'static str] = &[$($word),+];
        }

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let words = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(Self::WORDS.iter().copied()));
                words.description(Some($doc)).into()
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($name))
            }
        }
    )+};
}

listed! {
    Role: "In what capacity somebody acts here." [
        "duty-officer" "sponsor" "district-officer" "commander" "principal" "authority" "investigator" "partner"
        "administrator"
    ];
    ActorRole: "In what capacity something was done; the room itself is the system." [
        "duty-officer" "sponsor" "district-officer" "commander" "principal" "authority" "investigator" "partner"
        "administrator" "system"
    ];
    PersonStanding: "Whether somebody still acts here, and whether their data was destroyed." [
        "active" "dismissed" "erased"
    ];
    PastOutcome: "What going through a movement again comes to." [
        "same" "different" "incomplete" "never-watched" "nothing-reported" "never-departed"
    ];
    PastMissing: "What cannot be read of that by which a movement was watched." ["order" "areas" "network" "unfit"];
    PastEnd: "How an alert ended." ["withdrawn" "closed"];
    PastAgreement: "Whether the record and what is found agree." ["same" "differs" "only-on-record" "only-now"];
    PastDifference: "In what the record and what is found differ." [
        "vehicles"
        "since" "established" "until" "evidence" "distance" "delay" "withdrawal"
    ];
    SearchStanding: "Where a search of one person's tracks stands." ["waiting" "approved" "refused" "over"];
    DeviceSort: "What sort of device." ["phone" "tracker" "tak"];
    EscalationStep: "Who is told of an alert that nobody took." ["room" "commander" "districts" "authority"];
    AlertLevel: "An area's alert level." ["green" "amber" "red"];
    VoiceMeans: "By what means somebody spoke." ["radio" "telephone" "sms"];
    SilenceWhy: "Why nothing will be heard." ["shutdown" "jamming" "dead-ground"];
    DuressSignal: "How duress became known." ["word" "pin" "challenge-missed" "challenge-failed"];
    HandOverSide: "Which side of a district boundary speaks." ["giving" "taking"];
    MovementKind: "What kind of movement it is." ["single" "standing" "run" "urgent" "observed"];
    MovementStage: "Where a movement stands." [
        "requested" "cleared" "held" "under-way" "arrived" "closed" "cancelled"
    ];
    MovementAuthority: "By what authority a movement is on the road." ["authorised" "urgent" "none"];
    FactState: "What is known of a fact." ["known" "missing" "stale" "contradictory"];
    RuleVerdict: "What became of a rule." ["met" "breached" "unproved" "waived" "not-applicable"];
    PartyAnswer: "What a party answered." ["received" "accepted" "objected"];
    Predictability: "What the meter of habits concludes." ["predictable" "nothing-found" "too-few-to-tell"];
    DangerSort: "What sort of danger it is." ["incident" "closure" "no-go"];
    WatchRule: "What the watch of a movement finds." [
        "emergency" "entered-no-go" "left-safe-area" "left-corridor" "stopped" "late" "not-reported" "interval-small"
        "interval-large" "convoy-broken" "straggler" "separated" "lost-contact" "two-places"
    ];
    WatchLacks: "What a rule of the watch would need." [
        "way" "threshold" "device" "second-vehicle" "principals-and-escort" "planned-time" "phase-line" "no-go-area"
        "safe-area"
    ];
    QuestionAsked: "Why those under way are asked to decide." ["rules" "stand-fast" "danger" "permission-ended"];
}

#[cfg(test)]
mod tests {
    use conduct::{
        Stage,
        movement::{Authority, Kind},
    };
    use model::{id::MovementId, party::Role as Roles};

    use super::*;
    use crate::view::movement::{kind, stage};

    #[test]
    fn every_word_is_listed() {
        let roles = [
            Roles::DutyOfficer,
            Roles::Sponsor,
            Roles::DistrictOfficer,
            Roles::Commander,
            Roles::Principal,
            Roles::Authority,
            Roles::Investigator,
            Roles::Partner,
            Roles::Administrator,
            Roles::System,
        ];
        assert_eq!(ActorRole::WORDS, roles.map(Roles::word));
        assert_eq!(Role::WORDS, &ActorRole::WORDS[..9]);
        let standing = MovementId(uuid::Uuid::nil());
        let kinds = [Kind::Single, Kind::Standing, Kind::Run(standing), Kind::Urgent, Kind::Observed];
        assert_eq!(MovementKind::WORDS, kinds.map(kind));
        let stages = [
            Stage::Requested,
            Stage::Cleared,
            Stage::Held,
            Stage::UnderWay(Authority::None),
            Stage::Arrived,
            Stage::Closed,
            Stage::Cancelled,
        ];
        assert_eq!(MovementStage::WORDS, stages.map(|it| stage(it).0));
        use rulebook::Verdict;
        let verdicts =
            [Verdict::Met, Verdict::Breached, Verdict::Unproved, Verdict::Waived, Verdict::NotApplicable];
        let verdicts = verdicts.map(|verdict| serde_json::to_value(verdict).unwrap());
        assert_eq!(
            serde_json::to_value(RuleVerdict::WORDS).unwrap(),
            serde_json::Value::from(verdicts.to_vec())
        );
    }
}
