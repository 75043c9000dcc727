using System.Net;
using System.Net.Sockets;

namespace DbWarden.TestSupport;

/// <summary>A port that refuses connections until it is opened, and then leads to a server.</summary>
/// <param name="server">The server's own port, on this machine.</param>
/// <param name="passes">Whether what a client sends in one go arrives; null where everything does.</param>
public sealed class Relay(int server, Func<ReadOnlyMemory<byte>, bool>? passes = null) : IDisposable
{
    private readonly Socket _listener = Bind();

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public void Open()
    {
        _listener.Listen();
        _ = AcceptAsync();
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>Bound and not listening: nobody else gets the port, and whoever connects is refused.</summary>
    private static Socket Bind()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return listener;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = RelayAsync(await _listener.AcceptAsync());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task RelayAsync(Socket client)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, server);
        await using var outside = new NetworkStream(client, ownsSocket: true);
        await using var inside = connection.GetStream();
        await Task.WhenAny(SendAsync(outside, inside), inside.CopyToAsync(outside));
    }

    private async Task SendAsync(NetworkStream outside, NetworkStream inside)
    {
        var buffer = new byte[1 << 16];
        while (await outside.ReadAsync(buffer) is var count and > 0)
        {
            var sent = buffer.AsMemory(0, count);
            if (passes is null || passes(sent))
                await inside.WriteAsync(sent);
        }
    }
}
