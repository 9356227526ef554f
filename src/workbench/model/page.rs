//! What is said about the trainings: a table, the losses, what each network says.

use super::{Boundary, Model, Report};
use crate::{
    explain::numbers::number,
    view::{Align, Document, Field, Plot, Table, Text},
};

impl Model {
    /// What is said about it.
    #[must_use]
    pub fn document(&self, report: &Report) -> Document {
        let document = Document::new()
            .heading(self.data.title())
            .say(Text::marked(&self.about()))
            .with(self.table(report))
            .say(Text::marked(&report.verdict(self.data.is_classes())))
            .with(report.losses());
        let document =
            if self.data.is_classes() { Self::boundaries(report, document) } else { document.with(report.fit()) };
        document.entries([
            ("El programa:", Text::new().code("antorcha modelo … --codigo")),
            ("Otros datos:", Text::new().code("antorcha modelo --datos lunas --activaciones relu,tanh,gelu")),
        ])
    }

    fn about(&self) -> String {
        let layers: Vec<String> = self.layers.iter().map(ToString::to_string).collect();
        let hidden = if layers.len() == 1 { "una capa oculta de" } else { "capas ocultas de" };
        format!(
            "La misma red ({hidden} {}), la misma semilla ({}), {} épocas con `Adam`. Solo cambia la activación.",
            layers.join(" y "),
            self.seed,
            self.epochs
        )
    }

    fn table(&self, report: &Report) -> Table {
        let score = if self.data.is_classes() { "acierto" } else { "R²" };
        let table = Table::new()
            .column("", Align::Left)
            .column("pérdida", Align::Decimal)
            .column(score, Align::Decimal)
            .column("al 95 %", Align::Right)
            .column("planas", Align::Right)
            .column("∇ primera", Align::Decimal)
            .column("∇ última", Align::Decimal);
        report.trained.iter().fold(table, |table, trained| {
            let last = |values: &[f64]| values.last().copied().map(number).unwrap_or_default();
            let epoch = trained.learnt.map_or("nunca".to_owned(), |epoch| format!("época {epoch}"));
            table.row([
                Text::new().code(&trained.name),
                last(&trained.losses).into(),
                last(&trained.scores).into(),
                epoch.into(),
                format!("{:.0} %", 100.0 * trained.flat).into(),
                number(trained.first).into(),
                number(trained.last).into(),
            ])
        })
    }

    /// Where each network draws its line.
    fn boundaries(report: &Report, document: Document) -> Document {
        let drawn = report.trained.iter().filter_map(|trained| Some((&trained.name, trained.boundary.as_ref()?)));
        drawn.fold(document, |document, (name, boundary)| document.with(boundary.field(name, report)))
    }
}

impl Boundary {
    /// The plane, with the data on it.
    fn field(&self, name: &str, report: &Report) -> Field {
        let samples = report.inputs.values.chunks(2).zip(&report.targets.values);
        Field::new(format!("La frontera con {name}"))
            .axes("x₀", "x₁")
            .over(self.x, self.y)
            .classes("clase 0", "clase 1")
            .values(self.columns, &self.values)
            .samples(samples.map(|(point, target)| (point[0], point[1], *target > 0.5)))
    }
}

impl Report {
    /// The curve that each network has found.
    fn fit(&self) -> Plot {
        let points = self.inputs.values.iter().copied().zip(self.targets.values.iter().copied());
        let plot = Plot::new("Lo que ha aprendido cada una").axes("x", "y").points("datos", points);
        let add =
            |plot: Plot, (name, curve): (&String, &Vec<(f64, f64)>)| plot.curve(name.clone(), curve.iter().copied());
        self.trained.iter().filter_map(|trained| Some((&trained.name, trained.curve.as_ref()?))).fold(plot, add)
    }

    fn losses(&self) -> Plot {
        self.trained.iter().fold(
            Plot::new("La pérdida, época a época").axes("época", "pérdida"),
            |plot, trained| {
                let points = trained.losses.iter().enumerate().map(|(epoch, loss)| ((epoch + 1) as f64, *loss));
                plot.curve(trained.name.clone(), points)
            },
        )
    }

    /// What the table says, in words.
    fn verdict(&self, classes: bool) -> String {
        let mut text = format!(
            "{} «Planas» son las unidades ocultas cuya derivada es casi 0 en todos los ejemplos; ∇ es la norma del \
             gradiente en el primer paso, en la primera capa y en la última.",
            self.fastest(classes)
        );
        if self.trained.iter().any(|trained| trained.name == "ninguna") {
            text += " Con `ninguna` toda la red equivale a una sola capa lineal.";
        }
        text
    }

    /// Who learnt first.
    fn fastest(&self, classes: bool) -> String {
        let learnt = self.trained.iter().filter_map(|trained| Some((trained.learnt?, &trained.name)));
        let what = if classes { "acertar el 95 %" } else { "explicar el 95 % de la variación" };
        match learnt.min_by_key(|(epoch, _)| *epoch) {
            Some((epoch, name)) => format!("La primera en {what} es `{name}`, en la época {epoch}."),
            None => "Ninguna llega al 95 % en estas épocas: prueba con más, o con más neuronas.".to_owned(),
        }
    }
}
