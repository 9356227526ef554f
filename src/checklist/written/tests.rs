//! Lists as students write them.

use proptest::prelude::*;

use super::{super::Choice, *};
use crate::content::Library;

fn checklist() -> Checklist {
    Checklist::read(&Library::embedded()).expect("our pages are right")
}

/// The items and answers of a list, by the names of the items.
fn read(text: &str) -> Vec<(String, Option<Answer>)> {
    let checklist = checklist();
    let written = Written::read(text, &checklist);
    let claimed = checklist.items.iter().enumerate().filter(|(index, _)| !written.lines[*index].is_empty());
    claimed.map(|(index, item)| (item.front.id.clone(), written.claims[index].answer)).collect()
}

#[test]
fn lines_as_students_write_them() {
    use Answer::{No, NotApplicable, Partly, Unknown, Yes};
    let cases = [
        ("- [x] Verifica que estés aplicando la función de activación correcta para tu problema", "problema", Yes),
        ("* [ ] Verifica que estes aplicando la funcion de activacion correcta para tu problema", "problema", No),
        ("+ [X] verificar q la activacion sea la correcta para el problema", "problema", Yes),
        ("1. La activación es la adecuada para mi problema: sí", "problema", Yes),
        ("1) activacion correcta para mi problema - no", "problema", No),
        ("✔ Uso la función de activación correcta", "problema", Yes),
        ("❌ la activación no encaja con la pérdida", "problema", No),
        ("- Elegí bien la activación de salida para este tipo de problema (sí)", "problema", Yes),
        ("- [x] softmax para clasificación multiclase", "problema", Yes),
        ("- verifica que estes aplikando la funsion de activasion correcta para tu problema: si", "problema", Yes),
        ("- [~] La activación de la última capa es apropiada para la tarea", "problema", Partly),
        ("- Sí, he comprobado que la activación es la correcta para el problema", "problema", Yes),
        ("- todavía no he verificado si la activación es la correcta para el problema", "problema", No),
        ("- [x] No omito la función de activación en las capas ocultas", "omitir", Yes),
        ("- [x] no me olvide ninguna activacion entre capas", "omitir", Yes),
        (
            "2. Asegúrate de no omitir la función de activación, especialmente en capas ocultas y salidas → sí",
            "omitir",
            Yes,
        ),
        ("2.- asegurate de no omitir la activacion en capas ocultas y salida: SI", "omitir", Yes),
        ("• todas las capas ocultas tienen activación: s", "omitir", Yes),
        ("- relu detrás de cada nn.Linear ✓", "omitir", Yes),
        ("- No omitir activación en ocultas: parcial, me falta la última", "omitir", Partly),
        ("- [x] asegurarme de no omitirla en las capas ocultas", "omitir", Yes),
        ("- no me salto la activacion en ninguna capa oculta: yes", "omitir", Yes),
        ("- ¿Hay activación en todas las capas ocultas? Sí.", "omitir", Yes),
        ("- No omito activaciones: no sé", "omitir", Unknown),
        ("- aseguarte de no omtir la funcion de activacion: sí", "omitir", Yes),
        (
            "3. Utiliza nn.Module para definir tus propias funciones de activación personalizadas si es necesario: no aplica",
            "modulo",
            NotApplicable,
        ),
        ("- [x] uso nn.Module para mis activaciones personalizadas", "modulo", Yes),
        ("- [n/a] activaciones propias con nn.Module", "modulo", NotApplicable),
        ("- mis funciones de activación custom heredan de Module: sí", "modulo", Yes),
        ("- No necesito activaciones personalizadas", "modulo", NotApplicable),
        ("- nn.module para activaciones propias (no hace falta)", "modulo", NotApplicable),
        ("c) utilisa nn.Module para definir funciones personalisadas: np", "modulo", NotApplicable),
        ("- definí mi propia activación como una clase: hecho", "modulo", Yes),
        ("4. Configura correctamente los parámetros de las funciones de activación: sí", "parametros", Yes),
        ("4) configurar bien los parametros — sí", "parametros", Yes),
        ("- [ ] parámetros de la activación (negative_slope, dim)", "parametros", No),
        ("- los parametros estan bien configurados: si, negative_slope=0.01 de fábrica", "parametros", Yes),
        ("- [x] revisé el negative_slope y el dim", "parametros", Yes),
        ("☑ Configuración correcta de parámetros", "parametros", Yes),
        ("- Pendiente: configurar los parámetros de las activaciones", "parametros", No),
        ("- parametros bien puestos: más o menos", "parametros", Partly),
        ("- **Configura correctamente los parámetros**: **sí**", "parametros", Yes),
        ("| Configura correctamente los parámetros de las funciones de activación | ✔ |", "parametros", Yes),
        ("| No omitir la activación en capas ocultas | no |", "omitir", No),
        ("> - [x] Configura correctamente los para\u{301}metros", "parametros", Yes),
        ("## No omitir la activación en capas ocultas: sí", "omitir", Yes),
        ("Configura correctamente los parámetros de las funciones de activación: sí", "parametros", Yes),
    ];
    let mut wrong = Vec::new();
    for (line, id, answer) in cases {
        let found = read(line);
        if found != [(id.to_owned(), Some(answer))] {
            wrong.push(format!("{line}\n    {id} {answer:?}, and not {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn what_is_no_item_is_not_taken_for_one() {
    for line in [
        "- [x] comprar leche y huevos",
        "- [x] guardar el modelo con torch.save",
        "- [ ] dividir los datos en entrenamiento y prueba",
        "- activación",
        "- [x] función de activación",
        "- normalizar las entradas: sí",
        "1. Importar torch",
        "- [x] poner la semilla con torch.manual_seed",
    ] {
        assert_eq!(read(line), [], "{line}");
    }
}

/// The notices of a list, each as its kind and its line.
fn notices(text: &str) -> Vec<(NoticeKind, usize)> {
    Written::read(text, &checklist()).notices.iter().map(|notice| (notice.kind, notice.line)).collect()
}

#[test]
fn a_whole_list() {
    let text = "# Mi lista\n\nEsto es de mi red para dígitos.\n\n\
        - [x] Configura correctamente los parámetros\n  de las funciones de activación\n    - uso LeakyReLU con negative_slope=0.01\n\n\
        - [x] La activación es la correcta para mi problema\n  - Problema: multiclase\n  - Clases: 10\n  - Salida: softmax\n  - Pérdida: nn.CrossEntropyLoss\n\
        - [ ] Propias con nn.Module: no aplica\n- [x] Regar las plantas\n";
    let checklist = checklist();
    let written = Written::read(text, &checklist);
    let of = |id: &str| &written.claims[checklist.find(id).expect("an item")];
    assert_eq!(of("parametros").reason.as_deref(), Some("uso LeakyReLU con negative_slope=0.01"));
    let choice = of("problema").choice.as_ref().expect("it is told");
    assert_eq!(
        (choice.problem.as_str(), choice.output.as_str(), choice.loss.as_str()),
        ("multiclase", "softmax", "cross-entropy")
    );
    assert_eq!(
        (choice.classes, of("modulo").answer, of("omitir").answer),
        (Some(10), Some(Answer::NotApplicable), None)
    );
    assert_eq!((written.found(), written.lines[3].as_slice()), (3, &[5][..]));
    assert_eq!(notices(text), [(NoticeKind::Unknown, 15)]);
}

#[test]
fn what_is_wrong_with_a_list_is_told() {
    let cases: [(&str, &[(NoticeKind, usize)]); 8] = [
        (
            "- [x] No omito activaciones en capas ocultas\n- [x] No omito activaciones en capas ocultas",
            &[(NoticeKind::Duplicate, 2)],
        ),
        (
            "- [x] No omito activaciones en capas ocultas\n\n- No omito activaciones: no",
            &[(NoticeKind::Contradiction, 3)],
        ),
        ("- [x] No omito activaciones en capas ocultas: no", &[(NoticeKind::Contradiction, 1)]),
        ("- No omito activaciones en capas ocultas", &[(NoticeKind::NoAnswer, 1)]),
        ("- [x] normalizar los datos", &[(NoticeKind::Unknown, 1)]),
        ("- [x] No omito activaciones\n  - Pérdida: xyz", &[(NoticeKind::Unclear, 2)]),
        ("- [x] No omito activaciones\n  - Respuesta: plátano", &[(NoticeKind::Unclear, 2)]),
        ("Hola.\n\nEsta es mi lista:\n\n- [x] No omito activaciones", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(notices(text), expected, "{text}");
    }
    let checklist = checklist();
    let written = Written::read("- [x] Configurar la activacion de mi problema con nn.Module", &checklist);
    assert!(written.found() <= 1, "{:?}", written.claims);
    let written = Written::read("- [x] No omito activaciones\n- No omito activaciones: no", &checklist);
    assert!(written.conflicts.values().next().expect("a conflict").contains("línea 1"), "{:?}", written.conflicts);
}

#[test]
fn what_stands_in_code_or_in_a_comment_is_no_list() {
    let text =
        "```\n- [x] No omito activaciones\n```\n<!-- - [x] No omito activaciones\n-->\n- [x] Configura los parámetros";
    assert_eq!(read(text), [("parametros".to_owned(), Some(Answer::Yes))]);
}

#[test]
fn items_below_a_heading_of_their_own() {
    let text = "- Funciones de activación:\n  - [x] correcta para mi problema\n  - [ ] sin omitirla en capas ocultas\n";
    assert_eq!(read(text), [("problema".to_owned(), Some(Answer::Yes)), ("omitir".to_owned(), Some(Answer::No))]);
}

#[test]
fn the_template_claims_nothing() {
    let checklist = checklist();
    let written = Written::read(&template(&checklist), &checklist);
    assert_eq!(written.found(), checklist.items.len());
    assert!(written.claims.iter().all(|claim| *claim == Claim::default()));
    let kinds: Vec<NoticeKind> = written.notices.iter().map(|notice| notice.kind).collect();
    assert_eq!(kinds, [NoticeKind::NoAnswer; 4]);
}

fn answers() -> impl Strategy<Value = Option<Answer>> {
    proptest::option::of(proptest::sample::select(Answer::ALL.to_vec()))
}

fn reasons() -> impl Strategy<Value = Option<String>> {
    proptest::option::of("[a-z]{2,5}o relu(: | )con fc[1-9] y [a-záéí]{2,6}as, (sí|no) (porque|aunque) nn\\.Linear")
}

fn choices() -> impl Strategy<Value = Option<Choice>> {
    let name =
        |names: &[&str]| proptest::sample::select(names.iter().map(|&name| name.to_owned()).collect::<Vec<String>>());
    let problems = ["regresion", "binaria", "multiclase", "multietiqueta", "acotado", "positivo"];
    let outputs = [
        "ninguna",
        "sigmoid",
        "sigmoid-escalada",
        "tanh",
        "tanh-escalada",
        "softmax",
        "log-softmax",
        "softplus",
        "exp",
        "relu",
        "oculta",
    ];
    let losses = ["mse", "l1", "huber", "smooth-l1", "bce-logits", "bce", "cross-entropy", "nll", "poisson"];
    let numbers = (proptest::option::of(2_u64..1000), proptest::option::of((-50_i32..0, 1_i32..50)));
    let choice = (name(&problems), name(&outputs), name(&losses), numbers).prop_map(
        |(problem, output, loss, (classes, range))| {
            let range = range.map(|(low, high)| (f64::from(low) / 2.0, f64::from(high)));
            Choice { problem, output, loss, classes, range }
        },
    );
    proptest::option::of(choice)
}

proptest! {
    #[test]
    fn a_template_that_is_filled_in_comes_back(
        claims in proptest::collection::vec((answers(), reasons()), 4),
        choice in choices(),
    ) {
        let checklist = checklist();
        let mut claims: Vec<Claim> =
            claims.into_iter().map(|(answer, reason)| Claim { answer, reason, choice: None }).collect();
        // Without its fields, a combination is looked for in the words.
        claims[0].reason = claims[0].reason.take().filter(|_| choice.is_some());
        claims[0].choice = choice;
        let written = Written::read(&filled(&checklist, &claims), &checklist);
        prop_assert_eq!(written.claims, claims);
    }

    #[test]
    fn nothing_panics(text in any::<String>(), near in "([-*+] |[0-9]\\. |  - )?(\\[[x ~]\\] )?(no |omito|activaciones|parámetros|: sí|: no|✔|\\||\n|<!--|```| )*") {
        let checklist = checklist();
        let _ = (Written::read(&text, &checklist), Written::read(&near, &checklist));
    }
}
