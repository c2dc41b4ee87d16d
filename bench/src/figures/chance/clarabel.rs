//! Clarabel, which is given the game as one linear programme.
//!
//! As one programme over flows a budget of time can only hold on average, so Clarabel's value lies below ours:
//! it allows paths that are too slow, as long as others make up for them. That it does lie below is checked.

use chance::{Effort, ONE, within};
use clarabel::{
    algebra::CscMatrix,
    solver::{DefaultSettings, DefaultSolver, IPSolver as _, NonnegativeConeT, SolverStatus, ZeroConeT},
};

use super::{budget, repeated};
use crate::{Row, Table, streets::Town};

/// Adds its row.
///
/// # Errors
/// When Clarabel gives up, or finds more than we do.
pub fn beside(table: &mut Table, town: &Town) -> anyhow::Result<()> {
    let budget = budget(town)?;
    let value = programme(town, budget)?;
    let took = repeated(1, || programme(town, budget));
    let ours = within(town.ground()?, &town.time, town.ends.0, town.ends.1, budget, Effort::default())?;
    let most = ours.value.at_most as f64 / ONE as f64;
    anyhow::ensure!(value <= most + 1e-5, "Clarabel finds {value}, more than our {most}");
    let note = format!("loss {:.4}%, with the budget held on average only", value * 100.0);
    table.add(Row::new("    Clarabel, one linear programme", took).note(note));
    Ok(())
}

/// Flow 1 from end to end that loses least at its worst spot, with its time within the budget.
fn programme(town: &Town, budget: u64) -> anyhow::Result<f64> {
    let (nodes, arcs, spots) = (town.places.len(), town.head.len(), town.loss.len());
    let worst = arcs;
    let (mut rows, mut columns, mut values) = (Vec::new(), Vec::new(), Vec::new());
    let mut entry = |row: usize, column: usize, value: f64| {
        rows.push(row);
        columns.push(column);
        values.push(value);
    };
    let (loss_from, slow, flow_from) = (nodes, nodes + spots, nodes + spots + 1);
    for tail in 0..nodes {
        for arc in town.first_out[tail] as usize..town.first_out[tail + 1] as usize {
            let spot = town.spot[arc] as usize;
            entry(tail, arc, 1.0);
            entry(town.head[arc] as usize, arc, -1.0);
            entry(loss_from + spot, arc, f64::from(town.loss[spot]) / 1e6);
            entry(slow, arc, f64::from(town.time[arc]) / budget as f64);
            entry(flow_from + arc, arc, -1.0);
        }
    }
    (0..spots).for_each(|spot| entry(loss_from + spot, worst, -1.0));
    let height = flow_from + arcs;
    let constraints = CscMatrix::new_from_triplets(height, arcs + 1, rows, columns, values);
    let mut right = vec![0.0; height];
    (right[town.ends.0 as usize], right[town.ends.1 as usize], right[slow]) = (1.0, -1.0, 1.0);
    let mut goal = vec![0.0; arcs + 1];
    goal[worst] = 1.0;
    let cones = [ZeroConeT(nodes), NonnegativeConeT(height - nodes)];
    let settings = DefaultSettings { verbose: false, ..DefaultSettings::default() };
    let nothing = CscMatrix::zeros((arcs + 1, arcs + 1));
    let mut solver = DefaultSolver::new(&nothing, &goal, &constraints, &right, &cones, settings)?;
    solver.solve();
    let status = solver.solution.status;
    let solved = matches!(status, SolverStatus::Solved | SolverStatus::AlmostSolved);
    anyhow::ensure!(solved, "Clarabel gives up: {status:?}");
    Ok(solver.solution.obj_val)
}
