using ReproBuild.Comparing;

namespace ReproBuild.Causes.Envelope;

/// <summary>BuildKit puts its cache, or what it knows of the build, into the configuration.</summary>
internal sealed class InlineCache : FieldCause
{
    public override string Id => "inline-cache";

    public override string Code => "REPRO5112";

    public override string Title => "BuildKit's cache in the configuration";

    public override bool ConcernsWholeImage => true;

    protected override bool Concerns(DifferenceKind kind) => kind == DifferenceKind.ConfigField;

    public override bool TryCanonicalize(string name, string? value, out string? canonical)
    {
        canonical = null;
        return name.StartsWith("$[\"moby.buildkit.cache.v", StringComparison.Ordinal) || name.StartsWith("$[\"moby.buildkit.buildinfo.v", StringComparison.Ordinal);
    }

    public override string Describe(Difference difference)
    {
        var field = FirstOf(difference);
        return $"The image's configuration carries {Printable.Escape(field.Name)}, which tells of the build and not of the image: {Quote(field)}";
    }

    public override Remedy RemedyFor(RemedyContext context) => new(
        "Export the cache to a place of its own, and not into the image.",
        "docker buildx build --build-arg BUILDKIT_INLINE_CACHE=0 --cache-to type=registry,ref=registry.example.org/app:cache .");
}
