namespace ReproBuild.Causes;

/// <summary>A format that holds other contents: zip, tar, gzip, ar and their like.</summary>
public abstract class ContainerFormat
{
    /// <summary>What the format is called: <c>zip</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The cause behind differences in what the format says of its members: times, order, owners.</summary>
    public abstract ICause MetadataCause { get; }

    /// <summary>Whether a content is of this format, by its first bytes, and by its name where those do not tell.</summary>
    /// <param name="content">The content.</param>
    /// <param name="name">The file's name, without folders.</param>
    public abstract bool Recognises(ReadOnlySpan<byte> content, string name);

    /// <summary>Opens a content.</summary>
    /// <returns>Its members, in their order.</returns>
    /// <exception cref="Exception">One of <see cref="ContentFault"/>: it is malformed, or goes beyond <see cref="ContentLimits"/>.</exception>
    public abstract IReadOnlyList<ContainerMember> Read(ReadOnlyMemory<byte> content);

    /// <summary>
    /// The canonical form: members in ordinal order of their names, one time, one owner, and no field that <see cref="IsNoise"/>. Members with
    /// one name keep their order.
    /// </summary>
    public abstract byte[] Write(IReadOnlyList<ContainerMember> members);

    /// <summary>Whether a field of a member follows the clock, the place or the packer, and means nothing to whoever unpacks it.</summary>
    /// <param name="field">The field's name.</param>
    public abstract bool IsNoise(string field);
}
