//! What the rules came to, and by which rules.

use conduct::{
    Pinned,
    event::{Evaluated, Prompt},
};
use model::{Word, id::TextId};
use rulebook::Verdict;

use super::Telling;
use crate::output::bar;

impl Telling<'_> {
    pub(super) fn adopted(&self, pinned: &Pinned, because: Option<&TextId>) -> String {
        let about = [("count", pinned.rulebooks.len().into()), ("rulebooks", self.listed(&pinned.rulebooks))];
        self.parts([
            Some(self.say("entry-rulebooks-adopted", about)),
            self.switched_off(&pinned.switched_off),
            because.map(|because| self.text(because)),
        ])
    }

    pub(super) fn evaluated(&self, evaluated: &Evaluated) -> String {
        let prompt = match evaluated.prompt {
            Prompt::Asked => "asked",
            Prompt::Change => "change",
            Prompt::Time => "time",
            Prompt::Departure => "departure",
        };
        let outcome = if evaluated.clears { "outcome-cleared" } else { "outcome-refused" };
        let about = [
            ("prompt", prompt.into()),
            ("number", self.number(&evaluated.movement)),
            ("outcome", self.words.say(outcome).into()),
            ("why", self.why(evaluated).into()),
        ];
        self.say("entry-clearance-evaluated", about)
    }

    pub(super) fn departure(&self, id: &str, evaluated: &Evaluated) -> String {
        let about = [("number", self.number(&evaluated.movement)), ("why", self.why(evaluated).into())];
        self.say(id, about)
    }

    /// What stands in the way first, then exceptions and warnings, then what was proved and for how long.
    fn why(&self, evaluated: &Evaluated) -> String {
        let Evaluated { verdicts, failing, bars, valid_until, pinned, clears, .. } = evaluated;
        let count = |verdict| verdicts.iter().filter(|(_, v)| *v == verdict).count();
        let bars: Vec<String> = bars.iter().map(|bar| bar::in_words(bar, self.words)).collect();
        let bars = (!bars.is_empty()).then(|| {
            let bars = bars.join(&self.words.say("between-parts"));
            self.say("entry-bars", [("bars", bars.into())])
        });
        let warnings = self.among(verdicts, |rule, v| v.obstructs() && !failing.contains(rule));
        let proved = [("met", count(Verdict::Met).into()), ("idle", count(Verdict::NotApplicable).into())];
        let until = valid_until.filter(|_| *clears);
        self.parts([
            self.among(verdicts, |rule, v| v.obstructs() && failing.contains(rule)),
            bars,
            self.among(verdicts, |_, v| v == Verdict::Waived),
            warnings.map(|rules| self.say("entry-warnings", [("rules", rules.into())])),
            Some(self.say("entry-proved", proved)),
            until.map(|at| self.say("entry-holds-until", [("at", self.moment(at))])),
            self.switched_off(&pinned.switched_off),
        ])
    }

    /// Those rules, each with its verdict, if there are any.
    fn among(&self, verdicts: &[(Word, Verdict)], is_one: impl Fn(&Word, Verdict) -> bool) -> Option<String> {
        let of = verdicts.iter().filter(|(rule, verdict)| is_one(rule, *verdict));
        let said = of.map(|(rule, verdict)| {
            let verdict = verdict.in_words(self.words).into();
            self.say("entry-verdict", [("rule", rule.as_str().into()), ("verdict", verdict)])
        });
        let said: Vec<String> = said.collect();
        (!said.is_empty()).then(|| self.words.list(&said))
    }

    fn switched_off(&self, rules: &[Word]) -> Option<String> {
        (!rules.is_empty()).then(|| self.say("page-switched-off", [("rules", self.listed(rules))]))
    }
}
