//! One conversation with a client: it reports, asks whether the connection holds, and may change to protobuf.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use links::cot::{
    Event, make,
    negotiation::{self, HOLDS, Word},
    stream::{Form, Item, Stream},
};
use model::{Instant, id::DeviceId};
use ops::track::{Fresh, MOST_AT_ONCE};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, split},
    time::{self, timeout_at},
};

use super::{
    Desk,
    counts::Counter,
    outbox::Outbox,
    seats::Seat,
    shared::Shared,
    tidings::{self, Tidings},
};

/// How long a client may be silent. Ours: ATAK asks after 15 seconds without anything whether the connection holds, and
/// trackers that send nothing else report each minute or two.
const SILENT: Duration = Duration::from_secs(300);
/// How many bytes are read at a time, and how many of those that have come already before what they say is made durable together:
/// who sends much is not kept waiting for a commit for each portion of it.
const READ: usize = 16 << 10;
const TOGETHER: usize = 4 * READ;

/// Whose reports come over a connection.
pub(super) enum Whose {
    /// Those of one device, which showed its certificate.
    Of(DeviceId, Seat),
    /// Each event's own: its identifier is the credential.
    EachByItself(Shared),
}

/// One conversation.
pub(super) struct Talk<'d> {
    desk: &'d Desk,
    whose: Whose,
    outbox: Outbox,
    /// The identifier of the offer to change to protobuf, and since when it holds.
    offer: (String, Instant),
    /// What this client was told, by its identifiers.
    told: BTreeMap<String, Event>,
    /// What it was told to be no more.
    over: BTreeSet<String>,
    /// Whose positions come over this connection, in the client's own words: whoever was first.
    speaker: Option<String>,
    /// What it said and was not done yet.
    said: Vec<Said>,
    /// Why nothing more is heard from it.
    ended: Option<Counter>,
}

/// What a client says, as far as something is to be done about it.
enum Said {
    Report(Fresh),
    /// Asks whether the connection holds.
    Ping,
    /// Asks for a version of the protocol, with this event.
    Asks(u32, Box<Event>),
}

/// What comes is looked at one by one as it comes: thousands of events a second need not all be kept to be gone through after.
impl Extend<Item> for Talk<'_> {
    fn extend<T: IntoIterator<Item = Item>>(&mut self, items: T) {
        for item in items {
            if self.ended.is_none() {
                self.ended = self.hear(item).err();
            }
        }
    }
}

/// Holds it to its end, and says how it ended; `None` if the client ended it.
pub(super) async fn talk<S>(desk: &Desk, whose: Whose, stream: S) -> Option<Counter>
where
    S: AsyncRead + AsyncWrite + Send + 'static,
{
    held(desk, whose, stream, SILENT).await
}

/// The same with a client that may be silent for so long.
async fn held<S>(desk: &Desk, whose: Whose, stream: S, silent: Duration) -> Option<Counter>
where
    S: AsyncRead + AsyncWrite + Send + 'static,
{
    let (mut reader, writer) = split(stream);
    let (uid, now) = (fresh(desk), desk.now());
    let mut talk = Talk {
        desk,
        whose,
        outbox: Outbox::to(writer),
        offer: (uid, now),
        told: BTreeMap::new(),
        over: BTreeSet::new(),
        speaker: None,
        said: Vec::new(),
        ended: None,
    };
    talk.outbox.put(&negotiation::offer(&talk.offer.0, now));
    let (mut stream, mut bytes) = (Stream::default(), vec![0; READ]);
    let mut is_silent_at = time::Instant::now() + silent;
    loop {
        let read = tokio::select! {
            biased;
            next = talk.whose.next() => match next {
                Next::Over(ended) => return Some(ended),
                Next::Told(told) => {
                    if let Err(ended) = talk.tell(&told) {
                        return Some(ended);
                    }
                    continue;
                }
            },
            () = talk.outbox.is_over() => return Some(Counter::Slow),
            read = timeout_at(is_silent_at, reader.read(&mut bytes)) => read,
        };
        let Ok(mut read) = read else { return Some(Counter::Silent) };
        is_silent_at = time::Instant::now() + silent;
        let mut together = 0;
        let over = loop {
            let Some(count) = read.ok().filter(|count| *count > 0) else { break Some(None) };
            if let Err(lost) = stream.hear(bytes.get(..count).unwrap_or_default(), &mut talk) {
                tracing::debug!("a connection of a TAK client is closed: {lost}");
                break Some(Some(Counter::Lost));
            }
            together += count;
            if together >= TOGETHER || talk.ended.is_some() {
                break None;
            }
            read = tokio::select! {
                biased;
                more = reader.read(&mut bytes) => more,
                () = std::future::ready(()) => break None,
            };
        };
        // What came before the stream was lost or the client left came all the same.
        if let Err(ended) = talk.act().await {
            return Some(ended);
        }
        if let Some(ended) = over {
            return ended;
        }
    }
}

impl Talk<'_> {
    /// Tells what is to be told now: what is new or another, and that what is no more is no more.
    fn tell(&mut self, now_told: &Tidings) -> Result<(), Counter> {
        let (now, Tidings { events, over }) = (self.desk.now(), now_told);
        let stays = |uid: &String| events.iter().any(|event| event.uid == *uid);
        let gone = self.told.extract_if(.., |uid, _| !stays(uid));
        let gone = gone.filter(|(_, event)| tidings::is_taken_back(event)).map(|(uid, _)| uid);
        let gone: BTreeSet<String> = gone.chain(over.iter().cloned()).collect();
        for uid in gone.difference(&self.over) {
            self.answer(&make::removal(uid, now))?;
        }
        self.over = gone;
        for event in events {
            if self.told.get(&event.uid) != Some(event) {
                self.answer(&tidings::told_at(event, now))?;
                self.told.insert(event.uid.clone(), event.clone());
            }
        }
        Ok(())
    }

    /// Does what was said. Reports that came together become durable together, whosever they are. What is answered comes after
    /// what was reported before it is durable: so a ping's answer says that, too.
    async fn act(&mut self) -> Result<(), Counter> {
        let mut reports: Vec<Fresh> = Vec::new();
        for said in std::mem::take(&mut self.said) {
            match said {
                Said::Report(fresh) => reports.push(fresh),
                Said::Ping => {
                    self.keep(&mut reports).await?;
                    self.answer(&make::pong(self.desk.now()))?;
                }
                Said::Asks(version, asked) => {
                    self.keep(&mut reports).await?;
                    self.change_to(version, &asked)?;
                }
            }
        }
        self.keep(&mut reports).await?;
        self.ended.take().map_or(Ok(()), Err)
    }

    async fn keep(&self, reports: &mut Vec<Fresh>) -> Result<(), Counter> {
        while !reports.is_empty() {
            let later = reports.split_off(reports.len().min(MOST_AT_ONCE));
            let is_of_several = matches!(&self.whose, Whose::EachByItself(shared) if shared.is_of_several());
            self.desk.keep(std::mem::replace(reports, later), is_of_several).await?;
        }
        Ok(())
    }

    fn change_to(&mut self, version: u32, asked: &Event) -> Result<(), Counter> {
        let now = self.desk.now();
        let (offer, since) = &self.offer;
        if asked.uid == *offer && now.since(*since) <= HOLDS {
            self.answer(&negotiation::answer(asked, now))?;
            if version == negotiation::VERSION {
                self.outbox.speaks(Form::Tak);
            }
        }
        Ok(())
    }

    fn hear(&mut self, item: Item) -> Result<(), Counter> {
        match item {
            Item::Event(event, _) if event.is_ping() => self.said.push(Said::Ping),
            Item::Event(event, _) => match event.negotiates() {
                Some(Word::Asked(version)) => self.said.push(Said::Asks(version, Box::new(event))),
                _ => self.hear_report(&event)?,
            },
            // Which versions it reads; it asks for one when it wants it.
            Item::Control(_) => {}
            Item::Refused(refused) => {
                tracing::debug!("a TAK client's event was passed over: {refused}");
                self.desk.counts.one(Counter::Refused);
                self.desk.hatch.counts().malformed();
            }
        }
        Ok(())
    }

    fn hear_report(&mut self, event: &Event) -> Result<(), Counter> {
        let Some(report) = event.report() else { return Ok(()) };
        let received = self.desk.now();
        let device = self.reporter(event)?;
        self.said.extend(device.map(|device| Said::Report(Fresh { device, received, report })));
        Ok(())
    }

    /// The device that an event is of; `None` if it is somebody else's than whose connection it is.
    fn reporter(&mut self, event: &Event) -> Result<Option<DeviceId>, Counter> {
        let device = match &mut self.whose {
            Whose::EachByItself(shared) => return shared.reporter(self.desk, event),
            Whose::Of(device, _) => *device,
        };
        // Whoever calls for help over it calls for help. A watch on somebody's wrist calls over their telephone, under a name of its
        // own, and says nothing of where the telephone is.
        if event.emergency().is_some() {
            return Ok(Some(device));
        }
        // Clients send what others told them, too. That is not where this device is.
        let speaker = self.speaker.get_or_insert_with(|| event.device().to_owned());
        if speaker != event.device() {
            self.desk.counts.one(Counter::OfAnother);
            return Ok(None);
        }
        Ok(Some(device))
    }

    fn answer(&self, event: &Event) -> Result<(), Counter> {
        if self.outbox.put(event) { Ok(()) } else { Err(Counter::Slow) }
    }
}

/// What is to be done besides hearing the client.
enum Next {
    /// The connection has to end; with what is counted.
    Over(Counter),
    /// The client is to be told this.
    Told(Arc<Tidings>),
}

impl Whose {
    async fn next(&mut self) -> Next {
        match self {
            Whose::Of(_, seat) => match seat.next().await {
                Ok(told) => Next::Told(told),
                Err(ended) => Next::Over(ended),
            },
            Whose::EachByItself(shared) => Next::Over(shared.ends().await),
        }
    }
}

/// An identifier that nobody guesses.
fn fresh(desk: &Desk) -> String {
    let mut bytes = [0; 16];
    (desk.random)(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
}

#[cfg(test)]
mod tests;
