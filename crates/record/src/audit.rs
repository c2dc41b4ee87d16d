//! What is proved about a log, and the first entry that is not as it was signed.
//!
//! An [`Audit`] is a fold over the log. It keeps the right edge of the tree, the keys and the last
//! good checkpoint, so a log of any length is verified in memory that grows with its logarithm.
//! Nothing behind the first finding is looked at: after a bad entry every sum is wrong.

use crate::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::entry::EntryView;
use crate::epoch::Succession;
use crate::finding::{Finding, Problem};
use crate::hash::{Hash, leaf_hash};
use crate::key::VerifierKey;
use crate::note::NoteError;
use crate::report::{Report, Verdict};
use crate::tree::{Frontier, ReadError, Subtree};
use crate::verify::StoredCheckpoint;

/// What the verifier knows from elsewhere; each part makes the verdict worth more.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    /// A key of the log, as its owner gave it.
    pub key: Option<VerifierKey>,
    /// A checkpoint that was kept outside, by a partner or a witness.
    pub checkpoint: Option<SignedCheckpoint>,
}

/// The fold. Feed it each entry in stored order with [`Audit::entry`]; behind the entry, each subtree
/// hash it completes with [`Audit::subtree`], then the checkpoint of this size, if one is stored, with
/// [`Audit::checkpoint`]. A finding ends it: [`Audit::stop`]; the end of the log: [`Audit::finish`].
#[derive(Debug)]
pub struct Audit {
    trust: Trust,
    frontier: Frontier,
    succession: Succession,
    recorded_at: i64,
    /// Size and root of the last good checkpoint.
    proved: (u64, Hash),
    /// The root at the size of the outside checkpoint, once the log has reached it.
    outside_root: Option<Hash>,
}

type Checked<T> = Result<T, Box<Finding>>;

impl Audit {
    /// Nothing read yet.
    pub fn new(trust: Trust) -> Audit {
        let mut audit = Audit {
            trust,
            frontier: Frontier::new(),
            succession: Succession::default(),
            recorded_at: i64::MIN,
            proved: (0, Hash::EMPTY_ROOT),
            outside_root: None,
        };
        audit.pass_outside_size();
        audit
    }

    /// The number of entries read.
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// The next entry with the leaf hash stored beside it. Answers the subtrees it completes, whose
    /// stored hashes are to be compared next.
    pub fn entry(&mut self, bytes: &[u8], stored: &Hash) -> Checked<Vec<Subtree>> {
        let n = self.size();
        let found = |problem| Box::new(Finding::at(n, problem));
        let computed = leaf_hash(bytes);
        if computed != *stored {
            return Err(found(Problem::LeafHash { stored: *stored, computed }));
        }
        let entry = EntryView::parse(bytes)
            .map_err(|error| found(Problem::Malformed { reason: error.to_string() }))?;
        if entry.n != n {
            return Err(found(Problem::Place { found: entry.n }));
        }
        if entry.recorded_at < self.recorded_at {
            let (recorded_at, before) = (entry.recorded_at, self.recorded_at);
            return Err(found(Problem::TimeDecreased { recorded_at, before }));
        }
        self.succession
            .entry(&entry, || self.frontier.root())
            .map_err(|error| found(Problem::Keys { reason: error.to_string() }))?;
        self.recorded_at = entry.recorded_at;
        let completed = self.frontier.append(computed);
        self.pass_outside_size();
        Ok(completed)
    }

    /// The hash stored for a subtree that the last entry completed.
    pub fn subtree(&self, computed: &Subtree, stored: Result<Hash, ReadError>) -> Checked<()> {
        let Subtree { level, index, hash } = *computed;
        let problem = match stored {
            Ok(stored) if stored == hash => return Ok(()),
            Ok(stored) => Problem::SubtreeHash { level, index, stored, computed: hash },
            Err(error) => Problem::SubtreeMissing { level, index, reason: error.reason },
        };
        let (from, until) = computed.leaves();
        Err(Box::new(Finding::within(from, until, problem)))
    }

    /// The next stored checkpoint, once its entries were read, or all there are.
    pub fn checkpoint(&mut self, stored: &StoredCheckpoint) -> Checked<()> {
        let (from, size) = (self.proved.0, self.size());
        let found = |problem| Box::new(Finding::within(from, size, problem));
        let damaged = |reason: String| found(Problem::CheckpointDamaged { reason });

        let signed = SignedCheckpoint::parse(&stored.note).map_err(|error| damaged(error.to_string()))?;
        let checkpoint = signed.checkpoint();
        if checkpoint.size != stored.size {
            return Err(damaged(format!(
                "stored for {} entries, it states {}",
                stored.size, checkpoint.size
            )));
        }
        if checkpoint.size > size {
            let problem = Problem::Missing { size: checkpoint.size };
            return Err(Box::new(Finding::within(size, checkpoint.size, problem)));
        }
        if checkpoint.size < size || size <= from {
            return Err(damaged(format!("it covers {} entries and comes after {size}", checkpoint.size)));
        }
        let origin = self.succession.current().map_or("", |epoch| &epoch.origin);
        if checkpoint.origin != origin {
            return Err(damaged(format!("its origin is {}, not {origin}", checkpoint.origin)));
        }
        for key in self.succession.signers() {
            let reason = match signed.note().signed_by(key) {
                Ok(true) => continue,
                Ok(false) => format!("the signature of {key} is missing"),
                Err(error) => error.to_string(),
            };
            return Err(found(Problem::CheckpointSignature { reason }));
        }
        let computed = self.frontier.root();
        if checkpoint.root != computed {
            return Err(found(Problem::Root { size, signed: checkpoint.root, computed }));
        }
        self.succession.acknowledged();
        self.proved = (size, computed);
        Ok(())
    }

    /// The report when the log was read to its end.
    pub fn finish(self) -> Report {
        match self.conclude() {
            Ok(()) => self.report(None),
            Err(finding) => self.report(Some(*finding)),
        }
    }

    /// The report when a finding ended the reading.
    pub fn stop(self, finding: Finding) -> Report {
        self.report(Some(finding))
    }

    fn conclude(&self) -> Checked<()> {
        if let Some(outside) = &self.trust.checkpoint {
            self.compare_outside(outside)?;
        }
        let (proved, size) = (self.proved.0, self.size());
        let Some(current) = self.succession.current() else {
            return Err(Box::new(Finding::within(0, 0, Problem::Empty)));
        };
        if proved < size {
            return Err(Box::new(Finding::within(proved, size, Problem::Unacknowledged)));
        }
        let mut keys = current.keys.iter().map(|since| &since.key);
        match (&self.trust.key, keys.clone().next_back()) {
            (Some(given), Some(in_force)) if !keys.any(|key| key == given) => {
                let problem = Problem::ForeignKey { given: given.clone(), in_force: in_force.clone() };
                Err(Box::new(Finding::at(current.opened_by, problem)))
            }
            _ => Ok(()),
        }
    }

    fn compare_outside(&self, outside: &SignedCheckpoint) -> Checked<()> {
        let Checkpoint { origin, size, root, .. } = outside.checkpoint();
        let (size, here) = (*size, self.size());
        let useless = |reason| Box::new(Finding::within(0, 0, Problem::OutsideCheckpoint { reason }));
        let position = self.succession.epochs().iter().position(|epoch| epoch.origin == *origin);
        let (epoch, later) = match position.and_then(|at| self.succession.epochs().split_at_checked(at)) {
            Some((_, [epoch, later @ ..])) => (Some(epoch), later),
            _ if here == 0 => (None, [].as_slice()),
            _ => return Err(useless(format!("it belongs to the log {origin}, which this one is not"))),
        };
        let keys = epoch.into_iter().flat_map(|epoch| epoch.keys.iter().map(|since| &since.key));
        let caveat = match outside.note().verify(keys.chain(&self.trust.key)) {
            Ok(_) => "",
            Err(NoteError::Unknown { .. }) if size > here => {
                " (no key known here signed it, so this is only as sure as where it comes from)"
            }
            Err(error) => return Err(useless(error.to_string())),
        };
        // First: a restored log may be shorter than the checkpoint, and more is lost than what is missing at its end.
        if let Some(next) = later.first().filter(|next| next.opened_by < size) {
            let ended_at = next.opened_by;
            let left_at = next.follows;
            let problem = Problem::LeftBehind {
                origin: origin.clone(),
                size,
                ended_at,
                left_at,
                caveat: caveat.to_owned(),
            };
            return Err(Box::new(Finding::within(ended_at, size, problem)));
        }
        if size > here {
            let problem = Problem::Truncated { size, caveat: caveat.to_owned() };
            return Err(Box::new(Finding::within(here, size, problem)));
        }
        match self.outside_root {
            Some(computed) if computed != *root => {
                let problem = Problem::Fork { size, signed: *root, computed };
                Err(Box::new(Finding::within(0, size, problem)))
            }
            _ => Ok(()),
        }
    }

    fn pass_outside_size(&mut self) {
        let outside = self.trust.checkpoint.as_ref().map(|outside| outside.checkpoint().size);
        if outside == Some(self.size()) {
            self.outside_root = Some(self.frontier.root());
        }
    }

    fn report(self, finding: Option<Finding>) -> Report {
        let outside = self.trust.checkpoint.map(|outside| outside.checkpoint().size);
        let witnessed = outside.filter(|_| finding.is_none());
        let verdict = match (&finding, witnessed) {
            (Some(_), _) => Verdict::Failed,
            (None, Some(_)) => Verdict::Witnessed,
            (None, None) => Verdict::SelfConsistent,
        };
        Report {
            verdict,
            read: self.frontier.size(),
            proved: self.proved.0,
            root: self.proved.1,
            epochs: self.succession.into_epochs(),
            trusted_key: self.trust.key,
            witnessed,
            finding,
        }
    }
}
