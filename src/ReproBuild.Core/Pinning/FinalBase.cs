using ReproBuild.Dockerfiles;
using ReproBuild.Images;

namespace ReproBuild.Pinning;

/// <summary>Finds the image that what a Dockerfile builds begins with: the base of the target, through all stages between.</summary>
public static class FinalBase
{
    /// <summary>Finds it.</summary>
    /// <param name="dockerfile">The Dockerfile.</param>
    /// <param name="query">What it is built with.</param>
    /// <returns>
    /// The use that decides which image it is: that of FROM, or of the build context which stands in for it. Null for <c>scratch</c>, for a
    /// context that is no image, and where the name cannot be resolved.
    /// </returns>
    public static ImageUse? Find(Dockerfile dockerfile, ImageUseQuery query)
    {
        ArgumentNullException.ThrowIfNull(dockerfile);
        ArgumentNullException.ThrowIfNull(query);
        var given = new BuildVariables { BuildArgs = query.BuildArgs, Target = query.Target };
        if (query.Platforms is [var platform, ..]) given = given with { TargetPlatform = platform };
        var global = VariableScope.Global(dockerfile, given);
        var uses = PinChecker.FindImages(dockerfile, query);
        var contexts = new NamedContexts(query.NamedContexts);
        for (var stage = dockerfile.Target(query.Target); ; stage = Parent(stage)!)
        {
            if (stage.Name is { } name && contexts.Has(name)) return InPlaceOf(name);
            if (Parent(stage) is not null) continue;
            return uses.FirstOrDefault(u => u.Kind == ImageUseKind.From && u.Stage?.Index == stage.Index) ?? (Text(stage) is { } text ? InPlaceOf(text) : null);
        }

        Stage? Parent(Stage stage) => StageBases.Parent(dockerfile, global, stage);

        ImageUse? InPlaceOf(string name) => uses.FirstOrDefault(u => u.Kind == ImageUseKind.BuildContext && Short(u.ContextName!) == Short(name));

        string? Text(Stage stage)
        {
            try
            {
                return global.Expand(stage.Base.Text).Text;
            }
            catch (ShellSyntaxException)
            {
                return null;
            }
        }
    }

    private static string Short(string name) => ImageReference.TryParse(name, out var reference, out _) ? reference.ContextName : name;
}
