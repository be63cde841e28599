using ReproBuild.Diagnostics;
using ReproBuild.Registries;

namespace ReproBuild.Core.Tests.Infra;

/// <summary>Clients for tests: they wait no longer than they must, and know nothing of this machine's user.</summary>
internal static class Client
{
    /// <summary>Options that make a failing test fail soon, and retries pass at once.</summary>
    public static RegistryOptions Options { get; } = new()
    {
        FirstWait = TimeSpan.FromMilliseconds(1),
        LongestWait = TimeSpan.FromSeconds(5),
        Proxy = new System.Net.WebProxy(),
    };

    public static RegistryClient Create(Func<RegistryOptions, RegistryOptions>? change = null) => new(change?.Invoke(Options) ?? Options);

    /// <summary>The error that an action must end with.</summary>
    public static async Task<ReproException> FailAsync(Func<Task> action, string code)
    {
        var error = await Assert.ThrowsExactlyAsync<ReproException>(action);
        Assert.AreEqual(code, error.Diagnostic.Code, error.Message);
        Assert.DoesNotContain("\n", error.Message);
        return error;
    }
}
