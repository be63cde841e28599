using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Text;

namespace ReproBuild.Causes.Dotnet;

/// <summary>Lists the custom debug information of a portable PDB; what compilers tell of themselves, of references and of sources in plain values.</summary>
internal static class PdbCustomReading
{
    private static readonly Guid Options = new("b5feec05-8cd0-4a83-96da-466284bb4bd8");
    private static readonly Guid References = new("7e4d4708-096e-4c5c-aeda-cb10ba6a740d");
    private static readonly Guid SourceLink = new("cc110556-a091-4d38-9fec-25ab9a351a6a");

    /// <summary>Adds every row.</summary>
    public static void Add(MetadataReader reader, Action<string, string> add)
    {
        foreach (var handle in reader.CustomDebugInformation)
        {
            var row = reader.GetCustomDebugInformation(handle);
            var kind = reader.GetGuid(row.Kind);
            string parent = MetadataTokens.GetToken(row.Parent).ToString("x8", CultureInfo.InvariantCulture);
            if (kind == Options) AddOptions(reader.GetBlobBytes(row.Value), add);
            else if (kind == References) AddReferences(reader.GetBlobReader(row.Value), add);
            else if (kind == SourceLink) add("source link", Encoding.UTF8.GetString(reader.GetBlobBytes(row.Value)));
            else add("custom", $"{parent} {kind} {Convert.ToHexStringLower(reader.GetBlobBytes(row.Value))}");
        }
    }

    // Names and values in turn, each ended by a zero.
    private static void AddOptions(byte[] value, Action<string, string> add)
    {
        string[] parts = Encoding.UTF8.GetString(value).Split('\0');
        for (int i = 0; i + 1 < parts.Length; i += 2) add($"option {Uri.EscapeDataString(parts[i])}", parts[i + 1]);
        if (parts.Length % 2 == 0 || parts[^1].Length > 0) add("option", parts[^1]);
    }

    private static void AddReferences(BlobReader value, Action<string, string> add)
    {
        while (value.RemainingBytes > 0)
        {
            string name = Zeroed(ref value), aliases = Zeroed(ref value);
            byte flags = value.ReadByte();
            uint stamp = value.ReadUInt32(), size = value.ReadUInt32();
            var mvid = value.ReadGuid();
            add("reference", $"{name} {aliases} {flags}");
            add("reference id", string.Create(CultureInfo.InvariantCulture, $"{stamp:x8} {size} {mvid}"));
        }
    }

    private static string Zeroed(ref BlobReader value)
    {
        int length = value.IndexOf(0);
        if (length < 0) throw new InvalidDataException("a name is not ended");
        string text = value.ReadUTF8(length);
        value.ReadByte();
        return text;
    }
}
