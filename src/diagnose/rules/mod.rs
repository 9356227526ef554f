//! The rules: one a file, one a page under `lessons/trampas/`.

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

/// Declares the files of the rules and the table of them.
macro_rules! rules {
    ($($module:ident)*) => {
        $(mod $module;)*

        /// All rules. Where two of them find the same place for the same reason, the one that stands first speaks.
        pub const ALL: &[Rule] = &[$(Rule { id: $module::ID, check: $module::check }),*];
    };
}

rules! {
    sin_activacion
    activacion_inadecuada
    parametros
    softmax_cross_entropy
    sigmoid_logits
    nll_sin_log
    relu_final
    log_softmax_a_mano
    softmax_dim
    formas_perdida
    capa_siempre_activa
    modulo_con_tensor
    modulo_sin_parentesis
    nombre_equivocado
    falta_super
    lista_de_capas
    parametro_sin_registrar
    falta_forward
    forward_directo
    inplace
    dropout_siempre
    funciones_antiguas
    relu_muerta
    saturacion
    entrada_sin_normalizar
    inicializacion
    tipos
    formas_capas
    prelu
    activacion_compartida
}
