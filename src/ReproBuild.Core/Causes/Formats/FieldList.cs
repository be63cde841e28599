using System.Text;

namespace ReproBuild.Causes.Formats;

/// <summary>The fields of a member as they are gathered, and read again.</summary>
internal sealed class FieldList : List<KeyValuePair<string, string>>
{
    private const string RawName = "name's bytes";

    /// <summary>Adds a field.</summary>
    public void Add(string name, string value) => Add(KeyValuePair.Create(name, value));

    /// <summary>A name as text; what is no UTF-8 is read as Latin-1, and a field says so.</summary>
    public string Name(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);
        Add(RawName, Convert.ToHexString(bytes));
        return Encoding.Latin1.GetString(bytes);
    }

    /// <summary>The bytes of a member's name.</summary>
    public static byte[] NameOf(ContainerMember member) => Value(member, RawName) is { } hex ? Convert.FromHexString(hex) : Encoding.UTF8.GetBytes(member.Name);

    /// <summary>The value of a field; null where there is none.</summary>
    public static string? Value(ContainerMember member, string field)
    {
        foreach (var (name, value) in member.Fields)
        {
            if (name == field) return value;
        }

        return null;
    }
}
