using CliWrap;
using CliWrap.Buffered;
using ReproBuild.Sdk.Tests.Engines;

namespace ReproBuild.Sdk.Tests.Registries;

/// <summary>The only hash of a password that the registry takes.</summary>
internal static class Bcrypt
{
    public static async Task<string> HashAsync(string password)
    {
        TestEngine.Variable("REPRO_TEST_REGISTRY");
        var result = await Cli.Wrap("perl").WithArguments(["-e", "print crypt(<STDIN>, '$2b$04$abcdefghijklmnopqrstuu')"])
            .WithStandardInputPipe(PipeSource.FromString(password)).ExecuteBufferedAsync();
        return result.StandardOutput;
    }
}
