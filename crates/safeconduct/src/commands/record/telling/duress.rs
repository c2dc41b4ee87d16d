//! Whether somebody speaks freely, and who has the convoy.

use conduct::{
    What,
    handover::{Side, first_visit},
};

use super::{Telling, name, yes};

impl Telling<'_> {
    pub(super) fn of_duress(&self, what: &What) -> String {
        match what {
            What::WordsAgreed { of, .. } => self.say("entry-words-agreed", [("who", name(of))]),
            What::CheckedIn { movement, of } => {
                self.say("entry-checked-in", [("number", self.number(movement)), ("who", name(of))])
            }
            What::DuressSignalled { movement, alert, of, by } => {
                let about = [
                    ("number", self.number(movement)),
                    ("who", name(of)),
                    ("by", by.word().into()),
                    ("alert", name(alert)),
                ];
                self.say("entry-duress-signalled", about)
            }
            What::DuressEnded { movement, alert, of } => {
                let about = [("number", self.number(movement)), ("who", name(of)), ("alert", name(alert))];
                self.say("entry-duress-ended", about)
            }
            What::DuressUnheard { movement, alert, due } => {
                let about =
                    [("number", self.number(movement)), ("alert", name(alert)), ("due", self.moment(due.at))];
                self.say("entry-duress-unheard", about)
            }
            What::ChallengePut { movement, of, due } => {
                let about =
                    [("number", self.number(movement)), ("who", name(of)), ("due", self.moment(*due))];
                self.say("entry-challenge-put", about)
            }
            What::ChallengeAnswered { movement, of, right } => {
                let about = [("number", self.number(movement)), ("who", name(of)), ("right", yes(*right))];
                self.say("entry-challenge-answered", about)
            }
            What::ResponderCalled { movement, person } => {
                let about = [("number", self.number(movement)), ("person", name(person))];
                self.say("entry-responder-called", about)
            }
            _ => String::new(),
        }
    }

    pub(super) fn handed_over(&self, what: &What) -> String {
        match what {
            What::HandOversPlanned { movement, boundaries } => {
                let about = [("number", self.number(movement)), ("count", boundaries.len().into())];
                self.say("entry-hand-overs-planned", about)
            }
            What::HandOverConfirmed { movement, into, visit, side, confirmed_at, reporter, .. } => {
                let about = [
                    ("number", self.number(movement)),
                    ("party", self.fact(into).into()),
                    ("at", self.moment(*confirmed_at)),
                ];
                let said = match side {
                    Side::Giving => "entry-hand-over-given",
                    Side::Taking => "entry-hand-over-confirmed",
                };
                self.parts([
                    Some(self.say(said, about)),
                    self.visit(*visit),
                    reporter.as_ref().map(|by| self.reporter(by)),
                ])
            }
            What::HandOverOverdue { movement, into, visit, .. } => {
                let about = [("number", self.number(movement)), ("party", self.fact(into).into())];
                self.parts([Some(self.say("entry-hand-over-overdue", about)), self.visit(*visit)])
            }
            _ => String::new(),
        }
    }

    /// The how-manieth time, from the second on.
    fn visit(&self, visit: u32) -> Option<String> {
        (visit > first_visit()).then(|| self.say("page-hand-over-visit", [("visit", visit.into())]))
    }
}
