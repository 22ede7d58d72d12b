//! Engines that run a query over rows of texts.

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::cells::Row;

/// What a query returns, as text; `None` is NULL.
pub(crate) type Table = Vec<Vec<Option<String>>>;

/// An engine.
pub(crate) trait Engine {
    /// The name of its dialect.
    fn dialect(&self) -> &'static str;

    /// Runs a query over the table `answers`, which has an `id` from 0 and a column of
    /// texts for each of these names.
    fn run(&self, columns: &[&str], rows: &[Row], query: &str) -> Table;
}

/// SQLite, built into the tests.
pub(crate) struct Sqlite;

impl Engine for Sqlite {
    fn dialect(&self) -> &'static str {
        "sqlite"
    }

    fn run(&self, columns: &[&str], rows: &[Row], query: &str) -> Table {
        let mut db = Connection::open_in_memory().expect("memory can be opened");
        let names: Vec<String> = columns.iter().map(|name| format!("\"{name}\"")).collect();
        let names = names.join(", ");
        db.execute(&format!("CREATE TABLE answers (id, {names})"), []).expect("a table is made");
        let marks = vec!["?"; columns.len() + 1].join(", ");
        let insert = format!("INSERT INTO answers (id, {names}) VALUES ({marks})");
        let transaction = db.transaction().expect("a transaction begins");
        for (id, row) in rows.iter().enumerate() {
            let id = Some(id.to_string());
            let values = std::iter::once(&id).chain(row);
            transaction
                .prepare_cached(&insert)
                .and_then(|mut insert| insert.execute(rusqlite::params_from_iter(values)))
                .expect("a row is taken");
        }
        transaction.commit().expect("memory has room");
        let mut statement = db.prepare(query).unwrap_or_else(|error| panic!("{error}"));
        let width = statement.column_count();
        let rows = statement.query_map([], |row| {
            (0..width)
                .map(|column| {
                    Ok(match row.get_ref(column)? {
                        ValueRef::Null => None,
                        ValueRef::Integer(number) => Some(number.to_string()),
                        ValueRef::Real(number) => Some(number.to_string()),
                        ValueRef::Text(text) | ValueRef::Blob(text) => {
                            Some(String::from_utf8_lossy(text).into_owned())
                        }
                    })
                })
                .collect()
        });
        let rows = rows.unwrap_or_else(|error| panic!("{error}"));
        rows.collect::<Result<_, _>>().unwrap_or_else(|error| panic!("{error}"))
    }
}
