//! A small matrix game: rows are the defender's choices, columns the attacker's, entries what is lost.
//!
//! The simplex method on the condensed tableau, dense, in floats: Dantzig's for rows that join, Lemke's dual one
//! for columns. Its answer is only ever a proposal: the
//! caller rounds it to weights and judges it in integers. So it may stop early, but never be believed. Only
//! sums, products and quotients are used, which every machine rounds alike. `microlp` and `clarabel` solve
//! these programmes too; both are written for large sparse ones, and take longer to be told of a change than
//! this takes to solve. The tests hold it against `microlp`.

/// What each player's mixture would be, in shares that sum to about 1.
pub(crate) struct Proposal {
    pub defender: Vec<f64>,
    pub attacker: Vec<f64>,
}

/// Entries below this are taken for rounding.
const TINY: f64 = 1e-11;

/// A pivot below this would make rounding large.
const PIVOT: f64 = 1e-8;

/// Added to every entry, so that every game has a positive value; it moves the value and no mixture.
const RAISED: f64 = 1.0;

/// max Σ x_i with Σ_i a_ij x_i ≤ 1 for each column j of the game: the tableau has a line for each column of the
/// game, and a last one for the objective; the first of its own columns is the right side, then one for each
/// row of the game. Rows and columns may join a solved game, which is then solved again from where it stood.
pub(crate) struct Tableau {
    lines: Vec<Vec<f64>>,
    objective: Vec<f64>,
    /// Whose value each line is, and whom each tableau column from the second on would bring in.
    basic: Vec<Who>,
    free: Vec<Who>,
    /// Pivots since the objective last moved.
    stalled: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Choice(usize),
    Slack(usize),
}

impl Tableau {
    /// A game without rows and columns.
    pub fn new() -> Self {
        Tableau { lines: Vec::new(), objective: vec![0.0], basic: Vec::new(), free: Vec::new(), stalled: 0 }
    }

    /// The attacker may do one thing more; `lost` says what each row loses to it. The game stays solved.
    pub fn add_column(&mut self, lost: &[f64]) {
        let entry = |who: Who| match who {
            Who::Choice(row) => lost[row] + RAISED,
            Who::Slack(_) => 0.0,
        };
        let mut line: Vec<f64> = [1.0].into_iter().chain(self.free.iter().map(|&who| entry(who))).collect();
        for (other, &who) in self.lines.iter().zip(&self.basic) {
            let factor = entry(who);
            if factor != 0.0 {
                subtract(&mut line, factor, other);
            }
        }
        self.basic.push(Who::Slack(self.lines.len()));
        self.lines.push(line);
        self.restore();
    }

    /// The defender may do one thing more; `lost` says what it loses to each column. The game is to be solved.
    pub fn add_row(&mut self, lost: &[f64]) {
        let rows = self.basic.iter().chain(&self.free).filter(|who| matches!(who, Who::Choice(_))).count();
        let mut entering = vec![0.0; self.lines.len()];
        let mut improves = -1.0;
        for (line, &who) in self.basic.iter().enumerate() {
            if let Who::Slack(column) = who {
                entering[line] += lost[column] + RAISED;
            }
        }
        for (place, &who) in self.free.iter().enumerate() {
            if let Who::Slack(column) = who {
                let factor = lost[column] + RAISED;
                improves += factor * self.objective[place + 1];
                for (entry, line) in entering.iter_mut().zip(&self.lines) {
                    *entry += factor * line[place + 1];
                }
            }
        }
        self.lines.iter_mut().zip(entering).for_each(|(line, entry)| line.push(entry));
        self.objective.push(improves);
        self.free.push(Who::Choice(rows));
    }

    /// Pivots until nothing improves. Each pivot improves or is one of finitely many that don't; the bound is
    /// for rounding gone wrong.
    pub fn solve(&mut self) -> Proposal {
        self.stalled = 0;
        for _ in 0..50 * (self.lines.len() + self.free.len() + 1) {
            let Some(column) = self.entering() else { break };
            let Some(line) = self.leaving(column) else { break };
            let before = self.objective[0];
            self.exchange(line, column);
            self.stalled = if self.objective[0] > before + TINY { 0 } else { self.stalled + 1 };
        }
        self.proposal()
    }

    /// The steepest; after a while without progress the first by name, which cannot go round in circles (Bland
    /// 1977).
    fn entering(&self) -> Option<usize> {
        let improving = (1..self.objective.len()).filter(|&c| self.objective[c] < -TINY);
        let steeper = |&a: &usize, &b: &usize| self.objective[a].total_cmp(&self.objective[b]);
        let named = |&a: &usize, &b: &usize| self.free[a - 1].cmp(&self.free[b - 1]);
        if self.stalled > self.lines.len() {
            return improving.min_by(named);
        }
        improving.min_by(|a, b| steeper(a, b).then_with(|| named(a, b)))
    }

    fn leaving(&self, column: usize) -> Option<usize> {
        let pivot = |line: usize| self.lines[line][column];
        let lines = (0..self.lines.len()).filter(|&line| pivot(line) > PIVOT);
        let ratio = |line: usize| self.lines[line][0].max(0.0) / pivot(line);
        // Of equal lines the one with the largest pivot, which is the kindest to what follows.
        let kinder = |a: usize, b: usize| match self.stalled > self.lines.len() {
            true => self.basic[a].cmp(&self.basic[b]),
            false => pivot(b).total_cmp(&pivot(a)).then_with(|| self.basic[a].cmp(&self.basic[b])),
        };
        lines.min_by(|&a, &b| ratio(a).total_cmp(&ratio(b)).then_with(|| kinder(a, b)))
    }

    /// The dual method: the line that a new column of the game breaks most leaves, until none is broken.
    fn restore(&mut self) {
        for _ in 0..50 * (self.lines.len() + self.free.len() + 1) {
            let broken = (0..self.lines.len()).filter(|&line| self.lines[line][0] < -TINY);
            let most = |&a: &usize, &b: &usize| self.lines[a][0].total_cmp(&self.lines[b][0]);
            let Some(line) = broken.min_by(most) else { return };
            let columns = (1..self.objective.len()).filter(|&c| self.lines[line][c] < -PIVOT);
            let ratio = |c: usize| self.objective[c].max(0.0) / -self.lines[line][c];
            let least = |&a: &usize, &b: &usize| {
                ratio(a).total_cmp(&ratio(b)).then_with(|| self.free[a - 1].cmp(&self.free[b - 1]))
            };
            let Some(column) = columns.min_by(least) else { return };
            self.exchange(line, column);
        }
    }

    fn exchange(&mut self, line: usize, column: usize) {
        let mut pivot = std::mem::take(&mut self.lines[line]);
        let by = 1.0 / pivot[column];
        pivot.iter_mut().for_each(|cell| *cell *= by);
        pivot[column] = by;
        for other in self.lines.iter_mut().chain([&mut self.objective]) {
            let factor = other.get(column).copied().unwrap_or(0.0);
            if factor != 0.0 {
                other[column] = 0.0;
                subtract(other, factor, &pivot);
            }
        }
        self.lines[line] = pivot;
        std::mem::swap(&mut self.basic[line], &mut self.free[column - 1]);
    }

    fn proposal(&self) -> Proposal {
        let choices = self.free.iter().chain(&self.basic).filter(|who| matches!(who, Who::Choice(_))).count();
        let (mut defender, mut attacker) = (vec![0.0; choices], vec![0.0; self.lines.len()]);
        for (line, &who) in self.lines.iter().zip(&self.basic) {
            if let Who::Choice(row) = who {
                defender[row] = line[0];
            }
        }
        for (&price, &who) in self.objective[1..].iter().zip(&self.free) {
            if let Who::Slack(column) = who {
                attacker[column] = price;
            }
        }
        Proposal { defender, attacker }
    }
}

fn subtract(from: &mut [f64], factor: f64, what: &[f64]) {
    from.iter_mut().zip(what).for_each(|(cell, what)| *cell -= factor * what);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solve(rows: usize, columns: usize, lost: impl Fn(usize, usize) -> f64) -> Proposal {
        let mut tableau = Tableau::new();
        // Rows and columns by turns, solved in between, as the players' answers join.
        for n in 0..rows.max(columns) {
            if n < rows {
                let lost: Vec<f64> = (0..columns.min(n)).map(|column| lost(n, column)).collect();
                tableau.add_row(&lost);
                tableau.solve();
            }
            if n < columns {
                let lost: Vec<f64> = (0..rows.min(n + 1)).map(|row| lost(row, n)).collect();
                tableau.add_column(&lost);
            }
        }
        let proposal = tableau.solve();
        let share = |shares: Vec<f64>| {
            let sum: f64 = shares.iter().sum();
            shares.into_iter().map(|share| share / sum).collect()
        };
        Proposal { defender: share(proposal.defender), attacker: share(proposal.attacker) }
    }

    fn about(shares: &[f64], expected: &[f64]) {
        assert_eq!(shares.len(), expected.len());
        assert!(shares.iter().zip(expected).all(|(s, e)| (s - e).abs() < 1e-9), "{shares:?}");
    }

    #[test]
    fn games_known_from_books_come_out_as_they_should() {
        let pennies = solve(2, 2, |row, column| f64::from(u8::from(row == column)));
        about(&pennies.defender, &[0.5, 0.5]);
        about(&pennies.attacker, &[0.5, 0.5]);
        // Rock, paper, scissors: what is lost is 1, a half or 0.
        let shapes = solve(3, 3, |row, column| [0.5, 1.0, 0.0][(column + 3 - row) % 3]);
        about(&shapes.defender, &[1.0 / 3.0; 3]);
        about(&shapes.attacker, &[1.0 / 3.0; 3]);
        // One road of three is twice as dangerous: it is taken half as often.
        let roads = solve(3, 3, |row, column| if row == column { [0.4, 0.4, 0.8][row] } else { 0.0 });
        about(&roads.defender, &[0.4, 0.4, 0.2]);
        about(&roads.attacker, &[0.4, 0.4, 0.2]);
    }

    #[test]
    fn a_choice_without_danger_is_taken_always() {
        let safe = solve(2, 1, |row, _| if row == 0 { 0.3 } else { 0.0 });
        about(&safe.defender, &[0.0, 1.0]);
    }
}
