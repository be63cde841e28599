using ReproBuild.Dockerfiles;
using ReproBuild.Linting.Packages;
using ReproBuild.Pinning;

namespace ReproBuild.Linting;

/// <summary>What rules look at: the instructions of the stages that reach the target, RUN split into commands.</summary>
internal sealed class LintSubject
{
    private static readonly string[] DefaultShell = ["/bin/sh", "-c"];

    private LintSubject(LintRequest request, IReadOnlyList<LintStep> steps) => (Request, Steps) = (request, steps);

    public LintRequest Request { get; }

    public Dockerfile Dockerfile => Request.Dockerfile;

    /// <summary>The instructions in the order of the file.</summary>
    public IReadOnlyList<LintStep> Steps { get; }

    public static LintSubject Read(LintRequest request)
    {
        var (dockerfile, query) = (request.Dockerfile, request.Query);
        var given = new BuildVariables { BuildArgs = query.BuildArgs, Target = query.Target };
        if (query.Platforms.Count > 0) given = given with { TargetPlatform = query.Platforms[0] };
        var global = VariableScope.Global(dockerfile, given);
        var image = Lineage(dockerfile.Target(query.Target));
        var snapshots = new SnapshotAddresses(dockerfile.Text);
        var steps = new List<LintStep>();
        foreach (var stage in PinChecker.FindBuiltStages(dockerfile, query))
        {
            var lineage = Lineage(stage);
            var shell = lineage.Skip(1).SelectMany(s => s.Instructions.Reverse()).FirstOrDefault(i => i.Keyword == "SHELL") is { } inherited
                ? Words(inherited)
                // Where the escape is a backtick, cmd or PowerShell is at work.
                : dockerfile.EscapeChar == '`' ? [] : DefaultShell;
            foreach (var instruction in stage.Instructions)
            {
                if (instruction.Keyword == "SHELL") shell = Words(instruction);
                steps.Add(new LintStep(dockerfile, given, stage, instruction, image.Contains(stage), shell, snapshots));
            }
        }

        return new LintSubject(request, steps);

        // The stage, and those that it starts from.
        List<Stage> Lineage(Stage? stage)
        {
            var found = new List<Stage>();
            for (; stage is not null; stage = StageBases.Parent(dockerfile, global, stage)) found.Add(stage);
            return found;
        }
    }

    private static string[] Words(Instruction shell) => [.. shell.Arguments.Select(a => a.Text)];
}
