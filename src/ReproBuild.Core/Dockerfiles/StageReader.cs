namespace ReproBuild.Dockerfiles;

/// <summary>Checks the instructions one by one and groups them into stages: the second of BuildKit's passes.</summary>
internal static class StageReader
{
    public static (List<Instruction> GlobalArguments, List<Stage> Stages) Read(Dockerfile dockerfile)
    {
        var arguments = new List<Instruction>();
        var stages = new List<Stage>();
        foreach (var instruction in dockerfile.Instructions)
        {
            InstructionRules.Check(dockerfile.Path, instruction);
            if (instruction.Keyword == "FROM") stages.Add(new Stage(stages.Count, instruction));
            else if (stages.Count > 0) stages[^1].Add(instruction);
            else if (instruction.Keyword == "ARG") arguments.Add(instruction);
            else
            {
                throw DockerfileError.At(dockerfile.Path, instruction.Line, instruction.Column,
                    $"{instruction.Keyword} stands before the first FROM, where only ARG may stand.");
            }
        }

        if (stages.Count == 0)
        {
            var last = dockerfile.Instructions[^1];
            throw DockerfileError.At(dockerfile.Path, last.Line, last.Column, "The Dockerfile has no FROM, so there is nothing to build.");
        }

        return (arguments, stages);
    }
}
