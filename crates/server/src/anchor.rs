//! Tracks in the course of time: what devices reported is anchored on the record each minute, and let go of after its time. All of
//! it at leisure: whoever reports meanwhile, or calls for help, waits for a step at most.

use std::sync::Arc;

use conduct::{Act, Command};
use futures_util::future::try_join_all;
use model::Span;
use ops::{
    Recorded, Submission,
    room::system,
    track::{NotSealed, expiry::Expiry, seal::Sealing},
};
use store::{StoreError, tracks::Tracks};
use tokio::{
    task::{JoinError, spawn_blocking},
    time::Instant,
};

use crate::{house::House, leisure::Leisure, problem::Problem};

/// Of how many movements the tracks are put on the record at a time. Ours: others are at the door as well.
const AT_THE_DOOR: usize = 8;
/// Ours: whoever reports or calls waits for a step in one case of sixteen at most, and hardly ever for two. A minute of 5,000 reports
/// a second takes some ten seconds so.
const SELDOM: Leisure = Leisure { others: 15 };
/// Where more waits than is anchored at once. Ours: in one case of four, so that ten times as many are anchored within their minute. Of
/// more than can be done so the rest waits until fewer come in: those who report come first.
const BEHIND: Leisure = Leisure { others: 3 };

/// Why tracks are left as they are. It is tried again in the course of time.
#[derive(Debug, thiserror::Error)]
enum Left {
    #[error(transparent)]
    NotSealed(#[from] NotSealed),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the room does not take it: {:?}", .0.detail)]
    Refused(Box<Problem>),
    #[error("what did it came to grief: {0}")]
    Fell(#[from] JoinError),
}

impl House {
    /// Anchors what waits. What cannot be anchored now waits on; the log of the machine says so.
    pub async fn anchors(self: &Arc<Self>, tracks: &Arc<dyn Tracks>) {
        let mut leisure = SELDOM;
        loop {
            match self.anchors_some(tracks, leisure).await {
                Ok(true) => leisure = BEHIND,
                Ok(false) => return,
                Err(why) => return tracing::error!("tracks are not anchored, or not packed: {why}"),
            }
        }
    }

    /// Whether more waited than is anchored at once.
    async fn anchors_some(
        self: &Arc<Self>,
        tracks: &Arc<dyn Tracks>,
        leisure: Leisure,
    ) -> Result<bool, Left> {
        let (house, of) = (Arc::clone(self), Arc::clone(tracks));
        let began = spawn_blocking(move || {
            let until = of.next()?;
            Ok::<_, StoreError>(Sealing::begin(house.window.made_for(), until))
        });
        let sealing = began.await??;
        let of = Arc::clone(tracks);
        let sealing = leisure.takes(sealing, move |sealing| Ok::<_, Left>(sealing.goes_on(&*of)?)).await?;
        let (Some(mut packing), is_all) = sealing.sealed() else { return Ok(false) };
        let mut anchors = std::mem::take(&mut packing.anchors).into_iter();
        loop {
            let began = Instant::now();
            let some = anchors.by_ref().take(AT_THE_DOOR);
            let some = some.map(|(movement, tracks)| self.puts(Act::SealTracks { movement, tracks }));
            if try_join_all(some).await?.is_empty() {
                break;
            }
            leisure.lets_others_in(began).await;
        }
        let of = Arc::clone(tracks);
        leisure.takes(packing, move |packing| Ok::<_, Left>(packing.goes_on(&*of)?)).await?;
        Ok(!is_all)
    }

    /// Puts something on the record for the house itself.
    async fn puts(&self, act: Act) -> Result<Recorded, Left> {
        let command = Command { by: system(self.world.clone()), act };
        let put = self.door.submit(Submission::of(self.world.clone(), command)).await;
        put.map_err(|problem| Left::Refused(Box::new(problem)))
    }

    /// Lets go of tracks whose time is over. Those of a movement that a case is open about are kept; once another case is opened, the
    /// rest is let go of the next time.
    pub async fn lets_go(self: &Arc<Self>, tracks: &Arc<dyn Tracks>) {
        if let Err(why) = self.lets_go_of_all(tracks).await {
            tracing::warn!("tracks whose time is over could not be let go of: {why}");
        }
    }

    async fn lets_go_of_all(self: &Arc<Self>, tracks: &Arc<dyn Tracks>) -> Result<(), Left> {
        let before = self.now().saturating_add(Span(-self.admission.retention.0));
        let (house, tracks) = (Arc::clone(self), Arc::clone(tracks));
        let held = move || {
            let cases = house.window.cases();
            house.window.held().map(|held| (house, cases, held))
        };
        let held = spawn_blocking(held).await?;
        let (house, cases, held) = held.map_err(|problem| Left::Refused(Box::new(problem)))?;
        let step = move |expiry: &mut Expiry| {
            if house.window.cases() != cases {
                expiry.ends(&*tracks);
                return Ok(false);
            }
            Ok::<_, Left>(expiry.goes_on(&*tracks)?)
        };
        let expiry = SELDOM.takes(Expiry::of(before, held), step).await?;
        if expiry.gone() > 0 {
            tracing::info!(gone = expiry.gone(), "stretches of tracks whose time is over were let go of");
        }
        Ok(())
    }
}
