using System.Net;

namespace MlpGen.Playground.Tests.Browser;

/// <summary>A host of files that knows nothing of .NET, under a path of its own, as GitHub Pages and its like serve a project.</summary>
public sealed class StaticHost : IDisposable
{
    private static readonly Dictionary<string, string> s_types = new()
    {
        [".html"] = "text/html; charset=utf-8", [".js"] = "text/javascript", [".css"] = "text/css", [".wasm"] = "application/wasm", [".json"] = "application/json",
    };

    private readonly HttpListener _listener = new();
    private readonly string _folder;

    /// <summary>Begins to serve.</summary>
    /// <param name="folder">The files.</param>
    public StaticHost(string folder)
    {
        _folder = folder;
        Address = new Uri($"http://127.0.0.1:{FreePort()}/some/folder/");
        _listener.Prefixes.Add(new Uri(Address, "/").ToString());
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Where <c>index.html</c> is.</summary>
    public Uri Address { get; }

    /// <summary>Stops.</summary>
    public void Dispose() => _listener.Close();

    private static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                _ = Task.Run(() => AnswerAsync(context));
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using HttpListenerResponse response = context.Response;
        string path = context.Request.Url!.AbsolutePath;
        string file = Path.Combine(_folder, path == Address.AbsolutePath ? "index.html" : Path.GetRelativePath(Address.AbsolutePath, path));
        if (!path.StartsWith(Address.AbsolutePath, StringComparison.Ordinal) || file.Contains("..", StringComparison.Ordinal) || !File.Exists(file))
        {
            response.StatusCode = 404;
            return;
        }

        byte[] content = await File.ReadAllBytesAsync(file);
        response.ContentType = s_types.GetValueOrDefault(Path.GetExtension(file), "application/octet-stream");
        response.ContentLength64 = content.Length;
        await response.OutputStream.WriteAsync(content);
    }
}
