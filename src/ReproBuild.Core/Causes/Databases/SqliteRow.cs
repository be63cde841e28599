namespace ReproBuild.Causes.Databases;

/// <summary>A row of a table, or an entry of an index.</summary>
/// <param name="Id">The row's number; null where rows have none.</param>
/// <param name="Values">Its values.</param>
internal sealed record SqliteRow(long? Id, IReadOnlyList<SqliteValue> Values);
