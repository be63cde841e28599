using System.Text.RegularExpressions;
using ReproBuild.Diagnostics;
using ReproBuild.Images;

namespace ReproBuild.Registries;

/// <summary>Which registries others stand in for.</summary>
/// <remarks>
/// A mirror takes the place of its registry for every read, and nothing falls back to the registry itself: an answer does not depend
/// on which of the two happened to be up. Nothing is pushed to a mirror. Immutable.
/// </remarks>
public sealed partial class RegistryMirrors
{
    private readonly Dictionary<string, RegistryMirror> _mirrors;

    private RegistryMirrors(Dictionary<string, RegistryMirror> mirrors) => _mirrors = mirrors;

    /// <summary>No mirrors.</summary>
    public static RegistryMirrors None { get; } = new([]);

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<RegistryMirror> All => _mirrors.Values;

    /// <summary>Reads a list.</summary>
    /// <param name="text"><c>registry=host[:port][/prefix]</c>, separated by semicolons; null or empty for none.</param>
    /// <param name="source">The property or variable that holds the list, for the message.</param>
    /// <exception cref="ReproException">REPRO1005: the list is malformed.</exception>
    public static RegistryMirrors Parse(string? text, string source)
    {
        var mirrors = None;
        foreach (string pair in (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw Malformed(pair, source);
            mirrors = mirrors.With(pair[..equals].Trim(), pair[(equals + 1)..].Trim(), source);
        }
        return mirrors;
    }

    /// <summary>These and one more; it takes the place of one for the same registry.</summary>
    /// <param name="registry">The registry that names say: <c>docker.io</c>.</param>
    /// <param name="location"><c>host[:port][/prefix]</c>.</param>
    /// <param name="source">The property, item or variable that says so, for the message.</param>
    /// <exception cref="ReproException">REPRO1005: one of the two is malformed.</exception>
    public RegistryMirrors With(string registry, string location, string source)
    {
        // A name in the registry tells whether it is one, by the rules that names obey.
        if (!ImageReference.TryParse($"{registry}/a/b", out var upstream, out _) || upstream.Repository != "a/b") throw Malformed($"{registry}={location}", source);
        if (!ImageReference.TryParse($"{location.TrimEnd('/')}/b", out var mirror, out _)
            || mirror.Tag is not null || !location.StartsWith(mirror.Registry, StringComparison.Ordinal)) throw Malformed($"{registry}={location}", source);
        string prefix = mirror.Repository.Length > 2 ? mirror.Repository[..^2] : "";
        return new RegistryMirrors(new Dictionary<string, RegistryMirror>(_mirrors) { [upstream.Registry] = new(upstream.Registry, mirror.Registry, prefix) });
    }

    internal RegistryMirror? Find(string registry) => _mirrors.GetValueOrDefault(registry);

    // A name and a password in front of the host are a likely mistake, and nothing to repeat.
    private static ReproException Malformed(string pair, string source) => new(
        DiagnosticCodes.BadProperty,
        $"{source} holds \"{Credentials().Replace(pair, "…@")}\", which names no mirror. Write registry=host:port, or registry=host:port/prefix, without a scheme: docker.io=localhost:5000. Separate several by semicolons.");

    [GeneratedRegex("[^=/@]+@", RegexOptions.CultureInvariant)]
    private static partial Regex Credentials();
}
