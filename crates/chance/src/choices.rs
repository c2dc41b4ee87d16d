//! The game the room plays first: among a few stated choices, routes at hours that would clear.
//!
//! An attacker waits at a place through an hour, or whatever slot of time the caller divides the day into. A
//! choice is what it passes: places with the slots in which it is there. The game is solved exactly, up to the
//! gap, which is rounding.

use std::collections::HashMap;

use crate::{
    ground::index,
    mixture::Attack,
    oracle::{self, Answer, Defender, Effort},
    scale::{Bounds, CERTAIN, WHOLE},
};

/// Where and when an attacker may wait.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Post {
    /// The place, by the caller's numbers.
    pub place: u32,
    /// The slot of time, by the caller's numbers; 0 everywhere if the attacker waits all day.
    pub slot: u32,
}

/// One choice: where it passes when, and what an attack there would cost.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// Posts passed, each with the loss there in millionths. Twice the same is passed once, at the higher loss.
    pub passes: Vec<(Post, u32)>,
}

/// The best mixture over stated choices.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Drawable {
    /// How often each choice is taken, in billionths, in the order stated; 0 for those better left alone.
    pub weights: Vec<u32>,
    /// The loss to be expected.
    pub value: Bounds,
    /// The attack that proves it: posts with weights in billionths.
    pub attack: Vec<(Post, u32)>,
    /// The choice that is best if one is always taken, the first of equal ones, and what an attacker who knows
    /// that gains. In 1e-15.
    pub best_single: (usize, u64),
}

/// Why choices are no game.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAGame {
    /// Nothing to choose from.
    #[error("there is nothing to choose from: state at least one choice")]
    NoChoice,
    /// More than can be played in reasonable time.
    #[error("{choices} choices are too many: state at most {MOST}")]
    TooMany {
        /// How many there are.
        choices: usize,
    },
    /// A loss that is more than certain.
    #[error("choice {choice} loses {loss} millionths somewhere: certain is 1000000")]
    MoreThanCertain {
        /// The choice, counted from 0.
        choice: usize,
        /// The loss.
        loss: u32,
    },
    /// Two choices that don't agree what a post is worth.
    #[error(
        "choice {choice} states another loss at place {}, slot {} than a choice before it: the attack there is the same",
        .post.place, .post.slot
    )]
    Disagree {
        /// The choice, counted from 0.
        choice: usize,
        /// The post.
        post: Post,
    },
}

/// The most choices of one game: twenty routes at every quarter of a day's hours, several times over.
pub const MOST: usize = 4096;

/// The best mixture over these choices.
///
/// # Errors
/// When there is no choice, there are too many, or losses are stated wrongly.
pub fn among(choices: &[Choice], effort: Effort) -> Result<Drawable, NotAGame> {
    match choices.len() {
        0 => return Err(NotAGame::NoChoice),
        count if count > MOST => return Err(NotAGame::TooMany { choices: count }),
        _ => {}
    }
    let Board { posts, losses, passes } = Board::of(choices)?;
    let worst = |passed: &Vec<u32>| passed.iter().map(|&p| losses[p as usize]).max().unwrap_or(0);
    let singles = passes.iter().map(|passed| u64::from(worst(passed)) * u64::from(WHOLE));
    let best_single = singles.enumerate().min_by_key(|&(_, loss)| loss).unwrap_or((0, 0));
    let mut stated = Stated { passes: &passes, losses: &losses };
    let first = vec![(best_single.0, passes[best_single.0].clone())];
    let found = oracle::play(&losses, &mut stated, first, Vec::new(), effort);
    let mut weights = vec![0; choices.len()];
    found.mixture.iter().for_each(|&(choice, weight)| weights[choice] = weight);
    let attack = found.attack.iter().map(|a| (posts[a.spot as usize], a.weight)).collect();
    Ok(Drawable { weights, value: found.value, attack, best_single })
}

/// Posts under numbers of their own.
struct Board {
    posts: Vec<Post>,
    losses: Vec<u32>,
    /// For each choice the posts it passes, ascending.
    passes: Vec<Vec<u32>>,
}

impl Board {
    fn of(choices: &[Choice]) -> Result<Self, NotAGame> {
        let mut number: HashMap<Post, u32> = HashMap::new();
        let mut board = Board { posts: Vec::new(), losses: Vec::new(), passes: Vec::new() };
        for (choice, Choice { passes }) in choices.iter().enumerate() {
            let mut passes = passes.clone();
            passes.sort_unstable_by_key(|&(post, loss)| (post, std::cmp::Reverse(loss)));
            passes.dedup_by_key(|&mut (post, _)| post);
            let mut passed = Vec::with_capacity(passes.len());
            for (post, loss) in passes {
                if loss > CERTAIN {
                    return Err(NotAGame::MoreThanCertain { choice, loss });
                }
                let new = index(board.posts.len());
                let known = *number.entry(post).or_insert_with(|| {
                    board.posts.push(post);
                    board.losses.push(loss);
                    new
                });
                if board.losses[known as usize] != loss {
                    return Err(NotAGame::Disagree { choice, post });
                }
                passed.push(known);
            }
            passed.sort_unstable();
            board.passes.push(passed);
        }
        Ok(board)
    }
}

/// The defender whose choices are stated: the best answer is found by looking at each.
struct Stated<'a> {
    passes: &'a [Vec<u32>],
    losses: &'a [u32],
}

impl Defender for Stated<'_> {
    fn answer(&mut self, attack: &[Attack], _: u64) -> Answer {
        let mut lost_at = vec![0; self.losses.len()];
        for &Attack { spot, weight } in attack {
            lost_at[spot as usize] = u64::from(weight) * u64::from(self.losses[spot as usize]);
        }
        let lost = |passed: &Vec<u32>| passed.iter().map(|&spot| lost_at[spot as usize]).sum::<u64>();
        let best = self.passes.iter().map(lost).enumerate().min_by_key(|&(_, lost)| lost);
        let (name, at_least) = best.unwrap_or((0, 0));
        Answer { choices: vec![(name, self.passes[name].clone())], at_least }
    }
}
