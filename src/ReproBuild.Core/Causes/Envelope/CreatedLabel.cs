using System.Text.Json;
using System.Text.Json.Nodes;
using ReproBuild.Comparing;

namespace ReproBuild.Causes.Envelope;

/// <summary>A label or annotation tells when the image was made. OCI image specification, <c>annotations.md</c>.</summary>
internal sealed class CreatedLabel : FieldCause
{
    private static readonly string[] Keys = ["org.opencontainers.image.created", "org.opencontainers.artifact.created", "org.label-schema.build-date"];

    public override string Id => "created-label";

    public override string Code => "REPRO5111";

    public override string Title => "Time of creation in labels and annotations";

    public override bool ConcernsWholeImage => true;

    protected override bool Concerns(DifferenceKind kind) => kind is DifferenceKind.ConfigField or DifferenceKind.ManifestField or DifferenceKind.IndexField;

    public override bool TryCanonicalize(string name, string? value, out string? canonical)
    {
        canonical = null;
        if (Keys.Any(k => name.EndsWith($"[\"{k}\"]", StringComparison.Ordinal) || name.EndsWith($"annotations.{k}", StringComparison.Ordinal)))
            return value is null || Stamps.IsTime(value);

        // Where one side has no labels at all, the comparer tells of all of them in one piece.
        bool all = name.EndsWith(".annotations", StringComparison.Ordinal) || name.EndsWith(".Labels", StringComparison.Ordinal);
        return all && (value is null || TryWithout(value, out canonical));
    }

    public override string Describe(Difference difference)
    {
        var field = FirstOf(difference);
        return $"{Printable.Escape(field.Name)} is the time of the build: {Quote(field)}";
    }

    public override Remedy RemedyFor(RemedyContext context) => context.Origin switch
    {
        ImageOrigin.Dotnet => new Remedy(
            "Let ReproBuild rewrite the image, or switch the label off.",
            "<ReproRewrite>true</ReproRewrite>\n<ContainerGenerateLabelsImageCreated>false</ContainerGenerateLabelsImageCreated>"),
        _ => new Remedy(
            "Give the label the commit's time, not the clock's.",
            "docker buildx build --label org.opencontainers.image.created=$(TZ=UTC git log -1 --date=format-local:%Y-%m-%dT%H:%M:%SZ --format=%cd) ."),
    };

    private static bool TryWithout(string json, out string? canonical)
    {
        canonical = null;
        try
        {
            if (JsonNode.Parse(json) is not JsonObject labels) return false;
            foreach (string key in Keys)
            {
                if (labels[key] is JsonValue value && value.TryGetValue(out string? text) && Stamps.IsTime(text)) labels.Remove(key);
            }

            canonical = labels.Count == 0 ? null : labels.ToJsonString();
            return true;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
