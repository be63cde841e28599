using ReproBuild.Comparing;

namespace ReproBuild.Causes.Dotnet;

/// <summary>A cause whose canonical form takes something out of each side by itself.</summary>
internal abstract class SideCause : ContentCause
{
    /// <summary>Whether it is a cause only where nothing else is left: what follows from another cause proves nothing by itself.</summary>
    protected virtual bool MustClose => false;

    /// <summary>The canonical form of one side; null where the cause has nothing to do with it.</summary>
    /// <param name="content">The content.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="trace">What is known of the build.</param>
    protected abstract CanonicalSide? Form(ReadOnlyMemory<byte> content, string name, BuildTrace trace);

    /// <summary>One sentence that quotes what differs.</summary>
    protected abstract string Sentence(ContentPair pair, string left, string right);

    /// <inheritdoc/>
    public sealed override CanonicalPair? Match(ContentPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        if (Form(pair.Left, pair.Name, pair.Context.Left) is not { } left || Form(pair.Right, pair.Name, pair.Context.Right) is not { } right) return null;
        if (MustClose && !left.Bytes.AsSpan().SequenceEqual(right.Bytes)) return null;

        for (int i = 0; i < Math.Max(left.Noise.Count, right.Noise.Count); i++)
        {
            string? l = left.Noise.ElementAtOrDefault(i), r = right.Noise.ElementAtOrDefault(i);
            if (l != r) return new CanonicalPair(left.Bytes, right.Bytes, Sentence(pair, Printable.Escape(l ?? "nothing"), Printable.Escape(r ?? "nothing")));
        }

        return null;
    }
}
