//! A rule in words: what must hold, where, when, by whose word, what follows, and how it is mended.

use words::Catalogue;

use crate::{Rule, expression::Expression, rule::Basis};

/// Explains `rule` to a person who reads neither CEL nor TOML, and shows both. What the author wrote for people
/// (notes, names of examples, sources) is shown as written.
#[must_use]
pub fn explain(rule: &Rule, words: &Catalogue) -> String {
    let mut lines = Vec::new();
    lines.push(words.say_with(
        "explain-rule",
        [("rule", rule.id.as_str().into()), ("book", rule.book.as_str().into()), ("line", rule.line.into())],
    ));
    lines.push(format!("{}\n", rule.title(words.language())));
    if let Some(when) = &rule.when {
        lines.push(words.say("explain-when"));
        lines.extend(written(when));
    }
    lines.push(words.say("explain-require"));
    lines.extend(written(&rule.require));
    lines.push(words.say("explain-facts"));
    lines.extend(meanings(rule, words));
    lines.push(where_and_when(rule, words));
    lines.push(words.say_with("explain-consequence", [("effect", rule.effect.in_words(words).into())]));
    lines.push(words.say_with("explain-mended-by", [("role", words.role(rule.owner).into())]));
    for (i, remedy) in rule.remedies.iter().enumerate() {
        let heading = if i == 0 { "explain-ways-out" } else { "explain-or" };
        lines.push(words.say(heading));
        lines.extend(remedy.measures.iter().map(|measure| format!("    - {}", measure.in_words(words))));
    }
    let basis = match rule.basis {
        Basis::Source => "explain-source",
        Basis::Ours => "explain-our-choice",
    };
    for citation in &rule.source {
        let about = [("key", citation.key.as_str().into()), ("text", citation.text.as_str().into())];
        lines.push(words.say_with(basis, about));
    }
    if let Some(note) = &rule.note {
        lines.push(words.say_with("explain-note", [("note", note.trim().into())]));
    }
    lines.push(words.say("explain-examples"));
    lines.extend(
        rule.examples
            .iter()
            .map(|example| format!("    {}: {}", example.expect.in_words(words), example.name)),
    );
    lines.join("\n") + "\n"
}

fn written(expression: &Expression) -> impl Iterator<Item = String> {
    expression.source().trim().lines().map(|line| format!("    {}", line.trim_end()))
}

/// The attributes the rule reads, in the order written, each once.
fn meanings(rule: &Rule, words: &Catalogue) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for expression in rule.when.iter().chain([&rule.require]) {
        for attribute in expression.reads() {
            let about = [("name", attribute.name.into()), ("meaning", words.meaning(attribute).into())];
            let line = format!("    {}", words.say_with("explain-fact", about));
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    lines
}

fn where_and_when(rule: &Rule, words: &Catalogue) -> String {
    let area = match &rule.area {
        None => words.say("explain-everywhere"),
        Some(area) => words.say_with("explain-in-area", [("area", area.as_str().into())]),
    };
    let about = [("area", area.into()), ("effective", rule.effective.in_words(words).into())];
    words.say_with("explain-where-and-when", about)
}
