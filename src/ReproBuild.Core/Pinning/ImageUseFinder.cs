using System.Globalization;
using ReproBuild.Dockerfiles;
using ReproBuild.Images;

namespace ReproBuild.Pinning;

/// <summary>Finds every image that a build of a Dockerfile can use, for one platform.</summary>
/// <remarks>
/// As BuildKit decides it, in this order: a build context replaces a stage of its name; a name is a stage before it is an image; a
/// build context stands in for an image of its name.
/// </remarks>
internal sealed partial class ImageUseFinder(Dockerfile dockerfile, ImageUseQuery query, Platform? platform)
{
    private readonly NamedContexts contexts = new(query.NamedContexts);
    private readonly BuildVariables given = Given(query, platform);
    private readonly VariableScope global = VariableScope.Global(dockerfile, Given(query, platform));
    private readonly List<ImageUse> uses = [];
    private readonly Dictionary<string, Stage> stagesBefore = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Stage> allStages = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is set where <see cref="Find"/> is in its stage; null before something there asks for it.</summary>
    private VariableScope? scope;

    /// <summary>For each stage, the stages that it cannot be built without.</summary>
    private readonly Dictionary<Stage, List<Stage>> needs = [];

    /// <summary>The stages that the target is built of, once <see cref="Find"/> has looked; without those that a build context replaces.</summary>
    public IReadOnlyList<Stage> BuiltStages { get; private set; } = [];

    /// <summary>The uses in the order of the file.</summary>
    public List<ImageUse> Find()
    {
        var target = dockerfile.Target(query.Target);
        foreach (var stage in dockerfile.Stages)
        {
            if (stage.Name is not null) allStages[stage.Name] = stage;
        }

        AddFrontend();
        foreach (var stage in dockerfile.Stages)
        {
            needs[stage] = [];
            if (stage.Name is null || !contexts.Has(stage.Name))
            {
                AddBase(stage);
                scope = null;
                foreach (var instruction in stage.Instructions)
                {
                    AddSources(stage, instruction, instruction);
                    scope?.Apply(instruction, global);
                }
            }

            if (stage.Name is not null) stagesBefore[stage.Name] = stage;
        }

        var built = Reachable(target);
        BuiltStages = [.. built.Where(s => s.Name is null || !contexts.Has(s.Name))];
        return [.. uses.Select(u => u with { IsBuilt = u.Stage is null || built.Contains(u.Stage) }), .. contexts.Images()];
    }

    private static BuildVariables Given(ImageUseQuery query, Platform? platform)
    {
        var given = new BuildVariables { BuildArgs = query.BuildArgs, Target = query.Target };
        return platform is null ? given : given with { TargetPlatform = platform };
    }

    private void AddFrontend()
    {
        // This build argument, which BuildKit itself reads, overrides the directive.
        if (query.BuildArgs.TryGetValue("BUILDKIT_SYNTAX", out string? given) && given.Length > 0)
        {
            string image = given.Split(' ')[0];
            Add(new ImageUse { Kind = ImageUseKind.Frontend, Expression = image, Text = image, Variables = [new Variable("BUILDKIT_SYNTAX", given, VariableOrigin.BuildArg)] });
        }
        else if (dockerfile.Syntax is { } syntax)
        {
            Add(new ImageUse
            {
                Kind = ImageUseKind.Frontend,
                Expression = syntax.Reference,
                Text = syntax.Reference,
                File = dockerfile.Path,
                Place = syntax.Span,
                Literal = syntax.Span,
            });
        }
    }

    private void AddBase(Stage stage)
    {
        var use = Expand(stage.Base.Text, stage.Base.Span, global) with
        {
            Kind = ImageUseKind.From,
            Stage = stage,
            Platform = stage.From.Flag("platform") is { } asked ? Expand(asked, stage.From.Span, global).Text : null,
        };
        if (use.Text == "scratch") return;
        if (use.Text is not null && stagesBefore.TryGetValue(use.Text, out var parent)) needs[stage].Add(parent);
        else Add(use);
    }

    /// <param name="stage">The stage.</param>
    /// <param name="line">What stands in the Dockerfile.</param>
    /// <param name="instruction">That, or its trigger.</param>
    private void AddSources(Stage stage, Instruction line, Instruction instruction)
    {
        if (instruction.Trigger is not null) AddSources(stage, line, instruction.Trigger);
        for (int i = 0; i < instruction.Flags.Count; i++)
        {
            var flag = instruction.Flags[i];
            if (instruction.Keyword == "COPY" && flag is { Name: "from", Value: { Length: > 0 } from })
            {
                AddSource(stage, line, ImageUseKind.CopyFrom, from, flag);
            }
            else if (instruction.Keyword == "RUN" && flag is { Name: "mount", Value: not null } && MountSource(flag.Value) is { Length: > 0 } source)
            {
                AddSource(stage, line, ImageUseKind.MountFrom, source, flag);
            }
        }
    }

    private void AddSource(Stage stage, Instruction line, ImageUseKind kind, string written, InstructionFlag flag)
    {
        bool expands = written.Contains('$', StringComparison.Ordinal);
        // Most name a stage, and nothing is to be told of it.
        if (!expands && written != "scratch" && !contexts.Has(written) && StageNamed(written, out _) is { } named)
        {
            needs[stage].Add(named);
            return;
        }

        var place = PlaceOf(flag, written);
        var use = expands
            ? Expand(written, place, scope ??= VariableScope.OfStage(dockerfile, given, stage, line))
            : new ImageUse { Kind = kind, Expression = written, Text = written, File = dockerfile.Path, Place = place, Literal = Literally(place, written) };
        use = use with { Kind = kind, Stage = stage };
        if (use.Text == "scratch" || (use.Text is not null && contexts.Has(use.Text))) return;

        bool noSuchNumber = false;
        if (use.Text is not null && StageNamed(use.Text, out noSuchNumber) is { } source) needs[stage].Add(source);
        else if (noSuchNumber) uses.Add(use with { Problem = $"There is no stage {use.Text}: the Dockerfile has {dockerfile.Stages.Count}, counted from 0." });
        else Add(use);
    }

    private Stage? StageNamed(string name, out bool outOfRange)
    {
        outOfRange = false;
        if (allStages.TryGetValue(name, out var named)) return named;
        if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index)) return null;

        outOfRange = index >= dockerfile.Stages.Count;
        return outOfRange ? null : dockerfile.Stages[index];
    }

    private void Add(ImageUse use)
    {
        if (use.Problem is not null || use.Text is null)
        {
            uses.Add(use);
            return;
        }

        bool read = ImageReference.TryParse(use.Text, out var reference, out string? reason);
        if (!read) uses.Add(use with { Problem = reason });
        else if (use.Kind == ImageUseKind.Frontend || !contexts.Has(reference!, given.TargetPlatform)) uses.Add(use with { Reference = reference });
    }

    private ImageUse Expand(string written, SourceSpan place, VariableScope scope)
    {
        var use = new ImageUse { Kind = ImageUseKind.From, Expression = written, File = dockerfile.Path, Place = place };
        try
        {
            var expansion = scope.Expand(written);
            var (literal, variables) = new LiteralTracer(dockerfile, scope).Trace(place, expansion.Text);
            use = use with { UnsetVariables = expansion.Unset, Variables = variables };
            return expansion.Text.Length == 0
                ? use with { Problem = "It comes to nothing." }
                : use with { Text = expansion.Text, Literal = literal };
        }
        catch (ShellSyntaxException e)
        {
            return use with { Problem = e.Message };
        }
    }

    private HashSet<Stage> Reachable(Stage target)
    {
        var reached = new HashSet<Stage>();
        var open = new Stack<Stage>([target]);
        while (open.TryPop(out var stage))
        {
            if (reached.Add(stage)) needs[stage].ForEach(open.Push);
        }

        return reached;
    }
}
