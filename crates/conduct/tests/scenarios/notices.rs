//! Notices in two stages, and what counts as an answer.

use conduct::{Act, Rejection, Stage, World, command::Means, movement::Answer};
use model::{Span, id::MovementId, party::Role};

use crate::room::{Room, USUAL_ORDER, accepts, at, day, is, kinds, path, said, state, text, usual, word};

const SHANGLA: &str = "districts[shangla]";

fn told(room: &mut Room) -> MovementId {
    let movement = room.request("SC-1", USUAL_ORDER);
    room.report(movement, vec![state("vehicles[car].bullet_proof", "true")]);
    room.notify(movement, SHANGLA, ("2026-12-10", "2026-12-12"));
    movement
}

fn answer(movement: MovementId, answer: Answer, means: Means) -> Act {
    Act::AnswerNotice { movement, party: path(SHANGLA), answer, means, at: None }
}

fn moved_to(date: &str, now: model::Instant) -> Vec<conduct::command::Statement> {
    vec![said("movement.departs_on", date, "order", now, None)]
}

#[test]
fn notice_and_acceptance_stop_counting_when_the_departure_moves_out_of_the_days_announced() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    room.amend(movement, moved_to("2026-12-13", room.now));
    assert_eq!(room.stage(movement), Stage::Held);
    assert_eq!(room.failing(movement), ["accepted", "seven-days"]);
    room.amend(movement, moved_to("2026-12-12", room.now));
    assert_eq!(room.stage(movement), Stage::Cleared, "within them it counts again");
}

#[test]
fn whoever_moves_the_hour_to_another_day_has_moved_the_day() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    let hour = |text| vec![said("movement.departs_at", text, "order", at("2026-12-01 08:00"), None)];
    room.amend(movement, hour("2026-12-11T23:30:00+05:00"));
    assert_eq!(room.stage(movement), Stage::Cleared);
    room.amend(movement, hour("2026-12-13T00:30:00+05:00"));
    assert_eq!(room.failing(movement), ["accepted", "seven-days"]);
}

#[test]
fn two_voices_about_the_day_are_not_both_announced() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    room.amend(movement, vec![said("movement.departs_on", "2026-12-20", "sponsor", room.now, None)]);
    assert_eq!(room.stage(movement), Stage::Held);
    assert!(room.failing(movement).contains(&"accepted".to_owned()));
}

#[test]
fn what_was_announced_for_days_that_have_passed_is_no_longer_announced() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    assert_eq!(room.state.next_due(), Some(at("2026-12-13 00:00")));
    room.advance("2026-12-13 00:00");
    assert_eq!(room.failing(movement), ["accepted", "seven-days"]);
}

#[test]
fn those_under_way_at_midnight_are_not_asked_because_the_days_announced_are_over() {
    let mut room = Room::usual();
    room.under_way("SC-1");
    let events = room.advance("2026-12-13 03:00");
    assert_eq!(events.iter().filter(is("decision-asked")).count(), 0);
}

#[test]
fn a_notice_for_other_days_asks_for_a_new_answer_and_a_new_late_notice() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    let late = |room: &mut Room| {
        let act = Act::GiveLateNotice { movement, party: path(SHANGLA), channel: word("system"), at: None };
        room.tell(&crate::room::role(Role::DutyOfficer), act)
    };
    late(&mut room).unwrap();
    room.notify(movement, SHANGLA, ("2026-12-11", "2026-12-15"));
    let party = &room.get(movement).parties[&path(SHANGLA)];
    assert_eq!((&party.answer, &party.late), (&None, &None));
    assert_eq!(room.failing(movement), ["accepted"]);
    assert!(matches!(late(&mut room), Err(Rejection::NoticeOrder { .. })));
}

#[test]
fn the_same_notice_again_changes_nothing() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    room.now = at("2026-12-09 08:00");
    room.notify(movement, SHANGLA, ("2026-12-10", "2026-12-12"));
    assert_eq!(room.stage(movement), Stage::Cleared, "the first was in time");
}

#[test]
fn hour_and_route_go_to_accepting_officers_only() {
    let mut room = Room::usual();
    let movement = told(&mut room);
    let late = Act::GiveLateNotice { movement, party: path(SHANGLA), channel: word("system"), at: None };
    for before in [None, Some(Answer::Received), Some(Answer::Objected { reason: text(4) })] {
        if let Some(before) = before {
            room.does(Role::DistrictOfficer, answer(movement, before, Means::Written));
        }
        let refusal = room.refuses(Role::DutyOfficer, late.clone());
        assert!(matches!(refusal, Rejection::NoticeOrder { .. }), "{refusal}");
    }
    room.now = room.now.saturating_add(Span::minutes(1));
    room.accept(movement, SHANGLA);
    assert_eq!(kinds(&room.duty(late)), ["late-notice-given"]);
}

#[test]
fn receipt_is_not_acceptance_and_takes_none_back() {
    let mut room = Room::usual();
    let movement = told(&mut room);
    room.does(Role::DistrictOfficer, answer(movement, Answer::Received, Means::Written));
    room.duty(Act::Clear { movement });
    assert_eq!(room.failing(movement), ["accepted"]);
    room.now = room.now.saturating_add(Span::minutes(1));
    room.accept(movement, SHANGLA);
    room.duty(Act::Clear { movement });
    room.now = room.now.saturating_add(Span::minutes(1));
    room.does(Role::DistrictOfficer, answer(movement, Answer::Received, Means::Written));
    assert_eq!(room.stage(movement), Stage::Cleared);
}

#[test]
fn an_objection_takes_acceptance_back_and_an_older_answer_recorded_late_does_not() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    room.now = at("2026-12-02 10:00");
    room.does(Role::DistrictOfficer, answer(movement, Answer::Objected { reason: text(4) }, Means::Written));
    assert_eq!(room.failing(movement), ["accepted"]);
    let late_entry = Act::AnswerNotice {
        movement,
        party: path(SHANGLA),
        answer: accepts(),
        means: Means::Written,
        at: Some(at("2026-12-02 09:00")),
    };
    room.does(Role::DistrictOfficer, late_entry);
    assert_eq!(room.failing(movement), ["accepted"]);
}

#[test]
fn by_telephone_only_what_was_read_back_is_accepted() {
    let mut room = Room::usual();
    let movement = told(&mut room);
    let refusal = room.refuses(Role::DutyOfficer, answer(movement, accepts(), Means::Telephone));
    assert!(refusal.to_string().contains("read"), "{refusal}");
    room.duty(answer(movement, accepts(), Means::TelephoneReadBack));
    room.duty(Act::Clear { movement });
    assert_eq!(room.stage(movement), Stage::Cleared);
    for (who, means) in
        [(Role::DutyOfficer, Means::Written), (Role::DistrictOfficer, Means::TelephoneReadBack)]
    {
        let refusal = room.refuses(who, answer(movement, accepts(), means));
        assert!(matches!(refusal, Rejection::NotAllowed { .. }), "{refusal}");
    }
}

#[test]
fn silence_asks_for_a_call_and_a_vain_call_for_the_next() {
    let mut room = Room::usual();
    let movement = told(&mut room);
    assert_eq!(room.state.next_due(), Some(at("2026-12-02 08:00")));
    assert_eq!(kinds(&room.advance("2026-12-02 07:59")), Vec::<String>::new());
    assert_eq!(kinds(&room.advance("2026-12-02 08:00")), ["call-due"]);
    assert_eq!(kinds(&room.advance("2026-12-02 08:30")), Vec::<String>::new(), "it is said once");
    room.duty(Act::RecordVainCall { movement, party: path(SHANGLA) });
    assert_eq!(room.state.next_due(), Some(at("2026-12-02 09:30")));
    assert_eq!(kinds(&room.advance("2026-12-02 09:30")), ["call-due"]);
    room.accept(movement, SHANGLA);
    assert_eq!(kinds(&room.advance("2026-12-03 09:30")), Vec::<String>::new());
    let refusal = room.refuses(Role::DutyOfficer, Act::RecordVainCall { movement, party: path(SHANGLA) });
    assert!(refusal.to_string().contains("has answered"), "{refusal}");
}

#[test]
fn an_answer_before_the_hour_cancels_the_call() {
    let mut room = Room::usual();
    let movement = told(&mut room);
    room.accept(movement, SHANGLA);
    assert_eq!(room.state.next_due(), None);
}

#[test]
fn only_parties_are_told_by_the_means_there_are_and_windows_run_forwards() {
    let mut room = Room::usual();
    let movement = room.request("SC-1", USUAL_ORDER);
    let early = |party: &str, channel: &str, from: &str, to: &str| Act::GiveEarlyNotice {
        movement,
        party: path(party),
        channel: word(channel),
        window: (day(from), day(to)),
        asks: None,
        at: None,
    };
    let refused = |room: &mut Room, act| room.refuses(Role::DutyOfficer, act);
    let nobody = early("vehicles[car]", "system", "2026-12-10", "2026-12-12");
    assert!(matches!(refused(&mut room, nobody), Rejection::NoSuchParty(_)));
    let backwards = early(SHANGLA, "system", "2026-12-12", "2026-12-10");
    assert!(matches!(refused(&mut room, backwards), Rejection::BadPeriod(_)));
    let pigeon = early(SHANGLA, "pigeon", "2026-12-10", "2026-12-12");
    assert!(matches!(refused(&mut room, pigeon), Rejection::Unplaceable(_)));
    let unasked = answer(movement, accepts(), Means::Written);
    assert!(matches!(room.refuses(Role::DistrictOfficer, unasked), Rejection::NoticeOrder { .. }));
}

#[test]
fn telling_districts_of_a_candidate_route_does_not_add_them_to_the_order() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    room.notify(movement, "districts[kolai-palas]", ("2026-12-10", "2026-12-12"));
    assert_eq!(room.stage(movement), Stage::Cleared);
    let facts = conduct::dossier(&room.state, room.get(movement)).unwrap();
    assert!(facts.claims(&path("districts[kolai-palas].notice.given")).is_empty());
}

#[test]
fn the_real_world_states_no_answer_and_an_exercise_states_any() {
    let facts = [
        ("districts[shangla].accepted", "true", "instead-answer-notice"),
        ("districts[shangla].no_objection", "true", "instead-issue-no-objection"),
        ("districts[shangla].notice.given", "true", "instead-give-early-notice"),
        ("highway_police.late_notice.given", "true", "instead-give-late-notice"),
        ("movement.approved", "true", "instead-approve"),
        ("movement.kind", "urgent", "instead-request-of-that-kind"),
        ("alerts[pk].level", "green", "instead-set-alert-level"),
        ("alerts.complete", "true", "instead-set-alert-level"),
    ];
    let acts = |movement, fact, text| {
        let statements = vec![state(fact, text)];
        [
            Act::RequestMovement { number: word("SC-2"), plan: crate::room::order(&[(fact, text)]) },
            Act::Report { movement, statements: statements.clone() },
            Act::Amend { movement, seen: 1, statements: statements.clone(), drop: Vec::new() },
            Act::Register { statements },
        ]
    };
    for (fact, text, instead) in facts {
        let mut room = Room::usual();
        let movement = room.request("SC-1", USUAL_ORDER);
        for act in acts(movement, fact, text) {
            match room.refuses(Role::DutyOfficer, act) {
                Rejection::Reserved { path, instead: other } => {
                    assert!(path.to_string() == fact && other == instead, "{path}: {other}");
                }
                other => panic!("{fact}: {other}"),
            }
        }
        let mut room = Room::with(World::Exercise, usual());
        let movement = room.request("SC-1", USUAL_ORDER);
        for act in acts(movement, fact, text).into_iter().take(3) {
            room.duty(act);
        }
    }
}

#[test]
fn a_label_that_reads_like_a_reserved_fact_is_only_a_label() {
    let mut room = Room::usual();
    room.request("SC-1", &[("vehicles[x.notice.y].plate", "LES-1"), ("crew[a.approved].duty", "driver")]);
}

#[test]
fn a_certificate_counts_until_it_expires_and_only_if_granted() {
    let rules = crate::room::book(&[("noc", "", "districts.all(d, d.no_objection)", "")]);
    let mut room = Room::with(World::Actual, rules);
    let movement = room.request("SC-1", USUAL_ORDER);
    let issue = |granted, until| Act::IssueNoObjection {
        movement,
        party: path(SHANGLA),
        granted,
        valid_until: until,
    };
    let expired = issue(true, Some(room.now));
    assert!(matches!(room.refuses(Role::DistrictOfficer, expired), Rejection::BadPeriod(_)));
    assert!(matches!(room.refuses(Role::Sponsor, issue(true, None)), Rejection::NotAllowed { .. }));
    room.does(Role::DistrictOfficer, issue(true, Some(at("2026-12-05 12:00"))));
    room.duty(Act::Clear { movement });
    assert_eq!((room.stage(movement), room.state.next_due()), (Stage::Cleared, Some(at("2026-12-05 12:00"))));
    room.now = at("2026-12-02 08:00");
    room.does(Role::DistrictOfficer, issue(false, None));
    assert_eq!(room.failing(movement), ["noc"]);
}

/// The shipped prohibition, as far as it asks one district.
fn prohibition() -> std::sync::Arc<rulebook::Rulebook> {
    let early = "districts.all(d, !d.notice.given || d.notice.channel != 'whatsapp')";
    let late = "districts.all(d, !d.late_notice.given || d.late_notice.channel != 'whatsapp')";
    crate::room::book(&[("not-by-whatsapp", "", &format!("{early} && {late}"), "")])
}

#[test]
fn a_late_notice_by_whatsapp_breaches_the_rule_that_an_early_one_would() {
    let mut room = Room::with(World::Actual, prohibition());
    let movement = room.request("SC-1", crate::room::USUAL_ORDER);
    room.notify(movement, "districts[shangla]", ("2026-12-10", "2026-12-12"));
    room.accept(movement, "districts[shangla]");
    room.duty(Act::Clear { movement });
    assert_eq!(room.stage(movement), Stage::Cleared, "the room knows whom it has not told the hour");
    let late = |channel: &str| Act::GiveLateNotice {
        movement,
        party: path("districts[shangla]"),
        channel: word(channel),
        at: None,
    };
    room.duty(late("whatsapp"));
    assert_eq!(
        (room.stage(movement), room.failing(movement)),
        (Stage::Held, vec!["not-by-whatsapp".to_owned()])
    );
    room.duty(late("radio"));
    assert_eq!(room.stage(movement), Stage::Cleared, "told again by a proper channel");
}
