//! One network, opened: its ground, and what answers questions about ways over it.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use conduct::announced::Leaves;
use model::{Instant, Place, id::DangerId};
use roads::{
    Hierarchy,
    chart::{NoWay, Vehicle},
    choose::{Choice, Chooser, LANES, NoChooser, hierarchy},
    shortest::Search,
};
use threat::Ground;

use crate::{
    announced::Announced,
    offer::{Offer, Way},
    picture::{self, Reports},
};

/// How many vehicles, months and pictures are kept customized at a time.
const READY: usize = 4;
/// How old a picture may be: what decays over days is the same for minutes. Ours: ten minutes.
const STANDS_US: i64 = 600_000_000;
/// Ways that really differ, besides the trade-offs.
const APART: usize = 3;

/// One network.
#[derive(Debug)]
pub struct Sheet {
    ground: Arc<Ground>,
    hierarchy: OnceLock<Arc<Hierarchy>>,
    ready: Mutex<Vec<Ready>>,
    /// Room to search in, which nobody uses now: it is as large as the network.
    rooms: Mutex<Vec<Search<LANES>>>,
}

/// A chooser, and what it was made for.
#[derive(Debug)]
struct Ready {
    vehicle: Vehicle,
    month: u8,
    reports: Vec<DangerId>,
    closing: Vec<DangerId>,
    at: Instant,
    chooser: Arc<Chooser>,
}

/// What is asked of a network.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// What drives.
    pub vehicle: Vehicle,
    /// In which month, 1 to 12.
    pub month: u8,
    /// From where.
    pub from: Place,
    /// To where.
    pub to: Place,
    /// The stretches of the planned way, if it lies on this network.
    pub planned: Option<&'a [u32]>,
    /// What is reported, ascending by identifier.
    pub reports: Reports<'a>,
    /// When it leaves: what is announced closes roads to those it may hold for.
    pub leaves: Leaves,
    /// When this is asked.
    pub now: Instant,
}

/// Why a network offers nothing.
#[derive(Debug, thiserror::Error)]
pub enum NoOffer {
    /// There is no way between those ends.
    #[error(transparent)]
    Way(#[from] NoWay),
    /// The network itself is at fault.
    #[error(transparent)]
    Network(#[from] NoChooser),
}

impl Sheet {
    /// A network by its ground.
    #[must_use]
    pub fn of(ground: Arc<Ground>) -> Self {
        Sheet { ground, hierarchy: OnceLock::new(), ready: Mutex::default(), rooms: Mutex::default() }
    }

    /// The ground.
    #[must_use]
    pub fn ground(&self) -> &Arc<Ground> {
        &self.ground
    }

    /// The ways there are, and the planned one beside them: trade-offs, then ways apart. That no way is open now is an
    /// offer too, of none.
    ///
    /// # Errors
    /// When an end is far from every road, or no way leads from one to the other whatever is reported.
    pub fn offer(&self, asked: &Question<'_>) -> Result<Offer, NoOffer> {
        self.offer_with(asked, APART)
    }

    /// The same without ways apart: what is looked at of many movements at once.
    ///
    /// # Errors
    /// As [`Sheet::offer`].
    pub fn trade_offs(&self, asked: &Question<'_>) -> Result<Offer, NoOffer> {
        self.offer_with(asked, 0)
    }

    fn offer_with(&self, asked: &Question<'_>, apart: usize) -> Result<Offer, NoOffer> {
        let closing = picture::closing(asked.reports, asked.leaves, asked.now);
        let announced = Announced::of(&self.ground, asked);
        let chooser = self.chooser(asked, closing)?;
        let found = self.searching(|search| chooser.choices(search, asked.from, asked.to, apart));
        let choices = match found {
            Err(NoWay::Closed { .. }) if !chooser.danger().closed().is_empty() => Vec::new(),
            other => other?,
        };
        let planned = asked.planned.and_then(|drives| self.ground.chart().follow(drives).ok());
        let planned = planned.map(|arcs| chooser.account(arcs));
        let first = choices.first().map(|(_, choice)| choice).or(planned.as_ref());
        let way = |choice: &Choice| Way::of(&chooser, &announced, choice, first.unwrap_or(choice));
        let ways = choices.iter().map(|(sort, choice)| (*sort, way(choice))).collect();
        Ok(Offer { planned: planned.as_ref().map(way), ways })
    }

    /// A chooser for what is asked: one that is ready, or the next after it, which is then kept in the place of the oldest.
    fn chooser(&self, asked: &Question<'_>, closing: Vec<DangerId>) -> Result<Arc<Chooser>, NoChooser> {
        let reports: Vec<DangerId> = asked.reports.iter().map(|(id, _)| *id).collect();
        let fits = |ready: &&Ready| {
            let age = asked.now.since(ready.at).0;
            ready.vehicle == asked.vehicle
                && ready.month == asked.month
                && ready.reports == reports
                && ready.closing == closing
                && (0..STANDS_US).contains(&age)
        };
        if let Some(ready) = self.ready().iter().find(fits) {
            return Ok(Arc::clone(&ready.chooser));
        }
        // Two who ask at once may both make one: neither waits for the other, and both are right.
        let danger = picture::danger(&self.ground, &asked.vehicle, asked.reports, &closing, asked.now);
        let (vehicle, month, at) = (asked.vehicle, asked.month, asked.now);
        let last = self.last(&vehicle, month);
        let chooser = Arc::new(match last {
            Some(last) => last.with_danger(danger)?,
            None => {
                let (chart, hierarchy) = (self.ground.chart().clone(), self.hierarchy()?);
                Chooser::new(chart, &hierarchy, vehicle, month, danger, 1)?
            }
        });
        let mut ready = self.ready();
        if ready.len() >= READY {
            ready.remove(0);
        }
        ready.push(Ready { vehicle, month, reports, closing, at, chooser: Arc::clone(&chooser) });
        Ok(chooser)
    }

    /// The last chooser for these vehicles and that month, whatever its picture: the next one shares with it what is the
    /// same in both.
    fn last(&self, vehicle: &Vehicle, month: u8) -> Option<Arc<Chooser>> {
        let ready = self.ready();
        let last = ready.iter().rfind(|ready| ready.vehicle == *vehicle && ready.month == month)?;
        Some(Arc::clone(&last.chooser))
    }

    fn hierarchy(&self) -> Result<Arc<Hierarchy>, NoChooser> {
        if let Some(known) = self.hierarchy.get() {
            return Ok(Arc::clone(known));
        }
        let made = hierarchy(self.ground.chart(), 1)?;
        Ok(Arc::clone(self.hierarchy.get_or_init(|| made)))
    }

    /// Lends room to search in.
    fn searching<T>(&self, work: impl FnOnce(&mut Search<LANES>) -> T) -> T {
        let lent = self.rooms.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut search = lent.unwrap_or_default();
        let found = work(&mut search);
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        if rooms.len() < READY {
            rooms.push(search);
        }
        found
    }

    fn ready(&self) -> std::sync::MutexGuard<'_, Vec<Ready>> {
        self.ready.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
