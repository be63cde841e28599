using ReproBuild.Diagnostics;
using ReproBuild.Dockerfiles;

namespace ReproBuild.Pinning;

/// <summary>Writes digests into a Dockerfile, where the names of the images stand; no other character changes.</summary>
/// <remarks>
/// The edited text is read again, and every use in it must name what it was meant to name: an ARG that is also part of another name,
/// or that another stage overrides, would else be pinned to something that nobody asked for. Edits that fail this are not made.
/// </remarks>
public static class DockerfilePinner
{
    /// <summary>Plans the edits.</summary>
    /// <param name="dockerfile">The Dockerfile.</param>
    /// <param name="query">What <see cref="PinChecker.FindImages"/> was asked with.</param>
    /// <param name="pinned">The uses that it gave, each with the digest to write; uses that are to stay as they are may be left out.</param>
    public static PinPlan Plan(Dockerfile dockerfile, ImageUseQuery query, IReadOnlyList<PinnedUse> pinned)
    {
        ArgumentNullException.ThrowIfNull(dockerfile);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(pinned);
        var refused = new List<(PinnedUse, string)>();
        var candidates = new List<PinnedUse>();
        foreach (var use in pinned.Where(p => !p.IsWritten))
        {
            if (WhyNot(use.Use) is { } reason) refused.Add((use, reason));
            else candidates.Add(use);
        }

        // One literal that would have to hold two digests holds none.
        var edits = new List<(TextEdit Edit, List<PinnedUse> Uses)>();
        foreach (var group in candidates.GroupBy(c => c.Use.Literal!.Value.Offset).OrderBy(g => g.Key))
        {
            var uses = group.ToList();
            if (uses.Select(u => Written(u)).Distinct().Count() == 1) edits.Add((new TextEdit(uses[0].Use.Literal!.Value, Written(uses[0])), uses));
            else refused.AddRange(uses.Select(u => (u, "The same text names several images.")));
        }

        var before = PinChecker.FindImages(dockerfile, query);
        while (edits.Count > 0 && Wrong(dockerfile, query, before, edits) is { } wrong)
        {
            refused.AddRange(edits[wrong.Edit].Uses.Select(u => (u, wrong.Reason)));
            edits.RemoveAt(wrong.Edit);
        }

        return new PinPlan([.. edits.Select(e => e.Edit)], TextEdit.Apply(dockerfile.Text, edits.Select(e => e.Edit)), refused);
    }

    private static string Written(PinnedUse use)
    {
        var pinned = use.Pinned;
        // A digest alone would not tell anybody, nor any update bot, which tag it was.
        string name = use.Use.Text!;
        int at = name.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0) name = name[..at];
        return name + (use.Use.Reference!.Tag is null && use.Use.Reference.Digest is null ? ":latest" : "") + "@" + pinned.Digest;
    }

    private static string? WhyNot(ImageUse use) => use switch
    {
        { Kind: ImageUseKind.BuildContext } => "It is named by a build context, not in the Dockerfile.",
        { Kind: ImageUseKind.Builder } => "It is what the builder runs, and no line of the Dockerfile.",
        { Kind: ImageUseKind.ContainerBaseImage } => "It is a property of the project, not of a Dockerfile.",
        { Variables: var variables } when variables.Any(v => v.Origin == VariableOrigin.Env) => "It comes from an ENV, which is part of the image.",
        { Literal: not null } => null,
        { Variables: [{ Origin: VariableOrigin.BuildArg } given, ..] } => $"It comes from the build argument {given.Name}.",
        { Variables.Count: > 0 } => "Its name is put together from parts, and a digest behind them would stay when one of them changes.",
        _ => "Its name does not stand there as it is: quotes, escapes or line breaks are part of it.",
    };

    /// <returns>The first edit that makes something wrong, and what; null when all is well.</returns>
    private static (int Edit, string Reason)? Wrong(
        Dockerfile dockerfile, ImageUseQuery query, IReadOnlyList<ImageUse> before, List<(TextEdit Edit, List<PinnedUse> Uses)> edits)
    {
        if (Problem(dockerfile, query, before, edits) is not { } together) return null;
        for (int i = 0; i < edits.Count; i++)
        {
            if (Problem(dockerfile, query, before, [edits[i]]) is { } reason) return (i, reason);
        }

        return (edits.Count - 1, together);
    }

    private static string? Problem(
        Dockerfile dockerfile, ImageUseQuery query, IReadOnlyList<ImageUse> before, IReadOnlyList<(TextEdit Edit, List<PinnedUse> Uses)> edits)
    {
        IReadOnlyList<ImageUse> after;
        try
        {
            after = PinChecker.FindImages(Dockerfile.Parse(TextEdit.Apply(dockerfile.Text, edits.Select(e => e.Edit)), dockerfile.Path), query);
        }
        catch (ReproException e)
        {
            return $"With the digest the Dockerfile could not be read any more: {e.Message}";
        }

        if (after.Count != before.Count) return "The text is used as something else than the name of an image, too.";
        foreach (var (was, now) in before.Zip(after))
        {
            var meant = edits.SelectMany(e => e.Uses).FirstOrDefault(u => IsSame(u.Use, was));
            string? expected = meant is null ? was.Text : Written(meant);
            if (now.Text != expected || (meant is not null && now.Reference?.Digest != meant.Pinned.Digest))
            {
                return $"The same text is part of \"{was.Text ?? was.Expression}\" in line {was.Place?.Line}, which a digest would spoil.";
            }
        }

        return null;
    }

    private static bool IsSame(ImageUse one, ImageUse other) =>
        (one.Kind, one.Place, one.Text, one.Platform, one.ContextName) == (other.Kind, other.Place, other.Text, other.Platform, other.ContextName);
}
