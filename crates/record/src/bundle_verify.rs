//! What a bundle proves: its entries to whoever trusts the log's key, and its log to whoever kept a
//! checkpoint of it.

use std::collections::BTreeSet;

use crate::bundle::{ARTEFACT, Bundle, Proved, artefact_name};
use crate::bundle_report::{Against, BundleProblem, BundleReport, ProvedEntry};
use crate::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::entry::EntryView;
use crate::epoch::{BODY_VERSION, EPOCH_OPENED, EpochOpened, KEY_ROTATED, KeyRotated};
use crate::hash::{Hash, from_hex, leaf_hash, shortened};
use crate::key::VerifierKey;
use crate::proof::{ConsistencyProof, InclusionProof};

impl Bundle {
    /// What the bundle proves to somebody who trusts `key`.
    pub fn verify(&self, key: &VerifierKey) -> BundleReport {
        self.verify_against(key, None)
    }

    /// The same to somebody who also kept a checkpoint of the log.
    pub fn verify_against(&self, key: &VerifierKey, kept: Option<&SignedCheckpoint>) -> BundleReport {
        let mut report = BundleReport {
            holds: false,
            subject: self.subject.clone(),
            origin: None,
            size: None,
            root: None,
            signed_by: None,
            entries: Vec::new(),
            artefacts: 0,
            against: None,
            problem: None,
        };
        match self.check(key, kept, &mut report) {
            Ok(()) => report.holds = true,
            Err(problem) => report.problem = Some(problem),
        }
        report
    }

    fn check(
        &self,
        key: &VerifierKey,
        kept: Option<&SignedCheckpoint>,
        report: &mut BundleReport,
    ) -> Result<(), BundleProblem> {
        let refused = BundleProblem::checkpoint;
        let signed = SignedCheckpoint::parse(self.checkpoint.as_bytes());
        let signed = signed.map_err(|error| refused(error.to_string()))?;
        let head = signed.checkpoint();
        if head.origin != key.name() {
            let origin = shortened(&head.origin);
            return Err(refused(format!(
                "it is of the log {}, the key is of {}",
                origin.escape_debug(),
                key.name()
            )));
        }
        let views = self.entries.iter().map(Proved::view).collect::<Result<Vec<_>, _>>()?;
        let keys = succeed(key, &head.origin, &views);
        let signers = signed.verify(&keys).map_err(|error| refused(error.to_string()))?;
        for proved in &self.entries {
            proved.check(head.size, &head.root)?;
        }
        self.check_artefacts()?;
        report.against = kept.map(|kept| self.hold_against(head, kept, &keys, &views));
        report.signed_by = signers.last().map(|key| (*key).clone());
        report.origin = Some(head.origin.clone());
        report.size = Some(head.size);
        report.root = Some(head.root);
        report.entries = views.into_iter().map(ProvedEntry::from).collect();
        report.artefacts = self.artefacts.len();
        Ok(())
    }

    /// Each artefact is what it is named, and an entry names it: what nobody decided with has no place here.
    fn check_artefacts(&self) -> Result<(), BundleProblem> {
        if self.artefacts.is_empty() {
            return Ok(());
        }
        let named: BTreeSet<Hash> = self.entries.iter().flat_map(|proved| names_in(&proved.entry)).collect();
        for carried in &self.artefacts {
            let wrong = |reason: String| BundleProblem::artefact(shortened(&carried.name), reason);
            let actual = artefact_name(carried.text.as_bytes());
            if actual != carried.name {
                return Err(wrong(format!("it was altered: its text has the hash {actual}")));
            }
            if !named.contains(&Hash::of(carried.text.as_bytes())) {
                return Err(wrong("no entry of the bundle names it".to_owned()));
            }
        }
        Ok(())
    }

    /// The log as it is signed here against the log as it was signed then. `views` are proved.
    fn hold_against(
        &self,
        head: &Checkpoint,
        kept: &SignedCheckpoint,
        keys: &[VerifierKey],
        views: &[EntryView<'_>],
    ) -> Against {
        let Checkpoint { origin, size, root, .. } = kept.checkpoint();
        let size = *size;
        let not_proved = |reason: String| Against::NotProved { size, reason };
        let known = keys_of(origin, keys, views);
        if known.is_empty() {
            return not_proved(format!(
                "it is of the log {}, not of {}",
                shortened(origin).escape_debug(),
                head.origin
            ));
        }
        if let Err(error) = kept.verify(&known) {
            return not_proved(error.to_string());
        }
        if size == head.size {
            return match *root == head.root {
                true => Against::Same { size },
                false => Against::Fork { size, kept: *root, here: head.root },
            };
        }
        if size > head.size {
            return not_proved(format!(
                "the bundle is older: it was made when the log had {} entries. Ask for one made now, exported with --since and this checkpoint",
                head.size
            ));
        }
        match &self.since {
            Some(since) if since.size == size => {
                let proof = ConsistencyProof { old: size, new: head.size, hashes: since.proof.clone() };
                match proof.verify(root, &head.root) {
                    Ok(()) => Against::Continues { size },
                    Err(error) => not_proved(format!(
                        "the proof inside does not lead from it to the log as it is signed now ({error}): the proof was altered, or there are two histories"
                    )),
                }
            }
            since => not_proved(format!(
                "the bundle is newer, and {}. Ask for one exported with --since and this checkpoint",
                match since {
                    Some(other) =>
                        format!("the proof inside is about a checkpoint of {} entries", other.size),
                    None => "no proof inside says that its log goes on from there".to_owned(),
                }
            )),
        }
    }
}

/// The key that is trusted and those it rotated to, as far as the entries show. A rotation carries both
/// signatures itself, so it counts before its inclusion is proved.
fn succeed(key: &VerifierKey, origin: &str, entries: &[EntryView<'_>]) -> Vec<VerifierKey> {
    let mut keys = vec![key.clone()];
    for entry in entries.iter().filter(|entry| entry.kind == KEY_ROTATED && entry.v == BODY_VERSION) {
        let Ok(rotated) = entry.body_as::<KeyRotated>() else { continue };
        if keys.iter().any(|old| rotated.verify(origin, entry.n, old).is_ok()) {
            keys.push(rotated.new_key);
        }
    }
    keys
}

/// Every key that ever spoke for the log under this name: those that are trusted, and those that proved
/// entries brought in. An older checkpoint is signed by an older key.
fn keys_of(origin: &str, trusted: &[VerifierKey], proved: &[EntryView<'_>]) -> Vec<VerifierKey> {
    let brought_in =
        proved.iter().filter(|entry| entry.v == BODY_VERSION).filter_map(|entry| match entry.kind.as_ref() {
            EPOCH_OPENED => entry.body_as::<EpochOpened>().ok().map(|opened| opened.key),
            KEY_ROTATED => entry.body_as::<KeyRotated>().ok().map(|rotated| rotated.new_key),
            _ => None,
        });
    trusted.iter().cloned().chain(brought_in).filter(|key| key.name() == origin).collect()
}

/// The names of artefacts that stand in an entry, wherever they stand.
fn names_in(entry: &str) -> impl Iterator<Item = Hash> {
    entry.match_indices(ARTEFACT).filter_map(|(at, _)| {
        let hex = entry.get(at + ARTEFACT.len()..at + ARTEFACT.len() + 64)?;
        from_hex(hex).map(Hash)
    })
}

impl Proved {
    fn view(&self) -> Result<EntryView<'_>, BundleProblem> {
        let wrong = |reason: String| BundleProblem::entry(self.n, reason);
        let entry = EntryView::parse(self.entry.as_bytes()).map_err(|error| wrong(error.to_string()))?;
        if entry.n != self.n {
            return Err(wrong(format!("it states that it is entry {}", entry.n)));
        }
        Ok(entry)
    }

    fn check(&self, size: u64, root: &Hash) -> Result<(), BundleProblem> {
        let proof = InclusionProof { index: self.n, size, hashes: self.proof.clone() };
        let verified = proof.verify(&leaf_hash(self.entry.as_bytes()), root);
        verified.map_err(|error| BundleProblem::entry(self.n, error.to_string()))
    }
}
