using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ReproBuild.Comparing;

/// <summary>Takes the values of build arguments out of what a history says before anyone sees it: tokens are passed that way, and logs are read by many.</summary>
/// <remarks>
/// BuildKit writes <c>RUN |1 TOKEN=value /bin/sh -c make</c>, buildah and the classic docker build <c>|1 TOKEN=value /bin/sh -c make</c>,
/// and all of them <c>ARG TOKEN=value</c>. Values stand unquoted and may hold blanks, so what is not surely a name or the command is cut.
/// </remarks>
public static partial class HistorySecrets
{
    private const string Cut = "…";
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of a <c>created_by</c> without the values of build arguments.</summary>
    public static string Hide(string createdBy)
    {
        if (Argument().Match(createdBy) is { Success: true } argument) return argument.Value + Cut;
        if (Prefix().Match(createdBy) is not { Success: true } prefix) return createdBy;

        string rest = createdBy[prefix.Length..];
        if (Shell().Match(rest) is not { Success: true } shell) return prefix.Value + Cut;

        string[] words = rest[..shell.Index].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        bool sure = words.Length.ToString(CultureInfo.InvariantCulture) == prefix.Groups[1].Value && words.All(w => Name().IsMatch(w));
        string names = sure ? string.Join(' ', words.Select(w => Name().Match(w).Value + Cut)) : Cut;
        return $"{prefix.Value}{names} {rest[shell.Index..].TrimStart()}";
    }

    /// <summary>The same for a differing field of a configuration; what does not belong to the history stays as it is.</summary>
    public static FieldDifference Hide(FieldDifference field)
    {
        bool entries = Entries().IsMatch(field.Name);
        if (!entries && !CreatedBy().IsMatch(field.Name)) return field;

        Func<string, string> hide = entries ? HideIn : Hide;
        string? left = field.Left is null ? null : hide(field.Left);
        string? right = field.Right is null ? null : hide(field.Right);
        return new FieldDifference(field.Name, left, left == right ? right + " (build arguments of other values)" : right);
    }

    private static string HideIn(string json)
    {
        try
        {
            var node = JsonNode.Parse(json)!;
            foreach (var entry in node is JsonArray array ? array.AsEnumerable() : [node])
            {
                if (entry is JsonObject known && known["created_by"] is JsonValue value && value.TryGetValue(out string? text)) known["created_by"] = Hide(text);
            }

            return node.ToJsonString(Options);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Half a character somewhere: what cannot be read cannot be cleaned.
            return Cut;
        }
    }

    [GeneratedRegex(@"^\s*(?:/bin/sh -c #\(nop\)\s+)?ARG\s+[A-Za-z_]\w*=")]
    private static partial Regex Argument();

    [GeneratedRegex(@"^\s*(?:RUN\s+)?\|(\d+)\s+")]
    private static partial Regex Prefix();

    [GeneratedRegex(@"(?:^|\s)(?:(?:/\S*/)?(?:ba|da|a|z|k)?sh(?: -\S+| pipefail| errexit| nounset)*? -\w*c\s|(?:\S*[\\/])?(?:cmd|powershell|pwsh)(?:\.exe)?\s)")]
    private static partial Regex Shell();

    [GeneratedRegex(@"^[A-Za-z_]\w*=")]
    private static partial Regex Name();

    [GeneratedRegex(@"^\$\.history(?:\[\d+\])?$")]
    private static partial Regex Entries();

    [GeneratedRegex(@"^\$\.history\[\d+\]\.created_by$")]
    private static partial Regex CreatedBy();
}
