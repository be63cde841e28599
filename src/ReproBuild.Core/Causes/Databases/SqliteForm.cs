namespace ReproBuild.Causes.Databases;

/// <summary>The canonical form of a database: all that it holds, row by row, and not on which pages.</summary>
internal static class SqliteForm
{
    /// <summary>What a form begins with.</summary>
    public static ReadOnlySpan<byte> Magic => "rows of an SQLite database\n"u8;

    /// <summary>Writes a form. The same contents give the same bytes, other contents give others.</summary>
    public static byte[] Write(SqliteDatabase database)
    {
        using var form = new MemoryStream();
        form.Write(Magic);
        using var to = new BinaryWriter(form, System.Text.Encoding.UTF8);
        foreach (var (name, value) in database.Settings)
        {
            to.Write(name);
            to.Write(value);
        }

        foreach (var item in database.Objects)
        {
            foreach (string text in (ReadOnlySpan<string>)[item.Type, item.Name, item.Table, item.Sql]) to.Write(text);
            to.Write(item.Rows.Count);
            foreach (var row in item.Rows)
            {
                to.Write(row.Id.HasValue);
                to.Write(row.Id ?? 0);
                to.Write(row.Values.Count);
                foreach (var value in row.Values)
                {
                    to.Write((byte)value.Kind);
                    to.Write(value.Bytes.Length);
                    to.Write(value.Bytes.Span);
                }
            }
        }

        to.Flush();
        return form.ToArray();
    }
}
