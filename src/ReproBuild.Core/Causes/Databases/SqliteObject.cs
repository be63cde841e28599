namespace ReproBuild.Causes.Databases;

/// <summary>A table, index, view or trigger.</summary>
/// <param name="Type">Which of them: <c>table</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Table">The table that it belongs to.</param>
/// <param name="Sql">The statement that made it; empty for what SQLite makes by itself.</param>
/// <param name="Rows">Its rows or entries, in their order.</param>
internal sealed record SqliteObject(string Type, string Name, string Table, string Sql, IReadOnlyList<SqliteRow> Rows);
