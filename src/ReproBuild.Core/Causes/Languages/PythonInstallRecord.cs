using System.Text;

namespace ReproBuild.Causes.Languages;

/// <summary>The list of files that pip keeps of a package: its order follows the file system, some of its rows the cache.</summary>
internal sealed class PythonInstallRecord : ContentCause
{
    public override string Id => PythonInstallFiles.CauseId;

    public override string Code => PythonInstallFiles.CauseCode;

    public override string Title => PythonInstallFiles.CauseTitle;

    public override CanonicalPair? Match(ContentPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        if (!pair.Path.EndsWith(".dist-info/RECORD", StringComparison.Ordinal)) return null;
        return new CanonicalPair(Canonical(pair.Left.Span), Canonical(pair.Right.Span), $"{pair.ShownPath} lists the files of a package in another order, or such as pip made itself");
    }

    public override Remedy RemedyFor(RemedyContext context) => PythonInstallFiles.Mend();

    // A row is a path, a hash and a size. Compiled modules and the address of the download are no part of the package; what they hold is compared as files.
    private static byte[] Canonical(ReadOnlySpan<byte> record)
    {
        var rows = Encoding.Latin1.GetString(record).Split('\n').Select(r => r.TrimEnd('\r')).Where(r => r.Length > 0).Select(Row);
        return Encoding.Latin1.GetBytes(string.Concat(rows.Order(StringComparer.Ordinal).Select(r => r + "\n")));
    }

    private static string Row(string row)
    {
        int size = row.LastIndexOf(','), hash = size <= 0 ? -1 : row.LastIndexOf(',', size - 1);
        if (hash < 0) return row;
        string path = row[..hash].Trim('"');
        return path.EndsWith(".pyc", StringComparison.Ordinal) || path.EndsWith(".dist-info/direct_url.json", StringComparison.Ordinal) ? row[..hash] + ",," : row;
    }
}
