using Microsoft.Build.Utilities;
using ReproBuild.Diagnostics;
using ReproBuild.Tasks;

namespace ReproBuild.Core.Tests.MSBuild;

[TestClass]
public sealed class BuildArgumentSpecs
{
    private const string Variable = "REPRO_TEST_ARGUMENT_OF_THE_ENVIRONMENT";

    [TestMethod]
    public void A_name_alone_takes_its_value_from_the_environment_and_says_so()
    {
        Environment.SetEnvironmentVariable(Variable, "a value; with = signs");
        try
        {
            var argument = PlanInputs.Arguments([new TaskItem(Variable)]).Single();

            Assert.AreEqual("a value; with = signs", argument.Value);
            Assert.IsTrue(argument.FromEnvironment);
            Assert.AreEqual(Variable, $"{argument}");
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    [TestMethod]
    public void A_value_that_an_item_gives_goes_before_the_environment()
    {
        Environment.SetEnvironmentVariable(Variable + "_2", "theirs");
        var given = new TaskItem(Variable + "_2");
        given.SetMetadata("Value", "ours");

        foreach (var argument in PlanInputs.Arguments([given, new TaskItem(Variable + "_2=ours")]))
        {
            Assert.AreEqual("ours", argument.Value);
            Assert.IsFalse(argument.FromEnvironment);
        }
    }

    [TestMethod]
    public void A_name_without_a_value_anywhere_is_REPRO1005_that_does_not_repeat_it()
    {
        var refused = Assert.ThrowsExactly<ReproException>(() => PlanInputs.Arguments([new TaskItem("hunter2")]));

        Assert.AreEqual("REPRO1005", refused.Diagnostic.Code);
        Assert.Contains("Item 1 of ReproBuildArg has no value", refused.Message);
        Assert.DoesNotContain("hunter2", refused.Message);
    }
}
