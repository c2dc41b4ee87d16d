//! A rule in words: what must hold, where, when, by whose word, what follows, and how it is mended.

use std::fmt::{self, Write};

use crate::{
    Rule,
    expression::Expression,
    rule::{Basis, Effect, role_word},
};

/// Explains `rule` to a person who reads neither CEL nor TOML, and shows both.
#[must_use]
pub fn explain(rule: &Rule) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _infallible = write_rule(&mut text, rule);
    text
}

fn write_rule(to: &mut String, rule: &Rule) -> fmt::Result {
    writeln!(to, "{} ({}, line {})", rule.id, rule.book, rule.line)?;
    writeln!(to, "{}\n", rule.title)?;
    if let Some(when) = &rule.when {
        writeln!(to, "Applies when")?;
        write_expression(to, when)?;
    }
    writeln!(to, "What must hold")?;
    write_expression(to, &rule.require)?;
    writeln!(to, "What the facts mean")?;
    for (name, doc) in facts(rule) {
        writeln!(to, "    {name}: {doc}")?;
    }
    let area = rule.area.as_ref().map_or("everywhere".to_owned(), |area| format!("in {area}"));
    writeln!(to, "Where and when: {area}, {}", rule.effective)?;
    writeln!(to, "If it does not hold, or is not proved: {}", consequence(rule.effect))?;
    writeln!(to, "Mended by: {}", role_word(rule.owner))?;
    for (i, remedy) in rule.remedies.iter().enumerate() {
        writeln!(to, "{}", if i == 0 { "Ways out" } else { "    or" })?;
        for measure in &remedy.measures {
            writeln!(to, "    - {measure}")?;
        }
    }
    let basis = match rule.basis {
        Basis::Source => "Source",
        Basis::Ours => "Our choice, after",
    };
    for citation in &rule.source {
        writeln!(to, "{basis}: {} {}", citation.key, citation.text)?;
    }
    if let Some(note) = &rule.note {
        writeln!(to, "Note: {}", note.trim())?;
    }
    writeln!(to, "Examples")?;
    for example in &rule.examples {
        writeln!(to, "    {:<14} {}", example.expect, example.name)?;
    }
    Ok(())
}

fn write_expression(to: &mut String, expression: &Expression) -> fmt::Result {
    for line in expression.source().trim().lines() {
        writeln!(to, "    {}", line.trim_end())?;
    }
    Ok(())
}

/// The attributes the rule reads, in the order written, each once.
fn facts(rule: &Rule) -> Vec<(&'static str, &'static str)> {
    let mut facts: Vec<(&str, &str)> = Vec::new();
    for expression in rule.when.iter().chain([&rule.require]) {
        let read = expression.reads().into_iter().map(|attribute| (attribute.name, attribute.doc));
        for fact in read {
            if !facts.contains(&fact) {
                facts.push(fact);
            }
        }
    }
    facts
}

fn consequence(effect: Effect) -> String {
    match effect {
        Effect::Refuse => "the movement does not depart, and nobody can waive it".to_owned(),
        Effect::RefuseUnlessWaivedBy(role) => format!(
            "the movement does not depart, unless {} waives it, in writing and with an end",
            role_word(role)
        ),
        Effect::Warn => "it is said, and the movement may depart".to_owned(),
    }
}
