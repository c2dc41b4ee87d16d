//! The round: what waits is sent to whoever is free, and what became of it goes to the room's door as a command.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
    time::Duration,
};

use conduct::{
    Act, Command, State,
    message::{Address, Failure, Fate, Outbox, Recipient},
};
use model::{
    Instant, Word,
    id::{MessageId, TextId},
};
use ops::{Refusal, Submission, room::system};
use tokio::{
    sync::{oneshot, watch},
    task::{JoinError, JoinSet},
    time::{sleep, timeout},
};

use crate::{
    Sent,
    lanes::{Job, Lanes},
    letter,
    mail::Mail,
    retry,
    webhook::{Notification, Webhooks},
};

/// How many mails are under way at once.
const MAILS: usize = 8;
/// How many webhooks are under way at once.
const WEBHOOKS: usize = 64;
/// How often at most the lanes are gone through, however much happens in the room.
const ROUND: Duration = Duration::from_millis(50);
/// How long what is under way is waited for when the room closes. What is cut off is sent again.
const LAST_WORDS: Duration = Duration::from_secs(5);
/// The longest pause before a command that could not be recorded is handed in again.
const DOOR_PAUSE: Duration = Duration::from_secs(30);

/// Fills with unpredictable bytes.
pub type Random = dyn Fn(&mut [u8]) + Send + Sync;

/// Reads the vault: addresses and secrets.
pub trait Texts: Send + Sync {
    /// The text, if it is still there.
    ///
    /// # Errors
    /// When the vault cannot be read at the moment.
    fn text(&self, id: TextId) -> Result<Option<String>, String>;
}

/// Carries messages.
pub struct Carrier {
    /// The world whose messages these are.
    pub world: Word,
    /// What waits.
    pub state: watch::Receiver<Arc<State>>,
    /// Where results are handed in.
    pub door: ops::Door,
    /// The vault.
    pub texts: Arc<dyn Texts>,
    /// The relay, if there is one.
    pub mail: Option<Mail>,
    /// Webhooks.
    pub webhooks: Webhooks,
    /// The time.
    pub clock: Arc<dyn Fn() -> Instant + Send + Sync>,
    /// Fills with unpredictable bytes.
    pub random: Arc<Random>,
}

impl Carrier {
    /// Carries until `closing` is ready.
    pub async fn run(self, closing: impl Future<Output = ()>) {
        let (carrier, began) = (Arc::new(self), tokio::time::Instant::now());
        let (mut traffic, mut under_way) = (Traffic::new(), JoinSet::new());
        let mut state = carrier.state.clone();
        let mut closing = std::pin::pin!(closing);
        loop {
            let now = began.elapsed();
            while let Some(ended) = under_way.try_join_next_with_id() {
                traffic.ended(ended, now, carrier.chance());
            }
            let seen = Arc::clone(&state.borrow_and_update());
            traffic.lanes.forget_idle(&seen.outbox);
            while let Some(job) = traffic.next(&seen.outbox, now) {
                let to = job.to.clone();
                let (carrier, seen) = (Arc::clone(&carrier), Arc::clone(&seen));
                let task = under_way.spawn(async move { carrier.carry(job, &seen).await });
                traffic.whose.insert(task.id(), to);
            }
            let rest = traffic.lanes.next_at(now).map(|at| at.saturating_sub(now));
            tokio::select! {
                () = &mut closing => break,
                Some(ended) = under_way.join_next_with_id() => {
                    traffic.ended(ended, began.elapsed(), carrier.chance());
                }
                changed = state.changed() => if changed.is_err() { break },
                () = sleep(rest.unwrap_or(Duration::MAX)), if rest.is_some() => {}
            }
            tokio::select! {
                () = &mut closing => break,
                () = sleep(ROUND) => {}
            }
        }
        // Whatever is cut off waits as before.
        let _ = timeout(LAST_WORDS, async { while under_way.join_next().await.is_some() {} }).await;
    }

    /// One message to its end for now: whether its receiver is to be left alone for a while.
    async fn carry(&self, job: Job, state: &State) -> bool {
        let Job { to, id, message } = job;
        let fate = match self.send(&to, id, &message, state).await {
            Sent::Taken => Fate::Delivered,
            Sent::Never(why) => Fate::Failed(why),
            Sent::NotNow(why) => {
                tracing::info!(%id, why, "a message was not taken");
                let now = (self.clock)();
                if retry::is_over(message.since, now) {
                    Fate::Failed(Failure::GivenUp)
                } else if retry::is_late(&message, now) {
                    Fate::Failed(Failure::NotInTime)
                } else {
                    return true;
                }
            }
        };
        // Unrecorded it still waits: not to be sent again at once.
        let recorded = self.note(id, &to, fate).await;
        !recorded || fate != Fate::Delivered
    }

    async fn send(
        &self,
        to: &Recipient,
        id: MessageId,
        message: &conduct::message::Message,
        state: &State,
    ) -> Sent {
        let (Some(address), Some(movement)) =
            (state.addresses.get(to), state.known(message.movement).map(conduct::Known::number))
        else {
            return Sent::Never(Failure::NoAddress);
        };
        let (at, secret) = match self.read(address) {
            Ok(Some(read)) => read,
            Ok(None) => return Sent::Never(Failure::NoAddress),
            Err(error) => return Sent::NotNow(error),
        };
        match (to, secret, &self.mail) {
            (Recipient::Agency(_), Some(secret), _) => {
                let seconds = (self.clock)().micros().div_euclid(1_000_000);
                let body = letter::json(id, message, movement);
                self.webhooks.send(&at, Notification { id, seconds, secret: &secret, body }).await
            }
            (Recipient::Agency(_), None, _) => Sent::Never(Failure::BadAddress),
            (Recipient::Person(_), _, Some(mail)) => {
                let language = address.language.as_str().parse().unwrap_or_default();
                mail.send(&at, letter::letter(message.about, movement, language), id, message.since).await
            }
            (Recipient::Person(_), _, None) => Sent::NotNow("no relay for mail is named".to_owned()),
        }
    }

    /// The address and the secret that goes with it; `None` once they were destroyed.
    fn read(&self, address: &Address) -> Result<Option<(String, Option<String>)>, String> {
        let Some(at) = self.texts.text(address.address)? else { return Ok(None) };
        let Some(secret) = address.secret else { return Ok(Some((at, None))) };
        Ok(self.texts.text(secret)?.map(|secret| (at, Some(secret))))
    }

    /// Has what became of a message recorded. Until it is, the message waits, and after a restart it is sent again.
    async fn note(&self, message: MessageId, to: &Recipient, fate: Fate) -> bool {
        let mut pause = Duration::from_millis(100);
        loop {
            let act = Act::NoteDelivery { message, to: to.clone(), fate };
            let command = Command { by: system(self.world.clone()), act };
            let (reply, answer) = oneshot::channel();
            let submission = Submission::of(self.world.clone(), command);
            let handed_in = self.door.hand_in(submission, move |given| drop(reply.send(given)));
            let given = match handed_in {
                Ok(()) => answer.await.unwrap_or(Err(Refusal::Unanswered)),
                Err(refusal) => Err(refusal),
            };
            match given {
                // Rejected: it waits no more, whoever it was for was dismissed meanwhile.
                Ok(_) | Err(Refusal::Rejected(_)) => return true,
                Err(Refusal::Closed(_)) => return false,
                Err(refusal) => tracing::warn!(%refusal, "what became of a message cannot be recorded yet"),
            }
            sleep(pause).await;
            pause = (pause * 2).min(DOOR_PAUSE);
        }
    }

    fn chance(&self) -> u32 {
        let mut bytes = [0; 4];
        (self.random)(&mut bytes);
        u32::from_le_bytes(bytes)
    }
}

/// What is under way, and how much more may be.
struct Traffic {
    lanes: Lanes,
    /// How many places are free, for mails (`false`) and for webhooks (`true`).
    places: BTreeMap<bool, usize>,
    whose: HashMap<tokio::task::Id, Recipient>,
}

impl Traffic {
    fn new() -> Self {
        let places = BTreeMap::from([(false, MAILS), (true, WEBHOOKS)]);
        Traffic { lanes: Lanes::default(), places, whose: HashMap::new() }
    }

    /// The next to be sent, which takes a place.
    fn next(&mut self, outbox: &Outbox, now: Duration) -> Option<Job> {
        let Traffic { lanes, places, .. } = self;
        let is_free = |to: &Recipient| places.get(&is_webhook(to)).is_some_and(|free| *free > 0);
        let job = lanes.next(outbox, now, is_free)?;
        self.places.entry(is_webhook(&job.to)).and_modify(|free| *free -= 1);
        Some(job)
    }

    /// What was sent has come to its end: whether it failed, or that it came to grief.
    fn ended(&mut self, ended: Result<(tokio::task::Id, bool), JoinError>, now: Duration, chance: u32) {
        let (task, failed) = ended.unwrap_or_else(|grief| {
            tracing::error!("sending a message came to grief: this is a defect");
            (grief.id(), true)
        });
        if let Some(to) = self.whose.remove(&task) {
            self.places.entry(is_webhook(&to)).and_modify(|free| *free += 1);
            self.lanes.ended(&to, failed, now, chance);
        }
    }
}

fn is_webhook(to: &Recipient) -> bool {
    matches!(to, Recipient::Agency(_))
}
