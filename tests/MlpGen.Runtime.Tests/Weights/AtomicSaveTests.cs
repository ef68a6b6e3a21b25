using MlpGen.Tests.Networks;
using MlpGen.Tests.Processes;
using MlpGen.Weights;
using static MlpGen.Tests.Networks.WeightsNetworks;

namespace MlpGen.Tests.Weights;

/// <summary>A file is replaced whole or not at all.</summary>
public sealed class AtomicSaveTests : IDisposable
{
    /// <summary>The check's name on the command line of the child process.</summary>
    internal const string KilledInMidSave = "killed-in-mid-save";

    private readonly string _folder = Directory.CreateTempSubdirectory("mlpgen").FullName;

    [Fact]
    public void A_file_is_written_and_replaced()
    {
        string path = Path.Combine(_folder, "net.safetensors");
        Safetensors.Save(new Small(seed: 1), path);
        Safetensors.Save(new Small(SafetensorsBytes.SmallParameters), path);

        var net = new Small();
        Safetensors.Load(net, path);
        Assert.Equal(SafetensorsBytes.SmallParameters, net.Parameters.ToArray());
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void What_cannot_be_saved_leaves_the_old_file_and_nothing_else()
    {
        string path = Path.Combine(_folder, "net.safetensors");
        Safetensors.Save(new Small(SafetensorsBytes.SmallParameters), path);
        byte[] before = File.ReadAllBytes(path);

        Assert.Throws<WeightsException>(() => Safetensors.Save(new Small([.. SafetensorsBytes.SmallParameters[..9], float.NaN]), path));
        Assert.Throws<InvalidTimeZoneException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(before.AsSpan(0, 20));
            throw new InvalidTimeZoneException("half way");
        }));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_process_killed_in_mid_save_leaves_the_old_file_whole()
    {
        string path = Path.Combine(_folder, "net.safetensors");
        Safetensors.Save(new Small(SafetensorsBytes.SmallParameters), path);
        byte[] before = File.ReadAllBytes(path);

        (int exitCode, string output) = ChildProcess.Run([KilledInMidSave, path]);

        Assert.True(exitCode != 0, "The child should have been killed.");
        Assert.Contains("half written", output, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal(2, Directory.GetFiles(_folder).Length); // the half of the new file is beside it
    }

    [Fact]
    public void A_link_stays_a_link_and_a_private_file_private()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // links need a privilege there, and files have no mode
        }

        string path = Path.Combine(_folder, "real.safetensors"), link = Path.Combine(_folder, "link.safetensors");
        Safetensors.Save(new Small(seed: 1), path);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(link, path);

        Safetensors.Save(new Small(SafetensorsBytes.SmallParameters), link);

        var net = new Small();
        Safetensors.Load(net, path);
        Assert.Equal(SafetensorsBytes.SmallParameters, net.Parameters.ToArray());
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>In the child process: dies when half of the new file is on the disk.</summary>
    internal static void DieInMidSave(string path) => AtomicFile.Write(path, stream =>
    {
        stream.Write(SafetensorsBytes.Small.AsSpan(0, 100));
        stream.Flush();
        Console.WriteLine("half written");
        System.Diagnostics.Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite);
    });
}
