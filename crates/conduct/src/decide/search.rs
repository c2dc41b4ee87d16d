//! Searches of one person's tracks: asked by one, approved by another, read by the first for a time.

use model::{
    Instant, Path,
    id::{MovementId, PersonId, SearchId, TextId},
    party::Role,
};

use super::draft::Draft;
use crate::{
    Rejection, What,
    device::Served,
    search::{ANSWERED_WITHIN, LONGEST, MOST, READ_WITHIN, Search},
};

/// What is asked.
pub(super) struct Asked {
    pub movement: MovementId,
    pub of: Path,
    pub from: Instant,
    pub until: Instant,
    pub reason: TextId,
}

pub(super) fn ask(draft: &mut Draft<'_>, search: SearchId, asked: Asked) -> Result<(), Rejection> {
    draft.requires(&[Role::Investigator, Role::Authority], "needed-investigator-or-authority")?;
    somebody(draft)?;
    let Asked { movement, of, from, until, reason } = asked;
    draft.known(movement)?;
    has_a_case(draft, movement)?;
    if !matches!(Served::by(&of), Some(Served::Staff | Served::Principal)) {
        return Err(Rejection::Search("search-of-a-person"));
    }
    if from >= until || until.since(from) > LONGEST {
        return Err(Rejection::Search("search-time"));
    }
    if until > draft.now {
        return Err(Rejection::FromTheFuture(until));
    }
    let searches = &draft.state.searches;
    if searches.contains_key(&search)
        || searches.values().filter(|one| one.ends() > draft.now).count() >= MOST
    {
        return Err(Rejection::Search("search-too-many"));
    }
    let due = draft.now.saturating_add(ANSWERED_WITHIN);
    draft.emit(What::SearchAsked { movement, search, of, from, until, reason, due });
    Ok(())
}

/// A second person approves or refuses it: never whoever asked.
pub(super) fn answer(
    draft: &mut Draft<'_>,
    search: SearchId,
    granted: bool,
    because: Option<TextId>,
) -> Result<(), Rejection> {
    draft.requires(&[Role::Authority], "needed-authority")?;
    let approver = somebody(draft)?;
    let asked = found(draft, search)?;
    if asked.by.person == Some(approver) {
        return Err(Rejection::Search("search-your-own"));
    }
    // Whoever has two duties has two enrolments; whom orders name as the one who is sought does not decide it either.
    let label = draft.state.people.get(&approver).and_then(|person| person.label.clone());
    let sought = asked.of.segments().last().cloned();
    if label.is_some_and(|label| sought == Some(model::Segment::Item(label))) {
        return Err(Rejection::Search("search-of-yourself"));
    }
    if asked.answered.is_some() {
        return Err(Rejection::Search("search-answered"));
    }
    if draft.now >= asked.due {
        return Err(Rejection::Search("search-over"));
    }
    has_a_case(draft, asked.movement)?;
    let readable_until = granted.then(|| draft.now.saturating_add(READ_WITHIN));
    draft.emit(What::SearchAnswered { movement: asked.movement, search, readable_until, because });
    Ok(())
}

/// Whoever asked reads it. That they did goes on the record before they see anything.
pub(super) fn read(draft: &mut Draft<'_>, search: SearchId) -> Result<(), Rejection> {
    draft.requires(&[Role::Investigator, Role::Authority], "needed-investigator-or-authority")?;
    let reader = somebody(draft)?;
    let asked = found(draft, search)?;
    if asked.by.person != Some(reader) {
        return Err(Rejection::Search("search-somebody-elses"));
    }
    if asked.answered.is_none() {
        return Err(Rejection::Search("search-unanswered"));
    }
    if !asked.is_readable(draft.now) {
        return Err(Rejection::Search("search-closed"));
    }
    has_a_case(draft, asked.movement)?;
    draft.emit(What::SearchRead { movement: asked.movement, search });
    Ok(())
}

fn found(draft: &Draft<'_>, search: SearchId) -> Result<Search, Rejection> {
    let found = draft.state.searches.get(&search).map(|found| Search::clone(found));
    found.ok_or(Rejection::NoSuch("no-such-search"))
}

/// Whoever acts, by name: two people are two only if they are known.
fn somebody(draft: &Draft<'_>) -> Result<PersonId, Rejection> {
    let is_here = |person: &PersonId| draft.state.people.contains_key(person);
    draft.by.person.filter(is_here).ok_or(Rejection::Search("search-by-somebody-enrolled"))
}

fn has_a_case(draft: &Draft<'_>, movement: MovementId) -> Result<(), Rejection> {
    match draft.state.cases.contains(&movement) {
        true => Ok(()),
        false => Err(Rejection::Search("search-without-a-case")),
    }
}
