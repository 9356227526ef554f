mod golden;
mod table;
