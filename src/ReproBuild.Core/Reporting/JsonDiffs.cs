using System.Text.Json;
using ReproBuild.Causes;
using ReproBuild.Comparing;

namespace ReproBuild.Reporting;

/// <summary>Diffs of contents as JSON, for <c>report.json</c> and the page alike.</summary>
internal static class JsonDiffs
{
    /// <summary>Writes a diff; null where there is none.</summary>
    public static void Write(Utf8JsonWriter json, ContentDiff? diff)
    {
        if (diff is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        switch (diff)
        {
            case TextDiff text: Text(json, text); break;
            case HexDiff hex: Hex(json, hex); break;
            case TableDiff table:
                json.WriteString("kind", "table");
                json.WriteText("of", table.Kind);
                json.WriteArray("rows", table.Rows, row => Field(json, row));
                break;
            case MembersDiff members: Members(json, members); break;
            default: throw new ArgumentOutOfRangeException(nameof(diff));
        }

        json.WriteBoolean("truncated", diff.Truncated);
        json.WriteEndObject();
    }

    /// <summary>Writes a field.</summary>
    public static void Field(Utf8JsonWriter json, FieldDifference field)
    {
        json.WriteStartObject();
        json.WriteText("name", field.Name);
        json.WriteText("left", field.Left);
        json.WriteText("right", field.Right);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, TextDiff diff)
    {
        json.WriteString("kind", "text");
        json.WriteArray("hunks", diff.Hunks, hunk =>
        {
            json.WriteStartObject();
            json.WriteNumber("leftLine", hunk.LeftLine);
            json.WriteNumber("rightLine", hunk.RightLine);
            json.WriteArray("lines", hunk.Lines, line =>
            {
                json.WriteStartArray();
                json.WriteTextValue(line.Left);
                json.WriteTextValue(line.Right);
                json.WriteEndArray();
            });
            json.WriteEndObject();
        });
    }

    private static void Hex(Utf8JsonWriter json, HexDiff diff)
    {
        json.WriteString("kind", "hex");
        json.WriteArray("rows", diff.Rows, row =>
        {
            json.WriteStartObject();
            json.WriteNumber("offset", row.Offset);
            json.WriteString("left", Convert.ToHexStringLower(row.Left.Span));
            json.WriteString("right", Convert.ToHexStringLower(row.Right.Span));
            json.WriteEndObject();
        });
    }

    private static void Members(Utf8JsonWriter json, MembersDiff diff)
    {
        json.WriteString("kind", "members");
        json.WriteText("of", diff.Kind);
        json.WriteArray("members", diff.Members, member =>
        {
            json.WriteStartObject();
            json.WriteText("name", member.Name);
            json.WriteArray("fields", member.Fields, field => Field(json, field));
            json.WritePropertyName("content");
            Write(json, member.Content);
            json.WriteEndObject();
        });
    }
}
