//! Why a command was not taken, in the words of the catalogue.

use std::fmt;

use model::{Path, Word, party::Role, schema::DOSSIER};
use words::{Catalogue, Variable};

use super::Rejection;

/// In English.
impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Catalogue::english()))
    }
}

impl Rejection {
    /// What was wrong, and what to do.
    #[must_use]
    pub fn in_words(&self, words: &Catalogue) -> String {
        let role = |role: &Role| Variable::from(words.role(*role));
        match self {
            Rejection::NoSuchMovement(number) => {
                words.say_with("rejected-no-such-movement", [("number", number.as_str().into())])
            }
            Rejection::NumberTaken(number) => {
                words.say_with("rejected-number-taken", [("number", number.as_str().into())])
            }
            Rejection::Outdated { seen, current } => words.say_with(
                "rejected-outdated",
                [("seen", seen.to_string().into()), ("current", current.to_string().into())],
            ),
            Rejection::OutOfPlace { number, stage, hint } => {
                let stage = words.say(&format!("stage-{}", stage.words().replace(' ', "-")));
                words.say_with(
                    "rejected-out-of-place",
                    [
                        ("number", number.as_str().into()),
                        ("stage", stage.into()),
                        ("hint", words.say(hint).into()),
                    ],
                )
            }
            Rejection::Misshapen => words.say("rejected-misshapen"),
            Rejection::NotInOrder(at) => words.say_with("rejected-not-in-order", [("path", path(at))]),
            Rejection::NotOneThing(at) => words.say_with("rejected-not-one-thing", [("path", path(at))]),
            Rejection::Unplaceable(error) => words.unplaceable(error),
            Rejection::Reserved { path: at, instead } => words
                .say_with("rejected-reserved", [("path", path(at)), ("instead", words.say(instead).into())]),
            Rejection::ReservedOrigin(origin) => {
                words.say_with("rejected-reserved-origin", [("origin", origin.as_str().into())])
            }
            Rejection::NothingToSettle(at) => {
                words.say_with("rejected-nothing-to-settle", [("path", path(at))])
            }
            Rejection::NotTheirsToSettle { path: at, settled, given } => words.say_with(
                "rejected-not-theirs-to-settle",
                [("path", path(at)), ("settled", settled.as_str().into()), ("given", role(given))],
            ),
            Rejection::NotTheirWord { path: at, origin, given } => words.say_with(
                "rejected-not-their-word",
                [("path", path(at)), ("origin", origin.as_str().into()), ("given", role(given))],
            ),
            Rejection::NotAllowed { given, needed } => words.say_with(
                "rejected-not-allowed",
                [("given", role(given)), ("needed", words.say(needed).into())],
            ),
            Rejection::NoSuchParty(at) => words.say_with("rejected-no-such-party", [("path", path(at))]),
            Rejection::NoticeOrder { party, problem } => words.say_with(
                "rejected-notice-order",
                [("party", words.fact(party).into()), ("problem", words.say(problem).into())],
            ),
            Rejection::RunWithout { list } => {
                let named: Option<Word> = list.parse().ok();
                let list = words.attribute(&DOSSIER, named.as_slice());
                words.say_with("rejected-run-without", [("list", list.into())])
            }
            Rejection::FromTheFuture(moment) => {
                words.say_with("rejected-from-the-future", [("moment", moment.to_string().into())])
            }
            Rejection::NoWay(0) => words.say("rejected-no-way"),
            Rejection::NoWay(stretch) => {
                words.say_with("rejected-way-breaks-off", [("stretch", stretch.to_string().into())])
            }
            Rejection::WayRefuses(road) => {
                words.say_with("rejected-way-refuses", [("road", road.as_str().into())])
            }
            Rejection::NeverOpen => words.say("rejected-never-open"),
            Rejection::NoArea(name) => words.say_with("rejected-no-area", [("name", name.as_str().into())]),
            Rejection::NoNetwork => words.say("rejected-no-network"),
            Rejection::BadPeriod(why)
            | Rejection::Person(why)
            | Rejection::Address(why)
            | Rejection::Draw(why)
            | Rejection::Alert(why)
            | Rejection::Shift(why)
            | Rejection::Device(why)
            | Rejection::Search(why)
            | Rejection::Voice(why)
            | Rejection::Duress(why)
            | Rejection::Danger(why) => words.say(why),
            Rejection::ShiftDiffers { missing, gone } => {
                let listed = |names: &[String]| match names {
                    [] => words.say("rejected-shift-nothing"),
                    names => words.list(names),
                };
                let (missing, gone) = (listed(missing).into(), listed(gone).into());
                words.say_with("rejected-shift-differs", [("missing", missing), ("gone", gone)])
            }
            Rejection::NoSuchRule(rule) => {
                words.say_with("rejected-no-such-rule", [("rule", rule.as_str().into())])
            }
            Rejection::NoSuchRulebook => words.say("rejected-no-such-rulebook"),
            Rejection::SwitchedOffWithoutReason(rules) => {
                let rules: Vec<String> = rules.iter().map(Word::to_string).collect();
                words.say_with("rejected-switched-off-without-reason", [("rules", words.list(&rules).into())])
            }
            Rejection::NoSuch(thing) => {
                words.say_with("rejected-no-such", [("thing", words.say(thing).into())])
            }
        }
    }
}

fn path(path: &Path) -> Variable<'static> {
    path.to_string().into()
}
