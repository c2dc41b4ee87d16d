//! Where a simulated machine misbehaves, when and how.

/// A step of an operation, in the order in which an append takes them; upkeep and reading are one step each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The transaction begins.
    Begin,
    /// The entries are written.
    WriteEntries,
    /// The subtree hashes are written.
    WriteSubtrees,
    /// The checkpoint is written.
    WriteCheckpoint,
    /// The remembered outcomes are written.
    WriteRemembered,
    /// The artefacts are written.
    WriteArtefacts,
    /// The vault rows are written.
    WriteVault,
    /// All of it is made durable.
    Sync,
    /// It is durable, the answer is on its way.
    Acknowledge,
    /// Old outcomes are forgotten.
    Forget,
    /// Artefacts are dropped.
    DropArtefacts,
    /// A subject's vault rows are destroyed.
    Destroy,
    /// The snapshot is replaced.
    PutSnapshot,
    /// Anything is read.
    Read,
}

impl Step {
    /// The steps of an append, in order.
    pub const APPEND: [Step; 9] = [
        Step::Begin,
        Step::WriteEntries,
        Step::WriteSubtrees,
        Step::WriteCheckpoint,
        Step::WriteRemembered,
        Step::WriteArtefacts,
        Step::WriteVault,
        Step::Sync,
        Step::Acknowledge,
    ];
}

/// How the machine misbehaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Failing {
    /// Says that it could not, and has not: a full or unwritable disk.
    Refuses,
    /// Loses what was not yet synced and does not know what it kept.
    LosesUnsynced,
    /// Keeps all of it and does not know that it did.
    PersistsThenFails,
    /// Stops. Nothing answers until the next boot; what was not synced is lost.
    Crashes,
}

impl Failing {
    /// All of them.
    pub const ALL: [Failing; 4] =
        [Failing::Refuses, Failing::LosesUnsynced, Failing::PersistsThenFails, Failing::Crashes];

    /// Whether an operation that failed thus at this step is on the disk nevertheless.
    pub fn persists(self, step: Step) -> bool {
        match self {
            Failing::Refuses => false,
            Failing::PersistsThenFails => true,
            Failing::LosesUnsynced | Failing::Crashes => step == Step::Acknowledge,
        }
    }
}

/// One planned misbehaviour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// At which step.
    pub step: Step,
    /// At which time the step is taken after the planning; 1 is the next.
    pub occurrence: u64,
    /// How.
    pub failing: Failing,
    /// Whether it goes on every time from then, until [`super::Disk::mend`].
    pub lasting: bool,
}

impl Fault {
    /// Fails once, the next time this step is taken.
    pub fn next(step: Step, failing: Failing) -> Fault {
        Fault::at(step, 1, failing)
    }

    /// Fails once, at the given time (from 1) this step is taken.
    pub fn at(step: Step, occurrence: u64, failing: Failing) -> Fault {
        Fault { step, occurrence, failing, lasting: false }
    }

    /// Fails from the next time on.
    pub fn lasting(step: Step, failing: Failing) -> Fault {
        Fault { lasting: true, ..Fault::next(step, failing) }
    }
}

/// The planned faults and the steps taken.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    planned: Vec<Fault>,
    trace: Vec<Step>,
}

impl Faults {
    pub(crate) fn plan(&mut self, fault: Fault) {
        self.planned.push(fault);
    }

    pub(crate) fn mend(&mut self) {
        self.planned.clear();
    }

    pub(crate) fn trace(&self) -> &[Step] {
        &self.trace
    }

    /// Takes a step. Answers how it fails, if a fault is due.
    pub(crate) fn take(&mut self, step: Step) -> Option<Failing> {
        self.trace.push(step);
        let mut failing = None;
        for fault in self.planned.iter_mut().filter(|fault| fault.step == step) {
            fault.occurrence = fault.occurrence.saturating_sub(1);
            if fault.occurrence == 0 {
                failing = failing.or(Some(fault.failing));
            }
        }
        self.planned.retain(|fault| fault.occurrence > 0 || fault.lasting);
        failing
    }
}
