//! What the description says of every endpoint mounted alike: which action it is, who has to be signed in, its
//! idempotency key, and every problem it may answer with.

use access::Action;
use utoipa::{
    PartialSchema as _,
    openapi::{
        ContentBuilder, Header, ObjectBuilder, Ref, RefOr, Required, Response, ResponseBuilder, Type,
        extensions::ExtensionsBuilder,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn},
        security::SecurityRequirement,
    },
};

use crate::problem::{Kind, MEDIA};

/// An endpoint that is an action.
pub(crate) fn action(operation: &mut Operation, path: &str, action: Action) {
    name(operation, &serde_json::to_value(action).unwrap_or_default());
    problems(operation, &[401, 507]);
    common(operation, path);
}

/// An endpoint that answers whoever asks, with problems of these statuses of its own.
pub(crate) fn anyone(operation: &mut Operation, path: &str, own: &[u16]) {
    name(operation, &"anyone".into());
    problems(operation, own);
    operation.security.get_or_insert_with(|| vec![SecurityRequirement::default()]);
    common(operation, path);
}

/// An endpoint that puts something on the record.
pub(crate) fn command(operation: &mut Operation) {
    operation.parameters.get_or_insert_default().push(idempotency_key().into());
    problems(operation, &[400, 404, 408, 409, 413, 422]);
}

/// An endpoint with problems of these statuses besides those of every other.
pub(crate) fn may_answer(operation: &mut Operation, own: &[u16]) {
    problems(operation, own);
}

fn common(operation: &mut Operation, path: &str) {
    problems(operation, &[403, 421, 500, 503]);
    if path.contains('{') {
        problems(operation, &[404]);
    }
    if operation.parameters.iter().flatten().any(is_query) {
        problems(operation, &[422]);
    }
    if operation.request_body.is_some() {
        problems(operation, &[400, 408, 413, 415, 422]);
    }
}

fn is_query(parameter: &RefOr<Parameter>) -> bool {
    matches!(parameter, RefOr::T(Parameter { parameter_in: ParameterIn::Query, .. }))
}

fn name(operation: &mut Operation, word: &serde_json::Value) {
    operation.extensions = Some(ExtensionsBuilder::new().add("x-action", word.clone()).build());
}

/// Problems with these statuses, as whoever reads them is told.
fn problems(operation: &mut Operation, statuses: &[u16]) {
    for status in statuses {
        let response = RefOr::T(problem(*status));
        operation.responses.responses.entry(status.to_string()).or_insert(response);
    }
}

fn problem(status: u16) -> Response {
    let kinds = Kind::ALL.iter().filter(|kind| kind.status().as_u16() == status);
    let kinds: Vec<String> = kinds.map(|kind| format!("`{}`", kind.word())).collect();
    let details = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    let mut response = ResponseBuilder::new().description(kinds.join(", ")).content(MEDIA, details);
    response = response.header("Content-Language", Header::new(String::schema()));
    if status == 401 {
        response = response.header("WWW-Authenticate", Header::new(String::schema()));
    }
    response.build()
}

fn idempotency_key() -> Parameter {
    let key = ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(1))
        .max_length(Some(100))
        .pattern(Some("^[ -~]+$"));
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some("Whatever is sent again under the same key within seven days is done once."))
        .schema(Some(key))
        .build()
}
