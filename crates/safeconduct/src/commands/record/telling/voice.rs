//! What was said by voice, and when nothing else can be heard.

use conduct::{
    silence::{Over, Silence},
    voice::{Reporter, VoiceMeans},
};
use model::{
    Instant, Word,
    id::{MovementId, SilenceId},
};

use super::{Telling, name};

impl Telling<'_> {
    pub(super) fn voice(
        &self,
        movement: &MovementId,
        point: Option<&Word>,
        at: Instant,
        means: VoiceMeans,
        reporter: Option<&Reporter>,
    ) -> String {
        let about =
            [("number", self.number(movement)), ("at", self.moment(at)), ("means", means.word().into())];
        let said = match point {
            Some(point) => {
                let [number, at, means] = about;
                self.say("entry-voice-reported", [number, ("point", name(point)), at, means])
            }
            None => self.say("entry-voice-well", about),
        };
        self.parts([Some(said), reporter.map(|reporter| self.reporter(reporter))])
    }

    /// Whose word it is.
    pub(super) fn reporter(&self, reporter: &Reporter) -> String {
        match reporter {
            Reporter::Named(who) => self.say("entry-voice-reporter", [("who", name(who))]),
            Reporter::Somebody(text) => self.text(text),
        }
    }

    /// The room heard nothing, of one on the road or at all; where it does not say until when, until it said so.
    pub(super) fn went_unheard(
        &self,
        movement: Option<&MovementId>,
        since: Instant,
        until: Option<Instant>,
    ) -> String {
        let since = ("since", self.moment(since));
        let said = match movement {
            Some(movement) => self.say("entry-went-unheard", [("number", self.number(movement)), since]),
            None => self.say("entry-room-unheard", [since]),
        };
        let again = until.map(|at| self.say("entry-heard-again", [("at", self.moment(at))]));
        self.parts([Some(said), again])
    }

    pub(super) fn silence(&self, id: &SilenceId, silence: &Silence) -> String {
        let over = match &silence.over {
            Over::Movement(movement) => self.number(movement),
            Over::Area(area) => name(area),
        };
        let about = [
            ("over", over),
            ("from", self.moment(silence.from)),
            ("until", self.moment(silence.until)),
            ("why", silence.why.word().into()),
            ("minutes", (silence.every.0 / 60_000_000).to_string().into()),
            ("silence", name(id)),
        ];
        self.say("entry-silence-announced", about)
    }
}
