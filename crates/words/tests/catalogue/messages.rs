//! The messages of the files, as a parser sees them.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement};
use words::Language;

fn parsed(language: Language) -> Vec<Message<&'static str>> {
    let files = words::files(language).iter();
    let entries = files.flat_map(|(_, text)| match fluent_syntax::parser::parse(*text) {
        Ok(resource) | Err((resource, _)) => resource.body,
    });
    entries
        .filter_map(|entry| if let Entry::Message(message) = entry { Some(message) } else { None })
        .collect()
}

/// Every message's identifier, as often as it is there.
pub fn ids(language: Language) -> Vec<String> {
    parsed(language).iter().map(|message| message.id.name.to_owned()).collect()
}

/// Every message, and `message.attribute`, with the variables it is about.
pub fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages = BTreeMap::new();
    for message in parsed(language) {
        if let Some(pattern) = &message.value {
            messages.insert(message.id.name.to_owned(), variables(pattern));
        }
        for attribute in &message.attributes {
            let id = format!("{}.{}", message.id.name, attribute.id.name);
            messages.insert(id, variables(&attribute.value));
        }
    }
    messages
}

fn variables(pattern: &Pattern<&str>) -> BTreeSet<String> {
    pattern
        .elements
        .iter()
        .flat_map(|element| match element {
            PatternElement::TextElement { .. } => BTreeSet::new(),
            PatternElement::Placeable { expression } => of_expression(expression),
        })
        .collect()
}

fn of_expression(expression: &Expression<&str>) -> BTreeSet<String> {
    match expression {
        Expression::Inline(inline) => of_inline(inline),
        Expression::Select { selector, variants } => {
            let selected = of_inline(selector);
            selected
                .into_iter()
                .chain(variants.iter().flat_map(|variant| variables(&variant.value)))
                .collect()
        }
    }
}

fn of_inline(inline: &InlineExpression<&str>) -> BTreeSet<String> {
    match inline {
        InlineExpression::VariableReference { id } => BTreeSet::from([id.name.to_owned()]),
        InlineExpression::Placeable { expression } => of_expression(expression),
        _ => BTreeSet::new(),
    }
}
