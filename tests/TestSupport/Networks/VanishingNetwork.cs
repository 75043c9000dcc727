using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace DbWarden.TestSupport;

/// <summary>
/// A way to a server that can vanish: from then on the kernel drops every packet that arrives for it, at either end, as a pulled plug
/// does. Nothing is closed, nothing is answered, not even a keep-alive. That takes a socket filter of Linux, and no rights.
/// </summary>
public sealed class VanishingNetwork : IAsyncDisposable
{
    private const int SocketLevel = 1;
    private const int AttachFilter = 26;

    private readonly int _server;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _ends = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private bool _hasVanished;

    private VanishingNetwork(int server)
    {
        _server = server;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    /// <summary>The port on this machine that leads to the server.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <param name="port">The server's own, on this machine.</param>
    public static VanishingNetwork To(int port) => new(port);

    /// <summary>Drops whatever arrives from now on, also at connections that are still to be made.</summary>
    public void Vanish()
    {
        lock (_ends)
        {
            _hasVanished = true;
            Drop(_listener);
            foreach (var end in _ends)
                Drop(end);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        lock (_ends)
        {
            foreach (var end in _ends)
                end.Dispose();
        }

        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var pumps = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync(_stop.Token);
                var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                client.NoDelay = true;
                lock (_ends)
                {
                    _ends.AddRange([client, server]);
                    if (_hasVanished)
                        continue;
                }

                await server.ConnectAsync(IPAddress.Loopback, _server, _stop.Token);
                pumps.Add(PumpAsync(client, server));
                pumps.Add(PumpAsync(server, client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }

        await Task.WhenAll(pumps);
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[1 << 16];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer, _stop.Token)) > 0)
            {
                if (!Volatile.Read(ref _hasVanished))
                    await to.SendAsync(buffer.AsMemory(0, count), _stop.Token);
            }

            if (!Volatile.Read(ref _hasVanished))
                to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One of the ends has closed; the other learns of it unless the network has vanished.
            if (!Volatile.Read(ref _hasVanished))
                to.Dispose();
        }
    }

    /// <summary>One instruction for every packet: keep nothing of it.</summary>
    private static void Drop(Socket socket)
    {
        // A return instruction with the length 0, and a program of that one instruction.
        byte[] instructions = [0x06, 0, 0, 0, 0, 0, 0, 0];
        var pinned = GCHandle.Alloc(instructions, GCHandleType.Pinned);
        try
        {
            var program = new byte[16];
            BitConverter.TryWriteBytes(program, (ushort)1);
            BitConverter.TryWriteBytes(program.AsSpan(8), pinned.AddrOfPinnedObject());
            socket.SetRawSocketOption(SocketLevel, AttachFilter, program);
        }
        finally
        {
            pinned.Free();
        }
    }
}
