//! Tracks in the course of time: what devices reported is anchored on the record each minute and let go of after its
//! time; and pages are told that something moved, some times a second and not for each report.

use std::{collections::BTreeSet, sync::Arc};

use conduct::{Act, Command};
use futures_util::{StreamExt as _, stream};
use model::{Span, id::MovementId};
use ops::{
    LARGEST_BATCH, Recorded, Submission,
    room::system,
    track::seal::{self, Waiting},
};
use store::tracks::Tracks;

use crate::{house::House, problem::Problem, window::Reporters};

/// Of how many movements the tracks are put on the record at a time: half of what one commit takes at most.
const AT_THE_DOOR: usize = LARGEST_BATCH / 2;

/// What is otherwise with movements on the road, and is no entry of the record.
#[derive(Clone, Debug)]
pub(crate) enum OnTheRoad {
    /// Where they are.
    Moved(Arc<BTreeSet<MovementId>>),
    /// How they are watched.
    Watched(Arc<BTreeSet<MovementId>>),
}

impl House {
    /// Tells the pages which movements moved, and which are watched otherwise, since this was called last.
    pub fn tells_moved(&self, reporters: &mut Reporters) {
        let tell = |movements: BTreeSet<MovementId>, what: fn(Arc<BTreeSet<MovementId>>) -> OnTheRoad| {
            if !movements.is_empty() {
                // Without open lines there is nobody to tell.
                let _ = self.moves.send(what(Arc::new(movements)));
            }
        };
        tell(self.board.take_news(), OnTheRoad::Watched);
        let devices = self.lookout.take_moved();
        if !devices.is_empty() {
            tell(self.window.moved(reporters, &devices), OnTheRoad::Moved);
        }
    }

    /// Anchors what waits, until nothing does. What cannot be anchored now waits on; the log of the machine says so.
    pub async fn anchors(self: &Arc<Self>, tracks: &Arc<dyn Tracks>) {
        while let Some(waiting) = self.waiting(tracks).await {
            let anchors = waiting.anchors.iter().map(|(movement, tracks)| (*movement, tracks.clone()));
            let anchors: Vec<_> =
                anchors.map(|(movement, tracks)| Act::SealTracks { movement, tracks }).collect();
            // Some at a time, which one commit takes, and not all: others are at the door as well.
            let mut anchored = stream::iter(anchors).map(|act| self.puts(act)).buffer_unordered(AT_THE_DOOR);
            while let Some(answer) = anchored.next().await {
                if let Err(problem) = answer {
                    return tracing::warn!("tracks are not anchored: {:?}", problem.detail);
                }
            }
            drop(anchored);
            let tracks = Arc::clone(tracks);
            let packed = tokio::task::spawn_blocking(move || waiting.pack(&*tracks)).await;
            match packed {
                Ok(Ok(())) => {}
                Ok(Err(why)) => return tracing::warn!("tracks are anchored and not packed: {why}"),
                Err(_) => return,
            }
        }
    }

    /// Puts something on the record for the house itself.
    async fn puts(&self, act: Act) -> Result<Recorded, Problem> {
        let command = Command { by: system(self.world.clone()), act };
        self.door.submit(Submission::of(self.world.clone(), command)).await
    }

    async fn waiting(self: &Arc<Self>, tracks: &Arc<dyn Tracks>) -> Option<Waiting> {
        let (house, tracks) = (Arc::clone(self), Arc::clone(tracks));
        let waiting = tokio::task::spawn_blocking(move || {
            let made_for = house.window.made_for();
            seal::waiting(&*tracks, &made_for)
        });
        let waiting = waiting.await;
        match waiting {
            Ok(Ok(waiting)) => waiting,
            Ok(Err(why)) => {
                tracing::error!("tracks are not anchored: {why}");
                None
            }
            Err(_) => None,
        }
    }

    /// Lets go of tracks whose time is over. Those of a movement that a case is open about are kept.
    pub async fn lets_go(self: &Arc<Self>, tracks: &Arc<dyn Tracks>) {
        let (house, tracks) = (Arc::clone(self), Arc::clone(tracks));
        let gone = tokio::task::spawn_blocking(move || {
            let before = house.now().saturating_add(Span(-house.admission.retention.0));
            let held = house.window.held().map_err(|problem| format!("{:?}", problem.detail))?;
            tracks.expire(before.micros(), &held).map_err(|why| why.to_string())
        });
        match gone.await {
            Ok(Ok(0)) | Err(_) => {}
            Ok(Ok(gone)) => tracing::info!(gone, "stretches of tracks whose time is over were let go of"),
            Ok(Err(why)) => tracing::warn!("tracks whose time is over could not be let go of: {why}"),
        }
    }
}
