//! A small lesson, and what is wrong with wrong ones.

use std::collections::BTreeMap;

use super::*;
use crate::{content::Source, view::Block};

const SMALL: &str = r#"+++
formato = 1
id = "mini"
titulo = "Mini"
minutos = 3

[parametros.x]
tipo = "tensor"
valor = "1 -2"
ayuda = "La entrada"
+++

Hola.

## Uno y «dos»

```python parametros
import torch
```

```python oculto
y = torch.relu(x)
```

La suma es {{ x.sum() }} y la forma, {{ x.shape }}.

```prediccion
id = "relu"
pregunta = "¿Qué sale de {{ x[0] }}?"
tipo = "tensor"
respuesta = "y"
antes = "z = x * 2"
pistas = ["a", "b", "c"]
porque = "Son {{ y.tolist() }}, y el doble {{ z[1] }}."

[[errores]]
expresion = "-x"
mensaje = "Signo: {{ z[0] }}."
```

```pregunta
id = "nombre"
pregunta = "¿Cómo se llama?"
respuesta = "saturación"
pistas = ["empieza por s"]
porque = "Es plana."
```

```python error=ValueError
raise ValueError('mal')
```

## Tres

```python traza
w = y * 2
```

```tabla
titulo = "Tabla"
clave = { titulo = "x", valores = "x" }
columnas = [{ titulo = "relu", valores = "y", marca = "apagada", donde = "x < 0" }]
```

```nota-docente
Ojo con {{ y[0] }}.
```
"#;

fn read(text: &str) -> Result<Lesson, String> {
    Source::new("leccion.md", text).and_then(Lesson::read).map_err(|error| error.to_string())
}

fn played(values: &[(&str, &str)]) -> (Played, String) {
    let values: BTreeMap<_, _> = values.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    let prepared = Prepared::new(read(SMALL).expect("a lesson"), &values).expect("right values");
    (prepared.run_here().expect("it runs").expect("to its end"), prepared.program())
}

fn said(part: &Part) -> String {
    match part {
        Part::Blocks(blocks) | Part::Note(blocks) => serde_json::to_string(blocks).expect("plain data"),
        Part::Question(question) => question.ask.plain(),
    }
}

#[test]
fn a_lesson_runs() {
    let (played, program) = played(&[]);
    assert_eq!(played.steps.iter().map(|step| step.id.as_str()).collect::<Vec<_>>(), ["uno-y-dos", "tres"]);
    let parts = &played.steps[0].parts;
    assert!(said(&parts[0]).contains("x = torch.tensor([1.0, -2.0])") && said(&parts[0]).contains("−1"));
    assert!(!said(&parts[0]).contains("relu(x)"), "hidden code is not shown");
    let Part::Question(question) = &parts[1] else { unreachable!("{parts:?}") };
    assert_eq!(
        (question.ask.plain().as_str(), question.why.plain().as_str()),
        ("¿Qué sale de 1?", "Son [1, 0], y el doble −4.")
    );
    assert_eq!(question.answer, Answer::Tensor(vec![2], vec![1.0, 0.0]));
    assert_eq!(question.mistakes[0].answer, Answer::Tensor(vec![2], vec![-1.0, 2.0]));
    assert_eq!(question.mistakes[0].message.plain(), "Signo: 2.");
    assert!(said(&parts[3]).contains("ValueError: mal"));
    let last = &played.steps[1].parts;
    assert!(matches!(&last[0], Part::Blocks(blocks) if blocks.iter().any(|block| matches!(block, Block::Step(_)))));
    assert!(said(&last[0]).contains("0 apagada") && said(&last[1]).contains("Ojo con"));
    for line in ["x = torch.tensor([1.0, -2.0])", "z = x * 2", "# ¿Qué sale de x[0]?\nprint(y)", "print(\"relu\", y)"]
    {
        assert!(program.contains(line), "{line}:\n{program}");
    }
}

#[test]
fn parameters_are_replaced() {
    let (played, program) = played(&[("x", "0,5 3 4")]);
    assert!(program.contains("x = torch.tensor([0.5, 3.0, 4.0])"));
    assert!(said(&played.steps[0].parts[0]).contains("(3,)"));
    let lesson = || read(SMALL).expect("a lesson");
    let given = |name: &str, value: &str| BTreeMap::from([(name.to_owned(), value.to_owned())]);
    assert!(Prepared::new(lesson(), &given("y", "1")).expect_err("no y").hint.contains('x'));
    assert!(Prepared::new(lesson(), &given("x", "1,2,3")).is_err());
}

#[test]
fn wrong_pages_are_told() {
    for (from, to, expected) in [
        ("```python oculto", "```python ocluto", "leccion.md:21:11: no conozco el atributo `ocluto`"),
        ("```python oculto", "```pyton", "leccion.md:21:4: no conozco los bloques «pyton»"),
        ("```python oculto", "```", "este bloque no dice qué es"),
        ("```python oculto", "```python oculto oculto", "está dos veces"),
        ("minutos = 3", "minuts = 3", "leccion.md:5:1: no conozco la clave `minuts`"),
        ("formato = 1", "formato = 2", "no conozco el formato 2"),
        ("id = \"mini\"", "id = \"Mini\"", "`Mini` no sirve de nombre"),
        ("respuesta = \"y\"\n", "", "falta la clave `respuesta`"),
        ("tipo = \"tensor\"\nrespuesta", "respuesta", "falta la clave `tipo`"),
        ("tipo = \"tensor\"\nrespuesta", "tipo = \"numeros\"\nrespuesta", "no conozco el valor `numeros`"),
        ("[\"a\", \"b\", \"c\"]", "[\"a\"]", "son tres"),
        ("id = \"nombre\"", "id = \"relu\"", "leccion.md:42:6: ya hay otra pregunta que se llama `relu`"),
        ("## Tres", "## Uno y dos", "otro paso se llama igual"),
        ("expresion = \"-x\"", "opcion = 3", "no hay opción 3"),
        ("expresion = \"-x\"\n", "", "cada error lleva `expresion`"),
        ("```python parametros", "```python", "dónde van los parámetros"),
        ("valor = \"1 -2\"", "valor = \"1,2,3\"", "leccion.md:9:9:"),
        (", donde = \"x < 0\"", "", "`marca` y `donde` van juntas"),
        ("## Uno", "# Uno", "va en la cabecera"),
        ("mensaje = \"Signo: {{ z[0] }}.\"", "mensaje = \"Signo: {{ z[0] \"", "estas llaves no se cierran"),
    ] {
        assert!(SMALL.contains(from), "{from}");
        let error = read(&SMALL.replacen(from, to, 1)).expect_err(to);
        assert!(error.contains(expected), "{to}: {error}");
    }
}

#[test]
fn code_that_fails_is_told_where_it_stands() {
    for (from, to, expected) in [
        ("y = torch.relu(x)", "a = 1\nb = a + nada", "leccion.md:23:1: esta celda falla: NameError"),
        ("{{ x.sum() }}", "{{ x.summ() }}", "leccion.md:25:12: esta expresión falla: AttributeError"),
        ("respuesta = \"y\"", "respuesta = \"nada\"", "leccion.md:31:13: esta expresión falla: NameError"),
        ("respuesta = \"y\"", "respuesta = \"'y'\"", "leccion.md:31:13: esto vale y"),
        ("raise ValueError('mal')", "x = x", "tenía que lanzar ValueError"),
        ("raise ValueError('mal')", "raise TypeError('mal')", "leccion.md:50:1: esta celda falla: TypeError"),
        ("w = y * 2", "w = = 2", "esta celda falla: SyntaxError"),
    ] {
        assert!(SMALL.contains(from), "{from}");
        let lesson = read(&SMALL.replacen(from, to, 1)).expect("it reads");
        let prepared = Prepared::new(lesson, &BTreeMap::new()).expect("no values");
        let error = prepared.run_here().expect_err(to).to_string();
        assert!(error.contains(expected), "{to}: {error}");
    }
}

#[test]
fn steps_have_names() {
    let (played, _) = played(&[]);
    let places = ["1", "2", "tres", "UNO-Y-DOS", "0", "3", "nada"].map(|wanted| played.step(wanted));
    assert_eq!(places, [Some(0), Some(1), Some(1), Some(0), None, None, None]);
}

const LAYER: &str = r#"+++
formato = 1
id = "capa"
titulo = "Capa"
minutos = 3
+++

## Uno

```python
import torch
x = torch.tensor([[1.0, 2.0]])
W = torch.tensor([[0.5, -1.0], [0.25, 0.75]])
b = torch.tensor([0.5, -0.25])
with torch.no_grad():
    z = x @ W.T + b
    a = torch.sigmoid(z)
```

```prediccion
id = "salida"
pregunta = "¿Cuánto vale `a[0, 1]`?"
tipo = "numero"
respuesta = "a[0, 1]"
pistas = ["a", "b", "c"]
porque = "Así."
```
"#;

/// The lesson with its slips, and its question.
fn layer(page: &str) -> Question {
    let texts = mutation::Texts::read(&crate::content::Library::embedded()).expect("our own text is sound");
    let lesson = read(page).expect("a lesson").with_slips(&texts);
    let prepared = Prepared::new(lesson, &BTreeMap::new()).expect("no values");
    let played = prepared.run_here().expect("it runs").expect("to its end");
    played.questions().next().expect("a question").clone()
}

#[test]
fn slips_in_the_computation_are_recognised() {
    let question = layer(LAYER);
    for (typed, expected) in [
        ("0,852", "es lo que sale si olvidas sumar el sesgo (bias)."),
        ("1,5", "1.5 es lo que sale si te dejas la activación"),
        ("0,6937", "es lo que sale si aplicas la activación dos veces"),
        ("0,5622", "es lo que sale si multiplicas por los pesos sin trasponerlos"),
        ("0,602", "es lo que sale si aplicas la activación antes de sumar el sesgo"),
        ("0,591", "es lo que sale si aplicas la activación a la entrada"),
        ("0,9051", "es lo que sale con tanh"),
        ("0,598", "por varios caminos:"),
        ("0,1", "Ese número no sale de ninguno de los despistes que conozco."),
    ] {
        let Verdict::Wrong { message, .. } = judge(&question, typed) else { unreachable!("{typed} is wrong") };
        assert!(message.plain().contains(expected), "{typed}: {}", message.plain());
    }
}

#[test]
fn slips_are_left_out_where_a_name_means_something_else_by_then() {
    let changed = LAYER.replace("    a = torch.sigmoid(z)\n", "    a = torch.sigmoid(z)\nb[1] = 7.0\n");
    assert!(layer(&changed).slips.is_empty());
    let right = LAYER.replace("b = torch.tensor([0.5, -0.25])", "b = torch.zeros(2)");
    assert!(layer(&right).slips.iter().all(|slip| slip.name != "sin-sesgo"), "it gives the right answer");
}
