using System.Globalization;
using System.Reflection.PortableExecutable;

namespace ReproBuild.Causes.Diffs;

/// <summary>Names the values of PE headers, debug entries and sections.</summary>
internal static class PeValues
{
    /// <summary>The headers.</summary>
    public static void AddHeaders(PEReader reader, List<KeyValuePair<string, string>> to)
    {
        var (coff, pe) = (reader.PEHeaders.CoffHeader, reader.PEHeaders.PEHeader);
        Add("COFF Machine", coff.Machine);
        Add("COFF TimeDateStamp", Hex(coff.TimeDateStamp));
        Add("COFF Characteristics", coff.Characteristics);
        if (pe is null) return;

        Add("Magic", pe.Magic);
        Add("LinkerVersion", $"{pe.MajorLinkerVersion}.{pe.MinorLinkerVersion}");
        Add("SizeOfCode", pe.SizeOfCode);
        Add("SizeOfImage", pe.SizeOfImage);
        Add("AddressOfEntryPoint", Hex(pe.AddressOfEntryPoint));
        Add("ImageBase", $"0x{pe.ImageBase:x}");
        Add("CheckSum", Hex((int)pe.CheckSum));
        Add("Subsystem", pe.Subsystem);
        Add("DllCharacteristics", pe.DllCharacteristics);
        if (reader.PEHeaders.CorHeader is { } cor)
        {
            Add("CLI Flags", cor.Flags);
            Add("CLI EntryPoint", Hex(cor.EntryPointTokenOrRelativeVirtualAddress));
        }

        void Add(string name, object value) => to.Add(new(name, Convert.ToString(value, CultureInfo.InvariantCulture)!));
    }

    /// <summary>The entries of the debug directory.</summary>
    public static void AddDebug(PEReader reader, List<KeyValuePair<string, string>> to)
    {
        foreach (var entry in reader.ReadDebugDirectory())
        {
            string name = $"debug {entry.Type}";
            to.Add(new($"{name} stamp", Hex((int)entry.Stamp)));
            if (entry.Type == DebugDirectoryEntryType.CodeView)
            {
                var data = reader.ReadCodeViewDebugDirectoryData(entry);
                to.Add(new($"{name} path", data.Path));
                to.Add(new($"{name} GUID and age", $"{data.Guid} {data.Age}"));
            }
            else if (entry.DataSize > 0)
            {
                to.Add(new($"{name} data", TableBuilder.Describe(reader.GetEntireImage().GetContent(entry.DataPointer, entry.DataSize).AsSpan())));
            }
        }
    }

    /// <summary>The sections.</summary>
    public static void AddSections(PEReader reader, List<KeyValuePair<string, string>> to)
    {
        foreach (var section in reader.PEHeaders.SectionHeaders)
        {
            var bytes = reader.GetEntireImage().GetContent(section.PointerToRawData, section.SizeOfRawData).AsSpan();
            to.Add(new($"section {section.Name}", TableBuilder.Describe(bytes)));
        }
    }

    private static string Hex(int value) => $"0x{value.ToString("x8", CultureInfo.InvariantCulture)}";
}
