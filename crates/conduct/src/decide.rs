//! What may happen: one function, and a file for each matter it decides.

mod addresses;
mod alerts;
mod areas;
mod boundaries;
mod calls;
mod clearance;
mod climb;
mod dangers;
mod departure;
mod devices;
mod draft;
mod draw;
mod duress;
mod follow;
mod gate;
mod handover;
mod notice;
mod order;
mod people;
mod permission;
mod route;
mod search;
mod shape;
mod shift;
mod silence;
mod spoken;
mod telling;
mod urgent;
mod voice;
mod watched;

use crate::{Act, Command, Event, Inputs, Person, Rejection, State};
use draft::Draft;

/// Decides a command: the events that follow from it, or why it cannot be taken.
///
/// Movements whose facts, waivers or rules the command changed are evaluated again before it returns, so that
/// a lost clearance is on the record together with what lost it.
///
/// # Errors
/// When the command is malformed, conflicting or out of place; then nothing has happened.
pub fn decide(state: &State, command: Command, inputs: &Inputs<'_>) -> Result<Vec<Event>, Rejection> {
    let Command { by, act } = command;
    let mut draft = Draft::new(state, by, inputs);
    match act {
        Act::AdoptRulebooks { pinned, because } => permission::adopt(&mut draft, pinned, because)?,
        Act::Register { statements } => order::register(&mut draft, statements)?,
        Act::RequestMovement { number, plan } => order::request(&mut draft, number, plan)?,
        Act::RequestStanding { number, plan } => order::request_standing(&mut draft, number, plan)?,
        Act::PlanRun { standing, number, plan } => order::plan_run(&mut draft, standing, number, plan)?,
        Act::Amend { movement, seen, statements, drop } => {
            order::amend(&mut draft, movement, seen, statements, drop)?;
        }
        Act::Report { movement, statements } => order::report(&mut draft, movement, statements)?,
        Act::GiveEarlyNotice { movement, party, channel, window, asks, at } => {
            notice::early(&mut draft, movement, party, channel, (window, asks), at)?;
        }
        Act::GiveLateNotice { movement, party, channel, at } => {
            notice::late(&mut draft, movement, party, channel, at)?;
        }
        Act::AnswerNotice { movement, party, answer, means, at } => {
            notice::answer(&mut draft, movement, party, answer, means, at)?;
        }
        Act::RecordVainCall { movement, party } => notice::vain_call(&mut draft, movement, party)?,
        Act::IssueNoObjection { movement, party, granted, valid_until } => {
            notice::no_objection(&mut draft, movement, party, granted, valid_until)?;
        }
        Act::Approve { movement, granted } => permission::approve(&mut draft, movement, granted)?,
        Act::Waive { movement, rule, reason, expires } => {
            permission::waive(&mut draft, movement, rule, reason, expires)?;
        }
        Act::RevokeWaiver { movement, waiver } => permission::revoke(&mut draft, movement, waiver)?,
        Act::Clear { movement } => clearance::clear(&mut draft, movement)?,
        Act::CheckGate { movement, plates, crew, heads } => {
            gate::check(&mut draft, movement, plates, crew, heads)?;
        }
        Act::AuthoriseDeparture { movement } => departure::authorise(&mut draft, movement)?,
        Act::StartUrgent { number, plan, reason } => urgent::start(&mut draft, number, plan, reason)?,
        Act::ReviewUrgent { movement, finding } => urgent::review(&mut draft, movement, finding)?,
        Act::ObserveDeparture { number, plan, at } => departure::observe(&mut draft, number, plan, at)?,
        Act::Arrive { movement, at } => departure::arrive(&mut draft, movement, at)?,
        Act::Close { movement } => {
            duress::may_file(&draft, movement)?;
            alerts::may_file(&draft, movement)?;
            departure::close(&mut draft, movement)?;
        }
        Act::Cancel { movement, reason } => departure::cancel(&mut draft, movement, reason)?,
        Act::SetAlertLevel { area, level, stand_fast, valid_until } => {
            areas::set_level(&mut draft, &area, level, stand_fast, valid_until)?;
        }
        Act::Release { area } => areas::release(&mut draft, &area)?,
        Act::Choose { movement, choice } => areas::choose(&mut draft, movement, choice)?,
        Act::AdoptNetwork { network } => route::adopt(&mut draft, network)?,
        Act::PlanRoute { movement, seen, drives } => route::plan(&mut draft, movement, seen, drives)?,
        Act::CommitDraw { movement, seen, urn, commitment, seed } => {
            draw::commit(&mut draft, movement, seen, urn, commitment, seed)?;
        }
        Act::ContributeToDraw { movement, contribution } => {
            draw::contribute(&mut draft, movement, contribution)?;
        }
        Act::RevealDraw { movement, seed } => draw::reveal(&mut draft, movement, seed)?,
        Act::ReportDanger { danger } => dangers::report(&mut draft, &danger)?,
        Act::LiftDanger { id, because } => dangers::lift(&mut draft, id, Some(because))?,
        Act::EnrolDevice { device, serves, sort, credential, until, consent, language } => {
            let enrolment = devices::Enrolment { serves, sort, credential, until, consent, language };
            devices::enrol(&mut draft, device, enrolment)?;
        }
        Act::RevokeDevice { device, because } => devices::revoke(&mut draft, device, because)?,
        Act::SealTracks { movement, tracks } => devices::seal(&mut draft, movement, tracks)?,
        Act::HearCall { device, since, at, received, report } => {
            calls::hear(&mut draft, device, (since, at, received), report)?;
        }
        Act::Find { movement, found, gone } => {
            duress::not_of_the_watch(&found, &gone)?;
            alerts::find(&mut draft, movement, found, &gone)?;
        }
        Act::AcknowledgeAlert { alert } => alerts::acknowledge(&mut draft, alert)?,
        Act::CloseAlert { alert, verdict, because } => {
            duress::may_close(&draft, alert)?;
            alerts::close(&mut draft, alert, verdict, because)?;
        }
        Act::EnrolPerson { person, role, agency, label, areas, name } => {
            let enrolled = Person { role, agency, label, areas, name, since: inputs.now };
            people::enrol(&mut draft, person, enrolled)?;
        }
        Act::DismissPerson { person } => people::dismiss(&mut draft, person)?,
        Act::ErasePerson { person, because } => people::erase(&mut draft, person, because)?,
        Act::OpenCase { movement, reason } => people::open_case(&mut draft, movement, reason)?,
        Act::NoteSights { sights } => people::note(&mut draft, sights)?,
        Act::SetAddress { of, address, secret, language } => {
            addresses::set(&mut draft, of, address, secret, language)?;
        }
        Act::DropAddress { of } => addresses::drop(&mut draft, of)?,
        Act::NoteDelivery { message, to, fate } => addresses::note(&mut draft, message, to, fate)?,
        Act::SetWatch { movement, order, areas } => watched::set(&mut draft, movement, order, areas)?,
        Act::HearAgain { since, until } => watched::hears_again(&mut draft, since, until)?,
        Act::ReportByVoice { movement, point, means, reporter, at, duress } => {
            spoken::report(&mut draft, movement, spoken::Said { point, means, reporter, at }, duress)?;
        }
        Act::TakeBackVoice { movement, spoken, because } => {
            spoken::take_back(&mut draft, movement, &spoken, because)?;
        }
        Act::AnnounceSilence { planned } => silence::announce(&mut draft, planned)?,
        Act::AgreeOnWords { of, agreed } => duress::agree(&mut draft, of, agreed)?,
        Act::SignalDuress { movement, of, by } => duress::signal_duress(&mut draft, movement, &of, by)?,
        Act::CheckIn { movement, of, under_duress } => {
            duress::check_in(&mut draft, movement, &of, under_duress)?;
        }
        Act::Challenge { movement, of } => duress::challenge(&mut draft, movement, of)?,
        Act::AnswerChallenge { movement, of, right } => {
            duress::answer(&mut draft, movement, &of, right)?;
        }
        Act::CallResponder { movement, person } => duress::call(&mut draft, movement, person)?,
        Act::ConfirmHandOver { movement, crossing, side, at, reporter } => {
            handover::confirm(&mut draft, movement, &crossing, handover::Confirmed { side, at, reporter })?;
        }
        Act::LiftSilence { silence, because } => silence::lift(&mut draft, silence, because)?,
        Act::OfferShift { to, alerts, movements } => shift::offer(&mut draft, to, alerts, movements)?,
        Act::TakeShift { next, alerts, movements } => shift::take(&mut draft, next, alerts, movements)?,
        Act::AskSearch { search, movement, of, from, until, reason } => {
            search::ask(&mut draft, search, search::Asked { movement, of, from, until, reason })?;
        }
        Act::AnswerSearch { search, granted, because } => {
            search::answer(&mut draft, search, granted, because)?;
        }
        Act::ReadSearch { search } => search::read(&mut draft, search)?,
        Act::Advance => follow::time_passed(&mut draft),
    }
    follow::touched(&mut draft);
    Ok(draft.into_events())
}
