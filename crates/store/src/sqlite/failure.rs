//! SQLite's error codes in the words of this crate.

use rusqlite::{ErrorCode, ffi};

use crate::error::StoreError;

/// Names the place and the deed in a failure.
pub(crate) trait Doing<T> {
    /// `doing` is what was tried, `place` is the file.
    fn doing(self, doing: &'static str, place: &str) -> Result<T, StoreError>;
}

impl<T> Doing<T> for rusqlite::Result<T> {
    fn doing(self, doing: &'static str, place: &str) -> Result<T, StoreError> {
        self.map_err(|error| named(&error, doing, place))
    }
}

/// The failure of `doing` something to the file `place`.
pub(crate) fn named(error: &rusqlite::Error, doing: &'static str, place: &str) -> StoreError {
    let place = place.to_owned();
    let why = format!("{error} while {doing}");
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::Full { place, why },
        // The side file that readers and the writer share could not grow.
        Some(ErrorCode::SystemIoFailure) if extended(error) == Some(ffi::SQLITE_IOERR_SHMSIZE) => {
            StoreError::Full { place, why }
        }
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => StoreError::NotWritable { place, why },
        Some(ErrorCode::SystemIoFailure) if reading(error) => StoreError::NotReadable { place, why },
        Some(ErrorCode::SystemIoFailure) => StoreError::NotWritable { place, why },
        Some(ErrorCode::CannotOpen) => StoreError::NotReadable { place, why },
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            StoreError::Damaged { place, what: why }
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy { place, why },
        _ if out_of_shape(error) => StoreError::Damaged { place, what: why },
        _ => StoreError::Database { place, doing, why: error.to_string() },
    }
}

/// Whether a failed commit certainly left nothing behind. A write that failed was one of the pages up to
/// and including the one that makes the commit valid, so recovery will not find it. Not so when the sync
/// failed: the pages may reach the disk later.
pub(super) fn certainly_rolled_back(error: &rusqlite::Error) -> bool {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull | ErrorCode::DatabaseBusy | ErrorCode::ReadOnly) => true,
        Some(ErrorCode::SystemIoFailure) => extended(error) == Some(ffi::SQLITE_IOERR_WRITE),
        _ => false,
    }
}

fn reading(error: &rusqlite::Error) -> bool {
    matches!(
        extended(error),
        Some(ffi::SQLITE_IOERR_READ | ffi::SQLITE_IOERR_SHORT_READ | ffi::SQLITE_IOERR_FSTAT)
    )
}

fn extended(error: &rusqlite::Error) -> Option<i32> {
    error.sqlite_error().map(|error| error.extended_code)
}

/// A table or a value that is not what the format says: somebody edited the file.
fn out_of_shape(error: &rusqlite::Error) -> bool {
    use rusqlite::Error::{
        FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, SqlInputError, SqliteFailure,
    };
    match error {
        FromSqlConversionFailure(..)
        | IntegralValueOutOfRange(..)
        | InvalidColumnType(..)
        | SqlInputError { .. } => true,
        SqliteFailure(_, Some(message)) => message.starts_with("no such"),
        _ => false,
    }
}
