//! What can be asked of the room.

use model::{
    Claim, Digest, Dossier, Instant, Path, Word,
    id::{
        AlertId, DangerId, DeviceId, MessageId, MovementId, PersonId, SearchId, SilenceId, TextId, WaiverId,
    },
    party::{Actor, Role},
};
use serde::{Deserialize, Serialize};

use crate::{
    Pinned,
    alert::{Found, Key},
    danger::Danger,
    device::{DeviceSort, Sealed},
    draw::Urn,
    duress::{Agreed, Signal},
    handover::{Crossing, Side},
    message::{Fate, Recipient},
    movement::{Answer, Choice},
    person::Sight,
    silence::Silence,
    voice::{Reporter, Spoken, VoiceMeans},
};

/// Somebody asks for something.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Command {
    /// Who.
    pub by: Actor,
    /// What.
    pub act: Act,
}

/// A claim about one fact of a dossier.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Which fact.
    pub path: Path,
    /// What is said.
    pub claim: Claim,
}

/// A vehicle or person seen at the gate, by plate or label.
pub type Seen = Word;

/// What can be asked. Times called `at` are as stated by whoever saw it; left out, they are now.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Act {
    /// Take rulebooks into force and switch single rules off.
    AdoptRulebooks {
        /// Which.
        pinned: Pinned,
        /// Why rules are switched off (text in the vault); needed if any is.
        because: Option<TextId>,
    },
    /// Say what is known of a thing several movements use: `vehicles[SPU-7]`.
    Register {
        /// Facts, each under one list item.
        statements: Vec<Statement>,
    },
    /// Ask for a journey.
    RequestMovement {
        /// The number people will use.
        number: Word,
        /// The order.
        plan: Dossier,
    },
    /// Ask for permission to run regularly for a period.
    RequestStanding {
        /// The number people will use.
        number: Word,
        /// The order, with `movement.begins_on` and `movement.ends_on`.
        plan: Dossier,
    },
    /// Plan one run of a standing movement.
    PlanRun {
        /// The standing movement.
        standing: MovementId,
        /// The run's number.
        number: Word,
        /// What is the run's own: day, vehicles, crew, principals.
        plan: Dossier,
    },
    /// Change the order.
    Amend {
        /// Which movement.
        movement: MovementId,
        /// The revision the sender has read.
        seen: u32,
        /// What the order now says.
        statements: Vec<Statement>,
        /// Items the order no longer has.
        drop: Vec<Path>,
    },
    /// Give evidence about a movement.
    Report {
        /// Which movement.
        movement: MovementId,
        /// What is said, by whom.
        statements: Vec<Statement>,
    },
    /// Tell a party the date window and the resources asked.
    GiveEarlyNotice {
        /// Which movement.
        movement: MovementId,
        /// Which party: `districts[shangla]`, `highway_police`.
        party: Path,
        /// How.
        channel: Word,
        /// The first and last day announced.
        window: (model::Day, model::Day),
        /// What is asked of it for the candidate routes: cars, a post (text in the vault).
        asks: Option<TextId>,
        /// When it was given.
        at: Option<Instant>,
    },
    /// Tell a party that accepted the hour and the route.
    GiveLateNotice {
        /// Which movement.
        movement: MovementId,
        /// Which party.
        party: Path,
        /// How.
        channel: Word,
        /// When it was given.
        at: Option<Instant>,
    },
    /// A party answers.
    AnswerNotice {
        /// Which movement.
        movement: MovementId,
        /// Which party.
        party: Path,
        /// What it says.
        answer: Answer,
        /// How it reached the room.
        means: Means,
        /// When it was given.
        at: Option<Instant>,
    },
    /// A telephone call that nobody answered.
    RecordVainCall {
        /// Which movement.
        movement: MovementId,
        /// Which party.
        party: Path,
    },
    /// A police head issues or refuses a no-objection certificate.
    IssueNoObjection {
        /// Which movement.
        movement: MovementId,
        /// Which district.
        party: Path,
        /// Granted or refused.
        granted: bool,
        /// Until when it is valid.
        valid_until: Option<Instant>,
    },
    /// An authority approves the movement or refuses to.
    Approve {
        /// Which movement.
        movement: MovementId,
        /// Granted or refused.
        granted: bool,
    },
    /// An authority makes an exception to one rule for one movement.
    Waive {
        /// Which movement.
        movement: MovementId,
        /// Which rule.
        rule: Word,
        /// Why (text in the vault).
        reason: TextId,
        /// Until when.
        expires: Instant,
    },
    /// Take a waiver back.
    RevokeWaiver {
        /// Which movement.
        movement: MovementId,
        /// Which waiver.
        waiver: WaiverId,
    },
    /// Evaluate the rules.
    Clear {
        /// Which movement.
        movement: MovementId,
    },
    /// Say what stands at the gate.
    CheckGate {
        /// Which movement.
        movement: MovementId,
        /// Plates seen.
        plates: Vec<Seen>,
        /// Labels of the people of the detail seen: commander and crew.
        crew: Vec<Seen>,
        /// Heads counted, principals included.
        heads: u32,
    },
    /// Let it go, if every rule is proved now.
    AuthoriseDeparture {
        /// Which movement.
        movement: MovementId,
    },
    /// Start at once, uncleared: casualty, fire, evacuation.
    StartUrgent {
        /// The number people will use.
        number: Word,
        /// What is known of it.
        plan: Dossier,
        /// Why (text in the vault).
        reason: TextId,
    },
    /// Review an urgent departure.
    ReviewUrgent {
        /// Which movement.
        movement: MovementId,
        /// What was found (text in the vault).
        finding: TextId,
    },
    /// A movement was seen on the road.
    ObserveDeparture {
        /// Its number if known here, else the number it will have.
        number: Word,
        /// What was seen, if it is not known here.
        plan: Dossier,
        /// When it was seen.
        at: Option<Instant>,
    },
    /// It arrived.
    Arrive {
        /// Which movement.
        movement: MovementId,
        /// When.
        at: Option<Instant>,
    },
    /// Close its file.
    Close {
        /// Which movement.
        movement: MovementId,
    },
    /// Call it off before departure, or end a standing permission.
    Cancel {
        /// Which movement.
        movement: MovementId,
        /// Why (text in the vault).
        reason: TextId,
    },
    /// Set an area's alert level, and have it stand fast or not.
    SetAlertLevel {
        /// Which area.
        area: Word,
        /// green, amber or red.
        level: Word,
        /// Hold every waiting movement there, and ask every one under way to decide.
        stand_fast: bool,
        /// Until when the level is to be believed without being renewed; without, as long as a feed's word is.
        valid_until: Option<Instant>,
    },
    /// Release an area that stands fast.
    Release {
        /// Which area.
        area: Word,
    },
    /// Those under way choose.
    Choose {
        /// Which movement.
        movement: MovementId,
        /// What.
        choice: Choice,
    },
    /// Take a road network into force.
    AdoptNetwork {
        /// Which.
        network: Digest,
    },
    /// Plan the way a movement drives, over the network in force.
    PlanRoute {
        /// Which movement.
        movement: MovementId,
        /// The revision the sender has read.
        seen: u32,
        /// The stretches driven, in order: each as twice its number in the network, and 1 more if backward.
        drives: Vec<u32>,
    },
    /// Commit to a draw of way and hour, before anybody can know what will be drawn.
    CommitDraw {
        /// Which movement.
        movement: MovementId,
        /// The revision the sender has read.
        seen: u32,
        /// What is drawn from.
        urn: Urn,
        /// The hash of the seed and of what is drawn from.
        commitment: Digest,
        /// The seed (text in the vault).
        seed: TextId,
    },
    /// Add to a draw, so that whoever made the seed alone does not decide it.
    ContributeToDraw {
        /// Which movement.
        movement: MovementId,
        /// 256 bits, as 64 hexadecimal digits.
        contribution: Word,
    },
    /// Reveal the seed: way and hour are drawn.
    RevealDraw {
        /// Which movement.
        movement: MovementId,
        /// The seed, as 64 hexadecimal digits.
        seed: Word,
    },
    /// Report a danger on the roads.
    ReportDanger {
        /// What.
        danger: Danger,
    },
    /// Take a danger out of the picture.
    LiftDanger {
        /// Which.
        id: DangerId,
        /// Why (text in the vault).
        because: TextId,
    },
    /// Let a device report from the road.
    EnrolDevice {
        /// Which: a fresh identifier, minted outside because what was agreed to is kept under it.
        device: DeviceId,
        /// What it reports for: `vehicles[SPU-7]`.
        serves: Path,
        /// What sort.
        sort: DeviceSort,
        /// The SHA-256 of its credential.
        credential: Digest,
        /// Until when, if not until it is revoked.
        until: Option<Instant>,
        /// What a principal agreed to (text in the vault).
        consent: Option<TextId>,
        /// The language that whoever holds it reads, if it is told anything.
        language: Option<Word>,
    },
    /// Let a device report no more.
    RevokeDevice {
        /// Which.
        device: DeviceId,
        /// Why (text in the vault).
        because: TextId,
    },
    /// Anchor reports on the record.
    SealTracks {
        /// Of which movement; of none, what devices reported beside any.
        movement: Option<MovementId>,
        /// By device.
        tracks: Vec<Sealed>,
    },
    /// Say that a device called for help where no watch hears it.
    HearCall {
        /// Which.
        device: DeviceId,
        /// When it began to: the first of the calls that go on.
        since: Instant,
        /// When, by its clock and not later than it was heard.
        at: Instant,
        /// When it was received: whoever closed an alert about it since knew of it.
        received: Instant,
        /// The number of the report.
        report: u64,
    },
    /// Say what the watch finds of a movement now, and what it no longer finds.
    Find {
        /// Which movement.
        movement: MovementId,
        /// What it finds.
        found: Vec<Found>,
        /// What later reports disproved.
        gone: Vec<Key>,
    },
    /// Take an alert.
    AcknowledgeAlert {
        /// Which.
        alert: AlertId,
    },
    /// Close an alert.
    CloseAlert {
        /// Which.
        alert: AlertId,
        /// As what.
        verdict: AlertVerdict,
        /// What there is to say about it (text in the vault).
        because: Option<TextId>,
    },
    /// Let somebody act here, in one role. The first is an administrator; after that administrators enrol.
    EnrolPerson {
        /// Who: a fresh identifier, minted outside because the name is kept under it.
        person: PersonId,
        /// In what capacity.
        role: Role,
        /// For which agency.
        agency: Word,
        /// The label under which orders name the person, if they do: `commanders[SPU-41]`.
        label: Option<Word>,
        /// The areas a district officer answers for.
        areas: Vec<Word>,
        /// The name (text in the vault).
        name: TextId,
    },
    /// Let somebody act here no more.
    DismissPerson {
        /// Who.
        person: PersonId,
    },
    /// Destroy somebody's data on lawful request: their name and what they wrote become readable for nobody, here and
    /// in every backup. What they did stays on the record under their identifier.
    ErasePerson {
        /// Who: somebody dismissed before.
        person: PersonId,
        /// Why (text in the vault). The room itself says none: it repeats an erasure that a restore had undone.
        because: Option<TextId>,
    },
    /// Open a case about a movement: who has seen it can then be asked.
    OpenCase {
        /// Which movement.
        movement: MovementId,
        /// Why (text in the vault).
        reason: TextId,
    },
    /// Note who has seen which parts of which movements.
    NoteSights {
        /// Each once.
        sights: Vec<Sight>,
    },
    /// Have messages go somewhere: a person's own mail, or an agency's webhook.
    SetAddress {
        /// Whose.
        of: Recipient,
        /// The address (text in the vault).
        address: TextId,
        /// What messages to an agency are signed with (text in the vault).
        secret: Option<TextId>,
        /// The language a person reads.
        language: Word,
    },
    /// Have nothing go there any more.
    DropAddress {
        /// Whose.
        of: Recipient,
    },
    /// Note what became of a message.
    NoteDelivery {
        /// The message.
        message: MessageId,
        /// Whom it was for.
        to: Recipient,
        /// What became of it.
        fate: Fate,
    },
    /// Say what a movement on the road is watched by from now on.
    SetWatch {
        /// Which movement.
        movement: MovementId,
        /// The order of the watch.
        order: Digest,
        /// The areas nobody goes to.
        areas: Digest,
    },
    /// Say that the room hears again, having heard nothing since a moment.
    HearAgain {
        /// When it did last.
        since: Instant,
        /// Since when it does again, if that is not now: where the record is of a clock that stood ahead, now is still to come.
        until: Option<Instant>,
    },
    /// Time has passed.
    Advance,
    /// Write down what somebody said by voice: that the movement passed a point, or that all is well.
    ReportByVoice {
        /// Which movement.
        movement: MovementId,
        /// The point; it need not be one of the order's.
        point: Option<Word>,
        /// By what means it was said.
        means: VoiceMeans,
        /// Who said it.
        reporter: Option<Reporter>,
        /// When it was, as stated.
        at: Option<Instant>,
        /// Who said the word beside that was agreed on for duress.
        duress: Option<Path>,
    },
    /// Take back what was written down as said by voice.
    TakeBackVoice {
        /// Which movement.
        movement: MovementId,
        /// The report.
        spoken: Spoken,
        /// Why.
        because: TextId,
    },
    /// Plan for a silence: those under way call by voice meanwhile.
    AnnounceSilence {
        /// What is known of it.
        planned: Silence,
    },
    /// End a silence before its time.
    LiftSilence {
        /// Which.
        silence: SilenceId,
        /// Why (text in the vault).
        because: TextId,
    },
    /// Agree with somebody on the words and PINs of duress; they replace what was agreed before.
    AgreeOnWords {
        /// With whom: `commanders[SPU-41]`, `principals[P-1]`.
        of: Path,
        /// On what.
        agreed: Agreed,
    },
    /// Say that one is well, by PIN.
    CheckIn {
        /// With which movement.
        movement: MovementId,
        /// Who.
        of: Path,
        /// Whether it was the PIN of duress.
        under_duress: bool,
    },
    /// Duress beside what is not taken: its PIN, while none is because too many were wrong, or its word in a report that is refused, of
    /// another hour, say. Nothing is said openly.
    SignalDuress {
        /// With which movement.
        movement: MovementId,
        /// Who.
        of: Path,
        /// By the PIN or the word.
        by: Signal,
    },
    /// Put the question that was agreed on.
    Challenge {
        /// In which movement.
        movement: MovementId,
        /// To whom.
        of: Path,
    },
    /// Write down what was answered.
    AnswerChallenge {
        /// In which movement.
        movement: MovementId,
        /// Who answered.
        of: Path,
        /// Whether it is what was agreed on.
        right: bool,
    },
    /// Have somebody know of duress in a movement.
    CallResponder {
        /// Which movement.
        movement: MovementId,
        /// Whom.
        person: PersonId,
    },
    /// Say that one side has given a convoy over at a boundary, or has taken it over.
    ConfirmHandOver {
        /// Which movement.
        movement: MovementId,
        /// The district it enters, and the how-manieth time.
        crossing: Crossing,
        /// Which side.
        side: Side,
        /// When, as stated.
        at: Option<Instant>,
        /// Whose word it is, if not that of whoever writes it down.
        reporter: Option<Reporter>,
    },
    /// Sign the watch over to another duty officer, with everything that is open.
    OfferShift {
        /// To whom.
        to: PersonId,
        /// Every open alert.
        alerts: Vec<AlertId>,
        /// Every movement that waits or is under way.
        movements: Vec<MovementId>,
    },
    /// Take the watch, confirming everything that is open.
    TakeShift {
        /// Who comes next, if it is known.
        next: Option<PersonId>,
        /// Every open alert.
        alerts: Vec<AlertId>,
        /// Every movement that waits or is under way.
        movements: Vec<MovementId>,
    },
    /// Ask where one person's device was: somebody else has to approve it.
    AskSearch {
        /// Its identifier.
        search: SearchId,
        /// The movement whose case it is for.
        movement: MovementId,
        /// Whose device: somebody of the detail, or a principal.
        of: Path,
        /// From when.
        from: Instant,
        /// Until when.
        until: Instant,
        /// Why (text in the vault).
        reason: TextId,
    },
    /// Approve or refuse a search that somebody else asked for.
    AnswerSearch {
        /// Which.
        search: SearchId,
        /// Approved or refused.
        granted: bool,
        /// What there is to say about it (text in the vault).
        because: Option<TextId>,
    },
    /// Read what an approved search found: that goes on the record first.
    ReadSearch {
        /// Which.
        search: SearchId,
    },
}

/// How an answer reached the room.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Means {
    /// In writing: the party's own hand.
    Written,
    /// By telephone, and read back word for word.
    TelephoneReadBack,
    /// By telephone, not read back: worth no more than receipt.
    Telephone,
}

/// What an alert turned out to be.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AlertVerdict {
    /// It was so.
    True,
    /// It was not.
    False,
    /// It was so, and planned.
    Planned,
}
