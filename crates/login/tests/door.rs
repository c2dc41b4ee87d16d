//! Signing in, and being known until the session ends.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it expects; there a panic is the report"
)]

mod scene;

use std::net::{IpAddr, Ipv4Addr};

use login::{IDLE, LoginError, SESSION, SignedIn};
use model::Span;
use model::party::Role;
use scene::{HERE, OFFICER, PASSWORD, PRINCIPAL, STEP, Scene};

#[test]
fn an_unknown_name_and_a_wrong_password_get_the_same_answer_and_the_same_throttle() {
    let scene = Scene::new();
    scene.enrol(OFFICER, "kim");
    let from = |n| IpAddr::V4(Ipv4Addr::new(198, 51, 100, n));
    let answers = |name: &str, n: u8| {
        let tries = 0..8;
        let tried =
            tries.map(|_| scene.login.sign_in(name, "not the password", from(n), scene.now).unwrap_err());
        tried.collect::<Vec<_>>()
    };
    let (known, unknown) = (answers("kim", 1), answers("nobody", 2));
    assert_eq!(known, unknown);
    assert_eq!(known[4], LoginError::Wrong);
    assert!(matches!(known[5], LoginError::TooMany { until } if until > scene.now), "{known:?}");
}

#[test]
fn the_right_password_is_not_looked_at_while_the_throttle_holds() {
    let mut scene = Scene::new();
    scene.enrol(OFFICER, "kim");
    while scene.sign_in("kim", "not the password").unwrap_err() == LoginError::Wrong {}
    let LoginError::TooMany { until } = scene.sign_in("kim", PASSWORD).unwrap_err() else { panic!() };
    scene.now = until;
    assert!(scene.sign_in("kim", PASSWORD).is_ok());
}

#[test]
fn a_code_counts_once() {
    let mut scene = Scene::new();
    let (app, _) = scene.enrol(OFFICER, "kim");
    let used = app.code(scene.now);
    let ticket = scene.ticket("kim");
    assert_eq!(scene.second(&ticket, &used).unwrap_err(), LoginError::WrongCode, "it set the app up");
    scene.wait(STEP);
    let code = app.code(scene.now);
    assert!(scene.second(&ticket, &code).is_ok());
    assert_eq!(scene.second(&ticket, &code).unwrap_err(), LoginError::NotBegun, "the ticket is spent");
    let ticket = scene.ticket("kim");
    assert_eq!(scene.second(&ticket, &code).unwrap_err(), LoginError::WrongCode);
    scene.wait(Span::seconds(-30));
    let ticket = scene.ticket("kim");
    assert_eq!(scene.second(&ticket, &used).unwrap_err(), LoginError::WrongCode, "nor one before it");
}

#[test]
fn codes_are_throttled_with_the_password_known() {
    let mut scene = Scene::new();
    let (app, _) = scene.enrol(OFFICER, "kim");
    scene.wait(STEP);
    let right = app.code(scene.now);
    let wrong = if right == "000000" { "000001" } else { "000000" };
    let mut looked_at = 0;
    for _ in 0..30 {
        let Ok(SignedIn::SecondFactor(asked)) = scene.sign_in("kim", PASSWORD) else { break };
        match scene.second(asked.ticket.expose(), wrong).unwrap_err() {
            LoginError::WrongCode => looked_at += 1,
            other => panic!("{other}"),
        }
    }
    assert_eq!(looked_at, 5);
}

#[test]
fn a_ticket_is_good_for_five_minutes_and_opens_nothing_itself() {
    let mut scene = Scene::new();
    let (app, _) = scene.enrol(OFFICER, "kim");
    scene.wait(STEP);
    let ticket = scene.ticket("kim");
    assert_eq!(scene.login.who(&ticket, scene.now), Ok(None));
    scene.wait(Span(login::door::TICKET.0));
    assert_eq!(scene.second(&ticket, &app.code(scene.now)).unwrap_err(), LoginError::NotBegun);
}

#[test]
fn a_session_ends_unused_after_half_an_hour_and_in_any_case_after_twelve() {
    let mut scene = Scene::new();
    let session = scene.enrol_plain(PRINCIPAL, "lee");
    let began = scene.now;
    scene.wait(Span(IDLE.0 - 1));
    assert_eq!(scene.who(&session), Some(PRINCIPAL));
    scene.wait(Span(IDLE.0 - 1));
    assert_eq!(scene.who(&session), Some(PRINCIPAL), "it was used");
    while scene.now.saturating_add(Span::minutes(20)).since(began) < SESSION {
        scene.wait(Span::minutes(20));
        assert_eq!(scene.who(&session), Some(PRINCIPAL));
    }
    scene.now = began.saturating_add(SESSION);
    assert_eq!(scene.who(&session), None);

    let SignedIn::Session(session) = scene.sign_in("lee", PASSWORD).unwrap() else { panic!() };
    scene.wait(IDLE);
    assert_eq!(scene.who(&session), None);
    assert_eq!(scene.who(&session), None, "asking does not revive it");
}

#[test]
fn a_session_from_the_future_is_not_trusted() {
    let mut scene = Scene::new();
    let session = scene.enrol_plain(PRINCIPAL, "lee");
    scene.wait(Span::seconds(-60));
    assert_eq!(scene.who(&session), Some(PRINCIPAL), "the clock was corrected");
    scene.wait(Span::seconds(-1));
    assert_eq!(scene.who(&session), None);
}

#[test]
fn who_signs_out_is_out_and_everywhere_if_they_say_so() {
    let scene = Scene::new();
    let one = scene.enrol_plain(PRINCIPAL, "lee");
    let [two, three] = [(); 2].map(|()| match scene.sign_in("lee", PASSWORD).unwrap() {
        SignedIn::Session(token) => token,
        SignedIn::SecondFactor(_) => panic!(),
    });
    scene.login.sign_out(two.expose()).unwrap();
    assert_eq!([&one, &two, &three].map(|token| scene.who(token)), [Some(PRINCIPAL), None, Some(PRINCIPAL)]);
    assert_eq!(scene.login.sign_out_everywhere(PRINCIPAL), Ok(2));
    assert_eq!([&one, &three].map(|token| scene.who(token)), [None, None]);
}

#[test]
fn a_role_that_needs_a_factor_stops_sessions_without_and_lets_nobody_in_without() {
    let scene = Scene::new();
    let session = scene.enrol_plain(PRINCIPAL, "lee");
    *scene.role.lock().unwrap() = Role::Administrator;
    assert_eq!(scene.who(&session), None);
    assert_eq!(scene.sign_in("lee", PASSWORD).unwrap_err(), LoginError::NoFactor);
    assert_eq!(scene.sign_in("lee", "not the password").unwrap_err(), LoginError::Wrong);
    assert_eq!(scene.login.add_factor(session.expose(), scene.now).unwrap_err(), LoginError::NotSignedIn);
}

#[test]
fn nothing_that_is_typed_breaks_the_door() {
    let scene = Scene::new();
    scene.enrol(OFFICER, "kim");
    let long = "x".repeat(1 << 20);
    for text in ["", "\0", "é\u{301}\u{202e}", long.as_str()] {
        let from = IpAddr::V6(0.into());
        assert!(scene.login.sign_in(text, text, from, scene.now).is_err());
        assert!(scene.login.second_factor(text, text, HERE, scene.now).is_err());
        assert_eq!(scene.login.who(text, scene.now), Ok(None));
        assert_eq!(scene.login.invitation(text, scene.now), Ok(None));
        assert!(scene.login.confirm_code(text, text, scene.now).is_err());
        assert_eq!(scene.login.sign_out(text), Ok(()));
    }
}

#[test]
fn nothing_that_is_shown_or_logged_gives_a_secret_away() {
    let scene = Scene::new();
    let link = scene.login.invite(OFFICER, scene.now).unwrap();
    let redeemed = scene.login.redeem(link.expose(), "kim", PASSWORD, scene.now).unwrap();
    let app = scene::App::new(redeemed.codes.typed.expose());
    let session = scene.login.confirm_code(link.expose(), &app.code(scene.now), scene.now).unwrap();
    let signed_in = scene.sign_in("kim", PASSWORD).unwrap();
    let shown = format!("{link:?} {redeemed:?} {session:?} {signed_in:?}");
    let SignedIn::SecondFactor(asked) = &signed_in else { panic!() };
    let secrets = [&link, &redeemed.codes.typed, &redeemed.codes.uri, &session, &asked.ticket];
    for secret in secrets.map(login::Secret::expose).into_iter().chain([PASSWORD]) {
        assert!(!shown.contains(secret));
    }
}
