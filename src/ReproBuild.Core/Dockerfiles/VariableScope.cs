namespace ReproBuild.Dockerfiles;

/// <summary>The variables that are set at one place of a Dockerfile.</summary>
/// <remarks>BuildKit, <c>frontend/dockerfile/dockerfile2llb/convert.go</c>. What a base image sets is not known here.</remarks>
public sealed class VariableScope
{
    private readonly Dockerfile dockerfile;
    private readonly BuildVariables given;
    private readonly Dictionary<string, Variable> variables;

    private VariableScope(Dockerfile dockerfile, BuildVariables given, Dictionary<string, Variable> variables) =>
        (this.dockerfile, this.given, this.variables) = (dockerfile, given, variables);

    /// <summary>The scope of every FROM: what is predefined, and the ARGs before the first FROM.</summary>
    /// <param name="dockerfile">The Dockerfile.</param>
    /// <param name="given">What the build gives.</param>
    /// <exception cref="Diagnostics.ReproException">REPRO3002: the default of an ARG cannot be expanded.</exception>
    public static VariableScope Global(Dockerfile dockerfile, BuildVariables given)
    {
        ArgumentNullException.ThrowIfNull(dockerfile);
        ArgumentNullException.ThrowIfNull(given);
        var scope = new VariableScope(dockerfile, given, new(StringComparer.Ordinal));
        foreach (var (name, value) in given.Predefined())
        {
            bool overridden = given.BuildArgs.TryGetValue(name, out string? other);
            scope.Set(new Variable(name, other ?? value, overridden ? VariableOrigin.BuildArg : VariableOrigin.Predefined));
        }

        foreach (var argument in dockerfile.GlobalArguments) scope.Declare(argument, global: null);
        return scope;
    }

    /// <summary>The scope at an instruction of a stage: ARG and ENV of the stage before it, and of the stages that it starts from.</summary>
    /// <param name="dockerfile">The Dockerfile.</param>
    /// <param name="given">What the build gives.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="before">The instruction; null for the end of the stage.</param>
    /// <exception cref="Diagnostics.ReproException">REPRO3002: a value cannot be expanded.</exception>
    public static VariableScope OfStage(Dockerfile dockerfile, BuildVariables given, Stage stage, Instruction? before = null)
    {
        ArgumentNullException.ThrowIfNull(stage);
        var global = Global(dockerfile, given);
        var lineage = new Stack<Stage>();
        for (var s = stage; s is not null; s = StageBases.Parent(dockerfile, global, s)) lineage.Push(s);

        var scope = new VariableScope(dockerfile, given, new(StringComparer.Ordinal));
        foreach (var instruction in lineage.SelectMany(s => s.Instructions))
        {
            if (instruction == before) break;
            scope.Apply(instruction, global);
        }

        return scope;
    }

    /// <summary>The variable of that name; null when it is not set.</summary>
    public Variable? Find(string name) => variables.GetValueOrDefault(name);

    /// <summary>Resolves quotes, escapes and variables.</summary>
    /// <exception cref="ShellSyntaxException">It cannot be done.</exception>
    internal ShellExpansion Expand(string text) => ShellLexer.Process(text, dockerfile.EscapeChar, n => Find(n)?.Value);

    /// <summary>Goes on behind an instruction of a stage.</summary>
    internal void Apply(Instruction instruction, VariableScope global)
    {
        if (instruction.Keyword == "ARG") Declare(instruction, global);
        else if (instruction.Keyword == "ENV") Assign(instruction);
    }

    private void Declare(Instruction argument, VariableScope? global)
    {
        foreach (var assignment in argument.Assignments)
        {
            if (given.BuildArgs.TryGetValue(assignment.Name, out string? value))
            {
                Set(new Variable(assignment.Name, value, VariableOrigin.BuildArg, assignment));
            }
            else if (assignment.Value is not null)
            {
                Set(new Variable(assignment.Name, Value(argument, assignment), VariableOrigin.Default, assignment));
            }
            else if (global?.Find(assignment.Name) is { } inherited)
            {
                Set(inherited);
            }
        }
    }

    private void Assign(Instruction env)
    {
        // All values of one ENV are expanded by what was set before it.
        var values = env.Assignments.Select(a => new Variable(a.Name, Value(env, a), VariableOrigin.Env, a)).ToList();
        values.ForEach(Set);
    }

    private string Value(Instruction instruction, VariableAssignment assignment)
    {
        try
        {
            return Expand(assignment.Value!).Text;
        }
        catch (ShellSyntaxException e)
        {
            throw DockerfileError.At(dockerfile.Path, assignment.ValueSpan,
                $"{instruction.Keyword} {assignment.Name} cannot be expanded: {e.Message}");
        }
    }

    private void Set(Variable variable) => variables[variable.Name] = variable;
}
