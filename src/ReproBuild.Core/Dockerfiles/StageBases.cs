namespace ReproBuild.Dockerfiles;

/// <summary>Finds out what each stage starts from.</summary>
internal static class StageBases
{
    /// <summary>Sets what every stage starts from when no build argument is given.</summary>
    public static void SetDefaults(Dockerfile dockerfile)
    {
        VariableScope global;
        try
        {
            global = VariableScope.Global(dockerfile, BuildVariables.Default);
        }
        catch (Diagnostics.ReproException)
        {
            // Build arguments may still make sense of it; without them no base is known.
            return;
        }

        var named = new Dictionary<string, Stage>(StringComparer.OrdinalIgnoreCase);
        foreach (var stage in dockerfile.Stages)
        {
            stage.BaseReference = Reference(global, stage);
            stage.Parent = stage.BaseReference is { } name ? named.GetValueOrDefault(name) : null;
            if (stage.Name is not null) named[stage.Name] = stage;
        }
    }

    public static Stage? Parent(Dockerfile dockerfile, VariableScope global, Stage stage) =>
        Find(dockerfile, Reference(global, stage), stage.Index);

    /// <summary>The last stage of that name before a stage.</summary>
    public static Stage? Find(Dockerfile dockerfile, string? name, int before)
    {
        for (int i = before - 1; name is not null && i >= 0; i--)
        {
            if (name.Equals(dockerfile.Stages[i].Name, StringComparison.OrdinalIgnoreCase)) return dockerfile.Stages[i];
        }

        return null;
    }

    private static string? Reference(VariableScope global, Stage stage)
    {
        try
        {
            return global.Expand(stage.Base.Text).Text is { Length: > 0 } reference ? reference : null;
        }
        catch (ShellSyntaxException)
        {
            return null;
        }
    }
}
