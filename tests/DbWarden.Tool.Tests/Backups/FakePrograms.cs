using System.Runtime.Versioning;
using DbWarden.TestSupport;

namespace DbWarden.Tool.Tests.Backups;

/// <summary>A directory for PATH with programs of a test's own in front of, or instead of, the real ones.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class FakePrograms : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    /// <summary>Where the programs may leave what they saw.</summary>
    public string Directory => _directory.Path;

    /// <summary>What the programs find nothing else behind, but the shell's own few.</summary>
    public string Alone => _directory.Path;

    public string InFront => $"{_directory.Path}:{Environment.GetEnvironmentVariable("PATH")}";

    /// <summary>The real program's path, which the fake one can hand over to.</summary>
    public static string Real(string name) =>
        Environment
            .GetEnvironmentVariable("PATH")!
            .Split(':')
            .Select(directory => Path.Combine(directory, name))
            .First(File.Exists);

    /// <summary>A program that answers for its version and otherwise runs a shell script.</summary>
    public FakePrograms Add(string name, string version, string script)
    {
        var path = _directory.Write(name, $"#!/bin/sh\nif [ \"$1\" = --version ]; then echo '{version}'; exit; fi\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return this;
    }

    public string? Read(string name) =>
        File.Exists(Path.Combine(Directory, name)) ? File.ReadAllText(Path.Combine(Directory, name)) : null;

    public void Dispose() => _directory.Dispose();
}
