//! What parties were told, and what they answered.

use conduct::{command::Means, movement::Answer};
use model::{Day, Instant, Path, Value, Word, id::MovementId};

use super::{Telling, name, yes};

impl Telling<'_> {
    pub(super) fn early_notice(
        &self,
        movement: &MovementId,
        party: &Path,
        channel: &Word,
        (first, last): (Day, Day),
        given_at: Instant,
        call_due: Instant,
    ) -> String {
        let about = [
            ("number", self.number(movement)),
            ("party", self.fact(party).into()),
            ("channel", self.channel(party, channel).into()),
            ("at", self.moment(given_at)),
            ("first", name(&first)),
            ("last", name(&last)),
            ("due", self.moment(call_due)),
        ];
        self.say("entry-early-notice-given", about)
    }

    pub(super) fn late_notice(
        &self,
        movement: &MovementId,
        party: &Path,
        channel: &Word,
        given_at: Instant,
    ) -> String {
        let about = [
            ("number", self.number(movement)),
            ("party", self.fact(party).into()),
            ("channel", self.channel(party, channel).into()),
            ("at", self.moment(given_at)),
        ];
        self.say("entry-late-notice-given", about)
    }

    pub(super) fn answered(
        &self,
        movement: &MovementId,
        party: &Path,
        answer: &Answer,
        means: Means,
        answered_at: Instant,
    ) -> String {
        let (answer, reason) = match answer {
            Answer::Received => ("received", None),
            Answer::Accepted { .. } => ("accepted", None),
            Answer::Objected { reason } => ("objected", Some(self.text(reason))),
        };
        let means = match means {
            Means::Written => "written",
            Means::TelephoneReadBack => "read-back",
            Means::Telephone => "telephone",
        };
        let about = [
            ("number", self.number(movement)),
            ("party", self.fact(party).into()),
            ("answer", answer.into()),
            ("at", self.moment(answered_at)),
            ("means", means.into()),
        ];
        self.parts([Some(self.say("entry-notice-answered", about)), reason])
    }

    pub(super) fn no_objection(
        &self,
        movement: &MovementId,
        party: &Path,
        granted: bool,
        valid_until: Option<Instant>,
    ) -> String {
        let about = [
            ("number", self.number(movement)),
            ("party", self.fact(party).into()),
            ("granted", yes(granted)),
        ];
        self.parts([Some(self.say("entry-no-objection-issued", about)), self.until(valid_until)])
    }

    /// The party's row for how it is told says which words are listed.
    fn channel(&self, party: &Path, channel: &Word) -> String {
        let row = format!("{party}.notice.channel").parse().unwrap_or_else(|_| Path::root());
        self.words.value_of(&row, &Value::Word(channel.clone()), self.offset)
    }
}
