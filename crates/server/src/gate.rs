//! Mounting endpoints: none without the action it is, so that none is outside the matrix of roles, and none without
//! what its description has to say of every endpoint mounted like it.

use std::sync::Arc;

use access::Action;
use axum::{middleware::from_fn_with_state, routing::MethodRouter};
use utoipa::openapi::path::{Operation, Paths};
use utoipa_axum::router::UtoipaMethodRouter;

use crate::{caller::guard, described, house::House};

/// Endpoints that are one action: whoever may not do it does not reach them, and the description says which it is.
pub(crate) fn is(
    house: &Arc<House>,
    action: Action,
    (schemas, mut paths, methods): UtoipaMethodRouter<Arc<House>>,
) -> UtoipaMethodRouter<Arc<House>> {
    each(&mut paths, |operation, path| described::action(operation, path, action));
    let guarded: MethodRouter<Arc<House>> =
        methods.route_layer(from_fn_with_state((Arc::clone(house), action), guard));
    (schemas, paths, guarded)
}

/// The same for a command: something goes on the record, once however often it is asked for under one key.
pub(crate) fn does(
    house: &Arc<House>,
    action: Action,
    mounted: UtoipaMethodRouter<Arc<House>>,
) -> UtoipaMethodRouter<Arc<House>> {
    let (schemas, mut paths, methods) = is(house, action, mounted);
    each(&mut paths, |operation, _| described::command(operation));
    (schemas, paths, methods)
}

/// The same with problems of statuses that are its own.
pub(crate) fn may_answer(
    own: &[u16],
    (schemas, mut paths, methods): UtoipaMethodRouter<Arc<House>>,
) -> UtoipaMethodRouter<Arc<House>> {
    each(&mut paths, |operation, _| described::may_answer(operation, own));
    (schemas, paths, methods)
}

/// Endpoints that answer whoever asks: the way in, and whether the room is well. With the statuses of the problems
/// that are their own.
pub(crate) fn anyone(
    own: &[u16],
    (schemas, mut paths, methods): UtoipaMethodRouter<Arc<House>>,
) -> UtoipaMethodRouter<Arc<House>> {
    each(&mut paths, |operation, path| described::anyone(operation, path, own));
    (schemas, paths, methods)
}

fn each(paths: &mut Paths, describe: impl Fn(&mut Operation, &str)) {
    for (path, item) in &mut paths.paths {
        let operations = [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch];
        for operation in operations.into_iter().flatten() {
            describe(operation, path);
        }
    }
}
