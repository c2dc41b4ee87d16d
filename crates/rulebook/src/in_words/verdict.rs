//! Verdicts, why a rule has its verdict, and what follows.

use std::fmt;

use model::Span;
use words::Catalogue;

use crate::{
    Reason, Verdict,
    rule::{Effect, Effective},
};

/// In English.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Catalogue::english()))
    }
}

impl Verdict {
    /// In a word or two.
    #[must_use]
    pub fn in_words(self, words: &Catalogue) -> String {
        words.say(match self {
            Verdict::Met => "verdict-met",
            Verdict::Breached => "verdict-breached",
            Verdict::Unproved => "verdict-unproved",
            Verdict::Waived => "verdict-waived",
            Verdict::NotApplicable => "verdict-not-applicable",
        })
    }
}

impl Effect {
    /// What follows, in a sentence.
    #[must_use]
    pub fn in_words(self, words: &Catalogue) -> String {
        match self {
            Effect::Refuse => words.say("effect-refuse"),
            Effect::RefuseUnlessWaivedBy(role) => {
                words.say_with("effect-refuse-unless-waived", [("role", words.role(role).into())])
            }
            Effect::Warn => words.say("effect-warn"),
        }
    }
}

impl Effective {
    /// When, in a few words.
    #[must_use]
    pub fn in_words(self, words: &Catalogue) -> String {
        let id = match (self.from, self.to) {
            (None, None) => "effective-always",
            (Some(_), None) => "effective-from",
            (None, Some(_)) => "effective-to",
            (Some(_), Some(_)) => "effective-between",
        };
        let [from, to] = [self.from, self.to].map(|day| day.map(|day| day.to_string()).unwrap_or_default());
        words.say_with(id, [("from", from.into()), ("to", to.into())])
    }
}

impl Reason {
    /// For a duty officer.
    #[must_use]
    pub fn in_words(&self, words: &Catalogue) -> String {
        match self {
            Reason::Required(why) => why.in_words(words),
            Reason::NotItsCase(why) => {
                words.say_with("reason-not-its-case", [("why", why.in_words(words).into())])
            }
            Reason::MaybeNotItsCase(why) => {
                words.say_with("reason-maybe-not-its-case", [("why", why.in_words(words).into())])
            }
            Reason::NotInForce { effective, day } => words.say_with(
                "reason-not-in-force",
                [("effective", effective.in_words(words).into()), ("day", day.to_string().into())],
            ),
            Reason::MaybeNotInForce { effective } => {
                let effective = effective.in_words(words);
                words.say_with("reason-maybe-not-in-force", [("effective", effective.into())])
            }
            Reason::Elsewhere { area } => {
                words.say_with("reason-elsewhere", [("area", area.as_str().into())])
            }
            Reason::MaybeElsewhere { area } => {
                words.say_with("reason-maybe-elsewhere", [("area", area.as_str().into())])
            }
            Reason::SwitchedOff { why } => {
                words.say_with("reason-switched-off", [("why", why.as_str().into())])
            }
            Reason::Waived { by, expires, what } => {
                let expires =
                    what.offset().map_or(expires.to_string(), |offset| expires.display_local(offset));
                let about = [
                    ("role", words.role(*by).into()),
                    ("expires", expires.into()),
                    ("why", what.in_words(words).into()),
                ];
                words.say_with("reason-waived", about)
            }
            Reason::Defective(defect) => {
                words.say_with("reason-defective", [("defect", defect.to_string().into())])
            }
        }
    }

    /// By whose clocks its times are told, if it tells any.
    fn offset(&self) -> Option<Span> {
        match self {
            Reason::Required(why) | Reason::NotItsCase(why) | Reason::MaybeNotItsCase(why) => {
                Some(why.offset)
            }
            Reason::Waived { what, .. } => what.offset(),
            _ => None,
        }
    }
}
