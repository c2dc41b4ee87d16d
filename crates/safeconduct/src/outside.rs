//! Messages to people outside the open pages, while a room is open.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context as _;
use conduct::State;
use gateway::{
    Carrier, Texts,
    mail::Mail,
    webhook::{Webhooks, roots_of_this_machine},
};
use model::{Word, id::TextId};
use ops::texts;
use store::{DataDir, keys::Keys};
use tokio::sync::{oneshot, watch};

use crate::{arguments::Messages, clock};

/// By which ways messages go.
pub struct Ways {
    mail: Option<Mail>,
    webhooks: Webhooks,
}

impl Ways {
    /// As whoever runs the room has it.
    pub fn of(messages: &Messages) -> anyhow::Result<Self> {
        let webhooks = Webhooks::new(roots_of_this_machine(), messages.webhook_host.clone())
            .context("TLS cannot be spoken")?;
        Ok(Ways { mail: messages.mail()?, webhooks })
    }

    /// A carrier on these ways, until what is answered is dropped; then its task is waited for.
    pub fn carry(
        self,
        world: &Word,
        (dir, keys): (&Path, Arc<dyn Keys>),
        state: watch::Receiver<Arc<State>>,
        door: ops::Door,
    ) -> Carrying {
        let Ways { mail, webhooks } = self;
        let carrier = Carrier {
            world: world.clone(),
            state,
            door,
            texts: Arc::new(Vault { dir: dir.to_owned(), keys }),
            mail,
            webhooks,
            clock: Arc::new(clock::wall),
            random: Arc::new(clock::random),
        };
        let (end, ended) = oneshot::channel::<()>();
        let task = tokio::spawn(carrier.run(async move {
            // Ended by a word, or by whoever would say it being gone.
            let _ = ended.await;
        }));
        Carrying { end, task }
    }
}

/// A carrier at work.
pub struct Carrying {
    end: oneshot::Sender<()>,
    task: tokio::task::JoinHandle<()>,
}

impl Carrying {
    /// Ends it in order.
    pub async fn end(self) {
        drop(self.end);
        // One that came to grief has ended too.
        let _ = self.task.await;
    }
}

/// The vault of a data directory, and the keys of its texts.
struct Vault {
    dir: PathBuf,
    keys: Arc<dyn Keys>,
}

impl Texts for Vault {
    fn text(&self, id: TextId) -> Result<Option<String>, String> {
        let store = DataDir::open_read_only(&self.dir).map_err(|error| error.to_string())?;
        match texts::open(&store, &*self.keys, &id.to_string()).map_err(|error| error.to_string())? {
            texts::Opened::Words(words) => Ok(Some(words)),
            texts::Opened::NoKey | texts::Opened::Gone => Ok(None),
        }
    }
}
