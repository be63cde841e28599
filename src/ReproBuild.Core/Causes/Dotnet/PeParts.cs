using System.Reflection.PortableExecutable;

namespace ReproBuild.Causes.Dotnet;

/// <summary>What an assembly's file is put together from; where each part lies follows from the lengths of those before it.</summary>
internal sealed record PeParts
{
    /// <summary>The headers as they were read. Of their values those that tell of places are not used.</summary>
    public required PEHeaders Headers { get; init; }

    /// <summary>The time stamp of the COFF header.</summary>
    public required uint Stamp { get; init; }

    /// <summary>The checksum of the optional header.</summary>
    public required uint CheckSum { get; init; }

    /// <summary>The CLI header.</summary>
    public required byte[] CorHeader { get; init; }

    /// <summary>The method bodies.</summary>
    public required byte[] Code { get; init; }

    /// <summary>The metadata.</summary>
    public required byte[] Metadata { get; init; }

    /// <summary>Managed resources and the strong name, which follow the metadata.</summary>
    public required byte[] Resources { get; init; }

    /// <summary>The debug directory.</summary>
    public required IReadOnlyList<PeDebugEntry> Debug { get; init; }

    /// <summary>Whether the file begins with a jump into the runtime, as those for 32 bits do.</summary>
    public required bool HasStub { get; init; }

    /// <summary>The initial data of fields; null where no field has any.</summary>
    public required byte[]? FieldData { get; init; }

    /// <summary>Where <see cref="FieldData"/> stood, as <see cref="Metadata"/> tells it.</summary>
    public required int FieldDataAddress { get; init; }

    /// <summary>The section of Win32 resources; null where there is none.</summary>
    public required byte[]? NativeResources { get; init; }

    /// <summary>Where <see cref="NativeResources"/> stood, as it tells itself.</summary>
    public required int NativeResourcesAddress { get; init; }

    /// <summary>Whether addresses have 32 bits.</summary>
    public bool Is32Bit => Headers.PEHeader!.Magic == PEMagic.PE32;
}
