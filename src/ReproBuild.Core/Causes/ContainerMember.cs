namespace ReproBuild.Causes;

/// <summary>A member of an archive.</summary>
/// <param name="Name">Its name; what is no UTF-8 is read as Latin-1. Empty where the format has no names.</param>
/// <param name="Content">Its content, unpacked.</param>
/// <param name="Fields">What the archive says of it, in a fixed order of names.</param>
public sealed record ContainerMember(string Name, ReadOnlyMemory<byte> Content, IReadOnlyList<KeyValuePair<string, string>> Fields);
