using System.Text.Json;
using System.Text.Json.Serialization;
using ReproBuild.Causes;

namespace ReproBuild.Core.Tests.Causes.Corpus;

/// <summary>Two contents of one file, made by a real tool, and what is to be said of them.</summary>
/// <param name="Path">The path in the image.</param>
/// <param name="Expect">The causes that are to be proven, all of them and no others; empty where nothing may be proven.</param>
/// <param name="NearMissOf">For what looks like a cause and is none: that cause.</param>
/// <param name="Made">How both were made, in a line.</param>
/// <param name="Folders">The folders of the left and of the right build, where they are to be known; null where not.</param>
/// <param name="Hosts">The host names of the left and of the right build, where they are to be known; null where not.</param>
/// <param name="Noise">Where the left content may change without a change of meaning: pairs of offset and length in bytes; null where a test has other means to tell.</param>
public sealed record CorpusPair(
    string Path,
    IReadOnlyList<string> Expect,
    string? NearMissOf,
    string Made,
    IReadOnlyList<int[]>? Noise,
    IReadOnlyList<string>? Folders = null,
    IReadOnlyList<string>? Hosts = null)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>The folder's name, for messages.</summary>
    [JsonIgnore]
    public string Name { get; private init; } = "";

    /// <summary>The left content.</summary>
    [JsonIgnore]
    public byte[] Left { get; private init; } = [];

    /// <summary>The right content.</summary>
    [JsonIgnore]
    public byte[] Right { get; private init; } = [];

    /// <summary>What is known of the builds.</summary>
    [JsonIgnore]
    public CauseContext Context => new()
    {
        Left = BuildTrace.Unknown with { Folders = Folders is null ? [] : [Folders[0]], HostNames = Hosts is null ? [] : [Hosts[0]] },
        Right = BuildTrace.Unknown with { Folders = Folders is null ? [] : [Folders[1]], HostNames = Hosts is null ? [] : [Hosts[1]] },
    };

    /// <summary>What is known of the builds with the sides exchanged.</summary>
    [JsonIgnore]
    public CauseContext Exchanged => Context with { Left = Context.Right, Right = Context.Left };

    /// <summary>Every pair under <c>corpus/</c>: <c>corpus/&lt;cause&gt;/&lt;name&gt;/{pair.json,left,right}</c>.</summary>
    public static IReadOnlyList<CorpusPair> All { get; } =
        [.. Directory.EnumerateFiles(System.IO.Path.Combine(AppContext.BaseDirectory, "corpus"), "pair.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Load)];

    private static CorpusPair Load(string json)
    {
        string folder = System.IO.Path.GetDirectoryName(json)!;
        var pair = JsonSerializer.Deserialize<CorpusPair>(File.ReadAllText(json), Options)!;
        return pair with
        {
            Name = $"{System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(folder))}/{System.IO.Path.GetFileName(folder)}",
            Left = File.ReadAllBytes(System.IO.Path.Combine(folder, "left")),
            Right = File.ReadAllBytes(System.IO.Path.Combine(folder, "right")),
        };
    }

    public override string ToString() => Name;
}
