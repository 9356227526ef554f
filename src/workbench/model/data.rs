//! The data that a model is trained on, as PyTorch code.

/// A data set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Data {
    /// Four points that no line separates.
    Xor,
    /// Two half moons that reach into each other.
    Moons,
    /// Two spirals.
    Spirals,
    /// A curve with noise.
    Regression,
}

impl Data {
    /// Whether the targets are classes.
    #[must_use]
    pub fn is_classes(self) -> bool {
        self != Self::Regression
    }

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Xor => "xor",
            Self::Moons => "lunas",
            Self::Spirals => "espirales",
            Self::Regression => "regresion",
        }
    }

    /// What a student reads.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Xor => "XOR: cuatro puntos que ninguna recta separa",
            Self::Moons => "Dos lunas entrelazadas",
            Self::Spirals => "Dos espirales",
            Self::Regression => "Una regresión: y = sen(2x) + 0.3x, con ruido",
        }
    }

    /// Epochs and learning rate that suit it.
    #[must_use]
    pub fn usual(self) -> (u32, &'static str) {
        match self {
            Self::Xor => (200, "0.05"),
            Self::Moons => (200, "0.02"),
            Self::Spirals => (500, "0.02"),
            Self::Regression => (300, "0.02"),
        }
    }

    /// The sizes of input and stretch of the plane that a boundary is drawn over.
    #[must_use]
    pub fn plane(self) -> ((f64, f64), (f64, f64)) {
        match self {
            Self::Xor => ((-0.5, 1.5), (-0.5, 1.5)),
            Self::Moons => ((-1.5, 2.5), (-1.0, 1.5)),
            Self::Spirals => ((-1.2, 1.2), (-1.2, 1.2)),
            Self::Regression => ((-2.0, 2.0), (-2.0, 2.0)),
        }
    }

    /// Code that makes `X` and `Y`.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Xor => {
                "X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])\nY = torch.tensor([[0.], [1.], [1.], [0.]])\n"
            }
            Self::Moons => MOONS,
            Self::Spirals => SPIRALS,
            Self::Regression => {
                "X = torch.linspace(-2, 2, 60).unsqueeze(1)\nY = torch.sin(2 * X) + 0.3 * X + 0.05 * torch.randn(60, 1)\n"
            }
        }
    }
}

const MOONS: &str = "\
t = torch.rand(60) * math.pi
arriba = torch.stack([torch.cos(t), torch.sin(t)], dim=1)
abajo = torch.stack([1 - torch.cos(t), 0.5 - torch.sin(t)], dim=1)
X = torch.cat([arriba, abajo]) + 0.1 * torch.randn(120, 2)
Y = torch.cat([torch.zeros(60, 1), torch.ones(60, 1)])
";

const SPIRALS: &str = "\
r = torch.linspace(0.15, 1, 60)
giro = 1.5 * math.pi * r
brazo = torch.stack([r * torch.cos(giro), r * torch.sin(giro)], dim=1)
X = torch.cat([brazo, -brazo]) + 0.02 * torch.randn(120, 2)
Y = torch.cat([torch.zeros(60, 1), torch.ones(60, 1)])
";
