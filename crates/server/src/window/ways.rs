//! Looking at roads: the dangers in the picture, the networks at hand and their map, the ways a movement could drive.

use std::sync::Arc;

use access::{
    Action, Part, Viewer,
    view::{self, DangerView, HabitView, Sight},
};
use atlas::{NoOffer, Question, Sheet};
use conduct::convoy::{convoy, month};
use model::{Digest, Instant, Place, id::MovementId};
use ops::watching;

use super::{Picture, Seen, Window, look};
use crate::{
    problem::{Kind, Problem},
    routes::{GroundView, MapView, NetworkLine, WaysView},
};

impl Window {
    /// The dangers in the picture.
    pub fn dangers(&self, viewer: &Viewer) -> Vec<DangerView> {
        view::dangers(&self.picture().state, viewer)
    }

    /// How predictable movements have been.
    pub fn habits(&self, viewer: &Viewer) -> Vec<HabitView> {
        view::habit_views(&self.picture().state, viewer)
    }

    /// The networks at hand, and which is in force. One whose file cannot be used is told with what is wrong with it.
    pub fn networks(&self) -> Vec<NetworkLine> {
        let in_force = self.picture().state.network;
        let mut names = self.atlas.names();
        names.extend(in_force.filter(|network| !names.contains(network)));
        names.iter().map(|network| NetworkLine::of(network, &self.atlas.sheet(network), in_force)).collect()
    }

    /// The map of the network in force; `None` if none is, or its file cannot be used.
    pub fn map(&self) -> Option<MapView> {
        let network = self.picture().state.network?;
        self.sheet(&network).map(|sheet| MapView::of(&network, sheet.ground().chart()))
    }

    /// A network at hand, opened.
    pub fn sheet(&self, network: &Digest) -> Option<Arc<Sheet>> {
        self.atlas.sheet(network).ok()
    }

    /// The ways a movement could drive now, beside the one that is planned. Where the plan has no ends they are asked
    /// for.
    pub fn ways(
        &self,
        viewer: &Viewer,
        id: MovementId,
        ends: Option<(Place, Place)>,
    ) -> Result<Seen<WaysView>, Problem> {
        let (picture, now) = (self.picture(), self.now());
        let sight = looks_at_ways(&picture, viewer, id, now)?;
        let (state, movement) = (&picture.state, self.whole(&picture, id)?);
        let facts = conduct::dossier(state, &movement).map_err(|_| Problem::too_much_said())?;
        let network = state.network.ok_or_else(no_network)?;
        let sheet = self.atlas.sheet(&network).map_err(|why| {
            tracing::error!("the network in force cannot be used: {why}");
            no_network()
        })?;
        let route = conduct::route_of(state, &movement);
        let (from, to) = ends
            .or(route.map(|route| (route.from, route.to)))
            .ok_or_else(|| Problem::new(Kind::OutOfPlace, |words| words.say("problem-no-ends")))?;
        let reports: Vec<_> = state.dangers.iter().map(|(id, danger)| (*id, danger.clone())).collect();
        let asked = Question {
            vehicle: convoy(&facts, now),
            month: month(&facts, now, state.offset.0),
            from,
            to,
            planned: route.filter(|route| route.network == network).map(|route| route.drives.as_slice()),
            reports: &reports,
            leaves: conduct::leaves(&movement, &facts, state.offset.0),
            now,
        };
        let offer = sheet.offer(&asked).map_err(|none| match none {
            NoOffer::Way(none) => Problem::malformed(move |words| atlas::no_way(&none, words)),
            NoOffer::Network(why) => {
                tracing::error!("the network in force cannot be used: {why}");
                no_network()
            }
        })?;
        let elsewhere = route.is_some_and(|route| route.network != network);
        let view = WaysView::of(network, movement.revision, elsewhere, offer, movement.draw.as_deref());
        Ok(Seen { view, sights: vec![(id, sight.only(&OF_WAYS))] })
    }

    /// The planned way of a movement, and what lies along it.
    pub fn ground(&self, viewer: &Viewer, id: MovementId) -> Result<Seen<GroundView>, Problem> {
        let (picture, now) = (self.picture(), self.now());
        let sight = looks_at_ways(&picture, viewer, id, now)?;
        let (state, movement) = (&picture.state, self.whole(&picture, id)?);
        let facts = conduct::dossier(state, &movement).map_err(|_| Problem::too_much_said())?;
        let drawn = conduct::route_of(state, &movement).map(|planned| {
            atlas::drawn(&self.atlas, planned, &facts, now, |line| watching::points_on(&facts, now, line))
        });
        let view = GroundView::of(drawn.unwrap_or_default());
        Ok(Seen { view, sights: vec![(id, sight.only(&OF_WAYS))] })
    }
}

/// The parts of its movement that ways show.
const OF_WAYS: [Part; 2] = [Part::Number, Part::Schedule];

/// What somebody sees of a movement who may see its ways.
fn looks_at_ways(picture: &Picture, viewer: &Viewer, id: MovementId, now: Instant) -> Result<Sight, Problem> {
    let sight = look(picture, viewer, id, now)?;
    if sight.shows_the_way() { Ok(sight) } else { Err(Problem::forbidden(Action::ReadWays)) }
}

pub(super) fn no_network() -> Problem {
    Problem::new(Kind::OutOfPlace, |words| words.say("rejected-no-network"))
}
