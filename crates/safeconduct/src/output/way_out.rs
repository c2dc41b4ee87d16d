//! The shortest way to clearance: who does what, in order.

use rulebook::{
    Evaluation,
    fix::{Fix, Fixes},
};
use serde_json::{Value, json};

use super::table::words;

pub fn print(fixes: &Fixes, evaluation: &Evaluation) {
    let refusing = evaluation.refusing().count();
    println!();
    let Some(first) = fixes.options.first() else {
        return no_way_out(fixes, refusing);
    };
    let way = if fixes.exhaustive { "way to clearance" } else { "way to clearance found" };
    println!("{} rules stand in the way. The shortest {way}, {} steps:", refusing, first.steps.len());
    print_steps(first);
    if !fixes.exhaustive {
        println!("(The search was bounded, {} combinations: there may be a shorter way.)", fixes.tried);
    }
}

fn no_way_out(fixes: &Fixes, refusing: usize) {
    println!("{refusing} rules stand in the way, and no way to clearance was found.");
    let named = |rules: &[model::Word]| rules.iter().map(model::Word::as_str).collect::<Vec<_>>().join(", ");
    if !fixes.stuck.is_empty() {
        println!(
            "No remedy mends {}: what was found there stands. Plan another movement.",
            named(&fixes.stuck)
        );
    }
    if !fixes.unknown.is_empty() {
        println!(
            "Too little is known for {}: see the rows above, say what is known, ask again.",
            named(&fixes.unknown)
        );
    }
    if !fixes.exhaustive {
        println!("(The search was bounded, {} combinations: there may be a way.)", fixes.tried);
    }
}

fn print_steps(fix: &Fix) {
    for (i, step) in fix.steps.iter().enumerate() {
        println!("  {:2}. {}: {step}", i + 1, words(step.owner));
    }
}

/// The steps of the shortest way; empty if there is none.
pub fn as_json(fixes: &Fixes) -> Value {
    fixes.options.first().map(|fix| json!(fix)).unwrap_or_else(|| json!([]))
}
