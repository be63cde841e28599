using ReproBuild.Diagnostics;
using ReproBuild.Publishing;

namespace ReproBuild.Core.Tests.Publishing;

[TestClass]
public sealed class ImageDestinationSpecs
{
    [TestMethod]
    public void Each_tag_is_a_name_once_and_latest_stands_in_for_none()
    {
        CollectionAssert.AreEqual(new[] { "localhost:5000/team/app:v2", "localhost:5000/team/app:v1" }, ImageDestination.Parse("localhost:5000", "team/app", ["v2", "v1", " v2 ", ""]).Names.ToArray());
        CollectionAssert.AreEqual(new[] { "app:latest" }, ImageDestination.Parse(" ", "app", []).Names.ToArray());
        CollectionAssert.AreEqual(new[] { "docker.io/me/app:latest" }, ImageDestination.Parse("docker.io", "me/app", []).Names.ToArray());
    }

    [TestMethod]
    [DataRow("https://registry.example.org", "app", "v1", DiagnosticCodes.BadProperty, "https://")]
    [DataRow("registry.example.org/team", "app", "v1", DiagnosticCodes.BadProperty, "ContainerRepository")]
    [DataRow("registry", "app", "v1", DiagnosticCodes.BadProperty, "with a dot or a port")]
    [DataRow("registry.example.org", "App", "v1", DiagnosticCodes.InvalidReference, "ContainerRepository is \"App\"")]
    [DataRow("registry.example.org", "", "v1", DiagnosticCodes.InvalidReference, "ContainerRepository is empty")]
    [DataRow("registry.example.org", "app:v1", "v1", DiagnosticCodes.InvalidReference, "ContainerRepository is \"app:v1\"")]
    [DataRow("registry.example.org", "app", "-v1", DiagnosticCodes.InvalidReference, "\"-v1\" is no tag")]
    [DataRow("", "app", "no/tag", DiagnosticCodes.InvalidReference, "\"no/tag\" is no tag")]
    [DataRow("", "app", "v1@sha256:0", DiagnosticCodes.InvalidReference, "is no tag")]
    public void What_is_no_name_is_told_with_the_property_to_set(string registry, string repository, string tag, string code, string text)
    {
        var error = Assert.ThrowsExactly<ReproException>(() => ImageDestination.Parse(registry, repository, [tag]));

        Assert.AreEqual(code, error.Diagnostic.Code);
        Assert.Contains(text, error.Message);
    }

    [TestMethod]
    public void A_password_in_front_of_a_registry_is_told_to_nobody()
    {
        var error = Assert.ThrowsExactly<ReproException>(() => ImageDestination.Parse("me:secret@registry.example.org", "app", []));

        Assert.AreEqual(DiagnosticCodes.BadProperty, error.Diagnostic.Code);
        Assert.DoesNotContain("secret", error.ToString());
    }
}
