//! Looking at draws: what could be drawn from, and the seed of one that is to be revealed.

use access::{Action, Viewer};
use conduct::{
    convoy::convoy,
    draw::{NoUrn, Urn},
};
use model::{Instant, id::MovementId};

use super::{Window, ways::no_network};
use crate::problem::{Kind, Problem};

impl Window {
    /// What could be drawn from for a movement: these ways at these hours. For whoever may draw: [`Action::Draw`].
    pub fn urn(
        &self,
        viewer: &Viewer,
        id: MovementId,
        ways: Vec<Vec<u32>>,
        hours: &[Instant],
    ) -> Result<Urn, Problem> {
        self.may(viewer, Action::Draw, id)?;
        let picture = self.picture();
        let movement = self.whole(&picture, id)?;
        let facts = conduct::dossier(&picture.state, &movement).map_err(|_| Problem::too_much_said())?;
        let network = picture.state.network.ok_or_else(no_network)?;
        let sheet = self.atlas.sheet(&network).map_err(|_| no_network())?;
        let (chart, vehicle) = (sheet.ground().chart(), convoy(&facts, self.now()));
        Urn::of(chart, network, &vehicle, ways, hours).map_err(|none| match none {
            NoUrn::Way(_) => Problem::malformed(|words| words.say("rejected-no-way")).at("ways"),
            NoUrn::Count { .. } | NoUrn::Game(_) => Problem::malformed(|words| words.say("draw-lots")),
        })
    }

    /// The seed of a draw that waits. For whoever may draw, and only on its way to being revealed.
    pub fn seed(&self, viewer: &Viewer, id: MovementId) -> Result<String, Problem> {
        self.may(viewer, Action::Draw, id)?;
        let picture = self.picture();
        let movement = picture.state.movement(id).ok_or_else(Problem::not_there)?;
        let draw = movement
            .draw
            .as_ref()
            .ok_or_else(|| Problem::new(Kind::OutOfPlace, |words| words.say("problem-no-draw")))?;
        self.reading(&picture, |texts| texts.words(draw.seed))?
            .ok_or_else(|| Problem::new(Kind::OutOfPlace, |words| words.say("problem-seed-gone")))
    }
}
