//! Which movement an event is about.

use model::id::MovementId;

use super::What;

impl What {
    /// The movement an event is about, if it is about one.
    #[must_use]
    pub fn movement(&self) -> Option<MovementId> {
        match self {
            What::WorldOpened { .. }
            | What::RulebooksAdopted { .. }
            | What::NetworkAdopted { .. }
            | What::DangerReported { .. }
            | What::DangerLifted { .. }
            | What::DangerBegan { .. }
            | What::Registered { .. }
            | What::AlertLevelSet { .. }
            | What::ShiftOffered { .. }
            | What::ShiftTaken { .. }
            | What::Released { .. }
            | What::AlertAcknowledged { .. }
            | What::AlertClosed { .. }
            | What::PersonEnrolled { .. }
            | What::PersonDismissed { .. }
            | What::DeviceEnrolled { .. }
            | What::DeviceRevoked { .. }
            | What::AddressSet { .. }
            | What::AddressDropped { .. }
            | What::PersonErased { .. }
            | What::WordsAgreed { .. }
            | What::Seen { .. } => None,
            What::MovementRequested { movement, .. }
            | What::OrderAmended { movement, .. }
            | What::RoutePlanned { movement, .. }
            | What::RouteTouched { movement, .. }
            | What::DrawCommitted { movement, .. }
            | What::DrawContributed { movement, .. }
            | What::DrawRevealed { movement, .. }
            | What::FactsReported { movement, .. }
            | What::EarlyNoticeGiven { movement, .. }
            | What::LateNoticeGiven { movement, .. }
            | What::NoticeAnswered { movement, .. }
            | What::CallDue { movement, .. }
            | What::CallWasVain { movement, .. }
            | What::NoObjectionIssued { movement, .. }
            | What::Approved { movement, .. }
            | What::WaiverGranted { movement, .. }
            | What::WaiverRefused { movement, .. }
            | What::WaiverRevoked { movement, .. }
            | What::GateChecked { movement, .. }
            | What::UrgentStarted { movement, .. }
            | What::UrgentReviewed { movement, .. }
            | What::ReviewOverdue { movement, .. }
            | What::DepartureObserved { movement, .. }
            | What::Arrived { movement, .. }
            | What::Closed { movement, .. }
            | What::CaseOpened { movement, .. }
            | What::Cancelled { movement, .. }
            | What::HeldToStandFast { movement, .. }
            | What::DecisionAsked { movement, .. }
            | What::Chosen { movement, .. }
            | What::MessagesDue { movement, .. }
            | What::MessageDelivered { movement, .. }
            | What::MessageFailed { movement, .. }
            | What::AlertRaised { movement, .. }
            | What::WatchSet { movement, .. }
            | What::VoiceReported { movement, .. }
            | What::VoiceTakenBack { movement, .. }
            | What::CheckedIn { movement, .. }
            | What::DuressSignalled { movement, .. }
            | What::DuressEnded { movement, .. }
            | What::DuressUnheard { movement, .. }
            | What::ChallengePut { movement, .. }
            | What::ChallengeAnswered { movement, .. }
            | What::ResponderCalled { movement, .. }
            | What::HandOversPlanned { movement, .. }
            | What::HandOverConfirmed { movement, .. }
            | What::HandOverOverdue { movement, .. }
            | What::AlertChanged { movement, .. }
            | What::AlertEscalated { movement, .. }
            | What::SearchAsked { movement, .. }
            | What::SearchAnswered { movement, .. }
            | What::SearchRead { movement, .. }
            | What::AlertWithdrawn { movement, .. } => Some(*movement),
            What::TrackSealed { movement, .. }
            | What::WentUnheard { movement, .. }
            | What::SilenceLifted { movement, .. }
            | What::VoiceCallsChecked { movement, .. } => *movement,
            What::SilenceAnnounced { planned, .. } => planned.movement(),
            What::ClearanceEvaluated(e) | What::DepartureAuthorised(e) | What::DepartureRefused(e) => {
                Some(e.movement)
            }
        }
    }
}
