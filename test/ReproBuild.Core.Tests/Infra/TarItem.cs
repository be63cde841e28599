namespace ReproBuild.Core.Tests.Infra;

/// <summary>One entry for <see cref="TarBuilder"/>; what is not said is what an ordinary file has.</summary>
public sealed record TarItem(string Path, byte[]? Content = null)
{
    public char Type { get; init; } = '0';
    public string Link { get; init; } = "";
    public int Mode { get; init; } = Convert.ToInt32("644", 8);
    public long Uid { get; init; }
    public long Gid { get; init; }
    public string User { get; init; } = "";
    public string Group { get; init; } = "";
    public long MTime { get; init; } = 1_700_000_000;
    public int DevMajor { get; init; }
    public int DevMinor { get; init; }

    /// <summary>The size field, where it is to differ from the content's length.</summary>
    public long? Size { get; init; }

    /// <summary>The magic and version: <c>"ustar\000"</c> (default), <c>"ustar  \0"</c> for GNU, empty for v7.</summary>
    public string Magic { get; init; } = "ustar\000";

    /// <summary>Records of an extended header before the entry, in this order; none where empty.</summary>
    public IReadOnlyList<(string Key, string Value)> Pax { get; init; } = [];

    /// <summary>The name that the extended header carries.</summary>
    public string PaxHeaderName { get; init; } = "./PaxHeaders/x";

    /// <summary>Writes a path or link longer than its field as GNU long-name entries and not as pax records.</summary>
    public bool GnuLong { get; init; }

    /// <summary>Changes the header before its checksum is computed.</summary>
    public Action<byte[]>? Header { get; init; }
}
