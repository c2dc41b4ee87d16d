//! A story in which everything happens once.

use chance::draw::{Seed, commit};
use conduct::{
    Act, Event, Pinned, Sight, What,
    alert::{Found, Key},
    command::{AlertVerdict, Means},
    danger::Danger,
    device::{DeviceSort, Sealed},
    draw::Urn,
    duress::Agreed,
    handover::{Crossing, Side},
    message::{Failure, Fate, Recipient},
    movement::{Answer, Choice},
    shift::Open,
    silence::{Over, Silence, SilenceWhy},
    voice::{Reporter, VoiceMeans},
};
use model::{
    Digest, Dossier, Place, Span,
    id::{DeviceId, PersonId, SearchId},
    party::{Actor, Role},
};
use uuid::Uuid;

use crate::room::{CORRIDOR, Room, Shelf, accepts, at, corridor, order, path, role, said, state, text, word};

const SHANGLA: &str = "districts[shangla]";

pub fn told() -> Vec<Event> {
    let mut room = Room::usual();
    room.duty(Act::Register { statements: vec![state("vehicles[SPU-7].plate", "LES-7")] });
    a_journey(&mut room);
    a_permission(&mut room);
    an_emergency(&mut room);
    rules_change(&mut room);
    people(&mut room);
    roads(&mut room);
    the_watch(&mut room);
    the_order_of_the_watch(&mut room);
    voices(&mut room);
    duress(&mut room);
    hand_overs(&mut room);
    a_shift(&mut room);
    searches(&mut room);
    a_room_that_was_down(&mut room);
    room.history
}

fn people(room: &mut Room) {
    let (first, other) = (PersonId(Uuid::from_u128(41)), PersonId(Uuid::from_u128(42)));
    let enrol = |person, role, label: Option<&str>| Act::EnrolPerson {
        person,
        role,
        agency: word("spu"),
        label: label.map(word),
        areas: Vec::new(),
        name: text(31),
    };
    room.does(Role::System, enrol(first, Role::Administrator, None));
    room.does(Role::Administrator, enrol(other, Role::Commander, Some("lead")));
    let movement = room.id("SC-1");
    room.duty(Act::OpenCase { movement, reason: text(32) });
    let hour = at("2026-12-11 05:00");
    let sight = Sight { person: other, role: Role::Commander, movement, part: word("schedule"), hour };
    room.does(Role::System, Act::NoteSights { sights: vec![sight] });
    messages(room, first, other);
    room.does(Role::Administrator, Act::DismissPerson { person: other });
    room.does(Role::Administrator, Act::ErasePerson { person: other, because: Some(text(33)) });
}

/// One is told by mail, one's agency by webhook, and one has no address.
fn messages(room: &mut Room, administrator: PersonId, commander: PersonId) {
    let duty = PersonId(Uuid::from_u128(43));
    let enrol = Act::EnrolPerson {
        person: duty,
        role: Role::DutyOfficer,
        agency: word("spu"),
        label: None,
        areas: Vec::new(),
        name: text(33),
    };
    room.does(Role::Administrator, enrol);
    let set = |of: &Recipient, secret| Act::SetAddress {
        of: of.clone(),
        address: text(34),
        secret,
        language: word("en"),
    };
    let (own, agency) = (Recipient::Person(commander), Recipient::Agency(word("spu")));
    let themselves = |person, of| Actor { person: Some(person), ..role(of) };
    room.tell(&themselves(commander, Role::Commander), set(&own, None)).unwrap();
    room.tell(&themselves(administrator, Role::Administrator), set(&agency, Some(text(35)))).unwrap();
    let movement = room.request("SC-9", crate::room::USUAL_ORDER);
    room.duty(Act::Cancel { movement, reason: text(36) });
    for (to, fate) in [(own, Fate::Delivered), (agency.clone(), Fate::Failed(Failure::Refused))] {
        let message = *room.state.outbox[&to].keys().next().unwrap();
        room.does(Role::System, Act::NoteDelivery { message, to, fate });
    }
    room.does(Role::Administrator, Act::DropAddress { of: agency });
}

fn a_journey(room: &mut Room) {
    let movement = room.cleared("SC-1");
    let waiting = room.cleared("SC-2");
    let called_off = room.cleared("SC-3");
    room.duty(Act::GiveLateNotice { movement, party: path(SHANGLA), channel: word("radio"), at: None });
    room.does(
        Role::Authority,
        Act::IssueNoObjection {
            movement,
            party: path(SHANGLA),
            granted: true,
            valid_until: Some(at("2026-12-20 00:00")),
        },
    );
    room.duty(Act::Cancel { movement: called_off, reason: text(21) });

    room.notify(waiting, "highway_police", ("2026-12-10", "2026-12-12"));
    room.advance("2026-12-02 08:00");
    room.duty(Act::RecordVainCall { movement: waiting, party: path("highway_police") });
    let answer = |answer, means| Act::AnswerNotice {
        movement: waiting,
        party: path("highway_police"),
        answer,
        means,
        at: Some(at("2026-12-02 07:30")),
    };
    room.does(Role::DistrictOfficer, answer(Answer::Received, Means::Written));
    room.duty(answer(Answer::Objected { reason: text(22) }, Means::Telephone));
    room.duty(answer(accepts(), Means::TelephoneReadBack));

    room.waive(Role::DutyOfficer, waiting, "armour", "2026-12-12 00:00");
    let waiver = room.waive(Role::Authority, waiting, "armour", "2026-12-12 00:00").unwrap();
    room.does(Role::Authority, Act::RevokeWaiver { movement: waiting, waiver });
    room.duty(Act::AuthoriseDeparture { movement });
    room.now = at("2026-12-11 06:00");
    room.gate_sees(movement, &["LES-1", "LES-7", "LES-9"], &["lead", "guard-9"], 7);
    room.gate(movement);
    room.report(movement, vec![said("vehicles[car].bullet_proof", "true", "lab", room.now, None)]);
    assert!(room.departs(movement).clears, "{:?}", room.get(movement));
    let until = Some(at("2026-12-11 09:00"));
    room.report(movement, vec![said("vehicles[car].bullet_proof", "false", "agency-2", room.now, until)]);
    room.does(Role::Commander, Act::Choose { movement, choice: Choice::Continue });
    room.level("pk/kp", "red", true);
    room.does(Role::Commander, Act::Choose { movement, choice: Choice::SafeHaven });
    room.duty(Act::Release { area: word("pk/kp") });
    room.does(Role::Commander, Act::Arrive { movement, at: Some(at("2026-12-11 05:59")) });
    room.files(movement);
}

fn a_permission(room: &mut Room) {
    let plan = order(&[("movement.begins_on", "2026-12-10"), ("movement.ends_on", "2026-12-20")]);
    room.duty(Act::RequestStanding { number: word("ST-1"), plan });
    let standing = room.id("ST-1");
    room.does(Role::Authority, Act::Approve { movement: standing, granted: true });
    let army = Actor { agency: word("army"), ..role(Role::Authority) };
    room.tell(&army, Act::Approve { movement: standing, granted: false }).unwrap();
    let plan = order(&[("vehicles[car].plate", "LES-1"), ("commanders[lead]", ""), ("crew[driver]", "")]);
    room.duty(Act::PlanRun { standing, number: word("R-1"), plan });
    let run = room.id("R-1");
    room.gate(run);
    room.duty(Act::AuthoriseDeparture { movement: run });
    room.duty(Act::AuthoriseDeparture { movement: standing });
}

fn rules_change(room: &mut Room) {
    let pinned = Pinned { rulebooks: vec![Shelf::digest(0)], switched_off: vec![word("seven-days")] };
    room.duty(Act::AdoptRulebooks { pinned, because: Some(text(25)) });
}

fn an_emergency(room: &mut Room) {
    let plan = order(&[("movement.purpose", "hospital"), ("districts[shangla].area", "pk/kp/shangla")]);
    let urgent = Act::StartUrgent { number: word("U-1"), plan, reason: text(23) };
    room.tell(&role(Role::Commander), urgent).unwrap();
    let plan = order(&[("vehicles[x].plate", "LES-66"), ("movement.interval", "50 m")]);
    room.duty(Act::ObserveDeparture { number: word("SEEN-1"), plan: plan.clone(), at: None });
    room.duty(Act::ObserveDeparture { number: word("SC-2"), plan, at: Some(at("2026-12-11 04:00")) });
    room.duty(Act::ObserveDeparture { number: word("SC-3"), plan: Dossier::default(), at: None });
    let alert = *room.state.alerts.keys().next().unwrap();
    room.duty(Act::AcknowledgeAlert { alert });
    room.duty(Act::CloseAlert { alert, verdict: AlertVerdict::Planned, because: None });
    room.clock_is_sound = false;
    room.advance("2026-12-12 06:00");
    let movement = room.id("U-1");
    room.duty(Act::ReviewUrgent { movement, finding: text(24) });
}

/// A way, and what is reported on it: a danger of each sort.
fn roads(room: &mut Room) {
    room.does(Role::Authority, Act::AdoptNetwork { network: corridor() });
    let movement = room.request("ROAD-1", &[("movement.departs_at", "2026-12-20T06:00:00+05:00")]);
    let place = |text: &str| text.parse::<Place>().unwrap();
    let chart = CORRIDOR.chart();
    let way = chart.fastest(place("34.93,72.88"), place("35.29,73.22"), &roads::chart::Vehicle::car(), 12);
    let drives = way.unwrap().arcs.iter().map(|&arc| chart.drives()[arc as usize]).collect();
    room.duty(Act::PlanRoute { movement, seen: 1, drives });
    let (from, on_the_way) = (room.now, place("34.985,72.905"));
    let attack = Danger::Incident {
        kind: word("attack"),
        place: on_the_way,
        within_mm: 250_000,
        at: from,
        grade: Some(word("C3")),
    };
    room.duty(Act::ReportDanger { danger: attack });
    let corners = ["34.98,72.8", "34.98,73", "34.99,73"].map(place).to_vec();
    room.duty(Act::ReportDanger { danger: Danger::NoGo { corners, from, until: None } });
    let closure = Danger::Closure { place: on_the_way, within_mm: 100_000, from, until: None };
    let reported = room.duty(Act::ReportDanger { danger: closure });
    let What::DangerReported { id, .. } = reported[0].what else { panic!("{reported:?}") };
    room.duty(Act::LiftDanger { id, because: text(26) });
    let from = room.now.saturating_add(Span::hours(1));
    let until = Some(room.now.saturating_add(Span::hours(2)));
    room.duty(Act::ReportDanger {
        danger: Danger::Closure { place: on_the_way, within_mm: 100_000, from, until },
    });
    a_draw(room);
    devices(room);
}

/// What reports from the road, and what is anchored of it.
fn devices(room: &mut Room) {
    let (device, credential) = (DeviceId(Uuid::from_u128(70)), Digest([7; 32]));
    let until = Some(room.now.saturating_add(Span::hours(48)));
    let (serves, sort) = (path("vehicles[SPU-7]"), DeviceSort::Phone);
    room.duty(Act::EnrolDevice { device, serves, sort, credential, until, consent: None, language: None });
    let (other, serves, sort) = (DeviceId(Uuid::from_u128(71)), path("principals[P-1]"), DeviceSort::Tak);
    let (credential, consent) = (Digest([8; 32]), Some(text(27)));
    room.duty(Act::EnrolDevice {
        device: other,
        serves,
        sort,
        credential,
        until: None,
        consent,
        language: None,
    });
    let (from, root) = (room.now, Digest([9; 32]));
    let sealed = Sealed { device, from, until: from, first: 1, count: 30, root };
    let movement = Some(room.id("ROAD-2"));
    room.does(Role::System, Act::SealTracks { movement, tracks: vec![sealed.clone()] });
    room.does(Role::System, Act::SealTracks { movement: None, tracks: vec![sealed] });
    room.duty(Act::RevokeDevice { device, because: text(28) });
}

/// What is said by voice, and a silence whose first call is made, whose second is told late and whose third is missed.
fn voices(room: &mut Room) {
    let plan = order(&[("districts[shangla].area", "pk/kp/shangla")]);
    room.duty(Act::ObserveDeparture { number: word("SAID-1"), plan, at: None });
    let (movement, from) = (room.id("SAID-1"), room.now);
    let silence = |over, minutes| Silence {
        over,
        from,
        until: from.saturating_add(Span::minutes(minutes)),
        why: SilenceWhy::Jamming,
        every: Span::minutes(20),
    };
    room.duty(Act::AnnounceSilence { planned: silence(Over::Area(word("pk/kp")), 60) });
    let announced = room.duty(Act::AnnounceSilence { planned: silence(Over::Movement(movement), 600) });
    let What::SilenceAnnounced { silence, .. } = announced[0].what else { panic!("{announced:?}") };
    let mut say = |after: i32, stated: i32, point: Option<&str>, reporter| {
        room.now = from.saturating_add(Span::minutes(after));
        room.tell(&role(Role::System), Act::Advance).unwrap();
        let at = Some(from.saturating_add(Span::minutes(stated)));
        let (point, means) = (point.map(word), VoiceMeans::Radio);
        room.duty(Act::ReportByVoice { movement, point, means, reporter, at, duress: None });
    };
    say(19, 18, Some("CP3"), Some(Reporter::Named(path("commanders[lead]"))));
    say(50, 41, None, Some(Reporter::Somebody(text(29))));
    say(90, 90, None, None);
    let spoken = room.get(movement).heard.last().unwrap().clone();
    room.duty(Act::TakeBackVoice { movement, spoken, because: text(48) });
    room.duty(Act::LiftSilence { silence, because: text(30) });
}

/// Duress by word, by PIN and by a challenge that is missed; one who is called; the answer that ends it.
fn duress(room: &mut Room) {
    let plan = order(&[("commanders[held]", ""), ("principals[P-1]", "")]);
    room.duty(Act::ObserveDeparture { number: word("HELD-1"), plan, at: None });
    let (movement, of) = (room.id("HELD-1"), path("commanders[held]"));
    let [word, pin, duress_pin, question, answer] = [41, 42, 43, 44, 45].map(text);
    let agreed = Agreed { word, pin, duress_pin, question, answer };
    room.duty(Act::AgreeOnWords { of: of.clone(), agreed });
    let check_in = |under_duress| Act::CheckIn { movement, of: of.clone(), under_duress };
    room.does(Role::Commander, check_in(false));
    room.does(Role::Commander, check_in(true));
    let means = VoiceMeans::Telephone;
    let said = Act::ReportByVoice {
        movement,
        point: None,
        means,
        reporter: None,
        at: None,
        duress: Some(of.clone()),
    };
    room.duty(said);
    let person = PersonId(Uuid::from_u128(43));
    room.duty(Act::CallResponder { movement, person });
    room.now = room.now.saturating_add(Span::minutes(3));
    room.does(Role::System, Act::Advance);
    let challenge = || Act::Challenge { movement, of: of.clone() };
    room.duty(challenge());
    room.now = room.now.saturating_add(Span::minutes(11));
    room.does(Role::System, Act::Advance);
    for right in [false, true] {
        room.duty(challenge());
        room.duty(Act::AnswerChallenge { movement, of: of.clone(), right });
    }
}

/// A hand-over that both sides confirm, and one that is overdue.
fn hand_overs(room: &mut Room) {
    let hour = |minutes| room.now.saturating_add(Span::minutes(minutes)).to_string();
    let [first, second, third] = [hour(5), hour(30), hour(60)];
    let plan = order(&[
        ("districts[a].enters_at", &first),
        ("districts[b].enters_at", &second),
        ("districts[c].enters_at", &third),
    ]);
    room.duty(Act::ObserveDeparture { number: word("OVER-1"), plan, at: None });
    let movement = room.id("OVER-1");
    let confirm = |side, at, reporter| {
        let crossing = Crossing { into: path("districts[b]"), visit: 1 };
        Act::ConfirmHandOver { movement, crossing, side, at, reporter }
    };
    room.does(Role::Commander, confirm(Side::Giving, None, None));
    room.duty(confirm(Side::Taking, Some(room.now), Some(Reporter::Somebody(text(41)))));
    room.now = room.now.saturating_add(Span::minutes(80));
    room.does(Role::System, Act::Advance);
}

/// One finding is disproved, one is closed as what it was.
fn the_watch(room: &mut Room) {
    let (movement, since) = (room.id("ROAD-2"), room.now);
    let key = |element: Option<&str>| Key {
        rule: word("corridor"),
        subject: Some(word("SPU-7")),
        element: element.map(word),
    };
    let (distance, delay) = (Some(450_000), Some(Span::minutes(4)));
    let now = Found {
        key: key(None),
        since,
        established: None,
        until: None,
        vehicles: Vec::new(),
        evidence: vec![7, 9],
        distance,
        delay: None,
    };
    let over = Found { key: key(Some("rp-2")), until: Some(since), delay, distance: None, ..now.clone() };
    let ended = Found { until: Some(since), ..now.clone() };
    let halted = Key { rule: word("stop"), subject: None, element: Some(word("rp-2")) };
    let together = Found { vehicles: vec![word("SPU-7"), word("SPU-8")], ..Found::of(halted.clone(), since) };
    room.does(Role::System, Act::Find { movement, found: vec![now, over, together], gone: Vec::new() });
    room.does(Role::System, Act::Find { movement, found: vec![ended], gone: Vec::new() });
    room.does(Role::System, Act::Find { movement, found: Vec::new(), gone: vec![key(None), halted] });
    let about_the_point = |found: &Found| found.key.subject.is_some() && found.key.element.is_some();
    let alert = room.state.alerts.iter().find(|(_, a)| a.found.as_ref().is_some_and(about_the_point));
    let alert = *alert.unwrap().0;
    room.duty(Act::CloseAlert { alert, verdict: AlertVerdict::True, because: None });
}

/// A watch begins, is signed over with what is open, and an alert that nobody takes goes all the way up.
fn a_shift(room: &mut Room) {
    let officers = [PersonId(Uuid::from_u128(143)), PersonId(Uuid::from_u128(144))];
    for person in officers {
        let (role, agency, label, areas) = (Role::DutyOfficer, word("spu"), None, Vec::new());
        room.does(
            Role::Administrator,
            Act::EnrolPerson { person, role, agency, label, areas, name: text(34) },
        );
    }
    let [on, next] = officers.map(|person| Actor { person: Some(person), ..role(Role::DutyOfficer) });
    let open = |room: &Room| {
        let Open { alerts, movements } = Open::of(&room.state);
        (Vec::from_iter(alerts), Vec::from_iter(movements))
    };
    let (alerts, movements) = open(room);
    room.tell(&on, Act::TakeShift { next: None, alerts, movements }).unwrap();
    let movement = room.id("ROAD-2");
    let key = Key { rule: word("stop"), subject: Some(word("SPU-7")), element: None };
    let (since, evidence) = (room.now, vec![11]);
    let found = Found { evidence, ..Found::of(key, since) };
    room.does(Role::System, Act::Find { movement, found: vec![found], gone: Vec::new() });
    room.now = room.now.saturating_add(Span::minutes(11));
    room.does(Role::System, Act::Advance);
    let (alerts, movements) = open(room);
    let to = officers[1];
    room.tell(&on, Act::OfferShift { to, alerts: alerts.clone(), movements: movements.clone() }).unwrap();
    room.tell(&next, Act::TakeShift { next: Some(officers[0]), alerts, movements }).unwrap();
    let alert = *room.state.alerts.keys().next_back().unwrap();
    room.tell(&next, Act::AcknowledgeAlert { alert }).unwrap();
    let (verdict, because) = (AlertVerdict::Planned, Some(text(35)));
    room.tell(&next, Act::CloseAlert { alert, verdict, because }).unwrap();
}

/// Where one person's device was is asked, approved and read, and asked and refused.
fn searches(room: &mut Room) {
    let people = [(145, Role::Investigator), (146, Role::Authority)];
    let [asks, decides] = people.map(|(n, who)| {
        let person = PersonId(Uuid::from_u128(n));
        let (agency, label, areas, name) = (word("spu"), None, Vec::new(), text(36));
        room.does(Role::Administrator, Act::EnrolPerson { person, role: who, agency, label, areas, name });
        Actor { person: Some(person), ..role(who) }
    });
    let movement = room.id("ROAD-2");
    room.duty(Act::OpenCase { movement, reason: text(37) });
    for (n, granted) in [(1, true), (2, false)] {
        let search = SearchId(Uuid::from_u128(n));
        let (of, from, until) =
            (path("commanders[lead]"), room.now.saturating_add(Span::hours(-2)), room.now);
        room.tell(&asks, Act::AskSearch { search, movement, of, from, until, reason: text(38) }).unwrap();
        let because = (!granted).then(|| text(39));
        room.tell(&decides, Act::AnswerSearch { search, granted, because }).unwrap();
    }
    room.tell(&asks, Act::ReadSearch { search: SearchId(Uuid::from_u128(1)) }).unwrap();
}

/// What one on the road is watched by, and what it is watched by later.
fn the_order_of_the_watch(room: &mut Room) {
    let movement = room.id("SEEN-1");
    for order in [Digest([11; 32]), Digest([12; 32])] {
        room.does(Role::System, Act::SetWatch { movement, order, areas: Digest([13; 32]) });
    }
}

/// Way and hour by lot.
fn a_draw(room: &mut Room) {
    let movement = room.request("ROAD-2", &[("movement.departs_on", "2026-12-20")]);
    let chart = CORRIDOR.chart();
    let way = |from: &str, to: &str| -> Vec<u32> {
        let (from, to) = (from.parse().unwrap(), to.parse().unwrap());
        let way = chart.fastest(from, to, &roads::chart::Vehicle::car(), 12).unwrap();
        way.arcs.iter().map(|&arc| chart.drives()[arc as usize]).collect()
    };
    let hours = [at("2026-12-20 05:00"), at("2026-12-20 07:00")];
    let ways = vec![way("33.60,73.04", "33.82,72.69")];
    let urn = Urn::of(chart, corridor(), &roads::chart::Vehicle::car(), ways, &hours).unwrap();
    let seed: Seed = "5a".repeat(32).parse().unwrap();
    let commitment = Digest(commit(&seed, &urn.names().unwrap()).0);
    room.duty(Act::CommitDraw { movement, seen: 1, urn, commitment, seed: text(27) });
    let contribution = word(&"c0".repeat(32));
    room.does(Role::Sponsor, Act::ContributeToDraw { movement, contribution });
    room.duty(Act::RevealDraw { movement, seed: word(&seed.hex()) });
}

/// A telephone reports of one on the road, and the room is down for a while.
fn a_room_that_was_down(room: &mut Room) {
    let (device, serves) = (DeviceId(Uuid::from_u128(74)), path("vehicles[x]"));
    let (sort, credential) = (DeviceSort::Phone, Digest([14; 32]));
    room.duty(Act::EnrolDevice {
        device,
        serves,
        sort,
        credential,
        until: None,
        consent: None,
        language: None,
    });
    let since = room.now;
    room.now = since.saturating_add(Span::minutes(2));
    room.does(Role::System, Act::HearAgain { since, until: None });
    // Somebody turns out to have left in that time.
    let at = Some(since.saturating_add(Span::minutes(1)));
    room.duty(Act::ObserveDeparture { number: word("SEEN-2"), plan: Dossier::default(), at });
}
