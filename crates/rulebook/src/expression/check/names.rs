//! Names: each looked up in the schema, from the dossier's root or from an item at hand.

use std::ops::Range;

use cel::{
    IdedExpr,
    common::ast::{Expr, SelectExpr, operators as cel_op},
};
use model::{
    Word, path,
    schema::{Attribute, COMPLETE, DOSSIER, Kind, Type},
};

use super::{Checker, Fault, Spot, alike::described, operators};

/// What a chain of names leads to.
pub(super) struct Place {
    pub spot: Spot,
    pub span: Range<usize>,
    pub what: What,
}

#[derive(Clone, Copy)]
pub(super) enum What {
    Attribute(&'static Attribute),
    Record(&'static Kind),
    List(&'static Kind),
    Complete,
}

impl Checker<'_> {
    /// Follows a chain of names through the schema.
    pub(super) fn place(&self, expr: &IdedExpr) -> Result<Place, Fault> {
        let mut chain: Vec<(&IdedExpr, &SelectExpr)> = Vec::new();
        let mut at = expr;
        while let Expr::Select(select) = &at.expr {
            if select.test || chain.len() >= path::DEEPEST {
                return Err(self.fault(at, "no fact lies so deep: look at the names before it"));
            }
            chain.push((at, select));
            at = &select.operand;
        }
        let root = match &at.expr {
            Expr::Ident(root) => root,
            Expr::Call(call) if call.func_name == cel_op::INDEX => {
                return Err(self.fault(at, operators::NOT_NUMBERED));
            }
            _ => return Err(self.fault(at, "only facts have attributes: name one, such as movement.kind")),
        };
        let mut span = self.token(at);
        let (mut spot, mut what) = self.root(at, root)?;
        for (step, select) in chain.into_iter().rev() {
            let dot = self.token(step).start;
            let name_at = self.text.source[dot..].find(&select.field).map_or(dot, |skip| dot + skip);
            what = self.attribute(what, &self.text.source[span.clone()], name_at, &select.field)?;
            span.end = (name_at + select.field.len()).min(self.text.source.len());
            if !matches!(what, What::Complete) {
                spot.names.push(self.word(name_at, &select.field)?);
            }
        }
        Ok(Place { spot, span, what })
    }

    fn root(&self, expr: &IdedExpr, name: &str) -> Result<(Spot, What), Fault> {
        if let Some(variable) = self.scope.iter().rposition(|(known, _)| known == name) {
            let spot = Spot { variable: Some(variable), names: Vec::new() };
            return Ok((spot, What::Record(self.scope[variable].1)));
        }
        if name == "now" || name == "today" {
            return Err(self.fault(
                expr,
                format!(
                    "`{name}` has no attributes: it is a {name_is}",
                    name_is = if name == "now" { "moment" } else { "day" }
                ),
            ));
        }
        let Some(attribute) = DOSSIER.attribute(name) else {
            let items: String = self.scope.iter().map(|(item, _)| format!(", {item}")).collect();
            let known = DOSSIER.names();
            return Err(
                self.fault(expr, format!("there is no `{name}`: there are {known}, now, today{items}"))
            );
        };
        let names = vec![self.word(self.token(expr).start, name)?];
        Ok((Spot { variable: None, names }, what_of(attribute)))
    }

    fn attribute(&self, of: What, shown: &str, at: usize, name: &str) -> Result<What, Fault> {
        let message = match of {
            What::Record(kind) => match kind.attribute(name) {
                Some(attribute) => return Ok(what_of(attribute)),
                None => format!("`{shown}` has no `{name}`: a {} has {}", kind.name, kind.names()),
            },
            What::List(_) if name == COMPLETE.name => return Ok(What::Complete),
            What::List(kind) => format!(
                "`{shown}` is a list of {}: ask about its items, as in {shown}.all(x, x.{name})",
                kind.name
            ),
            What::Attribute(attribute) => {
                format!("`{shown}` is {} and has no attributes", described(attribute.takes))
            }
            What::Complete => format!("`{shown}` is yes or no and has no attributes"),
        };
        Err(self.fault_at(at, message))
    }

    fn word(&self, at: usize, name: &str) -> Result<Word, Fault> {
        name.parse().map_err(|why: model::word::NotAWord| self.fault_at(at, why.to_string()))
    }
}

fn what_of(attribute: &'static Attribute) -> What {
    match attribute.takes {
        Type::Record(kind) => What::Record(kind),
        Type::List(kind) => What::List(kind),
        _ => What::Attribute(attribute),
    }
}
