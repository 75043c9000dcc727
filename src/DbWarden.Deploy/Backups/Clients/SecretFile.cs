using System.Globalization;
using System.Text;

namespace DbWarden.Deploy.Backups.Clients;

/// <summary>
/// Hands secrets to another program of the same user through a file that has no name in any directory: it is removed before anything is
/// written to it, and reached by the number under which this process has it open. So nothing is left behind, even by a kill.
/// </summary>
internal sealed class SecretFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly string? _name;

    private SecretFile(FileStream stream, string? name, string path)
    {
        _stream = stream;
        _name = name;
        Path = path;
    }

    /// <summary>Where the other program finds it, as long as this lives.</summary>
    public string Path { get; }

    public static SecretFile Create(string text)
    {
        var name = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "dbwarden-" + Guid.NewGuid().ToString("N"));
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var stream = new FileStream(name, options);
        try
        {
            var open = string.Create(
                CultureInfo.InvariantCulture,
                $"/proc/{Environment.ProcessId}/fd/{stream.SafeFileHandle.DangerousGetHandle()}"
            );
            // Where there are no such paths, the file keeps its name until it is disposed of.
            var isReachable = File.Exists(open);
            if (isReachable)
                File.Delete(name);
            stream.Write(Encoding.UTF8.GetBytes(text));
            return new SecretFile(stream, isReachable ? null : name, isReachable ? open : name);
        }
        catch
        {
            stream.Dispose();
            File.Delete(name);
            throw;
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        if (_name is not null)
            File.Delete(_name);
    }
}
