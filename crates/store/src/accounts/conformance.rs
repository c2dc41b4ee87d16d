//! The laws of everything that keeps accounts.
//!
//! It joins by implementing [`Fresh`] in a test and calling [`accounts_conformance!`](crate::accounts_conformance!).
#![allow(clippy::unwrap_used, reason = "a law is a test: there a panic is the report")]

use record::Hash;

use super::{
    AccountId, Accounts, Codes, Enrolled, Factor, Invitation, NewAccount, Passkey, PersonBytes, SessionRow,
};

/// Where the accounts under test come from.
pub trait Fresh {
    /// What is under test.
    type Accounts: Accounts;

    /// No accounts, in a place of their own.
    fn fresh(&self) -> Self::Accounts;

    /// Closes it and opens the same place again.
    fn reopen(&self, accounts: Self::Accounts) -> Self::Accounts;
}

/// One test for each law, against the accounts that an expression makes (its type implements
/// [`Fresh`](crate::accounts::conformance::Fresh)).
#[macro_export]
macro_rules! accounts_conformance {
    ($fresh:expr) => {
        $crate::accounts_conformance! { $fresh =>
            an_account_comes_back_as_it_was_made
            an_invitation_is_spent_once
            an_invitation_is_for_one_person
            a_new_invitation_takes_the_place_of_the_one_before
            an_invitation_ends_the_account_and_its_sessions
            a_name_belongs_to_one_account
            a_passkey_belongs_to_one_account
            a_session_comes_back_until_it_is_ended
            a_session_begins_for_the_account_that_was_asked_and_no_later_one
            a_session_does_not_begin_without_a_factor_the_account_has
            ending_a_persons_sessions_leaves_everybody_elses
            a_touch_moves_forward_only_and_revives_nothing
            a_code_counts_once_and_none_before_it
            a_factor_is_added_or_replaced_and_ends_sessions
            a_passkey_is_updated_by_its_own_account_only
            what_is_old_is_tidied_away_at_the_bound
            a_person_is_forgotten_whole_and_alone
            after_a_restore_nobody_is_in_and_accounts_stay
        }
    };
    ($fresh:expr => $($law:ident)*) => {
        $(
            #[test]
            fn $law() {
                $crate::accounts::conformance::$law(&$fresh);
            }
        )*
    };
}

const KIM: PersonBytes = [1; 16];
const LEE: PersonBytes = [2; 16];

/// Every part, with letters of any script.
pub fn an_account_comes_back_as_it_was_made<F: Fresh>(f: &F) {
    let accounts = f.fresh();
    let id = enrol(&accounts, KIM, "کِم", Some(codes(7)));
    let accounts = f.reopen(accounts);
    let kept = accounts.account_named("کِم").unwrap().unwrap();
    assert_eq!((kept.id, kept.person, kept.name.as_str()), (id, KIM, "کِم"));
    assert_eq!(kept.password, "hash of کِم");
    assert!(kept.codes == Some(Codes { seed: vec![9; 20], step: 7 }) && kept.passkeys.is_empty());
    assert!(accounts.account_of(&KIM).unwrap() == Some(kept));
    assert!(accounts.account_named("کم").unwrap().is_none(), "names differ by every byte");
    assert!(accounts.account_of(&LEE).unwrap().is_none());
}

/// Whoever comes second is not invited.
pub fn an_invitation_is_spent_once<F: Fresh>(f: &F) {
    let accounts = f.fresh();
    invite(&accounts, KIM, 1);
    assert!(matches!(accounts.enrol(&token(1), &new(KIM, "kim", None)), Ok(Enrolled::As(_))));
    let accounts = f.reopen(accounts);
    assert_eq!(accounts.enrol(&token(1), &new(KIM, "other", None)), Ok(Enrolled::NotInvited));
    assert_eq!(accounts.invitation(&token(1)), Ok(None));
    assert!(accounts.account_named("kim").unwrap().is_some());
    assert!(accounts.account_named("other").unwrap().is_none());
}

/// The token says who.
pub fn an_invitation_is_for_one_person<F: Fresh>(f: &F) {
    let accounts = f.fresh();
    invite(&accounts, KIM, 1);
    assert_eq!(accounts.enrol(&token(1), &new(LEE, "lee", None)), Ok(Enrolled::NotInvited));
    assert_eq!(accounts.enrol(&token(2), &new(KIM, "kim", None)), Ok(Enrolled::NotInvited));
    let kept = Invitation { token: token(1), person: KIM, until: 1000 };
    assert_eq!(f.reopen(accounts).invitation(&token(1)), Ok(Some(kept)), "neither spent it");
}

/// Two links for one person would be two chances to steal one.
pub fn a_new_invitation_takes_the_place_of_the_one_before<F: Fresh>(f: &F) {
    let accounts = f.fresh();
    invite(&accounts, KIM, 1);
    invite(&accounts, LEE, 2);
    invite(&accounts, KIM, 3);
    assert_eq!(accounts.invitation(&token(1)), Ok(None));
    assert!(accounts.invitation(&token(2)).unwrap().is_some());
    assert!(accounts.invitation(&token(3)).unwrap().is_some());
}

/// Recovery begins by locking the door.
pub fn an_invitation_ends_the_account_and_its_sessions<F: Fresh>(f: &F) {
    let accounts = f.fresh();
    let kim = enrol(&accounts, KIM, "kim", Some(passkey(5)));
    let lee = enrol(&accounts, LEE, "lee", None);
    assert_eq!(accounts.begin_session(&SessionRow { second_factor: true, ..session(kim, 1) }), Ok(true));
    begin(&accounts, lee, 2);
    invite(&accounts, KIM, 3);
    let accounts = f.reopen(accounts);
    assert!(accounts.account_named("kim").unwrap().is_none());
    assert_eq!(accounts.session(&token(1)), Ok(None));
    assert!(accounts.session(&token(2)).unwrap().is_some());
    let again = accounts.enrol(&token(3), &new(KIM, "kim", Some(passkey(5)))).unwrap();
    assert!(matches!(again, Enrolled::As(id) if id != kim), "name and passkey are free again");
}

/// Nobody is taken for somebody else.
pub fn a_name_belongs_to_one_account<F: Fresh>(f: &F) {
    let accounts = f.fresh();
    enrol(&accounts, KIM, "kim", None);
    invite(&accounts, LEE, 1);
    assert_eq!(accounts.enrol(&token(1), &new(LEE, "kim", None)), Ok(Enrolled::NameTaken));
    assert!(matches!(accounts.enrol(&token(1), &new(LEE, "Kim", None)), Ok(Enrolled::As(_))));
    assert_eq!(accounts.account_named("kim").unwrap().unwrap().person, KIM);
}

/// Nor shows somebody else's key.
pub fn a_passkey_belongs_to_one_account<F: Fresh>(f: &F) {
    let accounts = f.fresh();
    enrol(&accounts, KIM, "kim", Some(passkey(5)));
    invite(&accounts, LEE, 1);
    assert_eq!(accounts.enrol(&token(1), &new(LEE, "lee", Some(passkey(5)))), Ok(Enrolled::PasskeyTaken));
    let lee = enrol(&accounts, LEE, "lee", None);
    assert_eq!(accounts.add_factor(lee, &passkey(5)), Ok(false));
    assert!(accounts.account_of(&LEE).unwrap().unwrap().passkeys.is_empty());
    assert_eq!(accounts.account_of(&KIM).unwrap().unwrap().passkeys.len(), 1);
}

/// Whole, and by its token only.
pub fn a_session_comes_back_until_it_is_ended<F: Fresh>(f: &F) {
    let accounts = f.fresh();
    let kim = enrol(&accounts, KIM, "kim", None);
    let row = SessionRow { second_factor: true, since: -4, ..session(kim, 1) };
    assert_eq!(accounts.begin_session(&row), Ok(true));
    let accounts = f.reopen(accounts);
    assert_eq!(accounts.session(&token(1)), Ok(Some(row)));
    assert_eq!(accounts.session(&token(2)), Ok(None));
    accounts.end_session(&token(1)).unwrap();
    accounts.end_session(&token(1)).unwrap();
    assert_eq!(f.reopen(accounts).session(&token(1)), Ok(None));
}

/// What was proved for an account that is gone proves nothing for the next.
pub fn a_session_begins_for_the_account_that_was_asked_and_no_later_one<F: Fresh>(f: &F) {
    let accounts = f.fresh();
    let before = enrol(&accounts, KIM, "kim", Some(codes(1)));
    let after = enrol(&accounts, KIM, "kim", Some(codes(1)));
    assert_ne!(before, after);
    let begun = SessionRow { second_factor: true, ..session(before, 1) };
    assert_eq!(accounts.begin_session(&begun), Ok(false));
    assert_eq!(accounts.session(&token(1)), Ok(None));
    assert_eq!(accounts.spend_code(before, 9), Ok(false));
    assert_eq!(accounts.add_factor(before, &passkey(1)), Ok(false));
    accounts.forget(&KIM).unwrap();
    let accounts = f.reopen(accounts);
    assert!(enrol(&accounts, KIM, "kim", None) > after, "numbers are not given twice");
}

/// Even if it was added while the password was being looked at.
pub fn a_session_does_not_begin_without_a_factor_the_account_has<F: Fresh>(f: &F) {
    let accounts = f.fresh();
    for (person, name, factor) in [(KIM, "kim", codes(1)), (LEE, "lee", passkey(1))] {
        let id = enrol(&accounts, person, name, None);
        begin(&accounts, id, 1);
        assert_eq!(accounts.add_factor(id, &factor), Ok(true));
        assert_eq!(accounts.begin_session(&session(id, 2)), Ok(false));
        assert_eq!(accounts.session(&token(2)), Ok(None));
        let shown = SessionRow { second_factor: true, ..session(id, 3) };
        assert_eq!(accounts.begin_session(&shown), Ok(true));
        accounts.end_session(&token(3)).unwrap();
    }
}

/// One person's, on every device.
pub fn ending_a_persons_sessions_leaves_everybody_elses<F: Fresh>(f: &F) {
    let accounts = f.fresh();
    let kim = enrol(&accounts, KIM, "kim", None);
    let lee = enrol(&accounts, LEE, "lee", None);
    begin(&accounts, kim, 1);
    begin(&accounts, kim, 2);
    begin(&accounts, lee, 3);
    assert_eq!(accounts.end_sessions(&KIM), Ok(2));
    assert_eq!(accounts.end_sessions(&KIM), Ok(0));
    let accounts = f.reopen(accounts);
    assert_eq!(accounts.session(&token(2)), Ok(None));
    assert!(accounts.session(&token(3)).unwrap().is_some());
    assert!(accounts.account_of(&KIM).unwrap().is_some());
}

/// Two requests may arrive in either order, or after the end.
pub fn a_touch_moves_forward_only_and_revives_nothing<F: Fresh>(f: &F) {
    let accounts = f.fresh();
    let kim = enrol(&accounts, KIM, "kim", None);
    begin(&accounts, kim, 1);
    for seen in [200, 150] {
        accounts.touch(&token(1), seen).unwrap();
        assert_eq!(accounts.session(&token(1)).unwrap().unwrap().seen, 200);
    }
    accounts.end_session(&token(1)).unwrap();
    accounts.touch(&token(1), 300).unwrap();
    assert_eq!(accounts.session(&token(1)), Ok(None));
}

/// A code read over a shoulder is worth nothing after its owner used it.
pub fn a_code_counts_once_and_none_before_it<F: Fresh>(f: &F) {
    let accounts = f.fresh();
    let kim = enrol(&accounts, KIM, "kim", Some(codes(7)));
    let lee = enrol(&accounts, LEE, "lee", None);
    assert_eq!(accounts.spend_code(kim, 7), Ok(false));
    assert_eq!(accounts.spend_code(kim, 9), Ok(true));
    let accounts = f.reopen(accounts);
    assert_eq!(accounts.spend_code(kim, 9), Ok(false));
    assert_eq!(accounts.spend_code(kim, 8), Ok(false));
    assert_eq!(accounts.spend_code(kim, 10), Ok(true));
    assert_eq!(accounts.spend_code(lee, 10), Ok(false), "without a generator there is no code");
}

/// Whoever holds an old session has not shown the new factor.
pub fn a_factor_is_added_or_replaced_and_ends_sessions<F: Fresh>(f: &F) {
    let accounts = f.fresh();
    let kim = enrol(&accounts, KIM, "kim", None);
    for (n, factor) in [(1, codes(1)), (2, codes(5)), (3, passkey(1)), (4, passkey(2)), (5, passkey(1))] {
        let before = SessionRow { second_factor: n > 1, ..session(kim, n) };
        assert_eq!(accounts.begin_session(&before), Ok(true));
        assert_eq!(accounts.add_factor(kim, &factor), Ok(true));
        assert_eq!(accounts.session(&token(n)), Ok(None));
    }
    let kept = f.reopen(accounts).account_of(&KIM).unwrap().unwrap();
    assert!(kept.has_factor());
    assert_eq!(kept.codes.unwrap().step, 5);
    assert_eq!(kept.passkeys.iter().map(|one| one.id.clone()).collect::<Vec<_>>(), [vec![1; 9], vec![2; 9]]);
}

/// Its counter is what betrays a copy.
pub fn a_passkey_is_updated_by_its_own_account_only<F: Fresh>(f: &F) {
    let accounts = f.fresh();
    let kim = enrol(&accounts, KIM, "kim", Some(passkey(1)));
    let lee = enrol(&accounts, LEE, "lee", Some(passkey(2)));
    let used = Passkey { id: vec![1; 9], bytes: b"counter 2".to_vec() };
    assert_eq!(accounts.update_passkey(lee, &used), Ok(false));
    assert_eq!(accounts.update_passkey(kim, &used), Ok(true));
    let accounts = f.reopen(accounts);
    assert!(accounts.account_of(&KIM).unwrap().unwrap().passkeys == [used]);
    assert_eq!(accounts.account_of(&LEE).unwrap().unwrap().passkeys.len(), 1);
}

/// At the bound means gone.
pub fn what_is_old_is_tidied_away_at_the_bound<F: Fresh>(f: &F) {
    let accounts = f.fresh();
    let kim = enrol(&accounts, KIM, "kim", None);
    for (n, since, seen) in [(1, 10, 90), (2, 11, 90), (3, 50, 50), (4, 50, 51)] {
        accounts.begin_session(&SessionRow { since, seen, ..session(kim, n) }).unwrap();
    }
    invite(&accounts, LEE, 5);
    accounts.tidy(10, 50, 999).unwrap();
    let accounts = f.reopen(accounts);
    let left = [1, 2, 3, 4].map(|n| accounts.session(&token(n)).unwrap().is_some());
    assert_eq!(left, [false, true, false, true]);
    assert!(accounts.invitation(&token(5)).unwrap().is_some());
    accounts.tidy(10, 50, 1000).unwrap();
    assert_eq!(accounts.invitation(&token(5)), Ok(None));
}

/// On lawful request; an invitation counts as well.
pub fn a_person_is_forgotten_whole_and_alone<F: Fresh>(f: &F) {
    let accounts = f.fresh();
    let kim = enrol(&accounts, KIM, "kim", Some(passkey(1)));
    enrol(&accounts, LEE, "lee", None);
    assert_eq!(accounts.begin_session(&SessionRow { second_factor: true, ..session(kim, 1) }), Ok(true));
    assert_eq!(accounts.forget(&KIM), Ok(true));
    assert_eq!(accounts.forget(&KIM), Ok(false));
    invite(&accounts, KIM, 2);
    assert_eq!(accounts.forget(&KIM), Ok(true));
    let accounts = f.reopen(accounts);
    assert!(accounts.account_of(&KIM).unwrap().is_none());
    assert_eq!(accounts.session(&token(1)), Ok(None));
    assert_eq!(accounts.invitation(&token(2)), Ok(None));
    assert!(accounts.account_of(&LEE).unwrap().is_some());
}

/// Whoever was in signs in again, with the factors they have; a link used since the backup is good for nothing.
pub fn after_a_restore_nobody_is_in_and_accounts_stay<F: Fresh>(f: &F) {
    let accounts = f.fresh();
    let kim = enrol(&accounts, KIM, "kim", Some(codes(7)));
    let lee = enrol(&accounts, LEE, "lee", None);
    assert_eq!(accounts.begin_session(&SessionRow { second_factor: true, ..session(kim, 1) }), Ok(true));
    begin(&accounts, lee, 2);
    invite(&accounts, [3; 16], 3);
    assert_eq!(accounts.begin_anew(), Ok(()));
    let accounts = f.reopen(accounts);
    assert_eq!((accounts.session(&token(1)), accounts.session(&token(2))), (Ok(None), Ok(None)));
    assert_eq!(accounts.invitation(&token(3)), Ok(None));
    let kept = accounts.account_of(&KIM).unwrap().unwrap();
    assert!(kept.id == kim && kept.codes == Some(Codes { seed: vec![9; 20], step: 7 }));
    assert!(accounts.account_of(&LEE).unwrap().is_some());
}

fn token(n: u8) -> Hash {
    Hash([n; 32])
}

fn invite(accounts: &impl Accounts, person: PersonBytes, n: u8) {
    accounts.invite(&Invitation { token: token(n), person, until: 1000 }).unwrap();
}

fn new(person: PersonBytes, name: &str, factor: Option<Factor>) -> NewAccount {
    NewAccount { person, name: name.to_owned(), password: format!("hash of {name}"), factor }
}

fn enrol(accounts: &impl Accounts, person: PersonBytes, name: &str, factor: Option<Factor>) -> AccountId {
    invite(accounts, person, 255);
    match accounts.enrol(&token(255), &new(person, name, factor)).unwrap() {
        Enrolled::As(id) => Some(id),
        _ => None,
    }
    .unwrap()
}

fn codes(step: i64) -> Factor {
    Factor::Codes(Codes { seed: vec![9; 20], step })
}

fn passkey(n: u8) -> Factor {
    Factor::Passkey(Passkey { id: vec![n; 9], bytes: b"counter 1".to_vec() })
}

fn session(account: AccountId, n: u8) -> SessionRow {
    SessionRow { token: token(n), account, person: KIM, since: 100, seen: 100, second_factor: false }
}

fn begin(accounts: &impl Accounts, account: AccountId, n: u8) {
    assert_eq!(accounts.begin_session(&session(account, n)), Ok(true));
}
