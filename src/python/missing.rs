//! What to use instead of a module that is not here.

/// The advice for a module that an import did not find, in Spanish.
#[must_use]
pub fn advice(module: &str) -> &'static str {
    let root = module.split('.').next().unwrap_or(module);
    let known = ADVICE.iter().find(|(modules, _)| modules.contains(&root));
    known.map_or(UNKNOWN, |(_, advice)| advice)
}

const UNKNOWN: &str = "Ese módulo no existe en Antorcha. ¿Está bien escrito? Aquí solo hay `torch` y parte de la \
                       biblioteca estándar de Python; un archivo tuyo no se puede importar: copia aquí sus funciones.";

/// Modules that students import, with what to do without them.
const ADVICE: &[(&[&str], &str)] = &[
    (
        &["numpy", "np"],
        "Aquí no hay NumPy: usa `torch`. `torch.tensor`, `torch.arange`, `torch.linspace`, `torch.exp`… hacen lo mismo.",
    ),
    (
        &["pandas", "polars"],
        "Aquí no hay tablas de pandas: escribe los datos en listas y conviértelas con `torch.tensor`.",
    ),
    (
        &["matplotlib", "pylab", "seaborn", "plotly", "pyplot", "bokeh"],
        "Aquí no se dibuja desde el programa: imprime los valores con `print` y mira las gráficas con `antorcha comparar`.",
    ),
    (
        &["torchvision", "torchaudio", "torchtext"],
        "Aquí no hay conjuntos de datos que descargar: crea los tuyos con `torch.randn` y `torch.utils.data.TensorDataset`.",
    ),
    (
        &["sklearn", "scipy", "xgboost"],
        "Aquí no está esa biblioteca: los modelos y las métricas se escriben con `torch` y `torch.nn`.",
    ),
    (
        &["tensorflow", "keras", "jax", "flax", "mxnet"],
        "Este curso es de PyTorch: la capa equivalente está en `torch.nn`.",
    ),
    (
        &["lightning", "pytorch_lightning", "transformers", "torchmetrics", "torchinfo", "torchsummary", "accelerate"],
        "Aquí no está esa biblioteca: escribe el bucle de entrenamiento a mano; `print(modelo)` muestra sus capas.",
    ),
    (
        &["tqdm", "rich", "progressbar"],
        "Aquí no hay barras de progreso: imprime la pérdida cada cierto número de pasos.",
    ),
    (
        &["os", "pathlib", "shutil", "glob", "tempfile", "fileinput", "fnmatch", "platform", "pwd", "posix", "nt"],
        "Un programa no puede ver los archivos ni el sistema: escribe los datos dentro del propio programa.",
    ),
    (
        &["subprocess", "multiprocessing", "signal", "pty", "ctypes", "cffi", "mmap", "resource"],
        "Un programa no puede iniciar procesos ni llamar al sistema: todo ocurre dentro de tu código de Python.",
    ),
    (
        &["socket", "ssl", "http", "urllib", "requests", "httpx", "aiohttp", "ftplib", "smtplib", "webbrowser"],
        "Un programa no tiene acceso a la red: escribe los datos dentro del propio programa.",
    ),
    (
        &["threading", "_thread", "concurrent", "asyncio", "queue", "sched"],
        "Aquí no hay hilos: escribe el trabajo como un bucle normal.",
    ),
    (
        &[
            "pickle", "shelve", "marshal", "dill", "joblib", "h5py", "csv", "sqlite3", "zipfile", "gzip", "yaml",
            "tomllib",
        ],
        "Aquí no se leen ni se guardan archivos: usa `json.dumps` para ver datos como texto, o `state_dict()` en memoria.",
    ),
    (
        &["unittest", "pytest", "doctest", "nose", "hypothesis"],
        "Aquí no hay biblioteca de pruebas: compara con `assert` y con `torch.allclose`.",
    ),
    (
        &["PIL", "cv2", "imageio", "skimage"],
        "Aquí no se leen imágenes: crea un tensor con `torch.rand(canales, alto, ancho)`.",
    ),
    (&["argparse", "getopt", "click", "typer"], "Los argumentos del programa están en `sys.argv`."),
    (
        &["importlib", "imp", "pkgutil", "runpy", "zipimport", "_imp"],
        "Importa con `import módulo`: no hay más módulos que cargar.",
    ),
    (
        &["pdb", "bdb", "ipdb", "cProfile", "profile", "timeit", "IPython"],
        "Para mirar dentro de tu programa usa `print`; para medir, `time.perf_counter`.",
    ),
    (
        &["tkinter", "pygame", "turtle", "streamlit", "gradio", "flask", "django"],
        "Aquí no hay ventanas ni páginas: muestra los resultados con `print`.",
    ),
    (&["secrets", "uuid", "hashlib", "hmac"], "Para números aleatorios usa `random` o `torch.rand`."),
    (
        &["gc", "tracemalloc", "weakref", "faulthandler", "dis", "ast", "inspect"],
        "Ese módulo mira dentro del intérprete y aquí no hace falta.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_submodule_gets_the_advice_of_its_package() {
        assert_eq!(advice("matplotlib.pyplot"), advice("matplotlib"));
        assert!(advice("numpy").contains("torch"));
        assert_eq!(advice("no_existe"), UNKNOWN);
    }

    #[test]
    fn no_module_stands_twice() {
        let mut names: Vec<&str> = ADVICE.iter().flat_map(|(modules, _)| modules.iter().copied()).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn every_advice_is_a_sentence() {
        for (modules, advice) in ADVICE {
            assert!(advice.ends_with('.') && advice.len() > 40, "{modules:?}: {advice}");
        }
    }
}
