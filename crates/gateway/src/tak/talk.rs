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
use ops::track::Fresh;
use sha2::{Digest as _, Sha256};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, split},
    time::{self, timeout_at},
};

use super::{
    Desk,
    counts::Counter,
    lobby::Place,
    outbox::Outbox,
    seats::Seat,
    tidings::{self, Tidings},
};

/// How long a client may be silent. Ours: ATAK asks after 15 seconds without anything whether the connection holds, and
/// trackers that send nothing else report each minute or two.
const SILENT: Duration = Duration::from_secs(300);
/// How many bytes are read before what they say is made durable. So many hold fewer reports than are taken at once.
const READ: usize = 16 << 10;

/// Whose reports come over a connection.
pub(super) enum Whose {
    /// Those of one device, which showed its certificate.
    Of(DeviceId, Seat),
    /// Each event's own: its identifier is the credential. Until the first one it waits in the lobby, and no longer
    /// than this.
    EachByItself(Option<(Place, time::Instant)>),
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
    /// Who reports over this connection, in the client's own words: whoever was first.
    speaker: Option<String>,
}

/// Holds it to its end, and says how it ended; `None` if the client ended it.
pub(super) async fn talk<S>(desk: &Desk, whose: Whose, stream: S) -> Option<Counter>
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
    };
    talk.outbox.put(&negotiation::offer(&talk.offer.0, now));
    let (mut stream, mut items, mut bytes) = (Stream::default(), Vec::new(), vec![0; READ]);
    let mut is_silent_at = time::Instant::now() + SILENT;
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
        let heard = match read {
            Err(_) => return Some(Counter::Silent),
            Ok(Err(_) | Ok(0)) => return None,
            Ok(Ok(heard)) => bytes.get(..heard).unwrap_or_default(),
        };
        is_silent_at = time::Instant::now() + SILENT;
        // What came before the stream was lost came all the same.
        let lost = stream.hear(heard, &mut items).err();
        if let Err(ended) = talk.take(&mut items).await {
            return Some(ended);
        }
        if let Some(lost) = lost {
            tracing::debug!("a connection of a TAK client was closed: {lost}");
            return Some(Counter::Lost);
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

    /// Reports that came together become durable together, whosever they are. What is answered comes after what was reported
    /// before it is durable: so a ping's answer says that, too.
    async fn take(&mut self, items: &mut Vec<Item>) -> Result<(), Counter> {
        let mut reports: Vec<Fresh> = Vec::new();
        for item in items.drain(..) {
            match item {
                Item::Event(event, _) if event.is_ping() => {
                    self.keep(&mut reports).await?;
                    self.answer(&make::pong(self.desk.now()))?;
                }
                Item::Event(event, _) => match event.negotiates() {
                    Some(Word::Asked(version)) => {
                        self.keep(&mut reports).await?;
                        self.change_to(version, &event)?;
                    }
                    _ => reports.extend(self.hear(&event)?),
                },
                // Which versions it reads; it asks for one when it wants it.
                Item::Control(_) => {}
                Item::Refused(refused) => {
                    tracing::debug!("a TAK client's event was passed over: {refused}");
                    self.desk.counts.one(Counter::Refused);
                    self.desk.hatch.counts().malformed();
                }
            }
        }
        self.keep(&mut reports).await
    }

    async fn keep(&self, reports: &mut Vec<Fresh>) -> Result<(), Counter> {
        if reports.is_empty() {
            return Ok(());
        }
        self.desk.keep(std::mem::take(reports)).await
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

    /// What an event reports, if it does.
    fn hear(&mut self, event: &Event) -> Result<Option<Fresh>, Counter> {
        let Some(report) = event.report() else { return Ok(None) };
        let received = self.desk.now();
        Ok(self.reporter(event)?.map(|device| Fresh { device, received, report }))
    }

    /// The device that an event is of; `None` if it is somebody else's than whose connection it is.
    fn reporter(&mut self, event: &Event) -> Result<Option<DeviceId>, Counter> {
        match &mut self.whose {
            Whose::Of(device, _) => {
                // Clients send what others told them, too. That is not where this device is.
                let speaker = self.speaker.get_or_insert_with(|| event.device().to_owned());
                if speaker != event.device() {
                    self.desk.counts.one(Counter::OfAnother);
                    return Ok(None);
                }
                Ok(Some(*device))
            }
            Whose::EachByItself(place) => {
                let credential = model::Digest(Sha256::digest(event.device()).into());
                let state = self.desk.state.borrow();
                let Some((device, _)) = state.reporting(&credential, self.desk.now()) else {
                    self.desk.hatch.counts().refused(ops::track::Unfit::NotEnrolled);
                    return Err(Counter::NotEnrolled);
                };
                *place = None;
                Ok(Some(device))
            }
        }
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
            Whose::EachByItself(Some((place, until))) => {
                if timeout_at(*until, place.is_needed()).await.is_ok() {
                    Next::Over(Counter::MadeWay)
                } else {
                    Next::Over(Counter::Stranger)
                }
            }
            Whose::EachByItself(None) => std::future::pending().await,
        }
    }
}

/// An identifier that nobody guesses.
fn fresh(desk: &Desk) -> String {
    let mut bytes = [0; 16];
    (desk.random)(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
}
