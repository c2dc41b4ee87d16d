//! Whose word a hand-over is. What the room writes down in words is compared here: the words lie in the vault, and deciding reads
//! identifiers alone.

use access::Viewer;
use conduct::{
    Movement,
    handover::{Crossing, Said, Side},
    voice::Reporter,
};
use model::{Path, Word, id::MovementId};

use super::Window;
use crate::problem::Problem;

impl Window {
    /// Whose word the other side of a boundary is, if that is named as `who`, or as whoever signed in here if they speak for themselves:
    /// the same words are given the same identifier, so that whoever decides sees one person on both sides.
    pub fn is_the_other_side(
        &self,
        viewer: &Viewer,
        id: MovementId,
        (crossing, side): (&Crossing, Side),
        who: Option<&str>,
    ) -> Result<Option<Reporter>, Problem> {
        let picture = self.picture();
        let said = picture.state.movement(id).and_then(|movement| said_across(movement, crossing, side));
        let Some(said) = said else { return Ok(None) };
        self.reading(&picture, |texts| {
            let enrolled = |person| texts.words(picture.state.person(person)?.name);
            let who = who.map_or_else(|| enrolled(viewer.person), |who| Some(who.to_owned()))?;
            let who =
                folded(who.parse::<Path>().ok().as_ref().and_then(Path::label).map_or(&who, Word::as_str));
            let reporter = said.word_of(&picture.state)?.into_owned();
            let written = match &reporter {
                Reporter::Named(path) => path.label().map(Word::to_string),
                Reporter::Somebody(text) => texts.words(*text),
            };
            let signed_in = said.by.filter(|_| said.reporter.is_none()).and_then(enrolled);
            let is_same = signed_in.into_iter().chain(written).any(|name| folded(&name) == who);
            is_same.then_some(reporter)
        })
    }
}

fn said_across<'m>(movement: &'m Movement, crossing: &Crossing, side: Side) -> Option<&'m Said> {
    movement.handover(crossing)?.said_by(side.other())
}

/// Words as they are compared: whatever the keyboard, the capitals and the spaces.
fn folded(words: &str) -> String {
    login::folded(words).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn words_are_one_persons_however_they_are_typed() {
        let kept = folded("Inspector Zoë Kim, Attock");
        for typed in [
            "inspector zoë kim, attock",
            "  Inspector\u{a0}\u{2003}Zoë \t Kim, Attock ",
            "INSPECTOR ZOE\u{308} KIM, ATTOCK",
            "Ｉｎｓｐｅｃｔｏｒ　Zoë　Kim，　Attock",
        ] {
            assert_eq!(folded(typed), kept, "{typed}");
        }
        for other in ["inspector zoe kim, attock", "inspector zoë kim", "inspectorzoë kim, attock"] {
            assert_ne!(folded(other), kept, "{other}");
        }
    }
}
