namespace Microsoft.Build.Framework;

/// <summary>
/// Tells MSBuild that a task keeps no state of the process (working directory, environment, console), so that <c>-mt</c> runs it in the
/// process of the build. MSBuild looks for the attribute by its name; a reference to the assembly that defines it would keep older
/// versions of MSBuild from loading the task.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
