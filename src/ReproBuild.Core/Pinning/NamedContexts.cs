using ReproBuild.Images;

namespace ReproBuild.Pinning;

/// <summary>The names that a build takes from elsewhere than a registry.</summary>
/// <remarks>BuildKit and buildx compare image names in Docker's short form, without <c>:latest</c>.</remarks>
internal sealed class NamedContexts
{
    private static readonly string[] ImageSchemes = ["docker-image://", "container-image://", "docker://"];

    private readonly Dictionary<string, string> contexts = new(StringComparer.Ordinal);

    public NamedContexts(IReadOnlyDictionary<string, string> given)
    {
        foreach (var (name, source) in given) contexts[Normalize(name)] = source;
    }

    public bool Has(string name) => contexts.Count > 0 && contexts.ContainsKey(Normalize(name));

    public bool Has(ImageReference reference, Platform platform) =>
        contexts.ContainsKey(reference.ContextName) || contexts.ContainsKey($"{reference.ContextName}::{platform}");

    /// <summary>The contexts that are images themselves; their names can move as well.</summary>
    public IEnumerable<ImageUse> Images()
    {
        foreach (var (name, source) in contexts.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            if (ImageSchemes.FirstOrDefault(s => source.StartsWith(s, StringComparison.Ordinal)) is not { } scheme) continue;

            string text = source[scheme.Length..];
            bool read = ImageReference.TryParse(text, out var reference, out string? reason);
            yield return new ImageUse
            {
                Kind = ImageUseKind.BuildContext,
                Expression = source,
                Text = text,
                Reference = reference,
                Problem = read ? null : reason,
                ContextName = name,
            };
        }
    }

    private static string Normalize(string name) =>
        ImageReference.TryParse(name, out var reference, out _) ? reference.ContextName : name;
}
