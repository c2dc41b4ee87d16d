//! Words and PINs of duress, compared where they are heard. What they are nobody is shown.

use access::{
    Action, Viewer,
    view::{self, DuressView},
};
use conduct::{Movement, State, duress::Agreed};
use model::{
    Path,
    id::{MovementId, PersonId},
};

use super::{Seen, Window, look};
use crate::problem::Problem;

/// What is compared with: hashes.
#[derive(Clone, Default)]
pub(crate) struct Kept {
    pub pin: Option<String>,
    pub duress_pin: Option<String>,
    pub answer: Option<String>,
}

impl Window {
    /// Whose words of duress those of a movement are, and their hashes.
    pub fn words_of(&self, id: MovementId) -> Result<Vec<(Path, String)>, Problem> {
        let picture = self.picture();
        let Some(movement) = picture.state.movement(id) else { return Ok(Vec::new()) };
        let agreed = agreed_with(&picture.state, movement);
        self.reading(&picture, |texts| {
            agreed.into_iter().filter_map(|(of, agreed)| Some((of, texts.words(agreed.word)?))).collect()
        })
    }

    /// Who acts here and is ordered by this name: so that words about them are theirs.
    pub fn ordered_as(&self, of: &Path) -> Option<PersonId> {
        self.picture().state.ordered_as(of)
    }

    /// What was agreed on with somebody, as hashes.
    pub fn kept(&self, of: &Path) -> Result<Kept, Problem> {
        let picture = self.picture();
        let Some(agreed) = picture.state.agreed.get(of) else { return Ok(Kept::default()) };
        self.reading(&picture, |texts| Kept {
            pin: texts.words(agreed.on.pin),
            duress_pin: texts.words(agreed.on.duress_pin),
            answer: texts.words(agreed.on.answer),
        })
    }

    /// The question that was agreed on. For whoever may put it: [`Action::Challenge`].
    pub fn question(&self, viewer: &Viewer, id: MovementId, of: &Path) -> Result<Option<String>, Problem> {
        self.may(viewer, Action::Challenge, id)?;
        let picture = self.picture();
        let Some(agreed) = picture.state.agreed.get(of) else { return Ok(None) };
        self.reading(&picture, |texts| texts.words(agreed.on.question))
    }

    /// Duress, as far as a viewer may know of it.
    pub fn duress(&self, viewer: &Viewer) -> Result<Seen<Vec<DuressView>>, Problem> {
        let (picture, now) = (self.picture(), self.now());
        let view = self.reading(&picture, |texts| view::duress(&picture.state, viewer, texts))?;
        // Who was called and has no tie to the movement was called on the record.
        let sight = |one: &DuressView| {
            let sight = look(&picture, viewer, one.movement, now).ok()?;
            Some((one.movement, sight.only(&view::AlertView::SHOWS)))
        };
        let sights = view.iter().filter_map(sight).collect();
        Ok(Seen { view, sights })
    }
}

/// Everybody of a movement with whom something was agreed on.
fn agreed_with(state: &State, movement: &Movement) -> Vec<(Path, Agreed)> {
    let served = conduct::device::served(state, movement);
    served.filter_map(|of| state.agreed.get(&of).map(|agreed| (of.clone(), agreed.on.clone()))).collect()
}
