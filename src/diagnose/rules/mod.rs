//! The rules: one a file, one a page under `lessons/trampas/`.

mod activacion_compartida;
mod activacion_inadecuada;
mod capa_siempre_activa;
mod dropout_siempre;
mod entrada_sin_normalizar;
mod falta_forward;
mod falta_super;
mod formas_capas;
mod formas_perdida;
mod forward_directo;
mod funciones_antiguas;
mod inicializacion;
mod inplace;
mod lista_de_capas;
mod log_softmax_a_mano;
mod modulo_con_tensor;
mod modulo_sin_parentesis;
mod nll_sin_log;
mod nombre_equivocado;
mod parametro_sin_registrar;
mod parametros;
mod prelu;
mod relu_final;
mod relu_muerta;
mod saturacion;
mod sigmoid_logits;
mod sin_activacion;
mod softmax_cross_entropy;
mod softmax_dim;
mod tipos;

use super::{Finding, Inspection};

/// A rule.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Its id, which is that of its page.
    pub id: &'static str,
    /// Finds the pitfall in a program.
    pub check: fn(&Inspection) -> Vec<Finding>,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

/// The table of the rules from the names of their files.
macro_rules! rules {
    ($($module:ident),* $(,)?) => {
        &[$(Rule { id: $module::ID, check: $module::check }),*]
    };
}

/// All rules, in the order of their pages.
pub const ALL: &[Rule] = rules![
    sin_activacion,
    activacion_inadecuada,
    parametros,
    softmax_cross_entropy,
    sigmoid_logits,
    nll_sin_log,
    relu_final,
    log_softmax_a_mano,
    softmax_dim,
    formas_perdida,
    capa_siempre_activa,
    modulo_con_tensor,
    modulo_sin_parentesis,
    nombre_equivocado,
    falta_super,
    lista_de_capas,
    parametro_sin_registrar,
    falta_forward,
    forward_directo,
    inplace,
    dropout_siempre,
    funciones_antiguas,
    relu_muerta,
    saturacion,
    entrada_sin_normalizar,
    inicializacion,
    tipos,
    formas_capas,
    prelu,
    activacion_compartida,
];
