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

        return explained == 0 ? FieldMatch.None
            : explained == difference.Fields.Count ? FieldMatch.Whole
            : FieldMatch.But([.. difference.Fields.Where(f => !Explains(f))]);
    }

    private bool Explains(FieldDifference field) =>
        TryCanonicalize(field.Name, field.Left, out string? left) && TryCanonicalize(field.Name, field.Right, out string? right) && left == right;
}
