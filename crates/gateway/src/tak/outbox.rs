//! What waits to be written to one client, in the form it reads. A client that reads too slowly is let go of: it connects
//! anew and is told everything again, and nothing is queued for it without limit.

use std::time::Duration;

use links::cot::{self, Event, stream::Form, tak};
use tokio::{
    io::{AsyncWrite, AsyncWriteExt as _},
    sync::mpsc,
    task::JoinHandle,
    time::timeout,
};

/// The most events that wait. Ours: several times what a client is told at once.
const MOST: usize = 256;
/// Within what time the network takes one. Ours.
const TAKEN_WITHIN: Duration = Duration::from_secs(20);

/// What waits, and whoever writes it.
pub(super) struct Outbox {
    waiting: mpsc::Sender<Vec<u8>>,
    form: Form,
    writing: JoinHandle<()>,
}

impl Outbox {
    /// To one client. It speaks XML first, as every connection does.
    pub(super) fn to(writer: impl AsyncWrite + Unpin + Send + 'static) -> Outbox {
        let (waiting, queue) = mpsc::channel(MOST);
        Outbox { waiting, form: Form::Xml, writing: tokio::spawn(write(writer, queue)) }
    }

    /// Puts an event in. Whether there was room.
    pub(super) fn put(&self, event: &Event) -> bool {
        let bytes = match self.form {
            Form::Xml => cot::write(event).into_bytes(),
            Form::Tak => tak::frame(event),
        };
        self.waiting.try_send(bytes).is_ok()
    }

    /// What is put in from now on goes in this form.
    pub(super) fn speaks(&mut self, form: Form) {
        self.form = form;
    }

    /// Ready when nothing is written any more: the client reads too slowly, or is gone.
    pub(super) async fn is_over(&self) {
        self.waiting.closed().await;
    }
}

/// What was put in and not written yet is lost with the connection.
impl Drop for Outbox {
    fn drop(&mut self) {
        self.writing.abort();
    }
}

async fn write(mut writer: impl AsyncWrite + Unpin, mut queue: mpsc::Receiver<Vec<u8>>) {
    while let Some(bytes) = queue.recv().await {
        let written = async {
            writer.write_all(&bytes).await?;
            writer.flush().await
        };
        if !matches!(timeout(TAKEN_WITHIN, written).await, Ok(Ok(()))) {
            return;
        }
    }
}
