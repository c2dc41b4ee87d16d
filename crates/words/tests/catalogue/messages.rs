//! The messages of the files, as a parser sees them.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement, VariantKey};
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

/// How a language counts; a message may tell more or fewer of these apart in another.
const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The cases each message tells apart, besides how many there are.
pub fn cases(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let cases = |message: Message<&str>| {
        let patterns = message.value.iter().chain(message.attributes.iter().map(|part| &part.value));
        (message.id.name.to_owned(), patterns.flat_map(told_apart).collect())
    };
    parsed(language).into_iter().map(cases).collect()
}

fn told_apart(pattern: &Pattern<&str>) -> BTreeSet<String> {
    let selects = pattern.elements.iter().filter_map(|element| match element {
        PatternElement::Placeable { expression: Expression::Select { variants, .. } } => Some(variants),
        _ => None,
    });
    let variants = selects.flatten().flat_map(|variant| {
        let key = match variant.key {
            VariantKey::Identifier { name } if !PLURALS.contains(&name) => Some(name.to_owned()),
            _ => None,
        };
        told_apart(&variant.value).into_iter().chain(key)
    });
    variants.collect()
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
