//! What happened. Events are for ever: every entry of the record carries one, by type and version, and old
//! bytes are read as long as there is a record.

mod about;
mod evaluated;
mod form;
mod reading;

use model::{
    Day, Digest, Dossier, Instant, Path, Span, Word,
    id::{
        AlertId, DangerId, DeviceId, MessageId, MovementId, PersonId, SearchId, SilenceId, TextId, WaiverId,
    },
    party::{Actor, Role},
};
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use crate::{
    Pinned, World,
    alert::{Found, Withdrawal},
    announced::Passage,
    command::{AlertVerdict, Means, Statement},
    danger::Danger,
    device::{DeviceSort, Sealed},
    draw::{Lot, Urn},
    duress::{Agreed, Signal},
    escalation::{Due, Step},
    handover::{Boundary, Side, first_visit, is_first_visit},
    message::{About, Failure, Recipient},
    movement::{Answer, Choice, Kind, Planned, Why},
    person::Sight,
    silence::Silence,
    voice::{Reporter, Spoken, VoiceMeans},
};

pub use evaluated::{Difference, Evaluated, Prompt};
pub use form::{TYPES, Unreadable, VERSION};

/// Something that happened, when, and by whose act.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Event {
    /// The world's time of the decision.
    pub at: Instant,
    /// Whose command led to it.
    pub by: Actor,
    /// What.
    pub what: What,
}

/// What can happen.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case")]
#[serde(tag = "type", content = "body", rename_all = "kebab-case", deny_unknown_fields)]
pub enum What {
    /// A world begins.
    WorldOpened {
        /// What it is for.
        world: World,
        /// How far its local clocks stand ahead of UTC.
        offset: Span,
    },
    /// Rulebooks were taken into force.
    RulebooksAdopted {
        /// Which, and what is switched off.
        pinned: Pinned,
        /// Why rules are switched off.
        because: Option<TextId>,
    },
    /// A road network was taken into force.
    NetworkAdopted {
        /// Which.
        network: Digest,
    },
    /// A danger was reported on the roads.
    DangerReported {
        /// Its identifier.
        id: DangerId,
        /// What.
        danger: Danger,
    },
    /// A danger left the picture.
    DangerLifted {
        /// Which.
        id: DangerId,
        /// Why; nothing if its time was over.
        because: Option<TextId>,
    },
    /// Something became known of a thing several movements use.
    Registered {
        /// What.
        statements: Vec<Statement>,
    },
    /// A movement was asked for, or seen for the first time.
    MovementRequested {
        /// Its identifier.
        movement: MovementId,
        /// Its number.
        number: Word,
        /// What sort.
        kind: Kind,
        /// The order.
        plan: Dossier,
    },
    /// The order changed.
    OrderAmended {
        /// Which movement.
        movement: MovementId,
        /// The order's revision from now on.
        revision: u32,
        /// What it now says.
        statements: Vec<Statement>,
        /// Items it no longer has.
        drop: Vec<Path>,
    },
    /// The way it drives was planned.
    RoutePlanned {
        /// Which movement.
        movement: MovementId,
        /// The order's revision from now on.
        revision: u32,
        /// The way.
        route: Planned,
        /// What it says of the districts to be told.
        statements: Vec<Statement>,
        /// Districts that an earlier way crossed and this one does not.
        drop: Vec<Path>,
        /// Dangers in the picture that it meets, and whether each closes it.
        dangers: Vec<(DangerId, bool)>,
        /// When it passes those of them that were announced before they began.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        passes: Vec<(DangerId, Passage)>,
    },
    /// A draw of way and hour was committed to.
    DrawCommitted {
        /// Which movement.
        movement: MovementId,
        /// What is drawn from.
        urn: Urn,
        /// The hash of the seed and of what is drawn from.
        commitment: Digest,
        /// The seed (text in the vault), which nobody is shown before the draw.
        seed: TextId,
    },
    /// Somebody added to a draw.
    DrawContributed {
        /// Which movement.
        movement: MovementId,
        /// 256 bits, as 64 hexadecimal digits.
        contribution: Word,
    },
    /// The seed was revealed, and way and hour drawn.
    DrawRevealed {
        /// Which movement.
        movement: MovementId,
        /// The seed, as 64 hexadecimal digits.
        seed: Word,
        /// The ticket drawn, of a billion.
        ticket: u32,
        /// Whose it was.
        lot: Lot,
    },
    /// A danger was found to lie on its way.
    RouteTouched {
        /// Which movement.
        movement: MovementId,
        /// Which danger.
        danger: DangerId,
        /// Whether it closes the way.
        closes: bool,
        /// When the way passes it, if it was announced before it begins.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        passage: Option<Passage>,
    },
    /// Evidence was given.
    FactsReported {
        /// Which movement.
        movement: MovementId,
        /// What.
        statements: Vec<Statement>,
    },
    /// A party was told the date window.
    EarlyNoticeGiven {
        /// Which movement.
        movement: MovementId,
        /// Which party.
        party: Path,
        /// How.
        channel: Word,
        /// The days announced.
        window: (Day, Day),
        /// What is asked of it for the candidate routes.
        asks: Option<TextId>,
        /// When, as stated.
        given_at: Instant,
        /// When somebody must telephone if nothing is answered.
        call_due: Instant,
    },
    /// A party that accepted was told hour and route.
    LateNoticeGiven {
        /// Which movement.
        movement: MovementId,
        /// Which party.
        party: Path,
        /// How.
        channel: Word,
        /// When, as stated.
        given_at: Instant,
    },
    /// A party answered.
    NoticeAnswered {
        /// Which movement.
        movement: MovementId,
        /// Which party.
        party: Path,
        /// What.
        answer: Answer,
        /// How it reached the room.
        means: Means,
        /// When, as stated.
        answered_at: Instant,
    },
    /// A party was silent too long: somebody must telephone.
    CallDue {
        /// Which movement.
        movement: MovementId,
        /// Which party.
        party: Path,
    },
    /// A call was made and nobody answered; the next is due.
    CallWasVain {
        /// Which movement.
        movement: MovementId,
        /// Which party.
        party: Path,
        /// When to try again.
        call_due: Instant,
    },
    /// A no-objection certificate was issued or refused.
    NoObjectionIssued {
        /// Which movement.
        movement: MovementId,
        /// Which district.
        party: Path,
        /// Granted or refused.
        granted: bool,
        /// Until when.
        valid_until: Option<Instant>,
    },
    /// An authority approved or refused.
    Approved {
        /// Which movement.
        movement: MovementId,
        /// Granted or refused.
        granted: bool,
    },
    /// An exception was granted.
    WaiverGranted {
        /// Which movement.
        movement: MovementId,
        /// The waiver.
        waiver: WaiverId,
        /// Which rule.
        rule: Word,
        /// Why.
        reason: TextId,
        /// Until when.
        expires: Instant,
    },
    /// Somebody tried to grant an exception the rule does not allow them to.
    WaiverRefused {
        /// Which movement.
        movement: MovementId,
        /// Which rule.
        rule: Word,
        /// Their reason.
        reason: TextId,
    },
    /// An exception was taken back.
    WaiverRevoked {
        /// Which movement.
        movement: MovementId,
        /// The waiver.
        waiver: WaiverId,
    },
    /// The rules were evaluated.
    ClearanceEvaluated(Evaluated),
    /// Plates, crew and heads were checked against the order.
    GateChecked {
        /// Which movement.
        movement: MovementId,
        /// Plates seen.
        plates: Vec<Word>,
        /// People of the detail seen.
        crew: Vec<Word>,
        /// Heads counted.
        heads: u32,
        /// In what it differs from the order; the order follows what was seen.
        differences: Vec<Difference>,
        /// The order's revision that agrees with what was seen.
        revision: u32,
        /// Whether the head count agrees with that revision.
        heads_agree: bool,
        /// For a run, the revision of its permission at that time.
        under: Option<u32>,
    },
    /// It may depart: every rule was proved at this moment.
    DepartureAuthorised(Evaluated),
    /// It may not depart.
    DepartureRefused(Evaluated),
    /// It started at once, uncleared.
    UrgentStarted {
        /// Which movement.
        movement: MovementId,
        /// Why.
        reason: TextId,
        /// When it must have been reviewed.
        review_due: Instant,
    },
    /// An urgent departure was reviewed.
    UrgentReviewed {
        /// Which movement.
        movement: MovementId,
        /// What was found.
        finding: TextId,
    },
    /// The review of an urgent departure is overdue.
    ReviewOverdue {
        /// Which movement.
        movement: MovementId,
    },
    /// It was seen on the road without authority.
    DepartureObserved {
        /// Which movement.
        movement: MovementId,
        /// When, as stated.
        seen_at: Instant,
        /// What was seen of a movement already known here. It is on the record and changes no order; of one not
        /// known until then, what was seen became its order.
        seen: Dossier,
    },
    /// It arrived.
    Arrived {
        /// Which movement.
        movement: MovementId,
        /// When, as stated.
        arrived_at: Instant,
    },
    /// Its file was closed.
    Closed {
        /// Which movement.
        movement: MovementId,
    },
    /// It was called off.
    Cancelled {
        /// Which movement.
        movement: MovementId,
        /// Why.
        reason: TextId,
    },
    /// An area's alert level was set.
    AlertLevelSet {
        /// Which area.
        area: Word,
        /// The level.
        level: Word,
        /// Whether it stands fast.
        stand_fast: bool,
        /// Until when the level is to be believed.
        valid_until: Option<Instant>,
    },
    /// A waiting movement holds because its area stands fast.
    HeldToStandFast {
        /// Which movement.
        movement: MovementId,
        /// Which area.
        area: Word,
    },
    /// An area was released.
    Released {
        /// Which area.
        area: Word,
    },
    /// Those under way were told why and asked to choose.
    DecisionAsked {
        /// Which movement.
        movement: MovementId,
        /// Why.
        why: Why,
    },
    /// Those under way chose.
    Chosen {
        /// Which movement.
        movement: MovementId,
        /// What.
        choice: Choice,
    },
    /// A device may report from the road from now on.
    DeviceEnrolled {
        /// Which.
        device: DeviceId,
        /// What it reports for.
        serves: Path,
        /// What sort.
        sort: DeviceSort,
        /// The SHA-256 of its credential.
        credential: Digest,
        /// Until when, if not until it is revoked.
        until: Option<Instant>,
        /// What a principal agreed to.
        consent: Option<TextId>,
        /// The language that whoever holds it reads, if that was said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        language: Option<Word>,
    },
    /// A device may report no more.
    DeviceRevoked {
        /// Which.
        device: DeviceId,
        /// Why; nothing if whom it served left, and it was let go of with them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<TextId>,
    },
    /// Reports were anchored.
    TrackSealed {
        /// Of which movement; of none, what devices reported beside any.
        movement: Option<MovementId>,
        /// By device.
        tracks: Vec<Sealed>,
    },
    /// Something needs a person.
    AlertRaised {
        /// The alert.
        alert: AlertId,
        /// The movement concerned.
        movement: MovementId,
        /// Which rule of the watch.
        rule: Word,
        /// What the watch found, if it was the watch.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        found: Option<Found>,
        /// Whether it was over, or had begun long before.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        late: bool,
        /// When it goes further up, and to whom, unless somebody takes it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Due>,
    },
    /// What it was raised for turned out not to be so. That it was raised stays on the record.
    AlertWithdrawn {
        /// The movement concerned.
        movement: MovementId,
        /// The alert.
        alert: AlertId,
        /// Why.
        why: Withdrawal,
    },
    /// Somebody took it.
    AlertAcknowledged {
        /// The alert.
        alert: AlertId,
        /// When it goes up again unless it is closed first; records from before have none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Due>,
    },
    /// It is over.
    AlertClosed {
        /// The alert.
        alert: AlertId,
        /// As what.
        verdict: AlertVerdict,
        /// What there is to say about it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<TextId>,
    },
    /// Somebody may act here from now on.
    PersonEnrolled {
        /// Who.
        person: PersonId,
        /// In what capacity.
        role: Role,
        /// For which agency.
        agency: Word,
        /// The label under which orders name the person.
        label: Option<Word>,
        /// The areas a district officer answers for.
        areas: Vec<Word>,
        /// The name.
        name: TextId,
    },
    /// Somebody may act here no more.
    PersonDismissed {
        /// Who.
        person: PersonId,
    },
    /// Somebody's data was erased.
    PersonErased {
        /// Whose.
        person: PersonId,
        /// Why; nothing if an erasure was repeated after a restore.
        because: Option<TextId>,
    },
    /// A case was opened.
    CaseOpened {
        /// Which movement it is about.
        movement: MovementId,
        /// Why.
        reason: TextId,
    },
    /// People have seen parts of movements.
    Seen {
        /// Each once for an hour.
        sights: Vec<Sight>,
    },
    /// Messages for somebody go there from now on.
    AddressSet {
        /// Whose.
        of: Recipient,
        /// The address.
        address: TextId,
        /// What messages to an agency are signed with.
        secret: Option<TextId>,
        /// The language a person reads.
        language: Word,
    },
    /// Nothing goes to somebody any more.
    AddressDropped {
        /// Whose.
        of: Recipient,
    },
    /// People outside the open pages are to be told.
    MessagesDue {
        /// Which movement.
        movement: MovementId,
        /// What happened to it.
        about: About,
        /// Each message, and whom it is for.
        to: Vec<(MessageId, Recipient)>,
        /// Who is concerned and cannot be told: they have no address.
        without_address: Vec<PersonId>,
    },
    /// A receiver took a message.
    MessageDelivered {
        /// Which movement.
        movement: MovementId,
        /// What happened to it.
        about: About,
        /// The message.
        message: MessageId,
        /// Whom it was for.
        to: Recipient,
    },
    /// A message is not tried again; or, by its `why`, was only not taken in time.
    MessageFailed {
        /// Which movement.
        movement: MovementId,
        /// What happened to it.
        about: About,
        /// The message.
        message: MessageId,
        /// Whom it was for.
        to: Recipient,
        /// Why.
        why: Failure,
    },
    /// What it is watched by changed.
    WatchSet {
        /// Which movement.
        movement: MovementId,
        /// The order of the watch.
        order: Digest,
        /// The areas nobody goes to.
        areas: Digest,
    },
    /// The room heard nothing for a while: it was closed, or its machine was down or slept.
    WentUnheard {
        /// Of which movement on the road; of none, the room itself: who is found to have been on the road then went unheard too.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        movement: Option<MovementId>,
        /// When it heard last.
        since: Instant,
        /// Since when it hears again; without, since the event's own time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Instant>,
    },
    /// Somebody said by voice that it passed a point, or that all is well.
    VoiceReported {
        /// Which movement.
        movement: MovementId,
        /// The point, as it was named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        point: Option<Word>,
        /// When, as stated; when it reached the room is the event's own time.
        stated_at: Instant,
        /// By what means.
        means: VoiceMeans,
        /// Who said it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reporter: Option<Reporter>,
    },
    /// What was written down as said by voice was not said so: it counts no more, and stays on the record.
    VoiceTakenBack {
        /// Which movement.
        movement: MovementId,
        /// The report.
        spoken: Spoken,
        /// Why.
        because: TextId,
    },
    /// A silence is planned for.
    SilenceAnnounced {
        /// Its identifier.
        silence: SilenceId,
        /// What is known of it.
        planned: Silence,
    },
    /// A silence is over.
    SilenceLifted {
        /// Which.
        silence: SilenceId,
        /// The movement it lay over, if it was one's.
        movement: Option<MovementId>,
        /// Why; nothing if its time was over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<TextId>,
    },
    /// The calls of an hour of a silence were looked at.
    VoiceCallsChecked {
        /// Which silence.
        silence: SilenceId,
        /// The movement it lies over, if it is one's.
        movement: Option<MovementId>,
        /// The hour they were due.
        call: Instant,
        /// Who was under way and not heard.
        missed: Vec<MovementId>,
    },
    /// Words and PINs were agreed on with somebody.
    WordsAgreed {
        /// With whom.
        of: Path,
        /// On what.
        agreed: Agreed,
    },
    /// Somebody said that they are well.
    CheckedIn {
        /// With which movement.
        movement: MovementId,
        /// Who.
        of: Path,
    },
    /// Somebody is, or may be, under duress.
    DuressSignalled {
        /// In which movement.
        movement: MovementId,
        /// The alert about it.
        alert: AlertId,
        /// Who.
        of: Path,
        /// How it became known.
        by: Signal,
    },
    /// They answered a challenge: they speak freely again.
    DuressEnded {
        /// In which movement.
        movement: MovementId,
        /// The alert about it.
        alert: AlertId,
        /// Who.
        of: Path,
    },
    /// None of those who know of it took it in time: they are told again.
    DuressUnheard {
        /// In which movement.
        movement: MovementId,
        /// The alert about it.
        alert: AlertId,
        /// When they are told the next time.
        due: Due,
    },
    /// Somebody was asked what was agreed on.
    ChallengePut {
        /// In which movement.
        movement: MovementId,
        /// Who.
        of: Path,
        /// By when it is to be answered.
        due: Instant,
    },
    /// It was answered, or was not in time.
    ChallengeAnswered {
        /// In which movement.
        movement: MovementId,
        /// Who.
        of: Path,
        /// Whether the answer is what was agreed on.
        right: bool,
    },
    /// Somebody was called who is to know of duress.
    ResponderCalled {
        /// In which movement.
        movement: MovementId,
        /// Whom.
        person: PersonId,
    },
    /// Where the convoy is handed over was worked out.
    HandOversPlanned {
        /// Which movement.
        movement: MovementId,
        /// The boundaries on its way.
        boundaries: Vec<Boundary>,
    },
    /// One side of a boundary confirmed that it has given the convoy over, or taken it.
    HandOverConfirmed {
        /// Which movement.
        movement: MovementId,
        /// The district it leaves.
        from: Path,
        /// The district it enters.
        into: Path,
        /// The how-manieth time.
        #[serde(default = "first_visit", skip_serializing_if = "is_first_visit")]
        visit: u32,
        /// Which side.
        side: Side,
        /// When, as stated.
        confirmed_at: Instant,
        /// Whose word it is, if not that of whoever wrote it down.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reporter: Option<Reporter>,
    },
    /// The convoy is due in a district, and not both sides confirmed it.
    HandOverOverdue {
        /// Which movement.
        movement: MovementId,
        /// The district it leaves.
        from: Path,
        /// The district it enters.
        into: Path,
        /// The how-manieth time.
        #[serde(default = "first_visit", skip_serializing_if = "is_first_visit")]
        visit: u32,
    },
    /// What an open alert is about is over, goes on after all, or is so again.
    AlertChanged {
        /// The movement concerned.
        movement: MovementId,
        /// The alert.
        alert: AlertId,
        /// What the watch finds of it now.
        found: Found,
        /// If it is so again after somebody took it: when it goes up unless somebody takes it again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Due>,
    },
    /// Nobody took an alert in time, or whoever took it did not close it in time or is dismissed: it went further up, and is nobody's.
    AlertEscalated {
        /// The movement concerned.
        movement: MovementId,
        /// The alert.
        alert: AlertId,
        /// Which step.
        step: Step,
        /// Whom that concerns; nobody if there is nobody of that sort.
        to: Vec<PersonId>,
        /// The next step, unless it was the last.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Due>,
    },
    /// Whoever is on watch signed it over to somebody, who has yet to take it.
    ShiftOffered {
        /// To whom.
        to: PersonId,
        /// Every open alert.
        alerts: Vec<AlertId>,
        /// Every movement that waited or was under way.
        movements: Vec<MovementId>,
    },
    /// A duty officer took the watch, and confirmed everything that was open.
    ShiftTaken {
        /// Who had it, if anybody did.
        from: Option<PersonId>,
        /// Whether they had offered it.
        offered: bool,
        /// Who comes next, if it is known.
        next: Option<PersonId>,
        /// Every open alert.
        alerts: Vec<AlertId>,
        /// Every movement that waited or was under way.
        movements: Vec<MovementId>,
    },
    /// A danger that was announced began.
    DangerBegan {
        /// Which.
        id: DangerId,
    },
    /// Somebody who works a case asks where one person's device was.
    SearchAsked {
        /// Whose case it is for.
        movement: MovementId,
        /// Its identifier.
        search: SearchId,
        /// Whose device.
        of: Path,
        /// From when.
        from: Instant,
        /// Until when.
        until: Instant,
        /// Why.
        reason: TextId,
        /// By when it is answered.
        due: Instant,
    },
    /// A second person approved or refused it.
    SearchAnswered {
        /// Whose case it is for.
        movement: MovementId,
        /// Which.
        search: SearchId,
        /// Until when it can be read; nothing if it was refused.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        readable_until: Option<Instant>,
        /// What there is to say about it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<TextId>,
    },
    /// Whoever asked reads what is kept.
    SearchRead {
        /// Whose case it is for.
        movement: MovementId,
        /// Which.
        search: SearchId,
    },
}
