//! What the table of activations knows of a card's names and parameters.

use serde::{Serialize, Serializer};

use super::Card;
use crate::{
    explain::number,
    nn::activation::{Default, Parameter},
    view::{Block, Entry, Text},
};

/// What JSON carries of a card.
#[derive(Serialize)]
struct Data<'a> {
    id: &'a str,
    nombre: &'a str,
    resumen: &'a str,
    formula: &'a str,
    derivada: &'a str,
    formula_python: Option<&'a str>,
    derivada_python: Option<&'a str>,
    rango: &'a str,
    satura: &'a str,
    muere: &'a str,
    modulo: String,
    funciones: Vec<String>,
    en_el_sitio: Vec<String>,
    parametros: Vec<ParameterData>,
}

#[derive(Serialize)]
struct ParameterData {
    nombre: &'static str,
    /// As Python writes it; nothing where it must be given.
    defecto: Option<String>,
}

impl Serialize for Card {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let front = &self.front;
        let parameter = |known: &Parameter| ParameterData { nombre: known.name, defecto: default(known) };
        let data = Data {
            id: self.id(),
            nombre: self.name(),
            resumen: &front.summary,
            formula: &front.formula,
            derivada: &front.derivative,
            formula_python: front.formula_in_python.as_deref(),
            derivada_python: front.derivative_in_python.as_deref(),
            rango: &front.range,
            satura: &front.saturates,
            muere: &front.dies,
            modulo: self.signature(),
            funciones: self.functions(),
            en_el_sitio: self.in_place(),
            parametros: self.activation.parameters.iter().map(parameter).collect(),
        };
        data.serialize(serializer)
    }
}

impl Card {
    /// The call that makes the module, with its defaults: `nn.GELU(approximate='none')`.
    #[must_use]
    pub fn signature(&self) -> String {
        let known = self.activation.parameters.iter().map(|parameter| match default(parameter) {
            Some(default) => format!("{}={default}", parameter.name),
            None => parameter.name.to_owned(),
        });
        let inplace = self.activation.has_inplace.then(|| "inplace=False".to_owned());
        format!("{}({})", self.name(), known.chain(inplace).collect::<Vec<_>>().join(", "))
    }

    /// Functions and methods that do the same.
    pub(super) fn functions(&self) -> Vec<String> {
        let twins = self.activation.twins.iter().filter(|twin| !twin.ends_with('_'));
        let own = format!("F.{}", self.activation.function);
        std::iter::once(own).chain(twins.map(|&twin| twin.to_owned())).collect()
    }

    /// Those that change the tensor itself.
    pub(super) fn in_place(&self) -> Vec<String> {
        let twins = self.activation.twins.iter().filter(|twin| twin.ends_with('_')).map(|&twin| twin.to_owned());
        let option = self.activation.has_inplace.then(|| "inplace=True".to_owned());
        option.into_iter().chain(twins).collect()
    }

    /// Parameters, what they do, and their defaults.
    pub(super) fn parameters(&self) -> Option<Block> {
        let known = self.activation.parameters;
        let entry = |parameter: &Parameter| {
            let text = self.front.parameters.iter().find(|(name, _)| name.get_ref() == parameter.name);
            let text = text.map(|(_, text)| Text::marked(text)).unwrap_or_default();
            let value = match default(parameter) {
                Some(default) => text.say(" [por defecto: ").code(default).say("]"),
                None => text.say(" [hay que darlo]"),
            };
            Entry { key: Text::new().code(parameter.name), value }
        };
        (!known.is_empty()).then(|| Block::Entries(known.iter().map(entry).collect()))
    }
}

/// A default as Python writes it; none where the parameter must be given.
pub(super) fn default(parameter: &Parameter) -> Option<String> {
    match parameter.default {
        Default::Float(value) if number(value).parse() == Ok(value) => Some(format!("{value:?}")),
        Default::Float(value) => Some(format!("1/{}", (1.0 / value).round())),
        Default::Required(_) => None,
        Default::Int(value) => Some(value.to_string()),
        Default::Dimension => Some("None".to_owned()),
        Default::Text(word) => Some(format!("'{word}'")),
    }
}
