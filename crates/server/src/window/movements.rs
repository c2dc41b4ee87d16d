//! Looking at movements: lists of them, one of them, the rules for it.

use access::{
    Action, Part, Viewer,
    view::{self, FileLine, Line, MovementView, RulingView},
};
use conduct::command::Statement;
use model::{Word, id::MovementId};
use rulebook::At;
use words::Catalogue;

use super::{Seen, Window, look};
use crate::problem::Problem;

/// How many closed files are shown at a time.
const FILES_A_PAGE: usize = 100;

/// Which closed files are wanted.
pub(crate) enum Wanted {
    /// Those of movements that were asked for before this one, or the newest.
    Before(Option<MovementId>),
    /// The one of this number.
    Number(Word),
}

impl Window {
    /// The movements that exist for a viewer and whose files are not closed, the newest first.
    pub fn lines(&self, viewer: &Viewer) -> Seen<Vec<Line>> {
        let (picture, now) = (self.picture(), self.now());
        let mut seen = Seen { view: Vec::new(), sights: Vec::new() };
        for (movement, sight) in view::movements(&picture.state, viewer, now) {
            seen.view.push(Line::of(&picture.state, movement, &sight, now));
            seen.sights.push((movement.id, sight.only(&Line::SHOWS)));
        }
        seen
    }

    /// The closed files that exist for a viewer, the newest movement first: no more than a page of them.
    pub fn files(&self, viewer: &Viewer, wanted: &Wanted) -> Seen<Vec<FileLine>> {
        let (picture, now) = (self.picture(), self.now());
        let files = match wanted {
            Wanted::Before(before) => {
                view::filed(&picture.state, viewer, *before, now).take(FILES_A_PAGE).collect()
            }
            Wanted::Number(number) => {
                view::filed_as(&picture.state, viewer, number, now).into_iter().collect::<Vec<_>>()
            }
        };
        let mut seen = Seen { view: Vec::new(), sights: Vec::new() };
        for (id, filed, sight) in files {
            seen.view.push(FileLine::of(id, filed, &sight));
            seen.sights.push((id, sight.only(&FileLine::SHOWS)));
        }
        seen
    }

    /// One movement, as a viewer sees it.
    pub fn movement(&self, viewer: &Viewer, id: MovementId) -> Result<Seen<MovementView>, Problem> {
        let (picture, now) = (self.picture(), self.now());
        let sight = look(&picture, viewer, id, now)?;
        let movement = self.whole(&picture, id)?;
        let view =
            self.reading(&picture, |texts| MovementView::of(&picture.state, &movement, &sight, now, texts))?;
        Ok(Seen { view, sights: vec![(id, sight)] })
    }

    /// Every rule for one movement now, and the way out, in these words.
    pub fn ruling(
        &self,
        viewer: &Viewer,
        id: MovementId,
        words: &Catalogue,
    ) -> Result<Seen<RulingView>, Problem> {
        let (picture, now) = (self.picture(), self.now());
        let sight = look(&picture, viewer, id, now)?;
        if !sight.shows(Part::Ruling) {
            return Err(Problem::forbidden(Action::Clear));
        }
        let movement = self.whole(&picture, id)?;
        let rules = self.rules(&picture.state.pinned)?;
        // Which fact is one too many is not said: it may be one that is not shown.
        let facts = conduct::dossier(&picture.state, &movement).map_err(|_| Problem::too_much_said())?;
        let (waivers, at) = (movement.waivers(), At { now, offset: picture.state.offset.0 });
        let evaluation = rulebook::evaluate(&rules, &facts, &waivers, at);
        let fixes = (!evaluation.clears()).then(|| rulebook::shortest_fix(&rules, &facts, &waivers, at));
        let view = RulingView::of(&evaluation, fixes.as_ref(), &sight, now, words)
            .ok_or_else(|| Problem::forbidden(Action::Clear))?;
        Ok(Seen { view, sights: vec![(id, sight)] })
    }

    /// Whether the movement of this number is one that does not exist for a viewer.
    pub fn hides(&self, viewer: &Viewer, number: &Word) -> bool {
        let picture = self.picture();
        let id = picture.state.numbers.get(number.as_str());
        id.is_some_and(|id| look(&picture, viewer, *id, self.now()).is_err())
    }

    /// Whether a viewer may say this about a movement. What others found and is not shown to them, they would learn
    /// by speaking in their name: a word that contradicts an earlier one is refused.
    pub fn may_say(&self, viewer: &Viewer, id: MovementId, statements: &[Statement]) -> Result<(), Problem> {
        let picture = self.picture();
        let sight = look(&picture, viewer, id, self.now())?;
        let own = |said: &Statement| *said.claim.source.origin() == viewer.agency;
        match statements.iter().position(|said| !own(said) && !sight.shows_fact(&said.path)) {
            None => Ok(()),
            Some(i) => {
                let problem = Problem::malformed(|words| words.say("problem-in-your-own-name"));
                Err(problem.at(format!("facts[{i}]")))
            }
        }
    }

    /// A movement's entries with their proofs.
    pub fn extract(&self, viewer: &Viewer, id: MovementId) -> Result<Seen<Vec<u8>>, Problem> {
        let picture = self.picture();
        let sight = look(&picture, viewer, id, self.now())?;
        let extent = ops::extract::Extent { with_duress: sight.knows_of_duress, ..Default::default() };
        let bundle = self.readers.read(|store| ops::extract::movement(store, &id.to_string(), extent));
        let bytes = bundle.map_err(Problem::unreadable)?.to_json().map_err(Problem::unreadable)?;
        Ok(Seen { view: bytes, sights: vec![(id, sight)] })
    }
}
