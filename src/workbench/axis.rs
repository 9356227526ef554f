//! The inputs of a comparison: a list, or a range with so many points.

use crate::spanish::{Unclear, number, numbers};

/// More points than these make no table.
const MOST: usize = 60;

/// Points on the x axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// The points.
    pub points: Vec<f64>,
    /// The PyTorch expression that gives them.
    pub source: String,
}

impl Default for Axis {
    fn default() -> Self {
        Self::list(vec![-3.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0])
    }
}

impl Axis {
    /// Reads `-3 -1 0 0,5 2`, or `-3:3:7`: from −3 to 3 in seven points.
    ///
    /// # Errors
    /// It is neither, has no finite points, or too many.
    pub fn parse(typed: &str) -> Result<Self, Unclear> {
        let parts: Vec<&str> = typed.split(':').collect();
        match parts[..] {
            [_] => Self::checked(numbers(typed)?),
            [from, to, count] => Self::range(number(from)?, number(to)?, number(count)?),
            _ => Err(Unclear::new(
                "un tramo se escribe con tres números: desde, hasta y cuántos puntos",
                "por ejemplo -3:3:7",
            )),
        }
    }

    fn checked(points: Vec<f64>) -> Result<Self, Unclear> {
        match points.len() {
            0 => Err(Unclear::new("no has escrito ningún punto", "por ejemplo --x \"-2 -1 0 1 2\"")),
            1..=MOST if points.iter().all(|point| point.is_finite()) => Ok(Self::list(points)),
            1..=MOST => Err(Unclear::new("los puntos tienen que ser números finitos", "por ejemplo -2 -1 0 1 2")),
            count => Err(Unclear::new(format!("{count} puntos son demasiados"), format!("caben hasta {MOST}"))),
        }
    }

    fn list(points: Vec<f64>) -> Self {
        let listed: Vec<String> = points.iter().map(|point| format!("{point:?}")).collect();
        let source = format!("torch.tensor([{}])", listed.join(", "));
        Self { points, source }
    }

    fn range(from: f64, to: f64, count: f64) -> Result<Self, Unclear> {
        if !(from.is_finite() && to.is_finite() && from < to) {
            return Err(Unclear::new("el tramo tiene que ir de menor a mayor", "por ejemplo -3:3:7"));
        }
        if count.fract() != 0.0 || !(2.0..=MOST as f64).contains(&count) {
            let message = format!("el número de puntos tiene que ser entero, entre 2 y {MOST}");
            return Err(Unclear::new(message, "por ejemplo -3:3:7"));
        }
        let step = (to - from) / (count - 1.0);
        let points = (0..count as usize).map(|index| from + step * index as f64).collect();
        Ok(Self { points, source: format!("torch.linspace({from}, {to}, {count})") })
    }

    /// A dense grid over the same stretch, as a PyTorch expression: for curves.
    #[must_use]
    pub fn dense(&self) -> String {
        let low = self.points.iter().copied().fold(f64::INFINITY, f64::min);
        let high = self.points.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (low, high) = if low < high { (low, high) } else { (low - 1.0, high + 1.0) };
        format!("torch.linspace({low}, {high}, 121)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_ranges() {
        assert_eq!(Axis::parse("-3 -1 0 0,5 2").map(|axis| axis.points), Ok(vec![-3.0, -1.0, 0.0, 0.5, 2.0]));
        let range = Axis::parse("-3:3:7").expect("a range");
        assert_eq!(range.points, [-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0]);
        assert_eq!(range.source, "torch.linspace(-3, 3, 7)");
        assert_eq!(Axis::default().dense(), "torch.linspace(-3, 3, 121)");
        assert_eq!(Axis::parse("2").expect("a point").dense(), "torch.linspace(1, 3, 121)");
    }

    #[test]
    fn what_is_no_axis_is_refused() {
        for typed in ["", "a", "3:-3:7", "-3:3", "-3:3:1", "-3:3:2,5", "-3:3:7:1", "inf", "0:inf:4", "1,2,3"] {
            assert!(Axis::parse(typed).is_err(), "{typed}");
        }
        assert!(Axis::parse(&"1 ".repeat(61)).is_err());
    }
}
