//! Looking at alerts beyond the open ones: the watch, the account, the feed for other systems.

use std::collections::{BTreeMap, BTreeSet};

use access::{
    Part, Viewer,
    view::{self, AlertView, ShiftView, Sight, Texts as _},
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use conduct::What;
use links::cap::Unwritable;
use model::{
    Instant, Span,
    id::{AlertId, MovementId, PersonId},
};
use ops::{
    account::Account,
    history::{self, HistoryError},
    watching::Board,
};
use words::Catalogue;

use super::{Picture, Seen, Vault, Window, look};
use crate::{
    problem::Problem,
    routes::{AccountView, CapLine, Feed, cap_identifier, cap_messages},
};

/// The most entries about alerts that one account or feed looks at. Ours: hundreds of alerts a day for a month.
const MOST: u64 = 100_000;
/// How far back the feed goes. Ours: a week, which a system that was switched off catches up with.
const FEED: Span = Span::hours(24 * 7);
/// The most messages of one feed.
const MOST_LISTED: usize = 1_000;

impl Window {
    /// The open alerts.
    pub fn alerts(&self, viewer: &Viewer, board: &Board) -> Result<Seen<Vec<AlertView>>, Problem> {
        let (picture, now) = (self.picture(), self.now());
        let mut alerts = self.reading(&picture, |texts| view::alerts(&picture.state, viewer, texts, now))?;
        let mut sights = Vec::new();
        for alert in &mut alerts {
            let sight = look(&picture, viewer, alert.movement, now).ok();
            let found = picture.state.alerts.get(&alert.id).and_then(|alert| alert.found.as_ref());
            let late = found.and_then(|found| board.late(alert.movement, found.late_at()?, now));
            alert.delay_now_s = late.map(|late| late.by.0 / 1_000_000);
            let sees_hours = sight.as_ref().is_some_and(Sight::shows_the_way);
            alert.expected_at =
                late.and_then(|late| late.estimate).filter(|_| sees_hours).map(|at| at.to_string());
            let shown =
                if alert.expected_at.is_some() { &AlertView::SHOWS_EXPECTED[..] } else { &AlertView::SHOWS };
            sights.extend(sight.map(|sight| (alert.movement, sight.only(shown))));
        }
        Ok(Seen { view: alerts, sights })
    }

    /// Who has the watch, and what is signed over with it.
    pub fn shift(&self, viewer: &Viewer) -> Result<Seen<ShiftView>, Problem> {
        let (picture, now) = (self.picture(), self.now());
        let shift = self.reading(&picture, |texts| view::shift(&picture.state, viewer, texts))?;
        let shift = shift.ok_or_else(Problem::not_there)?;
        let alerts = shift.alerts.iter().filter_map(|alert| picture.state.alerts.get(&alert.id));
        let named: BTreeSet<MovementId> = shift
            .movements
            .iter()
            .map(|movement| movement.id)
            .chain(alerts.map(|alert| alert.movement))
            .collect();
        let sight = |id| Some((id, look(&picture, viewer, id, now).ok()?.only(&[Part::Number])));
        let sights = named.into_iter().filter_map(sight).collect();
        Ok(Seen { view: shift, sights })
    }

    /// The account of alerts raised in `[from, to)`, with duress if the viewer is one of those to whom it is counted.
    pub fn alert_account(&self, viewer: &Viewer, from: Instant, to: Instant) -> Result<AccountView, Problem> {
        let picture = self.picture();
        let counts_duress = view::counts_duress(viewer);
        let read = self.readers.read(|store| {
            let (world, window) = (&self.world, (from, to));
            let watches = history::watches(store, world)?;
            let account = if counts_duress {
                let happened = history::with_duress(store, world, window, MOST)?;
                happened.map(|happened| Account::with_duress(&happened, &watches, from, to))
            } else {
                let happened = history::alerts(store, world, window, MOST)?;
                happened.map(|happened| Account::of(&happened, &watches, from, to))
            };
            let vault = Vault { store, keys: &*self.keys, picture: &picture };
            let name = |id: PersonId| Some((id, vault.words(picture.state.person(id)?.name)?));
            let on = account.iter().flat_map(|account| account.operators.keys().flatten());
            let names: BTreeMap<_, _> = on.copied().filter_map(name).collect();
            Ok::<_, HistoryError>((account, names))
        });
        let (account, names) = read.map_err(Problem::unreadable)?;
        let account = account
            .ok_or_else(|| Problem::malformed(|words| words.say("problem-account-window")).at("from"))?;
        Ok(AccountView::of(account, (from, to), counts_duress, &names))
    }

    /// The messages of the feed, the newest first.
    pub fn cap_lines(&self) -> Result<Vec<CapLine>, Problem> {
        let (picture, to) = (self.picture(), self.now());
        let from = to.saturating_add(Span(-FEED.0));
        let read = self.readers.read(|store| {
            let recent = history::alerts(store, &self.world, (from, to), MOST)?;
            let Some(recent) = recent else { return Ok(None) };
            let alert = |what: &What| match what {
                What::AlertRaised { alert, .. }
                | What::AlertChanged { alert, .. }
                | What::AlertEscalated { alert, .. }
                | What::AlertAcknowledged { alert, .. }
                | What::AlertWithdrawn { alert, .. }
                | What::AlertClosed { alert, .. } => Some(*alert),
                _ => None,
            };
            let mut alerts: BTreeSet<AlertId> = picture.state.alerts.keys().copied().collect();
            alerts.extend(recent.iter().filter_map(|happened| alert(&happened.event.what)));
            let mut lines = Vec::new();
            // Identifiers of alerts are in the order they were raised in.
            for alert in alerts.into_iter().rev().take(MOST_LISTED) {
                let happened = history::of_alert(store, &self.world, alert)?;
                let messages = cap_messages(&happened).into_iter().enumerate();
                lines.extend(messages.map(|(n, (one, msg_type))| {
                    let line = CapLine {
                        alert,
                        message: n + 1,
                        identifier: cap_identifier(alert, n + 1),
                        msg_type: msg_type.text(),
                        sent: one.event.at.to_string(),
                        href: format!("/api/v1/alerts/{alert}/cap/{}", n + 1),
                    };
                    (one.n, line)
                }));
            }
            Ok::<_, HistoryError>(Some(lines))
        });
        let lines = read.map_err(Problem::unreadable)?;
        let mut lines = lines.ok_or_else(|| Problem::busy(|words| words.say("problem-feed-too-long")))?;
        lines.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
        Ok(lines.into_iter().take(MOST_LISTED).map(|(_, line)| line).collect())
    }

    /// What the feed is called for ever: by the record's first entry, which a restored record keeps (RFC 6920).
    pub fn feed_id(&self) -> Result<String, Problem> {
        let first = self
            .readers
            .read(|store| store::ReadStore::hashes(store, 0, 0, 1))
            .map_err(Problem::unreadable)?;
        let first = first.first().ok_or_else(Problem::not_there)?;
        Ok(format!("ni:///sha-256;{}#cap", BASE64_URL_SAFE_NO_PAD.encode(first.0)))
    }

    /// The name the record is kept under: the first line of each checkpoint.
    pub fn origin(&self) -> Result<String, Problem> {
        let note = self.checkpoint()?;
        Ok(String::from_utf8_lossy(&note).lines().next().unwrap_or_default().to_owned())
    }

    /// One message of the feed.
    pub fn cap(
        &self,
        viewer: &Viewer,
        alert: AlertId,
        message: usize,
        words: &Catalogue,
    ) -> Result<Seen<String>, Problem> {
        let (picture, now) = (self.picture(), self.now());
        let happened = self.readers.read(|store| history::of_alert(store, &self.world, alert));
        let happened = happened.map_err(Problem::unreadable)?;
        let raised = happened.iter().find_map(|one| match one.event.what {
            What::AlertRaised { movement, .. } => Some(movement),
            _ => None,
        });
        let id = raised.ok_or_else(Problem::not_there)?;
        let number = number(&picture, id).ok_or_else(Problem::not_there)?;
        let sight = look(&picture, viewer, id, now)?.only(&[Part::Number]);
        let sender = self.origin()?;
        let feed = Feed { sender: &sender, world: picture.state.world, words };
        let written = feed.write(alert, message, number, &happened);
        let written = written.map_err(|unwritable: Unwritable| Problem::unreadable(unwritable))?;
        Ok(Seen { view: written.ok_or_else(Problem::not_there)?, sights: vec![(id, sight)] })
    }
}

fn number(picture: &Picture, id: MovementId) -> Option<&model::Word> {
    picture.state.known(id).map(conduct::Known::number)
}
