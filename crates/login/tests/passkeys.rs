//! Passkeys, shown by an authenticator in software.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what it expects; there a panic is the report"
)]

mod scene;

use login::passkey::{PublicKeyCredential, RegisterPublicKeyCredential, Url};
use login::{LoginError, Secret};
use model::Span;
use scene::{HERE, OFFICER, PASSWORD, PRINCIPAL, STEP, Scene};
use webauthn_authenticator_rs::WebauthnAuthenticator as _;
use webauthn_authenticator_rs::softpasskey::SoftPasskey;

type Device = SoftPasskey;

/// A device that says it has unlocked itself for its owner.
fn device() -> Device {
    SoftPasskey::new(true)
}

fn site() -> Url {
    "https://ops.example.org".parse().unwrap()
}

fn make(scene: &Scene, device: &mut Device, token: &str) -> RegisterPublicKeyCredential {
    let challenge = scene.login.passkey_to_make(token, scene.now).unwrap();
    device.do_registration(site(), challenge).unwrap()
}

fn show(scene: &Scene, device: &mut Device, ticket: &str) -> PublicKeyCredential {
    let challenge = scene.login.passkey_challenge(ticket, scene.now).unwrap();
    device.do_authentication(site(), challenge).unwrap()
}

fn answer(scene: &Scene, ticket: &str, answer: &PublicKeyCredential) -> Result<Secret, LoginError> {
    scene.login.second_factor_passkey(ticket, answer, HERE, scene.now)
}

fn enrol(scene: &Scene, device: &mut Device) -> Secret {
    let link = scene.login.invite(OFFICER, scene.now).unwrap();
    scene.login.redeem(link.expose(), "kim", PASSWORD, scene.now).unwrap();
    let made = make(scene, device, link.expose());
    scene.login.confirm_passkey(link.expose(), &made, scene.now).unwrap()
}

#[test]
fn an_officer_enrols_and_signs_in_with_a_passkey() {
    let (scene, mut device) = (Scene::new(), device());
    let session = enrol(&scene, &mut device);
    assert!(scene.login.who(session.expose(), scene.now).unwrap().unwrap().second_factor);
    assert_eq!(scene.login.means(OFFICER).unwrap().unwrap().passkeys, 1);
    for _ in 0..2 {
        let ticket = scene.ticket("kim");
        let shown = show(&scene, &mut device, &ticket);
        assert_eq!(scene.who(&answer(&scene, &ticket, &shown).unwrap()), Some(OFFICER));
    }
}

#[test]
fn an_answer_is_for_one_challenge_of_one_sign_in() {
    let (scene, mut device) = (Scene::new(), device());
    enrol(&scene, &mut device);
    let ticket = scene.ticket("kim");
    let shown = show(&scene, &mut device, &ticket);
    let other = scene.ticket("kim");
    assert_eq!(answer(&scene, &other, &shown).unwrap_err(), LoginError::NotBegun, "it asked for nothing");
    scene.login.passkey_challenge(&other, scene.now).unwrap();
    assert_eq!(answer(&scene, &other, &shown).unwrap_err(), LoginError::WrongPasskey);
    assert!(answer(&scene, &ticket, &shown).is_ok());
    assert_eq!(answer(&scene, &ticket, &shown).unwrap_err(), LoginError::NotBegun);
}

#[test]
fn another_site_gets_an_answer_that_opens_nothing_here() {
    let (scene, mut device) = (Scene::new(), device());
    enrol(&scene, &mut device);
    let ticket = scene.ticket("kim");
    let challenge = scene.login.passkey_challenge(&ticket, scene.now).unwrap();
    // A browser lets a page below the domain ask: it is for us to look where the answer was given.
    let elsewhere = "https://evil.ops.example.org".parse().unwrap();
    let phished = device.do_authentication(elsewhere, challenge).unwrap();
    assert_eq!(answer(&scene, &ticket, &phished).unwrap_err(), LoginError::WrongPasskey);
}

#[test]
fn a_passkey_is_added_to_a_code_generator_and_either_will_do() {
    let (mut scene, mut device) = (Scene::new(), device());
    let (app, session) = scene.enrol(OFFICER, "kim");
    scene.login.add_factor(session.expose(), scene.now).unwrap();
    let made = make(&scene, &mut device, session.expose());
    let new = scene.login.confirm_passkey(session.expose(), &made, scene.now).unwrap();
    assert_eq!([&session, &new].map(|token| scene.who(token)), [None, Some(OFFICER)]);
    scene.wait(STEP);
    let ticket = scene.ticket("kim");
    assert!(scene.second(&ticket, &app.code(scene.now)).is_ok());
    let ticket = scene.ticket("kim");
    let shown = show(&scene, &mut device, &ticket);
    assert!(answer(&scene, &ticket, &shown).is_ok());
}

#[test]
fn a_passkey_of_one_person_is_not_another_ones() {
    let (scene, mut device) = (Scene::new(), device());
    enrol(&scene, &mut device);
    let link = scene.login.invite(PRINCIPAL, scene.now).unwrap();
    scene.login.redeem(link.expose(), "lee", PASSWORD, scene.now).unwrap();
    let mut lees = self::device();
    let made = make(&scene, &mut lees, link.expose());
    scene.login.confirm_passkey(link.expose(), &made, scene.now).unwrap();
    let (kim, lee) = (scene.ticket("kim"), scene.ticket("lee"));
    let shown = show(&scene, &mut device, &kim);
    scene.login.passkey_challenge(&lee, scene.now).unwrap();
    assert_eq!(answer(&scene, &lee, &shown).unwrap_err(), LoginError::WrongPasskey);
}

#[test]
fn wrong_answers_are_throttled_like_wrong_codes() {
    let (scene, mut device) = (Scene::new(), device());
    enrol(&scene, &mut device);
    let ticket = scene.ticket("kim");
    let shown = show(&scene, &mut device, &ticket);
    let last = (0..30)
        .map(|_| {
            scene.login.passkey_challenge(&ticket, scene.now).unwrap();
            answer(&scene, &ticket, &shown).unwrap_err()
        })
        .take_while(|error| *error == LoginError::WrongPasskey)
        .count();
    assert_eq!(last, 5);
}

#[test]
fn what_was_begun_too_long_ago_is_not_finished() {
    let (mut scene, mut device) = (Scene::new(), device());
    enrol(&scene, &mut device);
    let ticket = scene.ticket("kim");
    let shown = show(&scene, &mut device, &ticket);
    scene.wait(Span::minutes(5));
    assert_eq!(answer(&scene, &ticket, &shown).unwrap_err(), LoginError::NotBegun);
}
