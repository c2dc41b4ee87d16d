//! The laws every store obeys.
//!
//! A store joins by implementing [`Fresh`] in a test and calling the macro [`conformance!`](crate::conformance!),
//! which makes one test of each law:
//!
//! ```ignore
//! store::conformance!(Sqlite::default());
//! ```
#![allow(clippy::unwrap_used, clippy::panic, reason = "a law is a test: there a panic is the report")]

mod append;
mod beside;
mod growth;
mod reading;

pub use append::*;
pub use beside::*;
pub use growth::Growth;
pub use reading::*;

use crate::contract::Store;

/// Where the stores under test come from.
pub trait Fresh {
    /// The store under test.
    type Store: Store;

    /// An empty store in a place of its own.
    fn fresh(&self) -> Self::Store;

    /// Closes the store and opens the same place again.
    fn reopen(&self, store: Self::Store) -> Self::Store;
}

/// One test for each law, against the stores that an expression makes (its type implements
/// [`Fresh`](crate::conformance::Fresh)).
#[macro_export]
macro_rules! conformance {
    ($fresh:expr) => {
        $crate::conformance! { $fresh =>
            an_empty_store_is_empty
            what_was_appended_is_read_back_byte_for_byte
            an_append_at_the_wrong_size_conflicts_and_writes_nothing
            an_older_epoch_is_fenced_and_writes_nothing
            a_later_epoch_takes_over_with_its_first_append
            a_batch_is_kept_whole_or_not_at_all
            entries_come_with_the_checkpoint_that_signs_them
            exactly_the_completed_subtrees_must_be_given
            reopening_shows_exactly_what_was_acknowledged

            entries_are_read_in_pages_without_a_gap
            a_page_is_bounded_in_bytes_but_never_empty_before_the_end
            hashes_are_read_exactly_or_not_at_all
            subtrees_of_the_second_level_are_kept
            a_proof_can_be_made_from_the_stored_hashes
            checkpoints_are_read_in_order_and_the_latest_alone

            an_outcome_is_remembered_with_its_entries
            a_key_is_remembered_for_each_actor_apart
            old_outcomes_are_forgotten_and_their_keys_are_free
            an_artefact_is_kept_once_under_its_hash
            an_artefact_under_a_false_name_is_refused
            artefacts_nobody_refers_to_are_dropped
            the_entries_about_one_thing_are_found_in_order
            an_entry_of_another_batch_is_not_indexed
            a_vault_row_is_replaced_by_its_id
            a_vault_row_never_changes_its_subject
            destroying_a_subject_leaves_everybody_else
            vault_rows_are_read_in_order_by_the_page
            a_snapshot_replaces_the_one_before
            a_snapshot_of_entries_that_do_not_exist_is_refused
        }
    };
    ($fresh:expr => $($law:ident)*) => {
        $(
            #[test]
            fn $law() {
                $crate::conformance::$law(&$fresh);
            }
        )*
    };
}
