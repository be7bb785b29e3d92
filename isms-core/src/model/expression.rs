//! A metric computed from others: `100 * findings_closed / findings_raised`.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{BuiltinMetric, Id, Metric};

/// Longest expression in bytes.
const LONGEST: usize = 2_000;
/// Most parentheses and signs within one another.
const DEEPEST: usize = 32;

/// A formula over other metrics.
///
/// - numbers: `100`, `0.5`, `1e3`
/// - metrics computed from the record itself, by name: `findings_closed` (see [`BuiltinMetric`])
/// - metrics of the record, by id in brackets: `[MET-BACKUP]`
/// - `+`, `-`, `*`, `/` with the usual precedence, from left to right; a sign; parentheses
/// - `min(a, b, …)` and `max(a, b, …)`
///
/// Where one of the metrics has no value there is none, and a division by zero has none.
///
/// ```
/// use isms_core::model::{Expression, Operand};
/// let share: Expression = "100 * [MET-GOOD] / (findings_open + 1)".parse().unwrap();
/// let value = |operand: &Operand| match operand {
///     Operand::Metric(_) => Some(3.0),
///     Operand::Builtin(_) => Some(5.0),
/// };
/// assert_eq!(share.evaluate(value), Some(50.0));
/// let error = "100 * (1 + 2".parse::<Expression>().unwrap_err();
/// assert!(error.contains("at character 13") && error.contains("close the parenthesis"), "{error}");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    text: String,
    /// In postfix order: what a step works on stands before it.
    steps: Vec<Step>,
}

/// A metric that an expression names.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// One that is computed from the record itself.
    Builtin(BuiltinMetric),
    /// One of the record.
    Metric(Id<Metric>),
}

#[derive(Debug, Clone, PartialEq)]
enum Step {
    Number(f64),
    Value(Operand),
    Negate,
    Add,
    Subtract,
    Multiply,
    Divide,
    Least(usize),
    Greatest(usize),
}

impl Expression {
    /// The expression as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The metrics of the record that it names, in its order.
    pub fn metrics(&self) -> impl Iterator<Item = &Id<Metric>> {
        self.steps.iter().filter_map(|step| match step {
            Step::Value(Operand::Metric(id)) => Some(id),
            _ => None,
        })
    }

    /// Its value, given those of the metrics; none where one of them has none, and none by division by zero.
    pub fn evaluate(&self, mut value: impl FnMut(&Operand) -> Option<f64>) -> Option<f64> {
        let mut stack: Vec<f64> = Vec::new();
        for step in &self.steps {
            let result = match step {
                Step::Number(number) => *number,
                Step::Value(operand) => value(operand)?,
                Step::Negate => -stack.pop()?,
                Step::Least(count) => take(&mut stack, *count)?.into_iter().reduce(f64::min)?,
                Step::Greatest(count) => take(&mut stack, *count)?.into_iter().reduce(f64::max)?,
                Step::Add | Step::Subtract | Step::Multiply | Step::Divide => {
                    let (right, left) = (stack.pop()?, stack.pop()?);
                    match step {
                        Step::Add => left + right,
                        Step::Subtract => left - right,
                        Step::Multiply => left * right,
                        _ => left / right,
                    }
                }
            };
            // A division by zero, and what outgrows the numbers, has no value.
            stack.push(Some(result).filter(|result| result.is_finite())?);
        }
        stack.pop()
    }
}

fn take(stack: &mut Vec<f64>, count: usize) -> Option<Vec<f64>> {
    stack.len().checked_sub(count).map(|first| stack.split_off(first))
}

/// What is wrong, and what would be right, at a character counted from 1.
fn wrong(at: usize, problem: impl fmt::Display, remedy: impl fmt::Display) -> String {
    format!("at character {}: {problem}; {remedy}", at + 1)
}

/// Reads from left to right; each rule of the grammar is a function, each parenthesis and sign one level of them.
struct Parser<'t> {
    text: &'t str,
    /// Bytes read.
    at: usize,
    depth: usize,
    steps: Vec<Step>,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }
    /// The character that comes next, blanks passed over.
    fn peek(&mut self) -> Option<char> {
        self.at += self.rest().len() - self.rest().trim_start().len();
        self.rest().chars().next()
    }
    fn next_is(&mut self, wanted: char) -> bool {
        let there = self.peek() == Some(wanted);
        self.at += usize::from(there) * wanted.len_utf8();
        there
    }
    /// Characters up to here, for errors.
    fn place(&self) -> usize {
        self.text.get(..self.at).unwrap_or_default().chars().count()
    }

    fn sum(&mut self) -> Result<(), String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let remedy = format!("nest no more than {DEEPEST} deep");
            return Err(wrong(self.place(), "there is too much within one another", remedy));
        }
        self.product()?;
        loop {
            let step = match self.peek() {
                Some('+') => Step::Add,
                Some('-') => Step::Subtract,
                _ => break,
            };
            self.at += 1;
            self.product()?;
            self.steps.push(step);
        }
        self.depth -= 1;
        Ok(())
    }

    fn product(&mut self) -> Result<(), String> {
        self.signed()?;
        loop {
            let step = match self.peek() {
                Some('*') => Step::Multiply,
                Some('/') => Step::Divide,
                _ => return Ok(()),
            };
            self.at += 1;
            self.signed()?;
            self.steps.push(step);
        }
    }

    fn signed(&mut self) -> Result<(), String> {
        let mut signs = 0;
        while self.next_is('-') {
            signs += 1;
        }
        self.value()?;
        if signs % 2 == 1 {
            self.steps.push(Step::Negate);
        }
        Ok(())
    }

    fn value(&mut self) -> Result<(), String> {
        match self.peek() {
            Some('(') => {
                self.at += 1;
                self.sum()?;
                self.close()
            }
            Some('[') => self.metric(),
            Some(c) if c.is_ascii_digit() || c == '.' => self.number(),
            Some(c) if c.is_ascii_alphabetic() || c == '_' => self.name(),
            found => {
                let problem = found.map_or("it ends too early".to_owned(), |c| format!("{c:?} is no value"));
                Err(wrong(self.place(), problem, "write a number, a metric, or a parenthesis"))
            }
        }
    }

    fn close(&mut self) -> Result<(), String> {
        if self.next_is(')') {
            return Ok(());
        }
        Err(wrong(self.place(), "a parenthesis is open", "close the parenthesis with )"))
    }

    fn metric(&mut self) -> Result<(), String> {
        let place = self.place();
        let quoted =
            self.rest().strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(id, _)| id.to_owned());
        let Some(id) = quoted else {
            return Err(wrong(place, "a bracket is open", "close it with ] after the id of the metric"));
        };
        let metric = id
            .parse()
            .map_err(|problem| wrong(place, problem, "write the id of a metric in the brackets"))?;
        self.at += id.len() + 2;
        self.steps.push(Step::Value(Operand::Metric(metric)));
        Ok(())
    }

    fn number(&mut self) -> Result<(), String> {
        let rest = self.rest();
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let exponent = rest.get(digits..).and_then(|tail| tail.strip_prefix(['e', 'E'])).map_or(0, |tail| {
            let sign = usize::from(tail.starts_with(['+', '-']));
            let digits = tail.get(sign..).unwrap_or_default();
            1 + sign + digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len())
        });
        let text = rest.get(..digits + exponent).unwrap_or_default();
        let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
        let number = number
            .ok_or_else(|| wrong(self.place(), format!("{text} is no number"), "write one such as 0.5"))?;
        self.at += digits + exponent;
        self.steps.push(Step::Number(number));
        Ok(())
    }

    fn name(&mut self) -> Result<(), String> {
        let (place, rest) = (self.place(), self.rest());
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        let name = rest.get(..length).unwrap_or_default().to_owned();
        self.at += length;
        if let Some(builtin) = BuiltinMetric::ALL.iter().find(|metric| metric.name() == name) {
            self.steps.push(Step::Value(Operand::Builtin(*builtin)));
            return Ok(());
        }
        if !["min", "max"].contains(&name.as_str()) {
            let names: Vec<_> = BuiltinMetric::ALL.iter().map(|metric| metric.name()).collect();
            let remedy = format!(
                "write a metric of the record in brackets, [{name}], or name one computed from the record: {}",
                names.join(", ")
            );
            return Err(wrong(place, format!("{name} is not the name of a metric"), remedy));
        }
        if !self.next_is('(') {
            return Err(wrong(self.place(), format!("{name} has no values"), format!("write {name}(a, b)")));
        }
        let mut count = 1;
        self.sum()?;
        while self.next_is(',') {
            self.sum()?;
            count += 1;
        }
        self.close()?;
        self.steps.push(if name == "min" { Step::Least(count) } else { Step::Greatest(count) });
        Ok(())
    }
}

impl FromStr for Expression {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        if text.len() > LONGEST {
            return Err(format!("the expression has {} bytes; write no more than {LONGEST}", text.len()));
        }
        let mut parser = Parser { text, at: 0, depth: 0, steps: Vec::new() };
        let read = parser.sum().and_then(|()| match parser.peek() {
            None => Ok(()),
            Some(c) => {
                let remedy = "write +, -, * or / between two values";
                Err(wrong(parser.place(), format!("{c:?} does not go on with it"), remedy))
            }
        });
        read.map_err(|problem| format!("{text:?} is not an expression, {problem}"))?;
        Ok(Self { text: text.to_owned(), steps: parser.steps })
    }
}
impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
impl Serialize for Expression {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}
impl<'de> Deserialize<'de> for Expression {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
impl JsonSchema for Expression {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Expression".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string", "minLength": 1, "maxLength": LONGEST,
            "description": "A formula over other metrics: numbers, built-in metrics by name, metrics of the record as [id], + - * / ( ) min() max().",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<f64> {
        text.parse::<Expression>().unwrap().evaluate(|operand| match operand {
            Operand::Metric(id) if id.as_str() == "NONE" => None,
            Operand::Metric(_) => Some(7.0),
            Operand::Builtin(_) => Some(2.0),
        })
    }

    #[test]
    fn the_usual_precedence_holds() {
        for (text, wanted) in [
            ("1 + 2 * 3", 7.0),
            ("(1 + 2) * 3", 9.0),
            ("8 - 3 - 2", 3.0),
            ("8 / 4 / 2", 1.0),
            ("-2 * -3", 6.0),
            ("--2", 2.0),
            ("2 - -2", 4.0),
            ("-(1 + 1)", -2.0),
            ("1e3/.5", 2000.0),
            ("[A-B] - incidents", 5.0),
            ("min(3, 1 + 1, 4) + max(1, 5)", 7.0),
            ("100 * findings_closed / findings_raised", 100.0),
        ] {
            assert_eq!(value(text), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_has_no_value_gives_none() {
        for text in ["1 / 0", "0 / 0", "[NONE] + 1", "0 * [NONE]", "1e308 * 10", "min(1, 1 / 0)"] {
            assert_eq!(value(text), None, "{text}");
        }
    }

    #[test]
    fn errors_name_the_place_and_the_remedy() {
        let wrong = |text: &str| text.parse::<Expression>().unwrap_err();
        for (text, place, remedy) in [
            ("", "at character 1: it ends too early", "write a number"),
            ("1 +", "at character 4: it ends too early", "write a number"),
            ("1 2", "at character 3: '2' does not go on", "write +, -, * or /"),
            ("(1", "at character 3: a parenthesis is open", "close the parenthesis"),
            ("1)", "at character 2: ')' does not go on", "write +"),
            ("é", "at character 1: 'é' is no value", "write a number"),
            ("1 + [A", "at character 5: a bracket is open", "close it with ]"),
            ("[]", "at character 1: \"\" is not an id", "write the id"),
            ("1.2.3", "at character 1: 1.2.3 is no number", "write one"),
            ("1e", "at character 1: 1e is no number", "write one"),
            ("2 * backlog", "at character 5: backlog is not the name of a metric", "[backlog], or name one"),
            ("min + 1", "at character 5: min has no values", "write min(a, b)"),
            ("max(1,)", "at character 7: ')' is no value", "write a number"),
        ] {
            let error = wrong(text);
            assert!(error.contains(place) && error.contains(remedy), "{text}: {error}");
        }
    }

    #[test]
    fn depth_and_length_have_limits() {
        let nested = |depth: usize| format!("{}1{}", "(".repeat(depth), ")".repeat(depth));
        assert!(nested(DEEPEST - 1).parse::<Expression>().is_ok());
        assert!(nested(DEEPEST).parse::<Expression>().unwrap_err().contains("nest no more than 32 deep"));
        assert!("(".repeat(LONGEST + 1).parse::<Expression>().unwrap_err().contains("no more than 2000"));
        assert_eq!(value(&format!("{}1", "-".repeat(LONGEST - 1))), Some(-1.0));
    }
}
