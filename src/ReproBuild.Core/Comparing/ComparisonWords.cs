namespace ReproBuild.Comparing;

/// <summary>What the two sides of a comparison are called in messages.</summary>
/// <param name="Subject">Both together, with a capital: <c>Two builds of commit 3fa1c02</c>.</param>
/// <param name="Left">The one side: <c>the first build</c>.</param>
/// <param name="Right">The other side: <c>the second build</c>.</param>
public sealed record ComparisonWords(string Subject = "The images", string Left = "the left image", string Right = "the right image");
