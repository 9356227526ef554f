//! The virtual machine's settings: nothing of the host, and the same run every time.

use rustpython_vm::Settings;

/// Settings with no environment, no search path and no signal handlers.
pub(super) fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.isolated = true;
    settings.ignore_environment = true;
    settings.import_site = false;
    settings.user_site_directory = false;
    settings.safe_path = true;
    settings.write_bytecode = false;
    settings.allow_external_library = false;
    settings.install_signal_handlers = false;
    // Sets print in the order of their hashes: a lesson's output must not change between runs.
    settings.hash_seed = Some(0);
    settings
}
