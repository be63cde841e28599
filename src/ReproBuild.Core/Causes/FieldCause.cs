using ReproBuild.Comparing;

namespace ReproBuild.Causes;

/// <summary>A cause that shows in fields of a header or a document, each of which has a canonical value.</summary>
public abstract class FieldCause : DifferenceCause
{
    /// <summary>The kinds of difference that it is looked for in.</summary>
    protected virtual bool Concerns(DifferenceKind kind) => kind == DifferenceKind.Metadata;

    /// <summary>The canonical value of a field.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="value">The value; null where the side has none.</param>
    /// <param name="canonical">The canonical value, which may be null: "no such field". Applied to itself it stays as it is.</param>
    /// <returns>False where the field has nothing to do with this cause.</returns>
    public abstract bool TryCanonicalize(string name, string? value, out string? canonical);

    /// <summary>Whether a field comes and goes with those of this cause, such as the extended header whose only records they are.</summary>
    protected virtual bool Follows(FieldDifference field) => false;

    /// <summary>The first field of a difference that this cause explains.</summary>
    protected FieldDifference FirstOf(Difference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        return difference.Fields.First(Explains);
    }

    /// <summary>Both values of a field as a sentence quotes them: <c>"0644" against nothing</c>.</summary>
    protected static string Quote(FieldDifference field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return $"{Shown(field.Left)} against {Shown(field.Right)}";

        static string Shown(string? value) => value is null ? "nothing" : $"\"{Printable.Escape(value, 120)}\"";
    }

    /// <inheritdoc/>
    public sealed override FieldMatch Match(Difference difference, CauseContext context)
    {
        ArgumentNullException.ThrowIfNull(difference);
        if (!Concerns(difference.Kind)) return FieldMatch.None;

        // Of a million entries that differ in one thing, most need no list.
        int explained = 0;
        foreach (var field in difference.Fields)
        {
            if (Explains(field)) explained++;
        }

        if (explained == 0) return FieldMatch.None;
        if (explained == difference.Fields.Count) return FieldMatch.Whole;
        return FieldMatch.But([.. difference.Fields.Where(f => !Explains(f) && !Follows(f))]);
    }

    private bool Explains(FieldDifference field) =>
        TryCanonicalize(field.Name, field.Left, out string? left) && TryCanonicalize(field.Name, field.Right, out string? right) && left == right;
}
