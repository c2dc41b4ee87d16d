//! From an invitation to an account.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it expects; there a panic is the report"
)]

mod scene;

use login::{INVITATION, LoginError, SignedIn};
use model::Span;
use scene::{App, OFFICER, PASSWORD, PRINCIPAL, STEP, Scene};

#[test]
fn an_invited_officer_chooses_a_password_sets_up_a_code_generator_and_is_in() {
    let mut scene = Scene::new();
    let (app, session) = scene.enrol(OFFICER, "Kim");
    let who = scene.login.who(session.expose(), scene.now).unwrap().unwrap();
    assert_eq!((who.person, who.since, who.second_factor), (OFFICER, scene.now, true));
    let means = scene.login.means(OFFICER).unwrap().unwrap();
    assert_eq!((means.name.as_str(), means.codes, means.passkeys), ("kim", true, 0));
    scene.wait(STEP);
    let ticket = scene.ticket("KIM ");
    assert!(scene.second(&ticket, &app.code(scene.now)).is_ok());
}

#[test]
fn a_link_works_once_and_for_seventy_two_hours() {
    let mut scene = Scene::new();
    let link = scene.login.invite(PRINCIPAL, scene.now).unwrap();
    let link = link.expose();
    let issued = scene.now;
    scene.wait(Span(INVITATION.0 - 1));
    assert_eq!(scene.login.invitation(link, scene.now), Ok(Some(PRINCIPAL)));
    scene.login.redeem(link, "lee", PASSWORD, scene.now).unwrap();
    let late = issued.saturating_add(INVITATION);
    assert_eq!(scene.login.invitation(link, late), Ok(None));
    assert_eq!(scene.login.finish_without_factor(link, late).unwrap_err(), LoginError::NotInvited);
    assert_eq!(scene.login.redeem(link, "lee", PASSWORD, late).unwrap_err(), LoginError::NotInvited);
    scene.login.finish_without_factor(link, scene.now).unwrap();
    assert_eq!(scene.login.invitation(link, scene.now), Ok(None));
    assert_eq!(scene.login.finish_without_factor(link, scene.now).unwrap_err(), LoginError::NotBegun);
    assert_eq!(scene.login.redeem(link, "lee", PASSWORD, scene.now).unwrap_err(), LoginError::NotInvited);
}

#[test]
fn who_does_not_finish_begins_again_with_the_same_link() {
    let mut scene = Scene::new();
    let link = scene.login.invite(OFFICER, scene.now).unwrap();
    let first = scene.login.redeem(link.expose(), "kim", PASSWORD, scene.now).unwrap();
    assert!(first.factor_required);
    assert_eq!(scene.sign_in("kim", PASSWORD).unwrap_err(), LoginError::Wrong, "nothing is written yet");
    scene.wait(Span::hours(2));
    let code = App::new(first.codes.typed.expose()).code(scene.now);
    assert_eq!(scene.login.confirm_code(link.expose(), &code, scene.now).unwrap_err(), LoginError::NotBegun);
    let second = scene.login.redeem(link.expose(), "kim", PASSWORD, scene.now).unwrap();
    let (old, new) = (first.codes.typed, second.codes.typed);
    assert_ne!(old.expose(), new.expose());
    let code = App::new(old.expose()).code(scene.now);
    assert_eq!(scene.login.confirm_code(link.expose(), &code, scene.now).unwrap_err(), LoginError::WrongCode);
    let code = App::new(new.expose()).code(scene.now);
    assert!(scene.login.confirm_code(link.expose(), &code, scene.now).is_ok());
}

#[test]
fn who_must_have_a_factor_cannot_do_without() {
    let scene = Scene::new();
    let link = scene.login.invite(OFFICER, scene.now).unwrap();
    scene.login.redeem(link.expose(), "kim", PASSWORD, scene.now).unwrap();
    let without = scene.login.finish_without_factor(link.expose(), scene.now);
    assert_eq!(without.unwrap_err(), LoginError::FactorRequired);
    assert_eq!(scene.login.means(OFFICER), Ok(None));
}

#[test]
fn a_name_that_is_taken_stays_with_who_has_it() {
    let scene = Scene::new();
    let [one, two] = [OFFICER, PRINCIPAL].map(|person| scene.login.invite(person, scene.now).unwrap());
    let begun = scene.login.redeem(one.expose(), "kim", PASSWORD, scene.now).unwrap();
    scene.login.redeem(two.expose(), "Kim", PASSWORD, scene.now).unwrap();
    let code = App::new(begun.codes.typed.expose()).code(scene.now);
    scene.login.confirm_code(one.expose(), &code, scene.now).unwrap();
    let taken = LoginError::NameTaken { name: "kim".to_owned() };
    assert_eq!(scene.login.finish_without_factor(two.expose(), scene.now).unwrap_err(), taken);
    assert_eq!(scene.login.redeem(two.expose(), "KIM", PASSWORD, scene.now).unwrap_err(), taken);
    scene.login.redeem(two.expose(), "lee", PASSWORD, scene.now).unwrap();
    assert!(scene.login.finish_without_factor(two.expose(), scene.now).is_ok(), "the link is still good");
}

#[test]
fn a_new_link_ends_password_factors_sessions_and_what_was_begun_with_them() {
    let mut scene = Scene::new();
    let (app, session) = scene.enrol(OFFICER, "kim");
    scene.wait(STEP);
    let ticket = scene.ticket("kim");
    let before = scene.login.invite(OFFICER, scene.now).unwrap();
    let link = scene.login.invite(OFFICER, scene.now).unwrap();
    assert_eq!(scene.login.invitation(before.expose(), scene.now), Ok(None));
    assert_eq!(scene.who(&session), None);
    assert_eq!(scene.sign_in("kim", PASSWORD).unwrap_err(), LoginError::Wrong);
    assert_eq!(scene.second(&ticket, &app.code(scene.now)).unwrap_err(), LoginError::NotBegun);
    let again = scene.login.redeem(link.expose(), "kim", PASSWORD, scene.now).unwrap();
    let new = App::new(again.codes.typed.expose());
    scene.login.confirm_code(link.expose(), &new.code(scene.now), scene.now).unwrap();
    scene.wait(STEP);
    let old_ticket = scene.second(&ticket, &new.code(scene.now));
    assert_eq!(old_ticket.unwrap_err(), LoginError::NotBegun, "it was for the account before");
}

#[test]
fn a_factor_is_added_by_its_owner_and_asked_for_from_then_on() {
    let mut scene = Scene::new();
    let session = scene.enrol_plain(PRINCIPAL, "lee");
    let other = match scene.sign_in("lee", PASSWORD).unwrap() {
        SignedIn::Session(token) => token,
        SignedIn::SecondFactor(_) => panic!("there is none yet"),
    };
    let setup = scene.login.add_factor(session.expose(), scene.now).unwrap();
    let app = App::new(setup.typed.expose());
    assert_eq!(
        scene.login.confirm_code(session.expose(), "000000", scene.now).map(|_| ()),
        Err(LoginError::WrongCode)
    );
    let new = scene.login.confirm_code(session.expose(), &app.code(scene.now), scene.now).unwrap();
    assert_eq!([&session, &other, &new].map(|token| scene.who(token)), [None, None, Some(PRINCIPAL)]);
    scene.wait(STEP);
    let ticket = scene.ticket("lee");
    assert!(scene.second(&ticket, &app.code(scene.now)).is_ok());
    assert_eq!(scene.login.add_factor("nonsense", scene.now).unwrap_err(), LoginError::NotSignedIn);
}

#[test]
fn what_was_begun_in_a_session_ends_with_it() {
    let scene = Scene::new();
    let session = scene.enrol_plain(PRINCIPAL, "lee");
    let setup = scene.login.add_factor(session.expose(), scene.now).unwrap();
    scene.login.sign_out(session.expose()).unwrap();
    let code = App::new(setup.typed.expose()).code(scene.now);
    assert_eq!(
        scene.login.confirm_code(session.expose(), &code, scene.now).unwrap_err(),
        LoginError::NotSignedIn
    );
    assert!(!scene.login.means(PRINCIPAL).unwrap().unwrap().codes);
}

#[test]
fn who_is_forgotten_is_nobody() {
    let scene = Scene::new();
    let session = scene.enrol_plain(PRINCIPAL, "lee");
    assert_eq!(scene.login.forget(PRINCIPAL), Ok(true));
    assert_eq!(scene.who(&session), None);
    assert_eq!(scene.sign_in("lee", PASSWORD).unwrap_err(), LoginError::Wrong);
    assert_eq!(scene.login.forget(PRINCIPAL), Ok(false));
}
