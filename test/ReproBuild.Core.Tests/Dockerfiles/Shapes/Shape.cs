namespace ReproBuild.Core.Tests.Dockerfiles.Shapes;

/// <summary>A Dockerfile of a shape that is met in the wild.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="Text">The Dockerfile.</param>
/// <param name="Images">The images that it uses, in order.</param>
public sealed record Shape(string Name, string Text, params string[] Images)
{
    public override string ToString() => Name;
}
