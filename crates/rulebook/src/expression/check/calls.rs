//! Calls: the few functions there are, and quantifiers over lists.

use cel::{
    IdedExpr,
    common::ast::{CallExpr, Expr, LiteralValue},
};
use model::{
    Day, Unit, Value,
    schema::{DOSSIER, Type},
};

use super::{
    Checker, Fault, Id, Op,
    names::{Place, What},
};
use crate::expression::tree::Quantifier;

/// A function that makes a quantity of a fixed number, its unit, and how facts write that unit.
const QUANTITIES: [(&str, Unit, &str); 8] = [
    ("days", Unit::Microsecond, "d"),
    ("hours", Unit::Microsecond, "h"),
    ("minutes", Unit::Microsecond, "min"),
    ("metres", Unit::Millimetre, "m"),
    ("kilometres", Unit::Millimetre, "km"),
    ("feet", Unit::Millimetre, "ft"),
    ("kilograms", Unit::Gram, "kg"),
    ("grams", Unit::Gram, "g"),
];

impl Checker<'_> {
    pub(super) fn call(&mut self, expr: &IdedExpr, call: &CallExpr, depth: usize) -> Result<Id, Fault> {
        if call.target.is_none()
            && let Some(id) = self.operator(expr, call, depth)?
        {
            return Ok(id);
        }
        match &call.target {
            None => self.function(expr, call),
            Some(target) => self.method(expr, target, call, depth),
        }
    }

    fn function(&mut self, expr: &IdedExpr, call: &CallExpr) -> Result<Id, Fault> {
        let name = call.func_name.as_str();
        let open = self.token(expr).start;
        let start = self.text.source[..open].rfind(name).unwrap_or(open);
        let span = start..self.text.closing(open) + 1;
        if let Some((_, unit, written)) = QUANTITIES.iter().find(|(known, ..)| *known == name) {
            let Some(n) = only_int(call) else {
                return Err(self.fault_at(start, format!("`{name}` takes one whole number: {name}(7)")));
            };
            let quantity = unit.parse(&format!("{n} {written}"));
            let quantity = quantity.map_err(|why| self.fault_at(start, why.to_string()))?;
            return Ok(self.push(span, Type::Quantity(*unit), 0, Op::Constant(Value::Quantity(quantity))));
        }
        match (name, call.args.as_slice()) {
            ("date", _) => {
                let Some(text) = only_string(call) else {
                    return Err(self.fault_at(start, "`date` takes a day in quotes: date('2024-03-26')"));
                };
                let day: Day = text
                    .parse()
                    .map_err(|why: model::time::NotATime| self.fault_at(start, why.to_string()))?;
                Ok(self.push(span, Type::Day, 0, Op::Constant(Value::Day(day))))
            }
            ("size", [list]) => self.size(span, list),
            ("size", _) => Err(self.fault_at(start, "`size` takes one list: size(vehicles)")),
            _ => Err(self.fault_at(start, instead_of(name))),
        }
    }

    fn method(
        &mut self,
        expr: &IdedExpr,
        target: &IdedExpr,
        call: &CallExpr,
        depth: usize,
    ) -> Result<Id, Fault> {
        let name = call.func_name.as_str();
        let open = self.token(expr).start;
        let start = self.text.source[..open].rfind(name).unwrap_or(open);
        let quantifier = match name {
            "all" => Quantifier::All,
            "exists" => Quantifier::Exists,
            "exists_one" => Quantifier::ExistsOne,
            "size" if call.args.is_empty() => {
                let from = self.token(target).start;
                return self.size(self.text.widen(from..self.text.closing(open) + 1), target);
            }
            _ => return Err(self.fault_at(start, instead_of(name))),
        };
        let list = self.list(target, name)?;
        let [variable, body] = call.args.as_slice() else {
            let message =
                format!("`{name}` takes a name for each item and what to ask of it: .{name}(x, x.…)");
            return Err(self.fault_at(start, message));
        };
        let span = self.text.widen(list.0.span.start..self.text.closing(open) + 1);
        self.bind(variable, list.1)?;
        let body = self.truth(body, depth + 1, &format!("`{name}`"));
        self.scope.pop();
        let op = Op::Quantify(quantifier, list.0.spot, body?);
        Ok(self.push(span, Type::Bool, 0, op))
    }

    fn size(&mut self, span: std::ops::Range<usize>, list: &IdedExpr) -> Result<Id, Fault> {
        let (place, _) = self.list(list, "size")?;
        let span = span.start.min(place.span.start)..span.end;
        Ok(self.push(span, Type::Quantity(Unit::Count), 0, Op::Size(place.spot)))
    }

    fn list(&self, expr: &IdedExpr, asks: &str) -> Result<(Place, &'static model::schema::Kind), Fault> {
        if !matches!(expr.expr, Expr::Ident(_) | Expr::Select(_)) {
            let message = format!("`{asks}` asks a list of the dossier: vehicles.{asks}(...)");
            return Err(self.fault(expr, message));
        }
        let place = self.place(expr)?;
        match place.what {
            What::List(kind) => Ok((place, kind)),
            _ => {
                let shown = self.text.source.get(place.span.clone()).unwrap_or_default();
                let message = format!("`{shown}` is not a list: `{asks}` asks lists, such as vehicles");
                Err(self.fault_at(place.span.start, message))
            }
        }
    }

    fn bind(&mut self, variable: &IdedExpr, kind: &'static model::schema::Kind) -> Result<(), Fault> {
        let name = match &variable.expr {
            Expr::Ident(name) if !name.starts_with('.') => name,
            _ => return Err(self.fault(variable, "the first argument is a plain name for each item: x")),
        };
        let taken = DOSSIER.attribute(name).is_some()
            || matches!(name.as_str(), "now" | "today")
            || self.scope.iter().any(|(known, _)| known == name);
        if taken {
            return Err(
                self.fault(variable, format!("`{name}` already means something here: use another name"))
            );
        }
        self.scope.push((name.clone(), kind));
        Ok(())
    }
}

fn only_int(call: &CallExpr) -> Option<i64> {
    match call.args.as_slice() {
        [IdedExpr { expr: Expr::Literal(LiteralValue::Int(n)), .. }] => Some(*n.inner()),
        _ => None,
    }
}

fn only_string(call: &CallExpr) -> Option<&str> {
    match call.args.as_slice() {
        [IdedExpr { expr: Expr::Literal(LiteralValue::String(text)), .. }] => Some(text.inner()),
        _ => None,
    }
}

/// What to write instead of a function there is not.
fn instead_of(name: &str) -> String {
    let instead = match name {
        "has" => "a missing fact is unknown already, `has` would turn it into a no: just name the fact",
        "all" | "exists" | "exists_one" => "ask the list itself: vehicles.all(x, x.bullet_proof)",
        "size" => "it takes nothing: vehicles.size()",
        "map" | "filter" => "there are no new lists: ask with .all(x, ...) or .exists(x, ...)",
        "duration" => "write days(7), hours(72) or minutes(30)",
        "timestamp" => "write a day as date('2024-03-26'), or use `now`",
        "matches" | "contains" | "startsWith" | "endsWith" => {
            "words are compared whole: use ==, or in ['a', 'b']"
        }
        _ => {
            "there are date, days, hours, minutes, metres, kilometres, feet, kilograms, grams, \
             and list.all, list.exists, list.exists_one, list.size"
        }
    };
    format!("there is no `{name}` like this: {instead}")
}
