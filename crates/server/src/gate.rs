//! Mounting endpoints: none without the action it is, so that none is outside the matrix of roles.

use std::sync::Arc;

use access::Action;
use axum::{middleware::from_fn_with_state, routing::MethodRouter};
use utoipa::openapi::{extensions::ExtensionsBuilder, path::Paths};
use utoipa_axum::router::UtoipaMethodRouter;

use crate::{caller::guard, house::House};

/// Endpoints that are one action: whoever may not do it does not reach them, and the description says which it is.
pub(crate) fn is(
    house: &Arc<House>,
    action: Action,
    (schemas, mut paths, methods): UtoipaMethodRouter<Arc<House>>,
) -> UtoipaMethodRouter<Arc<House>> {
    name(&mut paths, &serde_json::to_value(action).unwrap_or_default());
    let guarded: MethodRouter<Arc<House>> =
        methods.route_layer(from_fn_with_state((Arc::clone(house), action), guard));
    (schemas, paths, guarded)
}

/// Endpoints that answer whoever asks: the way in, and whether the room is well.
pub(crate) fn anyone(
    (schemas, mut paths, methods): UtoipaMethodRouter<Arc<House>>,
) -> UtoipaMethodRouter<Arc<House>> {
    name(&mut paths, &"anyone".into());
    (schemas, paths, methods)
}

fn name(paths: &mut Paths, word: &serde_json::Value) {
    for path in paths.paths.values_mut() {
        let operations = [&mut path.get, &mut path.put, &mut path.post, &mut path.delete, &mut path.patch];
        for operation in operations.into_iter().flatten() {
            let named = ExtensionsBuilder::new().add("x-action", word.clone()).build();
            operation.extensions = Some(named);
        }
    }
}
