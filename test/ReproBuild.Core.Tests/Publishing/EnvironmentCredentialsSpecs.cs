using ReproBuild.Core.Tests.Infra;
using ReproBuild.Registries;

namespace ReproBuild.Core.Tests.Publishing;

[TestClass]
public sealed class EnvironmentCredentialsSpecs
{
    private static readonly FixedCredentials Files = new(RegistryCredential.Basic("file", "f"));

    [TestMethod]
    public async Task The_variable_for_pushing_goes_before_the_general_one_and_that_before_the_old_one()
    {
        var variables = new Dictionary<string, string>
        {
            ["SDK_CONTAINER_REGISTRY_UNAME"] = "old",
            ["SDK_CONTAINER_REGISTRY_PWORD"] = "1",
            ["DOTNET_CONTAINER_REGISTRY_UNAME"] = "general",
            ["DOTNET_CONTAINER_REGISTRY_PWORD"] = "2",
            ["DOTNET_CONTAINER_PUSH_REGISTRY_UNAME"] = "push",
            ["DOTNET_CONTAINER_PUSH_REGISTRY_PWORD"] = "3",
        };

        Assert.AreEqual(("push", "3"), await FindAsync(variables));
        variables.Remove("DOTNET_CONTAINER_PUSH_REGISTRY_PWORD");
        Assert.AreEqual(("general", "2"), await FindAsync(variables), "a name without a password is none");
        variables.Remove("DOTNET_CONTAINER_REGISTRY_UNAME");
        Assert.AreEqual(("old", "1"), await FindAsync(variables));
        Assert.AreEqual(("file", "f"), await FindAsync([]));
    }

    [TestMethod]
    public async Task A_token_in_place_of_a_name_is_exchanged_and_not_shown()
    {
        var source = new EnvironmentCredentials(name => name.EndsWith("_UNAME", StringComparison.Ordinal) ? "<token>" : "the-token", Files);

        var found = await source.FindAsync("registry.example.org", "app", default);

        Assert.AreEqual("the-token", found!.IdentityToken);
        Assert.DoesNotContain("the-token", found.ToString());
    }

    private static async Task<(string?, string?)> FindAsync(Dictionary<string, string> variables)
    {
        var found = await new EnvironmentCredentials(variables.GetValueOrDefault, Files).FindAsync("registry.example.org", "app", default);
        return (found!.UserName, found.Password);
    }
}
