namespace ReproBuild.Images;

/// <summary>What an image runs on. OCI image specification, <c>image-index.md</c>, "platform".</summary>
/// <param name="Os">The operating system, as Go names it: <c>linux</c>, <c>windows</c>.</param>
/// <param name="Architecture">The processor, as Go names it: <c>amd64</c>, <c>arm64</c>.</param>
/// <param name="Variant">The processor's variant, such as <c>v7</c>, if given.</param>
/// <param name="OsVersion">The system's version (Windows), if given.</param>
public sealed record Platform(string Os, string Architecture, string? Variant = null, string? OsVersion = null)
{
    /// <summary><c>os/architecture[/variant][:version]</c>, the form that engines take and print.</summary>
    public override string ToString() =>
        $"{Os}/{Architecture}{(Variant is null ? "" : "/" + Variant)}{(OsVersion is null ? "" : ":" + OsVersion)}";
}
