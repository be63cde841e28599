namespace ReproBuild.Benchmarks;

/// <summary>One scenario, of one figure or several.</summary>
public interface IBenchmark
{
    /// <summary>The name by which it is chosen on the command line.</summary>
    string Name { get; }

    /// <summary>Makes the inputs that are not there yet, and measures.</summary>
    IAsyncEnumerable<Figure> RunAsync();
}
