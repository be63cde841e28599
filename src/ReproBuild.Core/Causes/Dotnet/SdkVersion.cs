using ReproBuild.Comparing;

namespace ReproBuild.Causes.Dotnet;

/// <summary>The .NET SDK tells its version in the image.</summary>
internal sealed class SdkVersion : FieldCause
{
    public override string Id => "sdk-version";

    public override string Code => "REPRO5612";

    public override string Title => "Another .NET SDK";

    public override bool TryCanonicalize(string name, string? value, out string? canonical)
    {
        canonical = null;
        if (name.EndsWith("[\"net.dot.sdk.version\"]", StringComparison.Ordinal)) return true;

        bool history = name.StartsWith("$.history[", StringComparison.Ordinal) && name.EndsWith(".created_by", StringComparison.Ordinal);
        return history && value?.StartsWith(".NET SDK Container Tooling, version ", StringComparison.Ordinal) == true;
    }

    public override string Describe(Difference difference)
    {
        var field = difference.Fields[0];
        return $"the image was made by different versions of the .NET SDK: \"{Printable.Escape(field.Left ?? "none")}\" against \"{Printable.Escape(field.Right ?? "none")}\"";
    }

    public override Remedy RemedyFor(RemedyContext context) => new("Pin the SDK in global.json, at the root of the repository.", DotnetRemedies.Pin);

    protected override bool Concerns(DifferenceKind kind) => kind is DifferenceKind.ConfigField or DifferenceKind.ManifestField;
}
