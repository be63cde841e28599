using System.Text.Json;
using System.Text.RegularExpressions;
using ReproBuild.Comparing;

namespace ReproBuild.Causes.Envelope;

/// <summary>Two builders made the images, and each writes down in its own way what it did: in the history and in annotations.</summary>
/// <remarks>As seen of BuildKit 0.13, buildah 1.28 and podman 4.3. Whatever else such a field tells is no mark, and stays.</remarks>
internal sealed partial class BuilderMarks : DifferenceCause
{
    private const string Nop = "/bin/sh -c #(nop) ", BuildKitEnd = " # buildkit";

    public override string Id => "builder-marks";

    public override string Code => "REPRO5116";

    public override string Title => "Marks of two builders";

    public override bool ConcernsWholeImage => true;

    public override FieldMatch Match(Difference difference, CauseContext context)
    {
        ArgumentNullException.ThrowIfNull(difference);
        if (difference.Kind is not (DifferenceKind.ManifestField or DifferenceKind.ConfigField)) return FieldMatch.None;
        FieldDifference[] rest = [.. difference.Fields.Where(f => !IsMark(f))];
        return rest.Length == difference.Fields.Count ? FieldMatch.None : rest.Length == 0 ? FieldMatch.Whole : FieldMatch.But(rest);
    }

    public override string Describe(Difference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        var field = difference.Fields.First(IsMark);
        return $"Two builders made the images, and each tells of its work in its own way: {Printable.Escape(field.Name)} {Shown(field.Left)} against {Shown(field.Right)}";

        static string Shown(string? value) => value is null ? "nothing" : $"\"{Printable.Escape(value, 120)}\"";
    }

    public override Remedy RemedyFor(RemedyContext context) =>
        new("Build both with one builder of one version; what it writes down about itself changes nothing in a container.");

    private static bool IsMark(FieldDifference field) => field.Name switch
    {
        "$.annotations" => IsOnOneSide(field, key => key is "org.opencontainers.image.base.digest" or "org.opencontainers.image.base.name"),
        "$.annotations[\"org.opencontainers.image.base.digest\"]" or "$.annotations[\"org.opencontainers.image.base.name\"]" => field.Left is null || field.Right is null,
        var name when LayerAnnotations().IsMatch(name) => IsOnOneSide(field, key => key.StartsWith("buildkit/", StringComparison.Ordinal)),
        var name when Comment().IsMatch(name) => Commenter(field.Left) is { } left && Commenter(field.Right) is { } right && left != right,
        var name when CreatedBy().IsMatch(name) => field is { Left: { } l, Right: { } r } && IsBuildKit(l) != IsBuildKit(r) && Step(l, r) == Step(r, l),
        _ => false,
    };

    private static bool IsOnOneSide(FieldDifference field, Func<string, bool> isMark)
    {
        if (field.Left is not null && field.Right is not null) return false;
        try
        {
            using var document = JsonDocument.Parse(field.Left ?? field.Right ?? "");
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.EnumerateObject().All(p => isMark(p.Name));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? Commenter(string? comment) => comment switch
    {
        null or "" => "",
        _ when comment.StartsWith("buildkit.", StringComparison.Ordinal) => "BuildKit",
        _ when comment.StartsWith("FROM ", StringComparison.Ordinal) => "buildah",
        _ => null,
    };

    private static bool IsBuildKit(string step) => step.EndsWith(BuildKitEnd, StringComparison.Ordinal);

    // What was done, without how it is told. Sources that one builder names by their hash are compared by neither.
    private static string Step(string told, string other)
    {
        string step = IsBuildKit(told) ? told[..^BuildKitEnd.Length] : told.StartsWith(Nop, StringComparison.Ordinal) ? told[Nop.Length..] : "RUN " + told;
        string[] words = step.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        bool hashed = Hashed().IsMatch(told) || Hashed().IsMatch(other);
        return words is ["COPY" or "ADD", _, ..] && hashed ? $"{words[0]} {words[^1]}" : string.Join(' ', words);
    }

    [GeneratedRegex(@"^\$\.layers\[[0-9]+\]\.annotations\z")]
    private static partial Regex LayerAnnotations();

    [GeneratedRegex(@"^\$\.history\[[0-9]+\]\.comment\z")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\$\.history\[[0-9]+\]\.created_by\z")]
    private static partial Regex CreatedBy();

    [GeneratedRegex("#\\(nop\\) +(?:COPY|ADD) (?:file|dir|multi):[0-9a-f]+ in ")]
    private static partial Regex Hashed();
}
