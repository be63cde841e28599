namespace ReproBuild.Dockerfiles;

/// <summary>A variable that is set.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, quotes and variables resolved.</param>
/// <param name="Origin">Where the value comes from.</param>
/// <param name="Assignment">Where it is assigned or declared; null for what is predefined.</param>
public sealed record Variable(string Name, string Value, VariableOrigin Origin, VariableAssignment? Assignment = null);
