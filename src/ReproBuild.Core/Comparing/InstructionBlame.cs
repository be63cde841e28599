namespace ReproBuild.Comparing;

/// <summary>The instruction that made a layer.</summary>
/// <param name="Instruction">The instruction as the Dockerfile has it, or else as the image's history tells it. Hostile text.</param>
/// <param name="File">The absolute path of the Dockerfile; null where the line is not known for certain.</param>
/// <param name="Line">The line in <paramref name="File"/>, from 1; 0 where it is not known.</param>
/// <param name="Column">The column in <paramref name="File"/>, from 1; 0 where it is not known.</param>
public sealed record InstructionBlame(string Instruction, string? File = null, int Line = 0, int Column = 0);
